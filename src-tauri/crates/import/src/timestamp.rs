//! Reads the time that a play ended at, in every way Spotify has written it. All of them are UTC.

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use plays::PlayedAt;

use crate::RejectReason;

/// 2006-01-01, the year Spotify was founded: nobody listened to it before.
const EARLIEST_MS: i64 = 1_136_073_600_000;
/// 2100-01-01.
const LATEST_MS: i64 = 4_102_444_800_000;

/// A time such as `2013-06-01T08:09:10Z` or `2023-05-04 13:37`, and similar forms.
pub(crate) fn parse(text: &str) -> Result<PlayedAt, RejectReason> {
    let millis = parse_common(text.as_bytes())
        .or_else(|| parse_rare(text.trim()))
        .ok_or(RejectReason::TimeUnreadable)?;
    (EARLIEST_MS..LATEST_MS)
        .contains(&millis)
        .then(|| PlayedAt::from_millis(millis))
        .ok_or(RejectReason::TimeImpossible)
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

/// Fractions, offsets, and the space of the oldest files.
fn parse_rare(text: &str) -> Option<i64> {
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time.timestamp_millis());
    }
    let without_zone = text
        .strip_suffix("UTC")
        .or_else(|| text.strip_suffix('Z'))
        .unwrap_or(text)
        .trim_end();
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
            "",
            "yesterday",
            "2015-01-01",
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
        ] {
            assert_eq!(parse(wrong), Err(RejectReason::TimeImpossible), "{wrong}");
        }
    }
}
