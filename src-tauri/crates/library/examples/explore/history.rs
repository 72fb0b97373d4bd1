//! The archive's plays as the engine takes them, with invented genres: exports have none, so each artist gets up to three of
//! four hundred, some far more common than others.

use std::{collections::HashMap, ops::ControlFlow};

use chrono_tz::Tz;
use plays::Circumstance;
use stats::{
    AlbumNo, ArtistNo, Catalogue, CatalogueTrack, Country, GenreNo, HiddenPlays, Platform, PlayAttributes, PlayTable,
    PlayTableBuilder, TableRow, TrackNo,
};
use store::Store;

use crate::Outcome;

/// How many genres are invented.
pub(crate) const GENRES: u32 = 400;

/// What a table is built from.
#[derive(Clone)]
pub(crate) struct SampleHistory {
    pub(crate) catalogue: Catalogue,
    pub(crate) attributes: Vec<PlayAttributes>,
    pub(crate) plays: Vec<TableRow>,
}

impl SampleHistory {
    pub(crate) fn read(store: &Store) -> Outcome<Self> {
        let catalogue = store.catalogue()?;
        let ids: Vec<u32> = catalogue.tracks.iter().map(|track| track.id).collect();
        let circumstances = store.circumstances()?;
        let mut attributes = Vec::new();
        let mut numbers: HashMap<u32, u16> = HashMap::new();
        let mut plays = Vec::new();
        store.plays(|row| {
            let evidence = row.evidence;
            let number = *numbers.entry(evidence.circumstance).or_insert_with(|| {
                let of_play = circumstances
                    .get(&evidence.circumstance)
                    .map(attributes_of)
                    .unwrap_or_default();
                let place = attributes
                    .iter()
                    .position(|other| *other == of_play)
                    .unwrap_or_else(|| {
                        attributes.push(of_play);
                        attributes.len() - 1
                    });
                u16::try_from(place).unwrap_or(u16::MAX)
            });
            plays.extend(ids.binary_search(&evidence.item).ok().map(|track| TableRow {
                began_ms: evidence.ended_at.as_millis() - i64::from(row.ms_played),
                ms_played: row.ms_played,
                track: TrackNo(track as u32),
                attributes: number,
            }));
            ControlFlow::Continue(())
        })?;
        Ok(Self {
            catalogue: numbered(&catalogue),
            attributes,
            plays,
        })
    }

    pub(crate) fn table(&self) -> PlayTable {
        let mut builder = PlayTableBuilder::new(HiddenPlays::default());
        self.plays.iter().for_each(|play| builder.push(*play));
        builder.finish(&self.catalogue, self.attributes.clone(), Tz::UTC)
    }
}

/// Replaces the ids of the archive by places in the lists.
fn numbered(archived: &store::Catalogue) -> Catalogue {
    let tracks = archived.tracks.iter().map(|track| CatalogueTrack {
        kind: track.kind,
        album: AlbumNo(place(&archived.albums, track.album, |album| album.id)),
        artists: track
            .credits
            .iter()
            .map(|credit| ArtistNo(place(&archived.artists, *credit, |artist| artist.id)))
            .collect(),
        length_ms: track.duration_ms,
    });
    Catalogue {
        tracks: tracks.collect(),
        albums: archived.albums.len() as u32,
        artists: (0..archived.artists.len() as u32).map(genres).collect(),
        genres: GENRES,
        families: 0,
    }
}

fn place<T>(entries: &[T], id: u32, of: impl Fn(&T) -> u32) -> u32 {
    entries
        .binary_search_by_key(&id, of)
        .map_or(u32::MAX, |place| place as u32)
}

/// Always the same ones for the same artist.
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

fn attributes_of(circumstance: &Circumstance) -> PlayAttributes {
    let reason = circumstance.reason_end.as_deref();
    PlayAttributes {
        skipped: reason.map(|reason| reason == "fwdbtn"),
        finished: reason.map(|reason| reason == "trackdone"),
        shuffle: circumstance.shuffle,
        platform: circumstance.platform.as_deref().and_then(Platform::of),
        country: circumstance.country.as_deref().and_then(Country::new),
        estimated: false,
    }
}
