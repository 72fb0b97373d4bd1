//! Registers in a folder: each machine writes a file with all that it knows, and what holds is what wins among all files.

use std::collections::BTreeMap;

use plays::Register;

use super::{Folder, REGISTERS, files, json, json::RegisterFile, read_json, write_json};
use crate::RemoteError;

/// By kind and key.
pub(super) type Registers = BTreeMap<(String, String), Register>;

impl Folder {
    /// What holds, of all machines.
    pub(super) fn all_registers(&self) -> Result<Registers, RemoteError> {
        let mut all = Registers::new();
        for path in files::listed(&self.path.join(REGISTERS), "json")? {
            // Half a file of another machine may be here while it is on its way. The next exchange reads it.
            match read_json::<RegisterFile>(&path) {
                Ok(file) => file
                    .into_iter()
                    .flat_map(RegisterFile::registers)
                    .for_each(|register| merge(&mut all, register)),
                Err(RemoteError::NotUnderstood(why)) => log::warn!("a file of decisions is left out: {why}"),
                Err(other) => return Err(other),
            }
        }
        Ok(all)
    }

    /// Adds registers to this machine's file, which then has all that any file has.
    pub(super) fn merge_registers(&self, registers: &[Register]) -> Result<(), RemoteError> {
        let mut all = self.all_registers()?;
        registers.iter().cloned().for_each(|register| merge(&mut all, register));
        let name = format!("{}.json", self.machine);
        write_json(
            &self.path.join(REGISTERS),
            &name,
            &json::RegisterFile::of(all.into_values()),
        )
    }
}

fn merge(all: &mut Registers, register: Register) {
    let id = (register.kind.clone(), register.key.clone());
    match all.get_mut(&id) {
        Some(known) if !register.wins_over(known) => {}
        Some(known) => *known = register,
        None => _ = all.insert(id, register),
    }
}
