//! Items and circumstances by their digests. Each listener has their own.

use std::collections::BTreeMap;

use plays::{Circumstance, Item, ItemUri};
use postgres::{Row, Transaction, types::Type};
use uuid::Uuid;

use super::{
    Scope,
    bulk::{Column, Rows},
    failure::Failure,
    stored::{kind, kind_number, uuid},
    text::{kept, told},
};
use crate::fingerprint::{circumstance_digest, item_digest};

/// Items and circumstances, each once, in the order of their digests: two machines that write the same don't wait for each other in a circle.
pub(super) type Items<'p> = BTreeMap<Uuid, &'p Item>;
pub(super) type Circumstances<'p> = BTreeMap<Uuid, &'p Circumstance>;

/// The columns of [`item`].
pub(super) const NAMING: &str = "naming, uri, kind, name, artist, album, length_ms, isrc";
/// The columns of [`circumstance`].
pub(super) const CIRCUMSTANCE: &str =
    "circumstance, reason_start, reason_end, shuffle, skipped, offline, incognito, platform, country";

const IF_NAMED_WRONGLY: &str =
    "ON CONFLICT (listener, naming) DO UPDATE SET uri = excluded.uri, kind = excluded.kind, name = excluded.name, artist = excluded.artist,
         album = excluded.album, length_ms = excluded.length_ms, isrc = excluded.isrc
     WHERE (naming.uri, naming.kind, naming.name, naming.artist, naming.album, naming.length_ms, naming.isrc)
         IS DISTINCT FROM (excluded.uri, excluded.kind, excluded.name, excluded.artist, excluded.album,
             excluded.length_ms, excluded.isrc)";
const IF_TOLD_WRONGLY: &str =
    "ON CONFLICT (listener, circumstance) DO UPDATE SET reason_start = excluded.reason_start, reason_end = excluded.reason_end,
         shuffle = excluded.shuffle, skipped = excluded.skipped, offline = excluded.offline,
         incognito = excluded.incognito, platform = excluded.platform, country = excluded.country
     WHERE (circumstance.reason_start, circumstance.reason_end, circumstance.shuffle, circumstance.skipped,
             circumstance.offline, circumstance.incognito, circumstance.platform, circumstance.country)
         IS DISTINCT FROM (excluded.reason_start, excluded.reason_end, excluded.shuffle, excluded.skipped,
             excluded.offline, excluded.incognito, excluded.platform, excluded.country)";

/// Adds those that are not there. One that is not what it was is put right.
pub(super) fn write(
    transaction: &mut Transaction<'_>,
    scope: Scope,
    items: &Items<'_>,
    circumstances: &Circumstances<'_>,
) -> Result<(), Failure> {
    for (table, columns, if_wrong) in [
        ("naming", naming_columns(items), IF_NAMED_WRONGLY),
        ("circumstance", circumstance_columns(circumstances), IF_TOLD_WRONGLY),
    ] {
        let rows = Rows::of_listener(table, scope.listener, columns);
        let sql = format!("SELECT EXISTS (SELECT FROM tonearm.{table} WHERE listener = $1)");
        let rows = match transaction.query_one(&sql, &[&scope.listener])?.get(0) {
            true => rows.on_conflict(if_wrong),
            false => rows.new_alone(),
        };
        rows.write(transaction, scope)?;
    }
    Ok(())
}

/// Adds those circumstances that are not there.
pub(super) fn add_circumstances(
    transaction: &mut Transaction<'_>,
    scope: Scope,
    mut circumstances: Circumstances<'_>,
) -> Result<(), Failure> {
    let digests: Vec<Uuid> = circumstances.keys().copied().collect();
    let sql = "SELECT circumstance FROM tonearm.circumstance WHERE listener = $1 AND circumstance = ANY ($2)";
    for row in transaction.query(sql, &[&scope.listener, &digests])? {
        circumstances.remove(&row.get(0));
    }
    Rows::of_listener("circumstance", scope.listener, circumstance_columns(&circumstances)).write(transaction, scope)
}

/// Takes away those that no row uses any more. Nobody else may be writing rows of the listener meanwhile.
pub(super) fn remove_unused(transaction: &mut Transaction<'_>, scope: Scope) -> Result<(), Failure> {
    let is_unused = |names: &str, rows: &str| {
        format!(
            "NOT EXISTS (SELECT FROM tonearm.{rows} AS used WHERE used.listener = $1 AND used.{names} = {names}.{names})"
        )
    };
    let namings = is_unused("naming", "evidence");
    let ways = format!(
        "{} AND {}",
        is_unused("circumstance", "evidence"),
        is_unused("circumstance", "play")
    );
    for (table, is_unused) in [("naming", namings), ("circumstance", ways)] {
        let sql = format!("DELETE FROM tonearm.{table} WHERE listener = $1 AND {is_unused}");
        transaction.execute(&sql, &[&scope.listener])?;
    }
    Ok(())
}

fn naming_columns<'p>(items: &Items<'p>) -> Vec<Column<'p>> {
    let values = || items.values();
    vec![
        Column::new("naming", Type::UUID, items.keys().copied().collect()),
        Column::new(
            "uri",
            Type::TEXT,
            values().map(|item| kept(item.uri.as_str())).collect(),
        ),
        Column::new(
            "kind",
            Type::INT2,
            values().map(|item| kind_number(item.kind)).collect(),
        ),
        Column::new("name", Type::TEXT, values().map(|item| kept(&item.name)).collect()),
        Column::new("artist", Type::TEXT, values().map(|item| kept(&item.artist)).collect()),
        Column::new("album", Type::TEXT, values().map(|item| kept(&item.album)).collect()),
        Column::new(
            "length_ms",
            Type::INT8,
            values().map(|item| item.length_ms.map(i64::from)).collect(),
        ),
        Column::new(
            "isrc",
            Type::TEXT,
            values().map(|item| item.isrc.as_deref().map(kept)).collect(),
        ),
    ]
}

fn circumstance_columns<'p>(circumstances: &Circumstances<'p>) -> Vec<Column<'p>> {
    let text = |name, told: fn(&Circumstance) -> Option<&str>| {
        let cells = circumstances
            .values()
            .map(|&way| told(way).map(kept))
            .collect::<Vec<_>>();
        Column::new(name, Type::TEXT, cells)
    };
    let flag = |name, told: fn(&Circumstance) -> Option<bool>| {
        Column::new(name, Type::BOOL, circumstances.values().map(|way| told(way)).collect())
    };
    vec![
        Column::new("circumstance", Type::UUID, circumstances.keys().copied().collect()),
        text("reason_start", |way| way.reason_start.as_deref()),
        text("reason_end", |way| way.reason_end.as_deref()),
        flag("shuffle", |way| way.shuffle),
        flag("skipped", |way| way.skipped),
        flag("offline", |way| way.offline),
        flag("incognito", |way| way.incognito),
        text("platform", |way| way.platform.as_deref()),
        text("country", |way| way.country.as_deref()),
    ]
}

/// An item with its digest; `None` if it is not what it was.
pub(super) fn item(row: &Row) -> Option<(Uuid, Item)> {
    let item = Item {
        uri: ItemUri::written_down(told(row.get(1))),
        kind: kind(row.get(2))?,
        name: told(row.get(3)).into(),
        artist: told(row.get(4)).into(),
        album: told(row.get(5)).into(),
        length_ms: number(row.get(6))?,
        isrc: text(row, 7),
    };
    let digest = row.get(0);
    (uuid(&item_digest(&item)) == digest).then_some((digest, item))
}

/// A circumstance with its digest; `None` if it is not what it was.
pub(super) fn circumstance(row: &Row) -> Option<(Uuid, Circumstance)> {
    let circumstance = Circumstance {
        reason_start: text(row, 1),
        reason_end: text(row, 2),
        shuffle: row.get(3),
        skipped: row.get(4),
        offline: row.get(5),
        incognito: row.get(6),
        platform: text(row, 7),
        country: text(row, 8),
    };
    let digest = row.get(0);
    (uuid(&circumstance_digest(&circumstance)) == digest).then_some((digest, circumstance))
}

fn text(row: &Row, column: usize) -> Option<Box<str>> {
    let kept: Option<&str> = row.get(column);
    kept.map(|kept| told(kept).into())
}

/// `None` if it is none that an item can have.
fn number(stored: Option<i64>) -> Option<Option<u32>> {
    stored.map_or(Some(None), |number| u32::try_from(number).ok().map(Some))
}
