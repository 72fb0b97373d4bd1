//! What follows from the counting rule and from what is hidden, before any filter: which plays count, and when each track,
//! album, artist and genre was first and last heard. Kept until another rule is asked for.

use crate::{
    Class, Rule, Table, packed,
    table::{HIDDEN, TRACK},
};

/// A play that counts has this bit beside its length.
pub(crate) const COUNTS: u32 = 1 << 31;

/// The first and the last play that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Known {
    /// Second of its start; [`NEVER`] where none counts.
    pub(crate) first: u32,
    /// Local day of it.
    pub(crate) first_day: u16,
    pub(crate) last: u32,
}

/// Later than anything.
pub(crate) const NEVER: u32 = u32::MAX;

impl Known {
    const NOT: Self = Self {
        first: NEVER,
        first_day: u16::MAX,
        last: 0,
    };

    fn widen(&mut self, other: Self) {
        if other.first < self.first {
            self.first = other.first;
            self.first_day = other.first_day;
        }
        self.last = self.last.max(other.last);
    }

    /// The local day of the first play that counts.
    pub(crate) fn day(self) -> Option<i32> {
        (self.first != NEVER).then_some(i32::from(self.first_day))
    }
}

/// What follows from one rule.
#[derive(Debug)]
pub(crate) struct Ground {
    pub(crate) rule: Rule,
    pub(crate) with_hidden: bool,
    /// Each play's length and whether it counts; nothing for a hidden one.
    pub(crate) weight: Vec<u32>,
    pub(crate) tracks: Vec<Known>,
    pub(crate) albums: Vec<Known>,
    pub(crate) artists: Vec<Known>,
    pub(crate) genres: Vec<Known>,
}

impl Ground {
    pub(crate) fn new(table: &Table, rule: Rule, with_hidden: bool) -> Self {
        let weight = weights(table, rule, with_hidden);
        let tracks = known(table, &weight);
        let groups = &table.groups;
        let mut albums = vec![Known::NOT; groups.album_count];
        let mut artists = vec![Known::NOT; groups.artist_count];
        let mut genres = vec![Known::NOT; groups.genre_count];
        let widen = |all: &mut Vec<Known>, at: u32, known: Known| {
            if let Some(entry) = all.get_mut(at as usize) {
                entry.widen(known);
            }
        };
        for ((known, album), track) in tracks.iter().zip(&groups.albums).zip(0..) {
            widen(&mut albums, *album, *known);
            for artist in groups.artists.of(track) {
                widen(&mut artists, *artist, *known);
            }
            for genre in groups.genres.of(track) {
                widen(&mut genres, *genre, *known);
            }
        }
        Self {
            rule,
            with_hidden,
            weight,
            tracks,
            albums,
            artists,
            genres,
        }
    }
}

/// When each track was first and last heard.
fn known(table: &Table, weight: &[u32]) -> Vec<Known> {
    let count = table.groups.tracks();
    let mut rows = vec![(u32::MAX, 0); count + 1];
    for ((item, weight), row) in table.item.iter().zip(weight).zip(0..) {
        // Whether a play counts is as good as random: one that does not is noted at a place of its own, instead of branching.
        let place = if weight & COUNTS == 0 {
            count
        } else {
            (item & TRACK) as usize
        };
        if let Some((first, last)) = rows.get_mut(place) {
            *first = row.min(*first);
            *last = row;
        }
    }
    let began = |row: u32| table.began.get(row as usize).copied().unwrap_or_default();
    let told = |(first, last): &(u32, u32)| match *first {
        u32::MAX => Known::NOT,
        first => Known {
            first: began(first),
            first_day: table.run_of(first).map_or(0, |run| run.day),
            last: began(*last),
        },
    };
    rows.iter().take(count).map(told).collect()
}

fn weights(table: &Table, rule: Rule, with_hidden: bool) -> Vec<u32> {
    let hidden = if with_hidden { 0 } else { HIDDEN };
    let rows = || table.item.iter().zip(&table.ms);
    let weight = |item: u32, ms: u32, counts: bool| match (item & hidden == 0, counts) {
        (false, _) => 0,
        (true, false) => ms,
        (true, true) => ms | COUNTS,
    };
    match rule {
        // Without a branch, so that several plays are weighed at once.
        Rule::AtLeast { ms: least } => rows()
            .map(|(item, ms)| {
                let shown = u32::from(item & hidden == 0).wrapping_neg();
                (ms | u32::from(*ms >= least) << 31) & shown
            })
            .collect(),
        Rule::HalfTheTrack => {
            let lengths = lengths(table);
            let half = |item: u32, ms: u32| {
                let length = lengths.get((item & TRACK) as usize).copied().unwrap_or(u32::MAX);
                ms > 0 && u64::from(ms) * 2 >= u64::from(length)
            };
            rows().map(|(item, ms)| weight(*item, *ms, half(*item, *ms))).collect()
        }
        Rule::ToTheEnd => {
            let lengths = lengths(table);
            let ended = |item: u32, ms: u32, class: u16| {
                let class = table.classes.get(class as usize).copied().unwrap_or_default();
                let length = lengths.get((item & TRACK) as usize).copied().unwrap_or(u32::MAX);
                class.finished.unwrap_or(ms > 0 && ms >= length)
            };
            rows()
                .zip(&table.class)
                .map(|((item, ms), class)| weight(*item, *ms, ended(*item, *ms, *class)))
                .collect()
        }
    }
}

/// How long each track is: as told, or else as its longest play that ended by itself, or else as its longest play.
fn lengths(table: &Table) -> Vec<u32> {
    let finished: Vec<bool> = table
        .classes
        .iter()
        .map(|Class { finished, .. }| *finished == Some(true))
        .collect();
    let mut longest = vec![(None, 0); table.groups.tracks()];
    for ((item, ms), class) in table.item.iter().zip(&table.ms).zip(&table.class) {
        if let Some((ended, any)) = longest.get_mut((item & TRACK) as usize) {
            *any = (*any).max(*ms);
            if finished.get(*class as usize) == Some(&true) {
                *ended = (*ended).max(Some(*ms));
            }
        }
    }
    let told = table.groups.lengths_ms.iter();
    told.zip(longest)
        .map(|(told, (ended, any))| told.or(ended).unwrap_or(any))
        .collect()
}

/// The play's length and whether it counts, in one word.
pub(crate) fn amount(weight: u32) -> u64 {
    packed::of(weight & COUNTS != 0, weight & !COUNTS)
}
