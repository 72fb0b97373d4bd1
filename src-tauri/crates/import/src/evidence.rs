//! What one row says, in the same shape for every format. Everything borrows from the file's text.
//! The owned counterparts are in crate `plays`; nothing here is checked beyond its type.

use plays::{Circumstance, Kind, Provenance, Told};

use crate::RejectReason;

/// [`plays::Evidence`], borrowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RowEvidence<'a> {
    /// When it was and how long, whatever of it the row says.
    pub(crate) told: Told,
    pub(crate) item: RowItem<'a>,
    pub(crate) circumstance: RowCircumstance<'a>,
    pub(crate) provenance: Provenance,
}

/// [`plays::Item`], borrowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RowItem<'a> {
    pub(crate) kind: Kind,
    /// A valid one, where the row has a URI.
    pub(crate) uri: Option<&'a str>,
    pub(crate) names: Names<'a>,
}

/// What an item is called. Each is empty where the row does not say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Names<'a> {
    pub(crate) name: &'a str,
    pub(crate) artist: &'a str,
    pub(crate) album: &'a str,
}

impl Names<'_> {
    pub(crate) fn is_empty(&self) -> bool {
        self.name.is_empty() && self.artist.is_empty() && self.album.is_empty()
    }
}

/// [`Circumstance`], borrowed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct RowCircumstance<'a> {
    pub(crate) reason_start: Option<&'a str>,
    pub(crate) reason_end: Option<&'a str>,
    pub(crate) shuffle: Option<bool>,
    pub(crate) skipped: Option<bool>,
    pub(crate) offline: Option<bool>,
    pub(crate) incognito: Option<bool>,
    pub(crate) platform: Option<&'a str>,
    pub(crate) country: Option<&'a str>,
}

impl<'a> From<&'a Circumstance> for RowCircumstance<'a> {
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

impl From<RowCircumstance<'_>> for Circumstance {
    fn from(row: RowCircumstance<'_>) -> Self {
        Self {
            reason_start: row.reason_start.map(Into::into),
            reason_end: row.reason_end.map(Into::into),
            shuffle: row.shuffle,
            skipped: row.skipped,
            offline: row.offline,
            incognito: row.incognito,
            platform: row.platform.map(Into::into),
            country: row.country.map(Into::into),
        }
    }
}

/// Seven days. The longest that anyone was seen to leave one track on loop is a day and a half.
const MAX_LENGTH_MS: i64 = 7 * 24 * 3_600_000;

/// A length in milliseconds, if it can be true.
pub(crate) fn plausible_length(ms: Option<i64>) -> Result<u32, RejectReason> {
    let ms = ms.ok_or(RejectReason::LengthUnreadable)?;
    u32::try_from(ms)
        .ok()
        .filter(|_| ms <= MAX_LENGTH_MS)
        .ok_or(RejectReason::LengthImpossible)
}
