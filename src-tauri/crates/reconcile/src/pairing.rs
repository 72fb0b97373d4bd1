//! Pairs two lists that are in order of time: as many pairs as possible, in order, each entry in one pair at most; of those ways
//! the ones with the smallest sum of distances; and of those the one that pairs the earliest entries.

/// Where a partner may lie, in milliseconds since 1970.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    pub(crate) from: i64,
    pub(crate) to: i64,
}

/// The most cells of one table that are computed, and how many for each entry whatever the size of the table. Where the windows of
/// very many entries touch, each entry takes the first partner that is free instead.
const MAX_CELLS: usize = 1 << 20;
const CELLS_PER_ENTRY: usize = 64;
/// How far one entry looks for the first partner that is free.
const LOOK_AHEAD: usize = 1 << 10;

/// The pairs, as indices into `left` and `right`, in the order of `left`. `distance` may only be `Some` where the two windows touch.
pub(crate) fn pair(
    left: &[Window],
    right: &[Window],
    distance: impl Fn(usize, usize) -> Option<u64>,
) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    // Entries whose windows do not touch, not even through others, can't be partners: each bundle is paired on its own.
    let mut all: Vec<(Window, Option<usize>, Option<usize>)> = Vec::with_capacity(left.len() + right.len());
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
        let mut lefts: Vec<usize> = bundle.iter().filter_map(|(_, at, _)| *at).collect();
        let mut rights: Vec<usize> = bundle.iter().filter_map(|(_, _, at)| *at).collect();
        if lefts.is_empty() || rights.is_empty() {
            continue;
        }
        lefts.sort_unstable();
        rights.sort_unstable();
        let found = pair_bundle(&Bundle::new(left, right, &lefts, &rights), |l, r| {
            distance(lefts[l], rights[r])
        });
        pairs.extend(found.into_iter().map(|(l, r)| (lefts[l], rights[r])));
    }
    pairs.sort_unstable();
    pairs
}

/// For each entry on the left the entries on the right that may be its partners: from `first` on, before `end`. Both only grow.
struct Bundle {
    first: Vec<usize>,
    end: Vec<usize>,
    rights: usize,
}

impl Bundle {
    fn new(left: &[Window], right: &[Window], lefts: &[usize], rights: &[usize]) -> Self {
        // The latest end up to each entry, and the earliest beginning from it on: both are in order, as the windows need not be.
        let mut latest_to: Vec<i64> = rights.iter().map(|at| right[*at].to).collect();
        let mut earliest_from: Vec<i64> = rights.iter().map(|at| right[*at].from).collect();
        for at in 1..rights.len() {
            latest_to[at] = latest_to[at].max(latest_to[at - 1]);
        }
        for at in (1..rights.len()).rev() {
            earliest_from[at - 1] = earliest_from[at - 1].min(earliest_from[at]);
        }
        let window = |at: &usize| left[*at];
        let mut first: Vec<usize> = lefts
            .iter()
            .map(|at| latest_to.partition_point(|to| *to < window(at).from))
            .collect();
        let mut end: Vec<usize> = lefts
            .iter()
            .map(|at| earliest_from.partition_point(|from| *from <= window(at).to))
            .collect();
        for at in (1..first.len()).rev() {
            first[at - 1] = first[at - 1].min(first[at]);
        }
        for at in 1..end.len() {
            end[at] = end[at].max(end[at - 1]);
        }
        for (first, end) in first.iter().zip(&mut end) {
            *end = (*end).max(*first);
        }
        Self {
            first,
            end,
            rights: rights.len(),
        }
    }

    fn lefts(&self) -> usize {
        self.first.len()
    }

    fn cells(&self) -> usize {
        self.first.iter().zip(&self.end).map(|(first, end)| end - first).sum()
    }
}

fn pair_bundle(bundle: &Bundle, distance: impl Fn(usize, usize) -> Option<u64>) -> Vec<(usize, usize)> {
    let cells = bundle.cells();
    if cells <= MAX_CELLS || cells <= CELLS_PER_ENTRY * (bundle.lefts() + bundle.rights) {
        best_pairs(bundle, distance)
    } else {
        first_free_pairs(bundle, distance)
    }
}

/// How many pairs, and the sum of their distances.
type Score = (u32, u64);

fn is_better(one: Score, other: Score) -> bool {
    one.0 > other.0 || (one.0 == other.0 && one.1 < other.1)
}

/// What to do with an entry on the left and one on the right, when nothing before them matters any more.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    Pair,
    SkipRight,
    SkipLeft,
}

/// Computes backwards the best score from each pair of entries on, then follows the best steps forward.
fn best_pairs(bundle: &Bundle, distance: impl Fn(usize, usize) -> Option<u64>) -> Vec<(usize, usize)> {
    let mut steps: Vec<Vec<Step>> = Vec::with_capacity(bundle.lefts());
    // The scores of the next entry on the left, from its first possible partner to the place after its last.
    let (mut below, mut below_first) = (vec![(0, 0)], bundle.rights);
    for left in (0..bundle.lefts()).rev() {
        let (first, end) = (bundle.first[left], bundle.end[left]);
        let score_below = |right: usize| below[right.max(below_first) - below_first];
        let mut scores: Vec<Score> = vec![(0, 0); end - first + 1];
        let mut row = vec![Step::SkipLeft; end - first];
        scores[end - first] = score_below(end);
        let mut later_pairs = false;
        for right in (first..end).rev() {
            let later = scores[right - first + 1];
            let (mut score, mut step) = (score_below(right), Step::SkipLeft);
            if is_better(later, score) || (later == score && later_pairs) {
                (score, step) = (later, Step::SkipRight);
            }
            if let Some(apart) = distance(left, right) {
                let (pairs, sum) = score_below(right + 1);
                let paired = (pairs + 1, sum + apart);
                if !is_better(score, paired) {
                    (score, step) = (paired, Step::Pair);
                }
            }
            later_pairs = step != Step::SkipLeft;
            scores[right - first] = score;
            row[right - first] = step;
        }
        steps.push(row);
        (below, below_first) = (scores, first);
    }
    steps.reverse();
    let mut pairs = Vec::new();
    let mut free = 0;
    for (left, steps) in steps.iter().enumerate() {
        let first = bundle.first[left];
        for right in free.max(first)..bundle.end[left] {
            match steps[right - first] {
                Step::SkipRight => {}
                Step::SkipLeft => break,
                Step::Pair => {
                    pairs.push((left, right));
                    free = right + 1;
                    break;
                }
            }
        }
    }
    pairs
}

/// Each takes the first partner that is free.
fn first_free_pairs(bundle: &Bundle, distance: impl Fn(usize, usize) -> Option<u64>) -> Vec<(usize, usize)> {
    let mut free = 0;
    let mut pairs = Vec::new();
    for left in 0..bundle.lefts() {
        let from = free.max(bundle.first[left]);
        let candidates = (from..bundle.end[left]).take(LOOK_AHEAD);
        if let Some(right) = candidates.into_iter().find(|right| distance(left, *right).is_some()) {
            pairs.push((left, right));
            free = right + 1;
        }
    }
    pairs
}
