//! What a listener's programs do to one archive in no particular order: import, undo, record, back up and restore, again and again. A seed
//! decides what comes next, so that a run can be repeated.

use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};
use std::path::PathBuf;

use library::{Archive, SourceKind, StoreError, Zone};

use crate::evening::evening;
use crate::failure::{Failure, Outcome};
use crate::operation::Operation;

/// The deeds of one program.
#[derive(Debug, Clone)]
pub struct Deeds {
    /// Decides what is done.
    pub seed: u64,
    /// How many things.
    pub count: u32,
    /// What it imports.
    pub exports: Vec<PathBuf>,
    /// The evenings that this program alone records, in their order: from the first number to before the second.
    pub evenings: (usize, usize),
}

impl Deeds {
    /// Does them all. In the end every evening is recorded; imports may be there or not.
    ///
    /// # Errors
    /// When the archive refuses something that it should not. Another program may undo, drop or hold what this one is about to use:
    /// being told of that is right.
    pub fn perform(&self, archive: &Archive) -> Outcome {
        let mut evenings = self.evenings.0..self.evenings.1;
        for nth in 0..self.count {
            let pick = |among: usize| usize::try_from(self.number(nth) >> 8).unwrap_or_default() % among.max(1);
            match self.number(nth) % 8 {
                0 | 1 => {
                    let export = self.exports[pick(self.exports.len())].clone();
                    Operation::Import(export).perform(archive, || {})?;
                }
                2 => {
                    let sources = archive.overview(Zone::default())?.sources;
                    let imports: Vec<_> = sources
                        .iter()
                        .filter(|source| source.kind == SourceKind::Import)
                        .collect();
                    if let Some(import) = imports.get(pick(imports.len())) {
                        match archive.undo(import.id) {
                            Ok(_) | Err(StoreError::NoSuchSource(_)) => {}
                            Err(error) => return Err(error.into()),
                        }
                    }
                }
                3 | 4 => {
                    if let Some(number) = evenings.next() {
                        archive.record("robin", &evening(number)?)?;
                    }
                }
                5 => drop(archive.back_up()?),
                6 => {
                    let backups = archive.backups()?;
                    if let Some(backup) = backups.get(pick(backups.len())) {
                        match archive.restore(&backup.name) {
                            Ok(()) | Err(StoreError::NoSuchBackup(_) | StoreError::Busy) => {}
                            Err(error) => return Err(error.into()),
                        }
                    }
                }
                _ => drop(archive.latest(None, 50)?),
            }
        }
        for number in evenings {
            archive.record("robin", &evening(number)?)?;
        }
        Ok(())
    }

    fn number(&self, nth: u32) -> u64 {
        BuildHasherDefault::<DefaultHasher>::default().hash_one((self.seed, nth))
    }

    /// As a program's arguments.
    #[must_use]
    pub fn to_arguments(&self) -> Vec<String> {
        let (from, to) = self.evenings;
        let numbers = [
            self.seed.to_string(),
            self.count.to_string(),
            from.to_string(),
            to.to_string(),
        ];
        let exports = self.exports.iter().map(|path| path.display().to_string());
        ["deeds".to_owned()].into_iter().chain(numbers).chain(exports).collect()
    }

    /// Reads what [`Self::to_arguments`] wrote.
    ///
    /// # Errors
    /// When it is something else.
    pub fn parse(arguments: &[String]) -> Outcome<Self> {
        let [word, seed, count, from, to, exports @ ..] = arguments else {
            return Err(Failure::new(format!("no deeds: {arguments:?}")));
        };
        if word != "deeds" {
            return Err(Failure::new(format!("no deeds: {word}")));
        }
        Ok(Self {
            seed: seed.parse()?,
            count: count.parse()?,
            exports: exports.iter().map(PathBuf::from).collect(),
            evenings: (from.parse()?, to.parse()?),
        })
    }
}
