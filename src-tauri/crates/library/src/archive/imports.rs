//! Imports: the rows of an export become evidence in one write. An export that was imported before
//! changes nothing.

use std::{ops::ControlFlow, path::PathBuf};

use import::{Limits, ParsedExport, Progress};
use plays::{Batch, BatchSource, ImportedFiles};
use store::{BackupReason, ImportCounts, SourceId, StoreError};

use super::{
    Archive, ArchiveError,
    clock::last_possible,
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
        let limits = Limits {
            latest: last_possible(self.now()),
            ..Limits::default()
        };
        let how = import::Options {
            limits,
            ..import::Options::default()
        };
        let export = import::read(inputs, &how, &mut |progress| {
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
        let has_begun_anew = self.has_begun_anew()?;
        write.commit()?;
        if has_begun_anew {
            // The import is done, so that this is no error of it.
            self.dismiss_damage_without_backups()
                .unwrap_or_else(|error| log::warn!("the damage is still told of: {error}"));
        }
        Ok(report)
    }

    /// Without a backup there is nothing to decide any more.
    fn dismiss_damage_without_backups(&self) -> Result<(), StoreError> {
        if self.backups()?.is_empty() {
            self.dismiss_damage()?;
        }
        Ok(())
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
