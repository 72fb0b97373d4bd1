//! Works out which rows of the archive are canonical and how long they were heard, and stores what changed. The rules themselves are
//! in the crate `reconcile`; `evidence_rows` gathers what they need.

use plays::Provenance;
use rayon::prelude::*;
use reconcile::{Verdict, reconcile_decided};
use store::{EvidenceRow, StoreError, Write};

use super::{
    evidence_rows::{ArchiveRows, NEW, names},
    related::related,
    row_names::Uris,
};

/// Adds the `new` rows, works out again which of all rows are canonical, and stores what changed.
pub(super) fn reconcile_evidence(
    write: &mut Write<'_>,
    new: impl ExactSizeIterator<Item = EvidenceRow>,
) -> Result<CanonicalChange, StoreError> {
    let known = write.evidence(|_| true)?;
    reconcile_known(write, known, new)
}

/// As [`reconcile_evidence`], where all `known` rows of the archive were read already, in their order.
pub(super) fn reconcile_known(
    write: &mut Write<'_>,
    known: Vec<EvidenceRow>,
    new: impl ExactSizeIterator<Item = EvidenceRow>,
) -> Result<CanonicalChange, StoreError> {
    reconcile_and(write, with_new(known, new), |_, _, _| Ok(()))
}

/// As [`reconcile_evidence`] without new rows. Before anything is stored, `look` sees all rows as they were, and what becomes of each.
pub(super) fn reconcile_again_and(
    write: &mut Write<'_>,
    look: impl FnOnce(&mut Write<'_>, &[EvidenceRow], &[Verdict]) -> Result<(), StoreError>,
) -> Result<CanonicalChange, StoreError> {
    let rows = write.evidence(|_| true)?;
    reconcile_and(write, rows, look)
}

fn reconcile_and(
    write: &mut Write<'_>,
    mut rows: Vec<EvidenceRow>,
    look: impl FnOnce(&mut Write<'_>, &[EvidenceRow], &[Verdict]) -> Result<(), StoreError>,
) -> Result<CanonicalChange, StoreError> {
    let decided = write.decided_rows()?;
    let mut all_namings = write.namings()?;
    let (names, namings) = names(&mut all_namings);
    let uris = Uris::of(all_namings, &decided);
    let verdicts = {
        let rows = ArchiveRows::new(write, &rows, &namings)?;
        reconcile_decided(&rows, &names, &rows.decisions(&uris, &decided))
    };
    drop((names, namings, uris));
    look(write, &rows, &verdicts)?;
    let everything = (0..rows.len()).zip(verdicts);
    store(write, &mut rows, everything)
}

/// As [`reconcile_evidence`], where all `new` rows are recorded ones. Recorded rows never change which rows of exports are canonical,
/// so that only rows of the tracks that are related to theirs have to be looked at, unless the listener has decided about some rows: these
/// may have to do with any other.
pub(super) fn reconcile_recorded(write: &mut Write<'_>, new: Vec<EvidenceRow>) -> Result<CanonicalChange, StoreError> {
    if !write.decided_rows()?.is_empty() {
        return reconcile_evidence(write, new.into_iter());
    }
    let mut all_namings = write.namings()?;
    let stamps: Vec<i64> = new.iter().map(|row| row.evidence.ended_at.as_millis()).collect();
    let (first, last) = (stamps.iter().min(), stamps.iter().max());
    let near = first
        .zip(last)
        .map(|(first, last)| first - NEIGHBOUR_MS..=last + NEIGHBOUR_MS);
    let is_live = |row: &EvidenceRow| row.evidence.provenance == Provenance::Live;
    let recorded = write.recorded()?;
    let neighbours = recorded.iter().chain(&new).filter(|row| {
        near.as_ref()
            .is_some_and(|near| near.contains(&row.evidence.ended_at.as_millis()))
    });
    let related = related(neighbours.map(|row| row.evidence.item), &all_namings);
    drop(recorded);
    let looked_at = write.evidence(|row| is_live(row) || (row.is_canonical && related.contains(&row.evidence.item)))?;
    let mut rows = with_new(looked_at, new.into_iter());
    let (names, namings) = names(&mut all_namings);
    let latest = write.last_end_of(Provenance::Extended)?;
    let verdicts = reconcile::reconcile_recorded(&ArchiveRows::new(write, &rows, &namings)?, &names, latest);
    let is_decided = |row: &EvidenceRow, verdict: &Verdict| {
        // Of the other recorded rows, only the length can change: what absorbs them was not looked at.
        let is_length = row.is_canonical && matches!(verdict, Verdict::Play { .. });
        is_live(row) && (related.contains(&row.evidence.item) || is_length)
    };
    let decided: Vec<(usize, Verdict)> = (0..)
        .zip(verdicts)
        .filter(|(place, verdict)| is_decided(&rows[*place], verdict))
        .collect();
    store(write, &mut rows, decided.into_iter())
}

/// Stamps that lie further apart than this have nothing to do with each other: bursts of plays are shorter.
const NEIGHBOUR_MS: i64 = 5 * 60_000;

/// New rows are marked by a bit that no source number reaches.
fn with_new(mut rows: Vec<EvidenceRow>, new: impl ExactSizeIterator<Item = EvidenceRow>) -> Vec<EvidenceRow> {
    rows.reserve_exact(new.len());
    rows.extend(new.map(|row| EvidenceRow {
        source: row.source | NEW,
        ..row
    }));
    // Both are in order already, which a stable sort makes use of.
    rows.par_sort();
    rows.dedup();
    rows
}

/// Stores what `decided` says of rows, which are named by their places: new rows, and known ones that are another play now, or no play
/// any more, or a play of another length.
fn store(
    write: &mut Write<'_>,
    rows: &mut [EvidenceRow],
    decided: impl Iterator<Item = (usize, Verdict)>,
) -> Result<CanonicalChange, StoreError> {
    let mut change = CanonicalChange {
        before: CanonicalCounts::of(rows),
        ..CanonicalChange::default()
    };
    let mut changed: Vec<bool> = rows.iter().map(|row| row.source & NEW != 0).collect();
    for (place, verdict) in decided {
        let row = &mut rows[place];
        let before = (row.is_canonical, row.ms_played);
        row.is_canonical = matches!(verdict, Verdict::Play { .. });
        if let Verdict::Play { ms } = verdict {
            row.ms_played = ms;
        }
        changed[place] |= (row.is_canonical, row.ms_played) != before;
    }
    change.after = CanonicalCounts::of(rows);
    let changed = rows.iter().zip(changed).filter(|(_, changed)| *changed);
    write.put_evidence(changed.map(|(row, _)| EvidenceRow {
        source: row.source & !NEW,
        ..*row
    }))?;
    Ok(change)
}

/// How many rows were canonical before a change, and how many are now.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CanonicalChange {
    pub(super) before: CanonicalCounts,
    pub(super) after: CanonicalCounts,
}

impl CanonicalChange {
    /// Plays that no evidence had shown before, less those that turned out to be none.
    pub(super) fn added(&self) -> u64 {
        self.after.all().saturating_sub(self.before.all())
    }

    /// Rows of exports that replaced a recorded play.
    pub(super) fn merged(&self) -> u64 {
        let newly_exported = self.after.exported.saturating_sub(self.before.exported);
        let replaced = self.before.recorded.saturating_sub(self.after.recorded);
        replaced.min(newly_exported)
    }
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
    fn all(self) -> u64 {
        self.recorded + self.exported
    }

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
