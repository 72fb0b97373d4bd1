//! "Look around": what the archive of the sample has, and what Spotify ranks and lists, held against the life that was really led.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use library::{Archive, ExploreQuery, GapKind, ImportOptions, PickedKeys, Zone, account_digest};
use plays::Kind;
use simulator::{ACCOUNT_ID, Life, Quirks, TruePlay};
use spotify::TimeRange;
use stats::Question;
use tempfile::TempDir;
use tonearm_tests::account::Account;
use tonearm_tests::failure::Outcome;

use super::truth::plays;

/// Heard shorter, it is no play; stated here again, so that a change of the application's rule is noticed.
const COUNTED: TimeDelta = TimeDelta::seconds(30);

struct Sample {
    account: Account,
    archive: Archive,
    _folder: TempDir,
}

impl Sample {
    /// Filled as the application does it.
    async fn open() -> Outcome<Self> {
        let account = Account::signed_in_with(|options| {
            options.life = Life::eventful();
            options.quirks = Quirks::none();
        })
        .await?;
        let folder = tempfile::tempdir()?;
        let archive = Archive::open(&folder.path().join("archive.db"), account.clock())?;
        let export = folder.path().join("export.zip");
        let recordings = account.simulator.past(&export, &account_digest(ACCOUNT_ID))?;
        archive.import(&[export], ImportOptions::default(), &mut |_| ControlFlow::Continue(()))?;
        for recording in recordings {
            archive.ingest(recording)?;
        }
        Ok(Self {
            account,
            archive,
            _folder: folder,
        })
    }

    /// All music that was heard until now, the first first.
    fn truth(&self) -> Vec<TruePlay> {
        self.account.simulator.truth(DateTime::UNIX_EPOCH, self.account.now())
    }

    /// The music of which the archive can know.
    fn known(&self) -> Vec<TruePlay> {
        let [(exported, stopped), (started, _)] = self.account.simulator.recorded();
        let mut truth = self.truth();
        truth.retain(|play| {
            let is_recorded = play.told.is_some() && !(stopped < play.ended && play.ended < started);
            play.ended <= exported || is_recorded
        });
        truth
    }
}

fn counted(plays: &[TruePlay]) -> impl Iterator<Item = &TruePlay> {
    plays.iter().filter(|play| play.heard >= COUNTED)
}

fn question(kind: Kind, now: DateTime<Utc>) -> ExploreQuery {
    let mut question = Question::new(now.date_naive());
    question.filter.kinds = vec![kind];
    question.ranks = usize::MAX;
    ExploreQuery {
        picks: PickedKeys::default(),
        question,
    }
}

#[tokio::test]
async fn the_archive_has_every_play_once_that_was_exported_or_recorded() -> Outcome {
    let sample = Sample::open().await?;
    let [(exported, _), _] = sample.account.simulator.recorded();
    let music = sample.known().into_iter().map(|play| {
        let end = match play.ended <= exported {
            // Exports have whole seconds.
            true => play.ended.timestamp() * 1_000,
            false => play.ended.timestamp_millis(),
        };
        (end, play.uri)
    });
    let spoken = sample
        .account
        .simulator
        .spoken(DateTime::UNIX_EPOCH, exported)
        .into_iter();
    let mut expected: Vec<_> = music
        .chain(spoken.map(|play| (play.ended.timestamp() * 1_000, play.uri)))
        .collect();
    let mut found: Vec<_> = plays(&sample.archive)?
        .into_iter()
        .map(|(uri, end, _)| (end, uri))
        .collect();
    expected.sort();
    found.sort();
    assert!((60_000..100_000).contains(&expected.len()), "{}", expected.len());
    let differ = found.iter().zip(&expected).find(|(found, expected)| found != expected);
    assert_eq!((differ, found.len()), (None, expected.len()));
    Ok(())
}

#[tokio::test]
async fn explore_counts_and_ranks_what_was_heard() -> Outcome {
    let sample = Sample::open().await?;
    let known = sample.known();
    let now = sample.account.now();

    let mut by_year: BTreeMap<i32, u64> = BTreeMap::new();
    for play in counted(&known) {
        *by_year.entry(play.ended.year()).or_default() += 1;
    }
    for (year, plays) in by_year {
        let mut ask = question(Kind::Music, now);
        ask.question.filter.from = format!("{year}-01-01").parse().ok();
        ask.question.filter.to = format!("{year}-12-31").parse().ok();
        let explored = sample.archive.explore(&ask, Zone::default())?;
        assert_eq!(u64::from(explored.summary.totals.amount.plays), plays, "{year}");
    }

    let mut heard: HashMap<&str, u64> = HashMap::new();
    for play in counted(&known) {
        for artist in &play.artists {
            *heard.entry(artist).or_default() += 1;
        }
    }
    let explored = sample.archive.explore(&question(Kind::Music, now), Zone::default())?;
    assert_eq!(explored.summary.artists.len(), heard.len());
    for rank in &explored.summary.artists {
        let label = sample
            .archive
            .artist_label(&explored.history, rank.number)?
            .unwrap_or_default();
        assert_eq!(
            heard.get(label.name.as_str()),
            Some(&u64::from(rank.amount.plays)),
            "{}",
            label.name
        );
    }
    Ok(())
}

#[tokio::test]
async fn every_track_and_every_album_has_a_cover() -> Outcome {
    let sample = Sample::open().await?;
    let explored = sample
        .archive
        .explore(&question(Kind::Music, sample.account.now()), Zone::default())?;
    assert!(explored.summary.tracks.len() > 3_000);
    for rank in &explored.summary.tracks {
        let track = sample.archive.track_label(&explored.history, rank.number)?;
        let covers = track.map(|track| track.album.covers.len());
        assert_eq!(covers, Some(3));
    }
    for rank in &explored.summary.albums {
        let album = sample.archive.album_label(&explored.history, rank.number)?;
        assert_eq!(album.map(|album| album.covers.len()), Some(3));
    }
    Ok(())
}

#[tokio::test]
async fn the_list_of_recent_plays_adds_nothing_and_leaves_no_hole() -> Outcome {
    let sample = Sample::open().await?;
    let before = sample.archive.count()?;
    let page = sample.account.spotify.background().recently_played().await?;
    assert_eq!(page.plays.len(), 50);

    let recorded = sample.archive.record(ACCOUNT_ID, &page)?;

    assert_eq!((recorded.plays, recorded.gap), (0, None));
    assert_eq!(sample.archive.count()?, before);
    Ok(())
}

#[tokio::test]
async fn one_gap_is_open_and_something_was_heard_in_it() -> Outcome {
    let sample = Sample::open().await?;
    let [(_, stopped), (started, _)] = sample.account.simulator.recorded();
    let gaps = sample.archive.open_gaps()?;
    let [gap] = gaps.as_slice() else {
        panic!("{gaps:?}");
    };
    assert_eq!(gap.kind, GapKind::Missing);
    let within = |ms: i64| DateTime::from_timestamp_millis(ms).unwrap_or_default();
    assert!(within(gap.from) <= stopped && within(gap.to) >= started);
    assert!(within(gap.to) - within(gap.from) < TimeDelta::days(16), "{gap:?}");
    let missed = sample.account.simulator.truth(within(gap.from), within(gap.to));
    assert!(counted(&missed).count() > 50);
    Ok(())
}

#[tokio::test]
async fn spotify_ranks_what_was_heard_in_each_of_its_ranges() -> Outcome {
    let sample = Sample::open().await?;
    let today = sample
        .account
        .now()
        .date_naive()
        .and_time(chrono::NaiveTime::MIN)
        .and_utc();
    for (range, days) in [
        (TimeRange::FourWeeks, 28),
        (TimeRange::SixMonths, 183),
        (TimeRange::Year, 365),
    ] {
        let truth = sample.account.simulator.truth(today - TimeDelta::days(days), today);
        let (mut artists, mut tracks) = (HashMap::<&str, u32>::new(), HashMap::<&str, u32>::new());
        for play in counted(&truth) {
            *tracks.entry(&play.uri).or_default() += 1;
            for artist in &play.artists {
                *artists.entry(artist).or_default() += 1;
            }
        }
        let spotify = sample.account.spotify.background();
        let top = spotify.top_artists(range).await?;
        let ranked: Vec<_> = top.iter().map(|artist| artists[artist.name.as_str()]).collect();
        assert_eq!(ranked, most(artists.into_values(), ranked.len()), "{days} days");
        let top = spotify.top_tracks(range).await?;
        let ranked: Vec<_> = top.iter().map(|track| tracks[track.id.uri().as_str()]).collect();
        assert_eq!(ranked, most(tracks.into_values(), ranked.len()), "{days} days");
        assert_eq!(ranked.len(), 50);
    }
    Ok(())
}

/// The largest of some numbers, the largest first.
fn most(numbers: impl Iterator<Item = u32>, count: usize) -> Vec<u32> {
    let mut numbers: Vec<_> = numbers.collect();
    numbers.sort_unstable_by(|one, other| other.cmp(one));
    numbers.truncate(count);
    numbers
}
