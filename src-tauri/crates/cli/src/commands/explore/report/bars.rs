//! How much was played when: bars of the timeline, hours of the week, days of a year.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::Serialize;
use stats::{Amount, BinUnit, Bins, Calendar, Timeline};

use super::{DayRange, PlaysAndTime};
use crate::filter_value::WEEKDAYS;

#[derive(Debug, Serialize)]
pub(super) struct TimelineBar {
    #[serde(flatten)]
    days: DayRange,
    #[serde(flatten)]
    amount: PlaysAndTime,
    all_plays: u32,
    all_ms: u64,
}

#[derive(Debug, Serialize)]
pub(in crate::commands::explore) struct Hour {
    pub(in crate::commands::explore) weekday: &'static str,
    pub(in crate::commands::explore) hour: usize,
    #[serde(flatten)]
    pub(in crate::commands::explore) amount: PlaysAndTime,
}

#[derive(Debug, Serialize)]
pub(super) struct Day {
    day: NaiveDate,
    #[serde(flatten)]
    amount: PlaysAndTime,
}

/// The days of each bar.
pub(super) fn day_ranges(bins: Bins) -> impl Iterator<Item = DayRange> {
    let after = move |day: NaiveDate| match bins.unit {
        BinUnit::Day => day.checked_add_days(Days::new(1)),
        BinUnit::Week => day.checked_add_days(Days::new(7)),
        BinUnit::Month => day.with_day(1)?.checked_add_months(Months::new(1)),
    };
    let mut first = Some(bins.first);
    std::iter::from_fn(move || {
        let from = first?;
        first = after(from);
        let to = first?.pred_opt()?;
        Some(DayRange { from, to })
    })
    .take(bins.count)
}

pub(super) fn timeline(bars: &Timeline) -> Vec<TimelineBar> {
    day_ranges(bars.bins)
        .zip(bars.matched.iter().zip(&bars.all))
        .map(|(days, (matched, all))| TimelineBar {
            days,
            amount: (*matched).into(),
            all_plays: all.plays,
            all_ms: all.ms,
        })
        .collect()
}

pub(super) fn clock(amounts: &[Amount]) -> Vec<Hour> {
    let hours = WEEKDAYS.iter().flat_map(|day| (0..24).map(move |hour| (day, hour)));
    hours
        .zip(amounts)
        .map(|((weekday, hour), amount)| Hour {
            weekday,
            hour,
            amount: (*amount).into(),
        })
        .collect()
}

pub(super) fn calendar(year: &Calendar) -> Vec<Day> {
    let days = NaiveDate::from_ymd_opt(year.year, 1, 1)
        .into_iter()
        .flat_map(|first| first.iter_days());
    days.zip(&year.days)
        .map(|(day, amount)| Day {
            day,
            amount: (*amount).into(),
        })
        .collect()
}
