//! A file of a part: Parquet, so that other programs can read it, with a row of names beside each row of evidence and a note about the
//! source. Its name has its fingerprint in it, so that two files of one name say the same.

mod columns;
mod reading;
mod writing;

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use hashbrown::{HashMap, HashSet};
use parquet::{
    errors::ParquetError,
    file::reader::{FileReader, SerializedFileReader},
};
use plays::{Circumstance, Evidence, Item, Part, PartId};

use super::{files, json::PartNote};
use crate::{Fingerprint, RemoteError, fingerprint};

/// Under which key a file has its note.
const NOTE: &str = "tonearm";

#[derive(Debug)]
pub(super) struct PartFile {
    pub(super) path: PathBuf,
    pub(super) part: PartId,
    /// Of the rows, as they were when the file was read or written here.
    pub(super) fingerprint: Fingerprint,
}

impl PartFile {
    /// Reads a file, whatever its name, and works out its fingerprint.
    ///
    /// # Errors
    /// Says in words why it is no complete file of a part.
    pub(super) fn look_at(path: &Path) -> Result<Self, String> {
        let part = read(path)?;
        Ok(Self {
            path: path.to_owned(),
            part: part.id,
            fingerprint: fingerprint::part_fingerprint(&part),
        })
    }

    /// Writes a part into a folder.
    pub(super) fn write(folder: &Path, part: &Part) -> Result<Self, RemoteError> {
        let fingerprint = fingerprint::part_fingerprint(part);
        let month = part.id.month.map(|month| format!(".{month}")).unwrap_or_default();
        let name = format!(
            "{}{month}.{}-{:x}-{:x}.parquet",
            part.id.source, fingerprint.rows, fingerprint.low, fingerprint.high
        );
        let note =
            serde_json::to_string(&PartNote::of(part)).map_err(|why| RemoteError::NotUnderstood(why.to_string()))?;
        let path = files::write(folder, &name, |file| writing::write(file, part, note))?;
        Ok(Self {
            path,
            part: part.id,
            fingerprint,
        })
    }

    pub(super) fn read(&self) -> Result<Part, RemoteError> {
        read(&self.path).map_err(|why| RemoteError::Damaged { part: self.part, why })
    }

    /// Of the rows that are in the file now.
    pub(super) fn fingerprint_of_rows(&self) -> Result<Fingerprint, RemoteError> {
        Ok(fingerprint::part_fingerprint(&self.read()?))
    }

    pub(super) fn remove(&self) -> Result<(), RemoteError> {
        files::remove(&self.path)
    }
}

fn read(path: &Path) -> Result<Part, String> {
    let open = || -> Result<_, ParquetError> { SerializedFileReader::new(File::open(path)?) };
    let file = open().map_err(|why| format!("{} is not complete: {why}", path.display()))?;
    let notes = file.metadata().file_metadata().key_value_metadata();
    let note = notes.and_then(|notes| notes.iter().find(|note| note.key == NOTE)?.value.as_deref());
    let note: Option<PartNote> = note.and_then(|note| serde_json::from_str(note).ok());
    let mut part = note
        .and_then(PartNote::part)
        .ok_or_else(|| format!("{} does not say which source it is of", path.display()))?;
    part.batch = reading::rows(&file).map_err(|why| format!("{} can't be read: {why}", path.display()))?;
    Ok(part)
}

/// Adds the rows of `other` to those of `part`, each once.
pub(super) fn unite(part: &mut Part, other: &Part) {
    let batch = &mut part.batch;
    let items = numbers_in(&mut batch.items, &other.batch.items);
    let circumstances = numbers_in(&mut batch.circumstances, &other.batch.circumstances);
    let mut known: HashSet<Evidence> = batch.evidence.iter().copied().collect();
    for row in &other.batch.evidence {
        let row = Evidence {
            item: items[row.item as usize],
            circumstance: circumstances[row.circumstance as usize],
            ..*row
        };
        if known.insert(row) {
            batch.evidence.push(row);
        }
    }
}

/// The places of `others` in `all`, at whose end they are added if they are not there yet.
fn numbers_in<T: Clone + Eq + std::hash::Hash>(all: &mut Vec<T>, others: &[T]) -> Vec<u32> {
    let mut places: HashMap<T, u32> = all.iter().cloned().zip(0..).collect();
    let place = |other: &T| {
        *places.entry_ref(other).or_insert_with(|| {
            all.push(other.clone());
            all.len() as u32 - 1
        })
    };
    others.iter().map(place).collect()
}

/// A row with what its numbers stand for.
struct Row<'p> {
    evidence: &'p Evidence,
    item: &'p Item,
    circumstance: &'p Circumstance,
}

impl<'p> Row<'p> {
    fn of(part: &'p Part, evidence: &'p Evidence) -> Self {
        Self {
            evidence,
            item: &part.batch.items[evidence.item as usize],
            circumstance: &part.batch.circumstances[evidence.circumstance as usize],
        }
    }
}
