//! Gaps and rankings as rows, for questions in SQL: what the registers that hold say of them. Machines never read these rows back. What can't
//! be read changes nothing: a newer program may have written it.

use std::collections::{BTreeMap, BTreeSet};

use plays::{SourceKey, UNDONE};
use postgres::{Transaction, types::Type};
use uuid::Uuid;

use super::super::{
    Scope,
    bulk::{Column, Rows},
    failure::Failure,
    stored::{Day, uuid},
    text::{kept, told},
};
use crate::fingerprint::register_digest;

const GAPS: &str = "gaps";
const RANKINGS: &str = "rankings";
/// The last day of the year 9999. Days after it have no place in every program that reads dates.
const LAST_DAY: i32 = 2_932_896;
/// Rankings that one statement is about, of some fifty rows each.
const BATCH: usize = 100;

/// When they begin and end, and what kind they are of.
type Gaps = BTreeMap<(i64, i64), String>;

struct Ranking {
    account: String,
    day: i32,
    list: String,
    time_range: String,
    /// URI and name, the best first.
    ranking: Vec<(String, String)>,
}

/// Whether registers of this kind become rows.
pub(super) fn have_rows(kind: &str) -> bool {
    [GAPS, RANKINGS].contains(&kind)
}

/// Writes what these registers say, after they were written themselves. Nobody may undo a source meanwhile.
pub(super) fn write(transaction: &mut Transaction<'_>, scope: Scope, registers: &[Uuid]) -> Result<(), Failure> {
    let sql = "SELECT kind, key, value FROM tonearm.decision WHERE listener = $1 AND decision = ANY ($2)";
    let (mut gaps, mut rankings) = (BTreeMap::new(), Vec::new());
    for row in transaction.query(sql, &[&scope.listener, &registers])? {
        let (kind, key): (&str, _) = (row.get(0), told(row.get(1)));
        let value = row.get::<_, Option<&str>>(2).map(told);
        if kind == GAPS {
            gaps.extend(read_gaps(&key, value.as_deref()));
        } else {
            rankings.extend(read_ranking(&key, value.as_deref()));
        }
    }
    write_gaps(transaction, scope, gaps)?;
    rankings
        .chunks(BATCH)
        .try_for_each(|rankings| write_rankings(transaction, scope, rankings))
}

fn read_gaps(key: &str, value: Option<&str>) -> Option<(SourceKey, Gaps)> {
    let source: SourceKey = key.parse().ok()?;
    let gaps: Vec<(i64, i64, String)> = serde_json::from_str(value.unwrap_or("[]")).ok()?;
    let is_known = |(_, _, kind): &(i64, i64, String)| ["missing", "may_be_missing"].contains(&kind.as_str());
    // One source has one key, in small letters.
    if source.to_string() != key || !gaps.iter().all(is_known) {
        return None;
    }
    Some((
        source,
        gaps.into_iter().map(|(from, to, kind)| ((from, to), kind)).collect(),
    ))
}

fn read_ranking(key: &str, value: Option<&str>) -> Option<Ranking> {
    let [day, account, list, time_range] = key.splitn(4, ' ').collect::<Vec<_>>().try_into().ok()?;
    let number: i32 = day.parse().ok()?;
    // One day has one key.
    if !(0..=LAST_DAY).contains(&number) || format!("{number:07}") != day || !["tracks", "artists"].contains(&list) {
        return None;
    }
    Some(Ranking {
        account: account.to_owned(),
        day: number,
        list: list.to_owned(),
        time_range: time_range.to_owned(),
        ranking: serde_json::from_str(value.unwrap_or("[]")).ok()?,
    })
}

fn write_gaps(
    transaction: &mut Transaction<'_>,
    scope: Scope,
    mut gaps: BTreeMap<SourceKey, Gaps>,
) -> Result<(), Failure> {
    if gaps.is_empty() {
        return Ok(());
    }
    for source in undone(transaction, scope, gaps.keys())? {
        gaps.insert(source, Gaps::new());
    }
    let sources: Vec<Uuid> = gaps.keys().map(|source| Uuid::from_bytes(source.0)).collect();
    let rows =
        || (sources.iter().zip(gaps.values())).flat_map(|(source, gaps)| gaps.iter().map(move |gap| (source, gap)));
    let of_source: Vec<Uuid> = rows().map(|(source, _)| *source).collect();
    let from: Vec<i64> = rows().map(|(_, (time, _))| time.0).collect();
    let to: Vec<i64> = rows().map(|(_, (time, _))| time.1).collect();
    let kinds: Vec<&str> = rows().map(|(_, (_, kind))| kind.as_str()).collect();
    transaction.execute(
        "DELETE FROM tonearm.gap
         WHERE listener = $1 AND source = ANY ($2)
             AND (source, from_at, to_at, kind) NOT IN (SELECT * FROM unnest($3::uuid[], $4::bigint[], $5::bigint[], $6::text[]))",
        &[&scope.listener, &sources, &of_source, &from, &to, &kinds],
    )?;
    let columns = vec![
        Column::new("source", Type::UUID, of_source),
        Column::new("from_at", Type::INT8, from),
        Column::new("to_at", Type::INT8, to),
        Column::new("kind", Type::TEXT, kinds),
    ];
    Rows::of_listener("gap", scope.listener, columns).write(transaction, scope)
}

/// Those of the sources that were undone.
fn undone<'s>(
    transaction: &mut Transaction<'_>,
    scope: Scope,
    sources: impl Iterator<Item = &'s SourceKey>,
) -> Result<BTreeSet<SourceKey>, Failure> {
    let digest = |source: &SourceKey| (uuid(&register_digest(UNDONE, &source.to_string())), *source);
    let sources: BTreeMap<Uuid, SourceKey> = sources.map(digest).collect();
    let digests: Vec<Uuid> = sources.keys().copied().collect();
    let sql = "SELECT decision FROM tonearm.decision WHERE listener = $1 AND decision = ANY ($2) AND value IS NOT NULL";
    let undone = transaction.query(sql, &[&scope.listener, &digests])?;
    Ok(undone
        .iter()
        .filter_map(|row| sources.get(&row.get(0)).copied())
        .collect())
}

fn write_rankings(transaction: &mut Transaction<'_>, scope: Scope, rankings: &[Ranking]) -> Result<(), Failure> {
    let places = rankings.iter().flat_map(|ranking| {
        let places = (1_i32..).zip(&ranking.ranking);
        places.map(move |(rank, named)| (ranking, rank, named))
    });
    let places: Vec<_> = places.collect();
    let each = || places.iter();
    let accounts: Vec<_> = each().map(|(of, ..)| kept(&of.account)).collect();
    let days: Vec<Day> = each().map(|(of, ..)| Day(of.day)).collect();
    let lists: Vec<&str> = each().map(|(of, ..)| of.list.as_str()).collect();
    let ranges: Vec<_> = each().map(|(of, ..)| kept(&of.time_range)).collect();
    let ranks: Vec<i32> = each().map(|(_, rank, _)| *rank).collect();
    let uris: Vec<_> = each().map(|(_, _, (uri, _))| kept(uri)).collect();
    let names: Vec<_> = each().map(|(_, _, (_, name))| kept(name)).collect();
    transaction.execute(
        "DELETE FROM tonearm.snapshot
         WHERE listener = $1
             AND (account, taken_on, list, time_range)
                 IN (SELECT * FROM unnest($2::text[], $3::date[], $4::text[], $5::text[]))
             AND (account, taken_on, list, time_range, rank, uri, name) NOT IN (
                 SELECT * FROM unnest($6::text[], $7::date[], $8::text[], $9::text[], $10::integer[], $11::text[], $12::text[])
             )",
        &[
            &scope.listener,
            &rankings.iter().map(|of| kept(&of.account)).collect::<Vec<_>>(),
            &rankings.iter().map(|of| Day(of.day)).collect::<Vec<_>>(),
            &rankings.iter().map(|of| of.list.as_str()).collect::<Vec<_>>(),
            &rankings.iter().map(|of| kept(&of.time_range)).collect::<Vec<_>>(),
            &accounts,
            &days,
            &lists,
            &ranges,
            &ranks,
            &uris,
            &names,
        ],
    )?;
    let columns = vec![
        Column::new("account", Type::TEXT, accounts),
        Column::new("taken_on", Type::DATE, days),
        Column::new("list", Type::TEXT, lists),
        Column::new("time_range", Type::TEXT, ranges),
        Column::new("rank", Type::INT4, ranks),
        Column::new("uri", Type::TEXT, uris),
        Column::new("name", Type::TEXT, names),
    ];
    Rows::of_listener("snapshot", scope.listener, columns).write(transaction, scope)
}
