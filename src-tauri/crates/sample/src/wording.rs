//! How a play is worded as a row of an extended history, in each generation of exports.
//! Everything that does not matter to the truth follows from the play's noise, so each export says the same.

use plays::Kind;

use crate::{
    calendar::{self, DAY_MS},
    catalogue::Catalogue,
    device::{country, platform},
    fields::{LooseBool, OfflineTimestamp, RowFields},
    play::{Flaw, Play},
    timestamp::write_time,
};

const USER: &str = "robin.ashdown.secret";
const USER_AGENT: &str = "unknown-agent%20of%20robin.ashdown.secret";
/// Exports leave out the user's name for plays from 2019 on.
const USER_UNTIL: i64 = 17_897 * DAY_MS / 1000;
/// Rows have the keys of audiobooks from June 2023 on, when Spotify began to have any.
const BOOKS_FROM: i64 = calendar::BOOKS_FROM * DAY_MS / 1000;
const NEVER_SKIPPED: std::ops::Range<i64> =
    calendar::NEVER_SKIPPED.start * DAY_MS / 1000..calendar::NEVER_SKIPPED.end * DAY_MS / 1000;

const IPS: &[&str] = &[
    "1", "7", "17", "23", "42", "88", "101", "114", "150", "171", "204", "254",
];

/// The strings of one row, reused for the next to save allocations.
#[derive(Default)]
pub(crate) struct Buffers {
    ts: String,
    uri: String,
    book_uri: String,
    ip: String,
}

/// A generation of exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Generation {
    /// `endsong` files, until 2022.
    Older,
    /// Since 2023.
    Newer,
}

/// Writes `play` as a row; `flip_skipped` gives `skipped` another value than usual.
pub(crate) fn write(
    catalogue: &Catalogue,
    play: &Play,
    flip_skipped: bool,
    generation: Generation,
    buffers: &mut Buffers,
    into: &mut Vec<u8>,
) {
    buffers.ts.clear();
    match play.flaw {
        Some(Flaw::Unreadable) => buffers.ts.push_str("sometime in spring"),
        Some(Flaw::TooEarly) => buffers.ts.push_str("1970-01-01T00:00:00Z"),
        _ => write_time(play.end_secs, &mut buffers.ts),
    }
    buffers.ip.clear();
    buffers.ip.push_str("198.51.100.");
    buffers.ip.push_str(IPS[(play.noise >> 3) as usize % IPS.len()]);
    buffers.uri.clear();
    let has_uri = catalogue.write_uri(play.item, &mut buffers.uri);
    let uri = has_uri.then_some(buffers.uri.as_str());
    buffers.book_uri.clear();
    let kind = (play.flaw != Some(Flaw::Nothing)).then(|| catalogue.kind(play.item));
    if kind == Some(Kind::Audiobook) {
        catalogue.write_book_uri(play.item, &mut buffers.book_uri);
    }
    let name = &*catalogue.item(play.item).name;
    let owner = catalogue.owner(play.item);
    let is = |this: Kind| kind == Some(this);
    let row = RowFields {
        ts: &buffers.ts,
        ms_played: match play.flaw {
            Some(Flaw::NoLength) => None,
            Some(Flaw::Negative) => Some(-1 - i64::from(play.ms)),
            Some(Flaw::TooLong) => Some(700_000_000),
            _ => Some(i64::from(play.ms)),
        },
        platform: platform(play),
        country: country(play),
        ip: &buffers.ip,
        user: (generation == Generation::Older || play.end_secs < USER_UNTIL).then_some((USER, USER_AGENT)),
        track: is(Kind::Music).then(|| (name, owner, &*catalogue.collection(play.item).name)),
        track_uri: uri.filter(|_| is(Kind::Music)),
        episode: is(Kind::Podcast).then_some((name, owner, "")),
        episode_uri: uri.filter(|_| is(Kind::Podcast)),
        has_book_keys: play.end_secs >= BOOKS_FROM,
        chapter: is(Kind::Audiobook).then_some((name, owner, buffers.book_uri.as_str())),
        chapter_uri: uri.filter(|_| is(Kind::Audiobook)),
        reason_start: match play.noise % 200 {
            0 => None,
            1 => Some(""),
            2 => Some("clickside"),
            3 => Some("uriopen"),
            _ => Some(play.reason_start),
        },
        reason_end: reason_end(play),
        shuffle: loose_bool(play.shuffle, play.noise >> 4, generation),
        skipped: skipped(play, flip_skipped, generation),
        offline: loose_bool(play.offline, play.noise >> 5, generation),
        offline_timestamp: offline_timestamp(play, generation),
        incognito: loose_bool(play.incognito, play.noise >> 6, generation),
    };
    match generation {
        Generation::Newer => row.write(into),
        Generation::Older => row.write_older(into),
    }
}

fn loose_bool(value: bool, noise: u32, generation: Generation) -> LooseBool {
    match (generation, noise % 50) {
        (Generation::Older, 0..=2) => LooseBool::Empty,
        (Generation::Older, 3) => LooseBool::Null,
        (Generation::Newer, 0) => LooseBool::Null,
        _ => value.into(),
    }
}

fn skipped(play: &Play, flip: bool, generation: Generation) -> LooseBool {
    let never = NEVER_SKIPPED.contains(&play.end_secs);
    match (generation, never) {
        (_, true) if flip => LooseBool::Null,
        (_, true) => LooseBool::No,
        (Generation::Older, _) => match (play.skipped, play.noise % 30) {
            (value, 3) => LooseBool::Number(value),
            (value, 4) => LooseBool::Word(value),
            (true, _) => LooseBool::Yes,
            (false, _) => LooseBool::Null,
        },
        _ => (play.skipped != flip).into(),
    }
}

/// Often the start of the play, but seldom to the second.
fn offline_timestamp(play: &Play, generation: Generation) -> OfflineTimestamp {
    let start = play.end_secs - i64::from(play.ms / 1000) - i64::from(play.noise % 3);
    let old = generation == Generation::Older || play.end_secs < USER_UNTIL;
    match play.noise % 20 {
        0..=3 if old => OfflineTimestamp::Number(0),
        4 if old => OfflineTimestamp::Empty,
        5..=6 => OfflineTimestamp::Null,
        7..=14 if old => OfflineTimestamp::Number(start * 1000 + i64::from(play.noise % 1000)),
        15 => OfflineTimestamp::Number(start * 1000 + i64::from(play.noise % 1000)),
        _ => OfflineTimestamp::Number(start),
    }
}

/// What ended a play, as the exports have it.
pub(crate) fn reason_end(play: &Play) -> Option<&'static str> {
    match play.noise % 300 {
        7 => None,
        8 => Some("popup"),
        _ => Some(play.reason_end),
    }
}
