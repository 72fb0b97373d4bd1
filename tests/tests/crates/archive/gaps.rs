//! Gaps: what a page of Spotify's list of recent plays leaves open before it, whatever else is in the archive.

mod any_history;

use std::ops::ControlFlow;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use library::{Archive, Gap, GapKind, ImportOptions};
use serde_json::json;
use spotify::{AlbumRef, ArtistRef, RecentPage, RecentPlay, Track};
use tempfile::TempDir;
use tonearm_tests::failure::Outcome;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
/// How long a track is, and how far the plays of a run are apart.
const TRACK: i64 = 3 * MINUTE;
/// When the first run begins, 2025-06-01 at noon.
const BEGIN: i64 = 1_748_779_200_000;

/// An archive in a folder of its own, some weeks after the first run.
struct Home {
    archive: Archive,
    folder: TempDir,
}

impl Home {
    fn new() -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        let now = DateTime::from_timestamp_millis(BEGIN).unwrap_or_default() + TimeDelta::days(30);
        let archive = Archive::open(&folder.path().join("archive.db"), Arc::new(move || now))?;
        Ok(Self { archive, folder })
    }

    /// Records a page of Robin's and returns the gap before it.
    fn record(&self, plays: Vec<RecentPlay>) -> Outcome<Option<GapKind>> {
        Ok(self.archive.record("robin", &RecentPage { plays })?.gap)
    }

    /// The open gaps, with times in milliseconds after [`BEGIN`].
    fn gaps(&self) -> Outcome<Vec<Gap>> {
        let gaps = self.archive.open_gaps()?.into_iter();
        Ok(gaps
            .map(|gap| after_begin(gap.from - BEGIN, gap.to - BEGIN, gap.kind))
            .collect())
    }

    fn import(&self, name: &str, ends: &[DateTime<Utc>]) -> Outcome {
        let row = |end: &DateTime<Utc>| {
            json!({"ts": end.to_rfc3339(), "ms_played": 200_000,
                "spotify_track_uri": "spotify:track:9999999999999999999999", "master_metadata_track_name": "Glue",
                "master_metadata_album_artist_name": "Bicep", "master_metadata_album_album_name": "Bicep"})
        };
        let file = self.folder.path().join(name);
        std::fs::write(&file, json!(ends.iter().map(row).collect::<Vec<_>>()).to_string())?;
        self.archive
            .import(&[file], ImportOptions::default(), &mut |_| ControlFlow::Continue(()))?;
        Ok(())
    }
}

fn after_begin(from: i64, to: i64, kind: GapKind) -> Gap {
    Gap { from, to, kind }
}

/// A play of a track, `ms` after [`BEGIN`].
fn play(track: i64, ms: i64, duration_ms: i64) -> RecentPlay {
    RecentPlay {
        track: Track {
            id: format!("{track:022}").parse().unwrap_or_else(|_| unreachable!()),
            name: format!("Track {track}"),
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
            duration_ms: u32::try_from(duration_ms).unwrap_or(u32::MAX),
            isrc: None,
        },
        played_at: DateTime::from_timestamp_millis(BEGIN + ms).unwrap_or_default(),
    }
}

/// Plays one after another, each of another track; the first ends `ms` after [`BEGIN`].
fn run(ms: i64, count: i64) -> Vec<RecentPlay> {
    let plays = (0..count).rev().map(|at| ms + at * TRACK);
    plays.map(|end| play(end / TRACK, end, TRACK)).collect()
}

/// Newest first, as Spotify lists them.
fn page(parts: impl IntoIterator<Item = Vec<RecentPlay>>) -> Vec<RecentPlay> {
    let mut plays: Vec<_> = parts.into_iter().flatten().collect();
    plays.sort_by_key(|play| std::cmp::Reverse(play.played_at));
    plays
}

/// When the last of the first 30 plays ended, in milliseconds after [`BEGIN`].
const LAST: i64 = 29 * TRACK;

#[test]
fn a_track_of_ten_hours_that_was_skipped_does_not_bridge_what_was_lost() -> Outcome {
    let home = Home::new()?;
    home.record(run(0, 30))?;
    let first = LAST + HOUR;
    let skipped = play(7, first + 49 * TRACK + MINUTE, 10 * HOUR);

    assert_eq!(
        home.record(page([run(first, 49), vec![skipped]]))?,
        Some(GapKind::MayBeMissing)
    );

    assert_eq!(home.gaps()?, [after_begin(LAST, first - TRACK, GapKind::MayBeMissing)]);
    Ok(())
}

#[test]
fn plays_that_are_filled_in_between_known_ones_leave_a_gap_before_the_oldest() -> Outcome {
    let home = Home::new()?;
    home.record(run(0, 30))?;
    let later = LAST + 24 * HOUR;
    home.record(page([run(0, 30), run(later, 10)]))?;
    assert_eq!(home.gaps()?, []);

    // Of sixty plays on another device, the page shows the latest forty.
    let shown = later - 60 * TRACK;
    home.record(page([run(shown, 40), run(later, 10)]))?;

    assert_eq!(
        home.gaps()?,
        [after_begin(LAST, shown - TRACK, GapKind::MayBeMissing)],
        "some of the page was known, so that it is not sure"
    );
    Ok(())
}

#[test]
fn exactly_fifty_new_plays_after_a_rest_may_miss_some() -> Outcome {
    let home = Home::new()?;
    home.record(run(0, 30))?;
    home.record(run(LAST + 8 * HOUR, 50))?;
    assert_eq!(
        home.gaps()?,
        [after_begin(LAST, LAST + 8 * HOUR - TRACK, GapKind::MayBeMissing)]
    );
    Ok(())
}

#[test]
fn after_half_a_day_without_a_known_play_a_full_page_is_sure() -> Outcome {
    for (rest, kind) in [
        (12 * HOUR + TRACK - 1, GapKind::MayBeMissing),
        (12 * HOUR + TRACK, GapKind::Missing),
    ] {
        let home = Home::new()?;
        home.record(run(0, 30))?;
        assert_eq!(home.record(run(LAST + rest, 50))?, Some(kind));
    }
    Ok(())
}

#[test]
fn a_page_of_a_few_less_than_fifty_is_full_as_well() -> Outcome {
    for (rows, kind) in [
        (49, GapKind::Missing),
        (42, GapKind::Missing),
        (40, GapKind::Missing),
        (39, GapKind::MayBeMissing),
    ] {
        let home = Home::new()?;
        home.record(run(0, 30))?;
        let first = LAST + 20 * HOUR;
        assert_eq!(home.record(run(first, rows))?, Some(kind));
        assert_eq!(home.gaps()?, [after_begin(LAST, first - TRACK, kind)]);
    }
    Ok(())
}

#[test]
fn an_imported_play_of_the_year_2046_hides_no_gap() -> Outcome {
    let home = Home::new()?;
    home.record(run(0, 30))?;
    let [known, later] = ["2016-05-01T10:00:00Z".parse()?, "2046-05-01T10:00:00Z".parse()?];
    home.import("later.json", &[known, later])?;
    let first = LAST + 20 * HOUR;
    home.record(run(first, 50))?;
    assert_eq!(home.gaps()?, [after_begin(LAST, first - TRACK, GapKind::Missing)]);
    Ok(())
}

#[test]
fn a_recorded_play_of_the_year_2046_hides_no_gap_and_is_before_none() -> Outcome {
    let home = Home::new()?;
    let impossible = || vec![play(7, 21 * 365 * 24 * HOUR, TRACK)];
    home.record(page([run(0, 30), impossible()]))?;
    let first = LAST + 20 * HOUR;
    home.record(page([run(first, 49), impossible()]))?;
    home.record(vec![play(8, 22 * 365 * 24 * HOUR, TRACK)])?;
    assert_eq!(home.gaps()?, [after_begin(LAST, first - TRACK, GapKind::Missing)]);
    Ok(())
}

#[test]
fn what_was_recorded_for_another_account_bridges_nothing() -> Outcome {
    let home = Home::new()?;
    home.record(run(0, 30))?;
    let first = LAST + 20 * HOUR;
    let theirs = RecentPage {
        plays: run(first - 50 * TRACK, 50),
    };
    assert_eq!(home.archive.record("sam", &theirs)?.gap, None, "their recording begins");
    home.record(run(first, 50))?;
    assert_eq!(home.gaps()?, [after_begin(LAST, first - TRACK, GapKind::Missing)]);
    Ok(())
}

#[test]
fn a_page_that_begins_with_the_next_play_or_with_a_moved_stamp_leaves_none() -> Outcome {
    let home = Home::new()?;
    home.record(run(0, 30))?;
    let next = LAST + TRACK;
    assert_eq!(
        home.record(run(next + 90_000, 50))?,
        None,
        "a minute and a half is no gap"
    );

    let mut moved = run(next + 90_000 + 49 * TRACK, 50);
    let oldest = moved.last_mut().expect("fifty plays");
    oldest.played_at += TimeDelta::milliseconds(1_300);
    assert_eq!(home.record(moved)?, None);
    assert_eq!(home.gaps()?, []);
    Ok(())
}

#[test]
fn another_release_of_the_same_recording_is_known() -> Outcome {
    let home = Home::new()?;
    let single = |mut play: RecentPlay| {
        play.track.isrc = Some("GBABC2500001".to_owned());
        play
    };
    home.record(vec![play(1, 0, TRACK), single(play(2, 20 * HOUR, TRACK))])?;
    let mut other = single(play(3, 20 * HOUR, TRACK));
    other.track.name = "Another name".to_owned();
    assert_eq!(home.record(page([vec![other], run(21 * HOUR, 10)]))?, None);
    Ok(())
}

#[test]
fn plays_that_are_filled_in_close_the_gap_again() -> Outcome {
    let home = Home::new()?;
    home.record(run(0, 30))?;
    let first = LAST + 11 * TRACK;
    home.record(run(first, 20))?;
    assert_eq!(home.gaps()?, [after_begin(LAST, first - TRACK, GapKind::MayBeMissing)]);
    let half = first - 5 * TRACK;
    home.record(run(half, 25))?;
    assert_eq!(home.gaps()?, [after_begin(LAST, half - TRACK, GapKind::MayBeMissing)]);
    home.record(run(LAST + TRACK, 30))?;
    assert_eq!(home.gaps()?, []);
    Ok(())
}

#[test]
fn two_programs_that_read_one_after_the_other_leave_the_same_gaps_in_either_order() -> Outcome {
    let earlier = run(LAST + 20 * HOUR, 45);
    let later = run(LAST + 50 * HOUR, 45);
    let mut both = Vec::new();
    for pages in [[&earlier, &later], [&later, &earlier]] {
        let home = Home::new()?;
        home.record(run(0, 30))?;
        for page in pages {
            home.record(page.clone())?;
        }
        both.push(home.gaps()?);
    }
    assert_eq!(both[0].len(), 2);
    assert_eq!(both[0], both[1]);
    Ok(())
}

#[test]
fn an_import_leaves_of_a_gap_what_it_does_not_cover() -> Outcome {
    let home = Home::new()?;
    home.record(run(0, 30))?;
    let first = LAST + 20 * HOUR;
    home.record(run(first, 50))?;
    let at = |ms: i64| DateTime::from_timestamp_millis(BEGIN + ms).unwrap_or_default();

    home.import("most.json", &[at(0), at(LAST + 10 * HOUR)])?;
    assert_eq!(
        home.gaps()?,
        [after_begin(LAST + 10 * HOUR, first - TRACK, GapKind::MayBeMissing)],
        "what is left is too short to be sure"
    );
    home.import("all.json", &[at(0), at(first - TRACK - MINUTE)])?;
    assert_eq!(home.gaps()?, [], "nor is a minute a gap");
    Ok(())
}
