//! A recording of Spotify's list: the rows that its pages leave, and the gaps that are noted.

use std::collections::HashSet;

use plays::Provenance;
use reconcile::{Row, SHORTEST_GAP_MS, SURE_GAP_MS, began_ms, gap_before};
use sample::Random;

use crate::catalogue::Catalogue;
use crate::export::Told;
use crate::life::TruePlay;
use crate::recent::{Recent, Shown};
use crate::time::MINUTE;

/// What is left of a recording.
#[derive(Debug, Default)]
pub(crate) struct Recording {
    /// In order of stamps.
    pub(crate) rows: Vec<Told>,
    noted: Vec<Gap>,
    known: HashSet<(u32, i64)>,
}

/// A stretch in which plays are missing, or may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Gap {
    pub(crate) from_ms: i64,
    pub(crate) to_ms: i64,
    pub(crate) is_sure: bool,
}

/// Reads the list at these times.
pub(crate) fn record(
    recent: &mut Recent,
    readings: &[i64],
    plays: &[TruePlay],
    catalogue: &mut Catalogue,
    random: &mut Random,
) -> Recording {
    let mut recording = Recording::default();
    for now in readings {
        let page: Vec<Told> = recent
            .read(*now, random)
            .iter()
            .map(|shown| row(*now, shown, plays, catalogue))
            .collect();
        recording.take_in(&page, catalogue);
    }
    recording
}

fn row(now: i64, shown: &Shown, plays: &[TruePlay], catalogue: &mut Catalogue) -> Told {
    let track = plays[shown.play as usize].track;
    Told {
        row: Row::plain(
            Provenance::Live,
            shown.stamp_ms,
            catalogue.tracks[track as usize].length_ms,
            catalogue.recorded(track, now, shown.second_id),
        ),
        play: shown.play,
    }
}

impl Recording {
    /// Its gaps, in order of time. Those that overlap are one, and plays are missing in the whole if they are missing in a part.
    pub(crate) fn gaps(&self) -> Vec<Gap> {
        let mut noted = self.noted.clone();
        noted.sort_unstable_by_key(|gap| gap.from_ms);
        let mut gaps: Vec<Gap> = Vec::new();
        for gap in noted {
            match gaps.last_mut().filter(|last| gap.from_ms < last.to_ms) {
                Some(last) => {
                    last.to_ms = last.to_ms.max(gap.to_ms);
                    last.is_sure |= gap.is_sure;
                }
                None => gaps.push(gap),
            }
        }
        gaps
    }

    /// As the archive does: a page without anything new is none; the gap before it is found, the gaps within it are closed.
    fn take_in(&mut self, page: &[Told], catalogue: &Catalogue) {
        let is_new = |told: &&Told| !self.known.contains(&(told.row.naming, told.row.at_ms));
        let new: Vec<Told> = page.iter().filter(is_new).copied().collect();
        let (Some(oldest), Some(newest)) = (page.first(), page.last()) else {
            return;
        };
        if new.is_empty() {
            return;
        }
        // Of what lies long before the page, the latest row is enough.
        let near = self
            .rows
            .partition_point(|told| told.row.at_ms < oldest.row.at_ms - MINUTE);
        let recorded: Vec<Row> = self.rows[near.saturating_sub(1)..]
            .iter()
            .map(|told| told.row)
            .collect();
        let rows: Vec<Row> = page.iter().map(|told| told.row).collect();
        let gap = gap_before(&rows, &recorded, &catalogue.names);
        let before = recorded
            .iter()
            .map(|row| row.at_ms)
            .filter(|at| *at < oldest.row.at_ms)
            .max();
        let told_from = before.unwrap_or(i64::MIN).max(began_ms(&oldest.row));
        self.noted = self
            .noted
            .iter()
            .flat_map(|gap| gap.without(told_from, newest.row.at_ms))
            .collect();
        self.noted.extend(gap.map(|gap| Gap {
            from_ms: gap.from_ms,
            to_ms: gap.to_ms,
            is_sure: gap.is_sure,
        }));
        for told in new {
            self.known.insert((told.row.naming, told.row.at_ms));
            let at = self.rows.partition_point(|row| row.row.at_ms <= told.row.at_ms);
            self.rows.insert(at, told);
        }
    }
}

impl Gap {
    /// What is left of it without the time that a page tells of.
    fn without(&self, from: i64, to: i64) -> Vec<Self> {
        let parts = [(self.from_ms, self.to_ms.min(from)), (self.from_ms.max(to), self.to_ms)];
        let mut left: Vec<Self> = parts
            .into_iter()
            .filter(|(from, to)| to - from > SHORTEST_GAP_MS)
            .map(|(from_ms, to_ms)| Self {
                from_ms,
                to_ms,
                is_sure: self.is_sure && to_ms - from_ms >= SURE_GAP_MS,
            })
            .collect();
        left.dedup();
        left
    }
}
