//! What a range holds, put together from what all days hold: the clock, skips and estimates, and the sessions.

use super::Answer;
use crate::{Amount, Sessions, day::EpochDays, filter_totals::FilterTotals, packed, scan::Scan, sessions};

/// What a range holds, apart from what belongs to tracks.
pub(super) struct RangeTotals {
    pub(super) clock: Vec<Amount>,
    pub(super) estimated: u32,
    pub(super) skips_known: u32,
    pub(super) skipped: u32,
}

pub(super) fn range_totals(scan: &Scan<'_>, totals: &FilterTotals, days: Option<EpochDays>) -> RangeTotals {
    let mut range = RangeTotals {
        clock: vec![Amount::default(); 7 * 24],
        estimated: 0,
        skips_known: 0,
        skipped: 0,
    };
    for (at, run) in days.into_iter().flat_map(|days| scan.runs(days)) {
        let Some(hour) = totals.hours.get(at) else {
            continue;
        };
        if let Some(cell) = range.clock.get_mut(usize::from(run.hour)) {
            *cell += packed::amount(hour.sum);
        }
        if scan.asks_for(run) {
            range.estimated += hour.estimated;
            range.skips_known += hour.skips_known;
            range.skipped += hour.skipped;
        }
    }
    range
}

impl Answer<'_> {
    /// The sessions of the range. Those that lie within it are known; those that its ends may cut are made anew.
    pub(super) fn sessions(&mut self) -> Option<Sessions> {
        let range = self.within_life(self.range())?;
        let scan = self.scan();
        let known = &self.totals.sessions;
        let mut runs = scan.runs(range).map(|(at, _)| at);
        let first = runs.next()?;
        let (last, count) = runs.fold((first, 1), |(_, count), at| (at, count + 1));
        let edges = &mut self.scratch.edge_sessions;
        edges.clear();
        if last - first + 1 != count {
            // The clocks went back over midnight, so that other days lie between the range's runs.
            let asked_for = scan.runs(range).filter(|(_, run)| scan.asks_for(run));
            scan.sessions_of(asked_for.map(|(at, _)| self.table.rows(at)), edges);
            return sessions::sum_up(edges.iter().copied(), &mut self.scratch.lengths, self.table.zone);
        }
        let rows = self.table.rows(first).start..self.table.rows(last).end;
        let begin_before = |row: usize| known.partition_point(|session| (session.row as usize) < row);
        let (from, to) = (begin_before(rows.start), begin_before(rows.end));
        let begins = |at: usize| {
            known
                .get(at)
                .map_or(rows.end, |session| (session.row as usize).min(rows.end))
        };
        scan.sessions_of(scan.pieces(rows.start..begins(from)), edges);
        let head = edges.len();
        let last_inside = to.max(from + 1) - 1;
        if to > from {
            scan.sessions_of(scan.pieces(begins(last_inside)..rows.end), edges);
        }
        let (head, tail) = edges.split_at(head);
        let inside = known.get(from..last_inside).unwrap_or_default();
        let all = head.iter().chain(inside).chain(tail).copied();
        sessions::sum_up(all, &mut self.scratch.lengths, self.table.zone)
    }
}
