//! `playlist`: a list becomes a playlist at Spotify, and one that was left unfinished gets the rest.

use chrono::NaiveDate;
use library::{Freshness, PlaylistDraft, PlaylistSource, SavedPlaylist};
use serde::Serialize;
use spotify::TimeRange;

use crate::{
    answer::Answer,
    arguments::{List, Playlist, Range, Save},
    failure::Failure,
    spotify_link::Link,
    wording::several,
};

#[derive(Serialize)]
struct Told<'a> {
    id: &'a str,
    name: &'a str,
    url: &'a str,
    tracks: usize,
}

impl<'a> From<&'a SavedPlaylist> for Told<'a> {
    fn from(saved: &'a SavedPlaylist) -> Self {
        Self {
            id: saved.playlist.id.as_str(),
            name: &saved.playlist.name,
            url: &saved.playlist.url,
            tracks: saved.tracks,
        }
    }
}

pub(super) async fn run(link: Link, what: &Playlist, today: NaiveDate) -> Result<Answer, Failure> {
    link.require_sign_in()?;
    let answer = match what {
        Playlist::Save(asked) => save(&link, asked, today).await,
        Playlist::Finish => finish(&link).await,
    };
    link.close();
    answer
}

async fn save(link: &Link, asked: &Save, today: NaiveDate) -> Result<Answer, Failure> {
    let library = &link.library;
    let range = match asked.range {
        Range::FourWeeks => TimeRange::FourWeeks,
        Range::SixMonths => TimeRange::SixMonths,
        Range::Year => TimeRange::Year,
    };
    // The library chooses from what it knows, so it has to know it.
    let source = match asked.from {
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
        name: asked.name.clone().unwrap_or(suggestion.name),
        description: asked.description.clone().unwrap_or(suggestion.description),
        public: asked.public,
    };
    let count = asked.count.unwrap_or(suggestion.available);
    let saved = library.save_playlist(&source, count, draft, |_, _| ()).await?;
    Answer::done(&Told::from(&saved), sentence(&saved))
}

async fn finish(link: &Link) -> Result<Answer, Failure> {
    let mut all = Vec::new();
    for unfinished in link.library.unfinished_playlists() {
        let id = unfinished.saved_so_far().playlist.id;
        all.push(link.library.finish_playlist(&id, |_, _| ()).await?);
    }
    let told: Vec<Told<'_>> = all.iter().map(Told::from).collect();
    if all.is_empty() {
        return Answer::done(&told, "No playlist was left unfinished here.");
    }
    let text: Vec<String> = all.iter().map(sentence).collect();
    Answer::done(&told, text.join("\n"))
}

fn sentence(saved: &SavedPlaylist) -> String {
    let tracks = several(saved.tracks as u64, "track", "tracks");
    format!("Saved {tracks} as “{}”: {}", saved.playlist.name, saved.playlist.url)
}
