//! The one way into the archive: what a source tells, whatever the source, becomes evidence in one write, and with it goes everything
//! else that the source knows. Imports, the recorder and restoring make batches and leave the rest to [`Archive::ingest`].

use std::collections::{HashMap, HashSet};

use plays::{
    Batch, BatchSource, Circumstance, Evidence, Gap, ImportedFiles, Item, PlayedAt, Provenance, SpotifyTrack, Times,
};
use store::{EvidenceRow, ImportCounts, NamingId, NewSource, SourceId, SourceKind, StoreError, Write};

use super::{
    Archive,
    canonical::{reconcile_evidence, reconcile_known, reconcile_recorded},
    gaps::{covered_spans, note_gap_before},
};

/// What taking in a batch has changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ingested {
    /// The source in the archive; `None` for a batch without one.
    pub source: Option<SourceId>,
    /// The archive had all of it already: exactly these files, or every play of this page. No evidence was added.
    pub is_known: bool,
    /// The ends of its first and last play, in milliseconds since 1970.
    pub span: Option<(i64, i64)>,
    /// Plays that no other evidence had shown before.
    pub added: u64,
    /// Rows of files that replaced a recorded play.
    pub merged: u64,
    /// Rows about a play that was known already.
    pub already_known: u64,
    /// Where plays are missing before a page of recent plays, or may be.
    pub gap: Option<Gap>,
    /// How many gaps the batch closes.
    pub gaps_closed: usize,
}

impl Archive {
    /// Takes in what a source tells, in one write.
    ///
    /// # Errors
    /// When the archive can't be written. It then has nothing of the batch.
    ///
    /// # Panics
    /// When a number in the evidence points to no item or no circumstance of the batch.
    pub fn ingest(&self, batch: Batch) -> Result<Ingested, StoreError> {
        let is_only_evidence = batch.snapshots.is_empty() && batch.hidden.is_empty() && batch.genre_answers.is_empty();
        let mut write = self.store().write()?;
        let ingested = self.ingest_into(&mut write, batch)?;
        if !(ingested.is_known && is_only_evidence) {
            write.commit()?;
        }
        Ok(ingested)
    }

    /// As [`Self::ingest`], as a part of a write.
    pub(super) fn ingest_into(&self, write: &mut Write<'_>, batch: Batch) -> Result<Ingested, StoreError> {
        let Batch {
            source,
            items,
            circumstances,
            evidence,
            tracks,
            snapshots,
            hidden,
            genre_answers,
        } = batch;
        for snapshot in &snapshots {
            write.put_snapshot(snapshot)?;
        }
        for (target, hidden_at) in &hidden {
            write.hide(target, *hidden_at)?;
        }
        for answer in &genre_answers {
            write.merge_genre_answer(answer)?;
        }
        let Some(source) = source else {
            return Ok(Ingested::default());
        };
        let (id, has_new_owner) = match self.begin(write, &source)? {
            Begun::Known(source) => {
                return Ok(Ingested {
                    source: Some(source),
                    is_known: true,
                    already_known: evidence.len() as u64,
                    ..Ingested::default()
                });
            }
            Begun::Source { id, has_new_owner } => (id, has_new_owner),
        };
        let ids = |write: &mut Write<'_>| Ids::of(write, id, &items, &tracks, &circumstances, &evidence);
        match source {
            BatchSource::Import(files) => {
                let (known, ids) = write.evidence_while(ids)?;
                drop(circumstances);
                self.ingest_files(write, &files, items, evidence, &ids, known)
            }
            BatchSource::Page { .. } => {
                let ids = ids(write)?;
                self.ingest_page(write, has_new_owner, &items, &evidence, &ids)
            }
            BatchSource::Recording(_) => {
                let ids = ids(write)?;
                let new = new_recorded(write, &ids, evidence.iter().map(|row| ids.row(row, &items)))?;
                let change = reconcile_evidence(write, new.into_iter())?;
                Ok(Ingested {
                    added: change.added(),
                    ..ids.ingested()
                })
            }
        }
    }

    /// Finds the source of a batch in the archive, or begins it.
    fn begin(&self, write: &mut Write<'_>, source: &BatchSource) -> Result<Begun, StoreError> {
        let (account, added_at, origin) = match source {
            BatchSource::Import(files) => {
                // Another program may have imported the same files while these were read.
                if let Some(known) = write.import_of(&files.sha256)? {
                    return Ok(Begun::Known(known));
                }
                let id = write.begin_source(&NewSource {
                    kind: SourceKind::Import,
                    name: &files.name,
                    sha256: Some(files.sha256),
                    added_at: self.now(),
                    origin: None,
                })?;
                return Ok(Begun::Source {
                    id,
                    has_new_owner: false,
                });
            }
            BatchSource::Page { account } => (account, self.now(), None),
            BatchSource::Recording(recording) => {
                let origin = (recording.key, recording.machine);
                (&recording.account, recording.begun_at, Some(origin))
            }
        };
        // Whoever is recorded now owns the archive. What was recorded elsewhere does not say who does.
        let has_new_owner = matches!(source, BatchSource::Page { .. }) && write.set_owner(account)?;
        let known = match origin {
            Some((key, _)) => write.source_of_key(key)?,
            None => write.live_source(account)?,
        };
        let id = match known {
            Some(id) => id,
            None => write.begin_source(&NewSource {
                kind: SourceKind::Live,
                name: account,
                sha256: None,
                added_at,
                origin,
            })?,
        };
        if let BatchSource::Recording(recording) = source {
            if let Some((first, last)) = recording.span {
                write.widen_span(id, first, last)?;
            }
            for gap in &recording.gaps {
                write.add_gap(id, gap)?;
            }
        }
        Ok(Begun::Source { id, has_new_owner })
    }

    fn ingest_files(
        &self,
        write: &mut Write<'_>,
        files: &ImportedFiles,
        items: Vec<Item>,
        evidence: Vec<Evidence>,
        ids: &Ids,
        known: Vec<EvidenceRow>,
    ) -> Result<Ingested, StoreError> {
        let span = span(&evidence);
        if let Some((first, last)) = span {
            write.widen_span(ids.source, first, last)?;
        }
        let spans = covered_spans(&evidence);
        for (first, last) in &spans {
            write.add_span(ids.source, *first, *last)?;
        }
        let open_gaps = self.open_gaps()?.len();
        let gaps_closed = open_gaps.saturating_sub(self.gaps_after_covering(&spans)?.len());
        let rows = evidence.len() as u64;
        // Only lengths are needed from here on. Names take far more memory.
        let lengths: Vec<Option<u32>> = items.into_iter().map(|item| item.length_ms).collect();
        let new = evidence
            .into_iter()
            .map(|row| ids.row_of_length(&row, lengths[row.item as usize]));
        let change = reconcile_known(write, known, new)?;
        // Rows that were known before may have become plays as well. Of those of the files, each counts once.
        let merged = change.merged().min(rows);
        let added = change.added().min(rows - merged);
        let counts = ImportCounts {
            files: files.files,
            read: files.rows,
            added,
            already_known: rows - added - merged,
            merged,
        };
        write.finish_source(ids.source, &counts, &files.rejects, &files.refused)?;
        Ok(Ingested {
            added,
            merged,
            already_known: counts.already_known,
            gaps_closed,
            span,
            ..ids.ingested()
        })
    }

    fn ingest_page(
        &self,
        write: &mut Write<'_>,
        has_new_owner: bool,
        items: &[Item],
        evidence: &[Evidence],
        ids: &Ids,
    ) -> Result<Ingested, StoreError> {
        let page: Vec<EvidenceRow> = evidence.iter().map(|row| ids.row(row, items)).collect();
        let new = new_recorded(write, ids, page.iter().copied())?;
        let gap = match new.as_slice() {
            [] => None,
            _ => note_gap_before(write, ids.source, &page, self.now())?,
        };
        let span = span(new.iter().map(|row| &row.evidence));
        if let Some((first, last)) = span {
            write.widen_span(ids.source, first, last)?;
        }
        let change = match (has_new_owner, new.as_slice()) {
            (true, _) => reconcile_evidence(write, new.into_iter())?,
            (false, []) => {
                return Ok(Ingested {
                    is_known: true,
                    already_known: page.len() as u64,
                    ..ids.ingested()
                });
            }
            (false, _) => reconcile_recorded(write, new)?,
        };
        Ok(Ingested {
            added: change.added(),
            already_known: page.len() as u64 - change.added().min(page.len() as u64),
            gap,
            span,
            ..ids.ingested()
        })
    }
}

/// Where a batch belongs.
enum Begun {
    /// These very files were imported before.
    Known(SourceId),
    Source {
        id: SourceId,
        has_new_owner: bool,
    },
}

/// What the numbers in a batch are in the archive.
pub(super) struct Ids {
    source: SourceId,
    tracks: Vec<u32>,
    namings: Vec<NamingId>,
    circumstances: Vec<u32>,
}

impl Ids {
    /// Those of a source's rows; what is not in the archive is added.
    pub(super) fn of(
        write: &mut Write<'_>,
        source: SourceId,
        items: &[Item],
        described: &[SpotifyTrack],
        circumstances: &[Circumstance],
        evidence: &[Evidence],
    ) -> Result<Self, StoreError> {
        let tracks = track_ids(write, items, described, evidence)?;
        Ok(Self {
            source,
            namings: write.naming_ids(&tracks, items)?,
            tracks,
            circumstances: write.circumstance_ids(circumstances)?,
        })
    }

    pub(super) fn row(&self, row: &Evidence, items: &[Item]) -> EvidenceRow {
        self.row_of_length(row, items[row.item as usize].length_ms)
    }

    /// A row as the archive has it. `length_ms` is how long the whole item is.
    fn row_of_length(&self, row: &Evidence, length_ms: Option<u32>) -> EvidenceRow {
        EvidenceRow {
            evidence: Evidence {
                item: self.tracks[row.item as usize],
                circumstance: self.circumstances[row.circumstance as usize],
                provenance: match row.times {
                    Times::EndAndLength => row.provenance,
                    Times::End | Times::Begin => Provenance::Live,
                },
                ..*row
            },
            source: self.source,
            naming: self.namings[row.item as usize],
            is_canonical: false,
            ms_played: match row.times {
                Times::EndAndLength => row.told_ms,
                Times::End | Times::Begin => length_ms.unwrap_or_default(),
            },
        }
    }

    fn ingested(&self) -> Ingested {
        Ingested {
            source: Some(self.source),
            ..Ingested::default()
        }
    }
}

/// The archive's ids of `items`, in their order. Those that Spotify's API has described keep its names.
fn track_ids(
    write: &mut Write<'_>,
    items: &[Item],
    described: &[SpotifyTrack],
    evidence: &[Evidence],
) -> Result<Vec<u32>, StoreError> {
    let mut latest_ends = vec![i64::MIN; items.len()];
    for row in evidence {
        let latest = &mut latest_ends[row.item as usize];
        *latest = (*latest).max(row.ended_at.as_millis());
    }
    if described.is_empty() {
        return write.track_ids(items, &latest_ends);
    }
    let saved = write.save_tracks(described)?;
    let saved: HashMap<&str, u32> = described.iter().map(|track| track.uri.as_str()).zip(saved).collect();
    let (others, ends): (Vec<Item>, Vec<i64>) = items
        .iter()
        .zip(latest_ends)
        .filter(|(item, _)| !saved.contains_key(item.uri.as_str()))
        .map(|(item, end)| (item.clone(), end))
        .unzip();
    let mut others = write.track_ids(&others, &ends)?.into_iter();
    let id = |item: &Item| saved.get(item.uri.as_str()).copied().or_else(|| others.next());
    Ok(items.iter().map_while(id).collect())
}

/// Those of the recorded `rows` that the archive does not have yet.
fn new_recorded(
    write: &Write<'_>,
    ids: &Ids,
    rows: impl Iterator<Item = EvidenceRow>,
) -> Result<Vec<EvidenceRow>, StoreError> {
    let identity = |row: &EvidenceRow| (row.naming, row.evidence.ended_at);
    let mut new: Vec<EvidenceRow> = rows.collect();
    let Some(first) = new.iter().map(|row| row.evidence.ended_at).min() else {
        return Ok(new);
    };
    // What another machine has recorded of the account is evidence of its own.
    let known = write.recorded_from(ids.source, first.as_millis())?;
    let known = known.iter().filter(|row| row.source == ids.source);
    let mut known: HashSet<(NamingId, PlayedAt)> = known.map(identity).collect();
    new.retain(|row| known.insert(identity(row)));
    Ok(new)
}

/// The first and the last end, in milliseconds since 1970.
pub(super) fn span<'e>(evidence: impl IntoIterator<Item = &'e Evidence>) -> Option<(i64, i64)> {
    let ends = evidence.into_iter().map(|row| row.ended_at.as_millis());
    ends.fold(None, |span, end| {
        let (first, last) = span.unwrap_or((end, end));
        Some((first.min(end), last.max(end)))
    })
}
