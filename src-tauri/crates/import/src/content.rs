//! Reads one file from its first byte to its last: what it is, and all its rows. A file is read whole or not at all.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;

use crate::{
    FileError, Format,
    encoding::Encoding,
    file_kind::FileKind,
    head::HEAD_BYTES,
    limits::{Inflation, LimitedReader, Usage},
    other_data::OtherData,
    peeked::Peeked,
    read_error::ReadError,
    rows::{FileRows, RowReader},
};

/// What a file turned out to be.
pub(crate) enum Content {
    History(&'static Format, FileRows),
    /// It is or may be a listening history, but cannot be used.
    Refused(FileError),
    /// A complete list with nothing in it.
    EmptyList,
    /// Nothing at all.
    Blank,
    /// Something else.
    Other(Option<OtherData>),
}

/// How a file is read.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'u> {
    /// What the file is called.
    pub(crate) name: &'u str,
    pub(crate) usage: &'u Usage<'u>,
    /// How far it may inflate if it is packed by gzip.
    pub(crate) inflation: &'u Inflation,
    /// The error to return when the source fails without a [`ReadError`] of its own.
    pub(crate) on_io_error: FileError,
}

impl Reading<'_> {
    /// Looks at a file's beginning.
    pub(crate) fn peek<R: Read>(self, source: R) -> Result<Peeked<R>, ReadError> {
        Peeked::new(source, HEAD_BYTES).map_err(|error| ReadError::from_io(error, self.on_io_error))
    }

    /// Reads a file of which the beginning is known, and which is no zip.
    pub(crate) fn read(self, source: Peeked<impl Read>) -> Result<Content, ReadError> {
        match FileKind::of(source.head(), self.name) {
            FileKind::Gzip => self.gzip(source),
            FileKind::Zip => Ok(Content::Refused(FileError::PackedTooDeep)),
            kind => self.of_kind(kind, source),
        }
    }

    fn gzip(self, source: impl Read) -> Result<Content, ReadError> {
        let inner = Reading {
            name: name_without_gz(self.name),
            on_io_error: FileError::GzipBroken,
            ..self
        };
        let unpacked = MultiGzDecoder::new(source);
        let unpacked = inner.peek(LimitedReader::packed(unpacked, self.usage, 0, self.inflation))?;
        match FileKind::of(unpacked.head(), inner.name) {
            FileKind::Gzip | FileKind::Zip | FileKind::Refused(FileError::OtherContainer { .. }) => {
                Ok(Content::Refused(FileError::PackedTooDeep))
            }
            kind => inner.of_kind(kind, unpacked),
        }
    }

    fn of_kind(self, kind: FileKind, source: impl Read) -> Result<Content, ReadError> {
        match kind {
            FileKind::History(format, encoding) => self.history(format, encoding, source),
            FileKind::Refused(error) => Ok(Content::Refused(error)),
            FileKind::EmptyList => Ok(Content::EmptyList),
            FileKind::Blank => Ok(Content::Blank),
            // A history that was damaged in the zip may look like anything. Reading to its end compares the checksum.
            FileKind::Other(data) if self.name.to_ascii_lowercase().ends_with(".json") => {
                let mut source = source;
                io::copy(&mut source, &mut io::sink()).map_err(|error| ReadError::from_io(error, self.on_io_error))?;
                Ok(Content::Other(data))
            }
            FileKind::Other(data) => Ok(Content::Other(data)),
            FileKind::Zip | FileKind::Gzip => Ok(Content::Refused(FileError::PackedTooDeep)),
        }
    }

    fn history(self, format: &'static Format, encoding: Encoding, source: impl Read) -> Result<Content, ReadError> {
        let mut text = encoding.decode(source)?;
        let mut file = RowReader::new(&mut *text, self.name, self.usage, self.on_io_error)?;
        let rows = (format.read)(&mut file)?;
        match rows.rejects.most_frequent() {
            Some(reason) if rows.evidence.is_empty() => Ok(Content::Refused(FileError::NothingUnderstood { reason })),
            _ => Ok(Content::History(format, rows)),
        }
    }
}

fn name_without_gz(name: &str) -> &str {
    let ending = name.len().saturating_sub(3);
    match name.is_char_boundary(ending) && name[ending..].eq_ignore_ascii_case(".gz") {
        true => &name[..ending],
        false => name,
    }
}
