//! Gaps: spans in which plays are known to be missing from a recording. An import covers what it tells of without a break; what
//! it covers is taken off when asking, so that undoing it opens the gap again.

use plays::{Evidence, Provenance};
use store::{Gap, SourceKind, StoreError};

use super::{Archive, owner::OWNER};

/// An import that is silent for longer tells nothing of the time between: a file of it may be missing.
const SILENCE_MS: i64 = 31 * 24 * 60 * 60 * 1000;

impl Archive {
    /// What is left of every gap in the recording that counts, oldest first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn open_gaps(&self) -> Result<Vec<Gap>, StoreError> {
        self.gaps_beside(&[])
    }

    /// What would be left of every gap, if an import covered `spans` as well.
    pub(super) fn gaps_beside(&self, spans: &[(i64, i64)]) -> Result<Vec<Gap>, StoreError> {
        let noted = self.store().gaps()?;
        if noted.is_empty() {
            return Ok(Vec::new());
        }
        let owner = self.store().note(OWNER)?;
        let sources = self.store().sources()?;
        let counts = |id| {
            let recording = sources.iter().find(|source| source.id == id);
            recording.is_some_and(|source| source.kind == SourceKind::Live && Some(&source.name) == owner.as_ref())
        };
        let mut covered = self.store().spans()?;
        covered.extend(spans);
        let noted = noted.iter().filter(|(recording, _)| counts(*recording));
        let mut open: Vec<Gap> = noted.flat_map(|(_, gap)| left_of(gap, &covered)).collect();
        open.sort();
        Ok(open)
    }
}

/// The times that an import tells of without a break. What others recorded and it only passes on covers nothing.
pub(super) fn spans(evidence: &[Evidence]) -> Vec<(i64, i64)> {
    let told = evidence.iter().filter(|row| row.provenance != Provenance::Live);
    let mut ends: Vec<i64> = told.map(|row| row.ended_at.as_millis()).collect();
    ends.sort_unstable();
    let stretches = ends.chunk_by(|earlier, later| later - earlier <= SILENCE_MS);
    stretches
        .filter_map(|stretch| Some((*stretch.first()?, *stretch.last()?)))
        .collect()
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
    fn what_an_import_is_silent_about_is_not_covered() {
        let day = 24 * 60 * 60 * 1000;
        let row = |provenance, days: i64| Evidence {
            ended_at: plays::PlayedAt::from_millis(days * day),
            item: 1,
            ms_played: 1,
            circumstance: 1,
            provenance,
        };
        let told = [10, 0, 31, 400].map(|days| row(Provenance::Extended, days));
        assert_eq!(spans(&told), [(0, 31 * day), (400 * day, 400 * day)]);
        assert_eq!(spans(&[row(Provenance::Live, 0), row(Provenance::Live, 1)]), []);
    }

    #[test]
    fn two_imports_close_it_together() {
        assert_eq!(left(&[(0, 150), (140, 300)]), []);
    }
}
