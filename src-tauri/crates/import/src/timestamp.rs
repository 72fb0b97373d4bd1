//! Reads a time in every way in which Spotify has written it, and in those that programs leave behind which save an export anew. Whatever
//! names no other zone is UTC.

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use plays::PlayedAt;

use crate::{RejectReason, value::Value};

/// 2006-01-01, the year Spotify was founded: nobody listened to it before.
const EARLIEST_MS: i64 = 1_136_073_600_000;
/// 2100-01-01.
const LATEST_MS: i64 = 4_102_444_800_000;
/// No play is later than this, whatever the clock says.
pub(crate) const LATEST: PlayedAt = PlayedAt::from_millis(LATEST_MS - 1);

/// A time as a text, such as `2013-06-01T08:09:10Z` or `2023-05-04 13:37`, or as a number since 1970; `None` if there is no value.
pub(crate) fn of(value: &Value<'_>) -> Result<Option<PlayedAt>, RejectReason> {
    let millis = match value {
        Value::Nothing => return Ok(None),
        Value::Text(text) if text.is_empty() => return Ok(None),
        Value::Text(text) => parse_common(text.as_bytes()).or_else(|| parse_rare(text.trim())),
        Value::Integer(number) => Some(from_number(*number)),
        Value::Float(number) => from_fraction(*number),
        Value::Bool(_) => None,
    };
    let millis = millis.ok_or(RejectReason::TimeUnreadable)?;
    (EARLIEST_MS..LATEST_MS)
        .contains(&millis)
        .then(|| Some(PlayedAt::from_millis(millis)))
        .ok_or(RejectReason::TimeImpossible)
}

/// Seconds, milliseconds, microseconds or nanoseconds since 1970. No number means a possible time in two of these.
fn from_number(number: i64) -> i64 {
    let units = [(1_000, 1), (1, 1), (1, 1_000), (1, 1_000_000)];
    let millis = units.iter().map(|(times, over)| number.saturating_mul(*times) / over);
    let mut possible = millis.filter(|millis| (EARLIEST_MS..LATEST_MS).contains(millis));
    possible.next().unwrap_or(0)
}

fn from_fraction(number: f64) -> Option<i64> {
    let secs_as_millis = number * 1_000.0;
    match number.is_finite() {
        true if (EARLIEST_MS as f64..LATEST_MS as f64).contains(&secs_as_millis) => Some(secs_as_millis.round() as i64),
        true => Some(from_number(number.round() as i64)),
        false => None,
    }
}

/// The two forms that nearly every row has, to the second and to the minute.
fn parse_common(text: &[u8]) -> Option<i64> {
    let (to_the_minute, secs) = match text {
        [minute @ .., b':', tens, ones, b'Z'] if minute.len() == 16 && minute[10] == b'T' => {
            (minute, digits(&[*tens, *ones])?)
        }
        minute if minute.len() == 16 && minute[10] == b' ' => (minute, 0),
        _ => return None,
    };
    let separators = [to_the_minute[4], to_the_minute[7], to_the_minute[13]];
    if separators != *b"--:" {
        return None;
    }
    let number = |from: usize, to: usize| digits(&to_the_minute[from..to]);
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute) = (number(11, 13)?, number(14, 16)?);
    if hour > 23 || minute > 59 || secs > 59 {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    let secs_of_day = i64::from(hour * 3_600 + minute * 60 + secs);
    Some((i64::from(date.to_epoch_days()) * 86_400 + secs_of_day) * 1_000)
}

fn digits(text: &[u8]) -> Option<u32> {
    text.iter().try_fold(0, |number, byte| {
        byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0'))
    })
}

/// Fractions, offsets, numbers in quotes, and the space of the oldest files.
fn parse_rare(text: &str) -> Option<i64> {
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time.timestamp_millis());
    }
    if let Ok(number) = text.parse() {
        return Some(from_number(number));
    }
    if let Ok(number) = text.parse() {
        return from_fraction(number);
    }
    let with_zone = [
        "%Y-%m-%dT%H:%M:%S%.f%#z",
        "%Y-%m-%d %H:%M:%S%.f%#z",
        "%Y-%m-%dT%H:%M%#z",
        "%Y-%m-%d %H:%M%#z",
    ];
    // A space before the offset, and the word that some programs put there.
    let compact = text
        .replace(" UTC", "")
        .replace(" GMT", "")
        .replace(" +", "+")
        .replace(" -", "-");
    if let Some(time) = with_zone
        .iter()
        .find_map(|form| DateTime::parse_from_str(&compact, form).ok())
    {
        return Some(time.timestamp_millis());
    }
    let without_zone = compact.strip_suffix('Z').unwrap_or(&compact).trim_end();
    [
        "%Y-%m-%d %H:%M:%S%.f",
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%d %H:%M",
        "%Y-%m-%dT%H:%M",
    ]
    .iter()
    .find_map(|form| NaiveDateTime::parse_from_str(without_zone, form).ok())
    .map(|moment| moment.and_utc().timestamp_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<PlayedAt, RejectReason> {
        of(&Value::Text(text.into())).map(|time| time.unwrap())
    }

    #[test]
    fn every_way_spotify_wrote_a_time_means_the_same_moment() {
        let moment = 1_370_074_150_000;
        let at = |millis| Ok(PlayedAt::from_millis(millis));
        for same in [
            "2013-06-01T08:09:10Z",
            "2013-06-01 08:09:10",
            "2013-06-01T08:09:10+00:00",
            "2013-06-01T08:09:10.000Z",
            "2013-06-01 08:09:10 UTC",
            "2013-06-01T10:09:10+02:00",
            " 2013-06-01T08:09:10Z ",
            "2013-06-01T08:09:10",
            "2013-06-01T13:39:10.000000+0530",
            "2013-06-01T13:39:10+05:30",
            "2013-06-01 13:39:10 +0530",
            "2013-06-01 01:09:10-0700",
            "2013-06-01T10:09:10+02",
            "2013-06-01 08:09:10.000 UTC",
            "2013-06-01 08:09:10+00:00",
            "1370074150",
            "1370074150000",
            " 1370074150.0 ",
            "1370074150000000000",
        ] {
            assert_eq!(parse(same), at(moment), "{same}");
        }
        assert_eq!(parse("2013-06-01T08:09:10.250Z"), at(moment + 250));
        assert_eq!(parse("2013-06-01 08:09"), at(moment - 10_000));
    }

    #[test]
    fn the_quick_way_and_the_thorough_way_agree_on_every_day_of_a_leap_year() {
        for day in 0..366 {
            let date = NaiveDate::from_yo_opt(2016, day + 1).unwrap();
            let text = format!("{date}T23:59:58Z");
            assert_eq!(parse_common(text.as_bytes()), parse_rare(&text), "{text}");
            assert!(parse_common(text.as_bytes()).is_some());
        }
    }

    #[test]
    fn a_day_that_never_was_is_unreadable() {
        for wrong in [
            "2015-02-29T00:00:00Z",
            "2015-13-01T00:00:00Z",
            "2015-01-01T24:00:00Z",
            "yesterday",
            "2015-01-01",
            "NaN",
            "inf",
        ] {
            assert_eq!(parse(wrong), Err(RejectReason::TimeUnreadable), "{wrong}");
        }
    }

    #[test]
    fn nothing_was_heard_before_spotify_was_or_after_the_century() {
        assert!(parse("2006-01-01T00:00:00Z").is_ok());
        assert!(parse("2099-12-31T23:59:59Z").is_ok());
        for wrong in [
            "2005-12-31T23:59:59Z",
            "1970-01-01T00:00:00Z",
            "2100-01-01T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "0",
            "12",
            "-1370074150",
            "99999999999999999",
        ] {
            assert_eq!(parse(wrong), Err(RejectReason::TimeImpossible), "{wrong}");
        }
    }

    #[test]
    fn a_number_means_the_unit_in_which_it_is_a_possible_time() {
        let at = |millis| Ok(Some(PlayedAt::from_millis(millis)));
        for number in [
            1_370_074_150,
            1_370_074_150_250,
            1_370_074_150_250_000,
            1_370_074_150_250_000_000,
        ] {
            let millis = if number < 2_000_000_000 { 0 } else { 250 };
            assert_eq!(of(&Value::Integer(number)), at(1_370_074_150_000 + millis), "{number}");
        }
        assert_eq!(of(&Value::Float(1_370_074_150.25)), at(1_370_074_150_250));
        assert_eq!(of(&Value::Float(1_370_074_150_250.0)), at(1_370_074_150_250));
        assert_eq!(of(&Value::Integer(i64::MAX)), Err(RejectReason::TimeImpossible));
        assert_eq!(of(&Value::Bool(true)), Err(RejectReason::TimeUnreadable));
        assert_eq!(of(&Value::Nothing), Ok(None));
        assert_eq!(of(&Value::Text("".into())), Ok(None));
    }
}
