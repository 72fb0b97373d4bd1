//! Keeping the archive safe: backups, restoring one, a thorough look, and Spotify's rankings day by day.

use std::collections::HashMap;

use chrono::TimeDelta;
use plays::Provenance;
use store::{
    Backup, BackupReason, Check, EvidenceRow, NewSource, Snapshot, SourceKind, SpotifyTrack, Store, StoreError,
};

use super::{
    Archive,
    canonical::settle_anew,
    owner::{OWNER, digest},
};

impl Archive {
    /// Takes a backup because the listener asked for one.
    ///
    /// # Errors
    /// When the copy can't be written.
    pub fn back_up(&self) -> Result<Backup, StoreError> {
        self.store().back_up(BackupReason::Asked, self.now())
    }

    /// Takes a backup unless there is one of the last day, or nothing to keep.
    ///
    /// # Errors
    /// When the copy can't be written.
    pub fn back_up_daily(&self) -> Result<Option<Backup>, StoreError> {
        let now = self.now();
        // A clock that was set back makes every backup one of the future, and none of the last day.
        let of_today = |backup: &Backup| (TimeDelta::zero()..TimeDelta::days(1)).contains(&(now - backup.taken_at));
        // While a damaged archive waits for its backup, copies of the new one would push that out.
        let waits = self.damaged_file().is_some();
        if waits || self.store().backups()?.iter().any(of_today) || self.store().count()? == 0 {
            return Ok(None);
        }
        self.store().back_up(BackupReason::Daily, now).map(Some)
    }

    /// To be called at the end of a run: brings everything into the one file.
    ///
    /// # Errors
    /// When the archive can't be written. Nothing is lost then: the next start does it, after a check.
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        self.store().checkpoint()
    }

    /// The backups, newest first.
    ///
    /// # Errors
    /// When their folder can't be read.
    pub fn backups(&self) -> Result<Vec<Backup>, StoreError> {
        self.store().backups()
    }

    /// The newest backup that can be read from end to end.
    ///
    /// While a damaged archive waits, the newest from before it was found.
    pub fn newest_good_backup(&self) -> Option<Backup> {
        self.store().newest_good_backup(self.damaged_at())
    }

    /// Puts the archive back to what it was when the backup `name` was taken, but keeps what was recorded since: only an
    /// export could bring that back. A backup of the archive as it is now is taken before.
    ///
    /// # Errors
    /// When there is no such backup, or it can't be used. The archive is as before then.
    pub fn restore(&self, name: &str) -> Result<(), StoreError> {
        self.store()
            .restore(name, self.now(), |restored| carry_over(self.store(), restored))?;
        self.dismiss_damage()
    }

    /// Where plays came from, newest first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn sources(&self) -> Result<Vec<store::Source>, StoreError> {
        self.store().sources()
    }

    /// Looks at everything in the file, thoroughly.
    ///
    /// # Errors
    /// When the archive can't be read at all.
    pub fn verify(&self) -> Result<Check, StoreError> {
        self.store().check()
    }

    /// Writes one of `account_id`'s rankings of today down, also an empty one, unless it is there.
    pub(crate) fn record_ranking(
        &self,
        account_id: &str,
        list: &'static str,
        time_range: &'static str,
        ranking: Vec<(String, String)>,
    ) -> Result<(), StoreError> {
        if self.has_ranking(account_id, list, time_range)? {
            return Ok(());
        }
        let mut write = self.store().write()?;
        write.put_snapshot(&Snapshot {
            account: digest(account_id),
            taken_on: self.today(),
            list,
            time_range,
            ranking,
        })?;
        write.set_note(&ranked(account_id, list, time_range), Some(&self.today().to_string()))?;
        write.commit()
    }

    /// Whether this ranking of today is written down.
    pub(crate) fn has_ranking(&self, account_id: &str, list: &str, time_range: &str) -> Result<bool, StoreError> {
        let day = self.store().note(&ranked(account_id, list, time_range))?;
        Ok(day == Some(self.today().to_string()))
    }

    /// Days since 1970, UTC.
    fn today(&self) -> i32 {
        i32::try_from(self.now().timestamp().div_euclid(24 * 60 * 60)).unwrap_or_default()
    }
}

/// Under which the archive notes the day of a ranking: one that came back empty leaves no other trace.
fn ranked(account_id: &str, list: &str, time_range: &str) -> String {
    format!("ranked {} {list} {time_range}", digest(account_id))
}

/// Brings what `from` recorded into `to`, where it is not there already, with the gaps it knows.
fn carry_over(from: &Store, to: &Store) -> Result<(), StoreError> {
    let recordings: Vec<_> = from
        .sources()?
        .into_iter()
        .filter(|source| source.kind == SourceKind::Live)
        .collect();
    let mut write = to.write()?;
    let mut sources = HashMap::new();
    for recording in &recordings {
        let known = write.live_source(&recording.name)?;
        let source = match known {
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
        std::ops::ControlFlow::Continue(())
    })?;
    let mut tracks: Vec<u32> = rows.iter().map(|row| row.evidence.item).collect();
    tracks.sort_unstable();
    tracks.dedup();
    let learnt: Vec<SpotifyTrack> = from.spotify_tracks(&tracks)?;
    let items = write.save_tracks(&learnt)?;
    let item: HashMap<u32, u32> = tracks.into_iter().zip(items).collect();
    let circumstance = write.circumstance_ids(&[plays::Circumstance::default()])?;
    let moved = rows.into_iter().filter_map(|mut row| {
        row.evidence.item = *item.get(&row.evidence.item)?;
        row.evidence.circumstance = *circumstance.first()?;
        row.source = *sources.get(&row.source)?;
        row.is_canonical = false;
        Some(row)
    });
    let moved: Vec<EvidenceRow> = moved.collect();
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
    settle_anew(&mut write, None, moved)?;
    write.commit()
}
