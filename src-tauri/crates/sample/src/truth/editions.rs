//! Plays that the extended history tells as plays of different items: an older edition had no URI for it, or another one.

use super::{BY_NAMES, Evidence};
use crate::catalogue::Catalogue;

/// One row for each play.
pub(super) fn one_of_each(catalogue: &Catalogue, mut plays: Vec<Evidence>) -> Vec<Evidence> {
    let uri = |play: Evidence| {
        let mut uri = String::new();
        let has_one = play.item & BY_NAMES == 0 && catalogue.write_uri(play.item, &mut uri);
        (!has_one, uri)
    };
    plays.sort_by_key(|play| (play.ms, play.end_secs));
    let mut kept = Vec::with_capacity(plays.len());
    for of_length in plays.chunk_by(|one, next| one.ms == next.ms) {
        // Plays that are at most 2 s apart, also through others.
        for together in of_length.chunk_by(|one, next| next.end_secs - one.end_secs <= 2) {
            let mut left = together.to_vec();
            left.sort_by_cached_key(|play| (play.end_secs, uri(*play)));
            while let Some((one, other)) = first_pair(catalogue, &left) {
                left.remove(if uri(left[one]) < uri(left[other]) { other } else { one });
            }
            kept.extend(left);
        }
    }
    kept
}

fn first_pair(catalogue: &Catalogue, plays: &[Evidence]) -> Option<(usize, usize)> {
    (0..plays.len()).find_map(|one| {
        let other = (one + 1..plays.len()).find(|other| is_same(catalogue, plays[one], plays[*other]))?;
        Some((one, other))
    })
}

fn is_same(catalogue: &Catalogue, one: Evidence, other: Evidence) -> bool {
    let name = |play: Evidence| catalogue.same_name[(play.item & !BY_NAMES) as usize];
    let one_has_no_uri = (one.item | other.item) & BY_NAMES != 0;
    one.item != other.item
        && one.end_secs.abs_diff(other.end_secs) <= 2
        && (one.ms >= 10_000 || (one_has_no_uri && name(one) == name(other)))
}
