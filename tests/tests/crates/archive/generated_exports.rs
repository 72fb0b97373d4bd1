//! A generated history with every difficulty of real exports, imported in every order, against the truth that was written
//! with it.

use std::cmp::Reverse;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate};
use library::{Archive, ExploreQuery, ImportOptions, ImportReport, PickedKeys, TotalsQuery, Zone};
use sample::{Figures, Truth, generate};
use stats::Question;
use tonearm_tests::failure::Outcome;

const PLAYS: usize = 4_000;

struct History {
    folder: tempfile::TempDir,
    truth: Truth,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Export {
    Extended,
    Older,
    Account,
}

use Export::{Account, Extended, Older};

impl History {
    fn new(seed: u64) -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        let truth = generate(&folder.path().join("life"), PLAYS, seed)?;
        Ok(Self { folder, truth })
    }

    fn archive(&self, name: &str) -> Outcome<Archive> {
        let now = DateTime::from_timestamp(1_795_168_800, 0).unwrap_or_default();
        Ok(Archive::open(&self.folder.path().join(name), Arc::new(move || now))?)
    }

    fn path(&self, export: Export) -> PathBuf {
        self.folder.path().join("life").join(match export {
            Extended => "my_spotify_data_extended.zip",
            Older => "older",
            Account => "my_spotify_data_account.zip",
        })
    }

    fn import(&self, archive: &Archive, export: Export) -> Outcome<ImportReport> {
        import(archive, &self.path(export))
    }
}

fn import(archive: &Archive, path: &Path) -> Outcome<ImportReport> {
    Ok(archive.import(&[path.to_owned()], ImportOptions::default(), &mut |_| {
        ControlFlow::Continue(())
    })?)
}

/// Compares every figure that both the truth and the archive have.
fn compare(archive: &Archive, truth: &Figures, what: &str) -> Outcome {
    let everything = TotalsQuery {
        with_hidden: true,
        ..TotalsQuery::default()
    };
    let summary = archive.totals(&everything, Zone::default())?;
    assert_eq!(summary.plays as usize, truth.plays, "{what}: plays");
    assert_eq!(
        summary.counted_plays as usize, truth.counted_plays,
        "{what}: plays that count"
    );
    assert_eq!(summary.ms, truth.ms, "{what}: time");
    assert_eq!(summary.artists as usize, truth.artists, "{what}: artists");
    let ends = |ms: Option<i64>| {
        let at = ms.and_then(DateTime::from_timestamp_millis);
        at.map_or(String::new(), |at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string())
    };
    assert_eq!(
        (ends(summary.first), ends(summary.last)),
        (truth.first.clone(), truth.last.clone()),
        "{what}"
    );
    let expected = truth.top_artists.iter();
    let expected: Vec<_> = expected
        .map(|artist| (artist.name.clone(), artist.plays, artist.ms))
        .collect();
    assert_eq!(top_artists(archive, expected.len())?, expected, "{what}: top artists");
    assert_eq!(archive.verify()?.problems, Vec::<String>::new(), "{what}");
    Ok(())
}

/// Names, plays and time of the artists with most plays; of equal ones in the order of their names, as the truth has them.
fn top_artists(archive: &Archive, count: usize) -> Outcome<Vec<(String, usize, u64)>> {
    let everybody = ExploreQuery {
        picks: PickedKeys::default(),
        question: Question {
            with_hidden: true,
            ranks: usize::MAX,
            ..Question::new(NaiveDate::default())
        },
    };
    let explored = archive.explore(&everybody, Zone::default())?;
    let mut artists = Vec::new();
    for ranked in &explored.summary.artists {
        let label = archive.artist_label(&explored.history, ranked.number)?;
        artists.extend(label.map(|label| (label.name, ranked.amount.plays as usize, ranked.amount.ms)));
    }
    artists.sort_by_key(|(name, plays, ms)| (Reverse((*plays, *ms)), name.clone()));
    artists.truncate(count);
    Ok(artists)
}

fn adds_up(report: &ImportReport) {
    let counts = report.counts;
    let set_aside: u64 = report.rejects.iter().map(|reject| reject.count).sum();
    assert_eq!(
        counts.read,
        counts.added + counts.already_known + counts.merged + set_aside,
        "{report:?}"
    );
}

#[test]
fn each_export_alone_is_counted_as_the_truth_has_it() -> Outcome {
    for seed in 1..4 {
        let history = History::new(seed)?;
        for (export, truth) in [
            (Extended, &history.truth.extended),
            (Older, &history.truth.older),
            (Account, &history.truth.account),
        ] {
            let archive = history.archive(&format!("{export:?}.db"))?;
            let report = history.import(&archive, export)?;
            adds_up(&report);
            assert_eq!(report.counts.read, truth.rows as u64);
            assert_eq!(report.counts.added, truth.plays as u64);
            for reject in &report.rejects {
                let expected = truth.set_aside.iter().find(|(reason, _)| ***reason == *reject.reason);
                assert_eq!(
                    expected.map(|(_, count)| *count as u64),
                    Some(reject.count),
                    "{}",
                    reject.reason
                );
            }
            assert_eq!(report.rejects.len(), truth.set_aside.len());
            compare(&archive, truth, &format!("{export:?} of seed {seed}"))?;
        }
    }
    Ok(())
}

#[test]
fn in_whatever_order_all_exports_make_the_same_archive() -> Outcome {
    let history = History::new(7)?;
    for order in [
        [Extended, Older, Account],
        [Extended, Account, Older],
        [Older, Extended, Account],
        [Older, Account, Extended],
        [Account, Extended, Older],
        [Account, Older, Extended],
    ] {
        let archive = history.archive(&format!("{order:?}.db"))?;
        for export in order {
            adds_up(&history.import(&archive, export)?);
        }
        compare(&archive, &history.truth.together, &format!("{order:?}"))?;
    }
    Ok(())
}

#[test]
fn undoing_leaves_what_the_others_tell() -> Outcome {
    let history = History::new(8)?;
    for (undone, left, truth) in [
        (Older, Extended, &history.truth.extended),
        (Extended, Older, &history.truth.older),
        (Extended, Account, &history.truth.account),
        (Account, Extended, &history.truth.extended),
    ] {
        for first in [undone, left] {
            let archive = history.archive(&format!("{undone:?}-{left:?}-{first:?}.db"))?;
            let second = if first == undone { left } else { undone };
            let reports = [
                (first, history.import(&archive, first)?),
                (second, history.import(&archive, second)?),
            ];
            let (_, report) = reports
                .iter()
                .find(|(export, _)| *export == undone)
                .expect("both were imported");
            let before = archive.count()?;
            let gone = archive.undo(report.source.expect("something was imported"))?;
            assert_eq!(before - gone, archive.count()?);
            compare(
                &archive,
                truth,
                &format!("{undone:?} undone, {left:?} left, {first:?} first"),
            )?;
        }
    }
    Ok(())
}

#[test]
fn importing_again_adds_nothing() -> Outcome {
    let history = History::new(9)?;
    let archive = history.archive("archive.db")?;
    let first = history.import(&archive, Extended)?;
    let again = history.import(&archive, Extended)?;
    adds_up(&again);
    assert_eq!(
        (again.counts.read, again.counts.added, again.counts.merged),
        (first.counts.read, 0, 0)
    );
    assert_eq!(again.source, None, "there is nothing to undo");
    // The same rows in another container are read, and each is recognised.
    let unpacked = history.folder.path().join("unpacked");
    unpack(&history.path(Extended), &unpacked)?;
    let again = import(&archive, &unpacked)?;
    adds_up(&again);
    assert_eq!(
        (again.counts.read, again.counts.added, again.counts.merged),
        (first.counts.read, 0, 0)
    );
    compare(&archive, &history.truth.extended, "after three imports")
}

fn unpack(zip: &Path, folder: &Path) -> Outcome {
    std::fs::create_dir(folder)?;
    let mut zip = zip::ZipArchive::new(std::fs::File::open(zip)?)?;
    Ok(zip.extract(folder)?)
}

#[test]
fn a_dry_run_tells_what_would_come_of_it_and_leaves_the_archive_alone() -> Outcome {
    let history = History::new(10)?;
    let archive = history.archive("archive.db")?;
    history.import(&archive, Older)?;
    let options = ImportOptions { dry_run: true };
    let dry = archive.import(&[history.path(Extended)], options, &mut |_| ControlFlow::Continue(()))?;
    compare(&archive, &history.truth.older, "after a dry run")?;
    let wet = history.import(&archive, Extended)?;
    assert_eq!((dry.counts, &dry.rejects), (wet.counts, &wet.rejects));
    assert_eq!(dry.source, None);
    Ok(())
}

#[test]
fn nothing_personal_reaches_the_disk() -> Outcome {
    let history = History::new(11)?;
    let archive = history.archive("archive.db")?;
    for export in [Extended, Older, Account] {
        history.import(&archive, export)?;
    }
    archive.back_up()?;
    drop(archive);
    let personal: [&[u8]; 3] = [b"198.51.100.", b"robin.ashdown.secret", b"user_agent"];
    let mut searched = 0;
    for entry in files_in(history.folder.path())? {
        if entry.starts_with(history.folder.path().join("life")) {
            continue;
        }
        let bytes = std::fs::read(&entry)?;
        searched += usize::from(bytes.starts_with(b"SQLite format 3"));
        for text in personal {
            let found = bytes.windows(text.len()).any(|window| window == text);
            assert!(!found, "{} is in {}", String::from_utf8_lossy(text), entry.display());
        }
    }
    assert!(searched >= 2, "the archive and its backup were looked at");
    // The same search finds it in the export.
    let export = std::fs::read(history.path(Older).join("MyData/endsong_0.json"))?;
    assert!(export.windows(11).any(|window| window == b"198.51.100."));
    Ok(())
}

fn files_in(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_in(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}
