//! What follows from the counting rule and from what is hidden, before any filter: which plays count, and when each track,
//! album, artist and genre was first heard. Kept until another rule is asked for.

use plays::CountingRule;

use crate::{
    PlayAttributes, PlayTable, packed,
    table::{HIDDEN, TRACK},
};

/// A play that counts has this bit beside its length.
pub(crate) const COUNTS: u32 = 1 << 31;

/// Later than any row.
const NEVER: u32 = u32::MAX;
/// Longer than any play.
const ENDLESS_MS: u32 = 1 << 30;
/// An artist stayed if heard again so long after the first time, in seconds.
const STAYED: u32 = 30 * 86_400;

/// What follows from one rule. Its space is used again for the next.
#[derive(Debug, Default)]
pub(crate) struct Ground {
    of: Option<(CountingRule, bool)>,
    pub(crate) with_hidden: bool,
    /// Each play's length and whether it counts; nothing for a hidden one.
    pub(crate) weight: Vec<u32>,
    /// The row of each track's first play that counts. Rows are in the order of their starts.
    pub(crate) tracks: Firsts,
    pub(crate) albums: Firsts,
    pub(crate) artists: Firsts,
    pub(crate) genres: Firsts,
    /// Whether each artist was heard again long after the first time.
    pub(crate) stayed: Vec<bool>,
}

/// For each of many the row of the first play that counts.
#[derive(Debug, Default)]
pub(crate) struct Firsts(Vec<u32>);

impl Firsts {
    pub(crate) fn of(&self, number: u32) -> Option<u32> {
        self.0.get(number as usize).copied().filter(|row| *row != NEVER)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Option<u32>> {
        self.0.iter().map(|row| (*row != NEVER).then_some(*row))
    }

    fn forget(&mut self, count: usize) {
        self.0.clear();
        self.0.resize(count, NEVER);
    }

    fn widen(&mut self, number: u32, row: u32) {
        if let Some(first) = self.0.get_mut(number as usize) {
            *first = row.min(*first);
        }
    }
}

impl Ground {
    /// Becomes that of a rule; says whether it was that of another.
    pub(crate) fn lay(&mut self, table: &PlayTable, rule: CountingRule, with_hidden: bool) -> bool {
        let of = Some((rule, with_hidden));
        if self.of == of {
            return false;
        }
        self.of = of;
        self.with_hidden = with_hidden;
        weigh(table, rule, with_hidden, &mut self.weight);
        self.know(table);
        true
    }

    /// Of no rule, for another table comes.
    pub(crate) fn forget(&mut self) {
        self.of = None;
    }

    /// When everybody and everything was first heard, and who stayed.
    fn know(&mut self, table: &PlayTable) {
        let groups = &table.groups;
        let tracks = groups.tracks();
        // Whether a play counts is as good as random: one that does not is noted at a place of its own, instead of branching.
        let place = |item: u32, weight: u32| {
            let counts = (weight >> 31).wrapping_neg();
            (item & TRACK & counts | tracks as u32 & !counts) as usize
        };
        let mut lasts = vec![0; tracks + 1];
        self.tracks.forget(tracks + 1);
        // Forwards for the last and backwards for the first, so that nothing has to be compared with what is known already.
        let rows = table.item.iter().zip(&self.weight).zip(0..table.len() as u32);
        for (early, late) in rows.clone().zip(rows.rev()) {
            let ((item, weight), row) = early;
            if let Some(last) = lasts.get_mut(place(*item, *weight)) {
                *last = row;
            }
            let ((item, weight), row) = late;
            if let Some(first) = self.tracks.0.get_mut(place(*item, *weight)) {
                *first = row;
            }
        }
        self.tracks.0.truncate(tracks);
        self.albums.forget(groups.album_count);
        self.artists.forget(groups.artist_count);
        let mut last_of_artists = vec![0; groups.artist_count];
        let of_tracks = self.tracks.0.iter().zip(&lasts).zip(&groups.albums);
        for (((first, last), album), track) in of_tracks.zip(0..) {
            self.albums.widen(*album, *first);
            for artist in groups.artists.of(track) {
                self.artists.widen(*artist, *first);
                if let Some(last_of_artist) = last_of_artists.get_mut(*artist as usize) {
                    *last_of_artist = (*last).max(*last_of_artist);
                }
            }
        }
        // A play has the genres of all its artists, who are fewer than tracks.
        self.genres.forget(groups.genre_count);
        for (first, artist) in self.artists.0.iter().zip(0..) {
            for genre in groups.artist_genres.of(artist) {
                self.genres.widen(*genre, *first);
            }
        }
        let stayed = |(first, last): (Option<u32>, &u32)| {
            first.is_some_and(|first| table.second(*last) - table.second(first) >= STAYED)
        };
        self.stayed.clear();
        self.stayed
            .extend(self.artists.iter().zip(&last_of_artists).map(stayed));
    }
}

fn weigh(table: &PlayTable, rule: CountingRule, with_hidden: bool, into: &mut Vec<u32>) {
    let hidden = if with_hidden { 0 } else { HIDDEN };
    // By signs and without a branch, so that several plays are weighed at once.
    let weight = |item: u32, ms: u32, least_ms: u32| {
        let counts = !ms.wrapping_sub(least_ms) & COUNTS;
        let shown = !((item & hidden).cast_signed() >> 31).cast_unsigned();
        (ms | counts) & shown
    };
    let rows = || table.item.iter().zip(&table.ms);
    let least_of = |least: &[u32], item: u32| least.get((item & TRACK) as usize).copied().unwrap_or(ENDLESS_MS);
    into.clear();
    match rule {
        CountingRule::AtLeast { ms: least } => {
            let least = least.min(ENDLESS_MS);
            into.extend(rows().map(|(item, ms)| weight(*item, *ms, least)));
        }
        CountingRule::HalfTheTrack => {
            let half = |length: &u32| length.div_ceil(2).clamp(1, ENDLESS_MS);
            let least: Vec<u32> = table.lengths_ms().iter().map(half).collect();
            into.extend(rows().map(|(item, ms)| weight(*item, *ms, least_of(&least, *item))));
        }
        CountingRule::ToTheEnd => {
            let whole = |length: &u32| (*length).clamp(1, ENDLESS_MS);
            let least: Vec<u32> = table.lengths_ms().iter().map(whole).collect();
            // Who told how a play ended leaves nothing of the track's length.
            let told = |class: &PlayAttributes| match class.finished {
                None => (u32::MAX, 0),
                Some(true) => (0, 0),
                Some(false) => (0, ENDLESS_MS),
            };
            let told: Vec<(u32, u32)> = table.classes.iter().map(told).collect();
            let rows = rows().zip(&table.class);
            into.extend(rows.map(|((item, ms), class)| {
                let (of_track, instead) = told.get(usize::from(*class)).copied().unwrap_or_default();
                weight(*item, *ms, least_of(&least, *item) & of_track | instead)
            }));
        }
    }
}

/// The play's length and whether it counts, in one word.
pub(crate) fn amount(weight: u32) -> u64 {
    packed::of(weight & COUNTS != 0, weight & !COUNTS)
}
