//! Works out which rows of the archive are canonical and stores what changed. The rules themselves are in
//! [`reconcile`](crate::reconcile); this file gathers what they need.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use plays::{Circumstance, Provenance};
use store::{EvidenceRow, StoreError, Write};

use crate::reconcile::{ReconcileContext, reconcile};

/// Adds the `new` rows, works out again which rows about `tracks` (or about all tracks) are canonical, and stores what
/// changed. Returns how many were canonical before and after.
pub(super) fn reconcile_evidence(
    write: &mut Write<'_>,
    tracks: Option<&HashSet<u32>>,
    new: Vec<EvidenceRow>,
) -> Result<CanonicalChange, StoreError> {
    let mut rows = write.evidence(tracks)?;
    let known = rows.len();
    let before = CanonicalCounts::of(&rows);
    // New rows are marked by a bit that no source number reaches.
    rows.extend(new.into_iter().map(|row| EvidenceRow {
        source: row.source | NEW,
        ..row
    }));
    rows.sort_unstable();
    rows.dedup();
    let context = context(write, &rows)?;
    let was_canonical: Vec<bool> = rows.iter().map(|row| row.is_canonical).collect();
    reconcile(&mut rows, &context);
    let after = CanonicalCounts::of(&rows);
    let mut added = Vec::with_capacity(rows.len() - known.min(rows.len()));
    let mut changed = Vec::new();
    for (row, was_canonical) in rows.iter().zip(was_canonical) {
        if row.source & NEW != 0 {
            added.push(EvidenceRow {
                source: row.source & !NEW,
                ..*row
            });
        } else if row.is_canonical != was_canonical {
            changed.push(*row);
        }
    }
    drop(rows);
    write.update_canonical(&changed)?;
    write.insert(&added)?;
    Ok(CanonicalChange { before, after })
}

/// Marks the source of a row that is not stored yet.
const NEW: u32 = 1 << 31;

/// How many rows were canonical before a change, and how many are now.
#[derive(Debug, Clone, Copy)]
pub(super) struct CanonicalChange {
    pub(super) before: CanonicalCounts,
    pub(super) after: CanonicalCounts,
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

fn context(write: &Write<'_>, rows: &[EvidenceRow]) -> Result<ReconcileContext, StoreError> {
    let by_name = rows.iter().any(|row| row.evidence.provenance == Provenance::Account);
    let names = if by_name { name_groups(write)? } else { HashMap::new() };
    Ok(ReconcileContext {
        name_groups: names,
        preference: preference(write.circumstances()?),
        foreign: write.foreign_recordings()?.into_iter().collect(),
    })
}

fn name_groups(write: &Write<'_>) -> Result<HashMap<u32, u32>, StoreError> {
    let mut groups: HashMap<(String, String), u32> = HashMap::new();
    let mut names = HashMap::new();
    for (track, artist, name) in write.track_names()? {
        let next = groups.len() as u32;
        names.insert(track, *groups.entry((artist, name)).or_insert(next));
    }
    Ok(names)
}

/// Circumstances that say more come first. Those that say equally much are ordered by what they say, so that the archive's own
/// numbers make no difference.
fn preference(mut circumstances: Vec<(u32, Circumstance)>) -> HashMap<u32, u32> {
    let known_values = |what: &Circumstance| {
        let Circumstance {
            reason_start,
            reason_end,
            shuffle,
            skipped,
            offline,
            incognito,
            platform,
            country,
        } = what;
        let texts = [reason_start, reason_end, platform, country];
        let flags = [shuffle, skipped, offline, incognito];
        texts.iter().filter(|text| text.is_some()).count() + flags.iter().filter(|flag| flag.is_some()).count()
    };
    circumstances.sort_by_cached_key(|(_, what)| Reverse((known_values(what), what.clone())));
    circumstances.into_iter().map(|(id, _)| id).zip(0..).collect()
}
