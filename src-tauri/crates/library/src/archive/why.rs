//! Why plays are as many as they are: how many rows tell of them, which of these are one play and by which rule, and of single plays
//! each row that tells of it.

use std::collections::BTreeMap;

use plays::{Provenance, RowName, Times};
use reconcile::Verdict;
use store::{RecountReason, StoreError, ToldPlay};

use super::{Archive, Zone, explore::ExploreQuery, judged::Judged, recount::reason};

/// Which plays are to be explained.
#[derive(Debug, Clone, Copy)]
pub enum AskedPlays<'a> {
    /// Those that began in this time, in milliseconds since 1970, from the first (included) to the second (excluded): of any kind
    /// and length, hidden ones too.
    Began(i64, i64),
    /// Those that pass the filter of a query, with days as they were in a zone, and count by its rule.
    Matching(&'a ExploreQuery, Zone),
}

/// What makes up plays. The rows less those that are joined are the plays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explanation {
    /// The rows that tell of these plays, by where they come from.
    pub rows: BTreeMap<Provenance, u64>,
    /// The rows that tell of a play which another row stands for, by the rule that says so.
    pub joined: BTreeMap<RecountReason, u64>,
    /// For each of these rules the latest play that it joined a row to.
    pub examples: BTreeMap<RecountReason, ExplainedPlay>,
    /// How many plays there are.
    pub plays: u64,
    /// How many more pass the filter of the query and do not count by its rule.
    pub uncounted: u32,
    /// The latest of the plays.
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
    /// Which times it tells.
    pub times: Times,
    /// The time that it tells, in milliseconds since 1970: the begin if it tells nothing else, or else the end.
    pub stamp_ms: i64,
    /// The rule by which it tells of the same play as another; `None` for the row that stands for the play.
    pub joined: Option<RecountReason>,
    /// Whether the listener decided about it, which [`Archive::take_back_decision`] takes back.
    pub is_decided: bool,
}

impl Archive {
    /// What makes up the plays that are asked for, and the rows of at most `limit` of them, the latest first. Judges all rows of the
    /// archive anew, which takes a second for a million.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn explain_plays(&self, asked: AskedPlays<'_>, limit: usize) -> Result<Explanation, StoreError> {
        let (judged, (is_asked, uncounted)) = loop {
            let judged = self.judged()?;
            // Somebody may write between the two.
            if let Some(found) = self.find_asked(asked, &judged)? {
                break (judged, found);
            }
        };
        let mut explanation = Explanation {
            uncounted,
            ..Explanation::default()
        };
        let mut plays = Vec::new();
        // For each rule the latest play that it joined a row to.
        let mut examples: BTreeMap<RecountReason, (i64, u32)> = BTreeMap::new();
        for (place, last) in (0u32..).zip(&judged.lasts) {
            if !is_asked[*last as usize] {
                continue;
            }
            let provenance = judged.rows[place as usize].evidence.provenance;
            *explanation.rows.entry(provenance).or_default() += 1;
            match judged.verdicts[place as usize] {
                Verdict::Play { .. } => plays.push((judged.began_ms(place), place)),
                Verdict::Absorbed { rule, .. } => {
                    *explanation.joined.entry(reason(rule)).or_default() += 1;
                    let play = (judged.began_ms(*last), *last);
                    let example = examples.entry(reason(rule)).or_insert(play);
                    *example = play.max(*example);
                }
                Verdict::SetAside => {}
            }
        }
        explanation.plays = plays.len() as u64;
        plays.sort_unstable_by(|one, other| other.cmp(one));
        plays.truncate(limit);
        let shown = plays.iter().chain(examples.values()).map(|(_, place)| *place);
        let members = judged.members_of(shown);
        let explained = |place: u32| self.explained(&judged, place, members.get(&place).map_or(&[], Vec::as_slice));
        for (_, place) in plays {
            explanation.latest.push(explained(place)?);
        }
        for (rule, (_, place)) in examples {
            explanation.examples.insert(rule, explained(place)?);
        }
        Ok(explanation)
    }

    /// For each row whether it stands for a play that is asked for, and how many plays pass the filter and do not count. `None` if the
    /// archive has changed since the rows were read.
    fn find_asked(&self, asked: AskedPlays<'_>, judged: &Judged) -> Result<Option<(Vec<bool>, u32)>, StoreError> {
        let mut is_asked = vec![false; judged.rows.len()];
        let mut uncounted = 0;
        match asked {
            AskedPlays::Began(from_ms, to_ms) => {
                for place in judged.plays() {
                    is_asked[place as usize] = (from_ms..to_ms).contains(&judged.began_ms(place));
                }
            }
            AskedPlays::Matching(query, zone) => {
                let Some(matching) = self.matching_rows(query, zone, &judged.rows, judged.version)? else {
                    return Ok(None);
                };
                for place in matching.counted {
                    is_asked[judged.lasts[place] as usize] = true;
                }
                uncounted = matching.uncounted;
            }
        }
        Ok(Some((is_asked, uncounted)))
    }

    pub(super) fn explained(&self, judged: &Judged, place: u32, members: &[u32]) -> Result<ExplainedPlay, StoreError> {
        let mut members = members.to_vec();
        members.sort_by_key(|member| (*member != place, *member));
        let rows = members.into_iter().map(|member| {
            let row = &judged.rows[member as usize];
            let name = judged.name_of(member)?;
            Ok(ExplainedRow {
                is_decided: judged.decided.contains(&name),
                name,
                told: self.store().told(row)?,
                times: row.evidence.times,
                stamp_ms: judged.stamp_ms(member),
                joined: match judged.verdicts[member as usize] {
                    Verdict::Absorbed { rule, .. } => Some(reason(rule)),
                    Verdict::Play { .. } | Verdict::SetAside => None,
                },
            })
        });
        Ok(ExplainedPlay {
            began_ms: judged.began_ms(place),
            ms_played: judged.ms_played(place),
            rows: rows.collect::<Result<_, StoreError>>()?,
        })
    }
}
