//! What the archive holds, as the Library screen shows it.

use library::{
    Archive, ArchiveTotals, Backup, BackupReason, BackupTier, Damage, Forgotten, KeptBackup, Overview, RestorePreview,
    SourceKind, StoreError,
};

use super::{import::rejected_rows, recount::source_name};
use crate::ipc::{
    number::{count, number, secs_from_ms, secs_since_1970},
    view,
};

/// `archive` also says where its file, its backups and its damaged predecessor are.
pub(crate) fn overview(archive: &Archive, overview: Overview) -> Result<view::ArchiveOverview, StoreError> {
    let Overview {
        plays,
        span,
        years,
        sources,
        plays_by_source,
        gaps,
        bytes,
    } = overview;
    let plays_from = |id| plays_by_source.get(&id).copied().unwrap_or_default();
    let damage = archive.damage()?;
    let newest_good = match damage {
        Some(_) => archive.newest_good_backup()?,
        None => None,
    };
    let damage = damage.map(|damage| view::Damage {
        kind: match damage {
            Damage::SetAside(_) => view::DamageKind::SetAside,
            Damage::Missing => view::DamageKind::Missing,
            Damage::Altered => view::DamageKind::Altered,
        },
        aside: match damage {
            Damage::SetAside(file) => Some(file.file_name().unwrap_or_default().to_string_lossy().into_owned()),
            Damage::Missing | Damage::Altered => None,
        },
        backup: newest_good.map(unranked),
    });
    Ok(view::ArchiveOverview {
        plays: number(plays),
        first_secs: span.map(|(first, _)| secs_from_ms(first)),
        last_secs: span.map(|(_, last)| secs_from_ms(last)),
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
                plays: number(plays_from(source.id)),
                name: source_name(source.kind, &source.name),
                kind: match source.kind {
                    SourceKind::Live => view::SourceKind::Live,
                    SourceKind::Import => view::SourceKind::Import,
                },
                added_secs: secs_since_1970(source.added_at),
                files: number(source.counts.files),
                read: number(source.counts.read),
                added: number(source.counts.added),
                already_known: number(source.counts.already_known),
                merged: number(source.counts.merged),
                set_aside: source.rejects.into_iter().map(rejected_rows).collect(),
                first_secs: source.span.map(|(first, _)| secs_from_ms(first)),
                last_secs: source.span.map(|(_, last)| secs_from_ms(last)),
            })
            .collect(),
        gaps: gaps.iter().rev().map(Into::into).collect(),
        complete: archive.complete_times()?.into_iter().rev().map(Into::into).collect(),
        backups: archive.kept_backups()?.into_iter().map(Into::into).collect(),
        file: archive.path().display().to_string(),
        kib: kib(bytes),
        on_network_drive: archive.is_on_network_drive(),
        damage,
        recount: archive.recount()?.map(Into::into),
    })
}

impl From<ArchiveTotals> for view::ArchiveTotals {
    fn from(totals: ArchiveTotals) -> Self {
        Self {
            tracks: totals.tracks,
            artists: totals.artists,
            heard_secs: number(totals.ms / 1000),
        }
    }
}

impl From<Forgotten> for view::UndoResult {
    fn from(forgotten: Forgotten) -> Self {
        let Forgotten { plays, backups } = forgotten;
        Self {
            plays: number(plays),
            backups: count(backups.replaced + backups.removed),
            unreadable: backups.unreadable,
        }
    }
}

impl From<KeptBackup> for view::Backup {
    fn from(kept: KeptBackup) -> Self {
        let KeptBackup {
            backup,
            tier,
            is_fullest,
        } = kept;
        Self {
            taken_secs: secs_since_1970(backup.taken_at),
            kib: kib(backup.bytes),
            why: match backup.reason {
                BackupReason::Daily => view::BackupReason::Daily,
                BackupReason::BeforeImport => view::BackupReason::BeforeImport,
                BackupReason::BeforeUpdate => view::BackupReason::BeforeUpdate,
                BackupReason::BeforeRestore => view::BackupReason::BeforeRestore,
                BackupReason::BeforeUndo => view::BackupReason::BeforeUndo,
                BackupReason::Asked => view::BackupReason::Asked,
            },
            tier: tier.map(|tier| match tier {
                BackupTier::Daily => view::BackupTier::Daily,
                BackupTier::Weekly => view::BackupTier::Weekly,
                BackupTier::Monthly => view::BackupTier::Monthly,
            }),
            fullest: is_fullest,
            content: backup.content.map(|content| view::BackupContent {
                plays: number(content.plays),
                first_secs: content.span.map(|(first, _)| secs_from_ms(first)),
                last_secs: content.span.map(|(_, last)| secs_from_ms(last)),
            }),
            name: backup.name,
        }
    }
}

impl From<RestorePreview> for view::RestorePreview {
    fn from(preview: RestorePreview) -> Self {
        Self {
            goes: number(preview.goes),
            comes_back: number(preview.comes_back),
        }
    }
}

/// A backup on its own, without what it is among the others.
pub(crate) fn unranked(backup: Backup) -> view::Backup {
    KeptBackup {
        backup,
        tier: None,
        is_fullest: false,
    }
    .into()
}

impl From<view::ExportFormat> for library::ExportFormat {
    fn from(format: view::ExportFormat) -> Self {
        match format {
            view::ExportFormat::Json => Self::Json,
            view::ExportFormat::Csv => Self::Csv,
            view::ExportFormat::Parquet => Self::Parquet,
            view::ExportFormat::Sqlite => Self::Sqlite,
        }
    }
}

fn kib(bytes: u64) -> u32 {
    number(bytes.div_ceil(1024))
}
