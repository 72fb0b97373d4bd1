//! The two lives: one after another without a rest, each play heard to its end.

/// How many tracks each life is of.
pub(crate) const ONE_SOUND: usize = 1;
pub(crate) const MANY_TRACKS: usize = 5_000;

/// When the first play begins: 1 January 2024, in milliseconds since 1970.
const BEGIN_MS: i64 = 1_704_067_200_000;
/// Between the end of a play and the beginning of the next.
const BETWEEN_MS: i64 = 200;

/// How many plays, of how many tracks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Life {
    pub(crate) plays: usize,
    pub(crate) tracks: usize,
}

/// A play.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Play {
    pub(crate) track: usize,
    /// Milliseconds since 1970.
    pub(crate) end_ms: i64,
    /// Milliseconds.
    pub(crate) length_ms: u32,
}

impl Life {
    /// In order of time. The tracks are as long as the sound, give or take: so both lives last equally long.
    pub(crate) fn plays(self) -> impl Iterator<Item = Play> {
        let mut end_ms = BEGIN_MS;
        (0..self.plays).map(move |number| {
            // Steps of a large prime visit all tracks in an order without a pattern.
            let track = number * 7_919 % self.tracks;
            let length_ms = if self.tracks == ONE_SOUND {
                30_000
            } else {
                28_000 + track as u32 % 4_001
            };
            end_ms += BETWEEN_MS + i64::from(length_ms);
            Play {
                track,
                end_ms,
                length_ms,
            }
        })
    }
}
