//! Reads one file from its first byte to its last: what it is, and all its rows. A file is read whole or not at all.

use std::io::Read;

use crate::{
    FileError, Format,
    head::{HEAD_BYTES, Head},
    limits::Usage,
    read_error::ReadError,
    rows::{FileRows, RowReader},
};

/// What a file turned out to be.
pub(crate) enum Content {
    History(&'static Format, FileRows),
    /// It is or may be a listening history, but cannot be used.
    Refused(FileError),
    /// An empty list, or nothing at all.
    Empty,
    /// Something else.
    Other,
}

/// Reads a file called `name`. `on_io_error` is the error to return when `source` fails without a [`ReadError`] of its own.
pub(crate) fn read(
    mut source: impl Read,
    name: &str,
    usage: &Usage<'_>,
    on_io_error: FileError,
) -> Result<Content, ReadError> {
    let mut file = RowReader::new(&mut source, name, usage, on_io_error)?;
    let bytes = file.bytes();
    match Head::of(&bytes[..bytes.len().min(HEAD_BYTES)]) {
        Head::History(format) => Ok(Content::History(format, (format.read)(&mut file)?)),
        Head::HistoryInUtf16 => Ok(Content::Refused(FileError::Utf16)),
        Head::BrokenList => Ok(Content::Refused(FileError::EndsInTheMiddle)),
        // Only the name can say what an empty file should hold, and it may be a history that was lost.
        Head::Blank if is_json_by_name(name) => Ok(Content::Refused(FileError::Empty)),
        Head::Blank | Head::EmptyList => Ok(Content::Empty),
        // A history that was damaged in the zip may look like anything. Reading to its end compares the checksum.
        Head::Other if is_json_by_name(name) => file.skip().map(|()| Content::Other),
        Head::Other => Ok(Content::Other),
    }
}

fn is_json_by_name(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".json")
}
