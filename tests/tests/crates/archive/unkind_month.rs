//! A month of recording at a Spotify that is as unkind as the real one, with outages, against what was really heard; then the export
//! of that month.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use chrono::{DateTime, TimeDelta, Utc};
use library::{Archive, Gap, GapKind, ImportOptions};
use sample::Random;
use simulator::TruePlay;
use tempfile::TempDir;
use tonearm_tests::account::Account;
use tonearm_tests::failure::Outcome;

const MINUTE: i64 = 60_000;

/// One answer of the list of recent plays.
struct Reading {
    at: DateTime<Utc>,
    /// URI, stamp and length of each play; times in milliseconds.
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
    /// Reads the list every 15 to 20 minutes, with about six outages of 2 to 60 hours.
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
            let is_outage = random.below(360) == 0;
            let (least, most) = if is_outage {
                (2 * 3600, 60 * 3600)
            } else {
                (15 * 60, 20 * 60)
            };
            account.advance(TimeDelta::seconds(random.between(least, most)));
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

    /// URI, end and length of every play in the archive, the earliest first; times in milliseconds.
    fn plays(&self) -> Outcome<Vec<(String, i64, i64)>> {
        let (mut plays, mut after) = (Vec::new(), None);
        loop {
            let page = self.archive.latest(after, 1_000)?;
            let found = page.plays.into_iter();
            plays.extend(found.map(|play| (play.uri, play.ended_at.as_millis(), i64::from(play.ms_played))));
            after = page.next;
            if after.is_none() {
                plays.reverse();
                return Ok(plays);
            }
        }
    }

    /// The first reading after a play was told that shows nothing as old as the play.
    fn reading_without(&self, since: DateTime<Utc>, stamp: i64) -> Option<&Reading> {
        let mut later = self.readings.iter().filter(|reading| reading.at >= since);
        later.find(|reading| reading.oldest().is_some_and(|oldest| oldest.1 > stamp))
    }
}

/// Where the list told of each true play, by URI and stamp.
fn tellings(truth: &[TruePlay]) -> HashMap<(&str, i64), usize> {
    let mut places = HashMap::new();
    for (place, play) in truth.iter().enumerate() {
        let Some(told) = play.told else { continue };
        let stamps = [Some(told.stamp), told.moved.map(|(_, stamp)| stamp)];
        for stamp in stamps.into_iter().flatten() {
            for uri in [&play.uri, &play.other_uri] {
                let before = places.insert((uri.as_str(), stamp.timestamp_millis()), place);
                assert!(
                    before.is_none_or(|before| before == place),
                    "two plays that nobody could tell apart"
                );
            }
        }
    }
    places
}

/// Why a play that the list once had is in no page, nor in a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Unmarked {
    /// It was told when newer plays were recorded already, and fifty of them were on the page.
    ToldTooLate,
    /// The next page begins so soon after the latest known play that what lies between may be the length of its oldest play.
    NoRoom,
}

/// Why no gap covers a play that was lost; `None` if one should.
fn why_unmarked(month: &Month, play: &TruePlay) -> Option<Unmarked> {
    let told = play.told?;
    let stamp = told.stamp.timestamp_millis();
    let mut earlier = month.readings.iter().filter(|reading| reading.at < told.since);
    if earlier.any(|reading| reading.newest_stamp() > Some(stamp)) {
        return Some(Unmarked::ToldTooLate);
    }
    let (_, oldest, length) = month.reading_without(told.since, stamp)?.oldest()?;
    (oldest - stamp <= length.min(&(15 * MINUTE)) + 90_000).then_some(Unmarked::NoRoom)
}

fn covers(gap: &Gap, play: &TruePlay) -> bool {
    let stamp = play.told.map(|told| told.stamp.timestamp_millis());
    stamp.is_some_and(|stamp| (gap.from..=gap.to).contains(&stamp))
}

async fn is_recorded_as_it_was(seed: u64) -> Outcome {
    let month = Month::recorded(seed).await?;
    let truth = month.truth();
    let tellings = tellings(&truth);
    let place = |uri: &str, stamp: i64| tellings.get(&(uri, stamp)).copied();

    // Every play that was told stands once, and nothing else does.
    let mut standing = vec![0; truth.len()];
    for (uri, stamp, _) in month.plays()? {
        let place = place(&uri, stamp).unwrap_or_else(|| panic!("seed {seed}: {uri} at {stamp} never was"));
        standing[place] += 1;
    }
    let mut expected = vec![0; truth.len()];
    for (uri, stamp, _) in month.readings.iter().flat_map(|reading| &reading.plays) {
        expected[place(uri, *stamp).expect("what the list tells is true")] = 1;
    }
    for (place, play) in truth.iter().enumerate() {
        assert_eq!(standing[place], expected[place], "seed {seed}: {play:?}");
    }

    // What was lost is in a gap, or in none for a reason.
    let gaps = month.archive.open_gaps()?;
    let first = month.readings[0].oldest().map(|oldest| oldest.1);
    let last = month.readings.last().map(|reading| reading.at);
    let lost = truth.iter().zip(&expected).filter(|(play, expected)| {
        let told = play.told.filter(|told| Some(told.stamp.timestamp_millis()) > first);
        told.is_some_and(|told| Some(told.since) <= last) && **expected == 0
    });
    let mut unmarked = BTreeMap::new();
    let mut marked = 0;
    for (play, _) in lost {
        if gaps.iter().any(|gap| covers(gap, play)) {
            marked += 1;
        } else {
            let why = why_unmarked(&month, play);
            *unmarked
                .entry(why.unwrap_or_else(|| panic!("seed {seed}: {play:?} in none of {gaps:?}")))
                .or_insert(0) += 1;
        }
    }
    println!(
        "seed {seed}: {marked} lost in {} gaps, {unmarked:?}, {} stand",
        gaps.len(),
        standing.iter().sum::<usize>()
    );
    for gap in gaps.iter().filter(|gap| gap.kind == GapKind::Missing) {
        assert!(
            truth.iter().any(|play| covers(gap, play)),
            "seed {seed}: nothing is missing in {gap:?}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn an_unkind_month_is_recorded_as_it_was() -> Outcome {
    for seed in 1..=3 {
        is_recorded_as_it_was(seed).await?;
    }
    Ok(())
}

#[tokio::test]
async fn after_the_export_of_an_unkind_month_the_archive_has_what_was_heard_each_play_once() -> Outcome {
    for seed in 4..=5 {
        let month = Month::recorded(seed).await?;
        // Nobody gets an export in the minute in which they ask for it.
        month.account.advance(TimeDelta::days(3));
        let export = month.folder.path().join("my_spotify_data.zip");
        let since = month.began - TimeDelta::days(10);
        let written = month.account.simulator.export_extended(&export, since)?;
        let report = month
            .archive
            .import(&[export], ImportOptions::default(), &mut |_| ControlFlow::Continue(()))?;
        assert_eq!(report.counts.read, written as u64);

        let mut expected: Vec<_> = month
            .truth()
            .iter()
            .map(|play| {
                (
                    play.uri.clone(),
                    play.ended.timestamp() * 1_000,
                    play.heard.num_milliseconds(),
                )
            })
            .collect();
        let mut found = month.plays()?;
        expected.sort_by(|one, other| (one.1, &one.0).cmp(&(other.1, &other.0)));
        found.sort_by(|one, other| (one.1, &one.0).cmp(&(other.1, &other.0)));
        assert_eq!(found.len(), expected.len(), "seed {seed}");
        assert_eq!(found, expected, "seed {seed}");
        assert_eq!(month.archive.open_gaps()?, [], "seed {seed}");
    }
    Ok(())
}
