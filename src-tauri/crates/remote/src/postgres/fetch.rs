//! Reads a part. Every naming and every circumstance is read once, whatever number of rows has it, and each row is believed only if its
//! mark is what it comes to.

use chrono::DateTime;
use hashbrown::{HashMap, HashSet};
use plays::{
    Batch, Circumstance, Evidence, ImportedFiles, Item, MachineId, Part, PartContent, PartId, PlayedAt, RefusedFile,
    Reject, Times,
};
use postgres::{Transaction, binary_copy::BinaryCopyOutIter, fallible_iterator::FallibleIterator as _, types::Type};
use uuid::Uuid;

use super::{
    Scope,
    failure::Failure,
    names::{self, CIRCUMSTANCE, NAMING},
    stored::{EvidenceRow, counted, month_number, provenance, source},
    text::told,
};
use crate::{RemoteError, fingerprint::row_mark};

/// The rows of a part.
pub(super) struct PartRows {
    batch: Batch,
    /// Those that are not what they were.
    pub(super) damaged: Vec<EvidenceRow>,
}

pub(super) fn fetch(transaction: &mut Transaction<'_>, scope: Scope, part: PartId) -> Result<Part, Failure> {
    let header = header(transaction, scope, part)?;
    let rows = rows(transaction, scope, part)?;
    if !rows.damaged.is_empty() {
        let (count, source) = (rows.damaged.len(), part.source);
        log::warn!("{count} rows of source {source} are not what they were, and are left out");
    }
    Ok(Part {
        batch: rows.batch,
        ..header
    })
}

/// The part without its rows.
fn header(transaction: &mut Transaction<'_>, scope: Scope, part: PartId) -> Result<Part, Failure> {
    let (listener, source) = (scope.listener, source(part));
    let row = transaction.query_opt(
        "SELECT source.machine, source.added_at, source.kind, source.name, source.sha256, source.files, source.read,
             source.added, source.merged
         FROM tonearm.part JOIN tonearm.source ON source.listener = part.listener AND source.source = part.source
         WHERE part.listener = $1 AND part.source = $2 AND part.month = $3",
        &[&listener, &source, &month_number(part)],
    )?;
    let damaged = |why: &str| RemoteError::Damaged {
        part,
        why: why.to_owned(),
    };
    let row = row.ok_or_else(|| damaged("it is gone"))?;
    let added_at = DateTime::from_timestamp_millis(row.get(1)).ok_or_else(|| damaged("its date is none"))?;
    let name = told(row.get(3)).into_owned();
    let content = match row.get(2) {
        "recording" => PartContent::Recording { account: name },
        _ => {
            let sha256: Option<&[u8]> = row.get(4);
            let sha256 = sha256.and_then(|sha256| sha256.try_into().ok());
            PartContent::Import {
                files: ImportedFiles {
                    name,
                    sha256: sha256.ok_or_else(|| damaged("the digest of its files is none"))?,
                    files: counted(row.get(5))?,
                    rows: counted(row.get(6))?,
                    rejects: rejects(transaction, listener, source)?,
                    refused: refused(transaction, listener, source)?,
                },
                added: counted(row.get(7))?,
                merged: counted(row.get(8))?,
            }
        }
    };
    Ok(Part {
        id: part,
        machine: MachineId(row.get::<_, Uuid>(0).into_bytes()),
        added_at,
        content,
        batch: Batch::default(),
    })
}

fn rejects(transaction: &mut Transaction<'_>, listener: Uuid, source: Uuid) -> Result<Vec<Reject>, Failure> {
    let sql = "SELECT reason, count, sample FROM tonearm.reject WHERE listener = $1 AND source = $2 ORDER BY position";
    let reject = |row: &postgres::Row| {
        Ok(Reject {
            reason: told(row.get(0)).into_owned(),
            count: counted(row.get(1))?,
            sample: told(row.get(2)).into_owned(),
        })
    };
    transaction
        .query(sql, &[&listener, &source])?
        .iter()
        .map(reject)
        .collect()
}

fn refused(transaction: &mut Transaction<'_>, listener: Uuid, source: Uuid) -> Result<Vec<RefusedFile>, Failure> {
    let sql = "SELECT file, code, why FROM tonearm.refused_file WHERE listener = $1 AND source = $2 ORDER BY position";
    let refused = |row: &postgres::Row| RefusedFile {
        file: told(row.get(0)).into_owned(),
        code: told(row.get(1)).into_owned(),
        why: told(row.get(2)).into_owned(),
    };
    Ok(transaction
        .query(sql, &[&listener, &source])?
        .iter()
        .map(refused)
        .collect())
}

/// The rows of a part, and those that are not what they were.
pub(super) fn rows(transaction: &mut Transaction<'_>, scope: Scope, part: PartId) -> Result<PartRows, Failure> {
    let stored = stored_rows(transaction, scope, part)?;
    // Two questions of the server's own about which names a million rows have would take as long as the rows.
    let named = distinct(&stored, |row| row.naming);
    let sql = format!("SELECT {NAMING} FROM tonearm.naming WHERE listener = $1 AND naming = ANY ($2)");
    let mut items: Vec<(Item, Uuid)> = transaction
        .query(&sql, &[&scope.listener, &named])?
        .iter()
        .filter_map(names::item)
        .map(|(digest, item)| (item, digest))
        .collect();
    // Those of one URI stand side by side.
    items.sort_unstable();
    let ways = distinct(&stored, |row| row.circumstance);
    let sql =
        format!("SELECT {CIRCUMSTANCE} FROM tonearm.circumstance WHERE listener = $1 AND circumstance = ANY ($2)");
    let circumstances: Vec<(Uuid, Circumstance)> = transaction
        .query(&sql, &[&scope.listener, &ways])?
        .iter()
        .filter_map(names::circumstance)
        .collect();

    let item_places: HashMap<Uuid, u32> = items.iter().map(|(_, digest)| *digest).zip(0..).collect();
    let circumstance_places: HashMap<Uuid, u32> = circumstances.iter().map(|(digest, _)| *digest).zip(0..).collect();
    let mut rows = PartRows {
        batch: Batch {
            items: items.into_iter().map(|(item, _)| item).collect(),
            circumstances: circumstances
                .into_iter()
                .map(|(_, circumstance)| circumstance)
                .collect(),
            evidence: Vec::with_capacity(stored.len()),
            ..Batch::default()
        },
        damaged: Vec::new(),
    };
    for row in stored {
        let item = item_places.get(&row.naming).copied();
        let circumstance = circumstance_places.get(&row.circumstance).copied();
        match evidence(&row, item, circumstance) {
            Some(evidence) => rows.batch.evidence.push(evidence),
            None => rows.damaged.push(row),
        }
    }
    Ok(rows)
}

fn distinct(rows: &[EvidenceRow], digest: impl Fn(&EvidenceRow) -> Uuid) -> Vec<Uuid> {
    let distinct: HashSet<Uuid> = rows.iter().map(digest).collect();
    distinct.into_iter().collect()
}

/// `None` if it is not what it was.
fn evidence(row: &EvidenceRow, item: Option<u32>, circumstance: Option<u32>) -> Option<Evidence> {
    let provenance = provenance(row.provenance)?;
    let evidence = Evidence {
        ended_at: PlayedAt::from_millis(row.ended_at),
        item: item?,
        told_ms: row.told_ms.try_into().ok()?,
        circumstance: circumstance?,
        number: row.number.try_into().ok()?,
        provenance,
        times: if row.begin_only {
            Times::Begin
        } else {
            provenance.times()
        },
    };
    let mark = row_mark(&evidence, row.naming.as_bytes(), row.circumstance.as_bytes());
    (mark == row.mark.cast_unsigned()).then_some(evidence)
}

fn stored_rows(transaction: &mut Transaction<'_>, scope: Scope, part: PartId) -> Result<Vec<EvidenceRow>, Failure> {
    // COPY takes no arguments. These are numbers, so that nothing else can be meant.
    let sql = format!(
        "COPY (
             SELECT ended_at, naming, circumstance, told_ms, provenance, begin_only, number, mark
             FROM tonearm.evidence WHERE listener = '{}' AND source = '{}' AND month = '{}'
         ) TO STDOUT (FORMAT BINARY)",
        scope.listener,
        source(part),
        month_number(part)
    );
    let kinds = [
        Type::INT8,
        Type::UUID,
        Type::UUID,
        Type::INT8,
        Type::INT2,
        Type::BOOL,
        Type::INT4,
        Type::INT8,
    ];
    let mut rows = Vec::new();
    let mut copied = BinaryCopyOutIter::new(transaction.copy_out(&sql)?, &kinds);
    while let Some(row) = copied.next()? {
        rows.push(EvidenceRow {
            ended_at: row.try_get(0)?,
            naming: row.try_get(1)?,
            circumstance: row.try_get(2)?,
            told_ms: row.try_get(3)?,
            provenance: row.try_get(4)?,
            begin_only: row.try_get(5)?,
            number: row.try_get(6)?,
            mark: row.try_get(7)?,
        });
    }
    Ok(rows)
}
