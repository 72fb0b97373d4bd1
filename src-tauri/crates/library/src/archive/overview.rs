//! The archive at a glance: what is in it, where that came from, and where plays are missing.

use std::{
    collections::{BTreeMap, HashMap},
    ops::ControlFlow,
};

use plays::Provenance;
use store::{Gap, Source, SourceId, StoreError};

use super::{Archive, Zone};

/// The archive at a glance, hidden things included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// Plays of any length and kind.
    pub plays: u64,
    /// The ends of the first play and of the last, in milliseconds since 1970; `None` without any.
    pub span: Option<(i64, i64)>,
    /// Every year from the first play to the last, also those without one.
    pub years: Vec<YearCounts>,
    /// Where plays came from, newest first.
    pub sources: Vec<Source>,
    /// How many plays each source has canonical evidence of.
    pub plays_by_source: HashMap<SourceId, u64>,
    /// Where plays are missing or may be, oldest first.
    pub gaps: Vec<Gap>,
    /// The file's size in bytes.
    pub bytes: u64,
}

/// How many plays a year has, by the provenance of their canonical evidence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct YearCounts {
    /// Such as 2024.
    pub year: i32,
    /// From the extended streaming history.
    pub extended: u64,
    /// From account data.
    pub account: u64,
    /// From live recording.
    pub live: u64,
}

impl Archive {
    /// Counts plays by what tells of them, with years as they began and ended in `zone`. Loads no history into memory; how much was
    /// played is what [`Archive::totals`] tells.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn overview(&self, zone: Zone) -> Result<Overview, StoreError> {
        let mut years: BTreeMap<i32, YearCounts> = BTreeMap::new();
        let mut plays_of: HashMap<SourceId, u64> = HashMap::new();
        let mut current: Option<(i64, i64, i32)> = None;
        let (mut plays, mut span) = (0, None);
        self.store().plays(|row| {
            let end = row.evidence.ended_at.as_millis();
            plays += 1;
            // Plays come in the order of their ends.
            span = Some((span.map_or(end, |(first, _)| first), end));
            let began = end - i64::from(row.ms_played);
            // So asking for the year once a day saves most of the arithmetic.
            let year = match current {
                Some((from, to, year)) if (from..to).contains(&began) => year,
                _ => {
                    let day = began.div_euclid(DAY_MS) * DAY_MS;
                    let year = zone.year(began);
                    let of_one_year = zone.year(day) == zone.year(day + DAY_MS);
                    current = of_one_year.then_some((day, day + DAY_MS, year));
                    year
                }
            };
            let counts = years.entry(year).or_insert(YearCounts {
                year,
                ..YearCounts::default()
            });
            match row.evidence.provenance {
                Provenance::Live => counts.live += 1,
                Provenance::Account => counts.account += 1,
                Provenance::Extended => counts.extended += 1,
            }
            *plays_of.entry(row.source).or_default() += 1;
            ControlFlow::Continue(())
        })?;
        let ends = years.keys().next().copied().zip(years.keys().last().copied());
        for year in ends.map_or(0..0, |(first, last)| first..last) {
            years.entry(year).or_insert(YearCounts {
                year,
                ..YearCounts::default()
            });
        }
        Ok(Overview {
            plays,
            span,
            years: years.into_values().collect(),
            sources: self.store().sources()?,
            plays_by_source: plays_of,
            gaps: self.open_gaps()?,
            bytes: self.store().bytes(),
        })
    }
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
