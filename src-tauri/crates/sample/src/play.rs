//! One play as it truly happened, and which of the three exports contain it. Small, because a million of them pass by.

/// Why a row cannot be taken for a play.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Flaw {
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
    pub(crate) const ALL: [Self; 6] = [
        Self::Nothing,
        Self::Unreadable,
        Self::TooEarly,
        Self::NoLength,
        Self::Negative,
        Self::TooLong,
    ];

    /// The reason under which `truth.json` counts it.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Nothing => "nothing_played",
            Self::Unreadable => "time_unreadable",
            Self::TooEarly => "time_impossible",
            Self::NoLength => "length_unreadable",
            Self::Negative | Self::TooLong => "length_impossible",
        }
    }
}

/// Whether the extended history contains a play twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Duplicate {
    None,
    /// Every field is the same.
    Exact,
    /// Every field but `skipped` is the same.
    SkippedDiffers,
    /// The same, ending so many seconds later.
    Later(u8),
}

/// One play.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Play {
    pub(crate) item: u32,
    /// Unix seconds: the exports are no more precise.
    pub(crate) end_secs: i64,
    pub(crate) ms: u32,
    pub(crate) flaw: Option<Flaw>,
    pub(crate) duplicate: Duplicate,
    /// A test case depends on its length and end, so every export must give them unchanged.
    pub(crate) is_exact: bool,
    pub(crate) is_video: bool,
    pub(crate) reason_start: &'static str,
    pub(crate) reason_end: &'static str,
    pub(crate) shuffle: bool,
    pub(crate) skipped: bool,
    pub(crate) offline: bool,
    pub(crate) incognito: bool,
    /// Random bits that decide everything that does not matter to the truth, the same in each export.
    pub(crate) noise: u32,
    pub(crate) exports: Exports,
}

/// Which exports contain a play.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Exports {
    pub(crate) extended: bool,
    pub(crate) older: bool,
    pub(crate) account: bool,
}
