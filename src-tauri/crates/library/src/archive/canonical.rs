//! What deciding which evidence stands needs to know of the archive, and the deciding itself.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use plays::{Circumstance, Provenance};
use store::{EvidenceRow, StoreError, Write};

use crate::reconcile::{Ground, settle};

/// Decides anew what stands among everything about `tracks`, or about all, with `new` rows added, and writes down what
/// changed. Tells what stood before and what stands now.
pub(super) fn settle_anew(
    write: &mut Write<'_>,
    tracks: Option<&HashSet<u32>>,
    new: Vec<EvidenceRow>,
) -> Result<Shift, StoreError> {
    let mut rows = write.evidence(tracks)?;
    let known = rows.len();
    let before = Count::of(&rows);
    // Which rows are new is told by a bit that no source number reaches.
    rows.extend(new.into_iter().map(|row| EvidenceRow {
        source: row.source | NEW,
        ..row
    }));
    rows.sort_unstable();
    rows.dedup();
    let ground = ground(write, &rows)?;
    let stood: Vec<bool> = rows.iter().map(|row| row.is_canonical).collect();
    settle(&mut rows, &ground);
    let after = Count::of(&rows);
    let mut added = Vec::with_capacity(rows.len() - known.min(rows.len()));
    let mut changed = Vec::new();
    for (row, stood) in rows.iter().zip(stood) {
        if row.source & NEW != 0 {
            added.push(EvidenceRow {
                source: row.source & !NEW,
                ..*row
            });
        } else if row.is_canonical != stood {
            changed.push(*row);
        }
    }
    drop(rows);
    write.update_canonical(&changed)?;
    write.insert(&added)?;
    Ok(Shift { before, after })
}

const NEW: u32 = 1 << 31;

/// What stood and what stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shift {
    pub(super) before: Count,
    pub(super) after: Count,
}

/// Plays by who stands for them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Count {
    /// Recorded.
    pub(super) live: u64,
    /// Told by an export.
    pub(super) told: u64,
}

impl Count {
    fn of(rows: &[EvidenceRow]) -> Self {
        let mut count = Self::default();
        for row in rows.iter().filter(|row| row.is_canonical) {
            match row.evidence.provenance {
                Provenance::Live => count.live += 1,
                Provenance::Account | Provenance::Extended => count.told += 1,
            }
        }
        count
    }
}

fn ground(write: &Write<'_>, rows: &[EvidenceRow]) -> Result<Ground, StoreError> {
    let by_name = rows.iter().any(|row| row.evidence.provenance == Provenance::Account);
    let names = if by_name { names(write)? } else { HashMap::new() };
    Ok(Ground {
        names,
        preference: preference(write.circumstances()?),
        foreign: write.foreign_recordings()?.into_iter().collect(),
    })
}

fn names(write: &Write<'_>) -> Result<HashMap<u32, u32>, StoreError> {
    let mut groups: HashMap<(String, String), u32> = HashMap::new();
    let mut names = HashMap::new();
    for (track, artist, name) in write.track_names()? {
        let next = groups.len() as u32;
        names.insert(track, *groups.entry((artist, name)).or_insert(next));
    }
    Ok(names)
}

/// Those that tell more come first; of those that tell as much, the order is by what they tell, so that no archive's own
/// numbers matter.
fn preference(mut circumstances: Vec<(u32, Circumstance)>) -> HashMap<u32, u32> {
    let told = |what: &Circumstance| {
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
    circumstances.sort_by_cached_key(|(_, what)| Reverse((told(what), what.clone())));
    circumstances.into_iter().map(|(id, _)| id).zip(0..).collect()
}
