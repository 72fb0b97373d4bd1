//! The days that `--from` and `--to` name.

use library::DayBounds;

use crate::{failure::Failure, period::Period};

/// From the first day of `from` to the last of `to`.
pub(super) fn days(from: Option<Period>, to: Option<Period>) -> Result<DayBounds, Failure> {
    let days = DayBounds {
        from: from.map(|period| period.first),
        to: to.map(|period| period.last),
    };
    if let (Some(from), Some(to)) = (days.from, days.to)
        && from > to
    {
        return Err(Failure::usage(format!("--from {from} comes after --to {to}")));
    }
    Ok(days)
}
