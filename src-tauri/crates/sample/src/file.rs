//! Files of exports, in a zip or in a folder: arrays of rows, written through one buffer.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use crate::json::Layout;

/// This many bytes are collected before they are written to the file.
const BUFFER: usize = 1 << 18;

/// A zip in progress.
pub(crate) struct Zip(ZipWriter<BufWriter<File>>);

impl Zip {
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        Ok(Self(ZipWriter::new(BufWriter::new(File::create(path)?))))
    }

    /// Begins the next file in the zip and returns where its bytes are written.
    pub(crate) fn begin(&mut self, name: &str) -> io::Result<&mut ZipWriter<BufWriter<File>>> {
        // A fixed date, so that the same seed gives the same bytes.
        let noon = DateTime::from_date_and_time(2026, 11, 15, 12, 0, 0).map_err(io::Error::other)?;
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(noon);
        self.0.start_file(name, options)?;
        Ok(&mut self.0)
    }

    pub(crate) fn finish(self) -> io::Result<()> {
        self.0.finish()?.flush()
    }
}

/// Writes an array, calling `write` once for each row.
pub(crate) fn write_array<T>(
    into: &mut impl Write,
    layout: Layout,
    rows: &[T],
    mut write: impl FnMut(&T, &mut Vec<u8>),
) -> io::Result<()> {
    let mut bytes = Vec::with_capacity(BUFFER + 4096);
    for (at, row) in rows.iter().enumerate() {
        bytes.extend_from_slice(layout.before(at));
        write(row, &mut bytes);
        if bytes.len() >= BUFFER {
            into.write_all(&bytes)?;
            bytes.clear();
        }
    }
    bytes.extend_from_slice(if rows.is_empty() { b"[]" } else { layout.after() });
    into.write_all(&bytes)
}
