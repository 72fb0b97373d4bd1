//! Publishes plays for questions in SQL: a month at a time, and only what is not there already.

mod catalogue;

use std::collections::BTreeMap;

use plays::MachineId;
use postgres::{Transaction, types::Type};
use uuid::Uuid;

use super::{
    Postgres, Scope,
    bulk::{Column, Rows},
    failure::Failure,
    names::{self, Circumstances, Items},
    stored::{Day, uuid},
};
use crate::{
    Catalogue, Digest, Fingerprint, PublishedMonth, PublishedPlay, Publisher, RemoteError,
    fingerprint::{circumstance_digest, play_mark, track_digest},
};

impl Postgres {
    /// Puts months in the place of what the remote has of them, as far as they differ and the remote's are not by newer rules. A month
    /// without plays goes. Each month is there as a whole or as it was, whenever it is stopped.
    ///
    /// # Errors
    /// When the remote can't be written.
    pub fn publish(
        &mut self,
        catalogue: &Catalogue,
        months: &[PublishedMonth],
        publisher: Publisher,
    ) -> Result<(), RemoteError> {
        let tracks: Vec<Digest> = catalogue.tracks.iter().map(|track| track_digest(&track.uri)).collect();
        self.transact(|transaction, scope| catalogue::write(transaction, scope, catalogue))?;
        for month in months {
            let outgoing = Month::of(month, &tracks);
            self.transact(|transaction, scope| outgoing.publish(transaction, scope, publisher))?;
        }
        Ok(())
    }

    /// The months whose plays are there, who worked them out, and what their rows come to. Compare with
    /// [`published_fingerprint`](crate::published_fingerprint).
    ///
    /// # Errors
    /// When the remote can't be read.
    pub fn published(&mut self) -> Result<BTreeMap<i32, (Publisher, Fingerprint)>, RemoteError> {
        self.transact(|transaction, scope| {
            let rows = transaction.query(
                "SELECT published.month, published.machine, published.rules,
                     coalesce(summed.rows, 0), coalesce(summed.low, 0), coalesce(summed.high, 0)
                 FROM tonearm.published LEFT JOIN (
                     SELECT month, count(*) AS rows,
                         sum(mark & 4294967295)::bigint AS low, sum((mark >> 32) & 4294967295)::bigint AS high
                     FROM tonearm.play WHERE listener = $1 GROUP BY month
                 ) AS summed ON summed.month = published.month
                 WHERE published.listener = $1",
                &[&scope.listener],
            )?;
            let month = |row: &postgres::Row| {
                let number = |column| row.get::<_, i64>(column).cast_unsigned();
                let fingerprint = Fingerprint {
                    rows: number(3),
                    low: number(4),
                    high: number(5),
                };
                (row.get(0), (publisher(row.get(1), row.get(2)), fingerprint))
            };
            Ok(rows.iter().map(month).collect())
        })
    }
}

fn publisher(machine: Uuid, rules: i64) -> Publisher {
    Publisher {
        machine: MachineId(machine.into_bytes()),
        // More than fit are newer than all that are known.
        rules: rules.try_into().unwrap_or(u32::MAX),
    }
}

/// A month with everything that is worked out of it.
struct Month<'m> {
    month: &'m PublishedMonth,
    circumstances: Vec<Uuid>,
    tracks: Vec<Uuid>,
    marks: Vec<i64>,
    fingerprint: Fingerprint,
}

impl<'m> Month<'m> {
    /// `tracks` are those of the catalogue.
    fn of(month: &'m PublishedMonth, tracks: &[Digest]) -> Self {
        let ways: Vec<_> = month.circumstances.iter().map(circumstance_digest).collect();
        let mark =
            |play: &PublishedPlay| play_mark(play, &tracks[play.track as usize], &ways[play.circumstance as usize]);
        let marks: Vec<u64> = month.plays.iter().map(mark).collect();
        Self {
            month,
            circumstances: ways.iter().map(uuid).collect(),
            tracks: month
                .plays
                .iter()
                .map(|play| uuid(&tracks[play.track as usize]))
                .collect(),
            fingerprint: marks.iter().copied().collect(),
            marks: marks.into_iter().map(u64::cast_signed).collect(),
        }
    }

    fn publish(&self, transaction: &mut Transaction<'_>, scope: Scope, by: Publisher) -> Result<(), Failure> {
        let (listener, month) = (scope.listener, self.month.month);
        let (machine, rules) = (Uuid::from_bytes(by.machine.0), i64::from(by.rules));
        // With the row, the month is this transaction's alone until it ends.
        let sql = "INSERT INTO tonearm.published (listener, month, machine, rules) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
        transaction.execute(sql, &[&listener, &month, &machine, &rules])?;
        let sql = "SELECT rules FROM tonearm.published WHERE listener = $1 AND month = $2 FOR UPDATE";
        let there: Option<i64> = transaction.query_opt(sql, &[&listener, &month])?.map(|row| row.get(0));
        if there.is_some_and(|there| there > rules) {
            return Ok(());
        }
        if summed(transaction, listener, month)? != self.fingerprint {
            let sql = "DELETE FROM tonearm.play WHERE listener = $1 AND month = $2";
            transaction.execute(sql, &[&listener, &month])?;
            let circumstances: Circumstances<'_> = (self.circumstances.iter().copied())
                .zip(&self.month.circumstances)
                .collect();
            names::write(transaction, scope, &Items::new(), &circumstances)?;
            self.plays(listener).write(transaction, scope.has_temporary)?;
        }
        if self.month.plays.is_empty() {
            let sql = "DELETE FROM tonearm.published WHERE listener = $1 AND month = $2";
            transaction.execute(sql, &[&listener, &month])?;
        } else {
            let sql = "UPDATE tonearm.published SET machine = $3, rules = $4
                WHERE listener = $1 AND month = $2 AND (machine, rules) <> ($3, $4)";
            transaction.execute(sql, &[&listener, &month, &machine, &rules])?;
        }
        Ok(())
    }

    fn plays(&self, listener: Uuid) -> Rows<'_> {
        let plays = || self.month.plays.iter();
        let way = |play: &PublishedPlay| self.circumstances[play.circumstance as usize];
        let columns = vec![
            Column::new("month", Type::INT4, vec![self.month.month; self.month.plays.len()]),
            Column::new(
                "number",
                Type::INT4,
                (0..).take(self.month.plays.len()).collect::<Vec<i32>>(),
            ),
            Column::new("ended_at", Type::INT8, plays().map(|play| play.ended_at_ms).collect()),
            Column::new("day", Type::DATE, plays().map(|play| Day(play.day)).collect()),
            Column::new("track", Type::UUID, self.tracks.clone()),
            Column::new(
                "ms_played",
                Type::INT8,
                plays().map(|play| i64::from(play.ms_played)).collect(),
            ),
            Column::new(
                "is_estimated",
                Type::BOOL,
                plays().map(|play| play.is_estimated).collect(),
            ),
            Column::new("counts", Type::BOOL, plays().map(|play| play.counts).collect()),
            Column::new("is_hidden", Type::BOOL, plays().map(|play| play.is_hidden).collect()),
            Column::new(
                "source",
                Type::UUID,
                plays().map(|play| Uuid::from_bytes(play.source.0)).collect(),
            ),
            Column::new("circumstance", Type::UUID, plays().map(way).collect()),
            Column::new("mark", Type::INT8, self.marks.clone()),
        ];
        Rows::of_listener("play", listener, columns)
    }
}

fn summed(transaction: &mut Transaction<'_>, listener: Uuid, month: i32) -> Result<Fingerprint, Failure> {
    let row = transaction.query_one(
        "SELECT
             count(*),
             coalesce(sum(mark & 4294967295), 0)::bigint,
             coalesce(sum((mark >> 32) & 4294967295), 0)::bigint
         FROM tonearm.play WHERE listener = $1 AND month = $2",
        &[&listener, &month],
    )?;
    let number = |column| row.get::<_, i64>(column).cast_unsigned();
    Ok(Fingerprint {
        rows: number(0),
        low: number(1),
        high: number(2),
    })
}
