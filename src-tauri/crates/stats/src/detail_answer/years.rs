//! The subject and its rivals, year by year.

use std::iter;

use chrono::Datelike;

use super::DetailAnswer;
use crate::{Rival, YearRank, day, day::EpochDays, packed};

impl DetailAnswer<'_> {
    /// The subject's rank in each year, and its rivals' ranks.
    pub(super) fn years(&self, rivals: &[u32]) -> (Vec<YearRank>, Vec<Rival>) {
        let Some(life) = self.table.life else {
            return (Vec::new(), Vec::new());
        };
        let mut ranked_rivals: Vec<Rival> = rivals
            .iter()
            .map(|rival| Rival {
                subject: self.subject(*rival),
                ranks: Vec::new(),
                amounts: Vec::new(),
            })
            .collect();
        let mut track_sums = vec![0; self.table.catalogue.track_count()];
        let years = day::date(life.first).year()..=day::date(life.last).year();
        let years = years.map(|year| {
            track_sums.fill(0);
            if let Some(days) = EpochDays::of_year(year) {
                self.scan(&self.kind_filter).add_tracks(days, &mut track_sums);
            }
            let sums = self.fold(&track_sums);
            let sums = self.group_sums(&sums);
            let ranks = sums.ranks(iter::once(self.number).chain(rivals.iter().copied()));
            let mut ranks = ranks.into_iter();
            let rank = ranks.next().flatten();
            for ((rival, number), rank) in ranked_rivals.iter_mut().zip(rivals.iter().copied()).zip(ranks) {
                rival.ranks.push(rank);
                rival.amounts.push(packed::amount(sums.of(number)));
            }
            YearRank {
                year,
                amount: packed::amount(sums.of(self.number)),
                rank,
                of: sums.count() as u32,
            }
        });
        let years = years.collect();
        (years, ranked_rivals)
    }
}
