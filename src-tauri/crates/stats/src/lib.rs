//! Plays in columns, sorted by time, answering "how much of what, when" within one frame of a drag.
//!
//! A [`PlayTable`] holds all plays of a listener and never changes; a [`PlayTableBuilder`] makes it.
//! An [`Engine`] answers a [`Question`] with a [`Summary`], and a [`DetailQuery`] with a [`Detail`], on the caller's thread.
//! Knows nothing of files, clocks, names or Spotify: the time zone, today's date and the plays are arguments.

mod amount;
mod answer;
mod attributes;
mod bars;
mod builder;
mod catalogue;
mod catalogue_index;
mod compiled_filter;
mod day;
mod detail;
mod detail_answer;
mod engine;
mod filter;
mod filter_totals;
mod flags;
mod grouping;
mod hour_totals;
mod hours;
mod local_play;
mod matching_plays;
mod packed;
mod platform;
mod play_counts;
mod play_table;
mod question;
mod rank;
mod rows;
mod rule_index;
mod scan;
mod scratch;
mod sessions;
mod summary;
mod weight;

pub use amount::{Amount, Measure};
pub use attributes::{Country, PlayAttributes};
pub use builder::PlayTableBuilder;
pub use catalogue::{AlbumNo, ArtistNo, Catalogue, CatalogueTrack, GenreNo, HiddenPlays, TableRow, TrackNo};
pub use detail::{Companion, Detail, DetailQuery, Rival, Subject, YearRank};
pub use engine::Engine;
pub use filter::{DayRange, Filter, Selection};
pub use local_play::LocalPlay;
pub use matching_plays::{MatchingPlays, began_second};
pub use platform::Platform;
pub use play_counts::PlayCounts;
pub use play_table::PlayTable;
pub use question::{GenreLevel, Question, StreamOf};
pub use summary::{
    BestDay, BinUnit, Bins, Calendar, OnThisDay, Ranked, Session, Sessions, Streaks, Stream, StreamBands, Summary,
    Timeline, Totals,
};
