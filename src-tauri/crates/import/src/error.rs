//! What can go wrong, one variant for each different next step. The texts are for the listener and contain nothing personal: files
//! are named without their folders.

/// Why nothing was read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// A given path does not exist.
    #[error("“{file}” is not there any more. Choose it again.")]
    Missing {
        /// The last part of the path.
        file: String,
    },
    /// A given path cannot be opened.
    #[error("“{file}” cannot be opened. Check that you may read it, then choose it again.")]
    Unreadable {
        /// The last part of the path.
        file: String,
    },
    /// Nothing given holds a listening history.
    #[error(
        "“{file}” holds no listening history. Choose the zip that Spotify sent you, or the folder or the JSON files from inside it. \
         If the zip lies in another zip, unzip the outer one first."
    )]
    NotHistory {
        /// The last part of the first given path.
        file: String,
    },
    /// There are history files, but they are empty.
    #[error("“{file}” is empty: there is nothing to import. If you have listened to Spotify, ask for your data again.")]
    NothingToImport {
        /// The first empty file.
        file: String,
    },
    /// Every file that holds history, or might, was refused.
    #[error("“{file}” {error}{}", and_others(*.others))]
    Refused {
        /// The first of them by name.
        file: String,
        /// Why it was refused.
        error: FileError,
        /// How many more there are.
        others: usize,
    },
    /// More files than any export has.
    #[error("There are more than {limit} files in there. Choose only the folder or the zip that Spotify sent you.")]
    TooManyFiles {
        /// How many are read at most.
        limit: usize,
    },
    /// More bytes than any export has.
    #[error("There are more than {} GiB in there, far more than any listening history. Choose only what Spotify sent you.", .limit_bytes >> 30)]
    TooMuchData {
        /// How many bytes are read at most, uncompressed.
        limit_bytes: u64,
    },
    /// More plays than fit a lifetime.
    #[error(
        "There are more than {limit} plays in there, more than fits a lifetime. Import the files in smaller groups."
    )]
    TooManyRows {
        /// How many are read at most.
        limit: u64,
    },
    /// More different names than fit into the memory that an import may take.
    #[error(
        "There are more different names in there than Tonearm can hold at once. Import the files in smaller groups."
    )]
    TooMuchText {
        /// How many bytes of names are held at most.
        limit_bytes: u64,
    },
    /// The caller cancelled.
    #[error("The import was stopped.")]
    Cancelled,
}

fn and_others(others: usize) -> String {
    match others {
        0 => String::new(),
        1 => " One more file could not be read either.".to_owned(),
        _ => format!(" {others} more files could not be read either."),
    }
}

impl ImportError {
    /// A short name that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "missing",
            Self::Unreadable { .. } => "unreadable",
            Self::NotHistory { .. } => "not_history",
            Self::NothingToImport { .. } => "nothing_to_import",
            Self::Refused { error, .. } => error.code(),
            Self::TooManyFiles { .. } => "too_many_files",
            Self::TooMuchData { .. } => "too_much_data",
            Self::TooManyRows { .. } => "too_many_rows",
            Self::TooMuchText { .. } => "too_much_text",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Why a whole file was refused. Each text continues the file's name: “Streaming_History_1.json” ends in the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// The list breaks off.
    #[error("ends in the middle. Download the export again, or unzip it anew.")]
    EndsInTheMiddle,
    /// The file has no content, though it is called JSON.
    #[error("is empty. Download the export again, or unzip it anew.")]
    Empty,
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
    /// UTF-16, as some editors save it.
    #[error(
        "was saved by another program in a form that Spotify does not use (UTF-16). Use the file as Spotify sent it."
    )]
    Utf16,
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

impl FileError {
    /// A short name that stays the same from release to release.
    pub fn code(self) -> &'static str {
        match self {
            Self::EndsInTheMiddle => "ends_in_the_middle",
            Self::Empty => "empty",
            Self::NotJson { .. } => "not_json",
            Self::NotAList => "not_a_list",
            Self::NotUtf8 => "not_utf8",
            Self::Utf16 => "utf16",
            Self::RowTooLong { .. } => "row_too_long",
            Self::Bomb => "bomb",
            Self::Encrypted => "encrypted",
            Self::UnknownCompression => "unknown_compression",
            Self::MemberDamaged => "member_damaged",
            Self::ZipBroken => "zip_broken",
            Self::ZipContradictory => "zip_contradictory",
            Self::TooManyMembers { .. } => "too_many_members",
            Self::Unreadable => "file_unreadable",
        }
    }
}
