//! Plays in columns, sorted by time, answering "how much of what, when" within a frame.
//!
//! A [`PlayTable`] holds a life of plays and never changes; [`PlayPlayTable::with`] makes a longer one while others still read the old.
//! An [`Engine`] answers a [`Question`] with one [`Summary`], and an [`DetailQuery`] with one [`Detail`], on the caller's thread.
//! Knows nothing of files, clocks, names or Spotify: the time zone, today's day and the plays are arguments.

mod answer;
mod builder;
mod catalogue;
mod charts;
mod class;
mod day;
mod detail;
mod engine;
mod filter;
mod ground;
mod groups;
mod hours;
mod inquiry;
mod packed;
mod ranged;
mod rank;
mod sessions;
mod sieve;
mod summary;
mod survey;
mod sweep;
mod table;

pub use builder::PlayTableBuilder;
pub use catalogue::{AlbumNo, ArtistNo, Catalogue, CatalogueTrack, GenreNo, HiddenPlays, PlayRow, TrackNo};
pub use class::{Country, Platform, PlayAttributes};
pub use detail::{Companion, Detail, DetailQuery, LocalPlay, Rival, Subject, YearRank};
pub use engine::Engine;
pub use filter::{DayRange, Filter, Measure, Question, Selection, StreamOf};
pub use summary::{
    Amount, Bins, Calendar, OnThisDay, Ranked, Session, Sessions, Streaks, Stream, StreamBands, Summary, Timeline,
    Totals, Unit,
};
pub use table::{PlayCounts, PlayTable};
