//! Reads one file from its first byte to its last: what it is, and all its rows. A file is read whole or not at all.

use std::io::Read;

use crate::{
    FileError, Format, ImportError,
    account::Account,
    chunk_buffer::ChunkBuffer,
    collection::Collection,
    extended::Extended,
    fix_surrogates::fix_surrogates,
    format::{HEAD_BYTES, Head, Layout},
    limits::Usage,
    list::{Element, ListReader},
    name::display_name,
    read_error::ReadError,
    rejects::{RejectReason, Rejects},
};

/// How much of a file is in memory at a time, unless a row is longer. It should fit into the processor's cache; more is not faster.
const CHUNK_BYTES: usize = 256 * 1024;

/// What a file turned out to be.
pub(crate) enum Content {
    History(Format, FileRows),
    /// It is or may be a listening history, but cannot be used.
    Refused(FileError),
    /// An empty list, or nothing at all.
    Empty,
    /// Something else.
    Other,
}

/// The rows of one file.
#[derive(Default)]
pub(crate) struct FileRows {
    pub(crate) count: u64,
    pub(crate) evidence: Collection,
    pub(crate) rejects: Rejects,
}

/// Reads a file called `name`. `on_io_error` is the error to return when `source` fails without a [`ReadError`] of its own.
pub(crate) fn read(
    source: impl Read,
    name: &str,
    usage: &Usage<'_>,
    on_io_error: FileError,
) -> Result<Content, ReadError> {
    let mut file = Reader {
        buffer: ChunkBuffer::new(source, CHUNK_BYTES),
        name,
        usage,
        on_io_error,
    };
    file.fill()?;
    let bytes = file.buffer.bytes();
    match Head::of(&bytes[..bytes.len().min(HEAD_BYTES)]) {
        Head::History(format @ Format::Extended) => Ok(Content::History(format, file.rows::<Extended>()?)),
        Head::History(format @ Format::Account) => Ok(Content::History(format, file.rows::<Account>()?)),
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

struct Reader<'n, R> {
    buffer: ChunkBuffer<R>,
    name: &'n str,
    usage: &'n Usage<'n>,
    on_io_error: FileError,
}

impl<R: Read> Reader<'_, R> {
    fn fill(&mut self) -> Result<(), ReadError> {
        self.buffer
            .fill()
            .map_err(|error| ReadError::from_io(error, self.on_io_error))
    }

    /// Reads to the end without looking at the content.
    fn skip(&mut self) -> Result<(), ReadError> {
        while !self.buffer.bytes().is_empty() {
            self.buffer.consume(CHUNK_BYTES);
            self.fill()?;
        }
        Ok(())
    }

    fn rows<L: Layout>(&mut self) -> Result<FileRows, ReadError> {
        let limits = self.usage.limits;
        let mut list = ListReader::new(limits.row_bytes);
        let mut rows = FileRows::default();
        loop {
            let mut consumed = 0;
            let outcome = list.read_chunk(&self.buffer, &mut consumed, |row, element: Element<'_, L::Row<'_>>| {
                rows.add_element::<L>(self.name, row, element);
            });
            self.usage.add_rows(list.rows() - rows.count)?;
            rows.count = list.rows();
            if rows.evidence.text_bytes() > limits.text_bytes {
                return Err(ImportError::TooMuchText {
                    limit_bytes: limits.text_bytes,
                }
                .into());
            }
            if !outcome? {
                rows.evidence.number_equal_rows();
                return Ok(rows);
            }
            self.buffer.consume(consumed);
            self.fill()?;
        }
    }
}

impl FileRows {
    fn add_element<L: Layout>(&mut self, file: &str, row: u64, element: Element<'_, L::Row<'_>>) {
        match element {
            Element::Row(values) => self.add_row::<L>(file, row, &values),
            Element::Invalid(text) => {
                let fixed = fix_surrogates(text);
                match fixed.as_deref().map(serde_json::from_str) {
                    Some(Ok(values)) => self.add_row::<L>(file, row, &values),
                    _ => self.rejects.add(RejectReason::RowUnreadable, file, row, String::new),
                }
            }
            Element::NotARow => self.rejects.add(RejectReason::NotARow, file, row, String::new),
        }
    }

    fn add_row<L: Layout>(&mut self, file: &str, row: u64, values: &L::Row<'_>) {
        match L::evidence(values) {
            Ok(evidence) => self.evidence.add(&evidence),
            Err(reason) => self.rejects.add(reason, file, row, || display_name(&L::sample(values))),
        }
    }
}
