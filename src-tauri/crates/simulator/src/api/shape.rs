//! The catalogue as Spotify's JSON. In Development Mode the fields that Spotify took away in 2026 are absent, not null.

use serde_json::{Value, json};

use super::picture;
use crate::{
    playlist::{LISTENER, Playlist},
    scene::Scene,
    world::{Album, Artist, Track, World},
};

/// What Extended Quota lists as the countries where something plays.
const MARKETS: [&str; 6] = ["BR", "DE", "GB", "JP", "SE", "US"];

pub(super) struct Shape<'a> {
    pub(super) world: &'a World,
    address: String,
    pub(super) extended: bool,
}

impl<'a> Shape<'a> {
    pub(super) fn new(scene: &'a Scene, extended: bool) -> Self {
        Self {
            world: &scene.world,
            address: scene.address(),
            extended,
        }
    }

    /// The address of a call; `path` starts with a slash.
    pub(super) fn href(&self, path: &str) -> String {
        format!("{}/v1{path}", self.address)
    }

    pub(super) fn artist(&self, at: usize) -> Value {
        let artist = &self.world.artists[at];
        let mut value = self.simple_artist(artist);
        value["images"] = self.images(&picture::ARTIST, &artist.id);
        if self.extended {
            value["followers"] = json!({ "href": null, "total": artist.followers });
            value["genres"] = json!(artist.genres);
            value["popularity"] = artist.popularity.into();
        }
        value
    }

    pub(super) fn simple_album(&self, at: usize) -> Value {
        let album = &self.world.albums[at];
        let mut value = self.entity("album", &album.id, &album.name);
        value["album_type"] = album.kind.into();
        value["artists"] = json!([self.simple_artist(&self.world.artists[album.artist])]);
        value["images"] = self.images(&picture::COVER, &album.id);
        value["release_date"] = album.released.as_str().into();
        value["release_date_precision"] = album.released_to.into();
        value["total_tracks"] = album.tracks.len().into();
        if self.extended {
            value["available_markets"] = json!(MARKETS);
        }
        value
    }

    /// The whole album; `tracks` is the first page of its tracks.
    pub(super) fn album(&self, at: usize, tracks: Value) -> Value {
        let album: &Album = &self.world.albums[at];
        let mut value = self.simple_album(at);
        value["copyrights"] = json!([{ "text": format!("{} {}", &album.released[..4], album.label), "type": "P" }]);
        value["external_ids"] = json!({ "upc": album.upc });
        // Empty at Spotify as well: it has genres for artists only.
        value["genres"] = json!([]);
        value["tracks"] = tracks;
        if self.extended {
            value["label"] = album.label.as_str().into();
            value["popularity"] = album.popularity.into();
        }
        value
    }

    /// A track as its album lists it.
    pub(super) fn simple_track(&self, at: usize) -> Value {
        let track: &Track = &self.world.tracks[at];
        let artists = track
            .artists
            .iter()
            .map(|artist| self.simple_artist(&self.world.artists[*artist]));
        let mut value = self.entity("track", &track.id, &track.name);
        value["artists"] = artists.collect();
        value["disc_number"] = 1.into();
        value["duration_ms"] = track.duration_ms.into();
        value["explicit"] = track.explicit.into();
        value["is_local"] = false.into();
        value["is_playable"] = true.into();
        value["preview_url"] = Value::Null;
        value["track_number"] = track.number.into();
        if self.extended {
            value["available_markets"] = json!(MARKETS);
        }
        value
    }

    pub(super) fn track(&self, at: usize) -> Value {
        let track = &self.world.tracks[at];
        let mut value = self.simple_track(at);
        value["album"] = self.simple_album(track.album);
        value["external_ids"] = json!({ "isrc": track.isrc });
        if self.extended {
            value["popularity"] = track.popularity.into();
        }
        value
    }

    /// A playlist as a list shows it; what it holds is for the caller to add.
    pub(super) fn playlist(&self, playlist: &Playlist) -> Value {
        let mut value = self.entity("playlist", &playlist.id, &playlist.name);
        value["collaborative"] = playlist.collaborative.into();
        value["description"] = playlist.description.as_str().into();
        value["owner"] = self.user(playlist.owner);
        value["owner"]["display_name"] = playlist.owner_name.into();
        value["public"] = playlist.public.into();
        value["snapshot_id"] = playlist.snapshot().into();
        value["images"] = self.playlist_images(playlist);
        value
    }

    /// Null, not an empty list, while there is nothing to make a picture from.
    pub(super) fn playlist_images(&self, playlist: &Playlist) -> Value {
        if playlist.jpeg.is_some() {
            let url = format!("{}/image/{}{}", self.address, picture::UPLOADED, playlist.id);
            json!([{ "url": url, "height": null, "width": null }])
        } else if playlist.entries.is_empty() {
            Value::Null
        } else {
            self.images(&picture::COVER, &playlist.id)
        }
    }

    /// A user without their name.
    pub(super) fn user(&self, id: &str) -> Value {
        let mut value = self.context("user", id);
        value["id"] = id.into();
        value
    }

    pub(super) fn listener_images(&self) -> Value {
        self.images(&picture::ARTIST, LISTENER)
    }

    /// Where a play was started from.
    pub(super) fn context(&self, kind: &str, id: &str) -> Value {
        json!({
            "external_urls": { "spotify": format!("https://open.spotify.com/{kind}/{id}") },
            "href": self.href(&format!("/{kind}s/{id}")),
            "type": kind,
            "uri": format!("spotify:{kind}:{id}"),
        })
    }

    fn simple_artist(&self, artist: &Artist) -> Value {
        self.entity("artist", &artist.id, &artist.name)
    }

    /// What everything in the catalogue has.
    fn entity(&self, kind: &str, id: &str, name: &str) -> Value {
        let mut value = self.context(kind, id);
        value["id"] = id.into();
        value["name"] = name.into();
        value
    }

    fn images(&self, sizes: &[picture::Size], id: &str) -> Value {
        let image = |(code, side): &picture::Size| json!({ "url": format!("{}/image/{code}{id}", self.address), "height": side, "width": side });
        sizes.iter().map(image).collect()
    }
}
