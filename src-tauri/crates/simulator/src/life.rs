//! Which of two lives the listener leads, and who plays a part in the eventful one. Knows neither the catalogue nor single plays.

mod cast;
mod casting;

use chrono::{FixedOffset, Offset, Utc};

pub(crate) use self::{
    cast::{BOOKS, Era, Hours, LEADS, SHOWS},
    casting::{Casting, Role, fashion},
};

/// Of an eventful life, whose eras are told in years.
pub(crate) const DAYS_A_YEAR: f64 = 365.25;

/// The listener's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    /// Without beginning or end, and one week as full as the other, so that a test finds plays at any time. Only music, in UTC.
    Even,
    /// The twelve years before the simulator starts, and what comes after: artists that reign and fade, trips, busy Decembers, weeks of
    /// silence, nights with one album, skips, podcasts and audiobooks. Its days are those of this offset from UTC. The weeks
    /// before the start are full, so that there is always something to see.
    Eventful(FixedOffset),
}

impl Life {
    /// The eventful life of a listener who keeps UTC.
    pub fn eventful() -> Self {
        Self::Eventful(Utc.fix())
    }
}
