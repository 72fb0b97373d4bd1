//! How many plays are lost and doubled, judged without any of the rules: only by what was really played.
//!
//! A play of 10 s or more that one of the sources tells of should stand exactly once. For each track, the rows that stand are matched
//! with the plays one to one, as many as possible: a row may stand for a play if its time lies between the beginning of the play and
//! the latest time that a source gives for it, give or take a minute and a half. A play without a row is *lost*; a row without a play
//! is *doubled*. So where plays follow each other closely it is their number that counts, not which row stands for which.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use reconcile::Verdict;

use crate::export::Told;
use crate::life::TruePlay;

/// Shorter plays are not judged.
const JUDGED_MS: u32 = 10_000;
/// Account data cuts off the seconds, and Spotify's list is up to a minute off.
const SLACK_MS: i64 = 90_000;

/// What came out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Judgement {
    /// Plays that a source tells of.
    pub(crate) told: usize,
    /// The places of plays without a row.
    pub(crate) lost: Vec<u32>,
    /// The places of rows without a play.
    pub(crate) doubled: Vec<usize>,
}

/// A play, and from when to when a row may stand for it.
#[derive(Debug, Clone, Copy)]
struct Span {
    from: i64,
    to: i64,
    play: u32,
}

/// Holds the verdicts about `rows` against the plays that they tell of.
pub(crate) fn judge(plays: &[TruePlay], rows: &[Told], verdicts: &[Verdict]) -> Judgement {
    let mut spans: BTreeMap<u32, Span> = BTreeMap::new();
    let mut points: BTreeMap<u32, Vec<(i64, usize)>> = BTreeMap::new();
    for (place, (told, verdict)) in rows.iter().zip(verdicts).enumerate() {
        let play = &plays[told.play as usize];
        if play.heard_ms < JUDGED_MS {
            continue;
        }
        let at = told.row.at_ms;
        let span = spans.entry(told.play).or_insert(Span {
            from: play.began_ms - SLACK_MS,
            to: play.ended_ms + SLACK_MS,
            play: told.play,
        });
        span.to = span.to.max(at + SLACK_MS);
        if matches!(verdict, Verdict::Play { .. }) {
            points.entry(play.track).or_default().push((at, place));
        }
    }
    let mut judgement = Judgement {
        told: spans.len(),
        ..Judgement::default()
    };
    let mut of_track: BTreeMap<u32, Vec<Span>> = BTreeMap::new();
    for span in spans.into_values() {
        of_track.entry(plays[span.play as usize].track).or_default().push(span);
    }
    for (track, mut spans) in of_track {
        let mut points = points.remove(&track).unwrap_or_default();
        points.sort_unstable();
        spans.sort_by_key(|span| (span.from, span.to));
        match_up(&spans, &points, &mut judgement);
    }
    judgement
}

/// In order of time, each row takes the play that can wait least: no way of matching finds more pairs.
fn match_up(spans: &[Span], points: &[(i64, usize)], judgement: &mut Judgement) {
    let mut coming = spans.iter().peekable();
    let mut waiting: BinaryHeap<Reverse<(i64, u32)>> = BinaryHeap::new();
    for (at, place) in points {
        while let Some(span) = coming.next_if(|span| span.from <= *at) {
            waiting.push(Reverse((span.to, span.play)));
        }
        while let Some(Reverse((to, play))) = waiting.peek().copied() {
            if to >= *at {
                break;
            }
            waiting.pop();
            judgement.lost.push(play);
        }
        if waiting.pop().is_none() {
            judgement.doubled.push(*place);
        }
    }
    judgement
        .lost
        .extend(waiting.into_iter().map(|Reverse((_, play))| play));
    judgement.lost.extend(coming.map(|span| span.play));
}
