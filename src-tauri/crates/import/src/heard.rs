//! A row understood: what every format's rows come down to, still borrowing from the file.

use plays::{Circumstance, Kind, Provenance};

use crate::RejectReason;

/// What a row says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Heard<'a> {
    /// Milliseconds since 1970, UTC.
    pub(crate) ended_at_ms: i64,
    pub(crate) ms_played: u32,
    pub(crate) what: What<'a>,
    pub(crate) how: How<'a>,
    pub(crate) provenance: Provenance,
}

/// What was played. Empty where the row does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct What<'a> {
    pub(crate) kind: Kind,
    /// As the row has it, untested.
    pub(crate) uri: Option<&'a str>,
    pub(crate) names: Names<'a>,
}

/// What it is called.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Names<'a> {
    pub(crate) name: &'a str,
    pub(crate) artist: &'a str,
    pub(crate) album: &'a str,
}

impl Names<'_> {
    pub(crate) fn is_empty(&self) -> bool {
        self.name.is_empty() && self.artist.is_empty() && self.album.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.name.len() + self.artist.len() + self.album.len()
    }
}

/// [`Circumstance`], borrowed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct How<'a> {
    pub(crate) reason_start: Option<&'a str>,
    pub(crate) reason_end: Option<&'a str>,
    pub(crate) shuffle: Option<bool>,
    pub(crate) skipped: Option<bool>,
    pub(crate) offline: Option<bool>,
    pub(crate) incognito: Option<bool>,
    pub(crate) platform: Option<&'a str>,
    pub(crate) country: Option<&'a str>,
}

impl<'a> From<&'a Circumstance> for How<'a> {
    fn from(circumstance: &'a Circumstance) -> Self {
        Self {
            reason_start: circumstance.reason_start.as_deref(),
            reason_end: circumstance.reason_end.as_deref(),
            shuffle: circumstance.shuffle,
            skipped: circumstance.skipped,
            offline: circumstance.offline,
            incognito: circumstance.incognito,
            platform: circumstance.platform.as_deref(),
            country: circumstance.country.as_deref(),
        }
    }
}

impl From<How<'_>> for Circumstance {
    fn from(how: How<'_>) -> Self {
        Self {
            reason_start: how.reason_start.map(Into::into),
            reason_end: how.reason_end.map(Into::into),
            shuffle: how.shuffle,
            skipped: how.skipped,
            offline: how.offline,
            incognito: how.incognito,
            platform: how.platform.map(Into::into),
            country: how.country.map(Into::into),
        }
    }
}

/// Seven days. The longest that anyone was seen to leave one track on loop is a day and a half.
const LONGEST_MS: i64 = 7 * 24 * 3_600_000;

/// A length in milliseconds that can be believed.
pub(crate) fn believable_length(ms: Option<i64>) -> Result<u32, RejectReason> {
    let ms = ms.ok_or(RejectReason::LengthUnreadable)?;
    u32::try_from(ms)
        .ok()
        .filter(|_| ms <= LONGEST_MS)
        .ok_or(RejectReason::LengthImpossible)
}
