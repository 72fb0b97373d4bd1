//! Times as the exports write them: to the second, or to the minute. UTC.

use chrono::{DateTime, Datelike, Timelike};

/// Appends `2013-05-04T13:37:00Z`.
pub(crate) fn write_time(secs: i64, into: &mut String) {
    let Some(time) = DateTime::from_timestamp(secs, 0) else {
        return;
    };
    write_pairs(into, &[time.year() as u32 / 100, time.year() as u32 % 100], "");
    into.push('-');
    write_pairs(into, &[time.month(), time.day()], "-");
    into.push('T');
    write_pairs(into, &[time.hour(), time.minute(), time.second()], ":");
    into.push('Z');
}

/// Appends `2013-05-04 13:37`.
pub(crate) fn write_minute(secs: i64, into: &mut String) {
    let from = into.len();
    write_time(secs, into);
    into.truncate(from + "2013-05-04T13:37".len());
    into.replace_range(from + 10..from + 11, " ");
}

fn write_pairs(into: &mut String, numbers: &[u32], separator: &str) {
    for (at, number) in numbers.iter().enumerate() {
        if at > 0 {
            into.push_str(separator);
        }
        into.push(char::from(b'0' + (number / 10 % 10) as u8));
        into.push(char::from(b'0' + (number % 10) as u8));
    }
}

pub(crate) fn year(secs: i64) -> i32 {
    DateTime::from_timestamp(secs, 0).map_or(1970, |time| time.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_spotify_writes_them() {
        let mut text = String::new();
        write_time(1_367_674_620, &mut text);
        text.push(' ');
        write_minute(1_367_674_679, &mut text);
        assert_eq!(text, "2013-05-04T13:37:00Z 2013-05-04 13:37");
    }
}
