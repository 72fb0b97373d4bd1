//! Numbers for the page, which takes no 64-bit integers. Times are seconds since 1970, until 32 bits run out in 2106.
//! What does not fit becomes the nearest that does.

use chrono::{DateTime, Utc};

pub(crate) fn secs_since_1970(at: DateTime<Utc>) -> u32 {
    u32::try_from(at.timestamp()).unwrap_or_default()
}

/// `ms` are milliseconds since 1970.
pub(crate) fn secs_from_ms(ms: i64) -> u32 {
    u32::try_from(ms.div_euclid(1000)).unwrap_or_default()
}

pub(crate) fn number(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

pub(crate) fn count(items: usize) -> u32 {
    u32::try_from(items).unwrap_or(u32::MAX)
}
