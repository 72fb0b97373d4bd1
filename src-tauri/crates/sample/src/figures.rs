//! The figures of `truth.json`: what an application must say about the exports. Plain data; `truth` counts them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The truth about one export folder, as `truth.json` contains it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Truth {
    /// The seed it was made from.
    pub seed: u64,
    /// How many plays were asked for. Each export leaves some of them out.
    pub asked_plays: usize,
    /// `my_spotify_data_extended.zip` alone.
    pub extended: Figures,
    /// `older/` alone.
    pub older: Figures,
    /// `my_spotify_data_account.zip` alone.
    pub account: Figures,
    /// All three, in whatever order they are imported. `rows` and `set_aside` are sums.
    pub together: Figures,
}

/// What an archive contains after an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Rows read, good and bad, duplicates included.
    pub rows: usize,
    /// Rows that are not plays, by reason: `nothing_played`, `time_unreadable`, `time_impossible`, `length_unreadable` or
    /// `length_impossible`.
    pub set_aside: BTreeMap<String, usize>,
    /// Plays of any length, without duplicates.
    pub plays: usize,
    /// Plays of 30 seconds or more.
    pub counted_plays: usize,
    /// Time listened in milliseconds, of counted and other plays.
    pub ms: u64,
    /// Distinct music items, by URI, or by names where there is none.
    pub tracks: usize,
    /// Distinct items of any kind.
    pub items: usize,
    /// Distinct album artists of music items.
    pub artists: usize,
    /// The end of the first play, `2013-05-04T13:37:00Z`.
    pub first: String,
    /// The end of the last play.
    pub last: String,
    /// Plays of each kind.
    pub kinds: Kinds,
    /// By the year in which a play ended, UTC.
    pub years: BTreeMap<i32, Year>,
    /// At most fifty, by counted plays, then time, then name, then URI.
    pub top_tracks: Vec<TopTrack>,
    /// At most fifty, by counted plays, then time, then name. Music only.
    pub top_artists: Vec<TopArtist>,
    /// At most fifty, by counted plays, then time, then name, then artist. Music only.
    pub top_albums: Vec<TopAlbum>,
}

/// Plays of each kind, of any length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kinds {
    /// Tracks, music videos included.
    pub music: usize,
    /// Episodes, with video or without.
    pub podcast: usize,
    /// Chapters of audiobooks.
    pub audiobook: usize,
}

/// One year of plays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Year {
    /// Plays of any length.
    pub plays: usize,
    /// Plays of 30 seconds or more.
    pub counted_plays: usize,
    /// Time listened in milliseconds.
    pub ms: u64,
}

/// A track of the ranking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopTrack {
    /// `None` where only the names are known.
    pub uri: Option<String>,
    /// Its title.
    pub name: String,
    /// The album's artist.
    pub artist: String,
    /// Counted plays.
    pub plays: usize,
    /// Time listened in milliseconds, of counted and other plays.
    pub ms: u64,
}

/// An artist of the ranking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopArtist {
    /// The name of an album's artist.
    pub name: String,
    /// Counted plays.
    pub plays: usize,
    /// Time listened in milliseconds, of counted and other plays.
    pub ms: u64,
}

/// An album of the ranking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopAlbum {
    /// Its title.
    pub name: String,
    /// The album's artist.
    pub artist: String,
    /// Counted plays.
    pub plays: usize,
    /// Time listened in milliseconds, of counted and other plays.
    pub ms: u64,
}
