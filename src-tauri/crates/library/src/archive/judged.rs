//! All rows of the archive, and what becomes of each by the rules and by what the listener decided.

use std::{
    collections::{BTreeMap, HashSet},
    ops::ControlFlow,
};

use plays::{RowName, Times};
use reconcile::{Verdict, last_of, reconcile_decided};
use store::{EvidenceRow, StoreError};

use super::{
    Archive,
    evidence_rows::{ArchiveRows, Namings, names},
    row_names::Uris,
};

/// All rows in the order of the store, and what becomes of each.
pub(super) struct Judged {
    pub(super) rows: Vec<EvidenceRow>,
    pub(super) verdicts: Vec<Verdict>,
    /// For each row, the one that stands for its play, or one that is set aside.
    pub(super) lasts: Vec<u32>,
    /// The archive's version when they were read.
    pub(super) version: i64,
    /// The rows about which the listener decided.
    pub(super) decided: HashSet<RowName>,
    namings: Namings,
    uris: Uris,
}

impl Archive {
    /// Judges all rows anew, which takes a second for a million.
    pub(super) fn judged(&self) -> Result<Judged, StoreError> {
        loop {
            let version = self.version()?;
            let mut rows = Vec::new();
            self.store().evidence(|row| {
                rows.push(row);
                ControlFlow::Continue(())
            })?;
            let mut namings = self.store().namings()?;
            let circumstances = self.store().circumstances()?.into_iter().collect();
            let foreign = self.store().foreign_recordings()?;
            let decided = self.store().decided_rows()?;
            // Somebody wrote meanwhile, so that these may not belong together.
            if self.version()? != version {
                continue;
            }
            let (names, by_id) = names(&mut namings);
            let uris = Uris::all(namings);
            let archive_rows = ArchiveRows::of(&rows, &by_id, circumstances, foreign);
            let decisions = archive_rows.decisions(&uris, &decided);
            let verdicts = reconcile_decided(&archive_rows, &names, &decisions);
            return Ok(Judged {
                lasts: (0..).take(rows.len()).map(|place| last_of(&verdicts, place)).collect(),
                rows,
                verdicts,
                version,
                decided: decided.into_iter().map(|one| one.row).collect(),
                namings: by_id,
                uris,
            });
        }
    }
}

impl Judged {
    /// The places of the rows that stand for plays.
    pub(super) fn plays(&self) -> impl Iterator<Item = u32> {
        let is_play = |(_, verdict): &(u32, &Verdict)| matches!(verdict, Verdict::Play { .. });
        (0..).zip(&self.verdicts).filter(is_play).map(|(place, _)| place)
    }

    /// How long the play was heard that the row at `place` stands for, in milliseconds; 0 if it stands for none.
    pub(super) fn ms_played(&self, place: u32) -> u32 {
        match self.verdicts[place as usize] {
            Verdict::Play { ms } => ms,
            Verdict::Absorbed { .. } | Verdict::SetAside => 0,
        }
    }

    /// When the play began that the row at `place` stands for, in milliseconds since 1970.
    pub(super) fn began_ms(&self, place: u32) -> i64 {
        let ended_ms = self.rows[place as usize].evidence.ended_at.as_millis();
        ended_ms - i64::from(self.ms_played(place))
    }

    /// The time that a row tells: when the play began if it tells nothing else, or else when it ended.
    pub(super) fn stamp_ms(&self, place: u32) -> i64 {
        let row = &self.rows[place as usize];
        let ended_ms = row.evidence.ended_at.as_millis();
        match row.evidence.times {
            // Where the length is known, the row has the time at which the whole item would have ended.
            Times::Begin => ended_ms - i64::from(self.namings.length_ms(row.naming).unwrap_or_default()),
            Times::End | Times::EndAndLength => ended_ms,
        }
    }

    /// The rows that tell of each of these plays, by the place of the row that stands for it.
    pub(super) fn members_of(&self, plays: impl Iterator<Item = u32>) -> BTreeMap<u32, Vec<u32>> {
        let mut members: BTreeMap<u32, Vec<u32>> = plays.map(|place| (place, Vec::new())).collect();
        for (place, last) in (0..).zip(&self.lasts) {
            if let Some(of_play) = members.get_mut(last) {
                of_play.push(place);
            }
        }
        members
    }

    /// Where the row is that has this name; of equal rows, the first, and one that was recorded for another account only if there is no
    /// other.
    pub(super) fn place_of(&self, name: &RowName) -> Option<u32> {
        let has_name = |(_, row): &(u32, &EvidenceRow)| {
            row.evidence.ended_at == name.ended_at && self.uris.name_of(row).as_ref() == Some(name)
        };
        let alike = (0..).zip(&self.rows).filter(has_name).map(|(place, _)| place);
        alike.min_by_key(|place| (matches!(self.verdicts[*place as usize], Verdict::SetAside), *place))
    }

    /// What the row at `place` is called.
    ///
    /// # Errors
    /// When the archive has a row of a track that it does not name.
    pub(super) fn name_of(&self, place: u32) -> Result<RowName, StoreError> {
        let name = self.uris.name_of(&self.rows[place as usize]);
        name.ok_or_else(|| StoreError::Damaged("a row is of a track that has no name".to_owned()))
    }
}
