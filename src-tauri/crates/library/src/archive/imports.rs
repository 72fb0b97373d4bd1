//! Imports: an export's rows become evidence in one write. A report adds up to the row; an import can be undone.

use std::{
    collections::HashMap,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use import::{ParsedExport, Progress};
use plays::Evidence;
use store::{
    BackupReason, EvidenceRow, ImportCounts, NewSource, RefusedFile, Reject, SourceId, SourceKind, StoreError, Write,
};

use super::{Archive, ArchiveError, canonical::settle_anew, gaps::spans};

/// How to import.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// Find out what would come of it, and leave the archive as it is.
    pub dry_run: bool,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportProgress {
    /// What is being done.
    pub phase: ImportPhase,
    /// How far reading is.
    pub read: Progress,
}

/// What is being done. An import can be stopped while it is reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportPhase {
    /// The files are read.
    Reading,
    /// What they said is compared with the archive and written.
    Writing,
}

/// What an import came to: `read = added + already_known + merged +` what was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportReport {
    /// What it can be undone by; `None` when nothing was written: a dry run, or an export that is in the archive already.
    pub source: Option<SourceId>,
    /// The given files' names.
    pub name: String,
    /// The rows, counted.
    pub counts: ImportCounts,
    /// What was set aside, by reason.
    pub set_aside: Vec<Reject>,
    /// Files of it that could not be read.
    pub refused: Vec<RefusedFile>,
    /// The ends of its first and last play, in milliseconds since 1970.
    pub span: Option<(i64, i64)>,
    /// Gaps that are closed now.
    pub gaps_closed: usize,
}

/// What an import of these is called: the first name, and how many others there are.
pub fn import_name(inputs: &[PathBuf]) -> String {
    let own = |path: &Path| {
        path.file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned()
    };
    match inputs {
        [] => String::new(),
        [only] => own(only),
        [first, others @ ..] => format!("{} and {} more", own(first), others.len()),
    }
}

impl Archive {
    /// Imports zips, folders and files as one source. Told `watch` how far it is, and stops when that says so, as long as it
    /// is reading.
    ///
    /// # Errors
    /// When nothing can be read from `inputs`, or the archive can't be written. The archive is as before then.
    pub fn import(
        &self,
        inputs: &[PathBuf],
        options: ImportOptions,
        watch: &mut (dyn FnMut(ImportProgress) -> ControlFlow<()> + Send),
    ) -> Result<ImportReport, ArchiveError> {
        let name = import_name(inputs);
        // What ails files that give no digest is for the reader to say.
        if let Ok(sha256) = import::fingerprint(inputs)
            && let Some(source) = self.store().import_of(&sha256)?
        {
            return self.known_import(source, &name);
        }
        let mut read = Progress::default();
        let export = import::read(inputs, &import::Options::default(), &mut |progress| {
            read = progress;
            watch(ImportProgress {
                phase: ImportPhase::Reading,
                read: progress,
            })
        })?;
        // From here on it is whole or not at all.
        let _ = watch(ImportProgress {
            phase: ImportPhase::Writing,
            read,
        });
        // While a damaged archive waits for its backup, copies of the new one would push that out.
        let keeps = !options.dry_run && self.damaged_file().is_none();
        if keeps && self.store().count()? > 0 {
            self.store().back_up(BackupReason::BeforeImport, self.now())?;
        }
        let mut write = self.store().write_bulk()?;
        // Somebody else may have imported the same while this was read.
        if let Some(source) = write.import_of(&export.sha256)? {
            drop(write);
            return self.known_import(source, &name);
        }
        let report = self.take_in(&mut write, export, name)?;
        if options.dry_run {
            return Ok(ImportReport { source: None, ..report });
        }
        write.commit()?;
        if self.damaged_file().is_some() && self.backups()?.is_empty() {
            // There is nothing else to bring back.
            self.dismiss_damage()?;
        }
        Ok(report)
    }

    /// Takes an import out again, or forgets a recording. Plays that others tell of as well stay. Returns how many went.
    ///
    /// # Errors
    /// [`StoreError::NoSuchSource`], or when the archive can't be written. The archive is as before then.
    pub fn undo(&self, source: SourceId) -> Result<u64, StoreError> {
        let before = self.store().count()?;
        let mut write = self.store().write_bulk()?;
        write.remove_source(source)?;
        settle_anew(&mut write, None, Vec::new())?;
        write.remove_orphans()?;
        write.commit()?;
        Ok(before.saturating_sub(self.store().count()?))
    }

    /// The report on an export of which every byte is in the archive already, as `id`.
    fn known_import(&self, id: SourceId, name: &str) -> Result<ImportReport, ArchiveError> {
        let known = self.store().sources()?.into_iter().find(|source| source.id == id);
        let source = known.ok_or(StoreError::NoSuchSource(id))?;
        Ok(ImportReport {
            source: None,
            name: name.to_owned(),
            counts: ImportCounts {
                files: source.counts.files,
                read: source.counts.read,
                already_known: source.counts.added + source.counts.merged + source.counts.already_known,
                ..ImportCounts::default()
            },
            set_aside: source.rejects,
            refused: source.refused,
            span: source.span,
            gaps_closed: 0,
        })
    }

    fn take_in(&self, write: &mut Write<'_>, export: ParsedExport, name: String) -> Result<ImportReport, StoreError> {
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
        let mut named_at = vec![i64::MIN; items.len()];
        for row in &evidence {
            if let Some(latest) = named_at.get_mut(row.item as usize) {
                *latest = (*latest).max(row.ended_at.as_millis());
            }
        }
        let items = write.item_ids(&items, &named_at)?;
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
        let spans = spans(&evidence);
        for (first, last) in &spans {
            write.add_span(source, *first, *last)?;
        }
        let open_gaps = self.open_gaps()?.len();
        let gaps_closed = open_gaps.saturating_sub(self.gaps_beside(&spans)?.len());
        let rows_of_plays = evidence.len() as u64;
        let number = |numbers: &[u32], at: u32| numbers.get(at as usize).copied().unwrap_or_default();
        let new = evidence.into_iter().map(|row| EvidenceRow {
            evidence: Evidence {
                item: number(&items, row.item),
                circumstance: number(&circumstances, row.circumstance),
                ..row
            },
            source,
            is_canonical: false,
        });
        let shift = settle_anew(write, None, new.collect())?;
        let merged = shift.before.live.saturating_sub(shift.after.live);
        let stood_up = shift.after.told.saturating_sub(shift.before.told);
        let merged = merged.min(stood_up);
        let counts = ImportCounts {
            files: files.iter().filter(|file| file.refused.is_none()).count() as u64,
            read: rows,
            added: stood_up - merged,
            already_known: rows_of_plays - stood_up,
            merged,
        };
        let set_aside = by_code(rejects);
        let refused: Vec<RefusedFile> = files.iter().filter_map(refused).collect();
        write.finish_source(source, &counts, &set_aside, &refused)?;
        Ok(ImportReport {
            source: Some(source),
            name,
            counts,
            set_aside,
            refused,
            span,
            gaps_closed,
        })
    }
}

fn refused(file: &import::FileReport) -> Option<RefusedFile> {
    let trouble = file.refused.as_ref()?;
    Some(RefusedFile {
        file: file.name.clone(),
        why: trouble.to_string(),
        code: trouble.code().to_owned(),
    })
}

fn by_code(rejects: Vec<import::Reject>) -> Vec<Reject> {
    let mut by_reason: HashMap<&'static str, Reject> = HashMap::new();
    for import::Reject { reason, count, sample } in rejects {
        let reject = by_reason.entry(reason.code()).or_insert_with(|| Reject {
            reason: reason.code().to_owned(),
            count: 0,
            sample: format!("{}, row {}: {}", sample.file, sample.row, sample.text),
        });
        reject.count += count;
    }
    let mut all: Vec<_> = by_reason.into_values().collect();
    all.sort_by(|a, b| a.reason.cmp(&b.reason));
    all
}
