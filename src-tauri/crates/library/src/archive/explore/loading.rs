//! From the archive to a table.

use std::{
    collections::{BTreeSet, HashMap},
    ops::ControlFlow,
    sync::Arc,
};

use plays::{Circumstance, Provenance};
use stats::{
    AlbumNo, ArtistNo, Catalogue, CatalogueTrack, Country, GenreNo, HiddenPlays, Platform, PlayAttributes,
    PlayTableBuilder, TableRow, TrackNo,
};
use store::StoreError;

use super::{
    super::{
        Archive, Zone,
        entities::{Entities, ResolvedHidden},
    },
    LoadedHistory,
    history::Numbers,
};

impl Archive {
    /// Reads everything. Takes as long as it takes; nobody waits for it who has a table already.
    pub(super) fn load(&self, version: i64, zone: Zone) -> Result<LoadedHistory, StoreError> {
        let entities = Entities::read(self)?;
        let genres = self.store().genres()?;
        let catalogue = catalogue(&entities, &genres, &self.store().artist_genres()?);
        let hidden_things = self.hidden()?;
        let mut classes = Classes::new(self.store().circumstances()?);
        let places = places(&entities);
        let mut builder = PlayTableBuilder::new(hidden(&entities, ResolvedHidden::new(&hidden_things, &entities)));
        let mut told_until = None;
        self.store().plays(|row| {
            let told = row.evidence;
            let Some(place) = places
                .get(told.item as usize)
                .copied()
                .filter(|place| *place != NOWHERE)
            else {
                return ControlFlow::Continue(());
            };
            let ended_ms = told.ended_at.as_millis();
            let estimated = told.provenance == Provenance::Live;
            if !estimated {
                told_until = told_until.max(Some(ended_ms));
            }
            builder.push(TableRow {
                began_ms: ended_ms - i64::from(told.ms_played),
                ms_played: told.ms_played,
                track: TrackNo(place),
                attributes: classes.of(told.circumstance, estimated),
            });
            ControlFlow::Continue(())
        })?;
        let classes = classes.all;
        let countries: BTreeSet<Country> = classes.iter().filter_map(|class| class.country).collect();
        let platforms: BTreeSet<Platform> = classes.iter().filter_map(|class| class.platform).collect();
        let table = builder.finish(&catalogue, classes, zone.tz());
        let gaps = self.open_gaps()?;
        let Entities {
            catalogue,
            same_track,
            same_album,
            same_artist,
        } = entities;
        Ok(LoadedHistory {
            table: Arc::new(table),
            version,
            zone,
            tracks: Numbers {
                ids: catalogue.tracks.iter().map(|track| track.id).collect(),
                same: same_track,
            },
            albums: Numbers {
                ids: catalogue.albums.iter().map(|album| album.id).collect(),
                same: same_album,
            },
            artists: Numbers {
                ids: catalogue.artists.iter().map(|artist| artist.id).collect(),
                same: same_artist,
            },
            genres,
            hidden: hidden_things.len(),
            gaps: gaps.iter().map(|gap| (gap.from, gap.to)).collect(),
            exported_until: told_until,
            countries: countries.into_iter().collect(),
            platforms: platforms.into_iter().collect(),
        })
    }
}

fn hidden(entities: &Entities, unseen: ResolvedHidden) -> HiddenPlays {
    let stands_for = |place: &usize| entities.same_track.get(*place).copied().map(TrackNo);
    HiddenPlays {
        tracks: unseen.tracks.iter().filter_map(stands_for).collect(),
        spans: unseen.spans,
    }
}

const NOWHERE: u32 = u32::MAX;

/// For each of the archive's numbers of tracks the place of the track that stands for it.
fn places(entities: &Entities) -> Vec<u32> {
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

fn catalogue(entities: &Entities, genres: &[(u32, String)], artist_genres: &[(u32, u32)]) -> Catalogue {
    let known = &entities.catalogue;
    let mut artists: Vec<Vec<GenreNo>> = vec![Vec::new(); known.artists.len()];
    for (artist, genre) in artist_genres {
        let place = known.artists.binary_search_by_key(artist, |artist| artist.id).ok();
        let stands_for = place.and_then(|place| entities.same_artist.get(place).copied());
        let genre = genres.binary_search_by_key(genre, |(id, _)| *id).ok();
        if let (Some(artist), Some(genre)) = (stands_for, genre)
            && let Some(genres) = artists.get_mut(artist as usize)
        {
            let genre = GenreNo(genre as u32);
            if !genres.contains(&genre) {
                genres.push(genre);
            }
        }
    }
    let tracks = known.tracks.iter().map(|track| {
        let album = known.albums.binary_search_by_key(&track.album, |album| album.id).ok();
        let album = album.and_then(|place| entities.same_album.get(place).copied());
        let credited = track.credits.iter().filter_map(|artist| {
            let place = known.artists.binary_search_by_key(artist, |artist| artist.id).ok()?;
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
        albums: known.albums.len() as u32,
        artists,
        genres: genres.len() as u32,
    }
}

/// What circumstances say to filters: many of them say the same.
struct Classes {
    circumstances: HashMap<u32, Circumstance>,
    all: Vec<PlayAttributes>,
    /// By twice the archive's number of the circumstance, and one more for an estimate. A list, since it is asked for each play.
    known: Vec<Option<u16>>,
}

impl Classes {
    fn new(circumstances: HashMap<u32, Circumstance>) -> Self {
        let last = circumstances.keys().max().map_or(0, |last| *last as usize + 1);
        Self {
            circumstances,
            all: Vec::new(),
            known: vec![None; last * 2],
        }
    }

    fn of(&mut self, circumstance: u32, estimated: bool) -> u16 {
        let at = circumstance as usize * 2 + usize::from(estimated);
        if let Some(Some(known)) = self.known.get(at) {
            return *known;
        }
        let told = self.circumstances.get(&circumstance);
        let class = class(told.unwrap_or(&Circumstance::default()), estimated);
        let place = self.all.iter().position(|known| *known == class).unwrap_or_else(|| {
            self.all.push(class);
            self.all.len() - 1
        });
        let place = u16::try_from(place).unwrap_or(u16::MAX);
        if let Some(known) = self.known.get_mut(at) {
            *known = Some(place);
        }
        place
    }
}

fn class(told: &Circumstance, estimated: bool) -> PlayAttributes {
    let reason = told
        .reason_end
        .as_deref()
        .filter(|reason| !reason.is_empty() && *reason != "unknown");
    // Spotify's own word was never "true" from April 2015 to October 2022; the button that was pressed tells it then.
    let skipped = match (told.skipped, reason) {
        (Some(true), _) | (_, Some("fwdbtn")) => Some(true),
        (Some(false), _) | (_, Some(_)) => Some(false),
        (None, None) => None,
    };
    PlayAttributes {
        skipped,
        finished: reason.map(|reason| reason == "trackdone"),
        shuffle: told.shuffle,
        platform: told.platform.as_deref().and_then(Platform::of),
        country: told.country.as_deref().and_then(Country::new),
        estimated,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(skipped: Option<bool>, reason_end: Option<&str>) -> Circumstance {
        Circumstance {
            skipped,
            reason_end: reason_end.map(Into::into),
            ..Circumstance::default()
        }
    }

    #[test]
    fn a_skip_is_told_by_the_button_where_spotifys_own_word_is_silent() {
        let skipped = |flag, reason| class(&told(flag, reason), false).skipped;
        assert_eq!(skipped(Some(false), Some("fwdbtn")), Some(true));
        assert_eq!(skipped(Some(true), None), Some(true));
        assert_eq!(skipped(Some(false), Some("trackdone")), Some(false));
        assert_eq!(skipped(None, Some("endplay")), Some(false));
        assert_eq!(skipped(None, None), None);
        assert_eq!(skipped(None, Some("")), None);
    }

    #[test]
    fn alike_circumstances_are_one_class_but_not_for_estimates() {
        let circumstances = [
            (1, told(None, Some("trackdone"))),
            (2, told(Some(false), Some("trackdone"))),
        ];
        let mut classes = Classes::new(circumstances.into());
        assert_eq!(classes.of(1, false), classes.of(2, false));
        assert_ne!(classes.of(1, true), classes.of(1, false));
    }
}
