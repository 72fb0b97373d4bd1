//! What a listener's history in a database comes to, summed up by the server from the rows, in one question and one answer.

use chrono::DateTime;
use plays::{MachineId, PartId, SourceKey};
use postgres::{Client, Row, Transaction, types::Type};
use uuid::Uuid;

use super::{
    Scope,
    failure::Failure,
    stored::{counted, month, stored},
    text::{kept, told},
};
use crate::{BucketId, Fingerprint, Machine, Manifest, RemoteError};

/// What a row is about, a key, a number, a text, and three sums.
const QUESTION: &str = "
    SELECT 'part', part.source, part.month, NULL::text,
        coalesce(summed.rows, 0), coalesce(summed.low, 0), coalesce(summed.high, 0)
    FROM tonearm.part LEFT JOIN (
        SELECT source, month, count(*) AS rows,
            sum(mark & 4294967295)::bigint AS low, sum((mark >> 32) & 4294967295)::bigint AS high
        FROM tonearm.evidence WHERE listener = $1 GROUP BY source, month
    ) AS summed ON summed.source = part.source AND summed.month = part.month
    WHERE part.listener = $1
    UNION ALL
    SELECT 'bucket', NULL, bucket, kind,
        count(*), sum(mark & 4294967295)::bigint, sum((mark >> 32) & 4294967295)::bigint
    FROM tonearm.decision WHERE listener = $1 GROUP BY kind, bucket
    UNION ALL
    SELECT 'undone', NULL, NULL, key, 0, 0, 0
    FROM tonearm.decision WHERE listener = $1 AND kind = 'undone' AND value IS NOT NULL
    UNION ALL
    SELECT 'machine', machine, NULL, name, exchanges, last_at, 0
    FROM tonearm.machine WHERE listener = $1";

pub(super) fn read(client: &mut Client, listener: Uuid) -> Result<Manifest, Failure> {
    let mut manifest = Manifest::default();
    for row in client.query_typed(QUESTION, &[(&listener, Type::UUID)])? {
        add(&mut manifest, &row)?;
    }
    manifest.machines.sort_by_key(|machine| machine.id);
    let undone = &manifest.undone;
    manifest.parts.retain(|part, _| !undone.contains(&part.source));
    Ok(manifest)
}

fn add(manifest: &mut Manifest, row: &Row) -> Result<(), Failure> {
    let what: &str = row.get(0);
    let key = || row.get::<_, Option<Uuid>>(1).unwrap_or_default().into_bytes();
    let number = row.get::<_, Option<i32>>(2).unwrap_or_default();
    let text = told(row.get::<_, Option<&str>>(3).unwrap_or_default());
    let fingerprint = || Fingerprint {
        rows: row.get::<_, i64>(4).cast_unsigned(),
        low: row.get::<_, i64>(5).cast_unsigned(),
        high: row.get::<_, i64>(6).cast_unsigned(),
    };
    match what {
        "part" => {
            let part = PartId {
                source: SourceKey(key()),
                month: month(number),
            };
            manifest.parts.insert(part, fingerprint());
        }
        "bucket" => {
            let bucket = BucketId {
                kind: text.into_owned(),
                // None that this program writes; nobody else has it, so that it is looked at.
                bucket: u8::try_from(number).unwrap_or(u8::MAX),
            };
            manifest.registers.insert(bucket, fingerprint());
        }
        "undone" => manifest.undone.extend(text.parse::<SourceKey>()),
        _ => {
            let last_at = DateTime::from_timestamp_millis(row.get(5));
            manifest.machines.push(Machine {
                id: MachineId(key()),
                name: text.into_owned(),
                exchanges: counted(row.get(4))?,
                last_at: last_at
                    .ok_or_else(|| RemoteError::NotUnderstood("the date of a machine is none".to_owned()))?,
            });
        }
    }
    Ok(())
}

/// Of two machines with one name, of which one is a copy, the one that is ahead is seen.
pub(super) fn announce(transaction: &mut Transaction<'_>, scope: Scope, machine: &Machine) -> Result<(), Failure> {
    transaction.execute(
        "INSERT INTO tonearm.machine (listener, machine, name, exchanges, last_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (listener, machine) DO UPDATE SET
             name = excluded.name, exchanges = excluded.exchanges, last_at = excluded.last_at
         WHERE excluded.exchanges >= machine.exchanges",
        &[
            &scope.listener,
            &Uuid::from_bytes(machine.id.0),
            &kept(&machine.name),
            &stored(machine.exchanges)?,
            &machine.last_at.timestamp_millis(),
        ],
    )?;
    Ok(())
}
