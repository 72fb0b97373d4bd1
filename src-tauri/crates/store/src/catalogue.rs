//! Tracks, albums and artists. Exports know names, Spotify's API knows ids: a track from an export refers to artists and an album
//! that are known by name only, until the API gives the real ones. An export never renames what the API has named.

mod by_name;
mod exported;
mod loading;
mod named;
mod orphans;
mod spotify;

use plays::{Cover, Credit, Kind};
use rusqlite::Connection;

pub use named::NamedAlbum;

use crate::StoreError;

/// A track, an episode or a chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track {
    /// Its id in the archive.
    pub id: u32,
    /// Its URI.
    pub uri: String,
    /// Music or spoken word.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// Its artist by name, as exports give it; empty for podcasts and audiobooks.
    pub artist: String,
    /// The id of its album.
    pub album: u32,
    /// Its length, if Spotify's API has given it.
    pub duration_ms: Option<u32>,
    /// The ids of its credited artists, in order.
    pub credits: Vec<u32>,
}

/// An album, a podcast or an audiobook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Album {
    /// Its id in the archive.
    pub id: u32,
    /// `spotify:album:…`, if Spotify's API has given it.
    pub uri: Option<String>,
    /// Its name.
    pub name: String,
    /// Its artist's name.
    pub artist: String,
}

/// An artist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artist {
    /// Their id in the archive.
    pub id: u32,
    /// `spotify:artist:…`, if Spotify's API has given it.
    pub uri: Option<String>,
    /// Their name.
    pub name: String,
}

/// Everything that plays can be about, each list by id, ascending.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// Tracks, episodes, chapters.
    pub tracks: Vec<Track>,
    /// Albums, podcasts, audiobooks.
    pub albums: Vec<Album>,
    /// Artists.
    pub artists: Vec<Artist>,
}

/// A track's credited artists with their ids, in order.
pub(crate) fn credits(connection: &Connection, track: u32) -> Result<Vec<(u32, Credit)>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT artist.id, artist.uri, artist.name FROM track_artist JOIN artist ON artist.id = track_artist.artist
         WHERE track_artist.track = ?1 ORDER BY track_artist.position",
    )?;
    let rows = select.query_map([track], |row| {
        let credit = Credit {
            uri: row.get(1)?,
            name: row.get(2)?,
        };
        Ok((row.get(0)?, credit))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The column's form: one cover a line, with width, height and address. `None` if there are none.
fn format_covers(covers: &[Cover]) -> Option<String> {
    let line = |cover: &Cover| {
        let pixels = |length: Option<u32>| length.map_or_else(|| "-".to_owned(), |length| length.to_string());
        format!("{} {} {}", pixels(cover.width), pixels(cover.height), cover.url)
    };
    (!covers.is_empty()).then(|| covers.iter().map(line).collect::<Vec<_>>().join("\n"))
}

pub(crate) fn parse_covers(column: Option<&str>) -> Vec<Cover> {
    let cover = |line: &str| {
        let mut parts = line.splitn(3, ' ');
        let width = parts.next()?.parse().ok();
        let height = parts.next()?.parse().ok();
        let url = parts.next()?.to_owned();
        Some(Cover { url, width, height })
    };
    column.unwrap_or_default().lines().filter_map(cover).collect()
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
        // A CHECK of the table allows no other number.
        _ => Kind::Audiobook,
    }
}
