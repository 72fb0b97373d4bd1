//! Search for tracks by words and by the filters `track:`, `artist:`, `album:`, `isrc:` and `year:`. Every word must match.
//! Spotify's other types of results are not served.

use std::{cmp::Reverse, sync::Arc};

use axum::{Json, extract::State};
use serde_json::{Value, json};

use super::{caller::Caller, page::Page};
use crate::{
    backend::Backend,
    catalogue::{Catalogue, Track},
    params::Params,
    refusal::Refusal,
};

const FILTERS: [&str; 5] = ["track", "artist", "album", "isrc", "year"];

pub(super) async fn search(
    State(backend): State<Arc<Backend>>,
    caller: Caller,
    query: Params,
) -> Result<Json<Value>, Refusal> {
    let page = Page::read(&query, 5, 10)?;
    if page.offset > 1000 {
        return Err(Refusal::bad_request("Invalid offset"));
    }
    let words = query
        .text("q")
        .map(str::trim)
        .filter(|words| !words.is_empty())
        .ok_or(Refusal::bad_request("No search query"))?;
    let kind = query
        .text("type")
        .filter(|kind| !kind.is_empty())
        .ok_or(Refusal::bad_request("Missing parameter type"))?;
    if kind != "track" {
        return Err(Refusal::bad_request(format!("Bad search type field {kind}")));
    }
    let found = Search::new(words).tracks(&backend.catalogue);
    let renderer = caller.renderer(&backend);
    let items = page.of(&found).iter().map(|at| renderer.track(*at)).collect();
    let link = |query: &str| renderer.href(&format!("/search?{query}"));
    let tracks = page.framed(link, &[("q", words), ("type", kind)], found.len(), items);
    Ok(Json(json!({ "tracks": tracks })))
}

/// Lower-case words, each with the field it must be in, if the query says so.
struct Search(Vec<(Option<&'static str>, String)>);

impl Search {
    fn new(query: &str) -> Self {
        let mut words = Vec::new();
        let mut rest = query.trim();
        while !rest.is_empty() {
            let filter = FILTERS
                .into_iter()
                .find(|filter| rest.strip_prefix(filter).is_some_and(|rest| rest.starts_with(':')));
            let start = filter.map_or(0, |filter| filter.len() + 1);
            let (word, next) = first_word(&rest[start..]);
            if !word.is_empty() {
                words.push((filter, word.to_lowercase()));
            }
            rest = next.trim_start();
        }
        Self(words)
    }

    /// Indices of the tracks that match, the most popular first.
    fn tracks(&self, catalogue: &Catalogue) -> Vec<usize> {
        let mut found: Vec<_> = catalogue
            .tracks
            .iter()
            .enumerate()
            .filter(|(_, track)| self.matches(catalogue, track))
            .map(|(at, track)| (Reverse(track.popularity), at))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, at)| at).collect()
    }

    fn matches(&self, catalogue: &Catalogue, track: &Track) -> bool {
        let album = &catalogue.albums[track.album];
        let artists = track
            .artists
            .iter()
            .map(|artist| ("artist", catalogue.artists[*artist].name.as_str()));
        let mut fields = vec![
            ("track", track.name.as_str()),
            ("album", album.name.as_str()),
            ("isrc", track.isrc.as_str()),
            ("year", &album.released[..4]),
        ];
        fields.extend(artists);
        self.0.iter().all(|(filter, word)| {
            let mut searched = fields.iter().filter(|(field, _)| match filter {
                Some(filter) => field == filter,
                // The ISRC and the year match only with their filter.
                None => matches!(*field, "track" | "artist" | "album"),
            });
            searched.any(|(_, text)| text.to_lowercase().contains(word))
        })
    }
}

/// The first word or quoted phrase, and what comes after it.
fn first_word(text: &str) -> (&str, &str) {
    match text.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
        None => text.split_once(char::is_whitespace).unwrap_or((text, "")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_falls_into_words_phrases_and_filters() {
        let search = Search::new(r#"Blue track:"Paper Harbour" artist:Dusk isrc:GB1"#);
        let text = |word: &str| word.to_owned();
        assert_eq!(
            search.0,
            [
                (None, text("blue")),
                (Some("track"), text("paper harbour")),
                (Some("artist"), text("dusk")),
                (Some("isrc"), text("gb1")),
            ]
        );
    }

    #[test]
    fn every_track_is_found_by_its_isrc_and_by_its_name() {
        let catalogue = Catalogue::new(1);
        let found = |query: &str| Search::new(query).tracks(&catalogue);
        for at in [0, 700, 2900] {
            let track = &catalogue.tracks[at];
            assert!(found(&format!("isrc:{}", track.isrc)).contains(&at));
            assert!(found(&track.name.replace('"', "")).contains(&at));
        }
        assert!(found("isrc:XX0000000000").is_empty());
    }
}
