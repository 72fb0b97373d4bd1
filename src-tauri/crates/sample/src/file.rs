//! Files of exports: arrays of so many rows, in a zip or in a folder, written through one buffer.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use super::json::Layout;

/// So much is gathered before it goes on to the file.
const BUFFER: usize = 1 << 18;

/// A zip under way.
pub(super) struct Zip(ZipWriter<BufWriter<File>>);

impl Zip {
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        Ok(Self(ZipWriter::new(BufWriter::new(File::create(path)?))))
    }

    /// Begins the next file in it; what is written goes there.
    pub(super) fn begin(&mut self, name: &str) -> io::Result<&mut ZipWriter<BufWriter<File>>> {
        // The life ends on a fixed day, and so do its files.
        let noon = DateTime::from_date_and_time(2026, 11, 15, 12, 0, 0).map_err(io::Error::other)?;
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(noon);
        self.0.start_file(name, options)?;
        Ok(&mut self.0)
    }

    pub(super) fn finish(self) -> io::Result<()> {
        self.0.finish()?.flush()
    }
}

/// Writes an array, one call of `write` for each row.
pub(super) fn write_array<T>(
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
