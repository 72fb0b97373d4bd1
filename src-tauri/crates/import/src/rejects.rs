//! Rows that are rejected, counted by reason. Each row that was read is either evidence or counted here, with one sample for each
//! reason.

use std::{cmp::Reverse, fmt};

/// Why a row is no evidence of a play.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RejectReason {
    /// Neither a URI nor a name.
    NothingPlayed,
    /// No time, or none that can be read.
    TimeUnreadable,
    /// Before 2006, or later than today.
    TimeImpossible,
    /// No length, or none that can be read.
    LengthUnreadable,
    /// Below zero, or more than seven days.
    LengthImpossible,
    /// Tonearm exported it with a provenance that this version does not know.
    ProvenanceUnknown,
    /// An element of the list that is not a row.
    NotARow,
    /// A row with a value that breaks the rules of JSON where only the value suffers, such as a number too large.
    RowUnreadable,
}

impl RejectReason {
    /// Every reason, in the order that rows are checked for them.
    pub const ALL: [Self; 8] = [
        Self::NothingPlayed,
        Self::TimeUnreadable,
        Self::TimeImpossible,
        Self::LengthUnreadable,
        Self::LengthImpossible,
        Self::ProvenanceUnknown,
        Self::NotARow,
        Self::RowUnreadable,
    ];

    /// A short name that stays the same from release to release, for storing.
    pub fn code(self) -> &'static str {
        match self {
            Self::NothingPlayed => "nothing_played",
            Self::TimeUnreadable => "time_unreadable",
            Self::TimeImpossible => "time_impossible",
            Self::LengthUnreadable => "length_unreadable",
            Self::LengthImpossible => "length_impossible",
            Self::ProvenanceUnknown => "witness_unknown",
            Self::NotARow => "not_a_row",
            Self::RowUnreadable => "row_unreadable",
        }
    }
}

/// A sentence for the listener.
impl fmt::Display for RejectReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NothingPlayed => "Spotify does not say what was played.",
            Self::TimeUnreadable => "The time cannot be read.",
            Self::TimeImpossible => "The time is before Spotify began, or has not come yet.",
            Self::LengthUnreadable => "How long it was heard cannot be read.",
            Self::LengthImpossible => "Impossible length: below zero, or more than a week.",
            Self::ProvenanceUnknown => "A newer Tonearm wrote it, and this one does not know what it rests on.",
            Self::NotARow => "This is no row of a listening history.",
            Self::RowUnreadable => "A value in the row cannot be read.",
        })
    }
}

/// The rows that were rejected for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// Why they are no evidence.
    pub reason: RejectReason,
    /// How many rows; at least one.
    pub count: u64,
    /// The first such row of the first file by name.
    pub sample: Sample,
}

/// One row that was rejected.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sample {
    /// The file, as in [`crate::FileReport::name`].
    pub file: String,
    /// Its place in the file, from 1.
    pub row: u64,
    /// When, how long and what the row says, in at most 200 characters. Never an IP address, a user agent or a user name.
    pub text: String,
}

/// The rejected rows of one file, or of all.
#[derive(Debug, Default)]
pub(crate) struct Rejects(Vec<Reject>);

impl Rejects {
    /// Adds one row. `text` is called only if the row becomes the sample.
    pub(crate) fn add(&mut self, reason: RejectReason, file: &str, row: u64, text: impl FnOnce() -> String) {
        match self.0.iter_mut().find(|reject| reject.reason == reason) {
            Some(reject) => reject.count += 1,
            None => self.0.push(Reject {
                reason,
                count: 1,
                sample: Sample {
                    file: file.to_owned(),
                    row,
                    text: text(),
                },
            }),
        }
    }

    /// Adds the rows of another. The result does not depend on the order.
    pub(crate) fn merge(&mut self, other: Self) {
        for theirs in other.0 {
            match self.0.iter_mut().find(|ours| ours.reason == theirs.reason) {
                Some(ours) => {
                    ours.count += theirs.count;
                    if theirs.sample < ours.sample {
                        ours.sample = theirs.sample;
                    }
                }
                None => self.0.push(theirs),
            }
        }
    }

    /// The reason of the most rows; of those that are equally frequent, the first in the order of [`RejectReason::ALL`].
    pub(crate) fn most_frequent(&self) -> Option<RejectReason> {
        let most = self
            .0
            .iter()
            .max_by_key(|reject| (reject.count, Reverse(reject.reason)));
        most.map(|reject| reject.reason)
    }

    /// By reason, in the order of [`RejectReason::ALL`].
    pub(crate) fn into_sorted(mut self) -> Vec<Reject> {
        self.0.sort_by_key(|reject| reject.reason);
        self.0
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_reason_has_a_code_and_a_sentence_of_its_own() {
        let codes: BTreeSet<_> = RejectReason::ALL.iter().map(|reason| reason.code()).collect();
        let sentences: BTreeSet<_> = RejectReason::ALL.iter().map(|reason| reason.to_string()).collect();
        assert_eq!(
            (codes.len(), sentences.len()),
            (RejectReason::ALL.len(), RejectReason::ALL.len())
        );
    }

    #[test]
    fn the_example_is_the_same_whichever_file_was_read_first() {
        let of = |file: &str, row| {
            let mut rejects = Rejects::default();
            rejects.add(RejectReason::NotARow, file, row, || format!("{file} {row}"));
            rejects
        };
        let sum = |files: [Rejects; 3]| {
            let mut sum = Rejects::default();
            files.into_iter().for_each(|rejects| sum.merge(rejects));
            sum.into_sorted()
        };
        let one = sum([of("a", 9), of("b", 1), of("a", 3)]);
        assert_eq!(one, sum([of("b", 1), of("a", 3), of("a", 9)]));
        assert_eq!((one[0].count, one[0].sample.text.as_str()), (3, "a 3"));
    }
}
