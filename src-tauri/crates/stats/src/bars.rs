//! The bars of charts over time: how long each is, and which day belongs to which.
//! Up to three days are drawn hour by hour, a quarter day by day, more of them week by week, many month by month.

use chrono::{Datelike, Months, NaiveDate, NaiveDateTime};

use crate::{
    Amount, BinUnit, Bins, Timeline,
    day::{EpochDays, date},
    hours::HourRun,
    packed,
};

/// The most days that are drawn hour by hour.
const MAX_HOURLY_DAYS: i32 = 3;
/// The most days that are drawn one by one.
const MAX_DAILY_DAYS: i32 = 92;
/// The most days that are drawn week by week.
const MAX_WEEKLY_DAYS: i32 = 731;

impl Bins {
    /// When each bar begins, by the listener's clock.
    pub fn starts(self) -> impl Iterator<Item = NaiveDateTime> {
        let day = move |at: usize| match self.unit {
            BinUnit::Hour => self.first.checked_add_days(chrono::Days::new(at as u64 / 24)),
            BinUnit::Day => self.first.checked_add_days(chrono::Days::new(at as u64)),
            BinUnit::Week => self.first.checked_add_days(chrono::Days::new(at as u64 * 7)),
            BinUnit::Month => self.first.checked_add_months(Months::new(at as u32)),
        };
        (0..self.count).map_while(move |at| {
            let hour = if self.unit == BinUnit::Hour { at as u32 % 24 } else { 0 };
            day(at)?.and_hms_opt(hour, 0, 0)
        })
    }
}

/// The bars of a range of days, and which of them each day belongs to.
#[derive(Debug, Clone)]
pub(crate) struct Bars {
    pub(crate) bins: Bins,
    /// The bar of each day of the range; of bars of an hour, that of its first hour.
    bar_of_day: Vec<u32>,
    /// The range's first day.
    first: i32,
}

impl Bars {
    pub(crate) fn over(days: EpochDays) -> Self {
        let unit = match days.len() {
            count if count <= MAX_HOURLY_DAYS => BinUnit::Hour,
            count if count <= MAX_DAILY_DAYS => BinUnit::Day,
            count if count <= MAX_WEEKLY_DAYS => BinUnit::Week,
            _ => BinUnit::Month,
        };
        let first = date(days.first);
        let first_bar = match unit {
            BinUnit::Hour | BinUnit::Day => first,
            BinUnit::Week => date(days.first - first.weekday().num_days_from_monday().cast_signed()),
            BinUnit::Month => first.with_day(1).unwrap_or(first),
        };
        let bars_a_day = if unit == BinUnit::Hour { 24 } else { 1 };
        let mut bar_of_day = Vec::with_capacity(days.len().unsigned_abs() as usize);
        let (mut at, mut day) = (0, first);
        for number in days.first..=days.last {
            let begins_bar = match unit {
                BinUnit::Hour | BinUnit::Day => true,
                BinUnit::Week => day.weekday() == chrono::Weekday::Mon,
                BinUnit::Month => day.day() == 1,
            };
            if begins_bar && number > days.first {
                at += bars_a_day;
            }
            bar_of_day.push(at);
            day = day.succ_opt().unwrap_or(day);
        }
        Self {
            bins: Bins {
                unit,
                first: first_bar,
                count: (at + bars_a_day) as usize,
            },
            bar_of_day,
            first: days.first,
        }
    }

    /// No bar at all.
    pub(crate) fn none(first: NaiveDate) -> Self {
        Self {
            bins: Bins {
                unit: BinUnit::Day,
                first,
                count: 0,
            },
            bar_of_day: Vec::new(),
            first: 0,
        }
    }

    /// The bar of plays that began in one hour of the range.
    pub(crate) fn of(&self, run: &HourRun) -> usize {
        let at = usize::try_from(i32::from(run.day) - self.first).unwrap_or_default();
        let bar = self.bar_of_day.get(at).copied().unwrap_or_default() as usize;
        match self.bins.unit {
            BinUnit::Hour => bar + usize::from(run.hour % 24),
            BinUnit::Day | BinUnit::Week | BinUnit::Month => bar,
        }
    }

    /// Adds up packed sums to amounts of bars. `sums` has one for each bar if bars are hours, and else one for each of the
    /// range's days.
    pub(crate) fn fold(&self, sums: &[u64]) -> Vec<Amount> {
        if self.bins.unit == BinUnit::Hour {
            return sums.iter().copied().map(packed::amount).collect();
        }
        let mut amounts = vec![Amount::default(); self.bins.count];
        for (day, bar) in sums.iter().zip(&self.bar_of_day) {
            if let Some(amount) = amounts.get_mut(*bar as usize) {
                *amount += packed::amount(*day);
            }
        }
        amounts
    }
}

/// The timeline over all days of `life`; without any, it begins `today`. `days` are the packed sums of each day, of everything and of
/// what matched; `hours` gives those of each hour, and is asked only if bars are hours.
pub(crate) fn timeline(
    life: Option<EpochDays>,
    days: [&[u64]; 2],
    hours: impl FnOnce() -> [Vec<u64>; 2],
    today: NaiveDate,
) -> Timeline {
    let bars = life.map_or_else(|| Bars::none(today), Bars::over);
    let [all, matched] = if bars.bins.unit == BinUnit::Hour {
        hours().map(|sums| bars.fold(&sums))
    } else {
        days.map(|sums| bars.fold(sums))
    };
    Timeline {
        bins: bars.bins,
        all,
        matched,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::number;

    fn days(first: &str, last: &str) -> EpochDays {
        EpochDays {
            first: number(first.parse().unwrap()),
            last: number(last.parse().unwrap()),
        }
    }

    #[test]
    fn three_days_are_drawn_by_hours_a_quarter_by_days_two_years_by_weeks_more_by_months() {
        let drawn = |first, last| {
            let bins = Bars::over(days(first, last)).bins;
            (bins.unit, bins.first.to_string(), bins.count)
        };
        assert_eq!(
            drawn("2024-01-01", "2024-01-03"),
            (BinUnit::Hour, "2024-01-01".into(), 72)
        );
        assert_eq!(
            drawn("2024-01-01", "2024-01-04"),
            (BinUnit::Day, "2024-01-01".into(), 4)
        );
        assert_eq!(
            drawn("2024-01-01", "2024-04-01"),
            (BinUnit::Day, "2024-01-01".into(), 92)
        );
        assert_eq!(
            drawn("2024-01-03", "2024-04-15"),
            (BinUnit::Week, "2024-01-01".into(), 16)
        );
        assert_eq!(
            drawn("2022-01-31", "2024-03-01"),
            (BinUnit::Month, "2022-01-01".into(), 27)
        );
    }
}
