//! Puts rows together that have a number in common, with little memory: a life has a million of them.

use rayon::prelude::*;

/// Most groups are small: giving fewer than these to another core takes longer than looking at them.
const LEAST_GROUPS: usize = 256;

/// Places of rows, group by group.
pub(crate) struct Grouped {
    /// Number and place; equal numbers stand together.
    entries: Vec<u64>,
    places: Vec<u32>,
}

/// `places` in groups of equal numbers. In a group, the smaller place comes first.
pub(crate) fn grouped(places: &[u32], number: impl Fn(u32) -> u32 + Sync) -> Grouped {
    // One number sorts several times faster than rows do.
    let entry = |place: &u32| u64::from(number(*place)) << 32 | u64::from(*place);
    let mut entries: Vec<u64> = places.par_iter().map(entry).collect();
    entries.par_sort_unstable();
    Grouped {
        places: entries.iter().map(|entry| *entry as u32).collect(),
        entries,
    }
}

impl Grouped {
    /// What `each` finds in the groups of two and more, on all cores. It is lent something to work with, made by `begin`, that earlier
    /// groups have used.
    pub(crate) fn find_in_each<W, T: Send>(
        &mut self,
        begin: impl Fn() -> W + Sync + Send,
        each: impl Fn(&mut W, &mut [u32]) -> Vec<T> + Sync + Send,
    ) -> Vec<T> {
        let groups: Vec<&mut [u32]> = self.chunks_mut().filter(|group| group.len() > 1).collect();
        let found = groups.into_par_iter().with_min_len(LEAST_GROUPS).map_init(begin, each);
        found.flatten_iter().collect()
    }

    /// The groups, in the order of their numbers.
    fn chunks_mut(&mut self) -> impl Iterator<Item = &mut [u32]> {
        let mut rest = self.places.as_mut_slice();
        let groups = self.entries.chunk_by(|one, next| one >> 32 == next >> 32);
        groups.map(move |group| {
            let (group, after) = std::mem::take(&mut rest).split_at_mut(group.len());
            rest = after;
            group
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_one_number_stand_together() {
        let mut groups = grouped(&[5, 1, 4, 2, 0], |place| place % 3);
        let groups: Vec<&[u32]> = groups.chunks_mut().map(|group| &*group).collect();
        assert_eq!(groups, [&[0][..], &[1, 4], &[2, 5]]);
        assert_eq!(grouped(&[], |place| place).chunks_mut().count(), 0);
    }
}
