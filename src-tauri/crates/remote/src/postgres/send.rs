//! Writes a part. What the database has of it and the part has not stays, unless it is not what it was.

use plays::{Part, PartContent, PartId, UNDONE};
use postgres::{Transaction, types::Type};
use uuid::Uuid;

use super::{
    Scope,
    bulk::{Column, Rows},
    failure::Failure,
    fetch,
    names::{self, Circumstances, Items},
    stored::{EvidenceRow, month_number, provenance_number, source, stored, uuid},
    text::kept,
};
use crate::{
    Fingerprint, RemoteError,
    fingerprint::{circumstance_digest, item_digest, register_digest, row_mark},
};

/// A part with everything that is worked out of it, ready to be sent as often as it takes.
pub(super) struct Outgoing<'p> {
    part: &'p Part,
    header: Header,
    items: Items<'p>,
    circumstances: Circumstances<'p>,
    rows: Vec<EvidenceRow>,
    fingerprint: Fingerprint,
}

/// What the table of sources says, in numbers that it can have.
struct Header {
    kind: &'static str,
    sha256: Option<Vec<u8>>,
    files: i64,
    read: i64,
    added: i64,
    merged: i64,
    rejects: Vec<i64>,
}

impl<'p> Outgoing<'p> {
    pub(super) fn of(part: &'p Part) -> Result<Self, RemoteError> {
        let batch = &part.batch;
        let namings: Vec<_> = batch.items.iter().map(item_digest).collect();
        let ways: Vec<_> = batch.circumstances.iter().map(circumstance_digest).collect();
        let mut rows = Vec::with_capacity(batch.evidence.len());
        let mut fingerprint = Fingerprint::default();
        for row in &batch.evidence {
            let (naming, way) = (&namings[row.item as usize], &ways[row.circumstance as usize]);
            let mark = row_mark(row, naming, way);
            fingerprint.add(mark);
            rows.push(EvidenceRow {
                ended_at: row.ended_at.as_millis(),
                naming: uuid(naming),
                circumstance: uuid(way),
                told_ms: row.told_ms.into(),
                provenance: provenance_number(row.provenance),
                begin_only: row.times == plays::Times::Begin,
                number: row.number.into(),
                mark: mark.cast_signed(),
            });
        }
        rows.sort_unstable();
        Ok(Self {
            part,
            header: Header::of(&part.content)?,
            items: namings.iter().map(uuid).zip(&batch.items).collect(),
            circumstances: ways.iter().map(uuid).zip(&batch.circumstances).collect(),
            rows,
            fingerprint,
        })
    }

    pub(super) fn send(&self, transaction: &mut Transaction<'_>, scope: Scope) -> Result<Fingerprint, Failure> {
        // Rows of an undone source never come back.
        scope.keep_undoing_out(transaction)?;
        let undone = uuid(&register_digest(UNDONE, &self.part.id.source.to_string()));
        let sql =
            "SELECT EXISTS (SELECT FROM tonearm.decision WHERE listener = $1 AND decision = $2 AND value IS NOT NULL)";
        if transaction.query_one(sql, &[&scope.listener, &undone])?.get(0) {
            return Err(RemoteError::Undone(self.part.id.source).into());
        }
        self.write_header(transaction, scope)?;
        names::write(transaction, scope, &self.items, &self.circumstances)?;
        let evidence = if has_rows(transaction, scope, self.part.id)? {
            self.evidence(scope)
        } else {
            self.evidence(scope).new_alone()
        };
        evidence.write(transaction, scope)?;
        let mut there = summed(transaction, scope, self.part.id)?;
        if there != self.fingerprint {
            let damaged = fetch::rows(transaction, scope, self.part.id)?.damaged;
            if !damaged.is_empty() {
                log::warn!(
                    "{} rows of source {} were damaged, and go",
                    damaged.len(),
                    self.part.id.source
                );
                remove(transaction, scope, self.part.id, &damaged)?;
                self.evidence(scope).write(transaction, scope)?;
                there = summed(transaction, scope, self.part.id)?;
            }
        }
        Ok(there)
    }

    fn evidence(&self, scope: Scope) -> Rows<'_> {
        let (source, month) = (source(self.part.id), month_number(self.part.id));
        let rows = || self.rows.iter();
        Rows::of_listener(
            "evidence",
            scope.listener,
            vec![
                Column::new("source", Type::UUID, vec![source; self.rows.len()]),
                Column::new("month", Type::INT4, vec![month; self.rows.len()]),
                Column::new("ended_at", Type::INT8, rows().map(|row| row.ended_at).collect()),
                Column::new("naming", Type::UUID, rows().map(|row| row.naming).collect()),
                Column::new("circumstance", Type::UUID, rows().map(|row| row.circumstance).collect()),
                Column::new("told_ms", Type::INT8, rows().map(|row| row.told_ms).collect()),
                Column::new("provenance", Type::INT2, rows().map(|row| row.provenance).collect()),
                Column::new("begin_only", Type::BOOL, rows().map(|row| row.begin_only).collect()),
                Column::new("number", Type::INT4, rows().map(|row| row.number).collect()),
                Column::new("mark", Type::INT8, rows().map(|row| row.mark).collect()),
            ],
        )
    }

    fn write_header(&self, transaction: &mut Transaction<'_>, scope: Scope) -> Result<(), Failure> {
        let (part, header) = (self.part, &self.header);
        let source = source(part.id);
        let name = match &part.content {
            PartContent::Import { files, .. } => kept(&files.name),
            PartContent::Recording { account } => kept(account),
        };
        transaction.execute(
            "INSERT INTO tonearm.source
                 (listener, source, kind, machine, added_at, name, sha256, files, read, added, merged)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
             ON CONFLICT (listener, source) DO UPDATE SET
                 kind = excluded.kind, machine = excluded.machine, added_at = excluded.added_at, name = excluded.name,
                 sha256 = excluded.sha256, files = excluded.files, read = excluded.read, added = excluded.added,
                 merged = excluded.merged
             WHERE (source.kind, source.machine, source.added_at, source.name, source.sha256, source.files, source.read,
                     source.added, source.merged)
                 IS DISTINCT FROM (excluded.kind, excluded.machine, excluded.added_at, excluded.name, excluded.sha256,
                     excluded.files, excluded.read, excluded.added, excluded.merged)",
            &[
                &scope.listener,
                &source,
                &header.kind,
                &Uuid::from_bytes(part.machine.0),
                &part.added_at.timestamp_millis(),
                &name,
                &header.sha256,
                &header.files,
                &header.read,
                &header.added,
                &header.merged,
            ],
        )?;
        let sql = "INSERT INTO tonearm.part (listener, source, month) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        transaction.execute(sql, &[&scope.listener, &source, &month_number(part.id)])?;
        self.write_what_was_not_read(transaction, scope)
    }

    fn write_what_was_not_read(&self, transaction: &mut Transaction<'_>, scope: Scope) -> Result<(), Failure> {
        let PartContent::Import { files, .. } = &self.part.content else {
            return Ok(());
        };
        let source = source(self.part.id);
        for table in ["reject", "refused_file"] {
            let sql = format!("DELETE FROM tonearm.{table} WHERE listener = $1 AND source = $2");
            transaction.execute(&sql, &[&scope.listener, &source])?;
        }
        let rejects = || files.rejects.iter();
        let columns = vec![
            Column::new("source", Type::UUID, vec![source; files.rejects.len()]),
            Column::new(
                "position",
                Type::INT4,
                (0..).take(files.rejects.len()).collect::<Vec<i32>>(),
            ),
            Column::new(
                "reason",
                Type::TEXT,
                rejects().map(|reject| kept(&reject.reason)).collect(),
            ),
            Column::new("count", Type::INT8, self.header.rejects.clone()),
            Column::new(
                "sample",
                Type::TEXT,
                rejects().map(|reject| kept(&reject.sample)).collect(),
            ),
        ];
        Rows::of_listener("reject", scope.listener, columns).write(transaction, scope)?;
        let refused = || files.refused.iter();
        let columns = vec![
            Column::new("source", Type::UUID, vec![source; files.refused.len()]),
            Column::new(
                "position",
                Type::INT4,
                (0..).take(files.refused.len()).collect::<Vec<i32>>(),
            ),
            Column::new(
                "file",
                Type::TEXT,
                refused().map(|refused| kept(&refused.file)).collect(),
            ),
            Column::new(
                "code",
                Type::TEXT,
                refused().map(|refused| kept(&refused.code)).collect(),
            ),
            Column::new("why", Type::TEXT, refused().map(|refused| kept(&refused.why)).collect()),
        ];
        Rows::of_listener("refused_file", scope.listener, columns).write(transaction, scope)
    }
}

impl Header {
    fn of(content: &PartContent) -> Result<Self, RemoteError> {
        let PartContent::Import { files, added, merged } = content else {
            return Ok(Self {
                kind: "recording",
                sha256: None,
                files: 0,
                read: 0,
                added: 0,
                merged: 0,
                rejects: Vec::new(),
            });
        };
        Ok(Self {
            kind: "import",
            sha256: Some(files.sha256.to_vec()),
            files: stored(files.files)?,
            read: stored(files.rows)?,
            added: stored(*added)?,
            merged: stored(*merged)?,
            rejects: files
                .rejects
                .iter()
                .map(|reject| stored(reject.count))
                .collect::<Result<_, _>>()?,
        })
    }
}

fn has_rows(transaction: &mut Transaction<'_>, scope: Scope, part: PartId) -> Result<bool, Failure> {
    let sql = "SELECT EXISTS (SELECT FROM tonearm.evidence WHERE listener = $1 AND source = $2 AND month = $3)";
    let row = transaction.query_one(sql, &[&scope.listener, &source(part), &month_number(part)])?;
    Ok(row.get(0))
}

/// What the rows of a part come to, as the server sums them up.
fn summed(transaction: &mut Transaction<'_>, scope: Scope, part: PartId) -> Result<Fingerprint, Failure> {
    let row = transaction.query_one(
        "SELECT
             count(*),
             coalesce(sum(mark & 4294967295), 0)::bigint,
             coalesce(sum((mark >> 32) & 4294967295), 0)::bigint
         FROM tonearm.evidence WHERE listener = $1 AND source = $2 AND month = $3",
        &[&scope.listener, &source(part), &month_number(part)],
    )?;
    let number = |column| row.get::<_, i64>(column).cast_unsigned();
    Ok(Fingerprint {
        rows: number(0),
        low: number(1),
        high: number(2),
    })
}

fn remove(transaction: &mut Transaction<'_>, scope: Scope, part: PartId, rows: &[EvidenceRow]) -> Result<(), Failure> {
    fn all<T>(rows: &[EvidenceRow], cell: impl Fn(&EvidenceRow) -> T) -> Vec<T> {
        rows.iter().map(cell).collect()
    }
    transaction.execute(
        "DELETE FROM tonearm.evidence
         WHERE listener = $1 AND source = $2 AND month = $3
             AND (ended_at, naming, circumstance, told_ms, provenance, begin_only, number) IN (
                 SELECT * FROM unnest($4::bigint[], $5::uuid[], $6::uuid[], $7::bigint[], $8::smallint[], $9::boolean[], $10::integer[])
             )",
        &[
            &scope.listener,
            &source(part),
            &month_number(part),
            &all(rows, |row| row.ended_at),
            &all(rows, |row| row.naming),
            &all(rows, |row| row.circumstance),
            &all(rows, |row| row.told_ms),
            &all(rows, |row| row.provenance),
            &all(rows, |row| row.begin_only),
            &all(rows, |row| row.number),
        ],
    )?;
    Ok(())
}
