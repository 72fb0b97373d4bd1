//! The digest of an import: the same for the same files, whatever their names and order.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use sha2::{Digest, Sha256};

use crate::{FileError, read_error::ReadError};

/// SHA-256 of one file's bytes.
pub(crate) type FileDigest = [u8; 32];

/// One digest from those of all files.
pub(crate) fn of_all(mut files: Vec<FileDigest>) -> [u8; 32] {
    files.sort_unstable();
    Sha256::digest(files.concat()).into()
}

/// A file's digest, read from the disk. `check_cancelled` is called before each chunk.
pub(crate) fn of_file(
    path: &Path,
    check_cancelled: impl Fn() -> Result<(), ReadError>,
) -> Result<FileDigest, ReadError> {
    let unreadable = |_: io::Error| ReadError::from(FileError::Unreadable);
    let mut reader = DigestReader::new(File::open(path).map_err(unreadable)?);
    let mut chunk = vec![0; 128 * 1024];
    loop {
        check_cancelled()?;
        if reader.read(&mut chunk).map_err(unreadable)? == 0 {
            return Ok(reader.finish());
        }
    }
}

/// The digest of a file of which only the beginning is known, and its length.
pub(crate) fn of_head(head: &[u8], bytes: u64) -> FileDigest {
    Sha256::new()
        .chain_update(head)
        .chain_update(bytes.to_be_bytes())
        .finalize()
        .into()
}

/// A reader that computes the digest of all that is read through it.
pub(crate) struct DigestReader<R> {
    source: R,
    hasher: Sha256,
}

impl<R> DigestReader<R> {
    pub(crate) fn new(source: R) -> Self {
        Self {
            source,
            hasher: Sha256::new(),
        }
    }

    pub(crate) fn finish(self) -> FileDigest {
        self.hasher.finalize().into()
    }
}

impl<R: Read> Read for DigestReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.source.read(buffer)?;
        self.hasher.update(&buffer[..bytes]);
        Ok(bytes)
    }
}
