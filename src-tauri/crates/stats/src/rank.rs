//! Rankings: the best few of many, and their ranks in the period before.

use std::cmp::Ordering;

use crate::{
    Measure, PlayTable, Ranked, day,
    grouping::Grouping,
    packed,
    rule_index::{FirstRows, RuleIndex},
};

/// The packed sums of everything in one grouping, by number, and what decides the order among them.
#[derive(Clone, Copy)]
pub(crate) struct GroupSums<'a> {
    table: &'a PlayTable,
    sums: &'a [u64],
    first_rows: &'a FirstRows,
    measure: Measure,
    /// The catalogue's numbers, where those here are others.
    catalogue_numbers: Option<&'a [u32]>,
}

/// A place in the order of rankings: more by the measure, then more by the other one, then the earlier first play, then the
/// lower number in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    key: u64,
    first_second: u32,
    catalogue_number: u32,
    pub(crate) number: u32,
}

impl Place {
    fn order(&self, other: &Self) -> Ordering {
        (other.key, self.first_second, self.catalogue_number).cmp(&(
            self.key,
            other.first_second,
            other.catalogue_number,
        ))
    }
}

impl<'a> GroupSums<'a> {
    pub(crate) fn new(
        table: &'a PlayTable,
        rule_index: &'a RuleIndex,
        grouping: Grouping,
        sums: &'a [u64],
        measure: Measure,
    ) -> Self {
        Self {
            table,
            sums,
            first_rows: rule_index.first_rows(grouping),
            measure,
            catalogue_numbers: (grouping == Grouping::Track).then_some(&table.catalogue.catalogue_numbers),
        }
    }

    /// The packed sum of one.
    pub(crate) fn of(&self, number: u32) -> u64 {
        self.sums.get(number as usize).copied().unwrap_or_default()
    }

    /// `None` for one without a rank.
    fn place(&self, number: u32) -> Option<Place> {
        let sum = *self.sums.get(number as usize)?;
        packed::is_any(sum, self.measure).then(|| self.place_of_sum(number, sum))
    }

    fn place_of_sum(&self, number: u32, sum: u64) -> Place {
        let first_row = self.first_rows.of(number);
        let in_catalogue = |numbers: &[u32]| numbers.get(number as usize).copied().unwrap_or_default();
        Place {
            key: packed::key(sum, self.measure),
            first_second: first_row.map_or(u32::MAX, |row| self.table.began_second(row)),
            catalogue_number: self.catalogue_numbers.map_or(number, in_catalogue),
            number,
        }
    }

    /// The order of two, whether they have a rank or not.
    pub(crate) fn order(&self, one: u32, other: u32) -> Ordering {
        let place = |number: u32| self.place_of_sum(number, self.of(number));
        place(one).order(&place(other))
    }

    /// How many have a rank.
    pub(crate) fn count(&self) -> usize {
        self.sums
            .iter()
            .filter(|sum| packed::is_any(**sum, self.measure))
            .count()
    }

    /// The first `count` in order.
    pub(crate) fn best(&self, count: usize) -> Vec<Place> {
        let mut best: Vec<Place> = Vec::new();
        // What is less is none of the best.
        let mut least_key = 0;
        for (sum, number) in self.sums.iter().zip(0..) {
            // Compared by key before a place is made: most are none of the best.
            if packed::key(*sum, self.measure) < least_key || !packed::is_any(*sum, self.measure) || count == 0 {
                continue;
            }
            best.push(self.place_of_sum(number, *sum));
            if best.len() >= count.saturating_mul(4).max(64) {
                best.select_nth_unstable_by(count - 1, Place::order);
                best.truncate(count);
                least_key = best.iter().map(|place| place.key).min().unwrap_or_default();
            }
        }
        best.sort_unstable_by(Place::order);
        best.truncate(count);
        best
    }

    /// The rank of each of `some`; `None` for those without one.
    pub(crate) fn ranks(&self, some: impl IntoIterator<Item = u32>) -> Vec<Option<u32>> {
        let places: Vec<Option<Place>> = some.into_iter().map(|number| self.place(number)).collect();
        let mut order: Vec<(Place, usize)> = places
            .iter()
            .zip(0..)
            .filter_map(|(place, at)| Some(((*place)?, at)))
            .collect();
        order.sort_unstable_by(|(a, _), (b, _)| a.order(b));
        let Some((worst, _)) = order.last().copied() else {
            return vec![None; places.len()];
        };
        // How many come between one of them and the next better one.
        let mut between = vec![0; order.len() + 1];
        for (sum, number) in self.sums.iter().zip(0..) {
            // Compared by key before a place is made: most come after all of them.
            if packed::key(*sum, self.measure) < worst.key {
                continue;
            }
            let place = self.place_of_sum(number, *sum);
            let at = order.partition_point(|(better, _)| better.order(&place) != Ordering::Greater);
            if let Some(count) = between.get_mut(at) {
                *count += 1;
            }
        }
        let mut ranks = vec![None; places.len()];
        let mut before = 0;
        for ((_, at), better) in order.iter().zip(between) {
            before += better;
            if let Some(rank) = ranks.get_mut(*at) {
                *rank = Some(before + 1);
            }
        }
        ranks
    }
}

/// The best of the current period, with their ranks in the previous one. `number` makes the catalogue's number.
pub(crate) fn ranking<N>(
    current: GroupSums<'_>,
    previous: Option<GroupSums<'_>>,
    count: usize,
    number: impl Fn(u32) -> N,
) -> Vec<Ranked<N>> {
    let best = current.best(count);
    let ranks = previous.map_or_else(
        || vec![None; best.len()],
        |previous| previous.ranks(best.iter().map(|place| place.number)),
    );
    let ranked = |(place, rank_before): (&Place, Option<u32>)| Ranked {
        number: number(place.number),
        amount: packed::amount(current.of(place.number)),
        rank_before,
        first_heard: current
            .first_rows
            .of(place.number)
            .and_then(|row| current.table.run_of(row))
            .map(|run| day::date(i32::from(run.day))),
    };
    best.iter().zip(ranks).map(ranked).collect()
}
