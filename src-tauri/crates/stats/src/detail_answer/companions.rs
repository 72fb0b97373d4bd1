//! Who is played in the same sessions as the subject.

use super::DetailAnswer;
use crate::{
    Companion, compiled_filter::ALL_PARTS, flags::TRACK, rank::GroupSums, sessions::SessionSpan, weight::COUNTS,
};

impl DetailAnswer<'_> {
    /// In how many of `sessions` the subject was played, and with whom. `subject_rows` are the rows of its plays that count.
    pub(super) fn companions(
        &self,
        sums: &GroupSums<'_>,
        sessions: &[SessionSpan],
        subject_rows: &[u32],
    ) -> (u32, Vec<Companion>) {
        let scan = self.scan(&self.kind_filter);
        let count = self.grouping.count(&self.table.catalogue);
        // How many of the subject's sessions each was played in, and the last of them, by its number from 1.
        let mut shared = vec![0u32; count];
        let mut last_shared = vec![0u32; count];
        let (mut subject_sessions, mut subject_rows) = (0, subject_rows.iter().copied().peekable());
        let ends = sessions.iter().skip(1).map(|next| next.row);
        for (session, end) in sessions.iter().zip(ends.chain([self.table.len() as u32])) {
            if subject_rows.peek().is_none_or(|row| *row >= end) {
                continue;
            }
            while subject_rows.next_if(|row| *row < end).is_some() {}
            subject_sessions += 1;
            let rows = scan.columns(session.row as usize..end as usize);
            for (flagged, weight) in rows.flagged_tracks.iter().zip(rows.weights) {
                let track = flagged & TRACK;
                if weight & COUNTS == 0 || !self.kind_filter.passes(track, ALL_PARTS) {
                    continue;
                }
                self.grouping.each(&self.table.catalogue, track, |one| {
                    let at = one as usize;
                    if let (Some(last), Some(sessions)) = (last_shared.get_mut(at), shared.get_mut(at)) {
                        *sessions += u32::from(*last != subject_sessions);
                        *last = subject_sessions;
                    }
                });
            }
        }
        (subject_sessions, self.most_shared(sums, &shared))
    }

    /// Those with the most shared sessions; the order of rankings decides between those with as many.
    fn most_shared(&self, sums: &GroupSums<'_>, shared: &[u32]) -> Vec<Companion> {
        let others = (0..)
            .zip(shared)
            .filter(|(other, sessions)| **sessions > 0 && *other != self.number);
        let mut others: Vec<(u32, u32)> = others.map(|(other, sessions)| (other, *sessions)).collect();
        let order = |(a, a_sessions): &(u32, u32), (b, b_sessions): &(u32, u32)| {
            b_sessions.cmp(a_sessions).then_with(|| sums.order(*a, *b))
        };
        if self.query.ranks < others.len() {
            others.select_nth_unstable_by(self.query.ranks, order);
            others.truncate(self.query.ranks);
        }
        others.sort_unstable_by(order);
        let companions = others.iter().map(|(other, sessions)| Companion {
            subject: self.subject(*other),
            sessions: *sessions,
        });
        companions.collect()
    }
}
