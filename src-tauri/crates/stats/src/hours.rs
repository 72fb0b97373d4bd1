//! The listener's clock: the local day and hour in which each play began. Plays that began in the same hour lie next to
//! each other, so the day and hour are kept once for all of them.

use chrono::{DateTime, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;

/// Plays next to each other that began in the same local hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HourRun {
    /// The first row.
    pub(crate) row: u32,
    /// The local day, counted from 1970-01-01.
    pub(crate) day: u16,
    /// The hour of the week: 0 is Monday from midnight on.
    pub(crate) hour: u8,
}

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// 1970-01-01 was a Thursday.
const EPOCH_WEEKDAY: i64 = 3;

/// Groups plays that began at these seconds by their local hour.
pub(crate) fn runs(began_secs: &[u32], zone: Tz) -> Vec<HourRun> {
    let mut runs: Vec<HourRun> = Vec::new();
    let mut hour = LocalHour::NONE;
    for (row, began) in began_secs.iter().enumerate() {
        let at = i64::from(*began);
        if !(hour.from..hour.to).contains(&at) {
            hour = LocalHour::around(at, zone, &hour);
        }
        let last = runs.last();
        if last.is_none_or(|last| (last.day, last.hour) != (hour.day, hour.hour_of_week)) {
            runs.push(HourRun {
                row: row as u32,
                day: hour.day,
                hour: hour.hour_of_week,
            });
        }
    }
    runs.shrink_to_fit();
    runs
}

/// The local time at a second.
pub(crate) fn local_time(second: u32, zone: Tz) -> NaiveDateTime {
    let instant = DateTime::from_timestamp(i64::from(second), 0).unwrap_or_default();
    instant.with_timezone(&zone).naive_local()
}

/// A range of seconds within one local hour.
struct LocalHour {
    from: i64,
    to: i64,
    day: u16,
    hour_of_week: u8,
    /// The UTC day and its offset, if it has only one offset.
    fixed_offset: Option<(i64, i64)>,
}

impl LocalHour {
    const NONE: Self = Self {
        from: 0,
        to: 0,
        day: 0,
        hour_of_week: 0,
        fixed_offset: None,
    };

    fn around(at: i64, zone: Tz, before: &Self) -> Self {
        let utc_day = at.div_euclid(DAY);
        let fixed_offset = before
            .fixed_offset
            .filter(|(day, _)| *day == utc_day)
            .or_else(|| Some((utc_day, offset_of_day(utc_day, zone)?)));
        let offset = fixed_offset.map_or_else(|| offset(at, zone), |(_, offset)| offset);
        let local = at + offset;
        let from = local.div_euclid(HOUR) * HOUR - offset;
        let day = local.div_euclid(DAY);
        let weekday = (day + EPOCH_WEEKDAY).rem_euclid(7);
        // On a day on which the clocks change, the offset is certain for this second only.
        let (from, to) = match fixed_offset {
            Some((day, _)) => (from.max(day * DAY), (from + HOUR).min((day + 1) * DAY)),
            None => (at, at + 1),
        };
        Self {
            from,
            to,
            // In zones west of Greenwich the first hours of 1970 belong to 1969.
            day: u16::try_from(day).unwrap_or_default(),
            hour_of_week: (weekday * 24 + local.rem_euclid(DAY) / HOUR) as u8,
            fixed_offset,
        }
    }
}

/// The offset of a UTC day on which the clocks do not change. Comparing its ends is enough: no zone changes its clocks
/// forward and back on one day.
fn offset_of_day(utc_day: i64, zone: Tz) -> Option<i64> {
    let first = offset(utc_day * DAY, zone);
    (first == offset((utc_day + 1) * DAY - 1, zone)).then_some(first)
}

/// The zone's offset at a second, in seconds east of Greenwich.
fn offset(at: i64, zone: Tz) -> i64 {
    let at = DateTime::from_timestamp(at, 0).unwrap_or_default().naive_utc();
    i64::from(zone.offset_from_utc_datetime(&at).fix().local_minus_utc())
}
