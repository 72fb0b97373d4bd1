//! A zip file as a list of members, each readable by itself and from any thread. Writes nothing, and never uses a member's name as
//! a path. Refuses a zip whose central directory does not account for every byte, so that no member can be missed.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    ops::Range,
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

use crate::{FileError, Limits, name::display_name, read_error::ReadError};

/// An open zip.
#[derive(Clone)]
pub(crate) struct ZipFile(ZipArchive<SharedFile>);

/// A file in a zip.
pub(crate) struct Member {
    pub(crate) number: usize,
    /// Safe to show.
    pub(crate) name: String,
    /// Uncompressed, according to the central directory, and no more than may be read.
    pub(crate) bytes: u64,
    pub(crate) packed_bytes: u64,
    /// Why it cannot be read.
    pub(crate) unreadable: Option<FileError>,
}

/// How many bytes one member may take up in the central directory, far above what is usual.
const DIRECTORY_BYTES: u64 = 1024;
/// Enough for the sizes and the checksum that may follow a member, and too little for any member.
const MAX_GAP: u64 = 64;

impl ZipFile {
    /// Opens a zip and lists its files.
    pub(crate) fn open(file: File, limits: &Limits) -> Result<(Self, Vec<Member>), FileError> {
        let too_many = FileError::TooManyMembers { limit: limits.members };
        let shared = SharedFile::new(
            file,
            (limits.members as u64).saturating_mul(DIRECTORY_BYTES).max(1 << 20),
            too_many,
        );
        let config = Config {
            archive_offset: ArchiveOffset::Known(0),
        };
        let zip =
            ZipArchive::with_config(config, shared.clone()).map_err(|error| file_error(error, FileError::ZipBroken))?;
        if zip.len() > limits.members {
            return Err(too_many);
        }
        if zip.has_duplicate_names() {
            return Err(FileError::ZipContradictory);
        }
        shared.allowance.store(u64::MAX, Relaxed);
        let mut archive = Self(zip);
        let (members, ranges) = archive.list(limits)?;
        archive.check_ranges(ranges)?;
        Ok((archive, members))
    }

    /// The files, and the byte range that each member takes up, including its own header.
    fn list(&mut self, limits: &Limits) -> Result<(Vec<Member>, Vec<Range<u64>>), FileError> {
        let mut members = Vec::new();
        let mut ranges = Vec::new();
        for number in 0..self.0.len() {
            let entry = self
                .0
                .by_index_raw(number)
                .map_err(|error| file_error(error, FileError::ZipContradictory))?;
            let data_start = entry.data_start().ok_or(FileError::ZipContradictory)?;
            let end = data_start
                .checked_add(entry.compressed_size())
                .ok_or(FileError::ZipContradictory)?;
            ranges.push(entry.header_start()..end);
            if entry.is_dir() && entry.size() == 0 {
                continue;
            }
            let unreadable = if entry.encrypted() {
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
                name: display_name(&String::from_utf8_lossy(entry.name_raw())),
                // Sums of what is listed stay within what can be counted, whatever is claimed.
                bytes: entry.size().min(limits.bytes),
                packed_bytes: entry.compressed_size(),
                unreadable,
            });
        }
        Ok((members, ranges))
    }

    /// Every byte before the central directory must belong to exactly one member, small gaps aside: members that share bytes make a
    /// zip bomb, and bytes that belong to nobody may be a member that is missing from the directory.
    fn check_ranges(&self, mut ranges: Vec<Range<u64>>) -> Result<(), FileError> {
        ranges.sort_unstable_by_key(|range| (range.start, range.end));
        let directory_start = self.0.central_directory_start();
        ranges.push(directory_start..directory_start);
        let mut owned = 0;
        for range in ranges {
            let gap = range.start.checked_sub(owned).ok_or(FileError::ZipContradictory)?;
            if gap > MAX_GAP {
                return Err(FileError::ZipContradictory);
            }
            owned = range.end;
        }
        Ok(())
    }

    /// A member's content, inflated. The checksum is compared when the last byte is read.
    pub(crate) fn member(&mut self, member: &Member) -> Result<impl Read, FileError> {
        if let Some(error) = member.unreadable {
            return Err(error);
        }
        self.0
            .by_index(member.number)
            .map_err(|error| file_error(error, FileError::MemberDamaged))
    }
}

fn file_error(error: ZipError, otherwise: FileError) -> FileError {
    match error {
        ZipError::Io(error) => match ReadError::from_io(error, otherwise) {
            ReadError::File(error) => error,
            ReadError::Import(_) => otherwise,
        },
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => FileError::Encrypted,
        ZipError::CompressionMethodNotSupported(_) => FileError::UnknownCompression,
        _ => otherwise,
    }
}

/// One open file that several threads read, each at its own position.
#[derive(Clone)]
struct SharedFile {
    /// Held for one seek and one read of a few KiB; inflating what was read takes far longer, so nobody waits.
    file: Arc<Mutex<File>>,
    /// How many more bytes may be read while the central directory is not known yet.
    allowance: Arc<AtomicU64>,
    /// The error above that.
    too_many: FileError,
    at: u64,
}

impl SharedFile {
    fn new(file: File, allowance: u64, too_many: FileError) -> Self {
        Self {
            file: Arc::new(Mutex::new(file)),
            allowance: Arc::new(AtomicU64::new(allowance)),
            too_many,
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
        let allowance = self.allowance.load(Relaxed);
        if allowance != u64::MAX {
            let left = allowance
                .checked_sub(bytes as u64)
                .ok_or_else(|| ReadError::from(self.too_many).into_io())?;
            self.allowance.store(left, Relaxed);
        }
        Ok(bytes)
    }
}

impl Seek for SharedFile {
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
