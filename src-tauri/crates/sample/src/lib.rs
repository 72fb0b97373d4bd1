//! Invented histories of listening with the truth about them, for "Look around", tests and benchmarks: exports as Spotify
//! sends them, of a life of any size or of given rows, and the random numbers and names that invented music is made of.
//! Speaks to nobody and reads no clock. The same seed gives the same bytes.
//!
//! # The rules of the truth
//! - A row is evidence of one play: what (its URI, or its names where it has none), when it ended, how long it was heard.
//! - Set aside is a row that says nothing of what was played (`nothing_played`), whose time cannot be read
//!   (`time_unreadable`) or lies before 2006 or after 2100 (`time_impossible`), whose length cannot be read
//!   (`length_unreadable`), is negative or longer than seven days (`length_impossible`).
//! - Doubles: the same item, the same length, ends within 30 s of each other, both included, are one play; unless the length
//!   is at least 10 s and the ends are at least that length apart, which is a short track twice in a row. Of a chain the
//!   earliest end stands and takes what is within its own reach; then the next that is left stands.
//! - A row of account data is a row of the extended history where artist and title are the same, the length is the same,
//!   and the ends lie within 60 s of each other; one to one. Otherwise it is a play of its own, of an item known by names.
//! - A play counts if it was heard for 30 s or more. Time listened is that of all plays, counted or not.
//! - An artist is the name of an album's artist, and nothing else.

mod account;
mod calendar;
mod catalogue;
mod extended;
mod figures;
mod file;
mod folder;
mod heard;
#[cfg(test)]
mod intents;
mod json;
mod life;
pub mod names;
mod random;
mod rows;
mod teller;
mod telling;
mod truth;
mod witness;

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

pub use figures::{Figures, Kinds, TopAlbum, TopArtist, TopTrack, Truth, Year};
pub use random::Random;
pub use rows::{Row, write_zip};

use catalogue::Catalogue;
use teller::Teller;

/// More plays than anybody will ever have; the numbers of items and rows stay within 32 bits.
pub const MOST_PLAYS: usize = 20_000_000;

/// Writes a life of `plays` plays into `folder`, which is made if absent: today's extended history, an older one of the first
/// 60 %, account data of the last year, `truth.json` and a README. An earlier export in the folder is replaced.
///
/// # Errors
/// [`GenerateError::FolderInUse`] if something else lies in the folder, [`GenerateError::TooManyPlays`] beyond [`MOST_PLAYS`].
pub fn generate(folder: &Path, plays: usize, seed: u64) -> Result<Truth, GenerateError> {
    if plays > MOST_PLAYS {
        return Err(GenerateError::TooManyPlays);
    }
    folder::claim(folder)?;
    folder::write_readme(folder, seed, plays)?;
    let catalogue = Catalogue::new(seed, plays);
    let told = Teller::new(&catalogue, folder, plays, seed)?.tell()?;
    let truth = told.truth(&catalogue, plays, seed);
    folder::write_truth(folder, &truth)?;
    Ok(truth)
}

/// Why there is no export.
#[derive(Debug)]
pub enum GenerateError {
    /// Something that is not an export of ours lies in the folder.
    FolderInUse(PathBuf),
    /// More than [`MOST_PLAYS`].
    TooManyPlays,
    /// The disk would not.
    Io(io::Error),
}

impl fmt::Display for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FolderInUse(folder) => write!(
                f,
                "{} holds something else than a generated history: choose an empty folder or a new one",
                folder.display()
            ),
            Self::TooManyPlays => write!(f, "at most {MOST_PLAYS} plays"),
            Self::Io(error) => write!(f, "the history could not be written: {error}"),
        }
    }
}

impl std::error::Error for GenerateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::FolderInUse(_) | Self::TooManyPlays => None,
        }
    }
}

impl From<io::Error> for GenerateError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
