//! Connections for questions. Every statement of one question sees the archive as it was when the first of them ran, whatever is written
//! meanwhile, and no question waits for another.

use std::{
    ops::Deref,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use rusqlite::Connection;

use crate::{StoreError, file};

/// More than these are rarely asked at a time; each keeps its prepared statements and up to 2 MB of pages.
const MAX_IDLE: usize = 3;

pub(crate) struct Readers {
    path: PathBuf,
    /// Those that nobody asks anything of now.
    idle: Mutex<Vec<Connection>>,
    /// SQLite counts changes for each connection, so that numbers can only be compared if one connection gives them all.
    watch: Mutex<Connection>,
}

impl Readers {
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        Ok(Self {
            path: path.to_owned(),
            idle: Mutex::new(vec![connect(path)?]),
            watch: Mutex::new(connect(path)?),
        })
    }

    /// A connection for one question.
    pub(crate) fn begin(&self) -> Result<Reader<'_>, StoreError> {
        let idle = self.idle().pop();
        let connection = match idle {
            Some(connection) => connection,
            None => connect(&self.path)?,
        };
        connection.execute_batch("BEGIN DEFERRED")?;
        Ok(Reader {
            connection: Some(connection),
            readers: self,
        })
    }

    /// A number that changes whenever another connection has written, in this program or another.
    pub(crate) fn version(&self) -> Result<i64, StoreError> {
        file::data_version(&self.watch.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn connect(path: &Path) -> Result<Connection, StoreError> {
    let connection = file::connect(path, false)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// A connection with one question. Dropping it ends the question.
pub(crate) struct Reader<'r> {
    /// There until this is dropped.
    connection: Option<Connection>,
    readers: &'r Readers,
}

impl Deref for Reader<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        match &self.connection {
            Some(connection) => connection,
            None => unreachable!("only dropping takes it"),
        }
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else {
            return;
        };
        // One that does not end its question would see the same state for ever, and keep SQLite from cleaning up its log.
        match connection.execute_batch("COMMIT") {
            Ok(()) => {
                let mut idle = self.readers.idle();
                if idle.len() < MAX_IDLE {
                    idle.push(connection);
                }
            }
            Err(error) => log::warn!("a question did not end, its connection is closed: {error}"),
        }
    }
}
