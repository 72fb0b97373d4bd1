//! How much was heard, in plays and in time, and by which of the two things are measured.

/// What rankings are ordered by, and what charts show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Measure {
    /// The number of plays that count; ties are broken by time.
    #[default]
    Plays,
    /// The time listened; ties are broken by plays.
    Time,
}

/// A number of plays and the time listened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Amount {
    /// Plays that count by the rule.
    pub plays: u32,
    /// Time listened in milliseconds, including plays that do not count.
    pub ms: u64,
}

impl Amount {
    /// Plays or milliseconds, as the measure says.
    pub fn by(self, measure: Measure) -> u64 {
        match measure {
            Measure::Plays => u64::from(self.plays),
            Measure::Time => self.ms,
        }
    }
}

impl std::ops::AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        self.plays += other.plays;
        self.ms += other.ms;
    }
}
