//! What a backup holds: how many plays, and from when to when. Each backup says so itself, in a note that its copy gets, because
//! counting a large one takes a while. Those of the first releases do not, and are counted once in a run.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Mutex, PoisonError},
};

use rusqlite::{Connection, OptionalExtension};

use crate::{StoreError, file};

/// The key of the note.
pub(crate) const NOTE: &str = "backup holds";

/// What a backup holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupContent {
    /// How many plays.
    pub plays: u64,
    /// The ends of the first and the last play, in milliseconds since 1970.
    pub span: Option<(i64, i64)>,
}

/// What is known of backups already, by name and size. Whoever puts another file in a backup's place has to [forget](Self::forget) it.
#[derive(Default)]
pub(crate) struct KnownContent(Mutex<HashMap<(String, u64), Option<BackupContent>>>);

impl KnownContent {
    /// What the backup at `path` holds. `None` if it can't be read.
    pub(super) fn of(&self, path: &Path, name: &str, bytes: u64) -> Option<BackupContent> {
        let key = (name.to_owned(), bytes);
        // Released while a backup is read: nobody needs to wait for that, and reading it twice does no harm.
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key).copied();
        known.unwrap_or_else(|| {
            let found = read(path);
            if let Err(error) = &found {
                log::warn!("{name} can't be read: {error}");
            }
            let found = found.ok();
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key, found);
            found
        })
    }

    /// Forgets what is known of the backup with this name.
    pub(super) fn forget(&self, name: &str) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|(known, _), _| known != name);
    }
}

fn read(path: &Path) -> Result<BackupContent, StoreError> {
    let backup = file::connect_read_only(path)?;
    let sql = "SELECT value FROM note WHERE key = ?1";
    let told: Option<String> = backup.query_row(sql, [NOTE], |row| row.get(0)).optional()?;
    match told.and_then(|told| parse(&told)) {
        Some(content) => Ok(content),
        None => count(&backup),
    }
}

/// Counts the plays behind `connection`.
fn count(connection: &Connection) -> Result<BackupContent, StoreError> {
    // The ends are at the ends of the table; only counting looks at every row.
    let sql = "SELECT count(*),
         (SELECT ended_at FROM play WHERE stands = 1 ORDER BY ended_at LIMIT 1),
         (SELECT ended_at FROM play WHERE stands = 1 ORDER BY ended_at DESC LIMIT 1)
         FROM play WHERE stands = 1";
    Ok(connection.query_row(sql, [], |row| {
        let (plays, first, last): (i64, Option<i64>, Option<i64>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(BackupContent {
            plays: plays.unsigned_abs(),
            span: first.zip(last),
        })
    })?)
}

/// Writes into a copy what it holds.
pub(super) fn write(copy: &Connection) -> Result<BackupContent, StoreError> {
    let content = count(copy)?;
    let mut text = content.plays.to_string();
    if let Some((first, last)) = content.span {
        text.push_str(&format!(" {first} {last}"));
    }
    copy.execute(
        "INSERT INTO note (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
        [NOTE, &text],
    )?;
    Ok(content)
}

fn parse(told: &str) -> Option<BackupContent> {
    let mut numbers = told.split(' ');
    let plays = numbers.next()?.parse().ok()?;
    let ends: Vec<i64> = numbers.map(str::parse).collect::<Result<_, _>>().ok()?;
    let span = match ends.as_slice() {
        [] => None,
        [first, last] => Some((*first, *last)),
        _ => return None,
    };
    Some(BackupContent { plays, span })
}
