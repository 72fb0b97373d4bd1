//! From the archive's errors to the listener's. Converting an owned error also logs its cause; by reference nothing is logged.

use std::sync::Arc;

use import::ImportError;
use library::{ArchiveError, PosterError, StoreError, SyncError};

use super::UiError;

impl From<StoreError> for UiError {
    fn from(error: StoreError) -> Self {
        log_store_cause(&error);
        (&error).into()
    }
}

impl From<Arc<StoreError>> for UiError {
    fn from(error: Arc<StoreError>) -> Self {
        log_store_cause(&error);
        (&*error).into()
    }
}

impl From<&StoreError> for UiError {
    fn from(error: &StoreError) -> Self {
        match error {
            StoreError::TooNew { .. } => Self::ArchiveTooNew,
            StoreError::ReadOnly => Self::ArchiveReadOnly,
            StoreError::DiskFull => Self::DiskFull,
            StoreError::Busy | StoreError::Locked | StoreError::OpenElsewhere => Self::ArchiveBusy,
            StoreError::NoSuchSource(_) => Self::SourceGone,
            StoreError::NoSuchBackup(_) => Self::BackupUnusable {
                why: "It is not there any more.".to_owned(),
            },
            StoreError::BackupUnusable(_) => Self::BackupUnusable {
                why: "It can't be read from end to end.".to_owned(),
            },
            StoreError::Damaged(_) => Self::ArchiveUnavailable {
                what: "The archive is damaged. Restart Tonearm: it sets the file aside and offers the newest backup."
                    .to_owned(),
            },
            StoreError::File { .. } | StoreError::Unexpected(_) => Self::ArchiveUnavailable {
                what: "The archive could not be used. Restart Tonearm; the log tells more.".to_owned(),
            },
        }
    }
}

impl From<SyncError> for UiError {
    fn from(error: SyncError) -> Self {
        match error {
            SyncError::Spotify(error) => error.into(),
            SyncError::Archive(error) => error.into(),
        }
    }
}

impl From<ArchiveError> for UiError {
    fn from(error: ArchiveError) -> Self {
        log_cause(&error);
        (&error).into()
    }
}

impl From<&ArchiveError> for UiError {
    fn from(error: &ArchiveError) -> Self {
        match error {
            ArchiveError::Store(error) => error.into(),
            ArchiveError::Import(ImportError::Cancelled) => Self::ImportCancelled,
            ArchiveError::Import(error) => Self::ImportRefused { why: error.to_string() },
            ArchiveError::BrokeOff => Self::Unexpected {
                what: "The import broke off because of a fault in Tonearm. Nothing of it was stored. Please report it with the log."
                    .to_owned(),
            },
            ArchiveError::Export { why, .. } => Self::ExportFailed { why: why.clone() },
        }
    }
}

impl From<PosterError> for UiError {
    fn from(error: PosterError) -> Self {
        let why = match error {
            PosterError::Store(error) => return error.into(),
            PosterError::Unknown => {
                "The archive does not know it any more. Go back, and open its page again.".to_owned()
            }
            PosterError::NothingCounted { is_hidden: true, .. } => {
                "It is hidden, so no play of it counts. Count it again, and then save the poster.".to_owned()
            }
            PosterError::NothingCounted { .. } => {
                "No play of it counts. Choose another rule for what counts.".to_owned()
            }
            PosterError::EmptyYear { year, .. } => {
                format!("No play of {year} counts. Choose another year, or another rule for what counts.")
            }
        };
        Self::NothingToDraw { why }
    }
}

/// The errors of an import itself are the listener's business, and shown to them whole.
pub(crate) fn log_cause(error: &ArchiveError) {
    match error {
        ArchiveError::Store(error) => log_store_cause(error),
        // Without its path, which the listener chose.
        ArchiveError::Export { why, .. } => log::error!("an export could not be written: {why}"),
        ArchiveError::BrokeOff => log::error!("{error}"),
        ArchiveError::Import(_) => {}
    }
}

fn log_store_cause(error: &StoreError) {
    match error {
        // Not which: the name comes from the page.
        StoreError::NoSuchBackup(_) => log::error!("there is no such backup"),
        error => log::error!("{error}"),
    }
}
