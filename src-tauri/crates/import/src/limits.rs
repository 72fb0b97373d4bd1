//! Where reading stops, and the counters that all threads share to notice it, so that no number of files passes a limit.
//! The same counters give the progress.

use std::{
    io::{self, Read},
    sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
};

use plays::PlayedAt;

use crate::{FileError, ImportError, Progress, read_error::ReadError, timestamp};

/// Where to stop. What is above is no listening history, or no honest one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Files and folders looked at: 100,000.
    pub files: usize,
    /// Members of one zip: 10,000.
    pub members: usize,
    /// Bytes in all, uncompressed: 64 GiB.
    pub bytes: u64,
    /// How many times its compressed size one member of a zip, or one gzip file, may inflate to: 200. Real ones come to about 20. If a
    /// zip lies in it, everything in that counts together.
    pub ratio: u64,
    /// Below so many bytes, any ratio will do: 64 MiB.
    pub any_ratio_bytes: u64,
    /// Bytes of one row: 1 MiB. Real ones have about 700.
    pub row_bytes: usize,
    /// Rows in all: 20 million.
    pub rows: u64,
    /// Bytes of different items and circumstances held, roughly: 1 GiB.
    pub text_bytes: u64,
    /// A play after this moment has not happened yet: the year 2100, unless the caller knows what time it is.
    pub latest: PlayedAt,
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
            latest: timestamp::LATEST,
        }
    }
}

/// Counts what all threads read. Nothing else depends on the order in which the counters change, so they are relaxed.
pub(crate) struct Usage<'l> {
    pub(crate) limits: &'l Limits,
    /// For the progress; a zip in a zip adds what is in it once that is known.
    bytes_total: AtomicU64,
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
            bytes_total: AtomicU64::new(bytes_total),
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
            bytes_total: self.bytes_total.load(Relaxed),
        }
    }

    /// Counts so many bytes more as to be read.
    pub(crate) fn add_to_total(&self, bytes: u64) {
        self.bytes_total.fetch_add(bytes, Relaxed);
    }

    /// Counts so many bytes as done, although nothing is read.
    pub(crate) fn skip(&self, bytes: u64) {
        self.bytes_done.fetch_add(bytes, Relaxed);
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

/// How far something packed may inflate, everything that is packed in it included.
pub(crate) struct Inflation {
    most_bytes: u64,
    bytes: AtomicU64,
}

impl Inflation {
    /// For something of this compressed size.
    pub(crate) fn of(packed_bytes: u64, limits: &Limits) -> Self {
        let by_ratio = packed_bytes.saturating_mul(limits.ratio);
        Self {
            most_bytes: by_ratio.max(limits.any_ratio_bytes),
            bytes: AtomicU64::new(0),
        }
    }

    fn add(&self, bytes: u64) -> Result<(), FileError> {
        match self.bytes.fetch_add(bytes, Relaxed) + bytes > self.most_bytes {
            true => Err(FileError::Bomb),
            false => Ok(()),
        }
    }
}

/// A reader that counts what it reads, and fails at a limit or after a cancellation.
pub(crate) struct LimitedReader<'u, R> {
    source: R,
    usage: &'u Usage<'u>,
    /// How long the file is according to its folder or zip, in bytes.
    listed_bytes: u64,
    /// `None` for a file on disk, of any size.
    inflation: Option<&'u Inflation>,
    seen_bytes: u64,
}

impl<'u, R> LimitedReader<'u, R> {
    /// For a file on disk, of any size.
    pub(crate) fn unpacked(source: R, usage: &'u Usage<'u>, listed_bytes: u64) -> Self {
        Self::new(source, usage, listed_bytes, None)
    }

    /// For what comes out of something packed.
    pub(crate) fn packed(source: R, usage: &'u Usage<'u>, listed_bytes: u64, inflation: &'u Inflation) -> Self {
        Self::new(source, usage, listed_bytes, Some(inflation))
    }

    fn new(source: R, usage: &'u Usage<'u>, listed_bytes: u64, inflation: Option<&'u Inflation>) -> Self {
        Self {
            source,
            usage,
            listed_bytes,
            inflation,
            seen_bytes: 0,
        }
    }

    fn count(&mut self, bytes: u64) -> Result<(), ReadError> {
        // A file that is longer than its listing says counts for no more than that.
        let counted = |seen: u64| seen.min(self.listed_bytes);
        let more = counted(self.seen_bytes + bytes) - counted(self.seen_bytes);
        self.usage.bytes_done.fetch_add(more, Relaxed);
        self.seen_bytes += bytes;
        if let Some(inflation) = self.inflation {
            inflation.add(bytes)?;
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
        self.usage.skip(self.listed_bytes.saturating_sub(self.seen_bytes));
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
    fn what_is_packed_in_something_packed_counts_with_it() {
        let limits = Limits {
            ratio: 3,
            any_ratio_bytes: 0,
            ..Limits::default()
        };
        let (usage, inflation) = (Usage::new(&limits, 0), Inflation::of(4, &limits));
        let mut outer = LimitedReader::packed(io::repeat(b'x'), &usage, 0, &inflation);
        let mut inner = LimitedReader::packed(io::repeat(b'x'), &usage, 0, &inflation);
        outer.read_exact(&mut [0; 6]).unwrap();
        inner.read_exact(&mut [0; 6]).unwrap();
        let error = outer.read(&mut [0; 1]).unwrap_err();
        assert!(matches!(
            ReadError::from_io(error, FileError::Unreadable),
            ReadError::File(FileError::Bomb)
        ));
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
