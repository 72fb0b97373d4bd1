//! `genres`: what is known of artists' genres, and corrections by hand. `learn`: looks them up.

use std::time::Duration;

use genres::{Pacing, Service, Trouble};
use host::{AppSettings, Environment, Folders, IDENTIFIER, genre_client, listenbrainz_token};
use library::{
    Archive, ArtistGenres, EntityKind, GenreOutcome, GenreSource, LearningOptions, LearningProgress, StoreError, Zone,
    take_lock,
};
use plays::Clock;
use serde::Serialize;
use vault::Vault;

use super::explore::Lookup;
use crate::{
    answer::Answer,
    connection::Connection,
    exit::Exit,
    failure::Failure,
    output::Output,
    progress::LearningBar,
    text_table::{Side, TextTable},
    wording::{empty_archive, several, thousands},
};

#[derive(Serialize)]
struct GenresJson<'a> {
    artist: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<&'a str>,
    genres: Vec<&'a str>,
    families: Vec<&'a str>,
    /// Who says so; nobody where nobody was asked.
    source: Option<&'static str>,
    /// Why there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    miss: Option<&'static str>,
}

impl<'a> From<&'a ArtistGenres> for GenresJson<'a> {
    fn from(known: &'a ArtistGenres) -> Self {
        let mut families: Vec<&str> = Vec::new();
        for family in known.genres.iter().filter_map(|genre| genre.family.as_ref()) {
            if !families.contains(&family.name.as_str()) {
                families.push(&family.name);
            }
        }
        Self {
            artist: &known.artist.name,
            uri: known.artist.uri(),
            genres: known.genres.iter().map(|genre| genre.genre.name.as_str()).collect(),
            families,
            source: known.answer.as_ref().map(|answer| answer.source.code()),
            miss: miss(known).map(|(code, _)| code),
        }
    }
}

fn source_name(source: GenreSource) -> &'static str {
    match source {
        GenreSource::Listener => "you",
        GenreSource::Spotify => "Spotify",
        GenreSource::MusicBrainz => "MusicBrainz",
        GenreSource::ListenBrainz => "ListenBrainz",
    }
}

/// As a code and in words.
fn miss(known: &ArtistGenres) -> Option<(&'static str, &'static str)> {
    match known.answer.as_ref().map(|answer| answer.outcome) {
        Some(GenreOutcome::Known) if known.genres.is_empty() => Some(("no_genres", "no genres")),
        Some(GenreOutcome::Unknown) => Some(("unknown", "MusicBrainz does not know this artist")),
        Some(GenreOutcome::Undecided) => Some(("undecided", "several artists have this name")),
        _ => None,
    }
}

/// What is known of all artists, or of those that `artist` names.
pub(super) fn list(archive: &Archive, artist: Option<&str>, zone: Zone) -> Result<Answer, Failure> {
    let known = match artist {
        None => archive.genres_of_artists()?,
        Some(artist) => {
            let keys = Lookup { archive, zone }.one(EntityKind::Artist, artist)?;
            let known: Result<Vec<_>, _> = keys.iter().map(|key| archive.genres_of_artist(&key.key)).collect();
            known?
        }
    };
    answer(archive, &known)
}

/// Corrects the genres of an artist; `None` takes the correction back.
pub(super) fn correct(
    archive: &Archive,
    artist: &str,
    genres: Option<&[String]>,
    zone: Zone,
) -> Result<Answer, Failure> {
    let keys = Lookup { archive, zone }.one(EntityKind::Artist, artist)?;
    let known: Result<Vec<_>, _> = keys
        .iter()
        .map(|key| archive.correct_genres(&key.key, genres))
        .collect();
    answer(archive, &known?)
}

fn answer(archive: &Archive, known: &[ArtistGenres]) -> Result<Answer, Failure> {
    let json: Vec<GenresJson<'_>> = known.iter().map(Into::into).collect();
    if known.is_empty() {
        return Answer::to_question(&json, empty_archive(archive.path()));
    }
    let mut table = TextTable::new(&[("Artist", Side::Left), ("Genres", Side::Left), ("From", Side::Left)]);
    for known in known {
        let genres: Vec<&str> = known.genres.iter().map(|genre| genre.genre.name.as_str()).collect();
        let genres = match miss(known) {
            Some((_, words)) => words.to_owned(),
            None => genres.join(", "),
        };
        let from = known.answer.as_ref().map_or("", |answer| source_name(answer.source));
        table.row([known.artist.name.clone(), genres, from.to_owned()]);
    }
    let mut text = table.text();
    if known.iter().any(|known| known.answer.is_none()) {
        text.push_str("\nWhat is empty was not looked up yet. Look it up with: tonearm-cli learn\n");
    }
    Answer::to_question(&json, text)
}

#[derive(Serialize)]
struct LearnJson {
    artists: usize,
    known: usize,
    left: usize,
    looked_up: usize,
    plays_known: f64,
    plays_with_genre: f64,
}

/// Looks up genres, as the app does in the background.
pub(super) async fn learn(
    connection: Connection,
    (folders, environment, clock): (&Folders, &Environment, &Clock),
    limit: Option<usize>,
    output: &Output,
) -> Result<Answer, Failure> {
    let choices = AppSettings::read(&folders.app_settings()).genres;
    let addresses = choices
        .addresses(environment)
        .map_err(|error| Failure::new("not_a_server", error.to_string()))?;
    let library = &connection.library;
    let vault = || Vault::open(IDENTIFIER, &folders.token_account());
    let token = choices.has_token.then(|| listenbrainz_token(&vault())).flatten();
    let client = genre_client(
        addresses,
        Pacing::Polite,
        token,
        clock.clone(),
        library.count_genre_requests(),
    )
    .map_err(|error| Failure::new("no_client", error.to_string()))?;
    let _turn = take_lock(&folders.genres_lock(), Duration::ZERO).map_err(|error| match error {
        StoreError::Locked => Failure::new(
            "busy",
            "The app, or another tonearm-cli, is looking genres up already. Wait for it, or pause it in the app's Library.",
        ),
        error => error.into(),
    })?;
    let before = library.learning_progress().await?;
    let bar = LearningBar::begin(output.is_quiet());
    let mut trouble = None;
    let learning = library.learn(&client, LearningOptions { limit }, |progress: LearningProgress| {
        trouble = progress.trouble;
        bar.step(&progress);
    });
    let learnt = tokio::select! {
        learnt = learning => Some(learnt?),
        _ = tokio::signal::ctrl_c() => None,
    };
    bar.end();
    let progress = match &learnt {
        Some(progress) => progress.clone(),
        None => library.learning_progress().await?,
    };
    connection.close();
    let looked_up = progress.known.saturating_sub(before.known);
    let json = LearnJson {
        artists: progress.artists,
        known: progress.known,
        left: progress.left(),
        looked_up,
        plays_known: progress.plays_known,
        plays_with_genre: progress.plays_with_genre,
    };
    let mut text = match (looked_up, progress.artists) {
        (_, 0) => "There is nobody to look up: the archive has no music yet.".to_owned(),
        (0, _) if progress.left() == 0 => "Everybody is looked up already.".to_owned(),
        _ => format!("Looked up {}.", several(looked_up as u64, "artist", "artists")),
    };
    if progress.artists > 0 {
        let percent = |part: f64| (part * 100.0).floor();
        text.push_str(&format!(
            " {} of {} are known, with {} % of your plays; {} % of your plays have a genre.",
            thousands(progress.known as u64),
            several(progress.artists as u64, "artist", "artists"),
            percent(progress.plays_known),
            percent(progress.plays_with_genre)
        ));
    }
    let answer = Answer::done(&json, text)?;
    Ok(match (learnt, trouble) {
        (None, _) => answer.ending(Exit::Interrupted),
        (Some(_), Some(trouble)) if progress.left() > 0 && limit.is_none() => {
            answer.warning(unanswered(trouble)).ending(Exit::Failed)
        }
        _ => answer,
    })
}

fn unanswered(trouble: Trouble) -> String {
    match trouble {
        Trouble::NotAnswered { service, .. } => {
            let name = match service {
                Service::MusicBrainz => "MusicBrainz",
                Service::ListenBrainz => "ListenBrainz",
            };
            format!("{name} did not answer about everybody. What was found is kept; run this again later.")
        }
        Trouble::TokenRefused => {
            "ListenBrainz does not accept your token, so names were looked up without it. Set another in the app's settings.".to_owned()
        }
    }
}
