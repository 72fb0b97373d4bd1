//! A filter made ready for the passes: what it says of tracks, hours and classes, looked up by number.
//! The range is not part of it: one sieve serves a whole drag of the brush.

use std::slice;

use crate::{Filter, PlayAttributes, PlayTable, Selection};

/// The track is of a kind asked for.
pub(crate) const KIND: u8 = 1;
/// Its credited artists pass. So for the others.
pub(crate) const ARTISTS: u8 = 1 << 1;
/// Its album passes.
pub(crate) const ALBUMS: u8 = 1 << 2;
/// It passes itself.
pub(crate) const TRACKS: u8 = 1 << 3;
/// Its genres pass.
pub(crate) const GENRES: u8 = 1 << 4;
/// All of it.
pub(crate) const ALL: u8 = KIND | ARTISTS | ALBUMS | TRACKS | GENRES;

/// A filter by number, at any time.
#[derive(Debug)]
pub(crate) struct Sieve {
    pub(crate) filter: Filter,
    /// For each track the parts of the filter that it passes.
    pub(crate) parts: Vec<u8>,
    /// For each hour of the week, whether it is asked for.
    pub(crate) hours: [bool; 7 * 24],
    /// For each class all bits or none; `None` where every class passes.
    pub(crate) classes: Option<Vec<u64>>,
}

impl Sieve {
    pub(crate) fn new(table: &PlayTable, filter: Filter) -> Self {
        let groups = &table.groups;
        let tracks = groups.tracks();
        let mut parts = vec![0; tracks];
        for (parts, kind) in parts.iter_mut().zip(&groups.kinds) {
            if filter.kinds.contains(kind) {
                *parts |= KIND;
            }
        }
        let mut mark = |part: u8, picked: Option<Picked>, lets: &dyn Fn(&Picked, u32) -> bool| {
            for (parts, track) in parts.iter_mut().zip(0..) {
                if picked.as_ref().is_none_or(|picked| lets(picked, track)) {
                    *parts |= part;
                }
            }
        };
        let artists = Picked::new(&filter.artists, groups.artist_count, |artist| artist.0);
        mark(ARTISTS, artists, &|picked, track| picked.lets(groups.artists.of(track)));
        let albums = Picked::new(&filter.albums, groups.album_count, |album| album.0);
        mark(ALBUMS, albums, &|picked, track| {
            picked.lets(groups.albums.get(track as usize).map_or(&[], slice::from_ref))
        });
        let itself = Picked::new(&filter.tracks, tracks, |track| groups.inner(*track).unwrap_or(u32::MAX));
        mark(TRACKS, itself, &|picked, track| picked.lets(&[track]));
        let genres = Picked::new(&filter.genres, groups.genre_count, |genre| genre.0);
        mark(GENRES, genres, &|picked, track| picked.lets(groups.genres.of(track)));
        let hours = std::array::from_fn(|hour| {
            let weekday = filter.weekdays.get(hour / 24);
            weekday == Some(&true) && filter.hours.get(hour % 24) == Some(&true)
        });
        let class_passes = |class: &PlayAttributes| passes(class, &filter);
        let classes = (!table.classes.iter().all(class_passes)).then(|| {
            let bits = |class| if class_passes(class) { u64::MAX } else { 0 };
            table.classes.iter().map(bits).collect()
        });
        Self {
            filter,
            parts,
            hours,
            classes,
        }
    }
}

fn passes(class: &PlayAttributes, filter: &Filter) -> bool {
    let (platforms, countries) = (&filter.platforms, &filter.countries);
    filter.skipped.is_none_or(|skipped| class.skipped == Some(skipped))
        && filter.shuffle.is_none_or(|shuffle| class.shuffle == Some(shuffle))
        && (platforms.is_empty() || class.platform.is_some_and(|platform| platforms.contains(&platform)))
        && (countries.is_empty() || class.country.is_some_and(|country| countries.contains(&country)))
}

/// What a filter says of each of many. `None` where it says nothing.
struct Picked {
    only: Option<Vec<bool>>,
    never: Vec<bool>,
}

impl Picked {
    fn new<N>(pick: &Selection<N>, count: usize, number: impl Fn(&N) -> u32) -> Option<Self> {
        let marks = |some: &[N]| {
            let mut marks = vec![false; count];
            for one in some {
                if let Some(mark) = marks.get_mut(number(one) as usize) {
                    *mark = true;
                }
            }
            marks
        };
        (!pick.is_any()).then(|| Self {
            only: (!pick.only.is_empty()).then(|| marks(&pick.only)),
            never: marks(&pick.never),
        })
    }

    fn lets(&self, some: &[u32]) -> bool {
        let any = |marks: &[bool]| some.iter().any(|one| marks.get(*one as usize) == Some(&true));
        self.only.as_deref().is_none_or(any) && !any(&self.never)
    }
}
