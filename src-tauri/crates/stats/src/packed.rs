//! An amount packed into one 64-bit word, so that counting a play is one addition: plays in the upper 24 bits, milliseconds
//! in the lower 40. That holds 16 million plays and 34 years, more than any one track, hour or day adds up to.

use crate::{Amount, Measure};

/// The lowest of the bits that hold plays.
const PLAY_BIT: u32 = 40;
const MS: u64 = (1 << PLAY_BIT) - 1;

/// One play of this length. It is added to the number of plays only if it counts.
pub(crate) fn play(counts: bool, ms: u32) -> u64 {
    u64::from(counts) << PLAY_BIT | u64::from(ms)
}

/// A number of plays that count, and the milliseconds of all plays.
pub(crate) fn sum(plays: u32, ms: u64) -> u64 {
    u64::from(plays) << PLAY_BIT | ms
}

pub(crate) fn amount(packed: u64) -> Amount {
    Amount {
        plays: plays(packed),
        ms: packed & MS,
    }
}

pub(crate) fn plays(packed: u64) -> u32 {
    // 24 bits remain.
    (packed >> PLAY_BIT) as u32
}

/// A key to sort amounts by: first by the measure, then by the other one.
pub(crate) fn key(packed: u64, measure: Measure) -> u64 {
    match measure {
        Measure::Plays => packed,
        Measure::Time => packed.rotate_right(PLAY_BIT),
    }
}

/// Whether the amount is more than nothing by the measure.
pub(crate) fn is_any(packed: u64, measure: Measure) -> bool {
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
        let sum = play(true, 200_000) + play(false, 12_000) + play(true, 1);
        assert_eq!(amount(sum), Amount { plays: 2, ms: 212_001 });
    }

    #[test]
    fn the_measure_goes_first_and_the_other_one_decides() {
        let (many, long) = (play(true, 1) + play(true, 1), play(true, 500));
        assert!(key(many, Measure::Plays) > key(long, Measure::Plays));
        assert!(key(many, Measure::Time) < key(long, Measure::Time));
        assert!(key(play(true, 9), Measure::Plays) > key(play(true, 8), Measure::Plays));
        assert!(key(play(true, 9), Measure::Time) > key(play(false, 9), Measure::Time));
    }

    #[test]
    fn a_second_heard_is_time_and_no_play() {
        assert!(is_any(play(false, 1000), Measure::Time));
        assert!(!is_any(play(false, 1000), Measure::Plays));
    }
}
