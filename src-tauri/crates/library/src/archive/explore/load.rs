//! Loads the archive into a history in memory.

use std::{
    collections::{BTreeSet, HashMap},
    ops::ControlFlow,
    sync::Arc,
    time::Instant,
};

use plays::Provenance;
use stats::{
    AlbumNo, ArtistNo, Catalogue, CatalogueTrack, Country, GenreNo, HiddenPlays, Platform, PlayTableBuilder, TableRow,
    TrackNo,
};
use store::StoreError;

use super::{
    super::{Archive, Zone, entities::Entities, hidden::ResolvedHidden, known_genres::KnownGenres},
    family_numbers::FamilyNumbers,
    history::{EntityNumbers, LoadedHistory},
    play_attributes::AttributeIndex,
};

impl Archive {
    /// Reads everything, which takes a while. Questions are answered from the previous history meanwhile.
    pub(super) fn load(&self, version: i64, zone: Zone) -> Result<LoadedHistory, StoreError> {
        let entities = Entities::read(self)?;
        let genres = self.store().genres()?;
        let families = FamilyNumbers::new(genres.iter().map(|(_, name)| name.as_str()));
        let known = KnownGenres::read(self, &entities.catalogue.artists)?;
        let catalogue = catalogue(&entities, (&genres, &families), &known);
        let hidden = self.hidden()?;
        let mut attributes = AttributeIndex::new(self.store().circumstances()?);
        let places = places_by_id(&entities);
        let mut builder = PlayTableBuilder::new(hidden_plays(ResolvedHidden::new(&hidden, &entities)));
        let mut exported_until = None;
        self.store().plays(|row| {
            let evidence = row.evidence;
            let Some(place) = places
                .get(evidence.item as usize)
                .copied()
                .filter(|place| *place != NOWHERE)
            else {
                return ControlFlow::Continue(());
            };
            let ended_ms = evidence.ended_at.as_millis();
            let estimated = evidence.provenance == Provenance::Live;
            if !estimated {
                exported_until = exported_until.max(Some(ended_ms));
            }
            builder.push(TableRow {
                began_ms: ended_ms - i64::from(row.ms_played),
                ms_played: row.ms_played,
                track: TrackNo(place),
                attributes: attributes.number_of(evidence.circumstance, estimated),
            });
            ControlFlow::Continue(())
        })?;
        let attributes = attributes.into_all();
        let countries: BTreeSet<Country> = attributes.iter().filter_map(|one| one.country).collect();
        let platforms: BTreeSet<Platform> = attributes.iter().filter_map(|one| one.platform).collect();
        let table = builder.finish(&catalogue, attributes, zone.tz());
        let Entities {
            catalogue,
            same_track,
            same_album,
            same_artist,
        } = entities;
        Ok(LoadedHistory {
            table: Arc::new(table),
            version: version.into(),
            loaded: Instant::now(),
            zone,
            tracks: EntityNumbers {
                ids: catalogue.tracks.iter().map(|track| track.id).collect(),
                same: same_track,
            },
            albums: EntityNumbers {
                ids: catalogue.albums.iter().map(|album| album.id).collect(),
                same: same_album,
            },
            artists: EntityNumbers {
                ids: catalogue.artists.iter().map(|artist| artist.id).collect(),
                same: same_artist,
            },
            genres,
            families,
            hidden: hidden.len(),
            gaps: self.open_gaps()?,
            exported_until,
            countries: countries.into_iter().collect(),
            platforms: platforms.into_iter().collect(),
        })
    }
}

fn hidden_plays(hidden: ResolvedHidden) -> HiddenPlays {
    HiddenPlays {
        tracks: hidden.tracks.iter().map(|place| TrackNo(*place as u32)).collect(),
        spans: hidden.spans,
    }
}

/// No place in the catalogue.
const NOWHERE: u32 = u32::MAX;

/// For each track id of the archive, the place of the track that it counts as.
fn places_by_id(entities: &Entities) -> Vec<u32> {
    let last = entities
        .catalogue
        .tracks
        .last()
        .map_or(0, |track| track.id as usize + 1);
    let mut places = vec![NOWHERE; last];
    for (track, place) in entities.catalogue.tracks.iter().zip(&entities.same_track) {
        if let Some(entry) = places.get_mut(track.id as usize) {
            *entry = *place;
        }
    }
    places
}

fn catalogue(
    entities: &Entities,
    (genres, families): (&[(u32, String)], &FamilyNumbers),
    known: &KnownGenres,
) -> Catalogue {
    let archived = &entities.catalogue;
    let numbers: HashMap<&str, GenreNo> = genres
        .iter()
        .zip(0..)
        .map(|((_, name), number)| (name.as_str(), GenreNo(number)))
        .collect();
    let artists = archived.artists.iter().zip(&entities.same_artist).zip(0..);
    let artists = artists.map(|((artist, same), place)| {
        // One that counts as another has no plays of its own.
        let genres = if *same == place { known.genres_of(artist) } else { &[] };
        let mut of_artist: Vec<GenreNo> = Vec::new();
        for genre in genres {
            let genre = numbers.get(genre.name.as_str()).copied();
            for genre in [genre, genre.and_then(|genre| families.of(genre))]
                .into_iter()
                .flatten()
            {
                if !of_artist.contains(&genre) {
                    of_artist.push(genre);
                }
            }
        }
        of_artist
    });
    let artist_genres: Vec<Vec<GenreNo>> = artists.collect();
    let tracks = archived.tracks.iter().map(|track| {
        let album = archived
            .albums
            .binary_search_by_key(&track.album, |album| album.id)
            .ok();
        let album = album.and_then(|place| entities.same_album.get(place).copied());
        let credited = track.credits.iter().filter_map(|artist| {
            let place = archived.artists.binary_search_by_key(artist, |artist| artist.id).ok()?;
            entities.same_artist.get(place).copied().map(ArtistNo)
        });
        let mut artists: Vec<ArtistNo> = Vec::with_capacity(track.credits.len());
        for artist in credited {
            if !artists.contains(&artist) {
                artists.push(artist);
            }
        }
        CatalogueTrack {
            kind: track.kind,
            album: AlbumNo(album.unwrap_or(NOWHERE)),
            artists,
            length_ms: track.duration_ms,
        }
    });
    Catalogue {
        tracks: tracks.collect(),
        albums: archived.albums.len() as u32,
        artists: artist_genres,
        genres: genres.len() as u32,
        families: families.count() as u32,
    }
}
