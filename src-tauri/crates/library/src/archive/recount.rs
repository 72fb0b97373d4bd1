//! When the rules about plays have become better, an archive is counted again by them when it is first opened. What that changed is
//! kept, in numbers and play by play, until the listener has seen it.

mod changes;

pub(super) use changes::reason;

use store::{RecountEntry, Store, StoreError};

use super::{Archive, canonical::reconcile_again_and, page_of};

/// Counts up whenever the rules of the crate `reconcile` change.
const RULES: &str = "3";
/// The key of the archive's note that says by which rules its plays are counted.
const RULES_NOTE: &str = "rules";
/// The key of the note with the numbers of [`Recount`], so that nobody who asks for them has to read all rows.
const RECOUNT_NOTE: &str = "recount";

/// What counting again by better rules has changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Recount {
    /// Plays that had been counted twice, or that were recorded for another account.
    pub no_longer: u64,
    /// Plays that had not been counted at all.
    pub newly: u64,
}

/// A part of the list of plays that count differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecountPage {
    /// The latest end first.
    pub plays: Vec<RecountEntry>,
    /// Where the list continues; `None` at its end.
    pub next: Option<u32>,
}

/// Counts all plays again if the archive was counted by older rules, and keeps what that changed. A play that another row stands for
/// now is none of the changes: it counts once, as before.
///
/// # Errors
/// When the archive can't be written. It is then as before.
pub(super) fn count_by_new_rules(store: &Store) -> Result<(), StoreError> {
    if store.note(RULES_NOTE)?.as_deref() == Some(RULES) {
        return Ok(());
    }
    let mut write = store.write_bulk()?;
    reconcile_again_and(&mut write, |write, rows, verdicts| {
        let mut recount = Recount::default();
        let mut changes = changes::changes(rows, verdicts).peekable();
        // Rules that change nothing leave what was not seen yet.
        if changes.peek().is_none() {
            return Ok(());
        }
        write.replace_recount(changes.inspect(|row| {
            recount.newly += u64::from(row.counts);
            recount.no_longer += u64::from(!row.counts);
        }))?;
        let text = format!("{} {}", recount.no_longer, recount.newly);
        write.set_note(RECOUNT_NOTE, Some(&text))
    })?;
    write.set_note(RULES_NOTE, Some(RULES))?;
    write.commit()
}

impl Archive {
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

    /// The plays that count differently, the latest end first, from [`RecountPage::next`] of another page on.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn recounted(&self, after: Option<u32>, count: u32) -> Result<RecountPage, StoreError> {
        let (plays, next) = page_of(
            count,
            |play: &RecountEntry| play.number,
            |count| self.store().recount(after, count),
        )?;
        Ok(RecountPage { plays, next })
    }

    /// Forgets it: the listener has seen it.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn dismiss_recount(&self) -> Result<(), StoreError> {
        let mut write = self.store().write_bulk()?;
        write.forget_recount()?;
        write.set_note(RECOUNT_NOTE, None)?;
        write.commit()
    }
}
