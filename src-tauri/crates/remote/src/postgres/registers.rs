//! Registers in a database: one row for each thing that they can be about, which the server replaces only by one that wins.

mod questions;

use std::collections::{BTreeMap, BTreeSet};

use plays::{MachineId, Register, Stamp};
use postgres::{Row, types::Type};
use uuid::Uuid;

use super::{
    Postgres, Scope,
    bulk::{Column, Rows},
    failure::Failure,
    names,
    stored::{counted, stored, uuid},
    text::{kept, told},
};
use crate::{
    BucketId, RemoteError,
    fingerprint::{register_bucket, register_digest, register_mark},
    undone,
};

/// As [`Register::wins_over`] has it: texts by their bytes, and one that was taken back before all others. What is the same but for its mark
/// gets the right one.
const IF_IT_WINS: &str = "ON CONFLICT (listener, decision) DO UPDATE SET
        value = excluded.value, counter = excluded.counter, machine = excluded.machine, bucket = excluded.bucket, mark = excluded.mark
    WHERE (excluded.counter, excluded.machine) > (decision.counter, decision.machine)
        OR (excluded.counter, excluded.machine) = (decision.counter, decision.machine)
        AND (
            excluded.value IS NOT NULL
            AND (decision.value IS NULL OR excluded.value COLLATE \"C\" > decision.value COLLATE \"C\")
            OR excluded.value IS NOT DISTINCT FROM decision.value
            AND (excluded.bucket, excluded.mark) <> (decision.bucket, decision.mark)
        )";

/// By the digests of what they are about, each of which may be written once in a statement.
type Registers<'r> = BTreeMap<Uuid, (&'r Register, i64)>;

impl Postgres {
    pub(crate) fn registers(&mut self, buckets: &[BucketId]) -> Result<Vec<Register>, RemoteError> {
        let kinds: Vec<_> = buckets.iter().map(|bucket| kept(&bucket.kind)).collect();
        let numbers: Vec<i16> = buckets.iter().map(|bucket| bucket.bucket.into()).collect();
        self.transact(|transaction, scope| {
            let rows = transaction.query(
                "SELECT kind, key, value, counter, machine FROM tonearm.decision
                 WHERE listener = $1 AND (kind, bucket) IN (SELECT * FROM unnest($2::text[], $3::smallint[]))
                 ORDER BY kind COLLATE \"C\", key COLLATE \"C\"",
                &[&scope.listener, &kinds, &numbers],
            )?;
            rows.iter().map(register).collect()
        })
    }

    pub(crate) fn put_registers(&mut self, registers: &[Register]) -> Result<(), RemoteError> {
        let mut winning = Registers::new();
        for register in registers {
            let digest = uuid(&register_digest(&register.kind, &register.key));
            let counter = stored(register.stamp.counter)?;
            let known = winning.entry(digest).or_insert((register, counter));
            if register.wins_over(known.0) {
                *known = (register, counter);
            }
        }
        let gone: BTreeSet<_> = undone(registers).collect();
        let gone: Vec<Uuid> = gone.into_iter().map(|source| Uuid::from_bytes(source.0)).collect();
        let asked_about = winning
            .iter()
            .filter(|(_, (register, _))| questions::have_rows(&register.kind));
        let asked_about: Vec<Uuid> = asked_about.map(|(digest, _)| *digest).collect();
        self.transact(|transaction, scope| {
            // Whoever sends a part of a source and whoever undoes it wait for each other, and so does whoever tells its gaps.
            let lock = match (gone.is_empty(), asked_about.is_empty()) {
                (false, _) => Some("FOR UPDATE"),
                (true, false) => Some("FOR KEY SHARE"),
                (true, true) => None,
            };
            if let Some(lock) = lock {
                let lock = format!("SELECT FROM tonearm.listener WHERE listener = $1 {lock}");
                transaction.execute(&lock, &[&scope.listener])?;
            }
            rows(&winning, scope).write(transaction, scope)?;
            if !gone.is_empty() {
                for table in ["evidence", "play", "gap", "source"] {
                    let sql = format!("DELETE FROM tonearm.{table} WHERE listener = $1 AND source = ANY ($2)");
                    transaction.execute(&sql, &[&scope.listener, &gone])?;
                }
                names::remove_unused(transaction, scope)?;
            }
            if !asked_about.is_empty() {
                questions::write(transaction, scope, &asked_about)?;
            }
            Ok(())
        })
    }
}

fn rows<'r>(registers: &Registers<'r>, scope: Scope) -> Rows<'r> {
    let each = || registers.values().map(|(register, _)| *register);
    let machine = |register: &Register| Uuid::from_bytes(register.stamp.machine.0);
    let columns = vec![
        Column::new("decision", Type::UUID, registers.keys().copied().collect()),
        Column::new(
            "kind",
            Type::TEXT,
            each().map(|register| kept(&register.kind)).collect(),
        ),
        Column::new("key", Type::TEXT, each().map(|register| kept(&register.key)).collect()),
        Column::new(
            "value",
            Type::TEXT,
            each().map(|register| register.value.as_deref().map(kept)).collect(),
        ),
        Column::new(
            "counter",
            Type::INT8,
            registers.values().map(|(_, counter)| *counter).collect(),
        ),
        Column::new("machine", Type::UUID, each().map(machine).collect()),
        Column::new(
            "bucket",
            Type::INT2,
            each()
                .map(|register| i16::from(register_bucket(&register.key)))
                .collect(),
        ),
        Column::new(
            "mark",
            Type::INT8,
            each().map(|register| register_mark(register).cast_signed()).collect(),
        ),
    ];
    Rows::of_listener("decision", scope.listener, columns).on_conflict(IF_IT_WINS)
}

fn register(row: &Row) -> Result<Register, Failure> {
    let value: Option<&str> = row.get(2);
    Ok(Register {
        kind: told(row.get(0)).into_owned(),
        key: told(row.get(1)).into_owned(),
        value: value.map(|value| told(value).into_owned()),
        stamp: Stamp {
            counter: counted(row.get(3))?,
            machine: MachineId(row.get::<_, Uuid>(4).into_bytes()),
        },
    })
}
