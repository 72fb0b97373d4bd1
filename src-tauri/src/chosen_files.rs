//! The files that the listener chose in the system's dialog or dropped on the window. The page gets a number for each choice and
//! never a path, so it can't have any other file read. Kept until newer choices take their place, because an import that failed
//! can be tried again.

use std::{
    collections::VecDeque,
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Nobody goes further back to try again.
const MAX_CHOICES: usize = 16;

#[derive(Debug, Default)]
pub(crate) struct ChosenFiles(Mutex<Choices>);

#[derive(Debug, Default)]
struct Choices {
    last: u32,
    /// Oldest first.
    kept: VecDeque<(u32, Vec<PathBuf>)>,
}

impl ChosenFiles {
    /// Keeps a choice and returns its number; `None` when it is empty.
    pub(crate) fn keep(&self, paths: Vec<PathBuf>) -> Option<u32> {
        if paths.is_empty() {
            return None;
        }
        let mut choices = self.lock();
        choices.last = choices.last.wrapping_add(1);
        let number = choices.last;
        choices.kept.push_back((number, paths));
        if choices.kept.len() > MAX_CHOICES {
            choices.kept.pop_front();
        }
        Some(number)
    }

    /// What was chosen; `None` for a number that was not given out, or too long ago.
    pub(crate) fn paths(&self, number: u32) -> Option<Vec<PathBuf>> {
        let choices = self.lock();
        let choice = choices.kept.iter().find(|(kept, _)| *kept == number);
        choice.map(|(_, paths)| paths.clone())
    }

    fn lock(&self) -> MutexGuard<'_, Choices> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(number: u32) -> Vec<PathBuf> {
        vec![PathBuf::from(format!("/{number}.zip")), "/other.json".into()]
    }

    #[test]
    fn only_what_was_chosen_can_be_named() {
        let chosen = ChosenFiles::default();
        let (one, two) = (chosen.keep(paths(1)).unwrap(), chosen.keep(paths(2)).unwrap());
        assert_eq!(chosen.paths(one), Some(paths(1)));
        assert_eq!(chosen.paths(two), Some(paths(2)));
        assert_eq!(chosen.paths(one), Some(paths(1)), "an import can be tried again");
        for number in [0, two + 1, u32::MAX] {
            assert_eq!(chosen.paths(number), None, "{number}");
        }
    }

    #[test]
    fn who_cancels_the_dialog_chooses_nothing() {
        assert_eq!(ChosenFiles::default().keep(Vec::new()), None);
    }

    #[test]
    fn old_choices_are_forgotten() {
        let chosen = ChosenFiles::default();
        let numbers: Vec<u32> = (0..20).filter_map(|number| chosen.keep(paths(number))).collect();
        assert_eq!(chosen.paths(numbers[3]), None);
        assert_eq!(chosen.paths(numbers[4]), Some(paths(4)));
    }
}
