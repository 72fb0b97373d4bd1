use std::sync::atomic::{AtomicU64, Ordering};

use uuid::Uuid;

use super::*;
use crate::lookup::others::Checked;
use crate::model::WantedTrack;

const LENGTH: u64 = 257_000;

fn mbid(number: u8) -> Mbid {
    format!("00000000-0000-4000-8000-0000000000{number:02}")
        .parse()
        .unwrap()
}

fn wanted(key: u8, name: &str, title: &str) -> WantedArtist {
    WantedArtist {
        key: key.into(),
        name: name.to_owned(),
        spotify_id: None,
        track: Some(WantedTrack {
            title: title.to_owned(),
            length_ms: Some(LENGTH as u32),
            other_titles: vec!["Polly".to_owned()],
        }),
        mbid: None,
    }
}

/// Two who have the numbers `key` and `key + 1`.
fn namesakes(key: u8, name: &str) -> Namesakes {
    let namesake = |number| Found {
        mbid: mbid(number),
        names: vec![fold(name)],
    };
    Namesakes {
        found: vec![namesake(key), namesake(key + 1)],
        are_all: true,
    }
}

/// One of two namesakes.
fn ambiguous(key: u8, name: &str, title: &str) -> Ambiguous {
    match Way::new(wanted(key, name, title), namesakes(key, name)) {
        Way::ByTitle(ambiguous) => ambiguous,
        _ => panic!("not to be asked for by title"),
    }
}

fn search() -> TitleSearch {
    TitleSearch::new(vec![ambiguous(1, "Nirvana", "Lithium")])
}

/// A recording like no other.
fn recording(title: &str, artist: u8, name: &str) -> Recording {
    static RECORDINGS: AtomicU64 = AtomicU64::new(0);
    let number = RECORDINGS.fetch_add(1, Ordering::Relaxed);
    Recording {
        id: Uuid::from_u64_pair(0, number),
        title: fold(title),
        length_ms: Some(LENGTH),
        artists: vec![Found {
            mbid: mbid(artist),
            names: vec![fold(name)],
        }],
    }
}

fn lasting(length_ms: Option<u64>, artist: u8) -> Recording {
    Recording {
        length_ms,
        ..recording("Lithium", artist, "Nirvana")
    }
}

fn page(count: usize, hits: Vec<Recording>) -> Page<Recording> {
    Page { count, hits }
}

/// The keys of artists about whom all is said, and what.
fn verdicts(settled: &Settled) -> Vec<(u32, Verdict)> {
    let answers = settled.answers.iter().map(|answer| {
        assert_eq!(answer.outcome, Outcome::Undecided, "nobody is certain by one title");
        (answer.key, Verdict::Undecided)
    });
    // The title decided nothing about those whose recordings are compared.
    let compared = settled.compared.iter().map(|comparison| comparison.key);
    let compared = compared.chain(settled.crowds.iter().map(|crowd| crowd.key));
    let compared = compared.map(|key| (key, Verdict::Undecided));
    let recorded = settled.recorded.iter();
    let recorded = recorded.map(|check| (check.key, Verdict::Recorded(check.mbid)));
    answers.chain(compared).chain(recorded).collect()
}

/// The verdict about the only artist, if it is settled.
fn verdict(search: TitleSearch, page: Page<Recording>) -> Option<Verdict> {
    let settled = search.take(page);
    let verdicts = verdicts(&settled);
    assert_eq!(verdicts.len() + settled.searches.len(), 1);
    verdicts.first().map(|(_, verdict)| *verdict)
}

/// The search that goes on.
fn next(search: TitleSearch, page: Page<Recording>) -> TitleSearch {
    let settled = search.take(page);
    assert_eq!(verdicts(&settled), [], "decided by half a list");
    settled.searches.into_iter().next().unwrap()
}

fn recorded(number: u8) -> Option<Verdict> {
    Some(Verdict::Recorded(mbid(number)))
}

#[test]
fn the_one_who_recorded_the_title_is_meant() {
    let hits = vec![recording("LITHIUM", 2, "Nirvana"), recording("Lithium", 2, "Nirvana")];
    assert_eq!(verdict(search(), page(2, hits)), recorded(2));
}

#[test]
fn a_title_of_two_namesakes_decides_nothing() {
    let hits = vec![recording("Lithium", 1, "Nirvana"), recording("Lithium", 2, "Nirvana")];
    assert_eq!(verdict(search(), page(2, hits)), Some(Verdict::Undecided));
    let with_one_unlisted = vec![recording("Lithium", 1, "Nirvana"), recording("Lithium", 3, "NIRVANA")];
    assert_eq!(verdict(search(), page(2, with_one_unlisted)), Some(Verdict::Undecided));
}

#[test]
fn a_recording_of_another_length_decides_nothing_and_is_in_nobodys_way() {
    for length in [LENGTH - 4_001, LENGTH + 4_001] {
        let other = || lasting(Some(length), 1);
        assert_eq!(verdict(search(), page(1, vec![other()])), Some(Verdict::Undecided));
        for own in [LENGTH - 4_000, LENGTH + 4_000] {
            let hits = vec![other(), lasting(Some(own), 2)];
            assert_eq!(verdict(search(), page(2, hits)), recorded(2));
        }
        let hits = vec![other(), lasting(Some(LENGTH), 1), lasting(Some(LENGTH), 2)];
        assert_eq!(verdict(search(), page(3, hits)), Some(Verdict::Undecided));
    }
}

#[test]
fn a_recording_of_unknown_length_decides_nothing_and_leaves_nobody_certain() {
    assert_eq!(
        verdict(search(), page(1, vec![lasting(None, 1)])),
        Some(Verdict::Undecided)
    );
    for hits in [
        vec![lasting(None, 1), lasting(Some(LENGTH), 2)],
        vec![lasting(Some(LENGTH), 2), lasting(None, 1)],
    ] {
        assert_eq!(verdict(search(), page(2, hits)), Some(Verdict::Undecided));
    }
    let hits = vec![lasting(None, 2), lasting(Some(LENGTH), 2)];
    assert_eq!(verdict(search(), page(2, hits)), recorded(2));
}

#[test]
fn a_longer_title_or_another_artist_decides_nothing() {
    let hits = vec![
        recording("Lithium Dreams", 1, "Nirvana"),
        recording("Lithium", 3, "Nirvana Tribute"),
    ];
    assert_eq!(verdict(search(), page(2, hits)), Some(Verdict::Undecided));
}

#[test]
fn a_list_that_was_cut_off_is_read_to_its_end() {
    let search = next(search(), page(2, vec![recording("Lithium", 1, "Nirvana")]));
    assert_eq!(search.offset(), 1);
    let second = page(2, vec![recording("Lithium", 2, "Nirvana")]);
    assert_eq!(verdict(search, second), Some(Verdict::Undecided));
}

#[test]
fn a_recording_that_came_twice_leaves_another_unseen() {
    let first = || {
        let mut recording = recording("Lithium", 1, "Nirvana");
        recording.id = Uuid::nil();
        page(2, vec![recording])
    };
    assert_eq!(verdict(next(search(), first()), first()), Some(Verdict::Undecided));
}

#[test]
fn an_endless_list_decides_nothing() {
    let hits = || (0..PAGE).map(|_| recording("Lithium", 1, "Nirvana")).collect();
    assert_eq!(verdict(search(), page(401, hits())), Some(Verdict::Undecided));
    let mut search = search();
    for _ in 1..MOST_PAGES {
        search = next(search, page(400, hits()));
    }
    assert_eq!(verdict(search, page(400, hits())), recorded(1));
    assert_eq!(
        verdict(super::tests::search(), page(400, Vec::new())),
        Some(Verdict::Undecided)
    );
}

#[test]
fn each_of_several_titles_is_decided_by_its_own_recordings() {
    let search = TitleSearch::new(vec![
        ambiguous(1, "Nirvana", "Lithium"),
        ambiguous(11, "Low", "Lullaby"),
        ambiguous(21, "Nirvana", "Lullaby"),
    ]);
    let hits = vec![recording("Lithium", 2, "Nirvana"), recording("Lullaby", 11, "Low")];
    let settled = search.take(page(2, hits));
    let expected = [
        (21, Verdict::Undecided),
        (1, Verdict::Recorded(mbid(2))),
        (11, Verdict::Recorded(mbid(11))),
    ];
    assert_eq!(verdicts(&settled), expected);
    assert!(settled.searches.is_empty());
}

#[test]
fn the_title_that_filled_an_answer_is_asked_for_by_itself() {
    let search = TitleSearch::new(vec![
        ambiguous(1, "Nirvana", "Lithium"),
        ambiguous(11, "Low", "Lullaby"),
        ambiguous(21, "Duster", "Inside Out"),
    ]);
    let mut hits: Vec<_> = (0..97).map(|_| recording("Lullaby (live)", 11, "Low")).collect();
    // That two namesakes have it is certain even if there are more.
    hits.push(recording("Inside Out", 21, "Duster"));
    hits.push(recording("Inside Out", 22, "Duster"));
    hits.push(recording("Lithium", 2, "Nirvana"));
    let settled = search.take(page(1000, hits));
    assert_eq!(verdicts(&settled), [(21, Verdict::Undecided)]);
    let keys = |search: &TitleSearch| search.wanted.iter().map(|artist| artist.key).collect::<Vec<_>>();
    assert_eq!(settled.searches.iter().map(keys).collect::<Vec<_>>(), [[1], [11]]);
}

#[test]
fn only_a_guest_is_taken_off_a_title() {
    for (title, without) in [
        ("Song (feat. Somebody)", Some("Song")),
        ("Song (One) [FT Somebody]", Some("Song (One)")),
        ("Song (with Somebody)", Some("Song")),
        ("Song (Without You)", None),
        ("Song (Fthagn)", None),
        ("Song (feat. Somebody) - Remix", None),
        ("(feat. Somebody)", None),
        ("Song", None),
    ] {
        assert_eq!(without_guest(title), without, "{title}");
    }
}

#[test]
fn only_a_remaster_is_no_other_version() {
    for (title, without) in [
        ("Song - Remastered 2011", "Song"),
        ("Song - 2009 Remaster", "Song"),
        ("Song - Live - REMASTERED", "Song - Live"),
        ("Song (feat. Somebody) - Remastered Version", "Song (feat. Somebody)"),
        ("Song - Live", "Song - Live"),
        ("Song - Remix", "Song - Remix"),
        ("Song (Remastered)", "Song (Remastered)"),
        ("Remaster - Song", "Remaster - Song"),
        (" - Remastered", " - Remastered"),
    ] {
        assert_eq!(without_remaster(title), without, "{title}");
    }
}

#[test]
fn a_remastered_track_is_looked_for_without_that_word_and_found_with_it() {
    let search = || TitleSearch::new(vec![ambiguous(1, "Nirvana", "Lithium (feat. Low) - Remastered 2011")]);
    assert_eq!(search().titles()[0].title, "Lithium");
    for (title, expected) in [
        ("Lithium (feat. Low)", recorded(2)),
        ("Lithium (feat. Low) - 2021 Remaster", recorded(2)),
        ("Lithium (feat. Low) - Live", Some(Verdict::Undecided)),
    ] {
        let hits = vec![recording(title, 2, "Nirvana")];
        assert_eq!(verdict(search(), page(1, hits)), expected, "{title}");
    }
}

#[derive(Debug, PartialEq, Eq)]
enum By {
    Title,
    Recordings,
    Crowd,
    Nothing,
}

/// How an artist with a track of that length and these other titles is told apart.
fn way(length_ms: Option<u32>, others: &[&str], namesakes: Namesakes) -> By {
    let mut artist = wanted(1, "Nirvana", "Lithium");
    artist.track = artist.track.map(|track| WantedTrack {
        length_ms,
        other_titles: others.iter().map(|title| (*title).to_owned()).collect(),
        ..track
    });
    match Way::new(artist, namesakes) {
        Way::ByTitle(_) => By::Title,
        Way::ByRecordings(_) => By::Recordings,
        Way::InCrowd(_) => By::Crowd,
        Way::None => By::Nothing,
    }
}

#[test]
fn without_a_length_recordings_are_compared_and_without_another_title_nothing_is_asked() {
    let two = || namesakes(1, "Nirvana");
    assert_eq!(way(Some(1), &["Polly"], two()), By::Title);
    assert_eq!(way(None, &["Polly"], two()), By::Recordings);
    assert_eq!(way(Some(0), &["Polly"], two()), By::Recordings);
    for others in [&[][..], &["Lithium - Live"]] {
        assert_eq!(way(Some(1), others, two()), By::Nothing);
        assert_eq!(way(None, others, two()), By::Nothing);
    }
    let some = || Namesakes {
        are_all: false,
        ..two()
    };
    assert_eq!(way(Some(1), &["Polly"], some()), By::Title);
    assert_eq!(way(None, &["Polly"], some()), By::Crowd);
}

#[test]
fn who_has_a_title_that_no_search_takes_is_told_by_recordings() {
    let endless = "a".repeat(5000);
    let way = Way::new(wanted(1, "Nirvana", &endless), namesakes(1, "Nirvana"));
    assert!(matches!(way, Way::ByRecordings(_)));
}

#[test]
fn where_the_title_decides_nothing_recordings_are_compared_or_searched_by_name_if_there_may_be_more() {
    let nobodys = || page(0, Vec::new());
    let settled = search().take(nobodys());
    assert_eq!((settled.compared.len(), settled.crowds.len()), (1, 0));
    assert_eq!(settled.compared[0].price(), 2);
    let mut artist = ambiguous(1, "Nirvana", "Lithium");
    artist.namesakes.are_all = false;
    let settled = TitleSearch::new(vec![artist]).take(nobodys());
    assert_eq!((settled.compared.len(), settled.crowds.len()), (0, 1));
    assert!(settled.answers.is_empty());
}

/// Who is compared, if the one who recorded the title has no other.
fn others_than(number: u8) -> Option<Mbid> {
    let settled = search().take(page(1, vec![recording("Lithium", number, "Nirvana")]));
    let check = settled.recorded.into_iter().next().unwrap();
    match check.not_confirmed() {
        Checked::Others(comparison) => Some(comparison.mbid()),
        _ => None,
    }
}

#[test]
fn the_others_are_all_but_the_one_who_recorded_the_title() {
    assert_eq!(others_than(2), Some(mbid(1)));
    assert_eq!(others_than(1), Some(mbid(2)));
    // Who was not listed shows that there may be more.
    assert_eq!(others_than(3), None);
}
