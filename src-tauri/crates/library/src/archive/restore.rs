//! Restoring a backup without losing what was recorded after it was taken.

use std::{
    collections::{BTreeSet, HashMap},
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
    ops::ControlFlow,
};

use plays::{Batch, BatchSource, Circumstance, Evidence, Gap, Item, Recording, Register};
use store::{EvidenceRow, NamingId, Source, SourceId, SourceKind, Store, StoreError, Write};

use super::{
    Archive,
    canonical::reconcile_evidence,
    decided::carry_over,
    exchange::{EXCHANGES, REMOTE},
    owner::OWNER,
    recount::count_by_new_rules,
};

/// What a restore would change. Plays that were recorded stay, so they are in neither number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RestorePreview {
    /// Plays that the archive has now and would not have any more.
    pub goes: u64,
    /// Plays that it does not have now and would have again.
    pub comes_back: u64,
}

/// Rows that are this close together tell of one play of a track: which source tells of it may change, and with that the end.
const SAME_PLAY_MS: i64 = 120_000;

impl Archive {
    /// Restores the archive from the backup `name`, but keeps what was recorded since then, because only an export could bring
    /// that back. A backup of the archive as it is now is taken first.
    ///
    /// # Errors
    /// When there is no such backup, or it can't be used. The archive is then as before.
    pub fn restore(&self, name: &str) -> Result<(), StoreError> {
        self.store()
            .restore(name, self.now(), |restored| self.bring_up_to_date(restored))?;
        self.dismiss_damage()
    }

    /// What restoring the backup `name` would change. Does everything that a restore does on a copy, so it takes about as long.
    ///
    /// # Errors
    /// As [`Self::restore`].
    pub fn preview_restore(&self, name: &str) -> Result<RestorePreview, StoreError> {
        let bring_up_to_date = |restored: &Store| self.bring_up_to_date(restored);
        self.store()
            .preview_restore(name, self.now(), bring_up_to_date, |restored| {
                Ok(difference(&plays_by_track(self.store())?, &plays_by_track(restored)?))
            })
    }

    /// Counts the plays of a backup's copy by today's rules, and adds what came after it and can't be had again.
    fn bring_up_to_date(&self, restored: &Store) -> Result<(), StoreError> {
        count_by_new_rules(restored)?;
        self.carry_over_identity(restored)?;
        self.carry_over_recordings(restored)
    }

    /// Makes `to` this machine's, with all that it knows of other machines. What was undone since then comes back as something new, because
    /// no machine would take it for anything else than undone.
    fn carry_over_identity(&self, to: &Store) -> Result<(), StoreError> {
        let (machine, then) = (self.store().machine()?, to.machine()?);
        let known = to.decisions()?;
        let mut write = to.write()?;
        write.rename_machine(then, machine)?;
        for decision in self.store().decisions()? {
            let is_same = |other: &&Register| (&other.kind, &other.key) == (&decision.kind, &decision.key);
            if known.iter().find(is_same).is_none_or(|known| decision.wins_over(known)) {
                write.put_decision(&decision)?;
            }
        }
        for key in self.store().undone()? {
            write.note_undone(key)?;
            if let Some(source) = write.source_of_key(key)? {
                write.take_new_key(source)?;
            }
        }
        for note in [EXCHANGES, REMOTE] {
            write.set_note(note, self.store().note(note)?.as_deref())?;
        }
        write.commit()
    }

    /// Copies what this archive recorded to `to`, if it is not there already, with its gaps, Spotify's rankings, everything that
    /// is hidden, what was decided about plays, and what is known of genres.
    fn carry_over_recordings(&self, to: &Store) -> Result<(), StoreError> {
        let from = self.store();
        let mut write = to.write()?;
        if let Some(owner) = from.note(OWNER)?
            && write.set_owner(&owner)?
        {
            reconcile_evidence(&mut write, std::iter::empty())?;
        }
        self.ingest_into(&mut write, beside_plays(from)?)?;
        for time in from.complete_times()? {
            write.put_complete_time(&time)?;
        }
        if carry_over(&mut write, from.decided_rows()?)? {
            reconcile_evidence(&mut write, std::iter::empty())?;
        }
        for batch in recordings(from)? {
            forget_gaps(&mut write, &batch)?;
            self.ingest_into(&mut write, batch)?;
        }
        write.commit()
    }
}

/// Every play: a number for its track that is the same in every archive, and its end. In order.
fn plays_by_track(store: &Store) -> Result<Vec<(u64, i64)>, StoreError> {
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let tracks = store.catalogue()?.tracks;
    let tracks: HashMap<u32, u64> = tracks
        .iter()
        .map(|track| (track.id, hasher.hash_one(&track.uri)))
        .collect();
    let mut plays = Vec::new();
    store.plays(|row| {
        let track = tracks.get(&row.evidence.item).copied().unwrap_or_default();
        plays.push((track, row.evidence.ended_at.as_millis()));
        ControlFlow::Continue(())
    })?;
    plays.sort_unstable();
    Ok(plays)
}

/// What is in one of two ordered lists of plays, but not in the other.
fn difference(now: &[(u64, i64)], then: &[(u64, i64)]) -> RestorePreview {
    let (mut at_now, mut at_then) = (0, 0);
    let (mut goes, mut comes_back) = (0, 0);
    while let (Some(one), Some(other)) = (now.get(at_now), then.get(at_then)) {
        if one.0 == other.0 && one.1.abs_diff(other.1) < SAME_PLAY_MS.unsigned_abs() {
            (at_now, at_then) = (at_now + 1, at_then + 1);
        } else if one < other {
            (at_now, goes) = (at_now + 1, goes + 1);
        } else {
            (at_then, comes_back) = (at_then + 1, comes_back + 1);
        }
    }
    RestorePreview {
        goes: goes + (now.len() - at_now) as u64,
        comes_back: comes_back + (then.len() - at_then) as u64,
    }
}

/// Pages that were recorded since the backup may have closed some of its gaps.
fn forget_gaps(write: &mut Write<'_>, recording: &Batch) -> Result<(), StoreError> {
    let Some(BatchSource::Recording(known)) = &recording.source else {
        return Ok(());
    };
    let Some(source) = write.source_of_key(known.key)? else {
        return Ok(());
    };
    for gap in write.gaps_in(source)? {
        write.remove_gap(source, &gap)?;
    }
    Ok(())
}

/// What an archive keeps beside plays: Spotify's rankings, what is hidden, and what is known of genres.
fn beside_plays(from: &Store) -> Result<Batch, StoreError> {
    Ok(Batch {
        snapshots: from.snapshots()?,
        hidden: from
            .hidden()?
            .into_iter()
            .map(|hidden| (hidden.target, hidden.hidden_at))
            .collect(),
        genre_answers: from.genre_answers()?,
        ..Batch::default()
    })
}

/// Every recording in an archive, each as a batch.
fn recordings(from: &Store) -> Result<Vec<Batch>, StoreError> {
    let mut rows: HashMap<SourceId, Vec<EvidenceRow>> = HashMap::new();
    let sources: Vec<Source> = from
        .sources()?
        .into_iter()
        .filter(|source| source.kind == SourceKind::Live)
        .collect();
    for source in &sources {
        rows.insert(source.id, Vec::new());
    }
    from.evidence(|row| {
        if let Some(rows) = rows.get_mut(&row.source) {
            rows.push(row);
        }
        ControlFlow::Continue(())
    })?;
    let namings: HashMap<NamingId, (u32, Item)> = from
        .namings()?
        .into_iter()
        .map(|(id, track, item)| (id, (track, item)))
        .collect();
    let gaps = from.gaps()?;
    let batch = |source: Source| {
        let gaps = gaps.iter().filter(|(recording, _)| *recording == source.id);
        let gaps = gaps.map(|(_, gap)| *gap).collect();
        let rows = rows.remove(&source.id).unwrap_or_default();
        recording(from, source, rows, &namings, gaps)
    };
    sources.into_iter().map(batch).collect()
}

fn recording(
    from: &Store,
    source: Source,
    rows: Vec<EvidenceRow>,
    namings: &HashMap<NamingId, (u32, Item)>,
    gaps: Vec<Gap>,
) -> Result<Batch, StoreError> {
    let used: BTreeSet<NamingId> = rows.iter().map(|row| row.naming).collect();
    let mut told: Vec<(&Item, u32, NamingId)> = used
        .into_iter()
        .filter_map(|naming| namings.get(&naming).map(|(track, item)| (item, *track, naming)))
        .collect();
    told.sort_unstable();
    let numbers: HashMap<NamingId, u32> = told.iter().map(|(_, _, naming)| *naming).zip(0..).collect();
    let mut tracks: Vec<u32> = told.iter().map(|(_, track, _)| *track).collect();
    tracks.dedup();
    let evidence = rows.iter().filter_map(|row| {
        Some(Evidence {
            item: *numbers.get(&row.naming)?,
            circumstance: 0,
            ..row.evidence
        })
    });
    Ok(Batch {
        items: told.iter().map(|(item, ..)| (*item).clone()).collect(),
        circumstances: vec![Circumstance::default()],
        evidence: evidence.collect(),
        tracks: from.spotify_tracks(&tracks)?,
        ..Batch::of(BatchSource::Recording(Recording {
            key: source.key,
            machine: source.machine,
            account: source.name,
            begun_at: source.added_at,
            span: source.span,
            gaps,
        }))
    })
}
