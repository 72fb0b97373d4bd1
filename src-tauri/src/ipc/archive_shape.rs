//! From the archive's values to the page's. Only renames and converts.

use std::{sync::Arc, time::Duration};

use library::{
    Archive, ArchiveError, Backup, BackupReason, Credit, Gap, ImportReport, Overview, PlayEntry, Reject, SourceKind,
    StoreError, SyncError,
};

use super::{
    error::UiError,
    shape::{self, Shape},
    view,
};

/// From milliseconds to seconds since 1970.
pub(crate) fn secs(ms: i64) -> u32 {
    u32::try_from(ms.div_euclid(1000)).unwrap_or_default()
}

pub(crate) fn number(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn kib(bytes: u64) -> u32 {
    number(bytes.div_ceil(1024))
}

/// The whole Library screen.
pub(crate) fn archive(archive: &Archive, standing: Overview) -> Result<view::ArchiveOverview, StoreError> {
    let Overview {
        totals: summary,
        years,
        sources,
        plays_of,
        gaps,
        bytes,
    } = standing;
    let plays_of = |id| plays_of.get(&id).copied().unwrap_or_default();
    let damage = archive.damaged_file().map(|aside| view::Damage {
        aside: aside.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        backup: archive.newest_good_backup().map(backup),
    });
    Ok(view::ArchiveOverview {
        plays: number(summary.plays),
        tracks: number(summary.tracks),
        artists: number(summary.artists),
        heard_secs: number(summary.ms / 1000),
        first_secs: summary.first.map(secs),
        last_secs: summary.last.map(secs),
        years: years
            .into_iter()
            .map(|year| view::ArchiveYear {
                year: year.year,
                extended: number(year.extended),
                account: number(year.account),
                live: number(year.live),
            })
            .collect(),
        sources: sources
            .into_iter()
            .map(|source| view::ArchiveSource {
                id: source.id,
                plays: number(plays_of(source.id)),
                name: match source.kind {
                    SourceKind::Live => "Recording".to_owned(),
                    SourceKind::Import => source.name,
                },
                kind: match source.kind {
                    SourceKind::Live => view::SourceKind::Live,
                    SourceKind::Import => view::SourceKind::Import,
                },
                added_secs: shape::secs(source.added_at),
                files: number(source.counts.files),
                read: number(source.counts.read),
                added: number(source.counts.added),
                already_known: number(source.counts.already_known),
                merged: number(source.counts.merged),
                set_aside: source.rejects.into_iter().map(set_aside).collect(),
                first_secs: source.span.map(|(first, _)| secs(first)),
                last_secs: source.span.map(|(_, last)| secs(last)),
            })
            .collect(),
        gaps: gaps.iter().rev().map(gap).collect(),
        backups: archive.backups()?.into_iter().map(backup).collect(),
        file: archive.path().display().to_string(),
        kib: kib(bytes),
        damage,
    })
}

pub(crate) fn gap(gap: &Gap) -> view::Gap {
    view::Gap {
        from_secs: secs(gap.from),
        to_secs: secs(gap.to),
    }
}

pub(crate) fn backup(backup: Backup) -> view::Backup {
    view::Backup {
        taken_secs: shape::secs(backup.taken_at),
        kib: kib(backup.bytes),
        why: match backup.reason {
            BackupReason::Daily => view::BackupReason::Daily,
            BackupReason::BeforeImport => view::BackupReason::BeforeImport,
            BackupReason::BeforeUpdate => view::BackupReason::BeforeUpdate,
            BackupReason::BeforeRestore => view::BackupReason::BeforeRestore,
            BackupReason::Asked => view::BackupReason::Asked,
        },
        name: backup.name,
    }
}

fn set_aside(reject: Reject) -> view::RejectedRows {
    let known = import::RejectReason::ALL
        .into_iter()
        .find(|reason| reason.code() == reject.reason);
    view::RejectedRows {
        // A reason of a newer Tonearm is better named than left out.
        reason: known.map_or(reject.reason, |reason| reason.to_string()),
        count: number(reject.count),
        sample: reject.sample,
    }
}

/// A finished import.
pub(crate) fn report(report: ImportReport, took: Duration) -> view::ImportReport {
    view::ImportReport {
        source: report.source,
        name: report.name,
        files: number(report.counts.files),
        read: number(report.counts.read),
        added: number(report.counts.added),
        already_known: number(report.counts.already_known),
        merged: number(report.counts.merged),
        set_aside: report.set_aside.into_iter().map(set_aside).collect(),
        refused: report
            .refused
            .into_iter()
            .map(|refused| view::RefusedFile {
                file: refused.file,
                why: refused.why,
            })
            .collect(),
        first_secs: report.span.map(|(first, _)| secs(first)),
        last_secs: report.span.map(|(_, last)| secs(last)),
        gaps_closed: shape::count(report.gaps_closed),
        took_ms: u32::try_from(took.as_millis()).unwrap_or(u32::MAX),
    }
}

impl Shape<'_> {
    pub(crate) fn heard(&self, heard: &PlayEntry) -> view::PlayRow {
        let credit = |credit: &Credit| view::Credit {
            name: credit.name.clone(),
            uri: credit.uri.clone(),
        };
        view::PlayRow {
            played_secs: secs(heard.ended_at.as_millis()),
            heard_secs: heard.ms_played / 1000,
            estimated: heard.is_estimated(),
            kind: match heard.kind {
                plays::Kind::Music => view::ItemKind::Music,
                plays::Kind::Podcast => view::ItemKind::Podcast,
                plays::Kind::Audiobook => view::ItemKind::Audiobook,
            },
            uri: Some(heard.uri.clone()).filter(|uri| super::outside::has_page(uri)),
            name: heard.name.clone(),
            artists: heard.artists.iter().map(credit).collect(),
            album: heard.album.name.clone(),
            album_uri: heard.album.uri.clone(),
            cover: self.cover(&heard.covers),
        }
    }
}

impl From<StoreError> for UiError {
    fn from(error: StoreError) -> Self {
        (&error).into()
    }
}

impl From<Arc<StoreError>> for UiError {
    fn from(error: Arc<StoreError>) -> Self {
        (&*error).into()
    }
}

impl From<&StoreError> for UiError {
    fn from(error: &StoreError) -> Self {
        log::error!("{error}");
        match error {
            StoreError::TooNew { .. } => Self::ArchiveTooNew,
            StoreError::ReadOnly => Self::ArchiveReadOnly,
            StoreError::DiskFull => Self::DiskFull,
            StoreError::Busy => Self::ArchiveBusy,
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
        match error {
            ArchiveError::Store(error) => error.into(),
            ArchiveError::Import(import::ImportError::Cancelled) => Self::ImportCancelled,
            ArchiveError::Import(error) => Self::ImportRefused { why: error.to_string() },
            ArchiveError::Export { path, why } => {
                log::error!("{}: {why}", path.display());
                Self::ExportFailed { why }
            }
        }
    }
}
