//! The ids that SQLite gives to new rows.

use rusqlite::Connection;

use crate::StoreError;

/// The id of the row that was inserted last. `INSERT … RETURNING` would tell as well, but takes several times longer.
pub(crate) fn last_row_id(connection: &Connection) -> Result<u32, StoreError> {
    let id = connection.last_insert_rowid();
    Ok(u32::try_from(id).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(0, id))?)
}
