//! Tracks, albums and artists. Exports know names, Spotify's API knows ids: a track named by an export hangs on artists and
//! an album known by name alone until the API tells the real ones. What an API told is not renamed by an export.

mod naming;

use plays::Kind;

use crate::{Store, StoreError};

/// A track, an episode or a chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track {
    /// The archive's number for it.
    pub id: u32,
    /// Its URI.
    pub uri: String,
    /// Music or spoken word.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// Its artist by name, as exports give it; empty for podcasts and audiobooks.
    pub artist: String,
    /// The number of its album.
    pub album: u32,
    /// Its length, once the API told it.
    pub duration_ms: Option<u32>,
    /// The numbers of its credited artists, in order.
    pub credits: Vec<u32>,
}

/// An album, a podcast or an audiobook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Album {
    /// The archive's number for it.
    pub id: u32,
    /// `spotify:album:…`, once the API told it.
    pub uri: Option<String>,
    /// Its name.
    pub name: String,
    /// Its artist's name.
    pub artist: String,
}

/// An artist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artist {
    /// The archive's number for them.
    pub id: u32,
    /// `spotify:artist:…`, once the API told it.
    pub uri: Option<String>,
    /// Their name.
    pub name: String,
}

/// Everything that plays can be about, each list by number, ascending.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// Tracks, episodes, chapters.
    pub tracks: Vec<Track>,
    /// Albums, podcasts, audiobooks.
    pub albums: Vec<Album>,
    /// Artists.
    pub artists: Vec<Artist>,
}

/// What Spotify's API tells of a track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpotifyTrack {
    /// Its URI.
    pub uri: String,
    /// Its name.
    pub name: String,
    /// Every credited artist, in order.
    pub artists: Vec<Credit>,
    /// Its album.
    pub album: Credit,
    /// The album's covers, as Spotify ordered them.
    pub covers: Vec<Cover>,
    /// Its length.
    pub duration_ms: u32,
    /// Its recording's ISRC.
    pub isrc: Option<String>,
}

/// An artist or an album as a track names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// Its URI; `None` where only the name is known.
    pub uri: Option<String>,
    /// Its name.
    pub name: String,
}

/// A cover's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// Where it is.
    pub url: String,
    /// Its width in pixels, if told.
    pub width: Option<u32>,
    /// Its height in pixels, if told.
    pub height: Option<u32>,
}

impl Store {
    /// Everything that plays can be about.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn catalogue(&self) -> Result<Catalogue, StoreError> {
        let reader = self.reader();
        let mut tracks =
            reader.prepare_cached("SELECT id, uri, kind, name, artist, album, duration_ms FROM track ORDER BY id")?;
        let mut tracks: Vec<Track> = tracks
            .query_map([], |row| {
                Ok(Track {
                    id: row.get(0)?,
                    uri: row.get(1)?,
                    kind: kind(row.get(2)?),
                    name: row.get(3)?,
                    artist: row.get(4)?,
                    album: row.get(5)?,
                    duration_ms: row.get(6)?,
                    credits: Vec::new(),
                })
            })?
            .collect::<Result<_, _>>()?;
        let mut credits = reader.prepare_cached("SELECT track, artist FROM track_artist ORDER BY track, position")?;
        let mut credits = credits.query([])?;
        let mut at = 0;
        while let Some(row) = credits.next()? {
            let (track, artist): (u32, u32) = (row.get(0)?, row.get(1)?);
            while tracks.get(at).is_some_and(|known| known.id < track) {
                at += 1;
            }
            if let Some(known) = tracks.get_mut(at) {
                known.credits.push(artist);
            }
        }
        let mut albums = reader.prepare_cached("SELECT id, uri, name, artist FROM album ORDER BY id")?;
        let albums = albums.query_map([], |row| {
            Ok(Album {
                id: row.get(0)?,
                uri: row.get(1)?,
                name: row.get(2)?,
                artist: row.get(3)?,
            })
        })?;
        let mut artists = reader.prepare_cached("SELECT id, uri, name FROM artist ORDER BY id")?;
        let artists = artists.query_map([], |row| {
            Ok(Artist {
                id: row.get(0)?,
                uri: row.get(1)?,
                name: row.get(2)?,
            })
        })?;
        Ok(Catalogue {
            tracks,
            albums: albums.collect::<Result<_, _>>()?,
            artists: artists.collect::<Result<_, _>>()?,
        })
    }
}

impl Store {
    /// What the API told of these tracks, in their order.
    ///
    /// # Errors
    /// When the archive can't be read, or knows no such track.
    pub fn spotify_tracks(&self, tracks: &[u32]) -> Result<Vec<SpotifyTrack>, StoreError> {
        let reader = self.reader();
        let mut track = reader.prepare_cached(
            "SELECT track.uri, track.name, album.uri, album.name, album.covers, coalesce(duration_ms, 0), isrc
             FROM track JOIN album ON album.id = track.album WHERE track.id = ?1",
        )?;
        let mut credits = reader.prepare_cached(
            "SELECT artist.uri, artist.name FROM track_artist JOIN artist ON artist.id = track_artist.artist
             WHERE track_artist.track = ?1 ORDER BY track_artist.position",
        )?;
        let one = |id: &u32| {
            let artists = credits.query_map([id], |row| {
                Ok(Credit {
                    uri: row.get(0)?,
                    name: row.get(1)?,
                })
            })?;
            let artists = artists.collect::<Result<_, _>>()?;
            let learnt = track.query_row([id], |row| {
                Ok(SpotifyTrack {
                    uri: row.get(0)?,
                    name: row.get(1)?,
                    artists,
                    album: Credit {
                        uri: row.get(2)?,
                        name: row.get(3)?,
                    },
                    covers: covers(row.get::<_, Option<String>>(4)?.as_deref()),
                    duration_ms: row.get(5)?,
                    isrc: row.get(6)?,
                })
            })?;
            Ok(learnt)
        };
        tracks.iter().map(one).collect()
    }
}

pub(crate) fn covers(text: Option<&str>) -> Vec<Cover> {
    let line = |line: &str| {
        let mut parts = line.splitn(3, ' ');
        let width = parts.next()?.parse().ok();
        let height = parts.next()?.parse().ok();
        let url = parts.next()?.to_owned();
        Some(Cover { url, width, height })
    };
    text.unwrap_or_default().lines().filter_map(line).collect()
}

pub(crate) fn kind_number(kind: Kind) -> u8 {
    match kind {
        Kind::Music => 0,
        Kind::Podcast => 1,
        Kind::Audiobook => 2,
    }
}

pub(crate) fn kind(number: u8) -> Kind {
    match number {
        0 => Kind::Music,
        1 => Kind::Podcast,
        // The table lets no other number in.
        _ => Kind::Audiobook,
    }
}
