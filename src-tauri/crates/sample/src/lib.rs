//! Invented histories of listening with the truth about them, for "Look around", tests and benchmarks: exports as Spotify
//! sends them, of a life of any size or of given rows, and the random numbers and names that invented music is made of.
//! Opens no connection and reads no clock. The same seed gives the same bytes.
//!
//! # The rules of the truth
//! - A row is evidence of one play: what was played (its URI, or its names where it has no URI), when it ended, and how long
//!   it was played.
//! - A row is set aside if it does not say what was played (`nothing_played`), if its time cannot be read
//!   (`time_unreadable`) or lies before 2006 or after 2100 (`time_impossible`), or if its length cannot be read
//!   (`length_unreadable`), is negative or is longer than seven days (`length_impossible`).
//! - Doubles: rows of the extended history with the same item are one play if their lengths and ends are equal; if the lengths are equal,
//!   the ends at most 30 s apart, and the length is below 10 s or one of them ended by leaving Spotify or on another device; or if both
//!   are 10 s or longer, ended in no such way, and overlap by more than half of the shorter. The longer counts, then the earlier, but
//!   no row that ended by leaving Spotify before another.
//! - Editions: rows of the extended history with different items are one play if the lengths are equal, the ends at most 2 s apart, and
//!   the length is 10 s or more, or the names are equal and one of them has no URI. The one with a URI counts, then the smaller URI.
//! - A row of account data tells of the same play as a row of the extended history with the same artist, title and length whose end lies
//!   within 60 s, or else with the same length of 10 s or more that ended in the minute (with 2 s of slack); each row matches one
//!   other at most. Of the equal rows that are left, as many count as fit into the minute. They are of an item known by its names.
//! - A play counts if it lasted 30 s or more. The time listened is that of all plays, counted or not.
//! - An artist is the name of an album's artist, and nothing else.

mod account;
mod calendar;
mod catalogue;
mod coverage;
mod device;
mod error;
#[cfg(test)]
mod expectation;
mod extended;
mod fields;
mod figures;
mod file;
mod folder;
mod json;
mod life;
pub mod names;
mod older;
mod play;
mod random;
mod rows;
mod timestamp;
mod truth;
mod wording;
mod writer;

use std::path::Path;

pub use device::Device;
pub use error::GenerateError;
pub use figures::{Figures, Kinds, TopAlbum, TopArtist, TopTrack, Truth, Year};
pub use random::Random;
pub use rows::{Circumstances, Row, write_zip, write_zip_with};

use catalogue::Catalogue;
use writer::Writer;

/// More plays than anybody will ever have; the numbers of items and rows stay within 32 bits.
pub const MOST_PLAYS: usize = 20_000_000;

/// Writes a life of `plays` plays into `folder`, which is created if absent: today's extended history, an older one of the
/// first 60 %, account data of the last year, `truth.json` and a README. An earlier export in the folder is replaced.
///
/// # Errors
/// [`GenerateError::FolderInUse`] if the folder contains something else, [`GenerateError::TooManyPlays`] beyond
/// [`MOST_PLAYS`].
pub fn generate(folder: &Path, plays: usize, seed: u64) -> Result<Truth, GenerateError> {
    if plays > MOST_PLAYS {
        return Err(GenerateError::TooManyPlays);
    }
    folder::claim(folder)?;
    folder::write_readme(folder, seed, plays)?;
    let catalogue = Catalogue::new(seed, plays);
    let written = Writer::new(&catalogue, folder, plays, seed)?.write()?;
    let truth = written.truth(&catalogue, plays, seed);
    folder::write_truth(folder, &truth)?;
    Ok(truth)
}
