//! What was really played, which every source tells in its own way.

use proptest::prelude::*;
use proptest::sample::select;

use super::tracks::{TRACKS, track};

/// One play.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TruePlay {
    pub(crate) track: usize,
    /// Milliseconds since 1970; a whole second.
    pub(crate) ended_ms: i64,
    pub(crate) heard_ms: u32,
    /// Spotify's word for what ended it.
    pub(crate) ended_by: &'static str,
}

/// Some plays one after another, often the same track again, often without a pause.
pub(crate) fn life() -> impl Strategy<Value = Vec<TruePlay>> {
    let pauses = vec![0, 0, 0, 0, 1, 5, 25, 61, 89, 600, 40_000, 3 * 86_400, 40 * 86_400];
    let lengths = vec![u32::MAX, u32::MAX, u32::MAX, 40_000, 9_999, 1_000];
    let endings = vec!["trackdone", "trackdone", "fwdbtn", "remote", "logout"];
    let play = (0..TRACKS, select(pauses), select(lengths), select(endings));
    prop::collection::vec(play, 1..14).prop_map(|plays| {
        let mut now = 1_700_000_000_i64;
        plays
            .into_iter()
            .map(|(number, pause, heard, ended_by)| {
                let heard_ms = track(number, 0).length_ms.min(heard);
                now += pause + i64::from(heard_ms.div_ceil(1_000));
                TruePlay {
                    track: number,
                    ended_ms: now * 1_000,
                    heard_ms,
                    ended_by,
                }
            })
            .collect()
    })
}
