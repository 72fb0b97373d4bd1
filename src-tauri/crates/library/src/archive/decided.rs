//! What the listener decides about single plays, which wins over the rules: "these are two plays", "these are one", "nothing is missing
//! here". Each can be taken back. Decisions name rows by what these say, so that they hold again when a file comes back.

use std::collections::HashSet;

use plays::{Provenance, Register, RowDecision, RowName};
use reconcile::Verdict;
use store::{CompleteTime, DecidedRow, StoreError, ToldPlay, Write};

use super::{Archive, canonical::reconcile_evidence, digest::digest, exchange::decided_row_of, row_names::Uris};

/// What a decision has changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DecisionChange {
    /// How many plays there were before.
    pub before: u64,
    /// How many there are now.
    pub after: u64,
}

/// A decision about a row, with what the row tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedDecision {
    /// The decision.
    pub decided: DecidedRow,
    /// What the row tells; `None` if no source in the archive has it any more.
    pub told: Option<ToldPlay>,
}

/// Why a decision can't be made.
#[derive(Debug, thiserror::Error)]
pub enum DecisionError {
    /// The archive itself.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No source in the archive tells this.
    #[error("no source in the archive has this row")]
    NoSuchRow,
    /// The row stands for a play already.
    #[error("this row counts as a play already")]
    IsOwnPlay,
    /// Both rows tell of one play already.
    #[error("these rows tell of one play already")]
    IsSamePlay,
    /// The row was recorded for another account.
    #[error("this was recorded for another account, and counts nowhere")]
    OtherAccount,
    /// A time that ends before it begins.
    #[error("this time ends before it begins")]
    NoTime,
}

/// A short name for a row, the same on every machine: twelve hexadecimal digits.
pub fn row_id(row: &RowName) -> String {
    digest(&row.to_string(), 6)
}

impl Archive {
    /// The row with this [`row_id`].
    ///
    /// # Errors
    /// When there is no such row, or when the archive can't be read.
    pub fn row_of_id(&self, id: &str) -> Result<RowName, DecisionError> {
        let judged = self.judged()?;
        for place in (0..).take(judged.rows.len()) {
            let name = judged.name_of(place)?;
            if row_id(&name) == id {
                return Ok(name);
            }
        }
        Err(DecisionError::NoSuchRow)
    }

    /// Decides that a row, which another one stands for, is a play of its own.
    ///
    /// # Errors
    /// When there is no such row, when it counts already, or when the archive can't be written.
    pub fn keep_apart(&self, row: &RowName) -> Result<DecisionChange, DecisionError> {
        let judged = self.judged()?;
        let place = judged.place_of(row).ok_or(DecisionError::NoSuchRow)?;
        match judged.verdicts[place as usize] {
            Verdict::Absorbed { .. } => self.decide(&[(row.clone(), RowDecision::OwnPlay)]),
            Verdict::Play { .. } => Err(DecisionError::IsOwnPlay),
            Verdict::SetAside => Err(DecisionError::OtherAccount),
        }
    }

    /// Decides that the play that the row `one` tells of is the play that `other` tells of, whose times and length it then has.
    ///
    /// # Errors
    /// When there is no such row, when both tell of one play already, or when the archive can't be written.
    pub fn join_plays(&self, one: &RowName, other: &RowName) -> Result<DecisionChange, DecisionError> {
        let judged = self.judged()?;
        let play_of = |row| {
            let place = judged.place_of(row).ok_or(DecisionError::NoSuchRow)?;
            let play = judged.lasts[place as usize];
            match judged.verdicts[play as usize] {
                Verdict::SetAside => Err(DecisionError::OtherAccount),
                Verdict::Play { .. } | Verdict::Absorbed { .. } => Ok(play),
            }
        };
        let (one, other) = (play_of(one)?, play_of(other)?);
        if one == other {
            return Err(DecisionError::IsSamePlay);
        }
        let target = judged.name_of(other)?;
        // Every row of the play: none of them takes part in the rules any more, which might find another play for it.
        let of_play = judged.members_of([one].into_iter()).into_values().flatten();
        let decisions: Result<Vec<_>, StoreError> = of_play
            .map(|place| Ok((judged.name_of(place)?, RowDecision::SameAs(target.clone()))))
            .collect();
        self.decide(&decisions?)
    }

    /// Takes back what was decided about a row, and about the others for which it was decided with it. `None` if nothing was.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn take_back_decision(&self, row: &RowName) -> Result<Option<DecisionChange>, StoreError> {
        let decided = self.store().decided_rows()?;
        let Some(found) = decided.iter().find(|one| one.row == *row) else {
            return Ok(None);
        };
        let together = |one: &&DecidedRow| {
            one.row == *row
                || (one.decided_at == found.decided_at
                    && one.decision == found.decision
                    && found.decision != RowDecision::OwnPlay)
        };
        let before = self.store().count()?;
        let mut write = self.store().write_bulk()?;
        for one in decided.iter().filter(together) {
            write.remove_decided_row(&one.row)?;
        }
        reconcile_evidence(&mut write, std::iter::empty())?;
        write.commit()?;
        Ok(Some(self.change_since(before)?))
    }

    /// What was decided about rows, the earliest decision first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn decisions(&self) -> Result<Vec<ListedDecision>, StoreError> {
        let decided = self.store().decided_rows()?;
        if decided.is_empty() {
            return Ok(Vec::new());
        }
        let judged = self.judged()?;
        let listed = decided.into_iter().map(|decided| {
            let place = judged.place_of(&decided.row);
            let told = place
                .map(|place| self.store().told(&judged.rows[place as usize]))
                .transpose()?;
            Ok(ListedDecision { decided, told })
        });
        listed.collect()
    }

    /// Decides that nothing is missing from `from` (included) to `to` (excluded), in milliseconds since 1970: gaps in this time are no
    /// gaps.
    ///
    /// # Errors
    /// When the time ends before it begins, or when the archive can't be written.
    pub fn call_complete(&self, from: i64, to: i64) -> Result<(), DecisionError> {
        if from >= to {
            return Err(DecisionError::NoTime);
        }
        let mut write = self.store().write()?;
        write.put_complete_time(&CompleteTime {
            from,
            to,
            decided_at: self.now().timestamp_millis(),
        })?;
        Ok(write.commit()?)
    }

    /// Takes back that nothing is missing in a time. `false` if that was not decided.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn take_back_complete(&self, from: i64, to: i64) -> Result<bool, StoreError> {
        let mut write = self.store().write()?;
        let was_there = write.remove_complete_time(from, to)?;
        write.commit()?;
        Ok(was_there)
    }

    /// The times in which nothing is missing by the listener's word, the earliest first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn complete_times(&self) -> Result<Vec<CompleteTime>, StoreError> {
        self.store().complete_times()
    }

    fn decide(&self, decisions: &[(RowName, RowDecision)]) -> Result<DecisionChange, DecisionError> {
        let before = self.store().count()?;
        let decided_at = self.now().timestamp_millis();
        let mut write = self.store().write_bulk()?;
        for (row, decision) in decisions {
            write.put_decided_row(&DecidedRow {
                row: row.clone(),
                decision: decision.clone(),
                decided_at,
            })?;
        }
        reconcile_evidence(&mut write, std::iter::empty())?;
        write.commit()?;
        Ok(self.change_since(before)?)
    }

    fn change_since(&self, before: u64) -> Result<DecisionChange, StoreError> {
        let after = self.store().count()?;
        Ok(DecisionChange { before, after })
    }
}

/// Forgets decisions that name a recorded row which no source has any more: they would tell what was played. `exchanged` are decisions as
/// machines exchange them.
pub(super) fn forget_gone_recordings(write: &mut Write<'_>, exchanged: &[Register]) -> Result<(), StoreError> {
    let decided = write.decided_rows()?;
    let exchanged: Vec<(&Register, DecidedRow)> = exchanged
        .iter()
        .filter_map(|register| Some((register, decided_row_of(register)?)))
        .collect();
    if decided.is_empty() && exchanged.is_empty() {
        return Ok(());
    }
    let uris = Uris::all(write.namings()?);
    let there: HashSet<RowName> = write.recorded()?.iter().filter_map(|row| uris.name_of(row)).collect();
    let is_gone = |row: &RowName| row.provenance == Provenance::Live && !there.contains(row);
    let names_gone = |one: &DecidedRow| match &one.decision {
        RowDecision::OwnPlay => is_gone(&one.row),
        RowDecision::SameAs(other) => is_gone(&one.row) || is_gone(other),
    };
    for one in decided.iter().filter(|one| names_gone(one)) {
        write.remove_decided_row(&one.row)?;
    }
    for (register, _) in exchanged.iter().filter(|(_, one)| names_gone(one)) {
        write.put_decision(&Register {
            value: None,
            ..(*register).clone()
        })?;
    }
    Ok(())
}

/// Puts what another archive has decided into this one, where it is not newer there. `true` if that changed anything.
pub(super) fn carry_over(write: &mut Write<'_>, decided: Vec<DecidedRow>) -> Result<bool, StoreError> {
    let known = write.decided_rows()?;
    let mut has_changed = false;
    for one in decided {
        let older = known.iter().find(|other| other.row == one.row);
        if older.is_none_or(|older| older.decided_at <= one.decided_at && older.decision != one.decision) {
            write.put_decided_row(&one)?;
            has_changed = true;
        }
    }
    Ok(has_changed)
}
