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

/// Tracks or credits that one statement is about.
const BATCH: usize = 20_000;

/// Everything by its digest, and in that order, so that two machines don't wait for each other in a circle.
pub(super) struct Ready<'c> {
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
    pub(super) fn of(catalogue: &'c Catalogue) -> Self {
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

    /// Writes what is not there already.
    pub(super) fn write(&self, transaction: &mut Transaction<'_>, scope: Scope) -> Result<(), Failure> {
        let artists = missing(transaction, "artist", &self.artists)?;
        let albums = missing(transaction, "album", &self.albums)?;
        let genres = missing(transaction, "genre", &self.genres)?;
        for rows in [artist_rows(&artists), album_rows(&albums), genre_rows(&genres)] {
            rows.new_alone_if_many().write(transaction, scope)?;
        }
        self.write_tracks(transaction, scope)?;
        self.replace_credits(transaction, scope)?;
        self.replace_genres(transaction, scope)
    }

    /// Adds tracks, and fills in what was not known of others when somebody added them.
    fn write_tracks(&self, transaction: &mut Transaction<'_>, scope: Scope) -> Result<(), Failure> {
        let digests: Vec<Uuid> = self.tracks.keys().copied().collect();
        let sql =
            "SELECT track, length_ms IS NOT NULL, isrc IS NOT NULL, learnt FROM tonearm.track WHERE track = ANY ($1)";
        let mut new: BTreeMap<Uuid, &Track<'_>> = self.tracks.iter().map(|(digest, ready)| (*digest, ready)).collect();
        let mut learnt = Vec::new();
        for row in transaction.query(sql, &[&digests])? {
            let Some((digest, ready)) = new.remove_entry(&row.get(0)) else {
                continue;
            };
            let [has_length, has_isrc, is_learnt] = [1, 2, 3].map(|column| row.get::<_, bool>(column));
            let is_news = !has_length && ready.track.length_ms.is_some()
                || !has_isrc && ready.track.isrc.is_some()
                || !is_learnt && ready.is_learnt;
            if is_news {
                learnt.push((digest, ready));
            }
        }
        track_rows(&new).new_alone_if_many().write(transaction, scope)?;
        learn(transaction, &learnt)
    }

    fn replace_credits(&self, transaction: &mut Transaction<'_>, scope: Scope) -> Result<(), Failure> {
        let wanted = self.tracks.iter().flat_map(|(track, ready)| {
            let places = (0_i32..).zip(&ready.artists);
            places.map(|(place, artist)| ((*track, place), *artist))
        });
        let mut wanted: BTreeMap<(Uuid, i32), Uuid> = wanted.collect();
        let sql = "SELECT track, position, artist FROM tonearm.track_artist WHERE listener = $1";
        let mut wrong = Vec::new();
        let there = transaction.query(sql, &[&scope.listener])?;
        for row in &there {
            let (key, artist): ((Uuid, i32), Uuid) = ((row.get(0), row.get(1)), row.get(2));
            if wanted.get(&key) == Some(&artist) {
                wanted.remove(&key);
            } else if self.tracks.contains_key(&key.0) {
                wrong.push(key);
            }
        }
        for wrong in wrong.chunks(BATCH) {
            let (tracks, places): (Vec<Uuid>, Vec<i32>) = wrong.iter().copied().unzip();
            transaction.execute(
                "DELETE FROM tonearm.track_artist
                 WHERE listener = $1 AND (track, position) IN (SELECT * FROM unnest($2::uuid[], $3::integer[]))",
                &[&scope.listener, &tracks, &places],
            )?;
        }
        let columns = vec![
            Column::new("track", Type::UUID, wanted.keys().map(|key| key.0).collect()),
            Column::new(
                "position",
                Type::INT4,
                wanted.keys().map(|key| key.1).collect::<Vec<i32>>(),
            ),
            Column::new("artist", Type::UUID, wanted.values().copied().collect()),
        ];
        Rows::of_listener("track_artist", scope.listener, columns)
            .new_alone()
            .write(transaction, scope)
    }

    fn replace_genres(&self, transaction: &mut Transaction<'_>, scope: Scope) -> Result<(), Failure> {
        let tags = self.artists.iter().flat_map(|(digest, artist)| {
            let tag = |(name, source, weight): &(String, &'static str, f64)| {
                ((*digest, uuid(&genre_digest(name)), (*source).to_owned()), *weight)
            };
            artist.genres.iter().map(tag)
        });
        let mut wanted: BTreeMap<(Uuid, Uuid, String), f64> = tags.collect();
        let sql = "SELECT artist, genre, source, weight FROM tonearm.artist_genre WHERE listener = $1";
        let mut wrong = Vec::new();
        for row in transaction.query(sql, &[&scope.listener])? {
            let (key, weight): ((Uuid, Uuid, String), f64) = ((row.get(0), row.get(1), row.get(2)), row.get(3));
            if wanted.get(&key) == Some(&weight) {
                wanted.remove(&key);
            } else if self.artists.contains_key(&key.0) {
                wrong.push(key);
            }
        }
        for wrong in wrong.chunks(BATCH) {
            let artists: Vec<Uuid> = wrong.iter().map(|key| key.0).collect();
            let genres: Vec<Uuid> = wrong.iter().map(|key| key.1).collect();
            let sources: Vec<&str> = wrong.iter().map(|key| key.2.as_str()).collect();
            transaction.execute(
                "DELETE FROM tonearm.artist_genre
                 WHERE listener = $1 AND (artist, genre, source) IN (SELECT * FROM unnest($2::uuid[], $3::uuid[], $4::text[]))",
                &[&scope.listener, &artists, &genres, &sources],
            )?;
        }
        let columns = vec![
            Column::new("artist", Type::UUID, wanted.keys().map(|key| key.0).collect()),
            Column::new("genre", Type::UUID, wanted.keys().map(|key| key.1).collect()),
            Column::new("source", Type::TEXT, wanted.keys().map(|key| key.2.as_str()).collect()),
            Column::new("weight", Type::FLOAT8, wanted.values().copied().collect::<Vec<f64>>()),
        ];
        Rows::of_listener("artist_genre", scope.listener, columns)
            .new_alone()
            .write(transaction, scope)
    }
}

/// Those that a table of the catalogue does not have.
fn missing<T: Copy>(
    transaction: &mut Transaction<'_>,
    table: &str,
    all: &BTreeMap<Uuid, T>,
) -> Result<BTreeMap<Uuid, T>, Failure> {
    let digests: Vec<Uuid> = all.keys().copied().collect();
    let sql = format!("SELECT {table} FROM tonearm.{table} WHERE {table} = ANY ($1)");
    let mut missing = all.clone();
    for row in transaction.query(&sql, &[&digests])? {
        missing.remove(&row.get(0));
    }
    Ok(missing)
}

fn artist_rows<'c>(artists: &BTreeMap<Uuid, &'c PublishedArtist>) -> Rows<'c> {
    let values = || artists.values();
    let columns = vec![
        Column::new("artist", Type::UUID, artists.keys().copied().collect()),
        Column::new(
            "uri",
            Type::TEXT,
            values().map(|artist| artist.uri.as_deref().map(kept)).collect(),
        ),
        Column::new("name", Type::TEXT, values().map(|artist| kept(&artist.name)).collect()),
    ];
    Rows::of_catalogue("artist", columns)
}

fn album_rows<'c>(albums: &BTreeMap<Uuid, &'c PublishedAlbum>) -> Rows<'c> {
    let values = || albums.values();
    let columns = vec![
        Column::new("album", Type::UUID, albums.keys().copied().collect()),
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

fn genre_rows<'c>(genres: &BTreeMap<Uuid, &'c str>) -> Rows<'c> {
    let columns = vec![
        Column::new("genre", Type::UUID, genres.keys().copied().collect()),
        Column::new("name", Type::TEXT, genres.values().map(|name| kept(name)).collect()),
    ];
    Rows::of_catalogue("genre", columns)
}

fn track_rows<'c>(tracks: &BTreeMap<Uuid, &'c Track<'c>>) -> Rows<'c> {
    let values = || tracks.values();
    let named = || values().map(|ready| ready.track);
    let columns = vec![
        Column::new("track", Type::UUID, tracks.keys().copied().collect()),
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
fn learn(transaction: &mut Transaction<'_>, tracks: &[(Uuid, &Track<'_>)]) -> Result<(), Failure> {
    for tracks in tracks.chunks(BATCH) {
        let each = || tracks.iter().map(|(_, ready)| *ready);
        let digests: Vec<Uuid> = tracks.iter().map(|(digest, _)| *digest).collect();
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
