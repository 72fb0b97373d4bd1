//! The archive's schema and the migrations to it. A migration that was released is never changed again, comments included.

use std::{io, path::Path};

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use crate::StoreError;

const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/1-plays.sql"),
    include_str!("../migrations/2-rankings.sql"),
    include_str!("../migrations/3-namings.sql"),
    include_str!("../migrations/4-recount.sql"),
    include_str!("../migrations/5-begin-only.sql"),
    include_str!("../migrations/6-view-for-older-sqlite.sql"),
    include_str!("../migrations/7-genres.sql"),
    include_str!("../migrations/8-machines.sql"),
    include_str!("../migrations/9-decisions-about-plays.sql"),
];

/// Marks the file as an archive of Tonearm: "TONE".
const APPLICATION_ID: i64 = 0x544F_4E45;

/// The newest schema that this program knows.
pub(crate) const NEWEST: i64 = MIGRATIONS.len() as i64;

/// The schema of a file; 0 for an empty one.
pub(crate) fn version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Fails for what is not an archive, or one of a newer program; else the file's schema. Writes nothing.
pub(crate) fn check(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
    let found = version(connection)?;
    let id: i64 = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (tables, id) {
        (0, _) => Ok(0),
        (_, APPLICATION_ID) if found > NEWEST => Err(StoreError::TooNew { found, known: NEWEST }),
        (_, APPLICATION_ID) => Ok(found),
        _ => Err(StoreError::File {
            path: path.to_owned(),
            why: io::Error::other("it is a database, but not one of Tonearm"),
        }),
    }
}

/// Brings a file up to the newest schema. Each migration is done completely or not at all.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    if version(connection)? == NEWEST {
        return Ok(());
    }
    to_version(connection, MIGRATIONS.len())
}

fn to_version(connection: &mut Connection, version: usize) -> Result<(), StoreError> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    let migrations = Migrations::new(MIGRATIONS.iter().map(|sql| M::up(sql)).collect());
    migrations.to_version(connection, version).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
        other => StoreError::Damaged(other.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_holds() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        assert_eq!(check(&connection, Path::new("archive.db")).unwrap(), NEWEST);
        let broken: i64 = connection
            .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(broken, 0);
    }

    #[test]
    fn another_programs_database_is_not_taken_over() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE invoice (id)").unwrap();
        assert!(matches!(
            check(&connection, Path::new("archive.db")),
            Err(StoreError::File { .. })
        ));
    }

    #[test]
    fn a_newer_schema_is_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        connection.pragma_update(None, "user_version", NEWEST + 1).unwrap();
        assert!(matches!(
            check(&connection, Path::new("archive.db")),
            Err(StoreError::TooNew { found, known }) if found == NEWEST + 1 && known == NEWEST
        ));
    }
}
