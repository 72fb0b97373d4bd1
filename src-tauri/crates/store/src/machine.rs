//! Whose archive this is among the machines that exchange one history, and which sources no machine may bring back.

use plays::{MachineId, SourceKey};
use rusqlite::OptionalExtension;

use crate::{SourceId, Store, StoreError, Write, key_text::from_text};

/// The note with the machine's name.
const MACHINE: &str = "machine";

impl Store {
    /// The machine that the archive belongs to.
    ///
    /// # Errors
    /// When the archive can't be read, or has no such name.
    pub fn machine(&self) -> Result<MachineId, StoreError> {
        let name = self.note(MACHINE)?;
        name.and_then(|name| name.parse().ok())
            .ok_or_else(|| StoreError::Damaged("it does not say which machine it belongs to".to_owned()))
    }

    /// Sources that were taken out again and stay so, in order.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn undone(&self) -> Result<Vec<SourceKey>, StoreError> {
        let reader = self.reader()?;
        let mut select = reader.prepare_cached("SELECT key FROM undone_source ORDER BY key")?;
        let keys = select.query_map([], |row| row.get::<_, String>(0))?;
        keys.map(|key| from_text(&key?)).collect()
    }
}

impl Write<'_> {
    /// Gives the archive a new machine, because another one has the name of its present one.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn take_new_machine(&mut self) -> Result<MachineId, StoreError> {
        let name: String = self
            .connection()
            .query_row("SELECT lower(hex(randomblob(16)))", [], |row| row.get(0))?;
        self.set_note(MACHINE, Some(&name))?;
        from_text(&name)
    }

    /// Says that a source was recorded or imported on this machine.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn set_machine_of(&mut self, source: SourceId, machine: MachineId) -> Result<(), StoreError> {
        let sql = "UPDATE source SET machine = ?2 WHERE id = ?1";
        self.connection()
            .execute(sql, rusqlite::params![source, machine.to_string()])?;
        Ok(())
    }

    /// Says of all that is of machine `from` that it is of `to`, and of the archive as well.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn rename_machine(&mut self, from: MachineId, to: MachineId) -> Result<(), StoreError> {
        let sql = "UPDATE source SET machine = ?2 WHERE machine = ?1";
        self.connection().execute(sql, [from.to_string(), to.to_string()])?;
        self.set_note(MACHINE, Some(&to.to_string()))
    }

    /// The source with this key, if the archive has it.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn source_of_key(&self, key: SourceKey) -> Result<Option<SourceId>, StoreError> {
        let mut select = self
            .connection()
            .prepare_cached("SELECT id FROM source WHERE key = ?1")?;
        Ok(select.query_row([key.to_string()], |row| row.get(0)).optional()?)
    }

    /// Gives a source another key: with the present one it was taken out, for ever.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn take_new_key(&mut self, source: SourceId) -> Result<(), StoreError> {
        let sql = "UPDATE source SET key = lower(hex(randomblob(16))) WHERE id = ?1";
        self.connection().execute(sql, [source])?;
        Ok(())
    }

    /// Writes down that a source was taken out and stays so.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn note_undone(&mut self, key: SourceKey) -> Result<(), StoreError> {
        let sql = "INSERT OR IGNORE INTO undone_source (key) VALUES (?1)";
        self.connection().execute(sql, [key.to_string()])?;
        Ok(())
    }
}
