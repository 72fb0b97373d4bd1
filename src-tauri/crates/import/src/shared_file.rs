//! One open file that several threads read, each at its own position.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    sync::{Arc, Mutex, PoisonError},
};

use crate::{FileError, read_error::ReadError};

/// One open file that several threads read, each at its own position.
#[derive(Clone)]
pub(crate) struct SharedFile {
    /// Held for one seek and one read of a few KiB; inflating what was read takes far longer, so nobody waits.
    file: Arc<Mutex<File>>,
    at: u64,
}

impl SharedFile {
    pub(crate) fn new(file: File) -> Self {
        Self {
            file: Arc::new(Mutex::new(file)),
            at: 0,
        }
    }
}

impl Read for SharedFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = file
            .seek(SeekFrom::Start(self.at))
            .and_then(|_| file.read(buffer))
            .map_err(|_| ReadError::from(FileError::Unreadable).into_io())?;
        drop(file);
        self.at += bytes as u64;
        Ok(bytes)
    }
}

impl Seek for SharedFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let end = match to {
            SeekFrom::End(_) => self
                .file
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .seek(SeekFrom::End(0))?,
            SeekFrom::Start(_) | SeekFrom::Current(_) => 0,
        };
        self.at = position(to, self.at, end)?;
        Ok(self.at)
    }
}

/// The position to seek to in a file that is read at `at` and ends at `end`.
pub(crate) fn position(to: SeekFrom, at: u64, end: u64) -> io::Result<u64> {
    let absolute = match to {
        SeekFrom::Start(at) => Some(at),
        SeekFrom::Current(by) => at.checked_add_signed(by),
        SeekFrom::End(by) => end.checked_add_signed(by),
    };
    absolute.ok_or_else(|| io::ErrorKind::InvalidInput.into())
}
