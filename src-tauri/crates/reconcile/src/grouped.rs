//! Puts rows together that have a number in common, with little memory: a life has a million of them.

/// Places of rows, group by group.
pub(crate) struct Grouped {
    /// Number and place; equal numbers stand together.
    entries: Vec<u64>,
    places: Vec<u32>,
}

/// `places` in groups of equal numbers. In a group, the smaller place comes first.
pub(crate) fn grouped(places: &[u32], number: impl Fn(u32) -> u32) -> Grouped {
    // One number sorts several times faster than rows do.
    let entry = |place: &u32| u64::from(number(*place)) << 32 | u64::from(*place);
    let mut entries: Vec<u64> = places.iter().map(entry).collect();
    entries.sort_unstable();
    Grouped {
        places: entries.iter().map(|entry| *entry as u32).collect(),
        entries,
    }
}

impl Grouped {
    /// The groups, in the order of their numbers.
    pub(crate) fn chunks_mut(&mut self) -> impl Iterator<Item = &mut [u32]> {
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
