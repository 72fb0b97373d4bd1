//! The calls of ListenBrainz's API about metadata: <https://listenbrainz.readthedocs.io/en/latest/users/api/metadata.html>.

use std::{collections::BTreeSet, sync::Arc};

use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, header},
    middleware::from_fn_with_state,
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    answer,
    call::Call,
    fold::{fold, words},
    limits::LISTENBRAINZ_TOKEN,
    middleware::{self, token},
    refusal::Refusal,
    service::Service,
    universe::Universe,
};
use crate::params::Params;

const MOST_LOOKUPS: usize = 50;
/// Of artist, recording and release together.
const MOST_LETTERS: usize = 250;
const INCS: &[&str] = &["artist", "tag", "release", "recording", "release_group"];

pub(super) fn routes(service: &Arc<Service>) -> Router {
    Router::new()
        .route("/metadata/artist/", get(artists))
        .route("/metadata/lookup/", post(look_up))
        .fallback(async || Refusal::not_found(Call::ListenBrainz))
        .layer(from_fn_with_state(service.clone(), middleware::listenbrainz))
        .with_state(service.clone())
}

/// Only artists that are known, in no order that would help.
async fn artists(State(service): State<Arc<Service>>, query: Params) -> Result<Json<Value>, Refusal> {
    let refuse = |message: String| Refusal::bad_request(Call::ArtistMetadata, message);
    let incs: Vec<_> = query.text("inc").unwrap_or_default().split_whitespace().collect();
    if let Some(unknown) = incs.iter().find(|inc| !INCS.contains(inc)) {
        let allowed = INCS.join(", ");
        return Err(refuse(format!(
            "invalid inc argument '{unknown}'. Must be one of {allowed}."
        )));
    }
    let ids = query.text("artist_mbids").ok_or_else(|| {
        refuse("artist_mbids argument must be present and contain a comma separated list of artist_mbids".to_owned())
    })?;
    let ids: BTreeSet<_> = ids.split(',').map(str::trim).collect();
    if let Some(wrong) = ids.iter().find(|id| Uuid::try_parse(id).is_err()) {
        return Err(refuse(format!("artist mbid {wrong} is not valid.")));
    }
    let mut state = service.state();
    let universe = state.universe();
    let found = ids.into_iter().filter_map(|id| universe.artist(id));
    Ok(Json(
        found
            .map(|artist| answer::metadata(artist, incs.contains(&"tag")))
            .collect(),
    ))
}

#[derive(Deserialize)]
struct Lookups {
    #[serde(default)]
    recordings: Vec<Lookup>,
}

#[derive(Deserialize)]
struct Lookup {
    artist_name: Option<String>,
    recording_name: Option<String>,
    release_name: Option<String>,
}

/// An answer for each lookup. One that found nothing lacks everything but the question.
async fn look_up(State(service): State<Arc<Service>>, headers: HeaderMap, body: Bytes) -> Result<Json<Value>, Refusal> {
    let refuse = |message: String| Refusal::bad_request(Call::Lookup, message);
    if !headers.contains_key(header::AUTHORIZATION) {
        return Err(Refusal::unauthorized("You need to provide an Authorization header."));
    }
    match token(&headers) {
        None => return Err(Refusal::unauthorized("Provided Authorization header is invalid.")),
        Some(token) if token != LISTENBRAINZ_TOKEN => {
            return Err(Refusal::unauthorized("Invalid authorization token."));
        }
        Some(_) => {}
    }
    let lookups: Lookups =
        serde_json::from_slice(&body).map_err(|_| refuse("Cannot parse JSON document.".to_owned()))?;
    if lookups.recordings.is_empty() {
        return Err(refuse("recordings is invalid or not present in body".to_owned()));
    }
    if lookups.recordings.len() > MOST_LOOKUPS {
        return Err(refuse(format!(
            "Number of recordings in request body exceeds maximum permitted. ({MOST_LOOKUPS})"
        )));
    }
    let mut state = service.state();
    let universe = state.universe();
    let answers = lookups.recordings.iter().enumerate();
    let answers: Result<Vec<_>, _> = answers.map(|(index, lookup)| lookup.answer(index, universe)).collect();
    Ok(Json(answers.map_err(refuse)?.into()))
}

impl Lookup {
    /// # Errors
    /// What is wrong with the question.
    fn answer(&self, index: usize, universe: &Universe) -> Result<Value, String> {
        let given = |name: &str, text: &Option<String>| {
            let text = text.clone().filter(|text| !text.is_empty());
            text.ok_or_else(|| format!("Recording {index} {name} is invalid or not present"))
        };
        let artist = given("artist_name", &self.artist_name)?;
        let recording = given("recording_name", &self.recording_name)?;
        let release = self.release_name.as_deref().unwrap_or_default();
        let letters: usize = [artist.as_str(), &recording, release]
            .iter()
            .map(|text| text.chars().count())
            .sum();
        if letters > MOST_LETTERS {
            return Err(format!(
                "Recording {index} total number of characters in artist_name, recording_name and release_name arguments \
                 must be less than {MOST_LETTERS}"
            ));
        }
        let mut answer = json!({
            "index": index,
            "artist_name_arg": artist,
            "recording_name_arg": recording,
            "release_name_arg": self.release_name,
        });
        if let Some(found) = best_guess(universe, &artist, &recording).map(|at| &universe.recordings[at]) {
            let ids = found.credit.iter().map(|artist| universe.artists[*artist].id.as_str());
            answer["artist_mbids"] = ids.collect();
            answer["artist_credit_name"] = answer::credit_name(universe, found).into();
            answer["recording_mbid"] = found.id.as_str().into();
            answer["recording_name"] = found.title.as_str().into();
            answer["release_mbid"] = found.release_id.as_str().into();
            answer["release_name"] = found.title.as_str().into();
        }
        Ok(answer)
    }
}

/// A recording of this title by an artist of this name or alias, or with this credit. Of several, ListenBrainz gives one without
/// saying so, which may be a namesake's.
fn best_guess(universe: &Universe, artist: &str, title: &str) -> Option<usize> {
    let bearers = universe.bearers(artist);
    let titled = universe.titles.exactly(&words(title)).into_iter();
    let matching = titled.filter(|at| {
        let recording = &universe.recordings[*at];
        recording.credit.iter().any(|artist| bearers.contains(artist))
            || fold(&answer::credit_name(universe, recording)) == fold(artist)
    });
    matching.min_by_key(|at| &universe.recordings[*at].id)
}
