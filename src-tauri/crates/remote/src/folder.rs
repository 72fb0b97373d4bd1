//! A folder as a remote, which something else keeps in step between machines: Syncthing, Dropbox, a network drive, a stick. It needs no
//! server, no lock and no clock:
//! - `tonearm-remote.json` says that the folder is a remote, and of what format.
//! - `parts/` has a file for each part of a source, never changed once it is there. A part that has grown is a new file, and the old one
//!   goes. Two machines may write a part at once, and programs that keep folders in step make copies when that happens: several files of
//!   one part are united.
//! - `registers/` has a file for each machine with all that it knows of decisions; a machine writes its own and reads all.
//! - `machines/` has a file for each machine that has exchanged.

mod drive;
mod files;
mod json;
mod part_file;
mod register_files;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use plays::{MachineId, Part, PartId, Register};
use serde::{Deserialize, Serialize};

use crate::{BucketId, Fingerprint, Machine, Manifest, RemoteError, fingerprint, short, undone};
use files::{read_json, write_json};
use part_file::PartFile;

const MARKER: &str = "tonearm-remote.json";
const PARTS: &str = "parts";
const REGISTERS: &str = "registers";
const MACHINES: &str = "machines";
/// The newest format that this program knows.
const FORMAT: u32 = 1;

/// A folder with a remote in it.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// Whose file of registers is written.
    machine: MachineId,
}

#[derive(Serialize, Deserialize)]
struct Marker {
    format: u32,
}

impl Folder {
    /// Makes a folder a remote, if it is not one yet. What else is in it stays.
    ///
    /// # Errors
    /// [`RemoteError::NoDrive`], or when the folder can't be written.
    pub fn init(path: &Path) -> Result<(), RemoteError> {
        if let Some(place) = drive::missing_drive(path) {
            return Err(RemoteError::NoDrive(place));
        }
        for folder in [PARTS, REGISTERS, MACHINES] {
            let folder = path.join(folder);
            fs::create_dir_all(&folder).map_err(RemoteError::file(&folder))?;
        }
        if path.join(MARKER).exists() {
            return Ok(());
        }
        write_json(path, MARKER, &Marker { format: FORMAT })
    }

    /// A folder that [`Self::init`] has made a remote, for this machine.
    ///
    /// # Errors
    /// [`RemoteError::NotSetUp`], or [`RemoteError::TooNew`]. An empty folder is not taken for an empty remote: its drive may not be there.
    pub fn open(path: &Path, machine: MachineId) -> Result<Self, RemoteError> {
        let marker: Marker = read_json(&path.join(MARKER))?
            .ok_or_else(|| RemoteError::NotSetUp(format!("The folder {}", path.display())))?;
        if marker.format > FORMAT {
            return Err(RemoteError::TooNew {
                found: marker.format,
                known: FORMAT,
            });
        }
        Ok(Self {
            path: path.to_owned(),
            machine,
        })
    }

    pub(crate) fn manifest(&mut self) -> Result<Manifest, RemoteError> {
        let registers = self.all_registers()?;
        let undone: BTreeSet<_> = undone(registers.values()).collect();
        let mut parts = BTreeMap::new();
        for (part, files) in self.part_files()? {
            // A machine that did not know of it yet may have written it meanwhile.
            if undone.contains(&part.source) {
                files.iter().try_for_each(PartFile::remove)?;
                continue;
            }
            match self.united(part, files) {
                Ok(Some(file)) => _ = parts.insert(part, file.fingerprint),
                Ok(None) => {}
                Err(RemoteError::Damaged { why, .. }) => {
                    log::warn!("a part of source {} is damaged: {why}", part.source)
                }
                Err(other) => return Err(other),
            }
        }
        let mut buckets = BTreeMap::<BucketId, Fingerprint>::new();
        for register in registers.values() {
            let bucket = BucketId {
                kind: register.kind.clone(),
                bucket: fingerprint::register_bucket(&register.key),
            };
            buckets
                .entry(bucket)
                .or_default()
                .add(fingerprint::register_mark(register));
        }
        Ok(Manifest {
            parts,
            registers: buckets,
            undone,
            machines: self.machines()?,
        })
    }

    pub(crate) fn fetch(&mut self, part: PartId) -> Result<Part, RemoteError> {
        let files = self.part_files()?.remove(&part).unwrap_or_default();
        let missing = || RemoteError::Damaged {
            part,
            why: "its file is gone".to_owned(),
        };
        self.united(part, files)?.ok_or_else(missing)?.read()
    }

    pub(crate) fn send(&mut self, part: &Part) -> Result<Fingerprint, RemoteError> {
        if undone(self.all_registers()?.values()).any(|source| source == part.id.source) {
            return Err(RemoteError::Undone(part.id.source));
        }
        let older = self.part_files()?.remove(&part.id).unwrap_or_default();
        let written = PartFile::write(&self.path.join(PARTS), part)?;
        // What the disk gives back counts, not what was meant to be written.
        let fingerprint = written.fingerprint_of_rows()?;
        for file in older.iter().filter(|file| file.path != written.path) {
            file.remove()?;
        }
        Ok(fingerprint)
    }

    /// The files of each part, as far as they say which part they are of.
    fn part_files(&self) -> Result<BTreeMap<PartId, Vec<PartFile>>, RemoteError> {
        let mut files = BTreeMap::<PartId, Vec<PartFile>>::new();
        for path in files::listed(&self.path.join(PARTS), "parquet")? {
            match PartFile::look_at(&path) {
                Ok(file) => files.entry(file.part).or_default().push(file),
                // It may be on its way still.
                Err(why) => log::warn!("a file of the remote is left out: {why}"),
            }
        }
        Ok(files)
    }

    /// The one file of a part; several become one first. Those that are damaged are left out if another one is whole.
    fn united(&self, part: PartId, mut files: Vec<PartFile>) -> Result<Option<PartFile>, RemoteError> {
        if files.len() < 2 {
            return Ok(files.pop());
        }
        let (mut union, mut damage) = (None::<Part>, None);
        for file in &files {
            match (file.read(), &mut union) {
                (Ok(part), None) => union = Some(part),
                (Ok(part), Some(union)) => part_file::unite(union, &part),
                (Err(why), _) => damage = Some(why),
            }
        }
        let Some(union) = union else {
            return damage.map_or(Ok(None), Err);
        };
        let written = PartFile::write(&self.path.join(PARTS), &union)?;
        written.fingerprint_of_rows()?;
        for file in files.iter().filter(|file| file.path != written.path) {
            file.remove()?;
        }
        log::info!("several files of a part of source {} were united", part.source);
        Ok(Some(written))
    }

    pub(crate) fn registers(&mut self, buckets: &[BucketId]) -> Result<Vec<Register>, RemoteError> {
        let wanted: BTreeSet<(&str, u8)> = buckets.iter().map(|id| (id.kind.as_str(), id.bucket)).collect();
        let is_wanted = |register: &Register| {
            wanted.contains(&(register.kind.as_str(), fingerprint::register_bucket(&register.key)))
        };
        Ok(self.all_registers()?.into_values().filter(is_wanted).collect())
    }

    pub(crate) fn put_registers(&mut self, registers: &[Register]) -> Result<(), RemoteError> {
        self.merge_registers(registers)?;
        let gone: BTreeSet<_> = undone(registers).collect();
        if gone.is_empty() {
            return Ok(());
        }
        let files = self.part_files()?;
        let of_undone = files.iter().filter(|(part, _)| gone.contains(&part.source));
        of_undone.flat_map(|(_, files)| files).try_for_each(PartFile::remove)
    }

    pub(crate) fn announce(&mut self, machine: &Machine) -> Result<(), RemoteError> {
        let (folder, name) = (self.path.join(MACHINES), format!("{}.json", short(machine.id)));
        // Of two machines with one name, of which one is a copy, the one that is ahead is seen.
        let known = match read_json::<json::Machine>(&folder.join(&name)) {
            Ok(known) => known.and_then(json::Machine::known),
            // Half a file may be here while it is on its way.
            Err(RemoteError::NotUnderstood(_)) => None,
            Err(other) => return Err(other),
        };
        if known.is_some_and(|known| known.is_ahead_of(machine)) {
            return Ok(());
        }
        write_json(&folder, &name, &json::Machine::from(machine))
    }

    fn machines(&self) -> Result<Vec<Machine>, RemoteError> {
        let mut machines = BTreeMap::<MachineId, Machine>::new();
        for path in files::listed(&self.path.join(MACHINES), "json")? {
            let machine = read_json::<json::Machine>(&path)?.and_then(|machine| machine.known());
            if let Some(machine) = machine {
                // A copy that a program made of a file that was written twice at once is as good as the file.
                let known = machines.entry(machine.id).or_insert_with(|| machine.clone());
                if machine.is_ahead_of(known) {
                    *known = machine;
                }
            }
        }
        Ok(machines.into_values().collect())
    }
}
