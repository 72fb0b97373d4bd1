//! The table of formats. They are recognised by the keys at the beginning of a file, never by its name.
//! docs/notes/import-formats.md shows how one is added.

mod account;
mod extended;
#[cfg(test)]
mod scrobbles;
#[cfg(test)]
mod tests;

use crate::Format;

/// Every format. If a file could be of two, it is of the first.
pub(crate) const FORMATS: &[&Format] = &[
    &extended::FORMAT,
    &account::FORMAT,
    // Only an example.
    #[cfg(test)]
    &scrobbles::FORMAT,
];
