//! Takes a source out of the archive again. Plays that other sources have as well stay.

use std::collections::{BTreeSet, HashMap, HashSet};

use plays::{Item, SourceKey};
use store::{BackupReason, NamingId, RewrittenBackups, Source, SourceId, SourceKind, Store, StoreError, Write};

use super::{Archive, canonical::reconcile_evidence, decided::forget_gone_recordings, owner::account_digest};

/// What forgetting a recording took away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Plays that are in the archive no more.
    pub plays: u64,
    /// What became of the backups.
    pub backups: RewrittenBackups,
}

impl Archive {
    /// Removes an import, or a recording, with its evidence, after a backup. If the same files were imported on another machine as well, that
    /// import goes with it. Plays that other sources have as well stay. Returns how many plays went.
    ///
    /// # Errors
    /// [`StoreError::NoSuchSource`], or when the backup or the archive can't be written. The archive is then as before.
    pub fn undo(&self, source: SourceId) -> Result<u64, StoreError> {
        // Before the backup, which would make an older one go.
        let source = self.source(source)?;
        let is_same =
            |other: &Source| other.id == source.id || (source.sha256.is_some() && other.sha256 == source.sha256);
        let all: Vec<Source> = self.store().sources()?.into_iter().filter(is_same).collect();
        self.back_up_before(BackupReason::BeforeUndo)?;
        let before = self.store().count()?;
        let ids: Vec<SourceId> = all.iter().map(|source| source.id).collect();
        self.remove_sources(&ids, all.iter().map(|source| source.key).collect())?;
        Ok(before.saturating_sub(self.store().count()?))
    }

    /// Removes sources, and writes down that these were undone, whether they are here or not.
    pub(super) fn remove_sources(&self, ids: &[SourceId], undone: BTreeSet<SourceKey>) -> Result<(), StoreError> {
        remove(self.store(), ids, |write| {
            undone.iter().try_for_each(|key| write.note_undone(*key))
        })
    }

    /// Removes a recording as [`Self::undo`] does, but also from every backup, and so that the files' unused pages don't hold it either.
    /// No backup is taken before.
    ///
    /// # Errors
    /// [`StoreError::NoSuchSource`] unless it is a recording, or when a backup or the archive can't be written. The archive is then as
    /// before; backups may have lost the recording already, and trying again takes it out of the others.
    pub fn forget(&self, recording: SourceId) -> Result<Forgotten, StoreError> {
        let recording = self.source(recording)?;
        if recording.kind != SourceKind::Live {
            return Err(StoreError::NoSuchSource(recording.id));
        }
        let before = self.store().count()?;
        // On whatever machine the account was recorded.
        let recordings = |of: &Store| -> Result<Vec<Source>, StoreError> {
            let same = |source: &Source| source.kind == SourceKind::Live && source.name == recording.name;
            Ok(of.sources()?.into_iter().filter(same).collect())
        };
        let ids = |sources: &[Source]| -> Vec<SourceId> { sources.iter().map(|source| source.id).collect() };
        let in_backup = |backup: &Store| {
            let there = recordings(backup)?;
            if there.is_empty() {
                return Ok(false);
            }
            let exchanged = backup.decisions()?;
            remove(backup, &ids(&there), |write| forget_gone_recordings(write, &exchanged)).map(|()| true)
        };
        let here = recordings(self.store())?;
        let backups = self.store().rewrite_backups(self.now(), in_backup, || {
            remove(self.store(), &ids(&here), |write| {
                here.iter().try_for_each(|source| write.note_undone(source.key))?;
                forget_gone_recordings(write, &[])
            })
        })?;
        if !self.store().decisions()?.is_empty() {
            // So that other machines and the remote forget what was decided about it, too.
            self.decide_anew()?;
        }
        if let Err(error) = self.store().rewrite() {
            log::warn!("what was forgotten may still be in unused parts of the file: {error}");
        }
        Ok(Forgotten {
            plays: before.saturating_sub(self.store().count()?),
            backups,
        })
    }

    /// The recording of an account's plays, if there is one.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn recording_of(&self, account_id: &str) -> Result<Option<SourceId>, StoreError> {
        let name = account_digest(account_id);
        let mut sources = self.store().sources()?.into_iter();
        Ok(sources
            .find(|source| source.kind == SourceKind::Live && source.name == name)
            .map(|source| source.id))
    }

    fn source(&self, id: SourceId) -> Result<store::Source, StoreError> {
        let found = self.store().sources()?.into_iter().find(|source| source.id == id);
        found.ok_or(StoreError::NoSuchSource(id))
    }
}

fn remove(
    store: &Store,
    sources: &[SourceId],
    also: impl FnOnce(&mut Write<'_>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let recordings = store
        .sources()?
        .into_iter()
        .filter(|source| source.kind == SourceKind::Live);
    let recordings: HashSet<SourceId> = recordings.map(|source| source.id).collect();
    let mut write = store.write_bulk()?;
    let mut tracks = HashSet::new();
    for source in sources {
        tracks.extend(write.tracks_of(*source)?);
        write.remove_source(*source)?;
    }
    also(&mut write)?;
    rename_as_told(&mut write, &tracks, &recordings)?;
    reconcile_evidence(&mut write, std::iter::empty())?;
    write.remove_orphans()?;
    write.commit()
}

/// Names tracks by what is told of them, after some of that has gone: as the latest play in an export does.
fn rename_as_told(
    write: &mut Write<'_>,
    tracks: &HashSet<u32>,
    recordings: &HashSet<SourceId>,
) -> Result<(), StoreError> {
    let items: HashMap<NamingId, Item> = write.namings()?.into_iter().map(|(id, _, item)| (id, item)).collect();
    let mut latest: HashMap<u32, (bool, i64, &Item)> = HashMap::new();
    for row in write.evidence(|row| tracks.contains(&row.evidence.item))? {
        let Some(item) = items.get(&row.naming) else { continue };
        // Of what is recorded, the names are those of Spotify's API. An import may have recorded rows, too.
        if recordings.contains(&row.source) {
            continue;
        }
        let names = (item.has_names(), row.evidence.ended_at.as_millis(), item);
        let known = latest.entry(row.evidence.item).or_insert(names);
        *known = names.max(*known);
    }
    let names: Vec<(u32, &Item, i64)> = latest
        .iter()
        .map(|(track, (_, at, item))| (*track, *item, *at))
        .collect();
    write.rename_tracks(&names)?;
    let is_named = |track: &u32| latest.get(track).is_some_and(|(has_names, ..)| *has_names);
    write.forget_told_names(tracks.iter().copied().filter(|track| !is_named(track)))
}
