//! Works out which rows of the archive are canonical and how long they were heard, and stores what changed. The rules themselves are
//! in the crate `reconcile`; `evidence_rows` gathers what they need.

use plays::Provenance;
use reconcile::{Verdict, reconcile};
use store::{EvidenceRow, StoreError, Write};

use super::{
    evidence_rows::{ArchiveRows, NEW, names},
    related::related,
};

/// Adds the `new` rows, works out again which of all rows are canonical, and stores what changed. Returns how many were canonical
/// before and after.
pub(super) fn reconcile_evidence(write: &mut Write<'_>, new: Vec<EvidenceRow>) -> Result<CanonicalChange, StoreError> {
    let mut rows = with_new(write.evidence(|_| true)?, new);
    let before = CanonicalCounts::of(&rows);
    let (names, namings) = names(&mut write.namings()?);
    let verdicts = reconcile(&ArchiveRows::new(write, &rows, &namings)?, &names);
    drop((names, namings));
    let changes = changes(rows.iter_mut().zip(verdicts));
    let after = CanonicalCounts::of(&rows);
    drop(rows);
    changes.store(write)?;
    Ok(changes.summary(before, after))
}

/// As [`reconcile_evidence`], where all `new` rows are recorded ones. Recorded rows never change which rows of exports are canonical,
/// so that only rows of the tracks that are related to theirs have to be looked at.
pub(super) fn reconcile_recorded(write: &mut Write<'_>, new: Vec<EvidenceRow>) -> Result<CanonicalChange, StoreError> {
    let mut all_namings = write.namings()?;
    let stamps: Vec<i64> = new.iter().map(|row| row.evidence.ended_at.as_millis()).collect();
    let (first, last) = (stamps.iter().min(), stamps.iter().max());
    let near = first
        .zip(last)
        .map(|(first, last)| first - NEIGHBOUR_MS..=last + NEIGHBOUR_MS);
    let is_live = |row: &EvidenceRow| row.evidence.provenance == Provenance::Live;
    let recorded = write.evidence(is_live)?;
    let neighbours = recorded.iter().chain(&new).filter(|row| {
        near.as_ref()
            .is_some_and(|near| near.contains(&row.evidence.ended_at.as_millis()))
    });
    let related = related(neighbours.map(|row| row.evidence.item), &all_namings);
    drop(recorded);
    let mut rows = with_new(
        write.evidence(|row| is_live(row) || (row.is_canonical && related.contains(&row.evidence.item)))?,
        new,
    );
    let before = CanonicalCounts::of(&rows);
    let (names, namings) = names(&mut all_namings);
    let latest = write.last_end_of(Provenance::Extended)?;
    let verdicts = reconcile::reconcile_recorded(&ArchiveRows::new(write, &rows, &namings)?, &names, latest);
    let decided = rows.iter_mut().zip(verdicts).filter(|(row, verdict)| {
        // Of the other recorded rows, only the length can change: what absorbs them was not looked at.
        let is_length = row.is_canonical && matches!(verdict, Verdict::Play { .. });
        is_live(row) && (related.contains(&row.evidence.item) || is_length)
    });
    let changes = changes(decided);
    let after = CanonicalCounts::of(&rows);
    changes.store(write)?;
    Ok(changes.summary(before, after))
}

/// Stamps that lie further apart than this have nothing to do with each other: bursts of plays are shorter.
const NEIGHBOUR_MS: i64 = 5 * 60_000;

fn with_new(mut rows: Vec<EvidenceRow>, new: Vec<EvidenceRow>) -> Vec<EvidenceRow> {
    // New rows are marked by a bit that no source number reaches.
    rows.extend(new.into_iter().map(|row| EvidenceRow {
        source: row.source | NEW,
        ..row
    }));
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// Rows that are new, and known ones that are another play, or no play any more, or one of another length.
struct Changes {
    added: Vec<EvidenceRow>,
    changed: Vec<EvidenceRow>,
    newly: u64,
    no_longer: u64,
}

fn changes<'r>(decided: impl Iterator<Item = (&'r mut EvidenceRow, Verdict)>) -> Changes {
    let mut changes = Changes {
        added: Vec::new(),
        changed: Vec::new(),
        newly: 0,
        no_longer: 0,
    };
    for (row, verdict) in decided {
        let before = (row.is_canonical, row.ms_played);
        row.is_canonical = matches!(verdict, Verdict::Play { .. });
        if let Verdict::Play { ms } = verdict {
            row.ms_played = ms;
        }
        if row.source & NEW != 0 {
            changes.added.push(EvidenceRow {
                source: row.source & !NEW,
                ..*row
            });
        } else if (row.is_canonical, row.ms_played) != before {
            changes.newly += u64::from(row.is_canonical && !before.0);
            changes.no_longer += u64::from(!row.is_canonical && before.0);
            changes.changed.push(*row);
        }
    }
    changes
}

impl Changes {
    fn summary(&self, before: CanonicalCounts, after: CanonicalCounts) -> CanonicalChange {
        CanonicalChange {
            before,
            after,
            newly: self.newly,
            no_longer: self.no_longer,
        }
    }

    fn store(&self, write: &mut Write<'_>) -> Result<(), StoreError> {
        write.update_canonical(&self.changed)?;
        write.insert(&self.added)
    }
}

/// How many rows were canonical before a change, and how many are now.
#[derive(Debug, Clone, Copy)]
pub(super) struct CanonicalChange {
    pub(super) before: CanonicalCounts,
    pub(super) after: CanonicalCounts,
    /// Known rows that were no plays and are now.
    pub(super) newly: u64,
    /// Known rows that were plays and are no more.
    pub(super) no_longer: u64,
}

/// Canonical rows, by where they come from.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CanonicalCounts {
    /// Live recordings.
    pub(super) recorded: u64,
    /// Exports: account data and the extended history.
    pub(super) exported: u64,
}

impl CanonicalCounts {
    fn of(rows: &[EvidenceRow]) -> Self {
        let mut count = Self::default();
        for row in rows.iter().filter(|row| row.is_canonical) {
            match row.evidence.provenance {
                Provenance::Live => count.recorded += 1,
                Provenance::Account | Provenance::Extended => count.exported += 1,
            }
        }
        count
    }
}
