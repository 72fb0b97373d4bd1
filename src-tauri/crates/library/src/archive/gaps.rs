//! Gaps: times in which plays are known to be missing. A recording opens a gap. An import closes what it covers, which means
//! the times that it reports on without a break. That is subtracted when gaps are asked for, so undoing the import opens the
//! gap again.

use plays::{Evidence, PlayedAt, Provenance};
use spotify::{RecentPage, RecentPlay};
use store::{Gap, SourceKind, StoreError, Write};

use super::{Archive, owner::OWNER};

/// How far the time in Spotify's list of recent plays may be from the end of a play.
const NEAR_MS: i64 = 90_000;
/// If an import has no play for longer than this, it does not cover the time in between: one of its files may be missing.
const SILENCE_MS: i64 = 31 * 24 * 60 * 60 * 1000;

impl Archive {
    /// What remains of every gap in the recordings of the archive's owner, oldest first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn open_gaps(&self) -> Result<Vec<Gap>, StoreError> {
        self.gaps_after_covering(&[])
    }

    /// What would remain of every gap if an import covered `spans` as well.
    pub(super) fn gaps_after_covering(&self, spans: &[(i64, i64)]) -> Result<Vec<Gap>, StoreError> {
        let recorded = self.store().gaps()?;
        if recorded.is_empty() {
            return Ok(Vec::new());
        }
        let owner = self.store().note(OWNER)?;
        let sources = self.store().sources()?;
        let is_owners = |id| {
            let recording = sources.iter().find(|source| source.id == id);
            recording.is_some_and(|source| source.kind == SourceKind::Live && Some(&source.name) == owner.as_ref())
        };
        let mut covered = self.store().spans()?;
        covered.extend(spans);
        let recorded = recorded.iter().filter(|(recording, _)| is_owners(*recording));
        let mut open: Vec<Gap> = recorded.flat_map(|(_, gap)| remainders(gap, &covered)).collect();
        open.sort();
        Ok(open)
    }
}

/// The times that an import covers. Recorded plays of another archive that it passes on cover nothing.
pub(super) fn covered_spans(evidence: &[Evidence]) -> Vec<(i64, i64)> {
    let exported = evidence.iter().filter(|row| row.provenance != Provenance::Live);
    let mut ends: Vec<i64> = exported.map(|row| row.ended_at.as_millis()).collect();
    ends.sort_unstable();
    let stretches = ends.chunk_by(|earlier, later| later - earlier <= SILENCE_MS);
    stretches
        .filter_map(|stretch| Some((*stretch.first()?, *stretch.last()?)))
        .collect()
}

/// The gap between the latest play in the archive and the first of `page`. There is none if the page reaches back to a play
/// that is known, which it surely does when some of it is not new or when Spotify had no more plays to give.
pub(super) fn gap_before(write: &Write<'_>, page: &RecentPage, all_new: bool) -> Result<Option<Gap>, StoreError> {
    if !(page.full && all_new) {
        return Ok(None);
    }
    let began = |play: &RecentPlay| PlayedAt::from(play.played_at).as_millis() - i64::from(play.track.duration_ms);
    let Some(to) = page.plays.iter().map(began).min() else {
        return Ok(None);
    };
    let latest = write.last_end()?.filter(|latest| latest + NEAR_MS < to);
    Ok(latest.map(|from| Gap {
        from,
        to,
        why: "not_running".to_owned(),
    }))
}

/// The parts of `gap` that none of `covered` touches.
fn remainders(gap: &Gap, covered: &[(i64, i64)]) -> Vec<Gap> {
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
        let left = remainders(&gap, covered).into_iter();
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
            ended_at: PlayedAt::from_millis(days * day),
            item: 1,
            told_ms: 1,
            circumstance: 1,
            number: 0,
            provenance,
        };
        let exported = [10, 0, 31, 400].map(|days| row(Provenance::Extended, days));
        assert_eq!(covered_spans(&exported), [(0, 31 * day), (400 * day, 400 * day)]);
        assert_eq!(covered_spans(&[row(Provenance::Live, 0), row(Provenance::Live, 1)]), []);
    }

    #[test]
    fn two_imports_close_it_together() {
        assert_eq!(left(&[(0, 150), (140, 300)]), []);
    }
}
