//! Makes a play table from plays that come one by one, in any order, without a second copy of them.
//! A play's start decides its day: by the table's time zone, at its first whole second.

use std::{cmp::Reverse, sync::OnceLock};

use chrono_tz::Tz;

use crate::{
    Catalogue, HiddenPlays, PlayAttributes, PlayTable, TableRow, TrackNo,
    catalogue_index::CatalogueIndex,
    day::EpochDays,
    flags::{ESTIMATED, HIDDEN, SKIP_KNOWN, SKIPPED, TRACK},
    hours,
    matching_plays::began_second,
};

/// Twelve days; a play of more than a week is a mistake in an import.
const LONGEST_MS: u32 = (1 << 30) - 1;

/// Collects plays for a [`PlayTable`].
#[derive(Debug, Default)]
pub struct PlayTableBuilder {
    began_secs: Vec<u32>,
    /// The catalogue's numbers of tracks, and whether the play is hidden.
    flagged_tracks: Vec<u32>,
    ms_played: Vec<u32>,
    attributes: Vec<u16>,
    hidden_spans: Vec<(i64, i64)>,
    /// Whether each track is hidden; those beyond the end are not.
    hidden_tracks: Vec<bool>,
}

impl PlayTableBuilder {
    /// Starts without plays, for a listener who hid these.
    pub fn new(hidden: HiddenPlays) -> Self {
        let mut hidden_tracks = Vec::new();
        for track in &hidden.tracks {
            if hidden_tracks.len() <= track.index() {
                hidden_tracks.resize(track.index() + 1, false);
            }
            if let Some(is_hidden) = hidden_tracks.get_mut(track.index()) {
                *is_hidden = true;
            }
        }
        Self {
            hidden_spans: hidden.spans,
            hidden_tracks,
            ..Self::default()
        }
    }

    /// Adds one play.
    pub fn push(&mut self, play: TableRow) {
        let ended_ms = play.began_ms + i64::from(play.ms_played);
        let is_hidden = self.hidden_tracks.get(play.track.index()) == Some(&true)
            || self
                .hidden_spans
                .iter()
                .any(|(from, to)| (*from..*to).contains(&ended_ms));
        self.began_secs.push(began_second(play.began_ms));
        self.flagged_tracks
            .push(play.track.0.min(TRACK) | flag(is_hidden, HIDDEN));
        self.ms_played.push(play.ms_played.min(LONGEST_MS));
        self.attributes.push(play.attributes);
    }

    /// Makes the table. A play of a track that is not in the catalogue, or with attributes that are not in the list, is left out.
    pub fn finish(mut self, catalogue: &Catalogue, attribute_sets: Vec<PlayAttributes>, zone: Tz) -> PlayTable {
        self.leave_out_unknown(catalogue.tracks.len(), attribute_sets.len());
        let catalogue = CatalogueIndex::new(catalogue, self.most_played_first(catalogue.tracks.len()));
        let flags: Vec<u32> = attribute_sets.iter().map(flags).collect();
        for (flagged, attributes) in self.flagged_tracks.iter_mut().zip(&self.attributes) {
            let flags = flags.get(usize::from(*attributes)).copied().unwrap_or_default();
            let number = catalogue.number_of(TrackNo(*flagged & TRACK)).unwrap_or_default();
            *flagged = *flagged & HIDDEN | flags | number;
        }
        self.sort_by_start();
        let runs = hours::runs(&self.began_secs, zone);
        for column in [&mut self.began_secs, &mut self.flagged_tracks, &mut self.ms_played] {
            column.shrink_to_fit();
        }
        self.attributes.shrink_to_fit();
        let days = || runs.iter().map(|run| i32::from(run.day));
        let life = days()
            .min()
            .zip(days().max())
            .map(|(first, last)| EpochDays { first, last });
        PlayTable {
            began_secs: self.began_secs,
            flagged_tracks: self.flagged_tracks,
            ms_played: self.ms_played,
            attributes: self.attributes,
            runs,
            catalogue,
            attribute_sets,
            zone,
            life,
            lengths_ms: OnceLock::new(),
        }
    }

    fn leave_out_unknown(&mut self, tracks: usize, attribute_sets: usize) {
        let rows = self.flagged_tracks.iter().zip(&self.attributes);
        let known: Vec<bool> = rows
            .map(|(flagged, attributes)| {
                ((flagged & TRACK) as usize) < tracks && usize::from(*attributes) < attribute_sets
            })
            .collect();
        if known.contains(&false) {
            retain(&mut self.began_secs, &known);
            retain(&mut self.flagged_tracks, &known);
            retain(&mut self.ms_played, &known);
            retain(&mut self.attributes, &known);
        }
    }

    /// The catalogue's numbers of tracks, the most played first.
    fn most_played_first(&self, tracks: usize) -> Vec<u32> {
        let mut counts = vec![0u32; tracks];
        for flagged in &self.flagged_tracks {
            if let Some(count) = counts.get_mut((flagged & TRACK) as usize) {
                *count += 1;
            }
        }
        let mut order: Vec<u32> = (0..tracks as u32).collect();
        order.sort_by_key(|track| Reverse(counts.get(*track as usize)));
        order
    }

    fn sort_by_start(&mut self) {
        if self.began_secs.is_sorted() {
            return;
        }
        let mut order: Vec<u32> = (0..self.began_secs.len() as u32).collect();
        // Stable, and quick where little is out of order.
        order.sort_by_key(|row| self.began_secs.get(*row as usize));
        for column in [&mut self.began_secs, &mut self.flagged_tracks, &mut self.ms_played] {
            arrange(column, &order);
        }
        arrange(&mut self.attributes, &order);
    }
}

fn flags(attributes: &PlayAttributes) -> u32 {
    flag(attributes.estimated, ESTIMATED)
        | flag(attributes.skipped.is_some(), SKIP_KNOWN)
        | flag(attributes.skipped == Some(true), SKIPPED)
}

fn flag(set: bool, bit: u32) -> u32 {
    if set { bit } else { 0 }
}

fn retain<T>(column: &mut Vec<T>, known: &[bool]) {
    let mut known = known.iter();
    column.retain(|_| known.next() == Some(&true));
}

fn arrange<T: Copy>(column: &mut Vec<T>, order: &[u32]) {
    *column = order
        .iter()
        .filter_map(|row| column.get(*row as usize).copied())
        .collect();
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;
    use plays::Kind;

    use super::*;
    use crate::{AlbumNo, CatalogueTrack};

    /// A play in each half hour of three weeks.
    fn three_weeks(from_secs: i64, zone: Tz) -> PlayTable {
        let track = CatalogueTrack {
            kind: Kind::Music,
            album: AlbumNo(0),
            artists: Vec::new(),
            length_ms: None,
        };
        let catalogue = Catalogue {
            tracks: vec![track],
            albums: 1,
            ..Catalogue::default()
        };
        let mut builder = PlayTableBuilder::new(HiddenPlays::default());
        for half_hour in 0..21 * 48 {
            builder.push(TableRow {
                began_ms: (from_secs + half_hour * 1800) * 1000,
                ms_played: 1000,
                track: TrackNo(0),
                attributes: 0,
            });
        }
        builder.finish(&catalogue, vec![PlayAttributes::default()], zone)
    }

    /// Looks at one row after the other.
    fn rows_of(table: &PlayTable, days: EpochDays) -> Vec<u32> {
        let day = |row: &u32| table.run_of(*row).map(|run| i32::from(run.day));
        let rows = 0..table.len() as u32;
        rows.filter(|row| day(row).is_some_and(|day| days.contains(day)))
            .collect()
    }

    #[test]
    fn a_range_of_days_has_the_rows_of_its_days_even_where_clocks_went_back_over_midnight() {
        // Casey's clocks went from 02:00 back to 23:00 of the day before, in the middle of these weeks.
        let table = three_weeks(1_266_800_000, Tz::Antarctica__Casey);
        let life = table.life.unwrap();
        let mut most = 0;
        for first in life.first - 3..=life.last + 3 {
            for last in first..=life.last + 3 {
                let days = EpochDays { first, last };
                let pieces = table.rows_of_days(Some(days));
                most = most.max(pieces.len());
                let rows: Vec<u32> = pieces.into_iter().flatten().collect();
                assert_eq!(rows, rows_of(&table, days));
            }
        }
        assert_eq!(most, 2);
        assert_eq!(table.rows_of_days(None), []);
    }
}
