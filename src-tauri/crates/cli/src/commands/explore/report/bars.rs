//! How much was played when: bars of the timeline, hours of the week, days of a year.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::Serialize;
use stats::{Amount, BinUnit, Bins, Calendar, Timeline};

use super::{DayRange, PlaysAndTime};
use crate::filter_value::WEEKDAYS;

#[derive(Debug, Serialize)]
pub(super) struct TimelineBar {
    #[serde(flatten)]
    span: BarSpan,
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
pub(in crate::commands::explore) struct Day {
    pub(in crate::commands::explore) day: NaiveDate,
    #[serde(flatten)]
    pub(in crate::commands::explore) amount: PlaysAndTime,
}

impl Day {
    pub(super) fn new(day: NaiveDate, amount: Amount) -> Self {
        Self {
            day,
            amount: amount.into(),
        }
    }
}

/// What one bar covers: days, or one hour of a day.
#[derive(Debug, Serialize)]
pub(super) struct BarSpan {
    #[serde(flatten)]
    days: DayRange,
    #[serde(skip_serializing_if = "Option::is_none")]
    hour: Option<usize>,
}

pub(super) fn spans(bins: Bins) -> impl Iterator<Item = BarSpan> {
    let bars_a_day = if bins.unit == BinUnit::Hour { 24 } else { 1 };
    let span = move |days| {
        (0..bars_a_day).map(move |hour| BarSpan {
            days,
            hour: (bins.unit == BinUnit::Hour).then_some(hour),
        })
    };
    day_ranges(bins).flat_map(span).take(bins.count)
}

/// The days of each bar; once for all hours of a day.
fn day_ranges(bins: Bins) -> impl Iterator<Item = DayRange> {
    let after = move |day: NaiveDate| match bins.unit {
        BinUnit::Hour | BinUnit::Day => day.checked_add_days(Days::new(1)),
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
}

pub(super) fn timeline(bars: &Timeline) -> Vec<TimelineBar> {
    spans(bars.bins)
        .zip(bars.matched.iter().zip(&bars.all))
        .map(|(span, (matched, all))| TimelineBar {
            span,
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
        .map(|(day, amount)| Day::new(day, *amount))
        .collect()
}
