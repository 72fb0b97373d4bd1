//! What stands on a poster of an artist, an album, a track or a year. Every number is the one that its page or Explore shows, because
//! they are asked; here they are only put into words.

mod chart;
mod entity;
mod picture;
mod sentence;
mod year;

use chrono::NaiveDate;
use plays::CountingRule;
use poster::Poster;
use store::StoreError;

pub use self::picture::picture_name;
use super::{Archive, Zone};

/// Whom or what a poster is about: an artist, an album or a track by its key or its name, or a calendar year.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum PosterSubject {
    Artist(String),
    Album(String),
    Track(String),
    Year(i32),
}

/// Which poster, and what counts on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PosterQuery {
    /// Whom or what it is about.
    pub subject: PosterSubject,
    /// What counts as a play.
    pub rule: CountingRule,
    /// Whether hidden plays are counted too.
    pub with_hidden: bool,
    /// Today's date in the listener's time zone.
    pub today: NaiveDate,
}

/// There is nothing to draw.
#[derive(Debug, thiserror::Error)]
pub enum PosterError {
    /// The archive can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The archive has nothing with this key or name.
    #[error("the archive knows nothing by this name")]
    Unknown,
    /// It is in the archive, but none of its plays counts.
    #[error("no play of {name} counts")]
    NothingCounted {
        /// What it is called.
        name: String,
        /// Because the listener hid it.
        is_hidden: bool,
    },
    /// No play counts in this year.
    #[error("no play counts in {year}")]
    EmptyYear {
        /// The year.
        year: i32,
        /// The years of the first play of all and of the last.
        years: Option<(i32, i32)>,
    },
}

impl Archive {
    /// What stands on a poster, with days and hours as they were in `zone`.
    ///
    /// # Errors
    /// When there is nothing to draw, or the archive can't be read.
    pub fn poster(&self, query: &PosterQuery, zone: Zone) -> Result<Poster, PosterError> {
        match &query.subject {
            PosterSubject::Artist(key) => entity::poster(self, (store::EntityKind::Artist, key), query, zone),
            PosterSubject::Album(key) => entity::poster(self, (store::EntityKind::Album, key), query, zone),
            PosterSubject::Track(key) => entity::poster(self, (store::EntityKind::Track, key), query, zone),
            PosterSubject::Year(year) => year::poster(self, *year, query, zone),
        }
    }
}
