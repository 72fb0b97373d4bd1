//! The catalogue as Spotify's JSON. In Development Mode, the fields that Spotify removed in 2026 are absent, not null.

use serde_json::{Value, json};

use super::image;
use crate::{
    backend::Backend,
    catalogue::{Artist, Catalogue},
    playlist::{LISTENER, LISTENER_NAME, Playlist},
};

/// The countries that Extended Quota lists for everything.
const MARKETS: [&str; 6] = ["BR", "DE", "GB", "JP", "SE", "US"];

pub(super) struct Renderer<'a> {
    pub(super) catalogue: &'a Catalogue,
    address: String,
    pub(super) extended: bool,
}

impl<'a> Renderer<'a> {
    pub(super) fn new(backend: &'a Backend, extended: bool) -> Self {
        Self {
            catalogue: &backend.catalogue,
            address: backend.address(),
            extended,
        }
    }

    /// The address of a call; `path` starts with a slash.
    pub(super) fn href(&self, path: &str) -> String {
        format!("{}/v1{path}", self.address)
    }

    pub(super) fn artist(&self, at: usize) -> Value {
        let artist = &self.catalogue.artists[at];
        let mut value = self.simple_artist(artist);
        value["images"] = self.images(&image::ARTIST, &artist.id);
        if self.extended {
            value["followers"] = json!({ "href": null, "total": artist.followers });
            value["genres"] = json!(artist.genres);
            value["popularity"] = artist.popularity.into();
        }
        value
    }

    pub(super) fn track(&self, at: usize) -> Value {
        self.track_as(at, &self.catalogue.tracks[at].id)
    }

    /// A track by the other id of its recording.
    pub(super) fn relinked_track(&self, at: usize) -> Value {
        self.track_as(at, &self.catalogue.tracks[at].other_id)
    }

    fn track_as(&self, at: usize, id: &str) -> Value {
        let track = &self.catalogue.tracks[at];
        let artists = track
            .artists
            .iter()
            .map(|artist| self.simple_artist(&self.catalogue.artists[*artist]));
        let mut value = self.entity("track", id, &track.name);
        value["album"] = self.album(track.album);
        value["artists"] = artists.collect();
        value["disc_number"] = 1.into();
        value["duration_ms"] = track.duration_ms.into();
        value["explicit"] = track.explicit.into();
        value["external_ids"] = json!({ "isrc": track.isrc });
        value["is_local"] = false.into();
        value["is_playable"] = true.into();
        value["preview_url"] = Value::Null;
        value["track_number"] = track.number.into();
        if self.extended {
            value["available_markets"] = json!(MARKETS);
            value["popularity"] = track.popularity.into();
        }
        value
    }

    /// A playlist without its contents and without a picture: Spotify makes one from the contents later.
    pub(super) fn playlist(&self, playlist: &Playlist) -> Value {
        let mut value = self.entity("playlist", &playlist.id, &playlist.name);
        value["collaborative"] = false.into();
        value["description"] = playlist.description.as_str().into();
        value["owner"] = self.user(LISTENER);
        value["owner"]["display_name"] = LISTENER_NAME.into();
        value["public"] = playlist.public.into();
        value["snapshot_id"] = playlist.snapshot().into();
        value["images"] = Value::Null;
        value
    }

    /// A user without their name.
    pub(super) fn user(&self, id: &str) -> Value {
        let mut value = self.context("user", id);
        value["id"] = id.into();
        value
    }

    pub(super) fn listener_images(&self) -> Value {
        self.images(&image::ARTIST, LISTENER)
    }

    /// What a play was started from.
    pub(super) fn context(&self, kind: &str, id: &str) -> Value {
        json!({
            "external_urls": { "spotify": format!("https://open.spotify.com/{kind}/{id}") },
            "href": self.href(&format!("/{kind}s/{id}")),
            "type": kind,
            "uri": format!("spotify:{kind}:{id}"),
        })
    }

    fn album(&self, at: usize) -> Value {
        let album = &self.catalogue.albums[at];
        let mut value = self.entity("album", &album.id, &album.name);
        value["album_type"] = album.kind.into();
        value["artists"] = json!([self.simple_artist(&self.catalogue.artists[album.artist])]);
        value["images"] = self.images(&image::COVER, &album.id);
        value["release_date"] = album.released.as_str().into();
        value["release_date_precision"] = album.released_precision.into();
        value["total_tracks"] = album.tracks.len().into();
        if self.extended {
            value["available_markets"] = json!(MARKETS);
        }
        value
    }

    fn simple_artist(&self, artist: &Artist) -> Value {
        self.entity("artist", &artist.id, &artist.name)
    }

    /// The fields that everything in the catalogue has.
    fn entity(&self, kind: &str, id: &str, name: &str) -> Value {
        let mut value = self.context(kind, id);
        value["id"] = id.into();
        value["name"] = name.into();
        value
    }

    fn images(&self, sizes: &[image::Size], id: &str) -> Value {
        let image = |(start, side): &image::Size| json!({ "url": image::address(&self.address, start, id), "height": side, "width": side });
        sizes.iter().map(image).collect()
    }
}
