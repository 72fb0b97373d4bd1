//! Where reading stops, and the counters that all threads share to notice it, so that no number of files passes a limit.
//! The same counters give the progress.

use std::{
    io::{self, Read},
    sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
};

use crate::{FileError, ImportError, Progress, read_error::ReadError};

/// Where to stop. What is above is no listening history, or no honest one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Files and folders looked at: 100,000.
    pub files: usize,
    /// Members of one zip: 10,000.
    pub members: usize,
    /// Bytes in all, uncompressed: 64 GiB.
    pub bytes: u64,
    /// How many times its compressed size one member of a zip may inflate to: 200. Real ones come to about 20.
    pub ratio: u64,
    /// Below so many bytes, any ratio will do: 64 MiB.
    pub any_ratio_bytes: u64,
    /// Bytes of one row: 1 MiB. Real ones have about 700.
    pub row_bytes: usize,
    /// Rows in all: 20 million.
    pub rows: u64,
    /// Bytes of different items and circumstances held, roughly: 1 GiB.
    pub text_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            files: 100_000,
            members: 10_000,
            bytes: 64 << 30,
            ratio: 200,
            any_ratio_bytes: 64 << 20,
            row_bytes: 1 << 20,
            rows: 20_000_000,
            text_bytes: 1 << 30,
        }
    }
}

/// Counts what all threads read. Nothing else depends on the order in which the counters change, so they are relaxed.
pub(crate) struct Usage<'l> {
    pub(crate) limits: &'l Limits,
    bytes_total: u64,
    /// For the progress; skipped bytes count too.
    bytes_done: AtomicU64,
    /// For the limit; what really came out of the files.
    bytes_read: AtomicU64,
    rows: AtomicU64,
    cancelled: AtomicBool,
}

impl<'l> Usage<'l> {
    pub(crate) fn new(limits: &'l Limits, bytes_total: u64) -> Self {
        Self {
            limits,
            bytes_total,
            bytes_done: AtomicU64::new(0),
            bytes_read: AtomicU64::new(0),
            rows: AtomicU64::new(0),
            cancelled: AtomicBool::new(false),
        }
    }

    pub(crate) fn progress(&self) -> Progress {
        Progress {
            rows: self.rows.load(Relaxed),
            bytes_read: self.bytes_done.load(Relaxed),
            bytes_total: self.bytes_total,
        }
    }

    /// Makes every thread stop at its next read.
    pub(crate) fn cancel(&self) {
        self.cancelled.store(true, Relaxed);
    }

    pub(crate) fn check_cancelled(&self) -> Result<(), ImportError> {
        if self.cancelled.load(Relaxed) {
            Err(ImportError::Cancelled)
        } else {
            Ok(())
        }
    }

    pub(crate) fn add_rows(&self, rows: u64) -> Result<(), ImportError> {
        let limit = self.limits.rows;
        let before = self.rows.fetch_add(rows, Relaxed);
        if before + rows > limit {
            Err(ImportError::TooManyRows { limit })
        } else {
            Ok(())
        }
    }

    fn add_bytes(&self, bytes: u64) -> Result<(), ImportError> {
        let limit_bytes = self.limits.bytes;
        let before = self.bytes_read.fetch_add(bytes, Relaxed);
        if before + bytes > limit_bytes {
            Err(ImportError::TooMuchData { limit_bytes })
        } else {
            Ok(())
        }
    }
}

/// A reader that counts what it reads, and fails at a limit or after a cancellation.
pub(crate) struct LimitedReader<'u, R> {
    source: R,
    usage: &'u Usage<'u>,
    /// How long the file is according to its folder or zip, in bytes.
    listed_bytes: u64,
    /// Above this it is a zip bomb.
    bomb_bytes: u64,
    seen_bytes: u64,
}

impl<'u, R> LimitedReader<'u, R> {
    /// For a file on disk, of any size.
    pub(crate) fn unpacked(source: R, usage: &'u Usage<'u>, listed_bytes: u64) -> Self {
        Self::new(source, usage, listed_bytes, u64::MAX)
    }

    /// For a member of a zip, given its compressed size.
    pub(crate) fn packed(source: R, usage: &'u Usage<'u>, listed_bytes: u64, packed_bytes: u64) -> Self {
        let by_ratio = packed_bytes.saturating_mul(usage.limits.ratio);
        Self::new(source, usage, listed_bytes, by_ratio.max(usage.limits.any_ratio_bytes))
    }

    fn new(source: R, usage: &'u Usage<'u>, listed_bytes: u64, bomb_bytes: u64) -> Self {
        Self {
            source,
            usage,
            listed_bytes,
            bomb_bytes,
            seen_bytes: 0,
        }
    }

    fn count(&mut self, bytes: u64) -> Result<(), ReadError> {
        // A file that is longer than its listing says counts for no more than that.
        let counted = |seen: u64| seen.min(self.listed_bytes);
        let more = counted(self.seen_bytes + bytes) - counted(self.seen_bytes);
        self.usage.bytes_done.fetch_add(more, Relaxed);
        self.seen_bytes += bytes;
        if self.seen_bytes > self.bomb_bytes {
            return Err(FileError::Bomb.into());
        }
        Ok(self.usage.add_bytes(bytes)?)
    }
}

impl<R: Read> Read for LimitedReader<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.usage
            .check_cancelled()
            .map_err(|cancelled| ReadError::from(cancelled).into_io())?;
        let bytes = self.source.read(buffer)?;
        self.count(bytes as u64).map_err(ReadError::into_io)?;
        Ok(bytes)
    }
}

/// What was left unread counts as done: the progress reaches its total whatever is skipped or refused.
impl<R> Drop for LimitedReader<'_, R> {
    fn drop(&mut self) {
        self.usage
            .bytes_done
            .fetch_add(self.listed_bytes.saturating_sub(self.seen_bytes), Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn import_error(error: io::Error) -> ImportError {
        match ReadError::from_io(error, FileError::Unreadable) {
            ReadError::Import(error) => error,
            ReadError::File(error) => panic!("only a file's: {error}"),
        }
    }

    #[test]
    fn every_reader_stops_at_its_next_read() {
        let limits = Limits::default();
        let usage = Usage::new(&limits, 20);
        let mut readers =
            [io::repeat(b'x'), io::repeat(b'y')].map(|endless| LimitedReader::unpacked(endless, &usage, 10));
        assert_eq!(readers[0].read(&mut [0; 4]).unwrap(), 4);
        usage.cancel();
        for reader in &mut readers {
            let error = reader.read(&mut [0; 4]).unwrap_err();
            assert_eq!(import_error(error), ImportError::Cancelled);
        }
        assert_eq!(usage.progress().bytes_read, 4);
        drop(readers);
        assert_eq!(usage.progress().bytes_read, 20);
    }

    #[test]
    fn the_limit_is_for_all_readers_together() {
        let limits = Limits {
            bytes: 10,
            ..Limits::default()
        };
        let usage = Usage::new(&limits, 0);
        let mut one = LimitedReader::unpacked(io::repeat(b'x'), &usage, 0);
        let mut other = LimitedReader::unpacked(io::repeat(b'x'), &usage, 0);
        one.read_exact(&mut [0; 8]).unwrap();
        let error = other.read(&mut [0; 8]).unwrap_err();
        assert_eq!(import_error(error), ImportError::TooMuchData { limit_bytes: 10 });
    }

    #[test]
    fn a_file_said_to_be_small_never_counts_for_more() {
        let limits = Limits::default();
        let usage = Usage::new(&limits, 3);
        LimitedReader::unpacked(io::repeat(b'x'), &usage, 3)
            .read_exact(&mut [0; 100])
            .unwrap();
        assert_eq!(usage.progress().bytes_read, 3);
    }
}
