//! The way in: reading an export, and telling by a digest whether it was read before.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::{
    ImportError, Limits, OnProgress, Options, ParsedExport, digest,
    input::{self, InputFile},
    read_error::ReadError,
    workers,
};

/// Reads zips, folders and single files, in any mixture. Of a folder, everything below is looked at; of a zip, the zips in it too, but
/// not those in them. Files packed by gzip are unpacked.
///
/// A file among others that can't be read is refused and listed in [`ParsedExport::files`].
///
/// # Errors
/// If a given path is missing or cannot be opened, if nothing holds history, if every file that does was refused, if a limit was
/// passed, and if `on_progress` cancelled.
pub fn read(inputs: &[PathBuf], options: &Options, on_progress: OnProgress<'_>) -> Result<ParsedExport, ImportError> {
    let inputs = input::find_files(inputs, &options.limits)?;
    workers::read_all(&inputs, options, on_progress)
}

/// The digest of an import, without reading its rows: SHA-256 over the sorted SHA-256 of every zip and every history file outside
/// a zip, and of the beginnings of the files that the report names besides. Neither names nor order nor other files count.
///
/// # Errors
/// If a given path is missing or cannot be opened, and if nothing could hold history.
pub fn fingerprint(inputs: &[PathBuf]) -> Result<[u8; 32], ImportError> {
    let found = input::find_files(inputs, &Limits::default())?;
    let counting: Vec<_> = found.files.iter().filter(|file| file.is_in_digest()).collect();
    if counting.is_empty() {
        return Err(ImportError::NotHistory {
            file: found.name(),
            only: None,
        });
    }
    let of_file = |file: &&InputFile| {
        if let Some(digest) = file.head_digest {
            return Ok(digest);
        }
        digest::of_file(&file.path, || Ok(())).map_err(|error| match error {
            ReadError::Import(error) => error,
            ReadError::File(_) => ImportError::Unreadable {
                file: file.name.clone(),
            },
        })
    };
    // The disk is faster than one core.
    Ok(digest::of_all(
        counting.par_iter().map(of_file).collect::<Result<_, _>>()?,
    ))
}
