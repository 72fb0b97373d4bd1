//! An amount in one word, so that counting a play is one addition: plays in the upper 24 bits, milliseconds in the lower 40.
//! Holds 16 million plays and 34 years; what is summed up in it is one track's, one hour's, one day's.

use crate::{Amount, Measure};

const PLAY: u32 = 40;
const MS: u64 = (1 << PLAY) - 1;

/// One play of this length; not a play that counts, unless `counts`.
pub(crate) fn of(counts: bool, ms: u32) -> u64 {
    u64::from(counts) << PLAY | u64::from(ms)
}

/// So many plays that count, and so many milliseconds.
pub(crate) fn many(plays: u32, ms: u64) -> u64 {
    u64::from(plays) << PLAY | ms
}

pub(crate) fn amount(packed: u64) -> Amount {
    Amount {
        plays: plays(packed),
        ms: packed & MS,
    }
}

pub(crate) fn plays(packed: u64) -> u32 {
    // 24 bits remain.
    (packed >> PLAY) as u32
}

/// What orders amounts: by the measure, and by the other one where that is the same.
pub(crate) fn key(packed: u64, measure: Measure) -> u64 {
    match measure {
        Measure::Plays => packed,
        Measure::Time => packed.rotate_right(PLAY),
    }
}

/// Whether there is any by the measure.
pub(crate) fn any(packed: u64, measure: Measure) -> bool {
    match measure {
        Measure::Plays => packed > MS,
        Measure::Time => packed & MS > 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_add_up_as_amounts_do() {
        let sum = of(true, 200_000) + of(false, 12_000) + of(true, 1);
        assert_eq!(amount(sum), Amount { plays: 2, ms: 212_001 });
    }

    #[test]
    fn the_measure_goes_first_and_the_other_one_decides() {
        let (many, long) = (of(true, 1) + of(true, 1), of(true, 500));
        assert!(key(many, Measure::Plays) > key(long, Measure::Plays));
        assert!(key(many, Measure::Time) < key(long, Measure::Time));
        assert!(key(of(true, 9), Measure::Plays) > key(of(true, 8), Measure::Plays));
        assert!(key(of(true, 9), Measure::Time) > key(of(false, 9), Measure::Time));
    }

    #[test]
    fn a_second_heard_is_time_and_no_play() {
        assert!(any(of(false, 1000), Measure::Time));
        assert!(!any(of(false, 1000), Measure::Plays));
    }
}
