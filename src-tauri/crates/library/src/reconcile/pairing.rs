//! Pairs two lists that are in order of time: as many pairs as possible, in order, each entry in one pair at most, and of all
//! such ways the one with the smallest sum of distances.

use store::EvidenceRow;

/// Where a partner may lie: a time with the reach of the rule on both sides, in milliseconds since 1970.
#[derive(Debug, Clone, Copy)]
pub(super) struct TimeWindow {
    from: i64,
    to: i64,
}

impl TimeWindow {
    /// The time of playing, and `reach` on both sides.
    pub(super) fn around(row: &EvidenceRow, reach: i64) -> Self {
        let end = row.evidence.ended_at.as_millis();
        Self {
            from: end - i64::from(row.evidence.ms_played) - reach,
            to: end + reach,
        }
    }

    /// The end, and `reach` on both sides.
    pub(super) fn of_end(row: &EvidenceRow, reach: i64) -> Self {
        let end = row.evidence.ended_at.as_millis();
        Self {
            from: end - reach,
            to: end + reach,
        }
    }
}

/// The largest table that is computed. It has room for more than a month of one track without a pause on both sides.
const MAX_CELLS: usize = 200_000_000;

/// Which of `left` find a partner. Both lists are in order of time. `distance` may only be `Some` where the windows touch.
pub(super) fn pair(
    left: &[TimeWindow],
    right: &[TimeWindow],
    distance: impl Fn(usize, usize) -> Option<u64>,
) -> Vec<usize> {
    let mut found = Vec::new();
    // Entries whose windows do not touch, not even through others, can't be partners: each bundle is paired on its own.
    let mut all: Vec<(TimeWindow, Option<usize>, Option<usize>)> = Vec::with_capacity(left.len() + right.len());
    all.extend(left.iter().enumerate().map(|(at, window)| (*window, Some(at), None)));
    all.extend(right.iter().enumerate().map(|(at, window)| (*window, None, Some(at))));
    all.sort_by_key(|(window, ..)| window.from);
    let mut rest = all.as_slice();
    while let Some((first, ..)) = rest.first() {
        let mut reach = first.to;
        let mut length = 0;
        while let Some((window, ..)) = rest.get(length).filter(|(window, ..)| window.from <= reach) {
            reach = reach.max(window.to);
            length += 1;
        }
        let (bundle, after) = rest.split_at(length);
        rest = after;
        // A window that begins earlier may end later, so this restores the order of the lists.
        let mut from_left: Vec<usize> = bundle.iter().filter_map(|(_, at, _)| *at).collect();
        let mut from_right: Vec<usize> = bundle.iter().filter_map(|(_, _, at)| *at).collect();
        from_left.sort_unstable();
        from_right.sort_unstable();
        if !from_left.is_empty() && !from_right.is_empty() {
            let partners = best_pairs(from_left.len(), from_right.len(), |l, r| {
                distance(from_left[l], from_right[r])
            });
            found.extend(partners.into_iter().map(|at| from_left[at]));
        }
    }
    found
}

/// Pairs, and the sum of their distances.
type Score = (u32, u64);

fn better(a: Score, b: Score) -> bool {
    a.0 > b.0 || (a.0 == b.0 && a.1 < b.1)
}

/// Computes backwards through both lists the best score from each pair of places on, then follows the best steps forward.
fn best_pairs(lefts: usize, rights: usize, distance: impl Fn(usize, usize) -> Option<u64>) -> Vec<usize> {
    #[derive(Clone, Copy, PartialEq)]
    enum Step {
        Pair,
        SkipRight,
        SkipLeft,
    }
    if lefts.saturating_mul(rights) > MAX_CELLS {
        return first_come_pairs(lefts, rights, distance);
    }
    let mut steps = vec![Step::SkipLeft; lefts * rights];
    let mut below: Vec<Score> = vec![(0, 0); rights + 1];
    for left in (0..lefts).rev() {
        let mut row: Vec<Score> = vec![(0, 0); rights + 1];
        for right in (0..rights).rev() {
            let (mut score, mut step) = (below[right], Step::SkipLeft);
            // On a tie, the earlier entries are paired.
            if !better(score, row[right + 1]) {
                (score, step) = (row[right + 1], Step::SkipRight);
            }
            if let Some(apart) = distance(left, right) {
                let (pairs, sum) = below[right + 1];
                let paired = (pairs + 1, sum + apart);
                if !better(score, paired) {
                    (score, step) = (paired, Step::Pair);
                }
            }
            row[right] = score;
            steps[left * rights + right] = step;
        }
        below = row;
    }
    let (mut left, mut right) = (0, 0);
    let mut partners = Vec::new();
    while left < lefts && right < rights {
        match steps[left * rights + right] {
            Step::Pair => {
                partners.push(left);
                (left, right) = (left + 1, right + 1);
            }
            Step::SkipRight => right += 1,
            Step::SkipLeft => left += 1,
        }
    }
    partners
}

/// Each takes the first partner that is still free. For lists so long that no listener has them.
fn first_come_pairs(lefts: usize, rights: usize, distance: impl Fn(usize, usize) -> Option<u64>) -> Vec<usize> {
    let mut free = 0;
    let mut partners = Vec::new();
    for left in 0..lefts {
        if let Some(right) = (free..rights).find(|right| distance(left, *right).is_some()) {
            partners.push(left);
            free = right + 1;
        }
    }
    partners
}
