//! Spotify's JSON. Anything in it may be missing or null, a whole number may come as a fraction ([`whole`]), and an entry
//! without an id is left out.
//! Field names are those of Spotify's OpenAPI description of May 2026 and the Development Mode changes of February 2026.

use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::id::{AlbumId, ArtistId, PlaylistId, TrackId};
use crate::model;
use crate::whole::whole;

/// Spotify's messages are shorter. The rest of a longer one would only fill the log.
const LONGEST_MESSAGE: usize = 200;

#[derive(Debug, Deserialize)]
#[serde(bound = "T: Deserialize<'de>")]
pub(crate) struct Page<T> {
    #[serde(default)]
    items: Option<Vec<Option<T>>>,
    #[serde(default)]
    next: Option<String>,
    #[serde(default, deserialize_with = "whole")]
    total: Option<u32>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Me {
    account_id: String,
    id: String,
    #[serde(default)]
    display_name: Option<String>,
    #[serde(default)]
    images: Option<Vec<Option<Image>>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Image {
    #[serde(default)]
    url: Option<String>,
    #[serde(default, deserialize_with = "whole")]
    width: Option<u32>,
    #[serde(default, deserialize_with = "whole")]
    height: Option<u32>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Artist {
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    images: Option<Vec<Option<Image>>>,
    #[serde(default)]
    genres: Option<Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Album {
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    artists: Option<Vec<Option<Artist>>>,
    #[serde(default)]
    images: Option<Vec<Option<Image>>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Track {
    #[serde(default)]
    id: Option<String>,
    #[serde(default, rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    artists: Option<Vec<Option<Artist>>>,
    #[serde(default)]
    album: Option<Album>,
    #[serde(default, deserialize_with = "whole")]
    duration_ms: Option<u32>,
    #[serde(default)]
    external_ids: Option<ExternalIds>,
}

#[derive(Debug, Deserialize)]
struct ExternalIds {
    #[serde(default)]
    isrc: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct PlayHistory {
    #[serde(default)]
    track: Option<Track>,
    #[serde(default)]
    played_at: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct CurrentlyPlaying {
    #[serde(default)]
    item: Option<Track>,
    #[serde(default, deserialize_with = "whole")]
    progress_ms: Option<u32>,
    #[serde(default)]
    is_playing: Option<bool>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Found {
    #[serde(default)]
    pub(crate) tracks: Option<Page<Track>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Playlist {
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    external_urls: Option<ExternalUrls>,
}

#[derive(Debug, Deserialize)]
struct ExternalUrls {
    #[serde(default)]
    spotify: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct PlaylistRow {
    #[serde(default)]
    item: Option<Track>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Added {
    pub(crate) snapshot_id: String,
}

/// What a status other than success says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) message: String,
    pub(crate) reason: Option<String>,
}

impl Refusal {
    /// Reads `{"error": {"message", "reason"}}`, or takes a body that is not JSON as the message: some refusals are plain text.
    pub(crate) fn read(body: &[u8]) -> Self {
        #[derive(Deserialize)]
        struct Envelope {
            error: Inner,
        }
        #[derive(Deserialize)]
        struct Inner {
            #[serde(default)]
            message: Option<String>,
            #[serde(default)]
            reason: Option<String>,
        }
        let (message, reason) = match serde_json::from_slice::<Envelope>(body) {
            Ok(Envelope { error }) => (error.message.unwrap_or_default(), error.reason),
            Err(_) => (String::from_utf8_lossy(body).into_owned(), None),
        };
        Self {
            message: message.chars().take(LONGEST_MESSAGE).collect(),
            reason,
        }
    }
}

impl<T> Page<T> {
    /// How many entries Spotify sent, including empty ones.
    pub(crate) fn len(&self) -> usize {
        self.items.as_ref().map_or(0, Vec::len)
    }

    /// The entries that are not empty.
    pub(crate) fn items<U>(self, read: impl Fn(T) -> Option<U>) -> Vec<U> {
        self.items
            .unwrap_or_default()
            .into_iter()
            .flatten()
            .filter_map(read)
            .collect()
    }

    /// The page that began at `offset`. Empty entries count towards the next offset, as Spotify counts them.
    pub(crate) fn page<U>(self, offset: u32, read: impl Fn(T) -> Option<U>) -> model::Page<U> {
        let rows = self.len();
        let end = offset.saturating_add(u32::try_from(rows).unwrap_or(u32::MAX));
        let next_offset = (self.next.is_some() && rows > 0).then_some(end);
        model::Page {
            next_offset,
            total: self.total.unwrap_or(end),
            items: self.items(read),
        }
    }
}

impl Me {
    pub(crate) fn read(self) -> model::Me {
        model::Me {
            account_id: self.account_id,
            id: self.id,
            display_name: self.display_name,
            images: images(self.images),
        }
    }
}

impl Artist {
    pub(crate) fn read(self) -> Option<model::Artist> {
        Some(model::Artist {
            id: ArtistId::parse(&self.id?).ok()?,
            name: self.name.unwrap_or_default(),
            images: images(self.images),
            genres: self.genres.unwrap_or_default(),
        })
    }

    fn credited(self) -> model::ArtistRef {
        model::ArtistRef {
            id: self.id.and_then(|id| ArtistId::parse(&id).ok()),
            name: self.name.unwrap_or_default(),
        }
    }
}

fn credits(artists: Option<Vec<Option<Artist>>>) -> Vec<model::ArtistRef> {
    artists.into_iter().flatten().flatten().map(Artist::credited).collect()
}

impl Track {
    /// `None` for a local file (no id) and for an episode.
    pub(crate) fn read(self) -> Option<model::Track> {
        if self.kind.is_some_and(|kind| kind != "track") {
            return None;
        }
        let album = self.album.unwrap_or_default();
        Some(model::Track {
            id: TrackId::parse(&self.id?).ok()?,
            name: self.name.unwrap_or_default(),
            artists: credits(self.artists),
            album: model::AlbumRef {
                id: album.id.and_then(|id| AlbumId::parse(&id).ok()),
                name: album.name.unwrap_or_default(),
                artists: credits(album.artists),
                images: images(album.images),
            },
            duration_ms: self.duration_ms.unwrap_or_default(),
            isrc: self.external_ids.and_then(|ids| ids.isrc),
        })
    }
}

impl PlayHistory {
    pub(crate) fn read(self) -> Option<model::RecentPlay> {
        let track = self.track?.read()?;
        let played_at = self.played_at.and_then(|at| at.parse::<DateTime<Utc>>().ok());
        if played_at.is_none() {
            log::warn!("a play came without a time that can be read; it is set aside");
        }
        Some(model::RecentPlay {
            track,
            played_at: played_at?,
        })
    }
}

impl CurrentlyPlaying {
    pub(crate) fn read(self) -> Option<model::NowPlaying> {
        Some(model::NowPlaying {
            track: self.item?.read()?,
            progress_ms: self.progress_ms.unwrap_or_default(),
            is_playing: self.is_playing.unwrap_or_default(),
        })
    }
}

impl Playlist {
    pub(crate) fn read(self) -> Option<model::Playlist> {
        let id = PlaylistId::parse(&self.id?).ok()?;
        Some(model::Playlist {
            name: self.name.unwrap_or_default(),
            url: self
                .external_urls
                .and_then(|urls| urls.spotify)
                .unwrap_or_else(|| id.url()),
            id,
        })
    }
}

impl PlaylistRow {
    pub(crate) fn read(self) -> Option<TrackId> {
        TrackId::parse(&self.item?.id?).ok()
    }
}

fn images(images: Option<Vec<Option<Image>>>) -> Vec<model::Image> {
    let images = images.unwrap_or_default().into_iter().flatten();
    images
        .filter_map(|image| {
            Some(model::Image {
                url: image.url?,
                width: image.width,
                height: image.height,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
