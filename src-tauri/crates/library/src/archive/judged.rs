//! All rows of the archive, and what becomes of each by the rules and by what the listener decided.

use std::ops::ControlFlow;

use plays::RowName;
use reconcile::{Verdict, reconcile_decided};
use store::{EvidenceRow, StoreError};

use super::{
    Archive,
    evidence_rows::{ArchiveRows, names},
    row_names::Uris,
};

/// All rows in order of their ends, and what becomes of each.
pub(super) struct Judged {
    pub(super) rows: Vec<EvidenceRow>,
    pub(super) verdicts: Vec<Verdict>,
    uris: Uris,
}

impl Judged {
    /// Where the row is that has this name; of equal rows, the first.
    pub(super) fn place_of(&self, name: &RowName) -> Option<u32> {
        let is_it =
            |row: &EvidenceRow| row.evidence.ended_at == name.ended_at && self.uris.name_of(row).as_ref() == Some(name);
        let place = self.rows.iter().position(is_it)?;
        u32::try_from(place).ok()
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
            rows.sort_unstable();
            let (names, by_id) = names(&mut namings);
            let uris = Uris::all(namings);
            let archive_rows = ArchiveRows::of(&rows, &by_id, circumstances, foreign);
            let decisions = archive_rows.decisions(&uris, &decided);
            let verdicts = reconcile_decided(&archive_rows, &names, &decisions);
            return Ok(Judged { rows, verdicts, uris });
        }
    }
}
