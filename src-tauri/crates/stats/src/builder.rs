//! Makes tables: takes plays one by one, in any order, and needs no other copy of them meanwhile.

use std::{cmp::Reverse, sync::OnceLock};

use chrono_tz::Tz;

use crate::{
    Catalogue, HiddenPlays, PlayAttributes, PlayRow, PlayTable, TrackNo,
    day::Span,
    groups::Groups,
    hours::{self, Run},
    table::{ESTIMATED, HIDDEN, SKIP_KNOWN, SKIPPED, TRACK},
};

/// Twelve days; an import takes a play of more than a week for a mistake.
const LONGEST_MS: u32 = (1 << 30) - 1;

/// A table to be.
#[derive(Debug, Default)]
pub struct PlayTableBuilder {
    began: Vec<u32>,
    /// The catalogue's numbers of tracks, and whether the play is hidden.
    item: Vec<u32>,
    ms: Vec<u32>,
    class: Vec<u16>,
    hidden: HiddenPlays,
    /// Whether each track is hidden.
    hides: Vec<bool>,
    before: Before,
}

/// What was in the table that this one continues.
#[derive(Debug, Default)]
struct Before {
    rows: usize,
    runs: Vec<Run>,
    /// The catalogue's numbers of its tracks, in its order.
    order: Vec<u32>,
}

impl PlayTableBuilder {
    /// An empty one, for a listener who hid this.
    pub fn new(hidden: HiddenPlays) -> Self {
        let mut hides = Vec::new();
        for track in &hidden.tracks {
            if hides.len() <= track.index() {
                hides.resize(track.index() + 1, false);
            }
            if let Some(hides) = hides.get_mut(track.index()) {
                *hides = true;
            }
        }
        Self {
            hidden,
            hides,
            ..Self::default()
        }
    }

    /// One that holds a table's plays already.
    pub(crate) fn after(table: &PlayTable) -> Self {
        let outer = |item: &u32| item & !TRACK | table.groups.outer(item & TRACK).0;
        Self {
            began: table.began.clone(),
            item: table.item.iter().map(outer).collect(),
            ms: table.ms.clone(),
            class: table.class.clone(),
            before: Before {
                rows: table.len(),
                runs: table.runs.clone(),
                order: table.groups.outer.clone(),
            },
            ..Self::new(table.hidden.clone())
        }
    }

    /// Takes one more.
    pub fn push(&mut self, play: PlayRow) {
        let ended_ms = play.began_ms + i64::from(play.ms_played);
        let is_hidden = self.hides.get(play.track.index()) == Some(&true)
            || self
                .hidden
                .spans
                .iter()
                .any(|(from, to)| (*from..*to).contains(&ended_ms));
        self.began
            .push(u32::try_from(play.began_ms.div_euclid(1000).max(0)).unwrap_or(u32::MAX));
        self.item.push(play.track.0.min(TRACK) | flag(is_hidden, HIDDEN));
        self.ms.push(play.ms_played.min(LONGEST_MS));
        self.class.push(play.attributes);
    }

    /// The table. A play that names no track of the catalogue, or no class, is left out.
    pub fn finish(mut self, catalogue: &Catalogue, classes: Vec<PlayAttributes>, zone: Tz) -> PlayTable {
        self.leave_out(catalogue.tracks.len(), classes.len());
        let groups = Groups::new(catalogue, self.order(catalogue.tracks.len()));
        let flags: Vec<u32> = classes.iter().map(flags).collect();
        for (item, class) in self.item.iter_mut().zip(&self.class) {
            let flags = flags.get(usize::from(*class)).copied().unwrap_or_default();
            *item = *item & HIDDEN | flags | groups.inner(TrackNo(*item & TRACK)).unwrap_or_default();
        }
        let kept = self.sort();
        let mut runs = self.before.runs;
        runs.truncate(runs.partition_point(|run| (run.row as usize) < kept));
        hours::extend(&mut runs, &self.began, kept, zone);
        runs.shrink_to_fit();
        for column in [&mut self.began, &mut self.item, &mut self.ms] {
            column.shrink_to_fit();
        }
        self.class.shrink_to_fit();
        let days = || runs.iter().map(|run| i32::from(run.day));
        let life = days().min().zip(days().max()).map(|(first, last)| Span { first, last });
        PlayTable {
            began: self.began,
            item: self.item,
            ms: self.ms,
            class: self.class,
            runs,
            groups,
            classes,
            zone,
            life,
            hidden: self.hidden,
            lengths_ms: OnceLock::new(),
        }
    }

    fn leave_out(&mut self, tracks: usize, classes: usize) {
        let rows = self.item.iter().zip(&self.class);
        let keeps: Vec<bool> = rows
            .map(|(item, class)| ((item & TRACK) as usize) < tracks && usize::from(*class) < classes)
            .collect();
        if keeps.contains(&false) {
            let kept = |column: &mut Vec<u32>| {
                let mut keeps = keeps.iter();
                column.retain(|_| keeps.next() == Some(&true));
            };
            kept(&mut self.began);
            kept(&mut self.item);
            kept(&mut self.ms);
            let mut keeps = keeps.iter();
            self.class.retain(|_| keeps.next() == Some(&true));
        }
    }

    /// The tracks, the most played first; those of a table that is continued stay in its order, before the others.
    fn order(&mut self, tracks: usize) -> Vec<u32> {
        let mut order = std::mem::take(&mut self.before.order);
        if order.is_empty() {
            let mut counts = vec![0u32; tracks];
            for item in &self.item {
                if let Some(count) = counts.get_mut((item & TRACK) as usize) {
                    *count += 1;
                }
            }
            order = (0..tracks as u32).collect();
            order.sort_by_key(|track| Reverse(counts.get(*track as usize)));
        } else {
            order.extend(order.len() as u32..tracks as u32);
        }
        order
    }

    /// Puts rows into the order of their starts; those before the row that comes back stand where they stood.
    fn sort(&mut self) -> usize {
        if self.began.is_sorted() {
            return self.before.rows;
        }
        let mut order: Vec<u32> = (0..self.began.len() as u32).collect();
        // Stable, and quick where little is out of order.
        order.sort_by_key(|row| self.began.get(*row as usize));
        let moved = order
            .iter()
            .zip(0..)
            .position(|(from, to)| *from != to)
            .unwrap_or_default();
        for column in [&mut self.began, &mut self.item, &mut self.ms] {
            arrange(column, &order);
        }
        arrange(&mut self.class, &order);
        moved.min(self.before.rows)
    }
}

fn flags(class: &PlayAttributes) -> u32 {
    flag(class.estimated, ESTIMATED)
        | flag(class.skipped.is_some(), SKIP_KNOWN)
        | flag(class.skipped == Some(true), SKIPPED)
}

fn flag(set: bool, bit: u32) -> u32 {
    if set { bit } else { 0 }
}

fn arrange<T: Copy>(column: &mut Vec<T>, order: &[u32]) {
    *column = order
        .iter()
        .filter_map(|row| column.get(*row as usize).copied())
        .collect();
}
