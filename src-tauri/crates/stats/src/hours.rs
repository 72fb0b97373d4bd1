//! The listener's clock: which local day and hour each play began in. Plays of one hour lie next to each other, so an hour is
//! told once for all of them.

use chrono::{DateTime, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;

/// Plays next to each other that began in the same local hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
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

/// Groups rows that began at these seconds, from row `from` on, onto what `runs` holds of the rows before.
pub(crate) fn extend(runs: &mut Vec<Run>, began: &[u32], from: usize, zone: Tz) {
    let mut hour = Hour::NONE;
    for (row, began) in began.iter().enumerate().skip(from) {
        let at = i64::from(*began);
        if !(hour.from..hour.to).contains(&at) {
            hour = Hour::around(at, zone, &hour);
        }
        let last = runs.last();
        if last.is_none_or(|last| (last.day, last.hour) != (hour.day, hour.of_week)) {
            runs.push(Run {
                row: row as u32,
                day: hour.day,
                hour: hour.of_week,
            });
        }
    }
}

/// The local time at a second.
pub(crate) fn local(at: u32, zone: Tz) -> NaiveDateTime {
    let at = DateTime::from_timestamp(i64::from(at), 0).unwrap_or_default();
    at.with_timezone(&zone).naive_local()
}

/// A stretch of seconds in one local hour.
struct Hour {
    from: i64,
    to: i64,
    day: u16,
    of_week: u8,
    /// The UTC day and its offset, if it has only one.
    steady: Option<(i64, i64)>,
}

impl Hour {
    const NONE: Self = Self {
        from: 0,
        to: 0,
        day: 0,
        of_week: 0,
        steady: None,
    };

    fn around(at: i64, zone: Tz, before: &Self) -> Self {
        let utc_day = at.div_euclid(DAY);
        let steady = before
            .steady
            .filter(|(day, _)| *day == utc_day)
            .or_else(|| Some((utc_day, steady_offset(utc_day, zone)?)));
        let offset = steady.map_or_else(|| offset(at, zone), |(_, offset)| offset);
        let local = at + offset;
        let from = local.div_euclid(HOUR) * HOUR - offset;
        let day = local.div_euclid(DAY);
        let weekday = (day + EPOCH_WEEKDAY).rem_euclid(7);
        // Where the clocks change within the day, no more is known than this second.
        let (from, to) = match steady {
            Some((day, _)) => (from.max(day * DAY), (from + HOUR).min((day + 1) * DAY)),
            None => (at, at + 1),
        };
        Self {
            from,
            to,
            // A zone west of Greenwich puts the first hours of 1970 into 1969.
            day: u16::try_from(day).unwrap_or_default(),
            of_week: (weekday * 24 + local.rem_euclid(DAY) / HOUR) as u8,
            steady,
        }
    }
}

/// The offset of a UTC day in which the clocks do not change. No zone changes them twice in a day, forth and back.
fn steady_offset(utc_day: i64, zone: Tz) -> Option<i64> {
    let first = offset(utc_day * DAY, zone);
    (first == offset((utc_day + 1) * DAY - 1, zone)).then_some(first)
}

/// Seconds east of Greenwich.
fn offset(at: i64, zone: Tz) -> i64 {
    let at = DateTime::from_timestamp(at, 0).unwrap_or_default().naive_utc();
    i64::from(zone.offset_from_utc_datetime(&at).fix().local_minus_utc())
}
