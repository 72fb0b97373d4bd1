//! A zip file as a list of members, each readable by itself and from any thread. Writes nothing, and never uses a member's name as
//! a path. Refuses a zip whose central directory does not account for every byte, so that no member can be missed.

use std::{io::Read, ops::Range};

use zip::{
    CompressionMethod, ZipArchive,
    read::{ArchiveOffset, Config},
    result::ZipError,
};

use crate::{
    FileError, Limits,
    inflated_file::{InflatedFile, Packed},
    limits::{Inflation, Usage},
    name::display_name,
    read_error::ReadError,
    shared_file::SharedFile,
    zip_bytes::{ZipBytes, ZipSource},
};

/// An open zip.
#[derive(Clone)]
pub(crate) struct ZipFile<'u> {
    archive: ZipArchive<ZipBytes<'u>>,
    /// The file, if the zip is one on the disk.
    file: Option<SharedFile>,
}

/// A file in a zip.
pub(crate) struct Member {
    pub(crate) number: usize,
    /// Safe to show.
    pub(crate) name: String,
    /// Uncompressed, according to the central directory, and no more than may be read.
    pub(crate) bytes: u64,
    pub(crate) packed_bytes: u64,
    /// Where its data begin in the zip.
    data_start: u64,
    is_deflated: bool,
    /// Why it cannot be read.
    pub(crate) unreadable: Option<FileError>,
}

/// How many bytes one member may take up in the central directory, far above what is usual.
const DIRECTORY_BYTES: u64 = 1024;
/// Enough for the sizes and the checksum that may follow a member, and too little for any member.
const MAX_GAP: u64 = 64;

impl<'u> ZipFile<'u> {
    /// Opens a zip and lists its files.
    pub(crate) fn open(source: ZipSource<'u>, limits: &Limits) -> Result<(Self, Vec<Member>), ReadError> {
        let too_many = FileError::TooManyMembers { limit: limits.members };
        let file = match &source {
            ZipSource::File(file) => Some(file.clone()),
            ZipSource::InZip(_) => None,
        };
        let most_bytes = (limits.members as u64).saturating_mul(DIRECTORY_BYTES).max(1 << 20);
        let (bytes, allowance) = ZipBytes::limited(source, most_bytes, too_many);
        let config = Config {
            archive_offset: ArchiveOffset::Known(0),
        };
        let archive = ZipArchive::with_config(config, bytes).map_err(|error| zip_error(error, FileError::ZipBroken))?;
        if archive.len() > limits.members {
            return Err(too_many.into());
        }
        if archive.has_duplicate_names() {
            return Err(FileError::ZipContradictory.into());
        }
        allowance.lift();
        let mut zip = Self { archive, file };
        let (members, ranges) = zip.list(limits)?;
        zip.check_ranges(ranges)?;
        Ok((zip, members))
    }

    /// A member of a zip on the disk that is a zip itself; `None` for one in a zip already.
    pub(crate) fn inner(
        &self,
        member: &Member,
        usage: &'u Usage<'u>,
        inflation: &'u Inflation,
    ) -> Option<ZipSource<'u>> {
        let packed = Packed {
            file: self.file.clone()?,
            start: member.data_start,
            packed_bytes: member.packed_bytes,
            is_deflated: member.is_deflated,
            bytes: member.bytes,
        };
        Some(ZipSource::InZip(InflatedFile::new(packed, usage, inflation)))
    }

    /// The files, and the byte range that each member takes up, including its own header.
    fn list(&mut self, limits: &Limits) -> Result<(Vec<Member>, Vec<Range<u64>>), ReadError> {
        let mut members = Vec::new();
        let mut ranges = Vec::new();
        for number in 0..self.archive.len() {
            let entry = self
                .archive
                .by_index_raw(number)
                .map_err(|error| zip_error(error, FileError::ZipContradictory))?;
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
                data_start,
                is_deflated: entry.compression() == CompressionMethod::Deflated,
                unreadable,
            });
        }
        Ok((members, ranges))
    }

    /// Every byte before the central directory must belong to exactly one member, small gaps aside: members that share bytes make a
    /// zip bomb, and bytes that belong to nobody may be a member that is missing from the directory.
    fn check_ranges(&self, mut ranges: Vec<Range<u64>>) -> Result<(), FileError> {
        ranges.sort_unstable_by_key(|range| (range.start, range.end));
        let directory_start = self.archive.central_directory_start();
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
    pub(crate) fn member(&mut self, member: &Member) -> Result<impl Read, ReadError> {
        if let Some(error) = member.unreadable {
            return Err(error.into());
        }
        self.archive
            .by_index(member.number)
            .map_err(|error| zip_error(error, FileError::MemberDamaged))
    }
}

fn zip_error(error: ZipError, otherwise: FileError) -> ReadError {
    match error {
        ZipError::Io(error) => ReadError::from_io(error, otherwise),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => FileError::Encrypted.into(),
        ZipError::CompressionMethodNotSupported(_) => FileError::UnknownCompression.into(),
        _ => otherwise.into(),
    }
}
