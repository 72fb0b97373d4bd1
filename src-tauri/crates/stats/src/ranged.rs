//! What a range holds, put together from what the whole life holds: the clock, skips and estimates, the sessions.

use crate::{Amount, Sessions, answer::Answering, day::Span, packed, sessions::sessions, survey::Survey, sweep::View};

/// A range without who and what.
pub(crate) struct Ranged {
    pub(crate) clock: Vec<Amount>,
    pub(crate) estimated: u32,
    pub(crate) skips_known: u32,
    pub(crate) skipped: u32,
}

/// What some days of it hold.
pub(crate) fn ranged(view: &View<'_>, survey: &Survey, days: Option<Span>) -> Ranged {
    let mut ranged = Ranged {
        clock: vec![Amount::default(); 7 * 24],
        estimated: 0,
        skips_known: 0,
        skipped: 0,
    };
    for (at, asked, run) in days.into_iter().flat_map(|days| view.runs_of(days)) {
        let Some(sum) = survey.runs.get(at) else {
            continue;
        };
        if let Some(cell) = ranged.clock.get_mut(usize::from(run.hour)) {
            *cell += packed::amount(sum.sum);
        }
        if asked {
            ranged.estimated += sum.estimated;
            ranged.skips_known += sum.skips_known;
            ranged.skipped += sum.skipped;
        }
    }
    ranged
}

impl Answering<'_> {
    /// The sessions of the range. Those that lie in it as a whole are known; those that its ends may cut are made anew.
    pub(crate) fn sessions(&mut self) -> Option<Sessions> {
        let range = self.lived(self.range())?;
        let view = self.view();
        let known = &self.survey.sittings;
        let mut runs = view.runs_of(range).map(|(at, ..)| at);
        let first = runs.next()?;
        let (last, count) = runs.fold((first, 1), |(_, count), at| (at, count + 1));
        let edges = &mut self.scratch.edges;
        edges.clear();
        if last - first + 1 != count {
            // The clocks went back over midnight, so that days beside the range lie between its runs.
            let asked = view.runs_of(range).filter(|(_, asked, _)| *asked);
            view.sittings(asked.map(|(at, ..)| self.table.rows(at)), edges);
            return sessions(edges.iter().copied(), &mut self.scratch.lengths, self.table.zone);
        }
        let rows = self.table.rows(first).start..self.table.rows(last).end;
        let begins_before = |row: usize| known.partition_point(|sitting| (sitting.row as usize) < row);
        let (from, to) = (begins_before(rows.start), begins_before(rows.end));
        let begins = |at: usize| {
            known
                .get(at)
                .map_or(rows.end, |sitting| (sitting.row as usize).min(rows.end))
        };
        view.sittings(view.pieces(rows.start..begins(from)), edges);
        let head = edges.len();
        let last_inside = to.max(from + 1) - 1;
        if to > from {
            view.sittings(view.pieces(begins(last_inside)..rows.end), edges);
        }
        let (head, tail) = edges.split_at(head);
        let inside = known.get(from..last_inside).unwrap_or_default();
        let all = head.iter().chain(inside).chain(tail).copied();
        sessions(all, &mut self.scratch.lengths, self.table.zone)
    }
}
