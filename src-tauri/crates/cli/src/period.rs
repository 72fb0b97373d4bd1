//! Days and moments as people write them on a command line. Reads no clock: a day means nothing without a zone.

use std::str::FromStr;

use chrono::{DateTime, Days, Months, NaiveDate, NaiveDateTime, TimeZone};
use library::{DayBounds, Zone};

/// A day, a month or a year: `2024-05-01`, `2024-05` or `2024`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Period {
    pub(crate) first: NaiveDate,
    pub(crate) last: NaiveDate,
}

impl FromStr for Period {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let not_a_day = || "give a day such as 2024-05-01, a month such as 2024-05 or a year such as 2024".to_owned();
        let number = |part: &str| {
            part.parse::<u32>()
                .ok()
                .filter(|_| part.bytes().all(|b| b.is_ascii_digit()))
        };
        let parts: Option<Vec<u32>> = text.split('-').map(number).collect();
        let parts = parts
            .filter(|parts| (1970..=9999).contains(&parts[0]))
            .ok_or_else(not_a_day)?;
        let year = i32::try_from(parts[0]).map_err(|_| not_a_day())?;
        let (first, length) = match parts[1..] {
            [] => (NaiveDate::from_ymd_opt(year, 1, 1), Months::new(12)),
            [month] => (NaiveDate::from_ymd_opt(year, month, 1), Months::new(1)),
            [month, day] => (NaiveDate::from_ymd_opt(year, month, day), Months::new(0)),
            _ => (None, Months::new(0)),
        };
        let first = first.ok_or_else(not_a_day)?;
        let last = first
            .checked_add_months(length)
            .and_then(|next| next.checked_sub_days(Days::new(u64::from(next != first))))
            .ok_or_else(not_a_day)?;
        Ok(Self { first, last })
    }
}

/// Where a span begins or ends, in milliseconds since 1970. A day, month or year begins with its first moment in `zone` and ends
/// after its last.
pub(crate) fn start_ms(text: &str, zone: Zone) -> Result<i64, String> {
    timestamp_ms(text, zone, false)
}

/// See [`start_ms`].
pub(crate) fn end_ms(text: &str, zone: Zone) -> Result<i64, String> {
    timestamp_ms(text, zone, true)
}

fn timestamp_ms(text: &str, zone: Zone, ends: bool) -> Result<i64, String> {
    if let Ok(period) = text.parse::<Period>() {
        let days = DayBounds {
            from: Some(period.first),
            to: Some(period.last),
        };
        let (from, to) = days.millis(zone);
        return Ok(if ends { to } else { from });
    }
    if let Ok(timestamp_ms) = DateTime::parse_from_rfc3339(text) {
        return Ok(timestamp_ms.timestamp_millis());
    }
    let forms = [
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%d %H:%M",
        "%Y-%m-%d %H:%M:%S",
    ];
    let local = forms
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let local = local.ok_or_else(|| format!("{text:?} is no time: give one such as 2024-05-01T22:30, or a day"))?;
    let there = zone.local(0).timezone().from_local_datetime(&local);
    let there = if ends { there.latest() } else { there.earliest() };
    there
        .map(|there| there.timestamp_millis())
        .ok_or_else(|| format!("there was no {text} in your time zone: clocks were put forward"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> Option<(String, String)> {
        let period: Period = text.parse().ok()?;
        Some((period.first.to_string(), period.last.to_string()))
    }

    fn pair(first: &str, last: &str) -> Option<(String, String)> {
        Some((first.to_owned(), last.to_owned()))
    }

    #[test]
    fn a_year_a_month_or_a_day_is_a_period() {
        assert_eq!(days("2024"), pair("2024-01-01", "2024-12-31"));
        assert_eq!(days("2024-02"), pair("2024-02-01", "2024-02-29"));
        assert_eq!(days("2024-12-31"), pair("2024-12-31", "2024-12-31"));
    }

    #[test]
    fn what_is_no_day_is_no_period() {
        for wrong in [
            "",
            "24",
            "2024-13",
            "2023-02-29",
            "2024-1-1-1",
            "+2024",
            "20240",
            "2024-",
            "today",
            "99999999999",
        ] {
            assert_eq!(days(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_local_time_means_what_the_clock_on_the_wall_said() {
        let vienna: Zone = "Europe/Vienna".parse().unwrap();
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis();
        assert_eq!(start_ms("2024-07-01T00:30", vienna), Ok(at("2024-06-30T22:30:00Z")));
        assert_eq!(start_ms("2024-07-01 00:30:05Z", vienna), Ok(at("2024-07-01T00:30:05Z")));
        assert_eq!(start_ms("2024-03-31", vienna), Ok(at("2024-03-30T23:00:00Z")));
        assert_eq!(end_ms("2024-03-31", vienna), Ok(at("2024-03-31T22:00:00Z")));
        assert!(start_ms("2024-03-31T02:30", vienna).is_err());
        // Twice that night; a span takes in both.
        assert_eq!(start_ms("2024-10-27T02:30", vienna), Ok(at("2024-10-27T00:30:00Z")));
        assert_eq!(end_ms("2024-10-27T02:30", vienna), Ok(at("2024-10-27T01:30:00Z")));
    }
}
