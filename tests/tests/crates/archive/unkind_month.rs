//! A month of recording at a Spotify that is as unkind as the real one, with outages, against what was really heard; then the export
//! of that month.

use std::ops::ControlFlow;

use chrono::{DateTime, TimeDelta, Timelike, Utc};
use library::{Archive, GapKind, ImportOptions};
use sample::Random;
use simulator::TruePlay;
use tempfile::TempDir;
use tonearm_tests::account::Account;
use tonearm_tests::failure::{Failure, Outcome};

use super::truth::{covers, has_what_was_heard, plays, tellings};

const MINUTE: i64 = 60_000;

/// One answer of the list of recent plays.
struct Reading {
    at: DateTime<Utc>,
    /// URI, stamp and track length of each play; times in milliseconds.
    plays: Vec<(String, i64, i64)>,
}

impl Reading {
    fn oldest(&self) -> Option<&(String, i64, i64)> {
        self.plays.iter().min_by_key(|play| play.1)
    }

    fn newest_stamp(&self) -> Option<i64> {
        self.plays.iter().map(|play| play.1).max()
    }
}

/// What was recorded in a month.
struct Month {
    account: Account,
    archive: Archive,
    folder: TempDir,
    began: DateTime<Utc>,
    readings: Vec<Reading>,
}

impl Month {
    /// Reads the list every 15 to 20 minutes, with about six outages of 2 to 60 hours. Not at night: the computer is off.
    async fn recorded(seed: u64) -> Outcome<Self> {
        let account = Account::signed_in_with(|options| options.seed = seed).await?;
        let folder = tempfile::tempdir()?;
        let archive = Archive::open(&folder.path().join("archive.db"), account.clock())?;
        let began = account.now();
        let mut random = Random::new(seed, &[]);
        let mut readings = Vec::new();
        while account.now() < began + TimeDelta::days(30) {
            let page = account.spotify.background().recently_played().await?;
            archive.record("robin", &page)?;
            let told = page.plays.iter().map(|play| {
                let length = i64::from(play.track.duration_ms);
                (play.track.id.uri(), play.played_at.timestamp_millis(), length)
            });
            readings.push(Reading {
                at: account.now(),
                plays: told.collect(),
            });
            let (least, most) = if random.below(250) == 0 {
                (2 * 3600, 60 * 3600)
            } else {
                (15 * 60, 20 * 60)
            };
            account.advance(TimeDelta::seconds(random.between(least, most)));
            let hour = i64::from(account.now().hour());
            if (1..7).contains(&hour) {
                account.advance(TimeDelta::hours(7 - hour));
            }
        }
        Ok(Self {
            account,
            archive,
            folder,
            began,
            readings,
        })
    }

    /// What was heard from ten days before the month until now.
    fn truth(&self) -> Vec<TruePlay> {
        let from = self.began - TimeDelta::days(10);
        self.account.simulator.truth(from, self.account.now())
    }
}

/// Whether docs/notes/gaps.md says that no gap is noted for a play that was lost.
fn may_be_unmarked(month: &Month, play: &TruePlay) -> bool {
    let Some(told) = play.told else { return false };
    let stamp = told.stamp.timestamp_millis();
    // It was told when newer plays were recorded already, and fifty of them were on the page.
    let mut earlier = month.readings.iter().filter(|reading| reading.at < told.since);
    if earlier.any(|reading| reading.newest_stamp() > Some(stamp)) {
        return true;
    }
    // The next page begins so soon after it that the time between may be the length of that page's oldest play.
    let mut later = month.readings.iter().filter(|reading| reading.at >= told.since);
    let next = later.find_map(|reading| reading.oldest().filter(|oldest| oldest.1 > stamp));
    next.is_some_and(|(_, oldest, length)| oldest - stamp <= length.min(&(15 * MINUTE)) + 90_000)
}

/// The archive has every play that was told once and nothing else, and what was lost is in a gap.
fn has_what_was_told(month: &Month, seed: u64) -> Outcome {
    let truth = month.truth();
    let tellings = tellings(&truth, seed);
    let place = |uri: &str, stamp: i64| tellings.get(&(uri, stamp)).copied();

    // Every play that was told stands once, and nothing else does.
    let mut standing = vec![0; truth.len()];
    for (uri, stamp, _) in plays(&month.archive)? {
        let place =
            place(&uri, stamp).ok_or_else(|| Failure::new(format!("seed {seed}: {uri} at {stamp} never was")))?;
        standing[place] += 1;
    }
    let mut expected = vec![0; truth.len()];
    for (uri, stamp, _) in month.readings.iter().flat_map(|reading| &reading.plays) {
        let place = place(uri, *stamp).ok_or_else(|| Failure::new("the list tells of a play that never was"))?;
        expected[place] = 1;
    }
    for (place, play) in truth.iter().enumerate() {
        assert_eq!(standing[place], expected[place], "seed {seed}: {play:?}");
    }

    // What was lost is in a gap, and in what is said to be missing something is.
    let gaps = month.archive.open_gaps()?;
    let first = month.readings[0].plays.iter().map(|play| play.1).min();
    let last = month.readings.last().map(|reading| reading.at);
    let is_lost = |play: &TruePlay| {
        let told = play.told.filter(|told| Some(told.since) <= last);
        told.is_some_and(|told| Some(told.stamp.timestamp_millis()) > first)
    };
    let places = (0..truth.len()).filter(|place| expected[*place] == 0 && is_lost(&truth[*place]));
    let lost: Vec<_> = places.map(|place| &truth[place]).collect();
    let marked = lost
        .iter()
        .filter(|play| gaps.iter().any(|gap| covers(gap, play)))
        .count();
    assert!(
        marked * 10 >= lost.len() * 9 && marked > 0,
        "seed {seed}: {marked} of {} lost plays are in a gap",
        lost.len()
    );
    for play in &lost {
        let is_marked = gaps.iter().any(|gap| covers(gap, play));
        assert!(
            is_marked || may_be_unmarked(month, play),
            "seed {seed}: {play:?} is in none of {gaps:?}"
        );
    }
    for gap in gaps.iter().filter(|gap| gap.kind == GapKind::Missing) {
        assert!(
            lost.iter().any(|play| covers(gap, play)),
            "seed {seed}: nothing is missing in {gap:?}"
        );
    }
    Ok(())
}

/// After the export of the month, the archive has everything that was heard, each play once.
fn has_what_was_heard_after_the_export(month: &Month, seed: u64) -> Outcome {
    // Nobody gets an export in the minute in which they ask for it.
    month.account.advance(TimeDelta::days(3));
    let export = month.folder.path().join("my_spotify_data.zip");
    let since = month.began - TimeDelta::days(10);
    let written = month.account.simulator.export_extended(&export, since)?;
    let report = month
        .archive
        .import(&[export], ImportOptions::default(), &mut |_| ControlFlow::Continue(()))?;
    assert_eq!(report.counts.read, written as u64);

    has_what_was_heard(&month.archive, month.truth(), seed)
}

async fn is_recorded_as_it_was(seed: u64) -> Outcome {
    let month = Month::recorded(seed).await?;
    has_what_was_told(&month, seed)?;
    has_what_was_heard_after_the_export(&month, seed)
}

#[tokio::test]
async fn an_unkind_month_is_recorded_as_it_was() -> Outcome {
    is_recorded_as_it_was(1).await
}

#[tokio::test]
async fn another_unkind_month_is_recorded_as_it_was() -> Outcome {
    is_recorded_as_it_was(2).await
}

#[tokio::test]
async fn a_third_unkind_month_is_recorded_as_it_was() -> Outcome {
    is_recorded_as_it_was(3).await
}
