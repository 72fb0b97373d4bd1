//! Time zones, and ranges of days in one: a day begins and ends as it did for the listener, daylight saving included.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

/// A time zone with all its changes since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(Tz);

impl Default for Zone {
    fn default() -> Self {
        Self(Tz::UTC)
    }
}

/// The text is not the name of a time zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no time zone: give one such as Europe/Vienna or UTC")]
pub struct NotAZone(String);

impl std::str::FromStr for Zone {
    type Err = NotAZone;

    fn from_str(name: &str) -> Result<Self, NotAZone> {
        name.parse().map(Self).map_err(|_| NotAZone(name.to_owned()))
    }
}

impl Zone {
    /// The zone as chrono has it, for computing dates.
    pub fn tz(self) -> Tz {
        self.0
    }

    /// Such as Europe/Vienna.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Which year it was in this zone at `ms`, in milliseconds since 1970.
    pub fn year(self, ms: i64) -> i32 {
        use chrono::Datelike;
        self.local(ms).year()
    }

    /// The local time at `ms`, in milliseconds since 1970.
    pub fn local(self, ms: i64) -> DateTime<Tz> {
        DateTime::<Utc>::from_timestamp_millis(ms)
            .unwrap_or_default()
            .with_timezone(&self.0)
    }

    /// When `day` began, in milliseconds since 1970. If clocks skipped midnight, the first moment after it.
    fn day_begin(self, day: NaiveDate) -> i64 {
        let quarters = (0..24 * 4).map(|quarter| NaiveTime::MIN + chrono::TimeDelta::minutes(15 * quarter));
        let first = quarters
            .map(|time| day.and_time(time))
            .find_map(|time| self.0.from_local_datetime(&time).earliest());
        first.map_or_else(
            || day.and_time(NaiveTime::MIN).and_utc().timestamp_millis(),
            |begin| begin.timestamp_millis(),
        )
    }
}

/// From one day to another, both included; open at an end that has no day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DayBounds {
    /// The first day, if there is one.
    pub from: Option<NaiveDate>,
    /// The last day, if there is one.
    pub to: Option<NaiveDate>,
}

impl DayBounds {
    /// In milliseconds since 1970: from the first (included) to the second (excluded).
    pub fn millis(self, zone: Zone) -> (i64, i64) {
        let after = self.to.and_then(|day| day.checked_add_days(Days::new(1)));
        (
            self.from.map_or(i64::MIN, |day| zone.day_begin(day)),
            after.map_or(i64::MAX, |day| zone.day_begin(day)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> Zone {
        name.parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_lasts_as_long_as_it_lasted_there() {
        let hours = |name: &str, text: &str| {
            let (from, to) = DayBounds {
                from: Some(day(text)),
                to: Some(day(text)),
            }
            .millis(zone(name));
            (to - from) as f64 / 3_600_000.0
        };
        assert_eq!(hours("UTC", "2024-03-31"), 24.0);
        assert_eq!(hours("Europe/Vienna", "2024-03-31"), 23.0);
        assert_eq!(hours("Europe/Vienna", "2024-10-27"), 25.0);
        assert_eq!(hours("Australia/Lord_Howe", "2024-04-07"), 24.5);
        assert_eq!(hours("Asia/Kathmandu", "2024-06-01"), 24.0);
    }

    #[test]
    fn a_day_whose_midnight_was_skipped_begins_after_it() {
        // Clocks in Beirut went from 24:00 to 1:00.
        let (from, _) = DayBounds {
            from: Some(day("2022-03-27")),
            to: None,
        }
        .millis(zone("Asia/Beirut"));
        assert_eq!(zone("Asia/Beirut").local(from).to_string(), "2022-03-27 01:00:00 EEST");
    }

    #[test]
    fn what_is_no_zone_is_said_to_be_none() {
        assert_eq!(
            "Mars/Olympus".parse::<Zone>().unwrap_err().to_string(),
            "\"Mars/Olympus\" is no time zone: give one such as Europe/Vienna or UTC"
        );
    }
}
