//! What a source tells of when something was played and how long, whatever of it the source knows.

use crate::PlayedAt;

/// Which of a play's times its source tells. What it does not tell is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Times {
    /// The end, and how long it was heard.
    EndAndLength,
    /// One time, which is mostly the end. How long it was heard is not told.
    End,
    /// Only when it began.
    Begin,
}

/// What a source tells of the times of a play.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Told {
    /// When it began.
    pub began_at: Option<PlayedAt>,
    /// When it ended.
    pub ended_at: Option<PlayedAt>,
    /// How long it was heard, in milliseconds.
    pub heard_ms: Option<u32>,
    /// How long the whole item is, in milliseconds.
    pub length_ms: Option<u32>,
}

impl Told {
    /// When the play ended, how long it was heard in milliseconds, and which of the two the source tells. Where only the begin is
    /// told, the end is where the item would have ended if it was heard whole; a length that is not told is 0. `None` if neither
    /// the begin nor the end is known.
    pub fn times(self) -> Option<(PlayedAt, u32, Times)> {
        let later = |began: PlayedAt, ms: u32| PlayedAt::from_millis(began.as_millis().saturating_add(i64::from(ms)));
        Some(match (self.began_at, self.ended_at, self.heard_ms) {
            (_, Some(ended), Some(heard)) => (ended, heard, Times::EndAndLength),
            (Some(began), None, Some(heard)) => (later(began, heard), heard, Times::EndAndLength),
            (_, Some(ended), None) => (ended, 0, Times::End),
            (Some(began), None, None) => (later(began, self.length_ms.unwrap_or_default()), 0, Times::Begin),
            (None, None, _) => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_end_and_the_length_may_be_unknown() {
        let at = |ms| Some(PlayedAt::from_millis(ms));
        let times = |began_at, ended_at, heard_ms| {
            let told = Told {
                began_at,
                ended_at,
                heard_ms,
                length_ms: Some(300),
            };
            told.times().map(|(end, ms, times)| (end.as_millis(), ms, times))
        };
        assert_eq!(
            times(None, at(1_000), Some(200)),
            Some((1_000, 200, Times::EndAndLength))
        );
        assert_eq!(
            times(at(500), at(1_000), Some(200)),
            Some((1_000, 200, Times::EndAndLength)),
            "it was paused"
        );
        assert_eq!(times(at(500), None, Some(200)), Some((700, 200, Times::EndAndLength)));
        assert_eq!(times(at(500), at(1_000), None), Some((1_000, 0, Times::End)));
        assert_eq!(times(None, at(1_000), None), Some((1_000, 0, Times::End)));
        assert_eq!(times(at(500), None, None), Some((800, 0, Times::Begin)));
        assert_eq!(times(None, None, Some(200)), None);
    }
}
