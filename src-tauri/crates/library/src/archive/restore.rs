//! Restoring a backup without losing what was recorded after it was taken.

use std::{
    collections::{HashMap, HashSet},
    ops::ControlFlow,
};

use plays::{Circumstance, Item, Provenance};
use store::{EvidenceRow, NamingId, NewSource, SourceKind, SpotifyTrack, Store, StoreError};

use super::{Archive, canonical::reconcile_evidence, owner::OWNER};

impl Archive {
    /// Restores the archive from the backup `name`, but keeps what was recorded since then, because only an export could bring
    /// that back. A backup of the archive as it is now is taken first.
    ///
    /// # Errors
    /// When there is no such backup, or it can't be used. The archive is then as before.
    pub fn restore(&self, name: &str) -> Result<(), StoreError> {
        self.store().restore(name, self.now(), |restored| {
            carry_over_recordings(self.store(), restored)
        })?;
        self.dismiss_damage()
    }
}

/// Copies what `from` recorded to `to`, if it is not there already, with its gaps and everything that is hidden.
fn carry_over_recordings(from: &Store, to: &Store) -> Result<(), StoreError> {
    let recordings: Vec<_> = from
        .sources()?
        .into_iter()
        .filter(|source| source.kind == SourceKind::Live)
        .collect();
    let mut write = to.write()?;
    let mut sources = HashMap::new();
    for recording in &recordings {
        let source = match write.live_source(&recording.name)? {
            Some(source) => source,
            None => write.begin_source(&NewSource {
                kind: SourceKind::Live,
                name: &recording.name,
                sha256: None,
                added_at: recording.added_at,
            })?,
        };
        if let Some((first, last)) = recording.span {
            write.widen_span(source, first, last)?;
        }
        sources.insert(recording.id, source);
    }
    let mut rows: Vec<EvidenceRow> = Vec::new();
    from.evidence(|row| {
        if row.evidence.provenance == Provenance::Live && sources.contains_key(&row.source) {
            rows.push(row);
        }
        ControlFlow::Continue(())
    })?;
    let mut tracks: Vec<u32> = rows.iter().map(|row| row.evidence.item).collect();
    tracks.sort_unstable();
    tracks.dedup();
    let spotify_tracks: Vec<SpotifyTrack> = from.spotify_tracks(&tracks)?;
    let items = write.save_tracks(&spotify_tracks)?;
    let item: HashMap<u32, u32> = tracks.into_iter().zip(items).collect();
    let used: HashSet<NamingId> = rows.iter().map(|row| row.naming).collect();
    let mut told: Vec<(NamingId, u32, Item)> = Vec::new();
    for (naming, track, names) in from.namings()? {
        if let Some(track) = item.get(&track).filter(|_| used.contains(&naming)) {
            told.push((naming, *track, names));
        }
    }
    let tracks: Vec<u32> = told.iter().map(|(_, track, _)| *track).collect();
    let (known, names): (Vec<NamingId>, Vec<Item>) = told.into_iter().map(|(naming, _, names)| (naming, names)).unzip();
    let naming: HashMap<NamingId, NamingId> = known.into_iter().zip(write.naming_ids(&tracks, &names)?).collect();
    let circumstance = write.circumstance_ids(&[Circumstance::default()])?;
    let copied = rows.into_iter().filter_map(|mut row| {
        row.evidence.item = *item.get(&row.evidence.item)?;
        row.evidence.circumstance = *circumstance.first()?;
        row.source = *sources.get(&row.source)?;
        row.naming = *naming.get(&row.naming)?;
        row.is_canonical = false;
        Some(row)
    });
    let copied: Vec<EvidenceRow> = copied.collect();
    for (recording, gap) in from.gaps()? {
        if let Some(source) = sources.get(&recording) {
            write.add_gap(*source, &gap)?;
        }
    }
    for hidden in from.hidden()? {
        write.hide(&hidden.target, 0)?;
    }
    if let Some(owner) = from.note(OWNER)? {
        write.set_owner(&owner)?;
    }
    reconcile_evidence(&mut write, copied)?;
    write.commit()
}
