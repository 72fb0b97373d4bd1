//! What goes into an import and what comes out of it, in the words of this crate.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use import::Progress;
use store::{ImportCounts, RefusedFile, Reject, SourceId};

/// How an import is run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// Only finds out what the result would be, and leaves the archive as it is.
    pub dry_run: bool,
}

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportProgress {
    /// Reading or writing.
    pub phase: ImportPhase,
    /// How far reading has come.
    pub read: Progress,
}

/// An import can be stopped while it is reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportPhase {
    /// The files are read.
    Reading,
    /// Their rows are compared with the archive and written.
    Writing,
}

/// The result of an import. It adds up: `read = added + already_known + merged +` the rejects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportReport {
    /// The source, by which the import can be undone. `None` when nothing was written: after a dry run, or for an export that
    /// is in the archive already.
    pub source: Option<SourceId>,
    /// What the import is called.
    pub name: String,
    /// How many rows ended up where.
    pub counts: ImportCounts,
    /// Rows that were not taken, by reason.
    pub rejects: Vec<Reject>,
    /// Files that were not read though somebody might miss them, each with the reason; those in zips with the zip's name.
    pub refused: Vec<RefusedFile>,
    /// The ends of the first and the last play, in milliseconds since 1970.
    pub span: Option<(i64, i64)>,
    /// How many gaps it closed.
    pub gaps_closed: usize,
}

/// What an import of these files is called: the first file's name, and how many others there are.
pub fn import_name(inputs: &[PathBuf]) -> String {
    let file_name = |path: &Path| {
        path.file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned()
    };
    match inputs {
        [] => String::new(),
        [only] => file_name(only),
        [first, others @ ..] => format!("{} and {} more", file_name(first), others.len()),
    }
}

pub(super) fn refused_file(file: &import::FileReport) -> Option<RefusedFile> {
    let why = file.refused.as_ref()?;
    Some(RefusedFile {
        file: file.full_name(),
        why: why.to_string(),
        code: why.code().to_owned(),
    })
}

/// Adds up the rejects of all files by reason. The sample is that of the first file.
pub(super) fn rejects_by_reason(rejects: Vec<import::Reject>) -> Vec<Reject> {
    let mut by_reason: HashMap<&'static str, Reject> = HashMap::new();
    for import::Reject { reason, count, sample } in rejects {
        let reject = by_reason.entry(reason.code()).or_insert_with(|| Reject {
            reason: reason.code().to_owned(),
            count: 0,
            sample: format!("{}, row {}: {}", sample.file, sample.row, sample.text),
        });
        reject.count += count;
    }
    let mut all: Vec<_> = by_reason.into_values().collect();
    all.sort_by(|a, b| a.reason.cmp(&b.reason));
    all
}
