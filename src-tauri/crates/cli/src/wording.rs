//! Numbers, times and lengths as people and programs read them.

use std::path::Path;

use chrono::{DateTime, SecondsFormat, Utc};
use library::{GapKind, Zone};
pub(crate) use plays::{several, thousands};

/// What a gap says: `plays are missing`.
pub(crate) fn missing(kind: GapKind) -> &'static str {
    match kind {
        GapKind::Missing => "plays are missing",
        GapKind::MayBeMissing => "plays may be missing",
    }
}

/// A time listened: `1,234 h 5 min`, `5 min 3 s`, `3 s`.
pub(crate) fn listened(ms: u64) -> String {
    let secs = ms / 1000;
    match (secs / 3600, secs / 60 % 60, secs % 60) {
        (0, 0, secs) => format!("{secs} s"),
        (0, mins, secs) => format!("{mins} min {secs} s"),
        (hours, mins, _) => format!("{} h {mins} min", thousands(hours)),
    }
}

/// A play's length: `3:07`, `1:00:00`.
pub(crate) fn length(ms: u32) -> String {
    let secs = ms / 1000;
    match (secs / 3600, secs / 60 % 60, secs % 60) {
        (0, mins, secs) => format!("{mins}:{secs:02}"),
        (hours, mins, secs) => format!("{hours}:{mins:02}:{secs:02}"),
    }
}

/// A file's size: `1.5 MB`.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", thousands(bytes.div_ceil(1000))),
        _ => format!("{}.{} MB", thousands(bytes / 1_000_000), bytes / 100_000 % 10),
    }
}

/// Date and time by the listener's clock.
pub(crate) fn local(ms: i64, zone: Zone) -> String {
    zone.local(ms).format("%Y-%m-%d %H:%M").to_string()
}

/// The date by the listener's clock.
pub(crate) fn day(ms: i64, zone: Zone) -> String {
    zone.local(ms).format("%Y-%m-%d").to_string()
}

/// ISO 8601, UTC; fractions of a second only where there are any.
pub(crate) fn iso(ms: i64) -> String {
    utc(ms).to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// ISO 8601, UTC, always with milliseconds.
pub(crate) fn iso_ms(ms: i64) -> String {
    utc(ms).to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// What an empty archive answers to every question.
pub(crate) fn empty_archive(path: &Path) -> String {
    format!(
        "Nothing is in the archive at {} yet. Begin with: tonearm-cli import PATH",
        path.display()
    )
}

fn utc(ms: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(ms).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_can_be_read() {
        let read = [0, 12, 999, 1000, 123_456, 1_000_000].map(thousands);
        assert_eq!(read, ["0", "12", "999", "1,000", "123,456", "1,000,000"]);
    }

    #[test]
    fn lengths_are_what_a_player_shows() {
        assert_eq!(
            [0, 59_999, 187_000, 3_600_000].map(length),
            ["0:00", "0:59", "3:07", "1:00:00"]
        );
        assert_eq!(listened(3_600_000 * 1234 + 5 * 60_000), "1,234 h 5 min");
        assert_eq!(listened(303_000), "5 min 3 s");
    }

    #[test]
    fn sizes_are_never_nothing() {
        assert_eq!([1, 12_345, 1_550_000].map(size), ["1 kB", "13 kB", "1.5 MB"]);
    }
}
