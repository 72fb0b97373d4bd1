//! A few rows of a table, column by column, as the innermost loops of scans see them.

use crate::{flags::TRACK, weight::packed_weight};

/// Rows that are looked at together: one for each bit of a word.
pub(crate) const CHUNK: usize = 64;

/// Consecutive rows. All columns are of one length.
pub(crate) struct Rows<'a> {
    pub(crate) flagged_tracks: &'a [u32],
    pub(crate) weights: &'a [u32],
    pub(crate) began_secs: &'a [u32],
    pub(crate) attributes: &'a [u16],
}

impl<'a> Rows<'a> {
    /// Splits them into chunks of at most [`CHUNK`] rows.
    pub(crate) fn chunks(self) -> impl Iterator<Item = Self> {
        let (flagged_tracks, weights) = (self.flagged_tracks.chunks(CHUNK), self.weights.chunks(CHUNK));
        let (began_secs, attributes) = (self.began_secs.chunks(CHUNK), self.attributes.chunks(CHUNK));
        let rows = flagged_tracks.zip(weights).zip(began_secs).zip(attributes);
        rows.map(|(((flagged_tracks, weights), began_secs), attributes)| Self {
            flagged_tracks,
            weights,
            began_secs,
            attributes,
        })
    }

    /// Calls `visit` for each row whose bit is set, with its index, its flagged track and its weight.
    pub(crate) fn each_of(&self, mut bits: u64, mut visit: impl FnMut(usize, u32, u32)) {
        while bits != 0 {
            let at = bits.trailing_zeros() as usize;
            bits &= bits - 1;
            if let (Some(flagged), Some(weight)) = (self.flagged_tracks.get(at), self.weights.get(at)) {
                visit(at, *flagged, *weight);
            }
        }
    }

    /// Adds the rows whose bit is set to the sums of their tracks.
    pub(crate) fn add_tracks(&self, bits: u64, track_sums: &mut [u64], add: impl Fn(u64, u64) -> u64) {
        self.each_of(bits, |_, flagged, weight| add_track(track_sums, flagged, weight, &add));
    }
}

/// Adds one play to the sum of its track.
pub(crate) fn add_track(track_sums: &mut [u64], flagged: u32, weight: u32, add: impl Fn(u64, u64) -> u64) {
    if let Some(sum) = track_sums.get_mut((flagged & TRACK) as usize) {
        *sum = add(*sum, packed_weight(weight));
    }
}
