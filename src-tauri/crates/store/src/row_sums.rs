//! Finds rows of plays that are not what was written, although SQLite reads them without complaint: one bit that a disk or memory
//! flipped. Rows are summed up by source and by thirty days, and the sums are notes in the archive, so that a backup has those of
//! its own rows. Whoever writes rows forgets their sums first, and the next check sums them up anew.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, types::ValueRef};

use crate::{SourceId, Store, StoreError, Write};

/// The columns of a row, in the order in which evidence is read and written.
pub(crate) const COLUMNS: &str =
    "ended_at, track, told_ms, witness, circumstance, source, naming, number, begin_only, stands,
     ms_played";
/// What the keys of all sums begin with; the source and the number of the thirty days follow.
const PREFIX: &str = "sum ";
const BUCKET_MS: i64 = 30 * 24 * 60 * 60 * 1000;

/// The rows that are summed up together: those of one source in thirty days.
type Bucket = (SourceId, i64);

/// How many rows there are in each bucket, and their sum.
type Sums = BTreeMap<Bucket, (u64, u64)>;

pub(crate) fn bucket(source: SourceId, ended_at_ms: i64) -> Bucket {
    (source, ended_at_ms.div_euclid(BUCKET_MS))
}

fn key((source, days): Bucket) -> String {
    format!("{PREFIX}{source} {days}")
}

fn text((rows, sum): (u64, u64)) -> String {
    format!("{rows} {sum:016x}")
}

/// Forgets the sums of rows that are about to be written.
pub(crate) fn forget(connection: &Connection, buckets: &BTreeSet<Bucket>) -> Result<(), StoreError> {
    let mut delete = connection.prepare_cached("DELETE FROM note WHERE key = ?1")?;
    for bucket in buckets {
        delete.execute([key(*bucket)])?;
    }
    Ok(())
}

/// Forgets all sums of a source.
pub(crate) fn forget_source(connection: &Connection, source: SourceId) -> Result<(), StoreError> {
    let pattern = format!("{PREFIX}{source} *");
    connection.execute("DELETE FROM note WHERE key GLOB ?1", [pattern])?;
    Ok(())
}

/// Forgets all sums, because the rows were written in another way than by a [`Write`].
pub(crate) fn forget_all(connection: &Connection) -> Result<(), StoreError> {
    connection.execute("DELETE FROM note WHERE key GLOB ?1", [format!("{PREFIX}*")])?;
    Ok(())
}

/// What is wrong with the rows behind `connection`, a sentence each. Rows that have not been summed up yet are not known to be right
/// or wrong.
pub(crate) fn problems(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut select = connection.prepare("SELECT key, value FROM note WHERE key GLOB ?1")?;
    let noted = select.query_map([format!("{PREFIX}*")], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    let noted: Vec<(String, String)> = noted.collect::<Result<_, _>>()?;
    if noted.is_empty() {
        return Ok(Vec::new());
    }
    let found: BTreeMap<String, String> = sums(connection)?
        .into_iter()
        .map(|(bucket, sum)| (key(bucket), text(sum)))
        .collect();
    let changed = noted.iter().filter(|(key, sum)| found.get(key) != Some(sum)).count();
    Ok(match changed {
        0 => Vec::new(),
        1 => vec!["plays of one month are not as they were written".to_owned()],
        several => vec![format!("plays of {several} months are not as they were written")],
    })
}

fn sums(connection: &Connection) -> Result<Sums, StoreError> {
    // By the table itself: an index would give what the row had when it was written.
    let mut select = connection.prepare(&format!("SELECT {COLUMNS} FROM play NOT INDEXED"))?;
    let columns = select.column_count();
    let mut rows = select.query([])?;
    let mut sums = Sums::new();
    while let Some(row) = rows.next()? {
        let mut hash = 0;
        let mut values = [0; 6];
        for column in 0..columns {
            let value = match row.get_ref(column)? {
                ValueRef::Integer(value) => value,
                // No column holds anything but numbers, unless a bit of its type was flipped.
                other => -1 - i64::from(other.data_type() as u8),
            };
            hash = mixed(hash, value);
            if let Some(kept) = values.get_mut(column) {
                *kept = value;
            }
        }
        let [ended_at, .., source] = values;
        let (count, sum) = sums
            .entry(bucket(source.try_into().unwrap_or_default(), ended_at))
            .or_default();
        *count += 1;
        *sum = u64::wrapping_add(*sum, hash);
    }
    Ok(sums)
}

/// Another hash for every other value: each step can be undone. Kept in archives, so it must not change.
fn mixed(hash: u64, value: i64) -> u64 {
    (hash ^ value.cast_unsigned())
        .wrapping_mul(0x9E37_79B9_7F4A_7C15)
        .rotate_left(29)
}

impl Store {
    /// Sums up the rows that were written since this was done last. Nobody else can write meanwhile: a second for a million plays.
    ///
    /// # Errors
    /// When the archive can't be read or written.
    pub fn sum_up_rows(&self) -> Result<(), StoreError> {
        let write = self.write()?;
        {
            let connection = write.connection();
            let mut insert = connection.prepare("INSERT OR IGNORE INTO note (key, value) VALUES (?1, ?2)")?;
            for (bucket, sum) in sums(connection)? {
                insert.execute([key(bucket), text(sum)])?;
            }
        }
        write.commit()
    }
}

impl Write<'_> {
    /// Takes all rows for right as they are.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn forget_sums(&mut self) -> Result<(), StoreError> {
        forget_all(self.connection())
    }
}
