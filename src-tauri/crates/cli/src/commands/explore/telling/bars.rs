//! How much when: bars with their days, hours of the week, days of a year.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::Serialize;
use stats::{Amount, BinUnit, Bins, Calendar, Timeline};

use super::{Much, Span};
use crate::choice::WEEKDAYS;

#[derive(Debug, Serialize)]
pub(super) struct LifeBin {
    #[serde(flatten)]
    days: Span,
    #[serde(flatten)]
    amount: Much,
    all_plays: u32,
    all_ms: u64,
}

#[derive(Debug, Serialize)]
pub(in crate::commands::explore) struct Hour {
    pub(in crate::commands::explore) weekday: &'static str,
    pub(in crate::commands::explore) hour: usize,
    #[serde(flatten)]
    pub(in crate::commands::explore) amount: Much,
}

#[derive(Debug, Serialize)]
pub(super) struct Day {
    day: NaiveDate,
    #[serde(flatten)]
    amount: Much,
}

/// The days of each bar.
pub(super) fn spans(bins: Bins) -> impl Iterator<Item = Span> {
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
        Some(Span { from, to })
    })
    .take(bins.count)
}

pub(super) fn life(timeline: &Timeline) -> Vec<LifeBin> {
    spans(timeline.bins)
        .zip(timeline.matched.iter().zip(&timeline.all))
        .map(|(days, (matched, all))| LifeBin {
            days,
            amount: (*matched).into(),
            all_plays: all.plays,
            all_ms: all.ms,
        })
        .collect()
}

pub(super) fn week(clock: &[Amount]) -> Vec<Hour> {
    let hours = WEEKDAYS.iter().flat_map(|day| (0..24).map(move |hour| (day, hour)));
    hours
        .zip(clock)
        .map(|((weekday, hour), amount)| Hour {
            weekday,
            hour,
            amount: (*amount).into(),
        })
        .collect()
}

pub(super) fn year(calendar: &Calendar) -> Vec<Day> {
    let days = NaiveDate::from_ymd_opt(calendar.year, 1, 1)
        .into_iter()
        .flat_map(|first| first.iter_days());
    days.zip(&calendar.days)
        .map(|(day, amount)| Day {
            day,
            amount: (*amount).into(),
        })
        .collect()
}
