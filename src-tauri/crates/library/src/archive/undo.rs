//! Takes a source out of the archive again. Plays that other sources have as well stay.

use std::collections::{HashMap, HashSet};

use plays::Item;
use store::{BackupReason, NamingId, RewrittenBackups, SourceId, SourceKind, Store, StoreError, Write};

use super::{Archive, canonical::reconcile_evidence, owner::account_digest};

/// What forgetting a recording took away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Plays that are in the archive no more.
    pub plays: u64,
    /// What became of the backups.
    pub backups: RewrittenBackups,
}

impl Archive {
    /// Removes an import, or a recording, with its evidence, after a backup. Plays that other sources have as well stay. Returns
    /// how many plays went.
    ///
    /// # Errors
    /// [`StoreError::NoSuchSource`], or when the backup or the archive can't be written. The archive is then as before.
    pub fn undo(&self, source: SourceId) -> Result<u64, StoreError> {
        // Before the backup, which would make an older one go.
        self.source(source)?;
        self.back_up_before(BackupReason::BeforeUndo)?;
        let before = self.store().count()?;
        remove(self.store(), source)?;
        Ok(before.saturating_sub(self.store().count()?))
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
        let in_backup = |backup: &Store| {
            let sources = backup.sources()?;
            let same = |source: &&store::Source| source.kind == SourceKind::Live && source.name == recording.name;
            match sources.iter().find(same) {
                Some(source) => remove(backup, source.id).map(|()| true),
                None => Ok(false),
            }
        };
        let backups = self
            .store()
            .rewrite_backups(self.now(), in_backup, || remove(self.store(), recording.id))?;
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

fn remove(store: &Store, source: SourceId) -> Result<(), StoreError> {
    let recordings = store
        .sources()?
        .into_iter()
        .filter(|source| source.kind == SourceKind::Live);
    let recordings: HashSet<SourceId> = recordings.map(|source| source.id).collect();
    let mut write = store.write_bulk()?;
    let tracks = write.tracks_of(source)?;
    write.remove_source(source)?;
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
