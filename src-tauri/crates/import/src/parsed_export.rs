//! What reading brings: evidence, rejects, and a report on each file.
//! The same for the same files, whatever their order and the number of threads.

use plays::{Circumstance, Evidence, Item};

use crate::{FileError, Format, Reject, name::name_in_zip};

/// What all the files together say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedExport {
    /// Everything played, in every way in which a row names it, each once; ordered by URI, then by names.
    pub items: Vec<Item>,
    /// Every circumstance of a play, each once, in order.
    pub circumstances: Vec<Circumstance>,
    /// Every row that is evidence of a play, by time; its numbers point into the two lists.
    pub evidence: Vec<Evidence>,
    /// Rows read: those in `evidence` and those in `rejects`.
    pub rows: u64,
    /// The rows that are evidence of none, by reason.
    pub rejects: Vec<Reject>,
    /// Every file that holds history, or might and was refused, by name; and each given path of which nothing could be read.
    pub files: Vec<FileReport>,
    /// How many files hold something else.
    pub other_files: usize,
    /// See [`crate::fingerprint`].
    pub sha256: [u8; 32],
}

/// One file, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileReport {
    /// The zip that it is in; for a zip in a zip, both, with a slash between.
    pub zip: Option<String>,
    /// Its own name, or its path below the given folder or in the zip. Safe to show.
    pub name: String,
    /// What it holds, where that could be found out.
    pub format: Option<&'static Format>,
    /// How many of its rows were read: all of them, or none if it was refused.
    pub rows: u64,
    /// Why it was refused.
    pub refused: Option<FileError>,
}

impl FileReport {
    /// Its name with that of the zip that it is in. Safe to show.
    pub fn full_name(&self) -> String {
        match &self.zip {
            Some(zip) => name_in_zip(zip, &self.name),
            None => self.name.clone(),
        }
    }

    /// A file of which nothing is known yet.
    pub(crate) fn new(zip: Option<&str>, name: &str) -> Self {
        Self {
            zip: zip.map(ToOwned::to_owned),
            name: name.to_owned(),
            format: None,
            rows: 0,
            refused: None,
        }
    }
}
