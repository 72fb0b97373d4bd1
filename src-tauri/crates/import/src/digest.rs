//! The digest of an import: the same for the same files, whatever they are called and in whatever order they come.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use sha2::{Digest, Sha256};

use crate::{FileError, halt::Halt};

/// SHA-256 of one file's bytes.
pub(crate) type FileDigest = [u8; 32];

/// One digest out of all files'.
pub(crate) fn of_all(mut files: Vec<FileDigest>) -> [u8; 32] {
    files.sort_unstable();
    Sha256::digest(files.concat()).into()
}

/// A file's digest, read from the disk. `go_on` is asked before each piece.
pub(crate) fn of_file(path: &Path, go_on: impl Fn() -> Result<(), Halt>) -> Result<FileDigest, Halt> {
    let unreadable = |_: io::Error| Halt::from(FileError::Unreadable);
    let mut digested = Digested::new(File::open(path).map_err(unreadable)?);
    let mut piece = vec![0; 128 * 1024];
    loop {
        go_on()?;
        if digested.read(&mut piece).map_err(unreadable)? == 0 {
            return Ok(digested.finish());
        }
    }
}

/// A reader that keeps the digest of all that went through.
pub(crate) struct Digested<R> {
    source: R,
    so_far: Sha256,
}

impl<R> Digested<R> {
    pub(crate) fn new(source: R) -> Self {
        Self {
            source,
            so_far: Sha256::new(),
        }
    }

    pub(crate) fn finish(self) -> FileDigest {
        self.so_far.finalize().into()
    }
}

impl<R: Read> Read for Digested<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.source.read(buffer)?;
        self.so_far.update(&buffer[..bytes]);
        Ok(bytes)
    }
}
