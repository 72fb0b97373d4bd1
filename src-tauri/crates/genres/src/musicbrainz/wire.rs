//! MusicBrainz' JSON. What is not needed is left out; what is needed must be there, or the answer makes no sense.

use serde::Deserialize;
use uuid::Uuid;

use crate::id::Mbid;

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Urls {
    Several {
        #[serde(rename = "url-count")]
        count: Option<usize>,
        urls: Vec<Url>,
    },
    /// What a request for a single link gets.
    One(Url),
}

#[derive(Deserialize)]
pub(super) struct Url {
    pub(super) resource: String,
    #[serde(default)]
    pub(super) relations: Vec<Relation>,
}

#[derive(Deserialize)]
pub(super) struct Relation {
    pub(super) artist: Option<ArtistId>,
}

#[derive(Deserialize)]
pub(super) struct ArtistId {
    pub(super) id: Mbid,
}

#[derive(Deserialize)]
pub(super) struct Artists {
    pub(super) count: usize,
    pub(super) artists: Vec<Artist>,
}

#[derive(Deserialize)]
pub(super) struct Artist {
    pub(super) id: Mbid,
    pub(super) name: String,
    pub(super) aliases: Option<Vec<Alias>>,
}

#[derive(Deserialize)]
pub(super) struct Alias {
    pub(super) name: String,
}

#[derive(Deserialize)]
pub(super) struct Recordings {
    pub(super) count: usize,
    pub(super) recordings: Vec<Recording>,
}

#[derive(Deserialize)]
pub(super) struct Recording {
    pub(super) id: Uuid,
    pub(super) title: String,
    pub(super) length: Option<u64>,
    #[serde(rename = "artist-credit")]
    pub(super) credits: Option<Vec<Credit>>,
}

#[derive(Deserialize)]
pub(super) struct RecordingsOfArtist {
    #[serde(rename = "recording-count")]
    pub(super) count: usize,
    pub(super) recordings: Vec<Title>,
}

#[derive(Deserialize)]
pub(super) struct Title {
    pub(super) title: String,
}

#[derive(Deserialize)]
pub(super) struct Credit {
    pub(super) artist: Artist,
}

#[derive(Deserialize)]
pub(super) struct ArtistGenres {
    pub(super) id: Mbid,
    pub(super) genres: Vec<Genre>,
}

#[derive(Deserialize)]
pub(super) struct Genre {
    pub(super) name: String,
    pub(super) count: i64,
}
