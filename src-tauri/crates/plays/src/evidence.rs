//! What a witness says of one play: an export's row, or a play that Spotify's recent list told.
//! Evidence is kept as it came; which of it stands for a play of its own is decided elsewhere, and anew whenever some comes
//! or goes.

use crate::PlayedAt;

/// Who says so. The later in this list, the more is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Provenance {
    /// Spotify's list of recent plays: to the millisecond when, mostly the end, but not how long. The length is an estimate.
    Live,
    /// Spotify's account data: names alone, and the end to the minute.
    Account,
    /// Spotify's extended streaming history: the end to the second, and how long it was heard.
    Extended,
}

/// One row of evidence. Items and circumstances are numbers into lists that whoever holds the row also holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Evidence {
    /// When it ended, as the witness says.
    pub ended_at: PlayedAt,
    /// What was played.
    pub item: u32,
    /// How long it was heard, in milliseconds; an estimate where the provenance is [`Provenance::Live`].
    pub ms_played: u32,
    /// How it came about.
    pub circumstance: u32,
    /// Who says so.
    pub provenance: Provenance,
}

/// How a play came about: what the extended history says beside what and when. `None` where it says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Circumstance {
    /// Spotify's word for what began it, such as `clickrow`.
    pub reason_start: Option<Box<str>>,
    /// Spotify's word for what ended it, such as `trackdone`.
    pub reason_end: Option<Box<str>>,
    /// In shuffled order.
    pub shuffle: Option<bool>,
    /// Spotify's own word for it; never true from 2015-04-13 to 2022-10-16.
    pub skipped: Option<bool>,
    /// Without a connection.
    pub offline: Option<bool>,
    /// In a private session.
    pub incognito: Option<bool>,
    /// The device, in detail before October 2023, coarse after.
    pub platform: Option<Box<str>>,
    /// ISO 3166, two letters.
    pub country: Option<Box<str>>,
}
