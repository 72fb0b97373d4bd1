//! Days by number, and charts' bars made of them. A day's number counts from 1970-01-01.

use chrono::{Datelike, Months, NaiveDate};

use crate::{Amount, Bins, DayRange, Unit, packed};

/// Days up to here are drawn one by one.
const MOST_DAYS: i32 = 92;
/// Up to here, week by week.
const MOST_DAYS_IN_WEEKS: i32 = 731;

/// The day with this number; the calendar's last where there is none.
pub(crate) fn date(day: i32) -> NaiveDate {
    NaiveDate::from_epoch_days(day).unwrap_or(NaiveDate::MAX)
}

/// Its number.
pub(crate) fn number(date: NaiveDate) -> i32 {
    date.to_epoch_days()
}

/// From the first day's number to the last one's, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) first: i32,
    pub(crate) last: i32,
}

impl Span {
    pub(crate) fn holds(self, day: i32) -> bool {
        self.first <= day && day <= self.last
    }

    pub(crate) fn len(self) -> i32 {
        self.last - self.first + 1
    }

    /// [`Self::len`] as the length of a list.
    pub(crate) fn days(self) -> usize {
        usize::try_from(self.len()).unwrap_or_default()
    }

    /// What lies in both.
    pub(crate) fn within(self, other: Self) -> Option<Self> {
        let both = Self {
            first: self.first.max(other.first),
            last: self.last.min(other.last),
        };
        (both.first <= both.last).then_some(both)
    }
}

impl From<Span> for DayRange {
    fn from(span: Span) -> Self {
        Self {
            first: date(span.first),
            last: date(span.last),
        }
    }
}

impl Bins {
    /// The day on which each begins.
    pub fn starts(self) -> impl Iterator<Item = NaiveDate> {
        let step = move |at: usize| match self.unit {
            Unit::Day => self.first.checked_add_days(chrono::Days::new(at as u64)),
            Unit::Week => self.first.checked_add_days(chrono::Days::new(at as u64 * 7)),
            Unit::Month => self.first.checked_add_months(Months::new(at as u32)),
        };
        (0..self.count).map_while(step)
    }
}

/// Which bar each day of a span belongs to.
#[derive(Debug, Clone)]
pub(crate) struct Bars {
    pub(crate) bins: Bins,
    /// By days since the span's first.
    bar: Vec<u32>,
    first: i32,
}

impl Bars {
    pub(crate) fn over(span: Span) -> Self {
        let unit = match span.len() {
            days if days <= MOST_DAYS => Unit::Day,
            days if days <= MOST_DAYS_IN_WEEKS => Unit::Week,
            _ => Unit::Month,
        };
        let first = date(span.first);
        let begin = match unit {
            Unit::Day => first,
            Unit::Week => date(span.first - first.weekday().num_days_from_monday().cast_signed()),
            Unit::Month => first.with_day(1).unwrap_or(first),
        };
        let mut bar = Vec::with_capacity(span.len().unsigned_abs() as usize);
        let (mut at, mut day) = (0, first);
        for number in span.first..=span.last {
            let next = match unit {
                Unit::Day => true,
                Unit::Week => day.weekday() == chrono::Weekday::Mon,
                Unit::Month => day.day() == 1,
            };
            at += u32::from(next && number > span.first);
            bar.push(at);
            day = day.succ_opt().unwrap_or(day);
        }
        Self {
            bins: Bins {
                unit,
                first: begin,
                count: at as usize + 1,
            },
            bar,
            first: span.first,
        }
    }

    /// No bar at all.
    pub(crate) fn none(first: NaiveDate) -> Self {
        Self {
            bins: Bins {
                unit: Unit::Day,
                first,
                count: 0,
            },
            bar: Vec::new(),
            first: 0,
        }
    }

    /// The bar of a day within the span.
    pub(crate) fn of(&self, day: i32) -> usize {
        let at = usize::try_from(day - self.first).unwrap_or_default();
        self.bar.get(at).copied().unwrap_or_default() as usize
    }

    /// Sums of days, the first of which is the span's, as amounts of bars.
    pub(crate) fn fold(&self, days: &[u64]) -> Vec<Amount> {
        let mut amounts = vec![Amount::default(); self.bins.count];
        for (day, bar) in days.iter().zip(&self.bar) {
            if let Some(amount) = amounts.get_mut(*bar as usize) {
                *amount += packed::amount(*day);
            }
        }
        amounts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(first: &str, last: &str) -> Span {
        Span {
            first: number(first.parse().unwrap()),
            last: number(last.parse().unwrap()),
        }
    }

    #[test]
    fn a_day_has_a_number_and_a_number_a_day() {
        assert_eq!(number("1970-01-01".parse().unwrap()), 0);
        assert_eq!(date(19_782).to_string(), "2024-02-29");
    }

    #[test]
    fn a_quarter_is_drawn_by_days_two_years_by_weeks_more_by_months() {
        let drawn = |first, last| {
            let bins = Bars::over(span(first, last)).bins;
            (bins.unit, bins.first.to_string(), bins.count)
        };
        assert_eq!(drawn("2024-01-01", "2024-04-01"), (Unit::Day, "2024-01-01".into(), 92));
        assert_eq!(drawn("2024-01-03", "2024-04-15"), (Unit::Week, "2024-01-01".into(), 16));
        assert_eq!(
            drawn("2022-01-31", "2024-03-01"),
            (Unit::Month, "2022-01-01".into(), 27)
        );
    }
}
