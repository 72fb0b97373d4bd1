//! Evidence: what one source says of one play, which is a row of an export, or an entry of Spotify's list of recent plays.
//! Evidence is never changed. Which rows are canonical, that is, count as plays, is decided elsewhere, again whenever rows come or go.

use crate::{PlayedAt, Times};

/// Which kind of source evidence is from. The later ones in this list know more and win over the earlier ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Provenance {
    /// A list of plays as they happened, without lengths, such as Spotify's list of recent plays: when to the millisecond, mostly the
    /// end, but not how long. The length is an estimate.
    Live,
    /// Spotify's account data: names without URIs, and the end to the minute.
    Account,
    /// Spotify's extended streaming history: the end to the second, and how long it was heard.
    Extended,
}

impl Provenance {
    /// All of them, in their order.
    pub const ALL: [Self; 3] = [Self::Live, Self::Account, Self::Extended];

    /// A short name that never changes: `recorded`, `account_data` or `extended_history`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Live => "recorded",
            Self::Account => "account_data",
            Self::Extended => "extended_history",
        }
    }

    /// Which times a source of this kind tells, unless it says otherwise.
    pub fn times(self) -> Times {
        match self {
            Self::Live => Times::End,
            Self::Account | Self::Extended => Times::EndAndLength,
        }
    }
}

/// One row of evidence. Items and circumstances are indices or ids of lists that the owner of the row has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Evidence {
    /// When it ended, according to the source. Where the source tells only when it began ([`Times::Begin`]): when it would have ended
    /// if the item was played to its end, or the begin itself where the item's length is unknown.
    pub ended_at: PlayedAt,
    /// What was played, as the source names it.
    pub item: u32,
    /// How long it was heard, in milliseconds; 0 where the source does not tell it.
    pub told_ms: u32,
    /// How it came about.
    pub circumstance: u32,
    /// Its place among the equal rows of its file, from 0 on. Account data knows only the minute, so that equal rows of one file may be
    /// different plays. Equal rows of two files are the same row.
    pub number: u16,
    /// Which kind of source says so. Whatever tells no length is [`Provenance::Live`].
    pub provenance: Provenance,
    /// Which times the source tells.
    pub times: Times,
}

/// How a play came about: what the extended history says besides what and when. `None` where it says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Circumstance {
    /// Spotify's word for what began it, such as `clickrow`.
    pub reason_start: Option<Box<str>>,
    /// Spotify's word for what ended it, such as `trackdone`.
    pub reason_end: Option<Box<str>>,
    /// In shuffled order.
    pub shuffle: Option<bool>,
    /// Spotify's own flag; never true from 2015-04-13 to 2022-10-16.
    pub skipped: Option<bool>,
    /// Without a connection.
    pub offline: Option<bool>,
    /// In a private session.
    pub incognito: Option<bool>,
    /// The device; less detailed since October 2023.
    pub platform: Option<Box<str>>,
    /// ISO 3166, two letters.
    pub country: Option<Box<str>>,
}
