//! When the rules about plays have become better, an archive is counted again by them when it is first opened, and what that changed is
//! kept for the listener to see.

use store::StoreError;

use super::{Archive, canonical::reconcile_evidence};

/// Counts up whenever the rules of the crate `reconcile` change.
const RULES: &str = "2";
/// The key of the archive's note that says by which rules its plays are counted.
const RULES_NOTE: &str = "rules";
/// The key of the note that says what counting again has changed.
const RECOUNT_NOTE: &str = "recount";

/// What counting again by better rules has changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Recount {
    /// Plays that had been counted twice, or told by rows that are no play of their own.
    pub no_longer: u64,
    /// Plays that had not been counted at all.
    pub newly: u64,
}

impl Archive {
    /// Counts all plays again if the archive was counted by older rules.
    ///
    /// # Errors
    /// When the archive can't be written. It is then as before.
    pub(super) fn count_by_new_rules(&self) -> Result<(), StoreError> {
        if self.store().note(RULES_NOTE)?.as_deref() == Some(RULES) {
            return Ok(());
        }
        let mut write = self.store().write_bulk()?;
        let change = reconcile_evidence(&mut write, std::iter::empty())?;
        write.set_note(RULES_NOTE, Some(RULES))?;
        let recount = Recount {
            no_longer: change.no_longer,
            newly: change.newly,
        };
        if recount != Recount::default() {
            let text = format!("{} {}", recount.no_longer, recount.newly);
            write.set_note(RECOUNT_NOTE, Some(&text))?;
        }
        write.commit()
    }

    /// What counting again by better rules has changed, until the listener has seen it.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn recount(&self) -> Result<Option<Recount>, StoreError> {
        let Some(text) = self.store().note(RECOUNT_NOTE)? else {
            return Ok(None);
        };
        let mut numbers = text.split(' ').map(|number| number.parse().unwrap_or_default());
        Ok(Some(Recount {
            no_longer: numbers.next().unwrap_or_default(),
            newly: numbers.next().unwrap_or_default(),
        }))
    }

    /// Forgets it: the listener has seen it.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn dismiss_recount(&self) -> Result<(), StoreError> {
        let mut write = self.store().write()?;
        write.set_note(RECOUNT_NOTE, None)?;
        write.commit()
    }
}
