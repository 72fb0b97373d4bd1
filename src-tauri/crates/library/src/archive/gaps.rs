//! Gaps: spans in which plays are known to be missing. An import covers what lies between its first and last play; what it
//! covers is taken off when asking, so that undoing it opens the gap again.

use store::{Gap, SourceKind, StoreError};

use super::Archive;

impl Archive {
    /// What is left of every gap that was noted, oldest first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn open_gaps(&self) -> Result<Vec<Gap>, StoreError> {
        self.gaps_beside(None)
    }

    /// What would be left of every gap, if an import covered `span` as well.
    pub(super) fn gaps_beside(&self, span: Option<(i64, i64)>) -> Result<Vec<Gap>, StoreError> {
        let noted = self.store().gaps()?;
        if noted.is_empty() {
            return Ok(noted);
        }
        let sources = self.store().sources()?;
        let imports = sources.into_iter().filter(|source| source.kind == SourceKind::Import);
        let covered: Vec<(i64, i64)> = imports.filter_map(|source| source.span).chain(span).collect();
        let mut open: Vec<Gap> = noted.iter().flat_map(|gap| left_of(gap, &covered)).collect();
        open.sort();
        Ok(open)
    }
}

fn left_of(gap: &Gap, covered: &[(i64, i64)]) -> Vec<Gap> {
    let mut left = vec![(gap.from, gap.to)];
    for &(first, last) in covered {
        left = left
            .into_iter()
            .flat_map(|(from, to)| [(from, to.min(first)), (from.max(last), to)])
            .filter(|(from, to)| from < to)
            .collect();
    }
    left.dedup();
    left.into_iter()
        .map(|(from, to)| Gap {
            from,
            to,
            why: gap.why.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(covered: &[(i64, i64)]) -> Vec<(i64, i64)> {
        let gap = Gap {
            from: 100,
            to: 200,
            why: String::new(),
        };
        let left = left_of(&gap, covered).into_iter();
        left.map(|gap| (gap.from, gap.to)).collect()
    }

    #[test]
    fn an_import_over_the_whole_gap_closes_it() {
        assert_eq!(left(&[(0, 300)]), []);
        assert_eq!(left(&[(100, 200)]), []);
    }

    #[test]
    fn what_no_import_reaches_stays_open() {
        assert_eq!(left(&[]), [(100, 200)]);
        assert_eq!(left(&[(0, 50)]), [(100, 200)]);
        assert_eq!(left(&[(0, 150)]), [(150, 200)]);
        assert_eq!(left(&[(120, 150)]), [(100, 120), (150, 200)]);
    }

    #[test]
    fn two_imports_close_it_together() {
        assert_eq!(left(&[(0, 150), (140, 300)]), []);
    }
}
