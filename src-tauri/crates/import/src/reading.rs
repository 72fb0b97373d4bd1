//! What goes in and what comes out.

use std::{num::NonZero, ops::ControlFlow, path::PathBuf, thread};

use plays::{Circumstance, Evidence, Item};

use crate::{FileError, Format, ImportError, Reject, digest, halt::Halt, name::last_part, source, work};

/// How to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Where to stop.
    pub limits: Limits,
    /// How many files are read at once; 0 counts as 1. The outcome does not depend on it.
    pub threads: usize,
}

impl Default for Options {
    /// The usual limits, and as many threads as there are cores, up to four: more would wait for the disk.
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            threads: thread::available_parallelism().map_or(1, NonZero::get).min(4),
        }
    }
}

/// Where to stop. What is above is no listening history, or no honest one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Files and folders looked at: 100,000.
    pub files: usize,
    /// Members of one zip: 10,000.
    pub members: usize,
    /// Bytes in all, uncompressed: 64 GiB.
    pub bytes: u64,
    /// How many times its packed size one member of a zip may inflate to: 200. Real ones come to about 20.
    pub ratio: u64,
    /// Below so many bytes, any ratio will do: 64 MiB.
    pub any_ratio_bytes: u64,
    /// Bytes of one row: 1 MiB. Real ones have about 700.
    pub row_bytes: usize,
    /// Rows in all: 20 million.
    pub rows: u64,
    /// Bytes of different items and circumstances held, roughly: 1 GiB.
    pub text_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            files: 100_000,
            members: 10_000,
            bytes: 64 << 30,
            ratio: 200,
            any_ratio_bytes: 64 << 20,
            row_bytes: 1 << 20,
            rows: 20_000_000,
            text_bytes: 1 << 30,
        }
    }
}

/// How far reading is. No number ever falls; at the end `bytes_read` is `bytes_total`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows read so far, those of files that are refused later included.
    pub rows: u64,
    /// Bytes done with, uncompressed.
    pub bytes_read: u64,
    /// Bytes to do, uncompressed, as the files' own lists say.
    pub bytes_total: u64,
}

/// Told once before anything is read, then at most twenty times a second, and once at the end; answers whether to go on.
pub type OnProgress<'w> = &'w mut (dyn FnMut(Progress) -> ControlFlow<()> + Send);

/// What all the files together say. The same for the same files, whatever their order and the number of threads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedExport {
    /// Everything played, each once, ordered by URI. Where rows name it differently, as the latest row does.
    pub items: Vec<Item>,
    /// Every way it came about, each once, in order.
    pub circumstances: Vec<Circumstance>,
    /// Every row that tells of a play, by time; its numbers point into the two lists.
    pub evidence: Vec<Evidence>,
    /// Rows read: those in `evidence` and those in `rejects`.
    pub rows: u64,
    /// The rows that tell of no play, by reason.
    pub rejects: Vec<Reject>,
    /// Every file that holds history, or might and was refused, by name.
    pub files: Vec<FileReport>,
    /// How many files hold something else.
    pub other_files: usize,
    /// See [`fingerprint`].
    pub sha256: [u8; 32],
}

/// One file, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileReport {
    /// The zip that it is in.
    pub zip: Option<String>,
    /// Its own name, or its path below the given folder or in the zip. Fit to be shown.
    pub name: String,
    /// What it holds, where that could be told.
    pub format: Option<Format>,
    /// How many of its rows are in the reading: all of them, or none if it was refused.
    pub rows: u64,
    /// Why it was refused.
    pub refused: Option<FileError>,
}

/// Reads zips, folders and single files, in any mixture. Of a folder, everything below is looked at; zips in zips are not.
///
/// A damaged file among others is refused and listed in [`ParsedExport::files`].
///
/// # Errors
/// If a given path is missing or cannot be opened, if nothing holds history, if every file that does was refused, if a limit was
/// passed, and if `watch` said stop.
pub fn read(inputs: &[PathBuf], options: &Options, watch: OnProgress<'_>) -> Result<ParsedExport, ImportError> {
    let sources = source::find(inputs, &options.limits)?;
    work::read(&sources, &given(inputs), options, watch)
}

/// The digest of an import, without reading its rows: SHA-256 over the sorted SHA-256 of every zip and every history file that lies
/// loose. Neither names nor order nor other files count.
///
/// # Errors
/// If a given path is missing or cannot be opened, and if nothing could hold history.
pub fn fingerprint(inputs: &[PathBuf]) -> Result<[u8; 32], ImportError> {
    let sources = source::find(inputs, &Limits::default())?;
    let counting: Vec<_> = sources.iter().filter(|source| source.counts()).collect();
    if counting.is_empty() {
        return Err(ImportError::NotHistory { file: given(inputs) });
    }
    let of_file = |source: &&source::Source| {
        digest::of_file(&source.path, || Ok(())).map_err(|halt| match halt {
            Halt::All(error) => error,
            Halt::Trouble(_) => ImportError::Unreadable {
                file: source.name.clone(),
            },
        })
    };
    Ok(digest::of_all(counting.iter().map(of_file).collect::<Result<_, _>>()?))
}

/// What to call all inputs together.
fn given(inputs: &[PathBuf]) -> String {
    inputs.first().map(|path| last_part(path)).unwrap_or_default()
}
