//! Reads the rows of one file.

use std::io::Read;

use plays::PlayedAt;

use crate::{
    FileError, ImportError,
    chunk_buffer::ChunkBuffer,
    collection::Collection,
    fix_surrogates::fix_surrogates,
    layout::Layout,
    limits::Usage,
    list::{Element, ListReader},
    name::display_name,
    read_error::ReadError,
    rejects::{RejectReason, Rejects},
};

/// How much of a file is in memory at a time, unless a row is longer. It should fit into the processor's cache; more is not faster.
const CHUNK_BYTES: usize = 256 * 1024;

/// The rows of one file.
#[derive(Default)]
pub(crate) struct FileRows {
    pub(crate) count: u64,
    pub(crate) evidence: Collection,
    pub(crate) rejects: Rejects,
}

/// Reads a file chunk by chunk.
pub(crate) struct RowReader<'f> {
    buffer: ChunkBuffer<&'f mut dyn Read>,
    name: &'f str,
    usage: &'f Usage<'f>,
    on_io_error: FileError,
}

impl<'f> RowReader<'f> {
    /// Reads the beginning of a file called `name`. `on_io_error` is the error to return when `source` fails without a [`ReadError`] of
    /// its own.
    pub(crate) fn new(
        source: &'f mut dyn Read,
        name: &'f str,
        usage: &'f Usage<'f>,
        on_io_error: FileError,
    ) -> Result<Self, ReadError> {
        let mut reader = Self {
            buffer: ChunkBuffer::new(source, CHUNK_BYTES),
            name,
            usage,
            on_io_error,
        };
        reader.fill()?;
        Ok(reader)
    }

    fn fill(&mut self) -> Result<(), ReadError> {
        self.buffer
            .fill()
            .map_err(|error| ReadError::from_io(error, self.on_io_error))
    }

    fn list<L: Layout>(&mut self) -> Result<FileRows, ReadError> {
        let limits = self.usage.limits;
        let mut list = ListReader::new(limits.row_bytes);
        let mut rows = FileRows::default();
        loop {
            let mut consumed = 0;
            let outcome = list.read_chunk(&self.buffer, &mut consumed, |row, element: Element<'_, L::Row<'_>>| {
                rows.add_element::<L>(self.name, limits.latest, row, element);
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

/// Reads all rows of a list that is laid out like `L`.
pub(crate) fn read_list<L: Layout>(file: &mut RowReader<'_>) -> Result<FileRows, ReadError> {
    file.list::<L>()
}

impl FileRows {
    fn add_element<L: Layout>(&mut self, file: &str, latest: PlayedAt, row: u64, element: Element<'_, L::Row<'_>>) {
        match element {
            Element::Row(values) => self.add_row::<L>(file, latest, row, &values),
            Element::Invalid(text) => {
                let fixed = fix_surrogates(text);
                match fixed.as_deref().map(serde_json::from_str) {
                    Some(Ok(values)) => self.add_row::<L>(file, latest, row, &values),
                    _ => self.rejects.add(RejectReason::RowUnreadable, file, row, String::new),
                }
            }
            Element::NotARow => self.rejects.add(RejectReason::NotARow, file, row, String::new),
        }
    }

    fn add_row<L: Layout>(&mut self, file: &str, latest: PlayedAt, row: u64, values: &L::Row<'_>) {
        let added = L::evidence(values).and_then(|evidence| self.evidence.add(&evidence, latest));
        if let Err(reason) = added {
            self.rejects.add(reason, file, row, || display_name(&L::sample(values)));
        }
    }
}
