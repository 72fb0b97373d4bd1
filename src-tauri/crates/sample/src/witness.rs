//! What the exports make of a play: which of them tell of it, and how a row of an extended history is worded.
//! Everything that does not matter to the truth follows from the play's salt, so that each telling says the same.

use plays::Kind;

use super::{
    calendar::{self, ACCOUNT_FROM_MS, DAY_MS},
    catalogue::{Catalogue, Form},
    heard::{Flaw, Heard, Told},
    telling::{Hint, Telling, Truthy, write_time},
};

const USER: &str = "robin.ashdown.secret";
const USER_AGENT: &str = "unknown-agent%20of%20robin.ashdown.secret";
/// Exports dropped the user's name for plays from 2019 on.
const USER_TOLD_UNTIL: i64 = 17_897 * DAY_MS / 1000;
/// Platforms are told coarsely from 2023-10-19 on.
const COARSE_FROM: i64 = 19_649 * DAY_MS / 1000;
/// Rows have the keys of audiobooks from June 2023 on, when Spotify began to have any.
const BOOKS_FROM: i64 = calendar::BOOKS_FROM * DAY_MS / 1000;
/// `skipped` says nothing from 2015-04-13 to 2022-10-16.
const NEVER_SKIPPED: std::ops::Range<i64> =
    calendar::NEVER_SKIPPED.start * DAY_MS / 1000..calendar::NEVER_SKIPPED.end * DAY_MS / 1000;

const DETAILED: &[&[&str]] = &[
    &[
        "Android OS 4.4.2 API 19 (samsung, GT-I9505)",
        "Windows 7 (Unknown Ed) SP1 [x86 0]",
        "OS X 10.9.5 [x86 8]",
        "WebPlayer (websocket RFC6455)",
    ],
    &[
        "iOS 9.3.2 (iPhone6,2)",
        "Windows 10 (10.0.14393; x64)",
        "Linux [x86-64 0]",
        "Partner google cast;Chromecast Audio;;tpapi",
    ],
    &[
        "Android OS 8.0.0 API 26 (samsung, SM-G950F)",
        "OS X 10.14.6 [x86 8]",
        "web_player windows 10;chrome 96.0.4664.45;desktop",
        "Partner sonos_ppc Sonos;Play1;;tpapi",
    ],
    &[
        "iOS 15.4.1 (iPhone12,8)",
        "Windows 10 (10.0.19042; x64; AppX)",
        "web_player osx 10.15.7;safari 15.1;desktop",
        "ps4",
    ],
];
const COARSE: &[&str] = &[
    "ios",
    "android",
    "windows",
    "osx",
    "web_player",
    "cast",
    "linux",
    "not_applicable",
];

/// Which exports tell of play number `lived` of `whole`: each of the three knows some plays that no other knows.
pub(super) fn told(catalogue: &Catalogue, heard: &Heard, lived: usize, whole: usize) -> Told {
    let older = lived < whole / 10 * 6 && catalogue.kind(heard.item) != Kind::Audiobook;
    let in_last_year = heard.end_secs * 1000 >= ACCOUNT_FROM_MS;
    let account = in_last_year
        && heard.flaw.is_none()
        && !heard.is_video
        && catalogue.item(heard.item).form != Form::Local
        && catalogue.kind(heard.item) != Kind::Audiobook;
    let is_plain = !heard.is_proof && heard.flaw.is_none();
    let only_older = is_plain && older && lived % 101 == 7;
    let only_account = is_plain && account && lived % 67 == 3;
    Told {
        extended: !only_older && !only_account,
        older,
        account,
    }
}

/// How much later the older export says the play ended; the two exports were rounded by different hands.
pub(super) fn older_shift(heard: &Heard) -> i64 {
    let may_differ = !heard.is_proof && heard.echo == super::heard::Echo::None && heard.flaw.is_none();
    match heard.salt % 40 {
        0 if may_differ => -1,
        1 if may_differ => 2,
        _ => 0,
    }
}

/// The strings of one row, kept to be used again for the next.
#[derive(Default)]
pub(super) struct Words {
    ts: String,
    uri: String,
    book_uri: String,
    ip: String,
}

/// Which generation of exports is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Generation {
    Older,
    Newer,
}

/// Writes `heard` as a row of an extended history; `skipped_again` says `skipped` otherwise than the first time.
pub(super) fn write(
    catalogue: &Catalogue,
    heard: &Heard,
    skipped_again: bool,
    generation: Generation,
    words: &mut Words,
    into: &mut Vec<u8>,
) {
    words.ts.clear();
    match heard.flaw {
        Some(Flaw::Unreadable) => words.ts.push_str("sometime in spring"),
        Some(Flaw::TooEarly) => words.ts.push_str("1970-01-01T00:00:00Z"),
        _ => write_time(heard.end_secs, &mut words.ts),
    }
    words.ip.clear();
    words.ip.push_str("198.51.100.");
    words.ip.push_str(IPS[(heard.salt >> 3) as usize % IPS.len()]);
    words.uri.clear();
    let has_uri = catalogue.write_uri(heard.item, &mut words.uri);
    let uri = has_uri.then_some(words.uri.as_str());
    words.book_uri.clear();
    let kind = (heard.flaw != Some(Flaw::Nothing)).then(|| catalogue.kind(heard.item));
    if kind == Some(Kind::Audiobook) {
        catalogue.write_book_uri(heard.item, &mut words.book_uri);
    }
    let name = &*catalogue.item(heard.item).name;
    let owner = catalogue.owner(heard.item);
    let is = |this: Kind| kind == Some(this);
    let telling = Telling {
        ts: &words.ts,
        ms_played: match heard.flaw {
            Some(Flaw::NoLength) => None,
            Some(Flaw::Negative) => Some(-1 - i64::from(heard.ms)),
            Some(Flaw::TooLong) => Some(700_000_000),
            _ => Some(i64::from(heard.ms)),
        },
        platform: platform(heard),
        country: country(heard),
        ip: &words.ip,
        user: (generation == Generation::Older || heard.end_secs < USER_TOLD_UNTIL).then_some((USER, USER_AGENT)),
        track: is(Kind::Music).then(|| (name, owner, &*catalogue.collection(heard.item).name)),
        track_uri: uri.filter(|_| is(Kind::Music)),
        episode: is(Kind::Podcast).then_some((name, owner, "")),
        episode_uri: uri.filter(|_| is(Kind::Podcast)),
        knows_books: heard.end_secs >= BOOKS_FROM,
        chapter: is(Kind::Audiobook).then_some((name, owner, words.book_uri.as_str())),
        chapter_uri: uri.filter(|_| is(Kind::Audiobook)),
        reason_start: match heard.salt % 200 {
            0 => None,
            1 => Some(""),
            2 => Some("clickside"),
            3 => Some("uriopen"),
            _ => Some(heard.reason_start),
        },
        reason_end: match heard.salt % 300 {
            7 => None,
            8 => Some("popup"),
            _ => Some(heard.reason_end),
        },
        shuffle: odd_bool(heard.shuffle, heard.salt >> 4, generation),
        skipped: skipped(heard, skipped_again, generation),
        offline: odd_bool(heard.offline, heard.salt >> 5, generation),
        offline_timestamp: hint(heard, generation),
        incognito: odd_bool(heard.incognito, heard.salt >> 6, generation),
    };
    match generation {
        Generation::Newer => telling.write(into),
        Generation::Older => telling.write_older(into),
    }
}

const IPS: &[&str] = &[
    "1", "7", "17", "23", "42", "88", "101", "114", "150", "171", "204", "254",
];

fn platform(heard: &Heard) -> &'static str {
    // The phone most of the time.
    let device = match heard.salt % 16 {
        0..=8 => 0,
        9..=12 => 1,
        13..=14 => 2,
        _ => 3,
    };
    if heard.end_secs >= COARSE_FROM {
        return COARSE[device * 2 + (heard.salt >> 9) as usize % 2];
    }
    let era = (heard.end_secs - 1_350_000_000).max(0) as usize / 90_000_000;
    DETAILED[era.min(DETAILED.len() - 1)][device]
}

fn country(heard: &Heard) -> &'static str {
    match (heard.salt >> 7) % 100 {
        0 => "",
        1..=2 => "ZZ",
        // At home, and now and then nine days abroad.
        _ => match heard.end_secs / 800_000 % 13 {
            4 => "PT",
            9 => "NO",
            12 => "JP",
            _ => "GB",
        },
    }
}

fn odd_bool(value: bool, salt: u32, generation: Generation) -> Truthy {
    match (generation, salt % 50) {
        (Generation::Older, 0..=2) => Truthy::Empty,
        (Generation::Older, 3) => Truthy::Null,
        (Generation::Newer, 0) => Truthy::Null,
        _ => value.into(),
    }
}

fn skipped(heard: &Heard, again: bool, generation: Generation) -> Truthy {
    let silent = NEVER_SKIPPED.contains(&heard.end_secs);
    match (generation, silent) {
        (_, true) if again => Truthy::Null,
        (_, true) => Truthy::No,
        (Generation::Older, _) => match (heard.skipped, heard.salt % 30) {
            (value, 3) => Truthy::Number(value),
            (value, 4) => Truthy::Word(value),
            (true, _) => Truthy::Yes,
            (false, _) => Truthy::Null,
        },
        _ => (heard.skipped != again).into(),
    }
}

/// Often the start, seldom exactly.
fn hint(heard: &Heard, generation: Generation) -> Hint {
    let start = heard.end_secs - i64::from(heard.ms / 1000) - i64::from(heard.salt % 3);
    let old = generation == Generation::Older || heard.end_secs < USER_TOLD_UNTIL;
    match heard.salt % 20 {
        0..=3 if old => Hint::Number(0),
        4 if old => Hint::Empty,
        5..=6 => Hint::Null,
        7..=14 if old => Hint::Number(start * 1000 + i64::from(heard.salt % 1000)),
        15 => Hint::Number(start * 1000 + i64::from(heard.salt % 1000)),
        _ => Hint::Number(start),
    }
}
