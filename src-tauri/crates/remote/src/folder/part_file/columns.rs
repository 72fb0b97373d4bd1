//! The columns of a file of a part. Their names never change.

use std::sync::Arc;

use parquet::{
    basic::{LogicalType, Repetition, TimeUnit, Type as Physical},
    errors::ParquetError,
    schema::types::Type,
};
use plays::{Kind, Provenance, Times};

use super::Row;

/// How the cells of a column come from rows.
#[derive(Clone, Copy)]
pub(super) enum Cell {
    Time(fn(&Row<'_>) -> i64),
    Number(fn(&Row<'_>) -> Option<u32>),
    Flag(fn(&Row<'_>) -> Option<bool>),
    Text(for<'r> fn(&Row<'r>) -> Option<&'r str>),
}

pub(super) const PROVENANCES: [(&str, Provenance); 3] = [
    ("live", Provenance::Live),
    ("account", Provenance::Account),
    ("extended", Provenance::Extended),
];

pub(super) const KINDS: [(&str, Kind); 3] = [
    ("music", Kind::Music),
    ("podcast", Kind::Podcast),
    ("audiobook", Kind::Audiobook),
];

fn name_of<T: PartialEq>(names: &[(&'static str, T)], value: &T) -> Option<&'static str> {
    names.iter().find(|(_, known)| known == value).map(|(name, _)| *name)
}

pub(super) const COLUMNS: [(&str, Cell); 20] = [
    ("ended_at", Cell::Time(|row| row.evidence.ended_at.as_millis())),
    ("told_ms", Cell::Number(|row| Some(row.evidence.told_ms))),
    (
        "provenance",
        Cell::Text(|row| name_of(&PROVENANCES, &row.evidence.provenance)),
    ),
    ("begin_only", Cell::Flag(|row| Some(row.evidence.times == Times::Begin))),
    ("number", Cell::Number(|row| Some(row.evidence.number.into()))),
    ("uri", Cell::Text(|row| Some(row.item.uri.as_str()))),
    ("kind", Cell::Text(|row| name_of(&KINDS, &row.item.kind))),
    ("name", Cell::Text(|row| Some(&row.item.name))),
    ("artist", Cell::Text(|row| Some(&row.item.artist))),
    ("album", Cell::Text(|row| Some(&row.item.album))),
    ("length_ms", Cell::Number(|row| row.item.length_ms)),
    ("isrc", Cell::Text(|row| row.item.isrc.as_deref())),
    (
        "reason_start",
        Cell::Text(|row| row.circumstance.reason_start.as_deref()),
    ),
    ("reason_end", Cell::Text(|row| row.circumstance.reason_end.as_deref())),
    ("shuffle", Cell::Flag(|row| row.circumstance.shuffle)),
    ("skipped", Cell::Flag(|row| row.circumstance.skipped)),
    ("offline", Cell::Flag(|row| row.circumstance.offline)),
    ("incognito", Cell::Flag(|row| row.circumstance.incognito)),
    ("platform", Cell::Text(|row| row.circumstance.platform.as_deref())),
    ("country", Cell::Text(|row| row.circumstance.country.as_deref())),
];

pub(super) fn schema() -> Result<Type, ParquetError> {
    let column = |(name, cell): (&str, Cell)| {
        let (physical, logical, repetition) = match cell {
            Cell::Time(_) => {
                let utc = LogicalType::timestamp(true, TimeUnit::MILLIS);
                (Physical::INT64, Some(utc), Repetition::REQUIRED)
            }
            Cell::Number(_) => (
                Physical::INT32,
                Some(LogicalType::integer(32, false)),
                Repetition::OPTIONAL,
            ),
            Cell::Flag(_) => (Physical::BOOLEAN, None, Repetition::OPTIONAL),
            Cell::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String), Repetition::OPTIONAL),
        };
        let column = Type::primitive_type_builder(name, physical).with_repetition(repetition);
        column.with_logical_type(logical).build().map(Arc::new)
    };
    let columns = COLUMNS.into_iter().map(column).collect::<Result<_, _>>()?;
    Type::group_type_builder("part").with_fields(columns).build()
}
