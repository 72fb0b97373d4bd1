//! `playlist`: a list becomes a playlist at Spotify, and one that was left unfinished gets the rest.

use chrono::NaiveDate;
use library::{Freshness, PlaylistDraft, PlaylistSource, SavedPlaylist};
use serde::Serialize;
use spotify::TimeRange;

use crate::{
    answer::Answer,
    arguments::{List, Playlist, Range, Save},
    connection::Connection,
    failure::Failure,
    wording::several,
};

#[derive(Serialize)]
struct PlaylistJson<'a> {
    id: &'a str,
    name: &'a str,
    url: &'a str,
    tracks: usize,
}

impl<'a> From<&'a SavedPlaylist> for PlaylistJson<'a> {
    fn from(saved: &'a SavedPlaylist) -> Self {
        Self {
            id: saved.playlist.id.as_str(),
            name: &saved.playlist.name,
            url: &saved.playlist.url,
            tracks: saved.tracks,
        }
    }
}

pub(super) async fn run(connection: Connection, what: &Playlist, today: NaiveDate) -> Result<Answer, Failure> {
    connection.require_sign_in()?;
    let answer = match what {
        Playlist::Save(args) => save(&connection, args, today).await,
        Playlist::Finish => finish(&connection).await,
    };
    connection.close();
    answer
}

async fn save(connection: &Connection, args: &Save, today: NaiveDate) -> Result<Answer, Failure> {
    let library = &connection.library;
    let range = match args.range {
        Range::FourWeeks => TimeRange::FourWeeks,
        Range::SixMonths => TimeRange::SixMonths,
        Range::Year => TimeRange::Year,
    };
    // The library chooses from the lists it has, so they are fetched first.
    let source = match args.from {
        List::Recent => {
            library.recent(Freshness::Recent).await?;
            PlaylistSource::Recent
        }
        List::TopTracks => {
            library.top_tracks(range, Freshness::Recent).await?;
            PlaylistSource::TopTracks(range)
        }
        List::TopArtists => {
            library.top_artists(range, Freshness::Recent).await?;
            library.top_tracks(range, Freshness::Recent).await?;
            PlaylistSource::TopArtists(range)
        }
    };
    let suggestion = library.suggest_playlist(&source, today)?;
    let draft = PlaylistDraft {
        name: args.name.clone().unwrap_or(suggestion.name),
        description: args.description.clone().unwrap_or(suggestion.description),
        public: args.public,
    };
    let count = args.count.unwrap_or(suggestion.available);
    let saved = library.save_playlist(&source, count, draft, |_, _| ()).await?;
    Answer::done(&PlaylistJson::from(&saved), sentence(&saved))
}

async fn finish(connection: &Connection) -> Result<Answer, Failure> {
    let mut all = Vec::new();
    for unfinished in connection.library.unfinished_playlists() {
        let id = unfinished.saved_so_far().playlist.id;
        all.push(connection.library.finish_playlist(&id, |_, _| ()).await?);
    }
    let json: Vec<PlaylistJson<'_>> = all.iter().map(PlaylistJson::from).collect();
    if all.is_empty() {
        return Answer::done(&json, "No playlist was left unfinished here.");
    }
    let text: Vec<String> = all.iter().map(sentence).collect();
    Answer::done(&json, text.join("\n"))
}

fn sentence(saved: &SavedPlaylist) -> String {
    let tracks = several(saved.tracks as u64, "track", "tracks");
    format!("Saved {tracks} as “{}”: {}", saved.playlist.name, saved.playlist.url)
}
