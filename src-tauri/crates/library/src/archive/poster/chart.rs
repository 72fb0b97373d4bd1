//! The bars of a poster: years, or months where there are too few years to see anything.

use chrono::{Datelike, Days, NaiveDate};
use plays::several;
use poster::{Bar, Peak};
use stats::{Amount, YearRank};
use store::{Gap, GapKind};

use super::super::Zone;

/// A life of at least so many calendar years is drawn year by year.
pub(super) const LEAST_YEARS: i32 = 3;

/// What one bar covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Year,
    Month,
}

/// Bars with what is said about them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chart {
    pub(super) bars: Vec<Bar>,
    pub(super) peak: Option<Peak>,
    /// The small print.
    pub(super) footer: String,
}

/// A bar's label, what to call its time in a sentence, its days, and its plays.
struct Span {
    label: String,
    name: String,
    first: NaiveDate,
    last: NaiveDate,
    plays: u64,
}

/// One bar for each of `years`, from the first one with a play to the last.
pub(super) fn of_years(years: &[YearRank], gaps: &[Gap], zone: Zone) -> Chart {
    let is_played = |year: &YearRank| year.amount.plays > 0;
    let (first, last) = (years.iter().position(is_played), years.iter().rposition(is_played));
    let played = first.zip(last).and_then(|(first, last)| years.get(first..=last));
    let spans = played.unwrap_or_default().iter().filter_map(|year| {
        Some(Span {
            label: short_year(year.year),
            name: year.year.to_string(),
            first: NaiveDate::from_ymd_opt(year.year, 1, 1)?,
            last: NaiveDate::from_ymd_opt(year.year, 12, 31)?,
            plays: u64::from(year.amount.plays),
        })
    });
    chart(Unit::Year, &spans.collect::<Vec<_>>(), gaps, zone)
}

/// One bar for each month of these years, each given with its days from 1 January on.
pub(super) fn of_months(years: &[(i32, Vec<Amount>)], gaps: &[Gap], zone: Zone) -> Chart {
    let mut spans = Vec::new();
    for (year, days) in years {
        for month in 1..=12 {
            let Some(first) = NaiveDate::from_ymd_opt(*year, month, 1) else {
                continue;
            };
            let length = usize::from(first.num_days_in_month());
            let from = first.ordinal0() as usize;
            let plays = days.get(from..from + length).unwrap_or_default();
            // Two Januaries are told apart by their years.
            let is_new_year = month == 1 && years.len() > 1;
            spans.push(Span {
                label: if is_new_year {
                    short_year(*year)
                } else {
                    first.format("%b").to_string()
                },
                name: first.format(if years.len() > 1 { "%B %Y" } else { "%B" }).to_string(),
                first,
                last: first + Days::new(length.saturating_sub(1) as u64),
                plays: plays.iter().map(|day| u64::from(day.plays)).sum(),
            });
        }
    }
    chart(Unit::Month, &spans, gaps, zone)
}

fn chart(unit: Unit, spans: &[Span], gaps: &[Gap], zone: Zone) -> Chart {
    let days = |gap: &Gap| (zone.local(gap.from).date_naive(), zone.local(gap.to).date_naive());
    let touches = |gap: &Gap, span: &Span| {
        let (from, to) = days(gap);
        from <= span.last && to >= span.first
    };
    let bars = spans.iter().map(|span| Bar {
        label: span.label.clone(),
        amount: span.plays,
        has_gap: gaps.iter().any(|gap| touches(gap, span)),
    });
    // Of several that are as high, the latest.
    let most = spans.iter().enumerate().max_by_key(|(_, span)| span.plays);
    let peak = most.filter(|(_, span)| span.plays > 0).map(|(bar, span)| Peak {
        bar,
        words: format!("{} in {}", several(span.plays, "play", "plays"), span.name),
    });
    let shown = gaps.iter().filter(|gap| spans.iter().any(|span| touches(gap, span)));
    Chart {
        bars: bars.collect(),
        peak,
        footer: footer(unit, shown),
    }
}

fn footer<'g>(unit: Unit, gaps: impl Iterator<Item = &'g Gap>) -> String {
    let [mut missing, mut may_be] = [false, false];
    for gap in gaps {
        match gap.kind {
            GapKind::Missing => missing = true,
            GapKind::MayBeMissing => may_be = true,
        }
    }
    let hatched = match (missing, may_be) {
        (true, true) => " Hatched: plays are missing, or may be.",
        (true, false) => " Hatched: plays are missing.",
        (false, true) => " Hatched: plays may be missing.",
        (false, false) => "",
    };
    let unit = match unit {
        Unit::Year => "year",
        Unit::Month => "month",
    };
    format!("One bar, one {unit}.{hatched} Listening data from Spotify.")
}

/// `’21`
fn short_year(year: i32) -> String {
    format!("’{:02}", year.rem_euclid(100))
}

#[cfg(test)]
mod tests;
