//! The listener's past as an archive may have it: exports as Spotify sends them, and what Tonearm has recorded since the last one.

use std::{
    collections::{HashMap, HashSet},
    io,
    path::Path,
};

use chrono::{DateTime, TimeDelta, Utc};
use plays::{
    Batch, BatchSource, Circumstance, Cover, Credit, Evidence, Item, ItemUri, Kind, PlayedAt, Provenance, SpotifyTrack,
    Times,
};
use sample::{Circumstances, Row};

use crate::{
    api,
    backend::Backend,
    catalogue::Catalogue,
    history::{DAY_MS, History, Play, SpokenPlay},
    listener::Heard,
};

/// How many days before the start the listener last asked for an export.
const EXPORTED_DAYS_AGO: i64 = 430;
/// From and until so many days before the start, Tonearm did not run. This is more than a year ago, so that Spotify's rankings and the
/// archive count the same plays.
const UNRECORDED_DAYS_AGO: (i64, i64) = (403, 391);
/// A time of day at which nobody listens, in milliseconds.
const EARLY_MS: i64 = 4 * 60 * 60 * 1000;
/// Before this, in days before the start, nothing was heard.
const LIFE_DAYS: i64 = 5_000;

/// Writes what was heard as an extended streaming history, with the spoken word of that time. Returns the number of plays.
///
/// # Errors
/// If the file cannot be written.
pub(crate) fn export(
    backend: &Backend,
    path: &Path,
    heard: &[Heard],
    since: DateTime<Utc>,
    until: DateTime<Utc>,
) -> io::Result<usize> {
    let catalogue = &backend.catalogue;
    let plays = heard.iter().map(|(play, ..)| play);
    let History::Eventful(eventful) = &backend.history else {
        let rows: Vec<_> = plays.map(|play| row(catalogue, play)).collect();
        sample::write_zip(path, &rows)?;
        return Ok(rows.len());
    };
    let music = plays.map(|play| (row(catalogue, play), eventful.circumstances(play)));
    let spoken = spoken(backend, since.max(born(backend)), until)
        .into_iter()
        .map(|play| {
            let circumstances = eventful.circumstances_at(play.ended_ms);
            (spoken_row(play), circumstances)
        });
    let mut rows: Vec<(Row, Circumstances)> = music.chain(spoken).collect();
    rows.sort_by_key(|(row, _)| row.ended_at_ms);
    sample::write_zip_with(path, &rows)?;
    Ok(rows.len())
}

/// The end of the last export.
pub(crate) fn exported_until(backend: &Backend) -> DateTime<Utc> {
    days_ago(backend, EXPORTED_DAYS_AGO)
}

/// Before anything was heard.
pub(crate) fn born(backend: &Backend) -> DateTime<Utc> {
    days_ago(backend, LIFE_DAYS)
}

/// When Tonearm ran.
pub(crate) fn recorded(backend: &Backend, now: DateTime<Utc>) -> [(DateTime<Utc>, DateTime<Utc>); 2] {
    let (stopped, started) = UNRECORDED_DAYS_AGO;
    [
        (exported_until(backend), days_ago(backend, stopped)),
        (days_ago(backend, started), now),
    ]
}

/// The spoken word that ended from `from` to `to`, both included, in the order of the ends.
pub(crate) fn spoken(backend: &Backend, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<SpokenPlay> {
    let history = &backend.history;
    let (from_ms, to_ms) = (from.timestamp_millis(), to.timestamp_millis());
    let days = history.day_of(from_ms)..=history.day_of(to_ms);
    let mut spoken: Vec<_> = days
        .flat_map(|day| history.spoken_of_day(day))
        .filter(|play| (from_ms..=to_ms).contains(&play.ended_ms))
        .collect();
    spoken.sort_by_key(|play| play.ended_ms);
    spoken
}

/// What the list of recent plays told of `heard`, and of every track in it and in `known` all that the API says.
pub(crate) fn recording(backend: &Backend, account: &str, known: &[Heard], heard: &[Heard]) -> Batch {
    let catalogue = &backend.catalogue;
    let mut seen = HashSet::new();
    let tracks = heard.iter().chain(known).map(|(play, ..)| play.track);
    let tracks: Vec<usize> = tracks.filter(|track| seen.insert(*track)).collect();
    let numbers: HashMap<usize, u32> = tracks.iter().copied().zip(0..).collect();
    let evidence = heard.iter().filter_map(|(play, _, told)| {
        Some(Evidence {
            ended_at: PlayedAt::from_millis((*told)?.stamp_ms),
            item: *numbers.get(&play.track)?,
            told_ms: 0,
            circumstance: 0,
            number: 0,
            provenance: Provenance::Live,
            times: Times::End,
        })
    });
    Batch {
        evidence: evidence.collect(),
        circumstances: vec![Circumstance::default()],
        items: tracks.iter().map(|track| item(catalogue, *track)).collect(),
        tracks: tracks.iter().map(|track| described(backend, *track)).collect(),
        ..Batch::of(BatchSource::Page {
            account: account.to_owned(),
        })
    }
}

fn days_ago(backend: &Backend, days: i64) -> DateTime<Utc> {
    let begin_ms = match &backend.history {
        History::Eventful(eventful) => eventful.begin_of_today_ms(),
        History::Even(_) => backend.now_ms().div_euclid(DAY_MS) * DAY_MS,
    };
    let begin = DateTime::from_timestamp_millis(begin_ms + EARLY_MS).unwrap_or_default();
    begin - TimeDelta::days(days)
}

fn row(catalogue: &Catalogue, play: &Play) -> Row {
    let track = &catalogue.tracks[play.track];
    let album = &catalogue.albums[track.album];
    Row {
        uri: Some(catalogue.uri(play.track)),
        name: track.name.clone(),
        artist: catalogue.artists[album.artist].name.clone(),
        album: album.name.clone(),
        ended_at_ms: play.ended_ms,
        ms_played: play.heard_ms,
    }
}

fn spoken_row(play: SpokenPlay) -> Row {
    Row {
        uri: Some(play.uri),
        name: play.name,
        artist: String::new(),
        album: play.collection.to_owned(),
        ended_at_ms: play.ended_ms,
        ms_played: play.heard_ms,
    }
}

/// A track as Spotify's list of recent plays names it: with the artists of the track and of its album.
fn item(catalogue: &Catalogue, track: usize) -> Item {
    let this = &catalogue.tracks[track];
    let album = &catalogue.albums[this.album];
    // The album's artist is the first of the track's.
    let artists: Vec<_> = this
        .artists
        .iter()
        .map(|artist| catalogue.artists[*artist].name.as_str())
        .collect();
    Item {
        uri: ItemUri::of_spotify_track(&this.id),
        kind: Kind::Music,
        name: this.name.as_str().into(),
        artist: artists.join("\n").into(),
        album: album.name.as_str().into(),
        length_ms: u32::try_from(this.duration_ms).ok(),
        isrc: Some(this.isrc.as_str().into()),
    }
}

/// A track as Spotify's API describes it.
fn described(backend: &Backend, track: usize) -> SpotifyTrack {
    let catalogue = &backend.catalogue;
    let this = &catalogue.tracks[track];
    let album = &catalogue.albums[this.album];
    let artists = this.artists.iter().map(|artist| &catalogue.artists[*artist]);
    let server = backend.address();
    let covers = api::COVER.iter().map(|(start, side)| Cover {
        url: api::image_address(&server, start, &album.id),
        width: Some(*side),
        height: Some(*side),
    });
    SpotifyTrack {
        uri: catalogue.uri(track),
        name: this.name.clone(),
        artists: artists
            .map(|artist| Credit {
                uri: Some(format!("spotify:artist:{}", artist.id)),
                name: artist.name.clone(),
            })
            .collect(),
        album: Credit {
            uri: Some(format!("spotify:album:{}", album.id)),
            name: album.name.clone(),
        },
        album_artist: catalogue.artists[album.artist].name.clone(),
        covers: covers.collect(),
        duration_ms: u32::try_from(this.duration_ms).unwrap_or_default(),
        isrc: Some(this.isrc.clone()),
    }
}
