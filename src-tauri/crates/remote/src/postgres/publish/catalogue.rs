//! Adds artists, albums, tracks and genres to what is known of them. What all listeners share is only ever added to: a track whose artists
//! were known by names alone is learnt about once. Who is credited with tracks and the genres of artists are each listener's own, and
//! replaced.

use std::collections::BTreeMap;

use postgres::{Transaction, types::Type};
use uuid::Uuid;

use super::super::{
    Scope,
    bulk::{Column, Rows},
    failure::Failure,
    stored::{kind_number, uuid},
    text::kept,
};
use crate::{
    Catalogue, PublishedAlbum, PublishedArtist, PublishedTrack,
    fingerprint::{album_digest, artist_digest, genre_digest, track_digest},
};

/// Artists or tracks that one statement is about.
const BATCH: usize = 5_000;

pub(super) fn write(transaction: &mut Transaction<'_>, scope: Scope, catalogue: &Catalogue) -> Result<(), Failure> {
    let ready = Ready::of(catalogue);
    for rows in [ready.artists(), ready.albums(), ready.genres(), ready.tracks()] {
        rows.write(transaction, scope.has_temporary)?;
    }
    ready.learn(transaction)?;
    ready.replace_credits(transaction, scope)?;
    ready.replace_genres(transaction, scope)
}

/// Everything by its digest, and in that order, so that two machines don't wait for each other in a circle.
struct Ready<'c> {
    artists: BTreeMap<Uuid, &'c PublishedArtist>,
    albums: BTreeMap<Uuid, &'c PublishedAlbum>,
    tracks: BTreeMap<Uuid, Track<'c>>,
    genres: BTreeMap<Uuid, &'c str>,
}

struct Track<'c> {
    track: &'c PublishedTrack,
    album: Uuid,
    artists: Vec<Uuid>,
    is_learnt: bool,
}

impl<'c> Ready<'c> {
    fn of(catalogue: &'c Catalogue) -> Self {
        let artists: Vec<Uuid> = catalogue
            .artists
            .iter()
            .map(|artist| uuid(&artist_digest(artist)))
            .collect();
        let albums: Vec<Uuid> = catalogue
            .albums
            .iter()
            .map(|album| uuid(&album_digest(album)))
            .collect();
        let track = |track: &'c PublishedTrack| {
            let has_uri = |place: &u32| catalogue.artists[*place as usize].uri.is_some();
            let ready = Track {
                track,
                album: albums[track.album as usize],
                artists: track.artists.iter().map(|place| artists[*place as usize]).collect(),
                is_learnt: !track.artists.is_empty() && track.artists.iter().all(has_uri),
            };
            (uuid(&track_digest(&track.uri)), ready)
        };
        let genres = catalogue.artists.iter().flat_map(|artist| &artist.genres);
        Self {
            genres: genres
                .map(|(name, _, _)| (uuid(&genre_digest(name)), name.as_str()))
                .collect(),
            tracks: catalogue.tracks.iter().map(track).collect(),
            artists: artists.into_iter().zip(&catalogue.artists).collect(),
            albums: albums.into_iter().zip(&catalogue.albums).collect(),
        }
    }

    fn artists(&self) -> Rows<'_> {
        let values = || self.artists.values();
        let columns = vec![
            Column::new("artist", Type::UUID, self.artists.keys().copied().collect()),
            Column::new(
                "uri",
                Type::TEXT,
                values().map(|artist| artist.uri.as_deref().map(kept)).collect(),
            ),
            Column::new("name", Type::TEXT, values().map(|artist| kept(&artist.name)).collect()),
        ];
        Rows::of_catalogue("artist", columns)
    }

    fn albums(&self) -> Rows<'_> {
        let values = || self.albums.values();
        let columns = vec![
            Column::new("album", Type::UUID, self.albums.keys().copied().collect()),
            Column::new(
                "uri",
                Type::TEXT,
                values().map(|album| album.uri.as_deref().map(kept)).collect(),
            ),
            Column::new("name", Type::TEXT, values().map(|album| kept(&album.name)).collect()),
            Column::new(
                "artist",
                Type::TEXT,
                values().map(|album| kept(&album.artist)).collect(),
            ),
        ];
        Rows::of_catalogue("album", columns)
    }

    fn genres(&self) -> Rows<'_> {
        let columns = vec![
            Column::new("genre", Type::UUID, self.genres.keys().copied().collect()),
            Column::new(
                "name",
                Type::TEXT,
                self.genres.values().map(|name| kept(name)).collect(),
            ),
        ];
        Rows::of_catalogue("genre", columns)
    }

    fn tracks(&self) -> Rows<'_> {
        let values = || self.tracks.values();
        let named = || values().map(|ready| ready.track);
        let columns = vec![
            Column::new("track", Type::UUID, self.tracks.keys().copied().collect()),
            Column::new("uri", Type::TEXT, named().map(|track| kept(&track.uri)).collect()),
            Column::new(
                "kind",
                Type::INT2,
                named().map(|track| kind_number(track.kind)).collect(),
            ),
            Column::new("name", Type::TEXT, named().map(|track| kept(&track.name)).collect()),
            Column::new("album", Type::UUID, values().map(|ready| ready.album).collect()),
            Column::new(
                "length_ms",
                Type::INT8,
                named().map(|track| track.length_ms.map(i64::from)).collect(),
            ),
            Column::new(
                "isrc",
                Type::TEXT,
                named().map(|track| track.isrc.as_deref().map(kept)).collect(),
            ),
            Column::new("learnt", Type::BOOL, values().map(|ready| ready.is_learnt).collect()),
        ];
        Rows::of_catalogue("track", columns)
    }

    /// Fills in what was not known of tracks when somebody added them.
    fn learn(&self, transaction: &mut Transaction<'_>) -> Result<(), Failure> {
        let tracks: Vec<_> = self.tracks.iter().collect();
        for tracks in tracks.chunks(BATCH) {
            let each = || tracks.iter().map(|(_, ready)| *ready);
            let digests: Vec<Uuid> = tracks.iter().map(|(digest, _)| **digest).collect();
            let albums: Vec<Uuid> = each().map(|ready| ready.album).collect();
            let lengths: Vec<Option<i64>> = each().map(|ready| ready.track.length_ms.map(i64::from)).collect();
            let isrcs: Vec<_> = each().map(|ready| ready.track.isrc.as_deref().map(kept)).collect();
            let learnt: Vec<bool> = each().map(|ready| ready.is_learnt).collect();
            transaction.execute(
                "UPDATE tonearm.track SET
                     album = CASE WHEN known.learnt AND NOT track.learnt THEN known.album ELSE track.album END,
                     length_ms = coalesce(track.length_ms, known.length_ms),
                     isrc = coalesce(track.isrc, known.isrc),
                     learnt = track.learnt OR known.learnt
                 FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::boolean[])
                     AS known (track, album, length_ms, isrc, learnt)
                 WHERE track.track = known.track AND (
                     known.learnt AND NOT track.learnt
                     OR track.length_ms IS NULL AND known.length_ms IS NOT NULL
                     OR track.isrc IS NULL AND known.isrc IS NOT NULL
                 )",
                &[&digests, &albums, &lengths, &isrcs, &learnt],
            )?;
        }
        Ok(())
    }

    fn replace_credits(&self, transaction: &mut Transaction<'_>, scope: Scope) -> Result<(), Failure> {
        let tracks: Vec<_> = self.tracks.iter().collect();
        for tracks in tracks.chunks(BATCH) {
            let digests: Vec<Uuid> = tracks.iter().map(|(digest, _)| **digest).collect();
            let credits = tracks.iter().flat_map(|(track, ready)| {
                let places = (0_i32..).zip(&ready.artists);
                places.map(|(place, artist)| (**track, place, *artist))
            });
            let credits: Vec<(Uuid, i32, Uuid)> = credits.collect();
            let of_track: Vec<Uuid> = credits.iter().map(|credit| credit.0).collect();
            let places: Vec<i32> = credits.iter().map(|credit| credit.1).collect();
            let artists: Vec<Uuid> = credits.iter().map(|credit| credit.2).collect();
            transaction.execute(
                "DELETE FROM tonearm.track_artist
                 WHERE listener = $1 AND track = ANY ($2)
                     AND (track, position, artist) NOT IN (SELECT * FROM unnest($3::uuid[], $4::integer[], $5::uuid[]))",
                &[&scope.listener, &digests, &of_track, &places, &artists],
            )?;
            let columns = vec![
                Column::new("track", Type::UUID, of_track),
                Column::new("position", Type::INT4, places),
                Column::new("artist", Type::UUID, artists),
            ];
            Rows::of_listener("track_artist", scope.listener, columns).write(transaction, scope.has_temporary)?;
        }
        Ok(())
    }

    fn replace_genres(&self, transaction: &mut Transaction<'_>, scope: Scope) -> Result<(), Failure> {
        let artists: Vec<_> = self.artists.iter().collect();
        for artists in artists.chunks(BATCH) {
            let digests: Vec<Uuid> = artists.iter().map(|(digest, _)| **digest).collect();
            let tags = artists.iter().flat_map(|(digest, artist)| {
                let tag = |(name, source, weight): &(String, &'static str, f64)| {
                    ((**digest, uuid(&genre_digest(name)), *source), *weight)
                };
                artist.genres.iter().map(tag)
            });
            let tags: BTreeMap<(Uuid, Uuid, &str), f64> = tags.collect();
            let of_artist: Vec<Uuid> = tags.keys().map(|tag| tag.0).collect();
            let genres: Vec<Uuid> = tags.keys().map(|tag| tag.1).collect();
            let sources: Vec<&str> = tags.keys().map(|tag| tag.2).collect();
            transaction.execute(
                "DELETE FROM tonearm.artist_genre
                 WHERE listener = $1 AND artist = ANY ($2)
                     AND (artist, genre, source) NOT IN (SELECT * FROM unnest($3::uuid[], $4::uuid[], $5::text[]))",
                &[&scope.listener, &digests, &of_artist, &genres, &sources],
            )?;
            let columns = vec![
                Column::new("artist", Type::UUID, of_artist),
                Column::new("genre", Type::UUID, genres),
                Column::new("source", Type::TEXT, sources),
                Column::new("weight", Type::FLOAT8, tags.values().copied().collect::<Vec<f64>>()),
            ];
            Rows::of_listener("artist_genre", scope.listener, columns)
                .on_conflict(
                    "(listener, artist, genre, source) DO UPDATE SET weight = excluded.weight
                     WHERE artist_genre.weight <> excluded.weight",
                )
                .write(transaction, scope.has_temporary)?;
        }
        Ok(())
    }
}
