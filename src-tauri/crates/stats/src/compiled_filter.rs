//! A filter made ready for scans: what it says of tracks, hours and attributes, looked up by number.
//! Its range is left out, so that one compiled filter serves a whole drag of the brush.

use std::slice;

use crate::{Filter, PlayAttributes, PlayTable, Selection, grouping::Grouping};

/// The track is of a kind asked for.
const KIND: u8 = 1;
/// Its credited artists pass.
const ARTISTS: u8 = 1 << 1;
/// Its album passes.
const ALBUM: u8 = 1 << 2;
/// The track itself passes.
const ITSELF: u8 = 1 << 3;
/// Its genres pass.
const GENRES: u8 = 1 << 4;
/// Every part about tracks.
pub(crate) const ALL_PARTS: u8 = KIND | ARTISTS | ALBUM | ITSELF | GENRES;

/// Every part about tracks but the one that chooses among what is grouped by.
pub(crate) fn parts_without(grouping: Grouping) -> u8 {
    ALL_PARTS
        & !match grouping {
            Grouping::Track => ITSELF,
            Grouping::Album => ALBUM,
            Grouping::Artist => ARTISTS,
            Grouping::Genre | Grouping::Family => GENRES,
        }
}

/// A filter in lists by number.
#[derive(Debug)]
pub(crate) struct CompiledFilter {
    /// What it was made from, without range.
    pub(crate) filter: Filter,
    /// For each track a bit for each part of the filter that it passes.
    pub(crate) passed_parts: Vec<u8>,
    /// Whether each hour of the week is asked for.
    pub(crate) hours: [bool; 7 * 24],
    /// For each set of attributes all bits if it passes, or none; `None` where every set passes.
    pub(crate) attribute_masks: Option<Vec<u64>>,
}

impl CompiledFilter {
    pub(crate) fn new(table: &PlayTable, filter: Filter) -> Self {
        let catalogue = &table.catalogue;
        let tracks = catalogue.track_count();
        let mut passed_parts = vec![0; tracks];
        for (parts, kind) in passed_parts.iter_mut().zip(&catalogue.kinds) {
            if filter.kinds.contains(kind) {
                *parts |= KIND;
            }
        }
        let mut mark = |part: u8, marks: Option<Marks>, passes: &dyn Fn(&Marks, u32) -> bool| {
            for (parts, track) in passed_parts.iter_mut().zip(0..) {
                if marks.as_ref().is_none_or(|marks| passes(marks, track)) {
                    *parts |= part;
                }
            }
        };
        let artists = Marks::new(&filter.artists, catalogue.artist_count, |artist| artist.0);
        mark(ARTISTS, artists, &|marks, track| {
            marks.pass(catalogue.artists.of(track))
        });
        let albums = Marks::new(&filter.albums, catalogue.album_count, |album| album.0);
        mark(ALBUM, albums, &|marks, track| {
            marks.pass(catalogue.albums.get(track as usize).map_or(&[], slice::from_ref))
        });
        let itself = Marks::new(&filter.tracks, tracks, |track| {
            catalogue.number_of(*track).unwrap_or(u32::MAX)
        });
        mark(ITSELF, itself, &|marks, track| marks.pass(&[track]));
        let genres = Marks::new(&filter.genres, Grouping::Family.count(catalogue), |genre| genre.0);
        mark(GENRES, genres, &|marks, track| marks.pass(catalogue.genres.of(track)));
        let hours = std::array::from_fn(|hour| {
            let weekday = filter.weekdays.get(hour / 24);
            weekday == Some(&true) && filter.hours.get(hour % 24) == Some(&true)
        });
        let is_passed = |attributes: &PlayAttributes| passes(attributes, &filter);
        let attribute_masks = (!table.attribute_sets.iter().all(is_passed)).then(|| {
            let mask = |attributes| if is_passed(attributes) { u64::MAX } else { 0 };
            table.attribute_sets.iter().map(mask).collect()
        });
        Self {
            filter,
            passed_parts,
            hours,
            attribute_masks,
        }
    }

    /// Whether a track passes all of these parts.
    pub(crate) fn passes(&self, track: u32, parts: u8) -> bool {
        let passed = self.passed_parts.get(track as usize);
        passed.is_some_and(|passed| passed & parts == parts)
    }
}

fn passes(attributes: &PlayAttributes, filter: &Filter) -> bool {
    let (platforms, countries) = (&filter.platforms, &filter.countries);
    filter.skipped.is_none_or(|skipped| attributes.skipped == Some(skipped))
        && filter.shuffle.is_none_or(|shuffle| attributes.shuffle == Some(shuffle))
        && (platforms.is_empty()
            || attributes
                .platform
                .is_some_and(|platform| platforms.contains(&platform)))
        && (countries.is_empty() || attributes.country.is_some_and(|country| countries.contains(&country)))
}

/// A selection by number.
struct Marks {
    /// `None` where none is chosen.
    only: Option<Vec<bool>>,
    never: Vec<bool>,
}

impl Marks {
    /// `None` where everything passes.
    fn new<N>(selection: &Selection<N>, count: usize, number: impl Fn(&N) -> u32) -> Option<Self> {
        let marks = |some: &[N]| {
            let mut marks = vec![false; count];
            for one in some {
                if let Some(mark) = marks.get_mut(number(one) as usize) {
                    *mark = true;
                }
            }
            marks
        };
        (!selection.is_any()).then(|| Self {
            only: (!selection.only.is_empty()).then(|| marks(&selection.only)),
            never: marks(&selection.never),
        })
    }

    fn pass(&self, some: &[u32]) -> bool {
        let any = |marks: &[bool]| some.iter().any(|one| marks.get(*one as usize) == Some(&true));
        self.only.as_deref().is_none_or(any) && !any(&self.never)
    }
}
