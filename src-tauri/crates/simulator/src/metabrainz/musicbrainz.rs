//! The calls of MusicBrainz's web service, version 2, in JSON: <https://musicbrainz.org/doc/MusicBrainz_API>.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{Path, RawQuery, State},
    middleware::from_fn_with_state,
    routing::get,
};
use chrono::SecondsFormat;
use serde_json::{Value, json};
use url::form_urlencoded;
use uuid::Uuid;

use super::{
    answer,
    call::Call,
    middleware,
    query::{Query, QueryError},
    refusal::Refusal,
    search::{Kind, UnknownField, search},
    service::Service,
};

/// Of more addresses than this, the rest is left out without a word.
const MOST_ADDRESSES: usize = 100;
const USUAL_LIMIT: usize = 25;
const MOST_HITS: usize = 100;

pub(super) fn routes(service: &Arc<Service>) -> Router {
    Router::new()
        .route("/url", get(urls))
        .route("/url/", get(urls))
        .route("/artist", get(find_artists))
        .route("/artist/", get(find_artists))
        .route("/artist/{id}", get(artist))
        .route("/recording", get(find_recordings))
        .route("/recording/", get(find_recordings))
        .fallback(async || Refusal::not_found(Call::MusicBrainz))
        .layer(from_fn_with_state(service.clone(), middleware::musicbrainz))
        .with_state(service.clone())
}

/// The parameters in their order; unlike elsewhere a name may come more than once.
struct Parameters(Vec<(String, String)>);

impl Parameters {
    fn new(query: Option<String>) -> Self {
        let query = query.unwrap_or_default();
        Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(move |(key, _)| key == name);
        named.map(|(_, value)| value.as_str())
    }

    fn one(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// What else is asked for; the plus signs between have become spaces.
    fn inc(&self) -> Vec<&str> {
        self.one("inc").unwrap_or_default().split_whitespace().collect()
    }

    fn number(&self, name: &str) -> Option<usize> {
        self.one(name)?.parse().ok()
    }
}

/// One address is answered with an object or 404, several with a list of those that are known, in no order that would help.
async fn urls(State(service): State<Arc<Service>>, RawQuery(query): RawQuery) -> Result<Json<Value>, Refusal> {
    let parameters = Parameters::new(query);
    let resources: Vec<_> = parameters.all("resource").collect();
    let with_artist = parameters.inc().contains(&"artist-rels");
    let mut state = service.state();
    let universe = state.universe();
    let url = |resource: &&str| {
        let artist = universe.artist_linked_to(resource)?;
        Some(answer::url(artist.link.as_ref()?, artist, with_artist))
    };
    match resources.as_slice() {
        [] => Err(no_query(Call::Urls, "url")),
        [resource] => url(resource).map(Json).ok_or(Refusal::not_found(Call::Urls)),
        several => {
            let mut found: Vec<_> = several.iter().take(MOST_ADDRESSES).filter_map(url).collect();
            found.sort_by_cached_key(|url| url["id"].to_string());
            found.dedup();
            Ok(Json(
                json!({ "url-count": found.len(), "url-offset": 0, "urls": found }),
            ))
        }
    }
}

async fn artist(
    State(service): State<Arc<Service>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Refusal> {
    let parameters = Parameters::new(query);
    if Uuid::try_parse(&id).is_err() {
        return Err(Refusal::bad_request(Call::Artist, "Invalid mbid."));
    }
    let inc = parameters.inc();
    if let Some(unknown) = inc.iter().find(|inc| !matches!(**inc, "genres" | "tags")) {
        let message = format!("{unknown} is not a valid inc parameter for the artist resource.");
        return Err(Refusal::bad_request(Call::Artist, message));
    }
    let mut state = service.state();
    let artist = state.universe().artist(&id).ok_or(Refusal::not_found(Call::Artist))?;
    Ok(Json(answer::artist_with(artist, &inc)))
}

async fn find_artists(State(service): State<Arc<Service>>, RawQuery(query): RawQuery) -> Result<Json<Value>, Refusal> {
    find(&service, Call::ArtistSearch, &Parameters::new(query))
}

async fn find_recordings(
    State(service): State<Arc<Service>>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Refusal> {
    let parameters = Parameters::new(query);
    match (parameters.one("query"), parameters.one("artist")) {
        (None, Some(artist)) => recordings_of(&service, artist, &parameters),
        _ => find(&service, Call::RecordingSearch, &parameters),
    }
}

/// A page of the recordings that credit an artist, in no order that would help.
fn recordings_of(service: &Service, id: &str, parameters: &Parameters) -> Result<Json<Value>, Refusal> {
    let call = Call::RecordingsOfArtist;
    if Uuid::try_parse(id).is_err() {
        return Err(Refusal::bad_request(call, "Invalid mbid."));
    }
    let mut state = service.state();
    let universe = state.universe();
    let all = universe.credited(universe.place(id).ok_or(Refusal::not_found(call))?);
    let offset = parameters.number("offset").unwrap_or_default();
    // Other than that of a search, a limit that is too high is cut to the bound.
    let limit = parameters.number("limit").filter(|limit| *limit > 0);
    let limit = limit.unwrap_or(USUAL_LIMIT).min(MOST_HITS);
    let page = all.iter().skip(offset).take(limit);
    let items: Value = page
        .map(|at| answer::recording_of_artist(&universe.recordings[*at]))
        .collect();
    Ok(Json(
        json!({ "recording-count": all.len(), "recording-offset": offset, "recordings": items }),
    ))
}

fn find(service: &Service, call: Call, parameters: &Parameters) -> Result<Json<Value>, Refusal> {
    let (kind, resource, list) = match call {
        Call::RecordingSearch => (Kind::Recordings, "recording", "recordings"),
        _ => (Kind::Artists, "artist", "artists"),
    };
    let text = parameters
        .one("query")
        .filter(|query| !query.is_empty())
        .ok_or_else(|| no_query(call, resource))?;
    let query = Query::parse(text).map_err(|why| unreadable(call, why))?;
    let mut state = service.state();
    let universe = state.universe();
    let found = search(universe, kind, &query).map_err(|UnknownField| unreadable(call, QueryError::NotServed))?;
    let offset = parameters.number("offset").unwrap_or_default();
    // A limit that is out of bounds is not cut to the bound.
    let limit = parameters
        .number("limit")
        .filter(|limit| (1..=MOST_HITS).contains(limit))
        .unwrap_or(USUAL_LIMIT);
    let page = found.iter().skip(offset).take(limit);
    let items: Value = page
        .map(|(at, score)| match kind {
            Kind::Artists => answer::artist_hit(&universe.artists[*at], *score),
            Kind::Recordings => answer::recording_hit(universe, &universe.recordings[*at], *score),
        })
        .collect();
    let created = (service.clock)().to_rfc3339_opts(SecondsFormat::Millis, true);
    Ok(Json(
        json!({ "created": created, "count": found.len(), "offset": offset, list: items }),
    ))
}

fn no_query(call: Call, resource: &str) -> Refusal {
    let message = format!("The given parameters do not match any available query type for the {resource} resource.");
    Refusal::bad_request(call, message)
}

fn unreadable(call: Call, why: QueryError) -> Refusal {
    let message = match why {
        QueryError::Malformed => "Search server could not complete query: Bad request",
        QueryError::NotServed => "The simulator does not serve such a query",
    };
    Refusal::bad_request(call, message)
}
