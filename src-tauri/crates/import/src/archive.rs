//! A zip as a list of members, each readable by itself and from any thread. Nothing is ever written, and no member's name is ever
//! used as a path. A zip whose list does not account for what is in it is refused, so that no member can go missing unnoticed.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    ops::Range,
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use zip::{
    CompressionMethod, ZipArchive,
    read::{ArchiveOffset, Config},
    result::ZipError,
};

use crate::{FileError, Limits, halt::Halt, name::shown};

/// Whether a file begins as a zip does.
pub(crate) fn is_zip(head: &[u8]) -> bool {
    [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"]
        .iter()
        .any(|magic| head.starts_with(*magic))
}

/// A zip, open.
#[derive(Clone)]
pub(crate) struct Archive(ZipArchive<Shared>);

/// A file in a zip.
pub(crate) struct Member {
    pub(crate) number: usize,
    /// As it may be shown.
    pub(crate) name: String,
    /// As the zip says.
    pub(crate) bytes: u64,
    pub(crate) packed_bytes: u64,
    /// Why it cannot be looked into.
    pub(crate) locked: Option<FileError>,
}

/// The price of one member in the zip's own list, name and all, far above what is usual.
const LISTED_BYTES: u64 = 1024;
/// Room for the sizes and the checksum that may trail a member, and for no member however small.
const WIDEST_GAP: u64 = 64;

impl Archive {
    /// Opens a zip and lists its files.
    pub(crate) fn open(path: &Path, limits: &Limits) -> Result<(Self, Vec<Member>), FileError> {
        let file = File::open(path).map_err(|_| FileError::Unreadable)?;
        let too_many = FileError::TooManyMembers { limit: limits.members };
        let shared = Shared::new(
            file,
            (limits.members as u64).saturating_mul(LISTED_BYTES).max(1 << 20),
            too_many,
        );
        let config = Config {
            archive_offset: ArchiveOffset::Known(0),
        };
        let zip =
            ZipArchive::with_config(config, shared.clone()).map_err(|error| trouble(error, FileError::ZipBroken))?;
        if zip.len() > limits.members {
            return Err(too_many);
        }
        if zip.has_duplicate_names() {
            return Err(FileError::ZipContradictory);
        }
        shared.allowance.store(u64::MAX, Relaxed);
        let mut archive = Self(zip);
        let (members, ranges) = archive.list()?;
        archive.account_for(ranges)?;
        Ok((archive, members))
    }

    /// The files, and the bytes that each member takes up, its own header included.
    fn list(&mut self) -> Result<(Vec<Member>, Vec<Range<u64>>), FileError> {
        let mut members = Vec::new();
        let mut ranges = Vec::new();
        for number in 0..self.0.len() {
            let entry = self
                .0
                .by_index_raw(number)
                .map_err(|error| trouble(error, FileError::ZipContradictory))?;
            let data_start = entry.data_start().ok_or(FileError::ZipContradictory)?;
            let end = data_start
                .checked_add(entry.compressed_size())
                .ok_or(FileError::ZipContradictory)?;
            ranges.push(entry.header_start()..end);
            if entry.is_dir() && entry.size() == 0 {
                continue;
            }
            let locked = if entry.encrypted() {
                Some(FileError::Encrypted)
            } else if !matches!(
                entry.compression(),
                CompressionMethod::Stored | CompressionMethod::Deflated
            ) {
                Some(FileError::UnknownCompression)
            } else {
                None
            };
            members.push(Member {
                number,
                name: shown(&String::from_utf8_lossy(entry.name_raw())),
                bytes: entry.size(),
                packed_bytes: entry.compressed_size(),
                locked,
            });
        }
        Ok((members, ranges))
    }

    /// Every byte before the list belongs to one member, small gaps aside: two that share bytes are a bomb's way, and bytes
    /// that nobody owns may be a member that the list has lost.
    fn account_for(&self, mut ranges: Vec<Range<u64>>) -> Result<(), FileError> {
        ranges.sort_unstable_by_key(|range| (range.start, range.end));
        let list_start = self.0.central_directory_start();
        ranges.push(list_start..list_start);
        let mut owned = 0;
        for range in ranges {
            let gap = range.start.checked_sub(owned).ok_or(FileError::ZipContradictory)?;
            if gap > WIDEST_GAP {
                return Err(FileError::ZipContradictory);
            }
            owned = range.end;
        }
        Ok(())
    }

    /// A member's content, inflated, and checked against its checksum when the last byte is read.
    pub(crate) fn member(&mut self, member: &Member) -> Result<impl Read, FileError> {
        if let Some(trouble) = member.locked {
            return Err(trouble);
        }
        self.0
            .by_index(member.number)
            .map_err(|error| trouble(error, FileError::MemberDamaged))
    }
}

fn trouble(error: ZipError, otherwise: FileError) -> FileError {
    match error {
        ZipError::Io(error) => match Halt::from_io(error, otherwise) {
            Halt::Trouble(trouble) => trouble,
            Halt::All(_) => otherwise,
        },
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => FileError::Encrypted,
        ZipError::CompressionMethodNotSupported(_) => FileError::UnknownCompression,
        _ => otherwise,
    }
}

/// One open file, read by several threads, each at its own place.
#[derive(Clone)]
struct Shared {
    /// Held for one seek and one read of a few KiB; inflating what was read takes far longer, so nobody waits.
    file: Arc<Mutex<File>>,
    /// How many more bytes may be read before the zip's list must be known.
    allowance: Arc<AtomicU64>,
    /// What to say above that.
    too_many: FileError,
    at: u64,
}

impl Shared {
    fn new(file: File, allowance: u64, too_many: FileError) -> Self {
        Self {
            file: Arc::new(Mutex::new(file)),
            allowance: Arc::new(AtomicU64::new(allowance)),
            too_many,
            at: 0,
        }
    }
}

impl Read for Shared {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = file
            .seek(SeekFrom::Start(self.at))
            .and_then(|_| file.read(buffer))
            .map_err(|_| Halt::from(FileError::Unreadable).into_io())?;
        drop(file);
        self.at += bytes as u64;
        let allowance = self.allowance.load(Relaxed);
        if allowance != u64::MAX {
            let left = allowance
                .checked_sub(bytes as u64)
                .ok_or_else(|| Halt::from(self.too_many).into_io())?;
            self.allowance.store(left, Relaxed);
        }
        Ok(bytes)
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let absolute = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => {
                let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::End(0))?.checked_add_signed(by)
            }
        };
        self.at = absolute.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
