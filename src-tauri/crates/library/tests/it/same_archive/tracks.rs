//! The few tracks of the test, and what they are called. Spotify renames them and changes who they are by.

use plays::Kind;

/// How many tracks there are.
pub(crate) const TRACKS: usize = 8;
/// How many ways there are of naming each.
pub(crate) const EDITIONS: usize = 4;

/// A track in one edition of its names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Track {
    pub(crate) kind: Kind,
    /// The last letter of its id.
    pub(crate) letter: char,
    pub(crate) length_ms: u32,
    pub(crate) title: &'static str,
    /// The performer; the show of an episode.
    pub(crate) artist: &'static str,
    /// Who the extended history says the album is by.
    pub(crate) album_artist: &'static str,
    pub(crate) album: &'static str,
    pub(crate) isrc: Option<&'static str>,
}

/// The track with this number, as it is called in this edition.
pub(crate) fn track(number: usize, edition: usize) -> Track {
    let plain = Track {
        kind: Kind::Music,
        letter: 'a',
        length_ms: 200_000,
        title: "Glue",
        artist: "Bicep",
        album_artist: "Bicep",
        album: "Harbour",
        isrc: None,
    };
    let track = match number % TRACKS {
        0 => plain,
        // Another release of it, on a compilation.
        1 => Track {
            letter: 'b',
            album_artist: "Various Artists",
            album: "The Best of It",
            isrc: Some("GB1"),
            ..plain
        },
        2 => Track {
            letter: 'c',
            length_ms: 20_000,
            title: "Chime",
            artist: "Ada",
            album_artist: "Ada",
            album: "Bells",
            isrc: None,
            ..plain
        },
        3 => Track {
            letter: 'd',
            length_ms: 8_000,
            title: "Opening",
            ..plain
        },
        4 => Track {
            letter: 'e',
            length_ms: 600_000,
            title: "Nine Wells",
            artist: "Ada",
            album_artist: "Ada",
            ..plain
        },
        // The same recording as the second under another id, and another title.
        5 => Track {
            letter: 'f',
            title: "Glue (Single)",
            isrc: Some("GB1"),
            ..plain
        },
        6 => Track {
            letter: 'g',
            length_ms: 45_000,
            title: "Opal",
            ..plain
        },
        _ => Track {
            kind: Kind::Podcast,
            letter: 'h',
            title: "About Bells",
            artist: "Long Talks",
            album_artist: "",
            album: "Long Talks",
            ..plain
        },
    };
    let renamed = match track.title {
        "Glue" => "Glue (Remaster)",
        "Opal" => "Glue",
        other => other,
    };
    match edition % EDITIONS {
        0 => track,
        1 => Track {
            title: renamed,
            ..track
        },
        2 if track.kind == Kind::Music => Track {
            artist: "Ada & Cyd",
            album_artist: "Various Artists",
            ..track
        },
        _ => Track {
            title: renamed,
            album: "Harbour (Deluxe)",
            ..track
        },
    }
}

impl Track {
    pub(crate) fn id(&self) -> String {
        format!("000000000000000000000{}", self.letter)
    }

    pub(crate) fn uri(&self) -> String {
        let kind = if self.kind == Kind::Podcast { "episode" } else { "track" };
        format!("spotify:{kind}:{}", self.id())
    }
}
