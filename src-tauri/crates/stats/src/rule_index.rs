//! What follows from the counting rule and from what is hidden, before any filter: each play's weight, and the first play
//! that counts of each track, album, artist and genre. Kept until another rule is asked for.

use plays::CountingRule;

use crate::{
    PlayAttributes, PlayTable,
    flags::{HIDDEN, TRACK},
    grouping::Grouping,
    weight::COUNTS,
};

/// Later than any row.
const NEVER: u32 = u32::MAX;
/// Longer than any play.
const ENDLESS_MS: u32 = 1 << 30;
/// An artist stayed if played again at least this long after the first time.
const STAYED_SECS: u32 = 30 * 86_400;

/// What follows from one rule. Its memory is used again for the next rule.
#[derive(Debug, Default)]
pub(crate) struct RuleIndex {
    /// The rule, and whether hidden plays are counted; `None` before the first update.
    made_for: Option<(CountingRule, bool)>,
    pub(crate) with_hidden: bool,
    /// By row.
    pub(crate) weights: Vec<u32>,
    pub(crate) tracks: FirstRows,
    pub(crate) albums: FirstRows,
    pub(crate) artists: FirstRows,
    pub(crate) genres: FirstRows,
    /// Whether each artist was played again long after the first time.
    pub(crate) stayed: Vec<bool>,
}

/// For each number the row of its first play that counts. Rows are in the order in which plays began.
#[derive(Debug, Default)]
pub(crate) struct FirstRows(Vec<u32>);

impl FirstRows {
    pub(crate) fn of(&self, number: u32) -> Option<u32> {
        self.0.get(number as usize).copied().filter(|row| *row != NEVER)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Option<u32>> {
        self.0.iter().map(|row| (*row != NEVER).then_some(*row))
    }

    fn clear(&mut self, count: usize) {
        self.0.clear();
        self.0.resize(count, NEVER);
    }

    fn add(&mut self, number: u32, row: u32) {
        if let Some(first) = self.0.get_mut(number as usize) {
            *first = row.min(*first);
        }
    }
}

impl RuleIndex {
    /// Makes it that of a rule, unless it is already; returns whether it changed.
    pub(crate) fn update(&mut self, table: &PlayTable, rule: CountingRule, with_hidden: bool) -> bool {
        let made_for = Some((rule, with_hidden));
        if self.made_for == made_for {
            return false;
        }
        self.made_for = made_for;
        self.with_hidden = with_hidden;
        fill_weights(table, rule, with_hidden, &mut self.weights);
        self.find_first_plays(table);
        true
    }

    /// Makes the next update start anew, because it will be about another table.
    pub(crate) fn invalidate(&mut self) {
        self.made_for = None;
    }

    pub(crate) fn first_rows(&self, grouping: Grouping) -> &FirstRows {
        match grouping {
            Grouping::Track => &self.tracks,
            Grouping::Album => &self.albums,
            Grouping::Artist => &self.artists,
            Grouping::Genre | Grouping::Family => &self.genres,
        }
    }

    /// Finds the first play of everything, and which artists stayed.
    fn find_first_plays(&mut self, table: &PlayTable) {
        let catalogue = &table.catalogue;
        let tracks = catalogue.track_count();
        // Whether a play counts is as good as random: one that does not is written to a spare entry, instead of branching.
        let entry = |flagged: u32, weight: u32| {
            let counts = (weight >> 31).wrapping_neg();
            (flagged & TRACK & counts | tracks as u32 & !counts) as usize
        };
        let mut last_of_tracks = vec![0; tracks + 1];
        self.tracks.clear(tracks + 1);
        // Forwards for the last and backwards for the first, so that nothing has to be compared with what was written before.
        let rows = table
            .flagged_tracks
            .iter()
            .zip(&self.weights)
            .zip(0..table.len() as u32);
        for (early, late) in rows.clone().zip(rows.rev()) {
            let ((flagged, weight), row) = early;
            if let Some(last) = last_of_tracks.get_mut(entry(*flagged, *weight)) {
                *last = row;
            }
            let ((flagged, weight), row) = late;
            if let Some(first) = self.tracks.0.get_mut(entry(*flagged, *weight)) {
                *first = row;
            }
        }
        self.tracks.0.truncate(tracks);
        self.albums.clear(catalogue.album_count);
        self.artists.clear(catalogue.artist_count);
        let mut last_of_artists = vec![0; catalogue.artist_count];
        let of_tracks = self.tracks.0.iter().zip(&last_of_tracks).zip(&catalogue.albums);
        for (((first, last), album), track) in of_tracks.zip(0..) {
            self.albums.add(*album, *first);
            for artist in catalogue.artists.of(track) {
                self.artists.add(*artist, *first);
                if let Some(last_of_artist) = last_of_artists.get_mut(*artist as usize) {
                    *last_of_artist = (*last).max(*last_of_artist);
                }
            }
        }
        // A play has the genres of all its artists, who are fewer than tracks.
        self.genres.clear(Grouping::Family.count(catalogue));
        for (first, artist) in self.artists.0.iter().zip(0..) {
            for genre in catalogue.artist_genres.of(artist) {
                self.genres.add(*genre, *first);
            }
        }
        let stayed = |(first, last): (Option<u32>, &u32)| {
            first.is_some_and(|first| table.began_second(*last) - table.began_second(first) >= STAYED_SECS)
        };
        self.stayed.clear();
        self.stayed
            .extend(self.artists.iter().zip(&last_of_artists).map(stayed));
    }
}

/// Gives each play its weight by a rule.
// By itself, so that the compiler knows the columns to lie apart and weighs several plays at once.
#[inline(never)]
fn fill_weights(table: &PlayTable, rule: CountingRule, with_hidden: bool, into: &mut Vec<u32>) {
    let hidden = if with_hidden { 0 } else { HIDDEN };
    // By signs and without a branch, for the same reason.
    let weight = |flagged: u32, ms: u32, least_ms: u32| {
        let counts = !ms.wrapping_sub(least_ms) & COUNTS;
        let shown = !((flagged & hidden).cast_signed() >> 31).cast_unsigned();
        (ms | counts) & shown
    };
    let rows = || table.flagged_tracks.iter().zip(&table.ms_played);
    let least_of = |least: &[u32], flagged: u32| least.get((flagged & TRACK) as usize).copied().unwrap_or(ENDLESS_MS);
    into.clear();
    match rule {
        CountingRule::AtLeast { ms: least } => {
            let least = least.min(ENDLESS_MS);
            into.extend(rows().map(|(flagged, ms)| weight(*flagged, *ms, least)));
        }
        CountingRule::HalfTheTrack => {
            let half = |length: &u32| length.div_ceil(2).clamp(1, ENDLESS_MS);
            let least: Vec<u32> = table.lengths_ms().iter().map(half).collect();
            into.extend(rows().map(|(flagged, ms)| weight(*flagged, *ms, least_of(&least, *flagged))));
        }
        CountingRule::ToTheEnd => {
            let whole = |length: &u32| (*length).clamp(1, ENDLESS_MS);
            let least: Vec<u32> = table.lengths_ms().iter().map(whole).collect();
            // Where it is known how a play ended, the track's length does not matter: a mask for it, and what to use instead.
            let by_ending = |attributes: &PlayAttributes| match attributes.finished {
                None => (u32::MAX, 0),
                Some(true) => (0, 0),
                Some(false) => (0, ENDLESS_MS),
            };
            let by_ending: Vec<(u32, u32)> = table.attribute_sets.iter().map(by_ending).collect();
            let rows = rows().zip(&table.attributes);
            into.extend(rows.map(|((flagged, ms), attributes)| {
                let (length_mask, instead) = by_ending.get(usize::from(*attributes)).copied().unwrap_or_default();
                weight(*flagged, *ms, least_of(&least, *flagged) & length_mask | instead)
            }));
        }
    }
}
