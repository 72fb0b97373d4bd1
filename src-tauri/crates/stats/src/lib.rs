//! Plays in columns, sorted by time, answering "how much of what, when" within a frame.
//!
//! A [`Table`] holds a life of plays and never changes; [`Table::with`] makes a longer one while others still read the old.
//! An [`Engine`] answers a [`Question`] with one [`Summary`], and an [`Inquiry`] with one [`Detail`], on the caller's thread.
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

pub use builder::Builder;
pub use catalogue::{AlbumNo, ArtistNo, Catalogue, GenreNo, Hidden, Play, Track, TrackNo};
pub use class::{Class, Country, Platform};
pub use detail::{Companion, Detail, Inquiry, Moment, Rival, Standing, Subject};
pub use engine::Engine;
pub use filter::{Days, Filter, Measure, Pick, Question, Rule, StreamOf};
pub use summary::{
    Amount, Bins, Calendar, OnThisDay, Ranked, Session, Sessions, Streaks, Stream, Streams, Summary, Timeline, Totals,
    Unit,
};
pub use table::{Heard, Table};
