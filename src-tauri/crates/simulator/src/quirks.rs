//! What Spotify's list of recent plays does that nobody would expect, and how often. docs/notes/simulator.md tells where the numbers
//! come from. Plays of less than half a minute are not among them: no setting makes the list show one.

use crate::often::Often;

/// Of 1,000 days, how many have a stall: about one in a week.
pub(crate) const STALLED_DAYS: usize = 143;
/// A stall begins in one of these hours of the day, UTC, when the listener may be listening.
pub(crate) const STALL_BEGINS_HOURS: (i64, i64) = (7, 20);
/// How long a stall lasts, in minutes.
pub(crate) const STALL_MINUTES: (i64, i64) = (60, 360);
/// How long after its end a play is usually listed, in milliseconds.
pub(crate) const LISTED_AFTER_MS: (i64, i64) = (1_000, 20_000);
/// Of 1,000 sessions, how many are listed hours late, among plays that are listed already.
pub(crate) const BACK_FILLED_SESSIONS: usize = 10;
/// How long after its end a session is back-filled, in minutes.
pub(crate) const BACK_FILL_MINUTES: (i64, i64) = (60, 480);
/// Of 1,000 sessions, how many are played without a connection and told in a burst.
pub(crate) const OFFLINE_SESSIONS: usize = 25;
/// How long after the session the device is online again, in minutes.
pub(crate) const OFFLINE_MINUTES: (i64, i64) = (1, 90);
/// How far a stamp of a burst is at most from the one before, in milliseconds.
pub(crate) const BURST_STEP_MS: i64 = 1_000;
/// Of 100 stamps of a burst, how many are the same as the one before, to the millisecond.
pub(crate) const EQUAL_STAMPS: usize = 25;
/// A session with fewer listed plays than this is no burst: two stamps are not one.
pub(crate) const BURST_LEAST: usize = 3;
/// Of 1,000 sessions, how many have stamps that are the beginnings of plays.
pub(crate) const START_SESSIONS: usize = 2;
/// Of 1,000 sessions, how many are private and never listed.
pub(crate) const PRIVATE_SESSIONS: usize = 20;
/// Of 1,000 plays, how many have another stamp when the list is read again later.
pub(crate) const MOVED_STAMPS: usize = 4;
/// By how much a stamp moves, either way, in milliseconds. Less than half of the shortest track.
pub(crate) const MOVED_MS: (i64, i64) = (200, 4_900);
/// Of 1,000 plays, how many go by another id of the same recording: half from the first, half on a later reading.
pub(crate) const RELINKED_PLAYS: usize = 4;
/// How long after a play is listed its stamp moves or its id changes, in minutes.
pub(crate) const CHANGED_AFTER_MINUTES: (i64, i64) = (10, 360);
/// Of 1,000 answers, how many are short although older plays exist.
pub(crate) const SHORT_PAGES: usize = 30;
/// How many plays a short page has.
pub(crate) const SHORT_PAGE_PLAYS: (i64, i64) = (42, 49);

/// How often the list of recent plays does each of its unkind things. By default as often as Spotify.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quirks {
    /// For hours nothing newer is listed; then all of it is, with its own stamps. `Always`: nothing is listed any more, until this is
    /// changed. Otherwise, and unless this is `Never`, a play is listed some seconds after its end.
    pub stalls: Often,
    /// A session is listed hours after its end, among plays that are listed already.
    pub back_fills: Often,
    /// A session is played without a connection, and all of it is listed when the device is online again: each stamp at most a second
    /// after the one before, some the same with different titles. A session of fewer than three listed plays is not.
    pub bursts: Often,
    /// Stamps are some hundred milliseconds to five seconds different on a later reading, but not in a burst.
    pub moved_stamps: Often,
    /// The stamps of a session are the beginnings of its plays, not their ends.
    pub start_stamps: Often,
    /// A play goes by another id of the same recording: the same ISRC, title and artists. For some only on a later reading.
    pub relinked_ids: Often,
    /// An answer has 42 to 49 plays although there are older ones. The same within a minute.
    pub short_pages: Often,
    /// A session is private, and its plays are never listed.
    pub private_sessions: Often,
}

impl Quirks {
    /// As Spotify.
    pub fn as_spotify() -> Self {
        Self::all(Often::Sometimes)
    }

    /// A kind list: all plays of half a minute or more, each from its end on, its end for a stamp.
    pub fn none() -> Self {
        Self::all(Often::Never)
    }

    fn all(often: Often) -> Self {
        Self {
            stalls: often,
            back_fills: often,
            bursts: often,
            moved_stamps: often,
            start_stamps: often,
            relinked_ids: often,
            short_pages: often,
            private_sessions: often,
        }
    }
}
