//! Imports: the rows of an export become evidence in one write, and an import can be undone. An export that was imported before
//! changes nothing.

use std::{
    collections::{HashMap, HashSet},
    ops::ControlFlow,
    path::PathBuf,
};

use import::{ParsedExport, Progress};
use plays::{Evidence, Item, Provenance};
use store::{
    BackupReason, EvidenceRow, ImportCounts, NamingId, NewSource, RefusedFile, SourceId, SourceKind, StoreError, Write,
};

use super::{
    Archive, ArchiveError,
    canonical::reconcile_evidence,
    gaps::covered_spans,
    import_report::{
        ImportOptions, ImportPhase, ImportProgress, ImportReport, import_name, refused_file, rejects_by_reason,
    },
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
        // While a backup may still be restored over a damaged archive, backups of the new one would displace it.
        let backs_up = !options.dry_run && self.damaged_file().is_none();
        if backs_up && self.store().count()? > 0 {
            self.store().back_up(BackupReason::BeforeImport, self.now())?;
        }
        let mut write = self.store().write_bulk()?;
        // Another program may have imported the same files while these were read.
        if let Some(source) = write.import_of(&export.sha256)? {
            drop(write);
            return self.report_of_earlier_import(source, &name);
        }
        let report = self.add(&mut write, export, name)?;
        if options.dry_run {
            return Ok(ImportReport { source: None, ..report });
        }
        write.commit()?;
        if self.damaged_file().is_some() && self.backups()?.is_empty() {
            // There is no backup to restore.
            self.dismiss_damage()?;
        }
        Ok(report)
    }

    /// Removes an import, or a recording, with its evidence. Plays that other sources have as well stay. Returns how many plays
    /// went.
    ///
    /// # Errors
    /// [`StoreError::NoSuchSource`], or when the archive can't be written. The archive is then as before.
    pub fn undo(&self, source: SourceId) -> Result<u64, StoreError> {
        let before = self.store().count()?;
        let mut write = self.store().write_bulk()?;
        let tracks = write.tracks_of(source)?;
        write.remove_source(source)?;
        rename_as_told(&mut write, &tracks)?;
        reconcile_evidence(&mut write, Vec::new())?;
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

    fn add(&self, write: &mut Write<'_>, export: ParsedExport, name: String) -> Result<ImportReport, StoreError> {
        let ParsedExport {
            items,
            circumstances,
            evidence,
            rows,
            rejects,
            files,
            sha256,
            ..
        } = export;
        let mut latest_ends = vec![i64::MIN; items.len()];
        for row in &evidence {
            if let Some(latest) = latest_ends.get_mut(row.item as usize) {
                *latest = (*latest).max(row.ended_at.as_millis());
            }
        }
        let tracks = write.track_ids(&items, &latest_ends)?;
        let namings = write.naming_ids(&tracks, &items)?;
        let circumstances = write.circumstance_ids(&circumstances)?;
        let source = write.begin_source(&NewSource {
            kind: SourceKind::Import,
            name: &name,
            sha256: Some(sha256),
            added_at: self.now(),
        })?;
        let ends = || evidence.iter().map(|row| row.ended_at.as_millis());
        let span = ends().min().zip(ends().max());
        if let Some((first, last)) = span {
            write.widen_span(source, first, last)?;
        }
        let spans = covered_spans(&evidence);
        for (first, last) in &spans {
            write.add_span(source, *first, *last)?;
        }
        let open_gaps = self.open_gaps()?.len();
        let gaps_closed = open_gaps.saturating_sub(self.gaps_after_covering(&spans)?.len());
        let parsed_rows = evidence.len() as u64;
        let number = |numbers: &[u32], at: u32| numbers.get(at as usize).copied().unwrap_or_default();
        let length_ms = |row: &Evidence| items.get(row.item as usize).and_then(|item| item.length_ms);
        let new = evidence.into_iter().map(|row| EvidenceRow {
            evidence: Evidence {
                item: number(&tracks, row.item),
                circumstance: number(&circumstances, row.circumstance),
                ..row
            },
            source,
            naming: number(&namings, row.item),
            is_canonical: false,
            ms_played: length_ms(&row).unwrap_or(row.told_ms),
        });
        let change = reconcile_evidence(write, new.collect())?;
        let merged = change.before.recorded.saturating_sub(change.after.recorded);
        let newly_canonical = change.after.exported.saturating_sub(change.before.exported);
        let merged = merged.min(newly_canonical);
        let counts = ImportCounts {
            files: files.iter().filter(|file| file.refused.is_none()).count() as u64,
            read: rows,
            added: newly_canonical - merged,
            already_known: parsed_rows - newly_canonical,
            merged,
        };
        let rejects = rejects_by_reason(rejects);
        let refused: Vec<RefusedFile> = files.iter().filter_map(refused_file).collect();
        write.finish_source(source, &counts, &rejects, &refused)?;
        Ok(ImportReport {
            source: Some(source),
            name,
            counts,
            rejects,
            refused,
            span,
            gaps_closed,
        })
    }
}

/// Names tracks by what is told of them, after some of that has gone: as the latest play in an export does.
fn rename_as_told(write: &mut Write<'_>, tracks: &HashSet<u32>) -> Result<(), StoreError> {
    let items: HashMap<NamingId, Item> = write.namings()?.into_iter().map(|(id, _, item)| (id, item)).collect();
    let mut latest: HashMap<u32, (bool, i64, &Item)> = HashMap::new();
    for row in write.evidence(|row| tracks.contains(&row.evidence.item))? {
        let Some(item) = items.get(&row.naming) else { continue };
        if row.evidence.provenance == Provenance::Live {
            continue;
        }
        let names = (item.has_names(), row.evidence.ended_at.as_millis(), item);
        let known = latest.entry(row.evidence.item).or_insert(names);
        *known = names.max(*known);
    }
    let names: Vec<(u32, &Item, i64)> = latest
        .into_iter()
        .map(|(track, (_, at, item))| (track, item, at))
        .collect();
    write.rename_tracks(&names)
}
