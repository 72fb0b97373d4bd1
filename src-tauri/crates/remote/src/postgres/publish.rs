//! Publishes plays for questions in SQL: some months at a time, and of each only the plays that are not there already.

mod catalogue;

use std::collections::{BTreeMap, HashSet};

use plays::MachineId;
use postgres::{Transaction, binary_copy::BinaryCopyOutIter, fallible_iterator::FallibleIterator as _, types::Type};
use uuid::Uuid;

use super::{
    Postgres, Scope,
    bulk::{Column, Rows},
    failure::{Failure, explained},
    names::{self, Circumstances},
    stored::{Day, uuid},
    text::kept,
};
use crate::{
    Catalogue, Digest, Fingerprint, PublishedMonth, Publisher, RemoteError,
    fingerprint::{circumstance_digest, play_mark, track_digest},
    published::{first_day, published_month},
};

/// Months are published together until they have so many plays.
const PLAYS_AT_ONCE: usize = 250_000;
/// Plays that one statement deletes.
const DELETED_AT_ONCE: usize = 20_000;

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
        let catalogue = catalogue::Ready::of(catalogue);
        self.transact(|transaction, scope| catalogue.write(transaction, scope))?;
        // In one order, so that two machines don't wait for each other in a circle.
        let mut months: Vec<&PublishedMonth> = months.iter().collect();
        months.sort_by_key(|month| month.month);
        while !months.is_empty() {
            let mut plays = 0;
            let are_enough = |month: &&PublishedMonth| {
                plays += month.plays.len();
                plays > PLAYS_AT_ONCE
            };
            let some = months.iter().position(are_enough).unwrap_or(months.len()).max(1);
            let outgoing: Vec<_> = months.drain(..some).map(|month| Month::of(month, &tracks)).collect();
            self.transact(|transaction, scope| publish_together(transaction, scope, &outgoing, publisher))?;
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
            let sql = "SELECT month, machine, rules FROM tonearm.published WHERE listener = $1";
            let mut published: BTreeMap<i32, (Publisher, Fingerprint)> = transaction
                .query(sql, &[&scope.listener])?
                .iter()
                .map(|row| (row.get(0), (publisher(row.get(1), row.get(2)), Fingerprint::default())))
                .collect();
            let days = transaction.query(
                "SELECT day - DATE '1970-01-01', count(*),
                     sum(mark & 4294967295)::bigint, sum((mark >> 32) & 4294967295)::bigint
                 FROM tonearm.play WHERE listener = $1 GROUP BY day",
                &[&scope.listener],
            )?;
            for day in days {
                if let Some((_, of_month)) = published.get_mut(&published_month(day.get(0))) {
                    let number = |column| day.get::<_, i64>(column).cast_unsigned();
                    of_month.rows += number(1);
                    of_month.low += number(2);
                    of_month.high += number(3);
                }
            }
            Ok(published)
        })
    }

    /// What is published was worked out of, as [`Self::set_published_state`] was told.
    ///
    /// # Errors
    /// When the remote can't be read.
    pub fn published_state(&mut self) -> Result<Option<String>, RemoteError> {
        self.told_of_listener("published")
    }

    /// Writes down what everything published was worked out of, for other machines to see whether they know the same.
    ///
    /// # Errors
    /// When the remote can't be written.
    pub fn set_published_state(&mut self, state: &str) -> Result<(), RemoteError> {
        let (client, listener) = (&mut self.database.client, self.listener.0);
        let sql = "UPDATE tonearm.listener SET published = $2 WHERE listener = $1";
        let set = client.execute(sql, &[&Uuid::from_bytes(listener), &kept(state)]);
        set.map(drop).map_err(|why| explained(why, &self.database.address))
    }
}

fn publisher(machine: Uuid, rules: i64) -> Publisher {
    Publisher {
        machine: MachineId(machine.into_bytes()),
        // More than fit are newer than all that are known.
        rules: rules.try_into().unwrap_or(u32::MAX),
    }
}

/// A play's place: its day, its mark, and its number among those of the day that say the same.
type Key = (i32, i64, i32);

/// A month with everything that is worked out of it.
struct Month<'m> {
    month: &'m PublishedMonth,
    circumstances: Vec<Uuid>,
    /// The digest of each play's track.
    tracks: Vec<Uuid>,
    /// The places of plays in the order of their keys.
    by_key: Vec<(Key, usize)>,
}

impl<'m> Month<'m> {
    /// `tracks` are those of the catalogue.
    fn of(month: &'m PublishedMonth, tracks: &[Digest]) -> Self {
        let ways: Vec<_> = month.circumstances.iter().map(circumstance_digest).collect();
        let mut by_key: Vec<(Key, usize)> = (month.plays.iter().enumerate())
            .map(|(place, play)| {
                let mark = play_mark(play, &tracks[play.track as usize], &ways[play.circumstance as usize]);
                ((play.day, mark.cast_signed(), 0), place)
            })
            .collect();
        by_key.sort_unstable();
        for next in 1..by_key.len() {
            let ((day, mark, number), _) = by_key[next - 1];
            let key = &mut by_key[next].0;
            if (key.0, key.1) == (day, mark) {
                key.2 = number + 1;
            }
        }
        Self {
            month,
            circumstances: ways.iter().map(uuid).collect(),
            tracks: month
                .plays
                .iter()
                .map(|play| uuid(&tracks[play.track as usize]))
                .collect(),
            by_key,
        }
    }
}

/// Publishes months in one transaction.
fn publish_together(
    transaction: &mut Transaction<'_>,
    scope: Scope,
    months: &[Month<'_>],
    by: Publisher,
) -> Result<(), Failure> {
    let (machine, rules) = (Uuid::from_bytes(by.machine.0), i64::from(by.rules));
    // It would take circumstances away that no play uses yet.
    scope.keep_undoing_out(transaction)?;
    // With their rows, the months are this transaction's alone until it ends.
    let numbers: Vec<i32> = months.iter().map(|month| month.month.month).collect();
    transaction.execute(
        "INSERT INTO tonearm.published (listener, month, machine, rules)
         SELECT $1, month, $3, $4 FROM unnest($2::integer[]) AS month ON CONFLICT DO NOTHING",
        &[&scope.listener, &numbers, &machine, &rules],
    )?;
    let sql = "SELECT month FROM tonearm.published WHERE listener = $1 AND month = ANY ($2) AND rules <= $3
        ORDER BY month FOR UPDATE";
    let ours = transaction.query(sql, &[&scope.listener, &numbers, &rules])?;
    let ours: HashSet<i32> = ours.iter().map(|row| row.get(0)).collect();
    let months: Vec<&Month<'_>> = months
        .iter()
        .filter(|month| ours.contains(&month.month.month))
        .collect();

    let there = keys(transaction, scope, &ours)?;
    let wanted: HashSet<Key> = months
        .iter()
        .flat_map(|month| &month.by_key)
        .map(|(key, _)| *key)
        .collect();
    let gone: Vec<Key> = there.difference(&wanted).copied().collect();
    delete(transaction, scope, &gone)?;
    let added: Vec<(&Month<'_>, Key, usize)> = months
        .iter()
        .flat_map(|month| month.by_key.iter().map(|(key, place)| (*month, *key, *place)))
        .filter(|(_, key, _)| !there.contains(key))
        .collect();
    let circumstance = |(month, _, place): &(&Month<'_>, Key, usize)| month.month.plays[*place].circumstance as usize;
    let circumstances: Circumstances<'_> = added
        .iter()
        .map(|play| {
            (
                play.0.circumstances[circumstance(play)],
                &play.0.month.circumstances[circumstance(play)],
            )
        })
        .collect();
    names::add_circumstances(transaction, scope, circumstances)?;
    rows(scope, &added).new_alone().write(transaction, scope)?;

    let (empty, full): (Vec<_>, Vec<_>) = months.iter().partition(|month| month.by_key.is_empty());
    let numbers = |months: Vec<&&Month<'_>>| months.iter().map(|month| month.month.month).collect::<Vec<i32>>();
    let sql = "DELETE FROM tonearm.published WHERE listener = $1 AND month = ANY ($2)";
    transaction.execute(sql, &[&scope.listener, &numbers(empty)])?;
    let sql = "UPDATE tonearm.published SET machine = $3, rules = $4
        WHERE listener = $1 AND month = ANY ($2) AND (machine, rules) <> ($3, $4)";
    transaction.execute(sql, &[&scope.listener, &numbers(full), &machine, &rules])?;
    Ok(())
}

/// The keys of all plays of these months that are there.
fn keys(transaction: &mut Transaction<'_>, scope: Scope, months: &HashSet<i32>) -> Result<HashSet<Key>, Failure> {
    let (Some(first), Some(last)) = (months.iter().min(), months.iter().max()) else {
        return Ok(HashSet::new());
    };
    // COPY takes no arguments. These are numbers, so that nothing else can be meant.
    let sql = format!(
        "COPY (
             SELECT day - DATE '1970-01-01', mark, number FROM tonearm.play
             WHERE listener = '{}' AND day >= DATE '1970-01-01' + ({}) AND day < DATE '1970-01-01' + ({})
         ) TO STDOUT (FORMAT BINARY)",
        scope.listener,
        first_day(*first),
        first_day(*last + 1)
    );
    let mut keys = HashSet::new();
    let mut copied = BinaryCopyOutIter::new(transaction.copy_out(&sql)?, &[Type::INT4, Type::INT8, Type::INT4]);
    while let Some(row) = copied.next()? {
        let key: Key = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        if months.contains(&published_month(key.0)) {
            keys.insert(key);
        }
    }
    Ok(keys)
}

fn delete(transaction: &mut Transaction<'_>, scope: Scope, keys: &[Key]) -> Result<(), Failure> {
    for keys in keys.chunks(DELETED_AT_ONCE) {
        let days: Vec<Day> = keys.iter().map(|key| Day(key.0)).collect();
        let marks: Vec<i64> = keys.iter().map(|key| key.1).collect();
        let numbers: Vec<i32> = keys.iter().map(|key| key.2).collect();
        transaction.execute(
            "DELETE FROM tonearm.play
             WHERE listener = $1
                 AND (day, mark, number) IN (SELECT * FROM unnest($2::date[], $3::bigint[], $4::integer[]))",
            &[&scope.listener, &days, &marks, &numbers],
        )?;
    }
    Ok(())
}

/// Plays in the order of their keys, each by its month, its key and its place there.
fn rows<'r>(scope: Scope, plays: &[(&Month<'_>, Key, usize)]) -> Rows<'r> {
    let each = || {
        plays
            .iter()
            .map(|(month, _, place)| (*month, &month.month.plays[*place]))
    };
    let keys = || plays.iter().map(|(_, key, _)| *key);
    let columns = vec![
        Column::new("day", Type::DATE, keys().map(|key| Day(key.0)).collect()),
        Column::new("mark", Type::INT8, keys().map(|key| key.1).collect()),
        Column::new("number", Type::INT4, keys().map(|key| key.2).collect()),
        Column::new(
            "ended_at",
            Type::INT8,
            each().map(|(_, play)| play.ended_at_ms).collect(),
        ),
        Column::new(
            "track",
            Type::UUID,
            plays.iter().map(|(month, _, place)| month.tracks[*place]).collect(),
        ),
        Column::new(
            "ms_played",
            Type::INT8,
            each().map(|(_, play)| i64::from(play.ms_played)).collect(),
        ),
        Column::new(
            "is_estimated",
            Type::BOOL,
            each().map(|(_, play)| play.is_estimated).collect(),
        ),
        Column::new("counts", Type::BOOL, each().map(|(_, play)| play.counts).collect()),
        Column::new(
            "is_hidden",
            Type::BOOL,
            each().map(|(_, play)| play.is_hidden).collect(),
        ),
        Column::new(
            "source",
            Type::UUID,
            each().map(|(_, play)| Uuid::from_bytes(play.source.0)).collect(),
        ),
        Column::new(
            "circumstance",
            Type::UUID,
            each()
                .map(|(month, play)| month.circumstances[play.circumstance as usize])
                .collect(),
        ),
    ];
    Rows::of_listener("play", scope.listener, columns)
}
