//! Days, moments and lengths as people write them on a command line. Pure.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Days, Months, NaiveDate, NaiveDateTime, TimeZone};
use library::{DayBounds, Zone};
use plays::CountingRule;

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

/// How long a play must have been heard to count: `30s`, `0s`, `1m`, `1500ms`; a bare number is seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) least_ms: u32,
}

impl Default for Rule {
    fn default() -> Self {
        Self {
            least_ms: CountingRule::DEFAULT_LEAST_MS,
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.least_ms {
            ms if ms % 1000 == 0 => write!(f, "{}s", ms / 1000),
            ms => write!(f, "{ms}ms"),
        }
    }
}

impl FromStr for Rule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let not_a_length = || "give a number of seconds such as 30s, or minutes such as 1m".to_owned();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at(digits);
        let unit_ms = match unit.trim() {
            "" | "s" => 1000,
            "ms" => 1,
            "m" | "min" => 60_000,
            _ => return Err(not_a_length()),
        };
        let number: u32 = number.parse().map_err(|_| not_a_length())?;
        let least_ms = number.checked_mul(unit_ms).ok_or_else(not_a_length)?;
        Ok(Self { least_ms })
    }
}

/// What counts as a play where half the track and its end can be asked for too: `half`, `end`, or a length as in [`Rule`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct AnyRule(pub(crate) CountingRule);

impl fmt::Display for AnyRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            CountingRule::AtLeast { ms } => Rule { least_ms: ms }.fmt(f),
            CountingRule::HalfTheTrack => f.write_str("half"),
            CountingRule::ToTheEnd => f.write_str("end"),
        }
    }
}

impl FromStr for AnyRule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(Self(match text {
            "half" => CountingRule::HalfTheTrack,
            "end" => CountingRule::ToTheEnd,
            length => CountingRule::AtLeast {
                ms: length
                    .parse::<Rule>()
                    .map_err(|not_a_length| format!("{not_a_length}, or half or end"))?
                    .least_ms,
            },
        }))
    }
}

/// Where a span begins or ends, in milliseconds since 1970. A day, month or year begins with its first moment in `zone` and ends
/// after its last.
pub(crate) fn begin(text: &str, zone: Zone) -> Result<i64, String> {
    moment(text, zone, false)
}

/// See [`begin`].
pub(crate) fn end(text: &str, zone: Zone) -> Result<i64, String> {
    moment(text, zone, true)
}

fn moment(text: &str, zone: Zone, ends: bool) -> Result<i64, String> {
    if let Ok(period) = text.parse::<Period>() {
        let days = DayBounds {
            from: Some(period.first),
            to: Some(period.last),
        };
        let (from, to) = days.millis(zone);
        return Ok(if ends { to } else { from });
    }
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Ok(moment.timestamp_millis());
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
    fn a_rule_is_a_length() {
        let least = |text: &str| text.parse::<Rule>().map(|rule| rule.least_ms).ok();
        assert_eq!(least("30s"), Some(30_000));
        assert_eq!(least("0s"), Some(0));
        assert_eq!(least("45"), Some(45_000));
        assert_eq!(least("1m"), Some(60_000));
        assert_eq!(least("1500ms"), Some(1500));
        for wrong in ["", "s", "-1s", "1h30", "99999999m", "1.5m"] {
            assert_eq!(least(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_rule_can_ask_for_a_part_of_the_track() {
        let rule = |text: &str| text.parse::<AnyRule>().map(|rule| rule.0).ok();
        assert_eq!(rule("half"), Some(CountingRule::HalfTheTrack));
        assert_eq!(rule("end"), Some(CountingRule::ToTheEnd));
        assert_eq!(rule("1m"), Some(CountingRule::AtLeast { ms: 60_000 }));
        assert_eq!(rule("third"), None);
    }

    #[test]
    fn a_local_time_means_what_the_clock_on_the_wall_said() {
        let vienna: Zone = "Europe/Vienna".parse().unwrap();
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis();
        assert_eq!(begin("2024-07-01T00:30", vienna), Ok(at("2024-06-30T22:30:00Z")));
        assert_eq!(begin("2024-07-01 00:30:05Z", vienna), Ok(at("2024-07-01T00:30:05Z")));
        assert_eq!(begin("2024-03-31", vienna), Ok(at("2024-03-30T23:00:00Z")));
        assert_eq!(end("2024-03-31", vienna), Ok(at("2024-03-31T22:00:00Z")));
        assert!(begin("2024-03-31T02:30", vienna).is_err());
        // Twice that night; a span takes in both.
        assert_eq!(begin("2024-10-27T02:30", vienna), Ok(at("2024-10-27T00:30:00Z")));
        assert_eq!(end("2024-10-27T02:30", vienna), Ok(at("2024-10-27T01:30:00Z")));
    }
}
