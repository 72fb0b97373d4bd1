//! Why a whole file was refused, one variant for each different next step. Each text continues the file's name.

use crate::RejectReason;

/// Why a whole file was refused. Each text continues the file's name: “Streaming_History_1.json” ends in the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// The list breaks off.
    #[error("ends in the middle. Download the export again, or unzip it anew.")]
    EndsInTheMiddle,
    /// The file has no content, though it is called JSON.
    #[error(
        "is empty. If it lies in a cloud folder, have it downloaded first. Otherwise download the export again, or unzip it anew."
    )]
    Empty,
    /// It has the length of a file, and zeros in place of the content.
    #[error(
        "holds nothing but zeros, as a full disk or a crash leaves behind. Download the export again, or unzip it anew."
    )]
    OnlyZeros,
    /// Its name is on the disk, its content is not.
    #[error(
        "is still in the cloud, and only its name is on this computer. Have it downloaded in your file manager, then choose it again."
    )]
    InTheCloud,
    /// It is called JSON, and has bytes in it that no text has.
    #[error("is called JSON but is no text, so it is damaged. Download the export again, or unzip it anew.")]
    NotText,
    /// The content is not JSON.
    #[error("is damaged after row {after_row}. Download the export again, or unzip it anew.")]
    NotJson {
        /// The last row that could be read; 0 if there was none.
        after_row: u64,
    },
    /// It has the keys of a history, but is not a list of rows.
    #[error("looks like a listening history but is not in Spotify's form. Use the file as Spotify sent it.")]
    NotAList,
    /// Bytes that are not UTF-8.
    #[error(
        "has letters in it that cannot be read. Use the file as Spotify sent it, not one that another program has saved."
    )]
    NotUtf8,
    /// A list of rows, of which not one tells of a play.
    #[error("has no row that can be used. {reason} Use the file as Spotify sent it.")]
    NothingUnderstood {
        /// Why most of the rows were rejected.
        reason: RejectReason,
    },
    /// Neither a history nor anything that is known, though it was chosen or has a history's name.
    #[error("{}", no_history(*.only))]
    NoHistory {
        /// What it holds instead, where that is known.
        only: Option<&'static str>,
    },
    /// Plays of another service, or of another program.
    #[error("is a {service} export; Tonearm can't read it yet. Choose the zip that Spotify sent you.")]
    OtherService {
        /// What people call the service.
        service: &'static str,
    },
    /// An export of Spotify's that tells of no plays.
    #[error(
        "belongs to Spotify's technical log{}, which tells of no plays. Ask Spotify for your extended streaming history instead.",
        in_files(*.files)
    )]
    TechnicalLog {
        /// How many files of it there are.
        files: usize,
    },
    /// One row is longer than the limit.
    #[error(
        "has a row of more than {limit_bytes} bytes, which no listening history has. Use the file as Spotify sent it."
    )]
    RowTooLong {
        /// How long a row may be.
        limit_bytes: usize,
    },
    /// It inflates to far more than any export does.
    #[error(
        "unpacks to more than any listening history could hold, so it was left alone. Use the zip as Spotify sent it."
    )]
    Bomb,
    /// It needs a password.
    #[error("is locked with a password. Unzip it yourself, then choose the folder.")]
    Encrypted,
    /// A compression that Spotify does not use.
    #[error("is packed in a way that Tonearm cannot undo. Unzip it yourself, then choose the folder.")]
    UnknownCompression,
    /// An archive of another kind than zip and gzip.
    #[error("is packed as {name}, which Tonearm cannot unpack. Unpack it yourself, then choose the folder.")]
    OtherContainer {
        /// What people call the kind.
        name: &'static str,
    },
    /// A packed file in a packed file in a packed file, or an archive in a gzip file.
    #[error("is packed inside of what is packed already. Unpack the outer one, then choose what comes out.")]
    PackedTooDeep,
    /// The gzip data are damaged or break off.
    #[error("is not a whole gzip file. Download it again, or unpack it yourself and choose what comes out.")]
    GzipBroken,
    /// The compressed data do not match size or checksum in the zip's central directory.
    #[error("came out of the zip damaged. Download the export again.")]
    MemberDamaged,
    /// The zip's central directory is missing: the download broke off.
    #[error("is not a whole zip. Download the export again.")]
    ZipBroken,
    /// The zip's central directory contradicts the zip.
    #[error(
        "is a zip whose list of contents does not fit what is in it. Download the export again, or unzip it yourself and choose the folder."
    )]
    ZipContradictory,
    /// More files in one zip than any export has.
    #[error("is a zip of more than {limit} files, far more than Spotify sends. Use the zip as Spotify sent it.")]
    TooManyMembers {
        /// How many may be in there.
        limit: usize,
    },
    /// The operating system could not read it.
    #[error("cannot be read from the disk. Check that you may read it, then try again.")]
    Unreadable,
}

fn no_history(only: Option<&str>) -> String {
    match only {
        None => "holds no listening history. Choose the zip that Spotify sent you, or the folder or the JSON files from inside it."
            .to_owned(),
        Some(only) => format!(
            "holds no listening history, only {only}. Ask Spotify for your extended streaming history, then choose the zip that it sends."
        ),
    }
}

fn in_files(files: usize) -> String {
    match files {
        1 => String::new(),
        _ => format!(" of {files} files"),
    }
}

impl FileError {
    /// A short name that stays the same from release to release.
    pub fn code(self) -> &'static str {
        match self {
            Self::EndsInTheMiddle => "ends_in_the_middle",
            Self::Empty => "empty",
            Self::OnlyZeros => "only_zeros",
            Self::InTheCloud => "in_the_cloud",
            Self::NotText => "not_text",
            Self::NotJson { .. } => "not_json",
            Self::NotAList => "not_a_list",
            Self::NotUtf8 => "not_utf8",
            Self::NothingUnderstood { .. } => "nothing_understood",
            Self::NoHistory { .. } => "not_history",
            Self::OtherService { .. } => "other_service",
            Self::TechnicalLog { .. } => "technical_log",
            Self::RowTooLong { .. } => "row_too_long",
            Self::Bomb => "bomb",
            Self::Encrypted => "encrypted",
            Self::UnknownCompression => "unknown_compression",
            Self::OtherContainer { .. } => "other_container",
            Self::PackedTooDeep => "packed_too_deep",
            Self::GzipBroken => "gzip_broken",
            Self::MemberDamaged => "member_damaged",
            Self::ZipBroken => "zip_broken",
            Self::ZipContradictory => "zip_contradictory",
            Self::TooManyMembers { .. } => "too_many_members",
            Self::Unreadable => "file_unreadable",
        }
    }
}
