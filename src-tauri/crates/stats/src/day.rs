//! Days as numbers, counted from 1970-01-01, and runs of them.

use chrono::NaiveDate;

use crate::{DayRange, packed};

/// The day with this number, or the calendar's last where there is none.
pub(crate) fn date(day: i32) -> NaiveDate {
    NaiveDate::from_epoch_days(day).unwrap_or(NaiveDate::MAX)
}

pub(crate) fn number(date: NaiveDate) -> i32 {
    date.to_epoch_days()
}

/// A range of days by number. The last day may not come before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EpochDays {
    pub(crate) first: i32,
    pub(crate) last: i32,
}

impl EpochDays {
    pub(crate) fn one(day: i32) -> Self {
        Self { first: day, last: day }
    }

    /// A calendar year.
    pub(crate) fn of_year(year: i32) -> Option<Self> {
        Some(Self {
            first: number(NaiveDate::from_ymd_opt(year, 1, 1)?),
            last: number(NaiveDate::from_ymd_opt(year, 12, 31)?),
        })
    }

    pub(crate) fn contains(self, day: i32) -> bool {
        self.first <= day && day <= self.last
    }

    pub(crate) fn len(self) -> i32 {
        self.last - self.first + 1
    }

    /// [`Self::len`] as the length of a list.
    pub(crate) fn count(self) -> usize {
        usize::try_from(self.len()).unwrap_or_default()
    }

    /// The days in both ranges.
    pub(crate) fn within(self, other: Self) -> Option<Self> {
        let both = Self {
            first: self.first.max(other.first),
            last: self.last.min(other.last),
        };
        (both.first <= both.last).then_some(both)
    }
}

impl From<EpochDays> for DayRange {
    fn from(days: EpochDays) -> Self {
        Self {
            first: date(days.first),
            last: date(days.last),
        }
    }
}

/// The most days in a row with a play that counts, of packed sums that begin with day `first`; the first such run if several
/// are as long.
pub(crate) fn longest_run(first: i32, day_sums: &[u64]) -> Option<DayRange> {
    let mut longest: Option<EpochDays> = None;
    let mut current: Option<EpochDays> = None;
    for (sum, day) in day_sums.iter().zip(first..) {
        current = (packed::plays(*sum) > 0).then(|| EpochDays {
            first: current.map_or(day, |run| run.first),
            last: day,
        });
        let is_longer = |run: EpochDays| longest.is_none_or(|longest| run.len() > longest.len());
        longest = current.filter(|run| is_longer(*run)).or(longest);
    }
    longest.map(Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_a_number_and_a_number_a_day() {
        assert_eq!(number("1970-01-01".parse().unwrap()), 0);
        assert_eq!(date(19_782).to_string(), "2024-02-29");
    }
}
