//! Which plays a question is about, one by one, for whoever knows more of a play than the table does.

/// The plays that pass the whole filter of a question and are not left out as hidden.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MatchingPlays {
    /// Those that count by its rule, as numbers in the order in which all plays of the table began, ascending. Plays that began in
    /// one second, as [`began_second`] has it, are in the order in which the table's builder got them.
    pub counted: Vec<u32>,
    /// How many others there are.
    pub uncounted: u32,
}

/// The second since 1970 in which a play began for a table, from the milliseconds.
pub fn began_second(began_ms: i64) -> u32 {
    u32::try_from(began_ms.div_euclid(1000).max(0)).unwrap_or(u32::MAX)
}
