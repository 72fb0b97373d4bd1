//! Imports: the rows of an export become evidence in one write, and an import can be undone. An export that was imported before
//! changes nothing.

use std::{
    collections::{HashMap, HashSet},
    ops::ControlFlow,
    path::PathBuf,
};

use import::{ParsedExport, Progress};
use plays::{Batch, BatchSource, ImportedFiles, Item};
use store::{BackupReason, ImportCounts, NamingId, SourceId, SourceKind, StoreError, Write};

use super::{
    Archive, ArchiveError,
    canonical::reconcile_evidence,
    import_report::{
        ImportOptions, ImportPhase, ImportProgress, ImportReport, import_name, refused_file, rejects_by_reason,
    },
    ingest::Ingested,
};

impl Archive {
    /// Imports zips, folders and files as one source. Reports its progress to `watch`, which can stop it while it is reading.
    ///
    /// # Errors
    /// When nothing can be read from `inputs`, or the archive can't be written. The archive is then as before.
    pub fn import(
        &self,
        inputs: &[PathBuf],
        options: ImportOptions,
        watch: &mut (dyn FnMut(ImportProgress) -> ControlFlow<()> + Send),
    ) -> Result<ImportReport, ArchiveError> {
        let name = import_name(inputs);
        // If there is no fingerprint, reading the files fails below and says why.
        if let Ok(sha256) = import::fingerprint(inputs)
            && let Some(source) = self.store().import_of(&sha256)?
        {
            return self.report_of_earlier_import(source, &name);
        }
        let mut read = Progress::default();
        let export = import::read(inputs, &import::Options::default(), &mut |progress| {
            read = progress;
            watch(ImportProgress {
                phase: ImportPhase::Reading,
                read: progress,
            })
        })?;
        // From here on it can't be stopped: it is written completely or not at all.
        let _ = watch(ImportProgress {
            phase: ImportPhase::Writing,
            read,
        });
        if !options.dry_run {
            self.back_up_before(BackupReason::BeforeImport)?;
        }
        let (batch, files) = batch(export, &name);
        let mut write = self.store().write_bulk()?;
        let ingested = self.ingest_into(&mut write, batch)?;
        if ingested.is_known {
            // Another program has imported the same files while these were read.
            drop(write);
            return self.report_of_earlier_import(ingested.source.unwrap_or_default(), &name);
        }
        let report = report(files, &ingested);
        if options.dry_run {
            return Ok(ImportReport { source: None, ..report });
        }
        write.commit()?;
        if self.has_begun_anew() && self.backups()?.is_empty() {
            // There is no backup to restore.
            self.dismiss_damage()?;
        }
        Ok(report)
    }

    /// Removes an import, or a recording, with its evidence, after a backup. Plays that other sources have as well stay. Returns
    /// how many plays went.
    ///
    /// # Errors
    /// [`StoreError::NoSuchSource`], or when the backup or the archive can't be written. The archive is then as before.
    pub fn undo(&self, source: SourceId) -> Result<u64, StoreError> {
        let sources = self.store().sources()?;
        if !sources.iter().any(|known| known.id == source) {
            return Err(StoreError::NoSuchSource(source));
        }
        self.back_up_before(BackupReason::BeforeUndo)?;
        let before = self.store().count()?;
        let recordings = sources.into_iter().filter(|source| source.kind == SourceKind::Live);
        let recordings: HashSet<SourceId> = recordings.map(|source| source.id).collect();
        let mut write = self.store().write_bulk()?;
        let tracks = write.tracks_of(source)?;
        write.remove_source(source)?;
        rename_as_told(&mut write, &tracks, &recordings)?;
        reconcile_evidence(&mut write, std::iter::empty())?;
        write.remove_orphans()?;
        write.commit()?;
        Ok(before.saturating_sub(self.store().count()?))
    }

    /// The report on an export that was imported before, byte for byte the same, as `id`.
    fn report_of_earlier_import(&self, id: SourceId, name: &str) -> Result<ImportReport, ArchiveError> {
        let earlier = self.store().sources()?.into_iter().find(|source| source.id == id);
        let source = earlier.ok_or(StoreError::NoSuchSource(id))?;
        Ok(ImportReport {
            source: None,
            name: name.to_owned(),
            counts: ImportCounts {
                files: source.counts.files,
                read: source.counts.read,
                already_known: source.counts.added + source.counts.merged + source.counts.already_known,
                ..ImportCounts::default()
            },
            rejects: source.rejects,
            refused: source.refused,
            span: source.span,
            gaps_closed: 0,
        })
    }
}

/// An export as a batch, and what is known of its files.
fn batch(export: ParsedExport, name: &str) -> (Batch, ImportedFiles) {
    let files = ImportedFiles {
        name: name.to_owned(),
        sha256: export.sha256,
        files: export.files.iter().filter(|file| file.refused.is_none()).count() as u64,
        rows: export.rows,
        rejects: rejects_by_reason(export.rejects),
        refused: export.files.iter().filter_map(refused_file).collect(),
    };
    let batch = Batch {
        items: export.items,
        circumstances: export.circumstances,
        evidence: export.evidence,
        ..Batch::of(BatchSource::Import(files.clone()))
    };
    (batch, files)
}

fn report(files: ImportedFiles, ingested: &Ingested) -> ImportReport {
    ImportReport {
        source: ingested.source,
        name: files.name,
        counts: ImportCounts {
            files: files.files,
            read: files.rows,
            added: ingested.added,
            already_known: ingested.already_known,
            merged: ingested.merged,
        },
        rejects: files.rejects,
        refused: files.refused,
        span: ingested.span,
        gaps_closed: ingested.gaps_closed,
    }
}

/// Names tracks by what is told of them, after some of that has gone: as the latest play in an export does.
fn rename_as_told(
    write: &mut Write<'_>,
    tracks: &HashSet<u32>,
    recordings: &HashSet<SourceId>,
) -> Result<(), StoreError> {
    let items: HashMap<NamingId, Item> = write.namings()?.into_iter().map(|(id, _, item)| (id, item)).collect();
    let mut latest: HashMap<u32, (bool, i64, &Item)> = HashMap::new();
    for row in write.evidence(|row| tracks.contains(&row.evidence.item))? {
        let Some(item) = items.get(&row.naming) else { continue };
        // Of what is recorded, the names are those of Spotify's API. An import may have recorded rows, too.
        if recordings.contains(&row.source) {
            continue;
        }
        let names = (item.has_names(), row.evidence.ended_at.as_millis(), item);
        let known = latest.entry(row.evidence.item).or_insert(names);
        *known = names.max(*known);
    }
    let names: Vec<(u32, &Item, i64)> = latest
        .iter()
        .map(|(track, (_, at, item))| (*track, *item, *at))
        .collect();
    write.rename_tracks(&names)?;
    let is_named = |track: &u32| latest.get(track).is_some_and(|(has_names, ..)| *has_names);
    write.forget_told_names(tracks.iter().copied().filter(|track| !is_named(track)))
}
