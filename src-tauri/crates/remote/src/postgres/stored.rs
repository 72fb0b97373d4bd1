//! What rows look like in the tables: numbers that PostgreSQL has, and a number for what has no month.

use std::error::Error;

use plays::{Kind, PartId, Provenance};
use postgres::types::{IsNull, ToSql, Type, private, to_sql_checked};
use uuid::Uuid;

use super::failure::Failure;
use crate::{Digest, RemoteError};

/// The month of what is not cut by month.
const NO_MONTH: i32 = i32::MIN;

/// A row of evidence. In the order of the table's key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct EvidenceRow {
    pub(super) ended_at: i64,
    pub(super) naming: Uuid,
    pub(super) circumstance: Uuid,
    pub(super) told_ms: i64,
    pub(super) provenance: i16,
    pub(super) begin_only: bool,
    pub(super) number: i32,
    pub(super) mark: i64,
}

pub(super) fn month_number(part: PartId) -> i32 {
    part.month.unwrap_or(NO_MONTH)
}

pub(super) fn month(number: i32) -> Option<i32> {
    (number != NO_MONTH).then_some(number)
}

pub(super) fn source(part: PartId) -> Uuid {
    Uuid::from_bytes(part.source.0)
}

pub(super) fn uuid(digest: &Digest) -> Uuid {
    Uuid::from_bytes(*digest)
}

/// PostgreSQL has no numbers of 64 bits without a sign. None that large is ever counted to.
pub(super) fn stored(number: u64) -> Result<i64, RemoteError> {
    i64::try_from(number).map_err(|_| RemoteError::NotUnderstood(format!("{number} is more than anything comes to")))
}

pub(super) fn counted(number: i64) -> Result<u64, Failure> {
    u64::try_from(number).map_err(|_| RemoteError::NotUnderstood(format!("{number} is no count")).into())
}

pub(super) fn provenance_number(provenance: Provenance) -> i16 {
    match provenance {
        Provenance::Live => 0,
        Provenance::Account => 1,
        Provenance::Extended => 2,
    }
}

pub(super) fn provenance(number: i16) -> Option<Provenance> {
    match number {
        0 => Some(Provenance::Live),
        1 => Some(Provenance::Account),
        2 => Some(Provenance::Extended),
        _ => None,
    }
}

pub(super) fn kind_number(kind: Kind) -> i16 {
    match kind {
        Kind::Music => 0,
        Kind::Podcast => 1,
        Kind::Audiobook => 2,
    }
}

pub(super) fn kind(number: i16) -> Option<Kind> {
    match number {
        0 => Some(Kind::Music),
        1 => Some(Kind::Podcast),
        2 => Some(Kind::Audiobook),
        _ => None,
    }
}

/// Days since 1970, as PostgreSQL has them: since 2000.
#[derive(Debug, Clone, Copy)]
pub(super) struct Day(pub(super) i32);

impl ToSql for Day {
    fn to_sql(&self, _: &Type, out: &mut private::BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        const FROM_1970_TO_2000: i32 = 10_957;
        let days = self.0.checked_sub(FROM_1970_TO_2000).ok_or("a day is too long ago")?;
        out.extend_from_slice(&days.to_be_bytes());
        Ok(IsNull::No)
    }

    fn accepts(kind: &Type) -> bool {
        *kind == Type::DATE
    }

    to_sql_checked!();
}
