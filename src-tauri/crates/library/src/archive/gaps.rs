//! Gaps: times in which plays are missing from a recording, or may be. A recording opens a gap; `reconcile::gap_before` has the rule.
//! An import closes what it covers, which means the times that it reports on without a break. That is subtracted when gaps are asked
//! for, so undoing the import opens the gap again.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use plays::{Evidence, Provenance};
use reconcile::{MOVED_MS, Row, Rows, SHORTEST_GAP_MS, SURE_GAP_MS, began_ms};
use store::{EvidenceRow, Gap, GapKind, NamingId, Source, SourceId, SourceKind, StoreError, Write};

use super::{
    Archive,
    clock::last_possible,
    evidence_rows::{ArchiveRows, names},
    owner::OWNER,
};

/// If an import has no play for longer than this, it does not cover the time in between: one of its files may be missing.
const SILENCE_MS: i64 = 31 * DAY_MS;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

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
        let mut imported = self.store().spans()?;
        imported.extend(spans);
        // The listener knows better than any file.
        imported.extend(self.store().complete_times()?.iter().map(|time| (time.from, time.to)));
        let owners = sources.iter().filter(|source| is_owners(source.id));
        let recordings: Vec<(SourceId, Vec<(i64, i64)>)> = owners
            .map(|source| (source.id, without_gaps(source, &recorded)))
            .collect();
        let left = recorded
            .iter()
            .filter(|(recording, _)| is_owners(*recording))
            .flat_map(|(recording, gap)| {
                // Spotify's list tells of all plays of the account, so what another machine recorded is missing nowhere.
                let others = recordings.iter().filter(|(other, _)| other != recording);
                let covered: Vec<_> = imported
                    .iter()
                    .chain(others.flat_map(|(_, spans)| spans))
                    .copied()
                    .collect();
                remainders(gap, &covered)
            });
        Ok(united(left.collect()))
    }
}

/// The times of a recording in which nothing is missing.
fn without_gaps(recording: &Source, gaps: &[(SourceId, Gap)]) -> Vec<(i64, i64)> {
    let mut spans: Vec<(i64, i64)> = recording.span.into_iter().collect();
    for (_, gap) in gaps.iter().filter(|(source, _)| *source == recording.id) {
        spans = spans
            .into_iter()
            .flat_map(|(from, to)| [(from, to.min(gap.from)), (from.max(gap.to), to)])
            .filter(|(from, to)| from <= to)
            .collect();
    }
    spans
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

/// Notes the gap before `page` and returns it. `page` is a whole answer of Spotify's list of recent plays; none of its rows is stored
/// yet, but its tracks are. What was noted within the time of the page is no gap any more, because the page tells what was played.
pub(super) fn note_gap_before(
    write: &mut Write<'_>,
    recording: SourceId,
    page: &[EvidenceRow],
    now: DateTime<Utc>,
) -> Result<Option<Gap>, StoreError> {
    let last_possible = last_possible(now).as_millis();
    let stamps = page.iter().map(|row| row.evidence.ended_at.as_millis());
    let Some(first) = stamps.filter(|at| *at <= last_possible).min() else {
        return Ok(None);
    };
    let recorded = write.recorded_from(recording, first - MOVED_MS)?;
    let used: BTreeSet<NamingId> = page.iter().chain(&recorded).map(|row| row.naming).collect();
    let (names, namings) = names(&mut write.namings_of(used)?);
    let rows = |rows: &[EvidenceRow]| -> Result<Vec<Row>, StoreError> {
        let rows = ArchiveRows::new(write, rows, &namings)?;
        let all = (0..rows.count()).map(|place| rows.row(place));
        Ok(all
            .map(|row| Row {
                set_aside: row.at_ms > last_possible,
                ..row
            })
            .collect())
    };
    let (page, recorded) = (rows(page)?, rows(&recorded)?);
    let gap = reconcile::gap_before(&page, &recorded, &names).map(|gap| Gap {
        from: gap.from_ms,
        to: gap.to_ms,
        kind: if gap.is_sure {
            GapKind::Missing
        } else {
            GapKind::MayBeMissing
        },
    });
    close_within(write, recording, &page, &recorded)?;
    if let Some(gap) = &gap {
        write.add_gap(recording, gap)?;
    }
    Ok(gap)
}

/// Cuts the time that a page tells of out of the noted gaps. It ends with the newest play and begins with the oldest, or with what the
/// recording knew before that if there is no time between them.
fn close_within(write: &mut Write<'_>, recording: SourceId, page: &[Row], recorded: &[Row]) -> Result<(), StoreError> {
    let possible = || page.iter().filter(|row| !row.set_aside);
    let oldest = possible().min_by_key(|row| row.at_ms);
    let newest = possible().max_by_key(|row| row.at_ms);
    let Some((oldest, newest)) = oldest.zip(newest) else {
        return Ok(());
    };
    let before = recorded
        .iter()
        .map(|row| row.at_ms)
        .filter(|at| *at < oldest.at_ms)
        .max();
    let first = before.map_or(began_ms(oldest), |before| before.max(began_ms(oldest)));
    for noted in write.gaps_in(recording)? {
        let left = remainders(&noted, &[(first, newest.at_ms)]);
        if left != [noted] {
            write.remove_gap(recording, &noted)?;
            for gap in &left {
                write.add_gap(recording, gap)?;
            }
        }
    }
    Ok(())
}

/// The parts of `gap` that none of `covered` touches and that would be gaps of their own: as long as the shortest, and sure if they
/// are as long as a sure one.
fn remainders(gap: &Gap, covered: &[(i64, i64)]) -> Vec<Gap> {
    let mut left = vec![(gap.from, gap.to)];
    for &(first, last) in covered {
        left = left
            .into_iter()
            .flat_map(|(from, to)| [(from, to.min(first)), (from.max(last), to)])
            .filter(|(from, to)| to - from > SHORTEST_GAP_MS)
            .collect();
    }
    left.dedup();
    left.into_iter()
        .map(|(from, to)| Gap {
            from,
            to,
            kind: if to - from >= SURE_GAP_MS {
                gap.kind
            } else {
                GapKind::MayBeMissing
            },
        })
        .collect()
}

/// Gaps that overlap are one, oldest first. They do where Spotify fills in plays at the end of a gap, and after a restore.
fn united(mut gaps: Vec<Gap>) -> Vec<Gap> {
    gaps.sort_unstable();
    let mut united: Vec<Gap> = Vec::with_capacity(gaps.len());
    for gap in gaps {
        match united.last_mut().filter(|last| gap.from < last.to) {
            // What is missing in a part is missing in the whole.
            Some(last) => {
                last.to = last.to.max(gap.to);
                last.kind = last.kind.min(gap.kind);
            }
            None => united.push(gap),
        }
    }
    united
}

#[cfg(test)]
mod tests {
    use plays::PlayedAt;

    use super::*;

    fn gap(from: i64, to: i64, kind: GapKind) -> Gap {
        Gap { from, to, kind }
    }

    /// What is left of a gap of 100 minutes; all times are minutes.
    fn left(covered: &[(i64, i64)]) -> Vec<(i64, i64)> {
        const MINUTE: i64 = 60_000;
        let gap = gap(100 * MINUTE, 200 * MINUTE, GapKind::MayBeMissing);
        let covered: Vec<_> = covered
            .iter()
            .map(|(first, last)| (first * MINUTE, last * MINUTE))
            .collect();
        let left = remainders(&gap, &covered).into_iter();
        left.map(|gap| (gap.from / MINUTE, gap.to / MINUTE)).collect()
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
            times: provenance.times(),
        };
        let exported = [10, 0, 31, 400].map(|days| row(Provenance::Extended, days));
        assert_eq!(covered_spans(&exported), [(0, 31 * day), (400 * day, 400 * day)]);
        assert_eq!(covered_spans(&[row(Provenance::Live, 0), row(Provenance::Live, 1)]), []);
    }

    #[test]
    fn two_imports_close_it_together() {
        assert_eq!(left(&[(0, 150), (140, 300)]), []);
        assert_eq!(left(&[(0, 150), (151, 300)]), [], "no gap is that short");
    }

    #[test]
    fn what_is_left_of_a_gap_is_sure_while_it_is_half_a_day_long() {
        let hour = 60 * 60 * 1000;
        let whole = gap(0, 20 * hour, GapKind::Missing);
        let kinds = |covered| {
            let left = remainders(&whole, &[covered]).into_iter();
            left.map(|gap| gap.kind).collect::<Vec<_>>()
        };
        assert_eq!(kinds((-hour, 8 * hour)), [GapKind::Missing]);
        assert_eq!(kinds((-hour, 9 * hour)), [GapKind::MayBeMissing]);
    }

    #[test]
    fn gaps_that_overlap_are_one_and_those_that_touch_are_two() {
        let (sure, may_be) = (GapKind::Missing, GapKind::MayBeMissing);
        let gaps = vec![
            gap(50, 90, may_be),
            gap(0, 60, sure),
            gap(90, 95, may_be),
            gap(10, 20, may_be),
        ];
        assert_eq!(united(gaps), [gap(0, 90, sure), gap(90, 95, may_be)]);
    }
}
