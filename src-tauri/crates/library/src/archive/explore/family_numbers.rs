//! The numbers of families in the table: families come after the genres.

use stats::GenreNo;

/// Which family each genre is rolled up to, and the families that have a genre in the archive.
#[derive(Debug, Default)]
pub(super) struct FamilyNumbers {
    /// In alphabetical order.
    names: Vec<&'static str>,
    /// The number of genres: that of the first family.
    first: u32,
    /// By genre: its family's number.
    of_genres: Vec<Option<GenreNo>>,
}

impl FamilyNumbers {
    /// Of genres in the order of their numbers.
    pub(super) fn new<'a>(genres: impl IntoIterator<Item = &'a str>) -> Self {
        let families: Vec<Option<&'static str>> = genres.into_iter().map(genres::families::family).collect();
        let mut names: Vec<&'static str> = families.iter().flatten().copied().collect();
        names.sort_unstable();
        names.dedup();
        let first = families.len() as u32;
        let number = |family: &&'static str| Some(GenreNo(first + names.binary_search(family).ok()? as u32));
        let of_genres = families.iter().map(|family| family.as_ref().and_then(number)).collect();
        Self {
            names,
            first,
            of_genres,
        }
    }

    pub(super) fn count(&self) -> usize {
        self.names.len()
    }

    /// The family that a genre is rolled up to.
    pub(super) fn of(&self, genre: GenreNo) -> Option<GenreNo> {
        *self.of_genres.get(genre.index())?
    }

    /// The name of a family; `None` for the number of a genre.
    pub(super) fn name(&self, family: GenreNo) -> Option<&'static str> {
        let at = family.0.checked_sub(self.first)?;
        self.names.get(at as usize).copied()
    }

    /// The number of the family of this name, whatever its case.
    pub(super) fn number(&self, name: &str) -> Option<GenreNo> {
        let at = self.names.iter().position(|family| family.eq_ignore_ascii_case(name))?;
        Some(GenreNo(self.first + at as u32))
    }

    /// Every family's number and name.
    pub(super) fn all(&self) -> impl Iterator<Item = (GenreNo, &'static str)> {
        (self.first..).map(GenreNo).zip(self.names.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_come_after_the_genres_in_alphabetical_order() {
        let families = FamilyNumbers::new(["black metal", "deep house", "no such music", "doom metal"]);
        assert_eq!(families.count(), 2);
        let of: Vec<_> = (0..4).map(|genre| families.of(GenreNo(genre))).collect();
        let (electronic, metal) = (GenreNo(4), GenreNo(5));
        assert_eq!(of, [Some(metal), Some(electronic), None, Some(metal)]);
        assert_eq!(families.name(metal), Some("metal"));
        assert_eq!(families.name(GenreNo(3)), None);
        assert_eq!(families.number("Electronic"), Some(electronic));
        assert_eq!(families.number("jazz"), None);
    }
}
