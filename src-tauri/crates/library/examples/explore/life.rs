//! The archive's plays as the engine takes them, with genres that nobody told: exports know none, so each artist gets up to
//! three of four hundred, some far more common than others.

use std::{collections::HashMap, ops::ControlFlow};

use chrono_tz::Tz;
use plays::Circumstance;
use stats::{
    AlbumNo, ArtistNo, Catalogue, CatalogueTrack, Country, GenreNo, HiddenPlays, Platform, PlayAttributes, PlayTable,
    PlayTableBuilder, TableRow, TrackNo,
};
use store::Store;

use crate::Done;

/// How many are invented.
pub(crate) const GENRES: u32 = 400;

/// What a table is made of.
#[derive(Clone)]
pub(crate) struct Life {
    pub(crate) catalogue: Catalogue,
    pub(crate) classes: Vec<PlayAttributes>,
    pub(crate) plays: Vec<TableRow>,
}

impl Life {
    pub(crate) fn read(store: &Store) -> Done<Self> {
        let catalogue = store.catalogue()?;
        let ids: Vec<u32> = catalogue.tracks.iter().map(|track| track.id).collect();
        let circumstances = store.circumstances()?;
        let mut classes = Vec::new();
        let mut known: HashMap<u32, u16> = HashMap::new();
        let mut plays = Vec::new();
        store.plays(|row| {
            let told = row.evidence;
            let class = *known.entry(told.circumstance).or_insert_with(|| {
                let class = circumstances.get(&told.circumstance).map(class).unwrap_or_default();
                let place = classes.iter().position(|other| *other == class).unwrap_or_else(|| {
                    classes.push(class);
                    classes.len() - 1
                });
                u16::try_from(place).unwrap_or(u16::MAX)
            });
            plays.extend(ids.binary_search(&told.item).ok().map(|track| TableRow {
                began_ms: told.ended_at.as_millis() - i64::from(told.ms_played),
                ms_played: told.ms_played,
                track: TrackNo(track as u32),
                attributes: class,
            }));
            ControlFlow::Continue(())
        })?;
        Ok(Self {
            catalogue: numbered(&catalogue),
            classes,
            plays,
        })
    }

    pub(crate) fn table(&self) -> PlayTable {
        let mut builder = PlayTableBuilder::new(HiddenPlays::default());
        self.plays.iter().for_each(|play| builder.push(*play));
        builder.finish(&self.catalogue, self.classes.clone(), Tz::UTC)
    }
}

/// Numbers of the archive become places in the lists.
fn numbered(known: &store::Catalogue) -> Catalogue {
    let tracks = known.tracks.iter().map(|track| CatalogueTrack {
        kind: track.kind,
        album: AlbumNo(place(&known.albums, track.album, |album| album.id)),
        artists: track
            .credits
            .iter()
            .map(|credit| ArtistNo(place(&known.artists, *credit, |artist| artist.id)))
            .collect(),
        length_ms: track.duration_ms,
    });
    Catalogue {
        tracks: tracks.collect(),
        albums: known.albums.len() as u32,
        artists: (0..known.artists.len() as u32).map(genres).collect(),
        genres: GENRES,
    }
}

fn place<T>(entries: &[T], id: u32, of: impl Fn(&T) -> u32) -> u32 {
    entries
        .binary_search_by_key(&id, of)
        .map_or(u32::MAX, |place| place as u32)
}

/// The same artist has the same ones each time.
fn genres(artist: u32) -> Vec<GenreNo> {
    let genre = |which: u32| {
        let even = f64::from((artist * 3 + which).wrapping_mul(2_654_435_769)) / f64::from(u32::MAX);
        GenreNo(((even * even * f64::from(GENRES)) as u32).min(GENRES - 1))
    };
    let mut genres: Vec<GenreNo> = (0..artist % 4).map(genre).collect();
    genres.sort_unstable();
    genres.dedup();
    genres
}

fn class(told: &Circumstance) -> PlayAttributes {
    let reason = told.reason_end.as_deref();
    PlayAttributes {
        skipped: reason.map(|reason| reason == "fwdbtn"),
        finished: reason.map(|reason| reason == "trackdone"),
        shuffle: told.shuffle,
        platform: told.platform.as_deref().and_then(Platform::of),
        country: told.country.as_deref().and_then(Country::new),
        estimated: false,
    }
}
