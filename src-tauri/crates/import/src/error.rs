//! What can go wrong with a whole import, one variant for each different next step. The texts are for the listener and contain
//! nothing personal: files are named without their folders.

use crate::FileError;

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
    #[error("“{file}” {}", FileError::NoHistory { only: *only })]
    NotHistory {
        /// The last part of the first given path.
        file: String,
        /// What it holds instead, where that is known.
        only: Option<&'static str>,
    },
    /// There are history files, but they are empty.
    #[error("“{file}” is empty: there is nothing to import. If you have listened to Spotify, ask for your data again.")]
    NothingToImport {
        /// The first empty file.
        file: String,
    },
    /// Every file that holds history, or might, was refused.
    #[error("{}", all_of(files))]
    Refused {
        /// All of them by name, each with the reason; at least one.
        files: Vec<(String, FileError)>,
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

/// How many files are named one by one. Nobody reads more, and the next step is the same.
const MOST_NAMED: usize = 50;

fn all_of(files: &[(String, FileError)]) -> String {
    let mut sentences: Vec<String> = files
        .iter()
        .take(MOST_NAMED)
        .map(|(file, error)| format!("“{file}” {error}"))
        .collect();
    match files.len().saturating_sub(MOST_NAMED) {
        0 => {}
        1 => sentences.push("One more file could not be read either.".to_owned()),
        more => sentences.push(format!("{more} more files could not be read either.")),
    }
    sentences.join(" ")
}

impl ImportError {
    /// A short name that stays the same from release to release.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "missing",
            Self::Unreadable { .. } => "unreadable",
            Self::NotHistory { .. } => "not_history",
            Self::NothingToImport { .. } => "nothing_to_import",
            Self::Refused { files } => files.first().map_or("not_history", |(_, error)| error.code()),
            Self::TooManyFiles { .. } => "too_many_files",
            Self::TooMuchData { .. } => "too_much_data",
            Self::TooManyRows { .. } => "too_many_rows",
            Self::TooMuchText { .. } => "too_much_text",
            Self::Cancelled => "cancelled",
        }
    }
}
