//! One play as it truly happened, and which of the three exports tell of it. Small: a million of them pass by.

/// Why a row cannot be taken for a play.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Flaw {
    /// No URI and no names.
    Nothing,
    /// `ts` is no time.
    Unreadable,
    /// `ts` is 1970.
    TooEarly,
    /// `ms_played` is null.
    NoLength,
    /// `ms_played` is negative.
    Negative,
    /// `ms_played` is more than seven days.
    TooLong,
}

impl Flaw {
    pub(super) const ALL: [Self; 6] = [
        Self::Nothing,
        Self::Unreadable,
        Self::TooEarly,
        Self::NoLength,
        Self::Negative,
        Self::TooLong,
    ];

    /// The truth's word for it.
    pub(super) fn reason(self) -> &'static str {
        match self {
            Self::Nothing => "nothing_played",
            Self::Unreadable => "time_unreadable",
            Self::TooEarly => "time_impossible",
            Self::NoLength => "length_unreadable",
            Self::Negative | Self::TooLong => "length_impossible",
        }
    }
}

/// What the extended history says a second time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Echo {
    None,
    /// Every field alike.
    Exact,
    /// All alike but `skipped`.
    Skipped,
    /// The same, so many seconds later.
    Later(u8),
}

/// One play.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heard {
    pub(super) item: u32,
    /// Unix seconds: the exports know no finer.
    pub(super) end_secs: i64,
    pub(super) ms: u32,
    pub(super) flaw: Option<Flaw>,
    pub(super) echo: Echo,
    /// Its length and end prove something, so no witness may tell them otherwise.
    pub(super) is_proof: bool,
    pub(super) is_video: bool,
    pub(super) reason_start: &'static str,
    pub(super) reason_end: &'static str,
    pub(super) shuffle: bool,
    pub(super) skipped: bool,
    pub(super) offline: bool,
    pub(super) incognito: bool,
    /// Settles everything that does not matter, the same in each telling.
    pub(super) salt: u32,
    pub(super) told: Told,
}

/// Which exports tell of a play.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) extended: bool,
    pub(super) older: bool,
    pub(super) account: bool,
}
