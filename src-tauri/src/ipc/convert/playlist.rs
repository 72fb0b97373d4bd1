//! Which list a playlist is made of, and what became of it.

use chrono::NaiveDate;
use library::{PlaylistSource, SavedPlaylist, UnfinishedPlaylist, Zone};

use super::explore_question::ranking_question;
use crate::ipc::{number::count, view};

/// For a listener in `zone` whose day is `today`.
pub(crate) fn playlist_source(source: view::PlaylistSource, zone: Zone, today: NaiveDate) -> PlaylistSource {
    match source {
        view::PlaylistSource::TopTracks { range } => PlaylistSource::TopTracks(range.into()),
        view::PlaylistSource::TopArtists { range } => PlaylistSource::TopArtists(range.into()),
        view::PlaylistSource::TopGenre { range, genre } => PlaylistSource::TopGenre {
            range: range.into(),
            genre,
        },
        view::PlaylistSource::Recent => PlaylistSource::Recent,
        view::PlaylistSource::Explored { filter, rule, measure } => PlaylistSource::Explored {
            query: Box::new(ranking_question(&filter, rule, measure, today)),
            zone,
        },
    }
}

impl From<SavedPlaylist> for view::SavedPlaylist {
    fn from(saved: SavedPlaylist) -> Self {
        Self {
            name: saved.playlist.name,
            uri: saved.playlist.id.uri(),
            saved: count(saved.tracks),
        }
    }
}

impl From<&UnfinishedPlaylist> for view::UnfinishedPlaylist {
    fn from(unfinished: &UnfinishedPlaylist) -> Self {
        Self {
            playlist: unfinished.saved_so_far().into(),
            of: count(unfinished.wanted()),
        }
    }
}
