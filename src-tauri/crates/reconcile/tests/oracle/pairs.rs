//! Pairing: one to one, in order, as many pairs as possible, of those the least distance, of those the earlier.

use std::cmp::Reverse;

use crate::ledger::Ledger;

/// One way of pairing what is left of two lists. Of two ways, the smaller is the better one.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    /// How many pairs. More are better.
    count: Reverse<usize>,
    /// The sum of their distances.
    distance: i64,
    /// Where they are in the two lists, the weak one's place first. They are in order of the weak rows.
    pairs: Vec<(usize, usize)>,
}

/// Brings rows into the order in which they are paired.
pub(crate) fn in_order(ledger: &Ledger<'_>, places: &[usize]) -> Vec<usize> {
    let mut places = places.to_vec();
    places.sort_by_key(|place| {
        let row = ledger.row(*place);
        (
            row.at_ms,
            row.ms,
            row.naming,
            row.number,
            row.recording,
            row.begin_only,
            *place,
        )
    });
    places
}

/// Pairs weak rows, which are absorbed, with strong ones. `distance` is nothing where two rows cannot be a pair.
/// The result has the places of the rows, the weak one's first.
pub(crate) fn pair(
    ledger: &Ledger<'_>,
    weak: &[usize],
    strong: &[usize],
    distance: impl Fn(usize, usize) -> Option<i64>,
) -> Vec<(usize, usize)> {
    let (weak, strong) = (in_order(ledger, weak), in_order(ledger, strong));
    // `best[i][j]`: the best way for the weak rows from the i-th on and the strong ones from the j-th on. Because pairs do not cross,
    // every way leaves out the first weak row, or leaves out the first strong row, or pairs these two with each other; what follows
    // is a way for a shorter rest. Putting the same thing before two ways leaves the better one the better one: it adds the same
    // to both counts and both distances, and puts the same pair before both lists. So the best of the three is the best of all.
    let mut best = vec![vec![Way::default(); strong.len() + 1]; weak.len() + 1];
    for i in (0..weak.len()).rev() {
        for j in (0..strong.len()).rev() {
            let without_weak = best[i + 1][j].clone();
            let without_strong = best[i][j + 1].clone();
            let mut choice = without_weak.min(without_strong);
            if let Some(apart) = distance(weak[i], strong[j]) {
                let rest = &best[i + 1][j + 1];
                let mut pairs = vec![(i, j)];
                pairs.extend(&rest.pairs);
                let together = Way {
                    count: Reverse(rest.count.0 + 1),
                    distance: rest.distance + apart,
                    pairs,
                };
                choice = choice.min(together);
            }
            best[i][j] = choice;
        }
    }
    best[0][0].pairs.iter().map(|(i, j)| (weak[*i], strong[*j])).collect()
}
