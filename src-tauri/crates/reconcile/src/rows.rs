//! What the rules are told, and what they answer.

use plays::Provenance;
use rayon::prelude::*;

/// One row of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Milliseconds since 1970, UTC. Of the extended history: the end. Of account data: the minute of the end. Of Spotify's list of
    /// recent plays: its stamp, which is mostly the end.
    pub at_ms: i64,
    /// How long it was heard, in milliseconds. Of a recorded play: how long the track is.
    pub ms: u32,
    /// What the row calls its item: an index into [`Names::namings`].
    pub naming: u32,
    /// Which kind of source tells it.
    pub provenance: Provenance,
    /// What ended it.
    pub ending: Ending,
    /// How much the row tells of how it was played: the smaller, the more.
    pub detail: u32,
    /// Its place among the equal rows of its file, from 0 on. Of account data, equal rows of one file may be different plays.
    pub number: u32,
    /// Which recording a recorded play belongs to.
    pub recording: u32,
    /// The source tells only when it began, and `at_ms` is when the track would have ended.
    pub begin_only: bool,
    /// The rules do not look at it: it was recorded for another account, or the listener decided about it.
    pub set_aside: bool,
}

impl Row {
    /// A row that tells no more than this: it is the only one of its kind, belongs to the first recording, and ended as usual.
    pub fn plain(provenance: Provenance, at_ms: i64, ms: u32, naming: u32) -> Self {
        Self {
            at_ms,
            ms,
            naming,
            provenance,
            ending: Ending::Usual,
            detail: 0,
            number: 0,
            recording: 0,
            begin_only: false,
            set_aside: false,
        }
    }
}

/// What ended a play, as far as the rules need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ending {
    /// Anything else, or unknown.
    Usual,
    /// Another device took over (`remote`). Spotify often tells of such a play twice.
    Remote,
    /// Spotify was left (`logout`, `unexpected-exit`, `unexpected-exit-while-paused`). Spotify may tell of the play when it is
    /// started again, days later.
    Exit,
}

impl Ending {
    /// From Spotify's word for it, the `reason_end` of the extended history.
    pub fn of(reason_end: Option<&str>) -> Self {
        match reason_end {
            Some("remote") => Self::Remote,
            Some(reason) if reason == "logout" || reason.starts_with("unexpected-exit") => Self::Exit,
            _ => Self::Usual,
        }
    }
}

/// The rows, by place. Any order will do; rows that are equal in everything are told apart by their place.
pub trait Rows: Sync {
    /// How many there are.
    fn count(&self) -> usize;
    /// The row at `place`, which is below [`Self::count`].
    fn row(&self, place: usize) -> Row;
    /// The provenance of the row at `place`, which all rules ask for first.
    fn provenance(&self, place: usize) -> Provenance;
}

impl Rows for [Row] {
    fn count(&self) -> usize {
        self.len()
    }

    fn row(&self, place: usize) -> Row {
        self[place]
    }

    fn provenance(&self, place: usize) -> Provenance {
        self[place].provenance
    }
}

/// What the numbers in rows mean.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// How rows name their items. Their order must depend on nothing but what they say, so that it is the same on every machine.
    pub namings: Vec<Naming>,
    /// The items, in the order of their URIs.
    pub items: Vec<Item>,
}

/// How a row names its item. Equal numbers stand for equal texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// An index into [`Names::items`].
    pub item: u32,
    /// The title.
    pub title: u32,
    /// Everyone it names as the artist; of a recorded play also the album's artists.
    pub artists: Vec<u32>,
    /// The recording's ISRC, if it is told.
    pub isrc: Option<u32>,
}

/// What can be played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// It has an id of Spotify's; otherwise only its names are known.
    pub has_id: bool,
}

impl Names {
    pub(crate) fn naming(&self, row: &Row) -> &Naming {
        &self.namings[row.naming as usize]
    }

    pub(crate) fn item(&self, row: &Row) -> u32 {
        self.naming(row).item
    }

    pub(crate) fn has_id(&self, row: &Row) -> bool {
        self.items[self.item(row) as usize].has_id
    }

    /// Title and artists are the same.
    pub(crate) fn equal_names(&self, one: &Row, other: &Row) -> bool {
        let (one, other) = (self.naming(one), self.naming(other));
        one.title == other.title && one.artists == other.artists
    }
}

/// Which rule says that a row tells of a play that another row stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Rule 1.
    MovedStamp,
    /// Rule 2.
    AccountInExtended,
    /// Rule 3.
    Double,
    /// Rule 4.
    OtherEdition,
    /// Rule 5, and equal rows of account data from two files.
    AccountRepeat,
    /// Rule 6.
    RecordedInExtended,
    /// Rule 7.
    RecordedInAccount,
    /// No rule: the listener decided it.
    Decided,
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is a play, heard for `ms` milliseconds. Of a recorded play that is an estimate.
    Play {
        /// Milliseconds.
        ms: u32,
    },
    /// It tells of the same play as the row at place `by`, which may in turn be absorbed by another.
    Absorbed {
        /// A place among the rows.
        by: u32,
        /// Why.
        rule: Rule,
    },
    /// It is set aside.
    SetAside,
}

/// The place of the last row that the row at `place` leads to, by way of those that absorbed each other: the row that stands for the
/// play, or one that is set aside.
pub fn last_of(verdicts: &[Verdict], mut place: u32) -> u32 {
    while let Verdict::Absorbed { by, .. } = verdicts[place as usize] {
        place = by;
    }
    place
}

/// The verdicts while the rules are applied.
pub(crate) struct Verdicts(Vec<Verdict>);

impl Verdicts {
    pub(crate) fn new<R: Rows + ?Sized>(rows: &R) -> Self {
        let first = |place| {
            let row = rows.row(place);
            if row.set_aside {
                Verdict::SetAside
            } else {
                Verdict::Play { ms: row.ms }
            }
        };
        Self((0..rows.count()).into_par_iter().map(first).collect())
    }

    pub(crate) fn is_play(&self, place: u32) -> bool {
        matches!(self.0[place as usize], Verdict::Play { .. })
    }

    pub(crate) fn is_set_aside(&self, place: u32) -> bool {
        self.0[place as usize] == Verdict::SetAside
    }

    /// It is the same row of account data as another, from another file.
    pub(crate) fn is_copy(&self, place: u32) -> bool {
        self.is_absorbed_under(place, Rule::AccountRepeat)
    }

    pub(crate) fn is_absorbed_under(&self, place: u32, under: Rule) -> bool {
        matches!(self.0[place as usize], Verdict::Absorbed { rule, .. } if rule == under)
    }

    pub(crate) fn absorb(&mut self, place: u32, by: u32, rule: Rule) {
        self.0[place as usize] = Verdict::Absorbed { by, rule };
    }

    pub(crate) fn set_length(&mut self, place: u32, ms: u32) {
        if let Verdict::Play { ms: length } = &mut self.0[place as usize] {
            *length = ms;
        }
    }

    /// The places of the plays of one provenance, in the order of rows.
    pub(crate) fn plays<R: Rows + ?Sized>(&self, rows: &R, provenance: Provenance) -> Vec<u32> {
        (0..rows.count() as u32)
            .filter(|place| self.is_play(*place) && rows.provenance(*place as usize) == provenance)
            .collect()
    }

    pub(crate) fn into_list(self) -> Vec<Verdict> {
        self.0
    }
}
