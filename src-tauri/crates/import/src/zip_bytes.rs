//! The bytes of a zip, wherever they are: in a file that several threads read, or in another zip. How many are read before its central
//! directory is known is limited, because a directory without end would fill the memory.

use std::{
    io::{self, Read, Seek, SeekFrom},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use crate::{FileError, inflated_file::InflatedFile, read_error::ReadError, shared_file::SharedFile};

/// Where the bytes of a zip are.
#[derive(Clone)]
pub(crate) enum ZipSource<'u> {
    File(SharedFile),
    InZip(InflatedFile<'u>),
}

/// The bytes of a zip.
#[derive(Clone)]
pub(crate) struct ZipBytes<'u> {
    source: ZipSource<'u>,
    allowance: Allowance,
    /// The error above the allowance.
    too_many: FileError,
}

/// How many more bytes may be read while the central directory is not known yet.
#[derive(Clone)]
pub(crate) struct Allowance(Arc<AtomicU64>);

impl Allowance {
    /// From now on there is no limit.
    pub(crate) fn lift(&self) {
        self.0.store(u64::MAX, Relaxed);
    }
}

impl<'u> ZipBytes<'u> {
    /// Bytes of which at most so many can be read until the allowance is lifted.
    pub(crate) fn limited(source: ZipSource<'u>, most_bytes: u64, too_many: FileError) -> (Self, Allowance) {
        let allowance = Allowance(Arc::new(AtomicU64::new(most_bytes)));
        let bytes = Self {
            source,
            allowance: allowance.clone(),
            too_many,
        };
        (bytes, allowance)
    }
}

impl Read for ZipBytes<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = match &mut self.source {
            ZipSource::File(file) => file.read(buffer)?,
            ZipSource::InZip(file) => file.read(buffer)?,
        };
        let allowance = self.allowance.0.load(Relaxed);
        if allowance != u64::MAX {
            let left = allowance
                .checked_sub(bytes as u64)
                .ok_or_else(|| ReadError::from(self.too_many).into_io())?;
            self.allowance.0.store(left, Relaxed);
        }
        Ok(bytes)
    }
}

impl Seek for ZipBytes<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match &mut self.source {
            ZipSource::File(file) => file.seek(to),
            ZipSource::InZip(file) => file.seek(to),
        }
    }
}
