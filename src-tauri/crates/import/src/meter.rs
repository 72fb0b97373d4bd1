//! Counts what all threads read, so that no limit is passed by any number of files, and tells how far they are.

use std::{
    io::{self, Read},
    sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
};

use crate::{FileError, ImportError, Limits, Progress, halt::Halt};

/// Shared by all threads. Nothing else depends on the order in which the counts change, hence relaxed.
pub(crate) struct Meter<'l> {
    pub(crate) limits: &'l Limits,
    bytes_total: u64,
    /// As shown; what is skipped counts too.
    bytes_done: AtomicU64,
    /// As it came out.
    bytes_read: AtomicU64,
    rows: AtomicU64,
    stopped: AtomicBool,
}

impl<'l> Meter<'l> {
    pub(crate) fn new(limits: &'l Limits, bytes_total: u64) -> Self {
        Self {
            limits,
            bytes_total,
            bytes_done: AtomicU64::new(0),
            bytes_read: AtomicU64::new(0),
            rows: AtomicU64::new(0),
            stopped: AtomicBool::new(false),
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
    pub(crate) fn stop(&self) {
        self.stopped.store(true, Relaxed);
    }

    pub(crate) fn go_on(&self) -> Result<(), ImportError> {
        if self.stopped.load(Relaxed) {
            Err(ImportError::Cancelled)
        } else {
            Ok(())
        }
    }

    /// So many rows more.
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

/// A reader that is counted, and that ends at a limit instead of at the end of the disk's patience.
pub(crate) struct Metered<'m, R> {
    source: R,
    meter: &'m Meter<'m>,
    /// How long the file is said to be, in bytes.
    said_bytes: u64,
    /// Above this it is a bomb.
    bomb_bytes: u64,
    seen_bytes: u64,
}

impl<'m, R> Metered<'m, R> {
    /// A loose file, of any size.
    pub(crate) fn loose(source: R, meter: &'m Meter<'m>, said_bytes: u64) -> Self {
        Self::new(source, meter, said_bytes, u64::MAX)
    }

    /// A member of a zip that takes up so many bytes in there.
    pub(crate) fn packed(source: R, meter: &'m Meter<'m>, said_bytes: u64, packed_bytes: u64) -> Self {
        let by_ratio = packed_bytes.saturating_mul(meter.limits.ratio);
        Self::new(source, meter, said_bytes, by_ratio.max(meter.limits.any_ratio_bytes))
    }

    fn new(source: R, meter: &'m Meter<'m>, said_bytes: u64, bomb_bytes: u64) -> Self {
        Self {
            source,
            meter,
            said_bytes,
            bomb_bytes,
            seen_bytes: 0,
        }
    }

    fn count(&mut self, bytes: u64) -> Result<(), Halt> {
        let shown = |seen: u64| seen.min(self.said_bytes);
        let more = shown(self.seen_bytes + bytes) - shown(self.seen_bytes);
        self.meter.bytes_done.fetch_add(more, Relaxed);
        self.seen_bytes += bytes;
        if self.seen_bytes > self.bomb_bytes {
            return Err(FileError::Bomb.into());
        }
        Ok(self.meter.add_bytes(bytes)?)
    }
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.meter.go_on().map_err(|stop| Halt::from(stop).into_io())?;
        let bytes = self.source.read(buffer)?;
        self.count(bytes as u64).map_err(Halt::into_io)?;
        Ok(bytes)
    }
}

/// What was left unread counts as done: the total is reached whatever is skipped or refused.
impl<R> Drop for Metered<'_, R> {
    fn drop(&mut self) {
        self.meter
            .bytes_done
            .fetch_add(self.said_bytes.saturating_sub(self.seen_bytes), Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn halted(error: io::Error) -> ImportError {
        match Halt::from_io(error, FileError::Unreadable) {
            Halt::All(error) => error,
            Halt::Trouble(trouble) => panic!("only a file's: {trouble}"),
        }
    }

    #[test]
    fn every_reader_stops_at_its_next_read() {
        let limits = Limits::default();
        let meter = Meter::new(&limits, 20);
        let mut readers = [io::repeat(b'x'), io::repeat(b'y')].map(|endless| Metered::loose(endless, &meter, 10));
        assert_eq!(readers[0].read(&mut [0; 4]).unwrap(), 4);
        meter.stop();
        for reader in &mut readers {
            assert_eq!(halted(reader.read(&mut [0; 4]).unwrap_err()), ImportError::Cancelled);
        }
        assert_eq!(meter.progress().bytes_read, 4);
        drop(readers);
        assert_eq!(meter.progress().bytes_read, 20);
    }

    #[test]
    fn the_limit_is_for_all_readers_together() {
        let limits = Limits {
            bytes: 10,
            ..Limits::default()
        };
        let meter = Meter::new(&limits, 0);
        let mut one = Metered::loose(io::repeat(b'x'), &meter, 0);
        let mut other = Metered::loose(io::repeat(b'x'), &meter, 0);
        one.read_exact(&mut [0; 8]).unwrap();
        let error = other.read(&mut [0; 8]).unwrap_err();
        assert_eq!(halted(error), ImportError::TooMuchData { limit_bytes: 10 });
    }

    #[test]
    fn a_file_said_to_be_small_never_counts_for_more() {
        let limits = Limits::default();
        let meter = Meter::new(&limits, 3);
        Metered::loose(io::repeat(b'x'), &meter, 3)
            .read_exact(&mut [0; 100])
            .unwrap();
        assert_eq!(meter.progress().bytes_read, 3);
    }
}
