//! How the archive stands: what is in it, from where, and what is missing.

use std::collections::{BTreeMap, HashMap};

use plays::Provenance;
use store::{Gap, Source, SourceId, StoreError};

use super::{
    Archive, CountQuery, Zone,
    ranking::{ArchiveTotals, summary},
};

/// The archive at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// Everything, hidden things included.
    pub totals: ArchiveTotals,
    /// Every year from the first play to the last, also those without one.
    pub years: Vec<YearCounts>,
    /// Where plays came from, newest first.
    pub sources: Vec<Source>,
    /// How many plays stand on each source.
    pub plays_of: HashMap<SourceId, u64>,
    /// What is missing, oldest first.
    pub gaps: Vec<Gap>,
    /// The file's size in bytes.
    pub bytes: u64,
}

/// One year's plays, by who stands for them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct YearCounts {
    /// Which.
    pub year: i32,
    /// Told by the extended streaming history.
    pub extended: u64,
    /// Told by account data.
    pub account: u64,
    /// Recorded.
    pub live: u64,
}

impl Archive {
    /// How the archive stands, with years as they began and ended in `zone`.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn overview(&self, zone: Zone) -> Result<Overview, StoreError> {
        let mut years: BTreeMap<i32, YearCounts> = BTreeMap::new();
        let mut plays_of: HashMap<SourceId, u64> = HashMap::new();
        let mut current: Option<(i64, i64, i32)> = None;
        let summary = summary(self, &CountQuery::everything(), |row| {
            let began = row.evidence.ended_at.as_millis() - i64::from(row.evidence.ms_played);
            // Plays come by time, so asking for a day's year once saves most of the arithmetic.
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
            let counted = years.entry(year).or_insert(YearCounts {
                year,
                ..YearCounts::default()
            });
            match row.evidence.provenance {
                Provenance::Live => counted.live += 1,
                Provenance::Account => counted.account += 1,
                Provenance::Extended => counted.extended += 1,
            }
            *plays_of.entry(row.source).or_default() += 1;
        })?;
        let all = years.keys().next().copied().zip(years.keys().last().copied());
        for year in all.map_or(0..0, |(first, last)| first..last) {
            years.entry(year).or_insert(YearCounts {
                year,
                ..YearCounts::default()
            });
        }
        Ok(Overview {
            totals: summary,
            years: years.into_values().collect(),
            sources: self.store().sources()?,
            plays_of,
            gaps: self.open_gaps()?,
            bytes: self.store().bytes(),
        })
    }
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
