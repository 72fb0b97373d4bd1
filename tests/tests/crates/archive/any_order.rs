//! Recordings and imports in any order, repeated, overlapping, undone: the archive ends as if everything that is left had been
//! added once, and holds every play of it once.

#![expect(clippy::expect_used, reason = "a property is a test all through")]

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use library::{Archive, ImportOptions, SourceId};
use proptest::prelude::*;
use sample::{Row, write_zip};
use spotify::{AlbumRef, ArtistRef, RecentPage, RecentPlay, Track};

/// Plays of one evening; evenings are a day apart.
const EVENING: usize = 12;
const EVENINGS: usize = 6;
/// The evenings of each export, in a row. Exports overlap.
const EXPORTS: [std::ops::Range<usize>; 4] = [0..2, 1..4, 3..6, 0..6];

/// One play as it really was.
#[derive(Debug, Clone, Copy)]
struct TruePlay {
    track: u8,
    ended_at_ms: i64,
    played_ms: i64,
    /// How far the time in the recent list is off.
    off_ms: i64,
}

#[derive(Debug, Clone, Copy)]
enum Action {
    /// The recent list of one evening is recorded, from one play on.
    Record { evening: usize, from: usize },
    /// One of the exports is imported.
    Import(usize),
    /// An import is undone, if there is one.
    Undo(usize),
}

fn uri(track: u8) -> String {
    format!("spotify:track:{}", char::from(b'a' + track).to_string().repeat(22))
}

/// Evenings of a few tracks, some of them short, the same one often several times in a row.
fn histories() -> impl Strategy<Value = Vec<TruePlay>> {
    let one = (0u8..5, 0u8..3, 1_000i64..20_000, -3_000i64..3_000);
    proptest::collection::vec(one, EVENING * EVENINGS).prop_map(|plays| {
        let mut now = 1_600_000_000_000;
        let mut history: Vec<TruePlay> = Vec::new();
        for (at, (track, again, pause, off)) in plays.into_iter().enumerate() {
            if at % EVENING == 0 {
                now += 24 * 60 * 60 * 1000;
            }
            // The same track several times in a row is the most difficult case for the rules.
            let track = history
                .last()
                .filter(|_| again > 0 && at % EVENING != 0)
                .map_or(track, |last| last.track);
            let played_ms = length_ms(track);
            // Exports have whole seconds.
            now += (played_ms + pause) / 1000 * 1000 + 1000;
            history.push(TruePlay {
                track,
                ended_at_ms: now,
                played_ms,
                off_ms: off,
            });
        }
        history
    })
}

fn length_ms(track: u8) -> i64 {
    [31_000, 45_000, 95_000, 180_000, 240_000][usize::from(track)]
}

fn actions() -> impl Strategy<Value = Vec<Action>> {
    let action = prop_oneof![
        3 => (0..EVENINGS, prop_oneof![3 => Just(0), 1 => 0..EVENING]).prop_map(|(evening, from)| Action::Record { evening, from }),
        3 => (0..EXPORTS.len()).prop_map(Action::Import),
        1 => (0..EXPORTS.len()).prop_map(Action::Undo),
    ];
    proptest::collection::vec(action, 1..12)
}

fn page(history: &[TruePlay], evening: usize, from: usize) -> RecentPage {
    let plays = history[evening * EVENING + from..(evening + 1) * EVENING].iter().rev();
    RecentPage {
        plays: plays.map(recent).collect(),
    }
}

fn recent(play: &TruePlay) -> RecentPlay {
    RecentPlay {
        track: Track {
            id: uri(play.track)
                .trim_start_matches("spotify:track:")
                .parse()
                .expect("an id"),
            name: format!("Track {}", play.track),
            artists: vec![ArtistRef {
                id: None,
                name: "Ada".to_owned(),
            }],
            album: AlbumRef {
                id: None,
                name: "Harbour".to_owned(),
                artists: Vec::new(),
                images: Vec::new(),
            },
            duration_ms: u32::try_from(play.played_ms).unwrap_or_default(),
            isrc: None,
        },
        played_at: DateTime::from_timestamp_millis(play.ended_at_ms + play.off_ms).unwrap_or_default(),
    }
}

fn rows(history: &[TruePlay], evenings: std::ops::Range<usize>) -> Vec<Row> {
    let plays = history[evenings.start * EVENING..evenings.end * EVENING].iter();
    plays
        .map(|play| Row {
            uri: Some(uri(play.track)),
            name: format!("Track {}", play.track),
            artist: "Ada".to_owned(),
            album: "Harbour".to_owned(),
            ended_at_ms: play.ended_at_ms,
            ms_played: play.played_ms,
        })
        .collect()
}

fn open(path: &Path) -> Archive {
    let now: DateTime<Utc> = DateTime::from_timestamp(1_700_000_000, 0).unwrap_or_default();
    Archive::open(path, Arc::new(move || now)).expect("an archive")
}

fn import(archive: &Archive, zip: &Path) -> Option<SourceId> {
    let report = archive.import(&[zip.to_owned()], ImportOptions::default(), &mut |_| {
        ControlFlow::Continue(())
    });
    report.expect("a report").source
}

/// Every play: what, when, how long, and where it comes from.
fn content(archive: &Archive) -> BTreeSet<(String, i64, u32, String)> {
    let page = archive.latest(None, 10_000).expect("plays");
    let count = page.plays.len();
    let plays = page.plays.into_iter();
    let content: BTreeSet<_> = plays
        .map(|play| {
            (
                play.uri,
                play.ended_at.as_millis(),
                play.ms_played,
                format!("{:?}", play.provenance),
            )
        })
        .collect();
    assert_eq!(content.len(), count, "no play twice");
    content
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_of_things_does_not_matter(history in histories(), actions in actions()) {
        let folder = tempfile::tempdir().expect("a folder");
        let zips: Vec<_> = EXPORTS.iter().enumerate().map(|(at, evenings)| {
            let path = folder.path().join(format!("{at}.zip"));
            write_zip(&path, &rows(&history, evenings.clone())).expect("a zip");
            path
        }).collect();
        let archive = open(&folder.path().join("archive.db"));
        let mut imported: BTreeMap<usize, SourceId> = BTreeMap::new();
        let mut recorded: BTreeSet<(usize, usize)> = BTreeSet::new();
        for action in &actions {
            match *action {
                Action::Record { evening, from } => {
                    archive.record("robin", &page(&history, evening, from)).expect("recorded");
                    recorded.insert((evening, from));
                }
                Action::Import(export) => {
                    if let Some(source) = import(&archive, &zips[export]) {
                        prop_assert_eq!(imported.insert(export, source), None);
                    }
                }
                Action::Undo(export) => {
                    if let Some(source) = imported.remove(&export) {
                        archive.undo(source).expect("undone");
                    }
                }
            }
        }

        // Everything that is left, added once: the recordings, then the exports.
        let clean = open(&folder.path().join("clean.db"));
        for (evening, from) in &recorded {
            clean.record("robin", &page(&history, *evening, *from)).expect("recorded");
        }
        for export in imported.keys() {
            import(&clean, &zips[*export]);
        }
        prop_assert_eq!(content(&archive), content(&clean));
        prop_assert_eq!(archive.verify().expect("a check").problems, Vec::<String>::new());

        // And it is the truth: each play that a recording or an export contains, once.
        let is_known = |at: usize| {
            let evening = at / EVENING;
            imported.keys().any(|export| EXPORTS[*export].contains(&evening))
                || recorded.iter().any(|(of, from)| *of == evening && at % EVENING >= *from)
        };
        let expected: usize = (0..history.len()).filter(|at| is_known(*at)).count();
        prop_assert_eq!(content(&archive).len(), expected);
        for (at, play) in history.iter().enumerate().filter(|(at, _)| is_known(*at)) {
            let by_export = imported.keys().any(|export| EXPORTS[*export].contains(&(at / EVENING)));
            let end = play.ended_at_ms + if by_export { 0 } else { play.off_ms };
            let there = content(&archive).iter().any(|(of, ended_at, ..)| *of == uri(play.track) && *ended_at == end);
            prop_assert!(there, "play {} is missing", at);
        }
    }
}
