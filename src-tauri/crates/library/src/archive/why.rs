//! Why the plays of a time are as many as they are: how many rows tell of them, which of these are one play and by which rule, and of
//! single plays each row that tells of it.

use std::collections::BTreeMap;

use plays::{Provenance, RowName};
use reconcile::{Verdict, last_of};
use store::{RecountReason, StoreError, ToldPlay};

use super::{Archive, recount::reason};

/// What makes up the plays of a time. The rows less those that are joined are the plays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explanation {
    /// The rows that tell of these plays, by where they come from.
    pub rows: BTreeMap<Provenance, u64>,
    /// The rows that tell of a play which another row stands for, by the rule that says so.
    pub joined: BTreeMap<RecountReason, u64>,
    /// How many plays there are, of any kind and length, hidden ones too.
    pub plays: u64,
    /// The latest of them.
    pub latest: Vec<ExplainedPlay>,
}

/// A play, and each row that tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedPlay {
    /// When it began, in milliseconds since 1970.
    pub began_ms: i64,
    /// How long it was heard, in milliseconds; an estimate if the first row was recorded.
    pub ms_played: u32,
    /// The row that stands for it, then the others, in the order of their ends.
    pub rows: Vec<ExplainedRow>,
}

/// A row that tells of a play.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedRow {
    /// What it is called, for [`Archive::keep_apart`] and [`Archive::join_plays`].
    pub name: RowName,
    /// What it tells, as long as it says that the play was heard: 0 if it does not.
    pub told: ToldPlay,
    /// The rule by which it tells of the same play as another; `None` for the row that stands for the play.
    pub joined: Option<RecountReason>,
}

impl Archive {
    /// What makes up the plays that began in this time, in milliseconds since 1970, from the first (included) to the second
    /// (excluded), and the rows of at most `limit` of them, the latest first. Judges all rows of the archive anew, which takes a
    /// second for a million.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn explain_plays(&self, began: (i64, i64), limit: usize) -> Result<Explanation, StoreError> {
        let judged = self.judged()?;
        let (rows, verdicts) = (&judged.rows, &judged.verdicts);
        // For each row, the one that stands for its play, or one that is set aside.
        let lasts: Vec<u32> = (0..).take(rows.len()).map(|place| last_of(verdicts, place)).collect();
        let began_at = |place: u32, ms: u32| rows[place as usize].evidence.ended_at.as_millis() - i64::from(ms);
        let is_asked = |place: u32| match verdicts[place as usize] {
            Verdict::Play { ms } => (began.0..began.1).contains(&began_at(place, ms)),
            Verdict::Absorbed { .. } | Verdict::SetAside => false,
        };
        let mut explanation = Explanation::default();
        let mut plays = Vec::new();
        for (place, last) in (0u32..).zip(&lasts) {
            if !is_asked(*last) {
                continue;
            }
            let provenance = rows[place as usize].evidence.provenance;
            *explanation.rows.entry(provenance).or_default() += 1;
            match verdicts[place as usize] {
                Verdict::Play { ms } => plays.push((began_at(place, ms), place, ms)),
                Verdict::Absorbed { rule, .. } => *explanation.joined.entry(reason(rule)).or_default() += 1,
                Verdict::SetAside => {}
            }
        }
        explanation.plays = plays.len() as u64;
        plays.sort_unstable_by(|one, other| other.cmp(one));
        plays.truncate(limit);
        let mut members: BTreeMap<u32, Vec<u32>> = plays.iter().map(|(_, place, _)| (*place, Vec::new())).collect();
        for (place, last) in (0u32..).zip(&lasts) {
            if let Some(of_play) = members.get_mut(last) {
                of_play.push(place);
            }
        }
        for (began_ms, place, ms_played) in plays {
            let mut of_play = members.remove(&place).unwrap_or_default();
            of_play.sort_by_key(|member| (*member != place, *member));
            let rows = of_play.into_iter().map(|member| {
                Ok(ExplainedRow {
                    name: judged.name_of(member)?,
                    told: self.store().told(&rows[member as usize])?,
                    joined: match verdicts[member as usize] {
                        Verdict::Absorbed { rule, .. } => Some(reason(rule)),
                        Verdict::Play { .. } | Verdict::SetAside => None,
                    },
                })
            });
            explanation.latest.push(ExplainedPlay {
                began_ms,
                ms_played,
                rows: rows.collect::<Result<_, StoreError>>()?,
            });
        }
        Ok(explanation)
    }
}
