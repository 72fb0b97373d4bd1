//! Tracks, artists, genres and what plays now, with addresses for their covers.

use library::Library;
use spotify::Image;

use crate::{cover_address::address, ipc::view};

/// Rows show 32 px, at twice that on a dense screen.
const ROW_PIXELS: u32 = 64;
/// The largest that Spotify has.
const HEADLINE_PIXELS: u32 = 640;

/// `library` keeps the covers.
pub(crate) fn track(library: &Library, track: &spotify::Track) -> view::Track {
    view::Track {
        uri: track.id.uri(),
        name: track.name.clone(),
        artists: track
            .artists
            .iter()
            .map(|artist| view::Credit {
                name: artist.name.clone(),
                uri: artist.id.as_ref().map(|id| id.uri()),
            })
            .collect(),
        album: track.album.name.clone(),
        album_uri: track.album.id.as_ref().map(|id| id.uri()),
        cover: cover_of_images(library, &track.album.images),
        length_secs: track.duration_ms / 1000,
    }
}

pub(crate) fn artist(library: &Library, artist: &spotify::Artist) -> view::Artist {
    view::Artist {
        uri: artist.id.uri(),
        name: artist.name.clone(),
        picture: cover_of_images(library, &artist.images),
        genres: artist.genres.clone(),
    }
}

pub(crate) fn now_playing(library: &Library, playing: &spotify::NowPlaying) -> view::NowPlaying {
    view::NowPlaying {
        track: track(library, &playing.track),
        progress_secs: playing.progress_ms / 1000,
        playing: playing.is_playing,
    }
}

pub(crate) fn cover(library: &Library, covers: &[library::Cover]) -> Option<view::Cover> {
    let images: Vec<_> = covers.iter().map(library::cover_image).collect();
    cover_of_images(library, &images)
}

/// In both sizes; `None` when Spotify sent none.
pub(crate) fn cover_of_images(library: &Library, images: &[Image]) -> Option<view::Cover> {
    let small = address(&library.cover_key(images, ROW_PIXELS)?);
    let large = address(&library.cover_key(images, HEADLINE_PIXELS)?);
    Some(view::Cover { small, large })
}
