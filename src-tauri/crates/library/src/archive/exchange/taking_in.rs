//! Takes in parts that came from a remote.

use std::collections::{BTreeSet, HashSet};

use plays::{Evidence, Part, PartContent, Provenance};
use store::{BackupReason, EvidenceRow, ImportCounts, NamingId, NewSource, SourceId, SourceKind, StoreError, Write};

use super::{
    super::{
        canonical::{reconcile_evidence, reconcile_recorded},
        gaps::covered_spans,
        ingest::{Ids, span},
    },
    Archive,
};

impl Archive {
    /// Takes in parts, in one write. Returns how many rows were new.
    pub(super) fn take_in(&self, parts: Vec<Part>) -> Result<u64, StoreError> {
        if parts.is_empty() {
            return Ok(0);
        }
        if parts
            .iter()
            .any(|part| matches!(part.content, PartContent::Import { .. }))
        {
            self.back_up_before(BackupReason::BeforeImport)?;
        }
        let mut write = self.store().write_bulk()?;
        // Another program may have undone one of them since they were asked for.
        let undone: BTreeSet<_> = self.store().undone()?.into_iter().collect();
        let mut new: Vec<EvidenceRow> = Vec::new();
        for part in parts.into_iter().filter(|part| !undone.contains(&part.id.source)) {
            new.extend(rows_of(&mut write, part)?);
        }
        let count = new.len() as u64;
        if new.iter().all(|row| row.evidence.provenance == Provenance::Live) {
            reconcile_recorded(&mut write, new)?;
        } else {
            reconcile_evidence(&mut write, new.into_iter())?;
        }
        write.commit()?;
        Ok(count)
    }
}

/// Begins the part's source if it is not there, and gives the rows of the part that the archive does not have yet.
fn rows_of(write: &mut Write<'_>, part: Part) -> Result<Vec<EvidenceRow>, StoreError> {
    let Part {
        id,
        machine,
        added_at,
        content,
        batch,
    } = part;
    let known = write.source_of_key(id.source)?;
    let source = match known {
        Some(source) => source,
        None => {
            let (kind, name, sha256) = match &content {
                PartContent::Import { files, .. } => (SourceKind::Import, &files.name, Some(files.sha256)),
                PartContent::Recording { account } => (SourceKind::Live, account, None),
            };
            write.begin_source(&NewSource {
                kind,
                name,
                sha256,
                added_at,
                origin: Some((id.source, machine)),
            })?
        }
    };
    if let Some((first, last)) = span(&batch.evidence) {
        write.widen_span(source, first, last)?;
    }
    if let (PartContent::Import { files, added, merged }, None) = (&content, known) {
        let rows = batch.evidence.len() as u64;
        let counts = ImportCounts {
            files: files.files,
            read: files.rows,
            added: *added,
            already_known: rows.saturating_sub(added + merged),
            merged: *merged,
        };
        write.finish_source(source, &counts, &files.rejects, &files.refused)?;
    }
    for (first, last) in covered_spans(&batch.evidence) {
        write.add_span(source, first, last)?;
    }
    // What Spotify tells of tracks came before. As where they were recorded, its names stay.
    let described = match content {
        PartContent::Recording { .. } => write.spotify_tracks_among(&batch.items)?,
        PartContent::Import { .. } => Vec::new(),
    };
    let ids = Ids::of(
        write,
        source,
        &batch.items,
        &described,
        &batch.circumstances,
        &batch.evidence,
    )?;
    let rows = batch.evidence.iter().map(|row| ids.row(row, &batch.items));
    let mut is_new = is_new(write, source, known.is_some())?;
    Ok(rows.filter(|row| is_new(row)).collect())
}

/// Tells the rows that the source does not have yet, each once.
fn is_new(write: &Write<'_>, source: SourceId, is_known: bool) -> Result<impl FnMut(&EvidenceRow) -> bool, StoreError> {
    let identity = |row: &EvidenceRow| -> (Evidence, NamingId) { (row.evidence, row.naming) };
    let known = if is_known {
        write.evidence(|row| row.source == source)?
    } else {
        Vec::new()
    };
    let mut known: HashSet<(Evidence, NamingId)> = known.iter().map(identity).collect();
    Ok(move |row: &EvidenceRow| known.insert(identity(row)))
}
