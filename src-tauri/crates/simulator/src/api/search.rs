//! Search by words and by the filters `track:`, `artist:`, `album:`, `isrc:`, `upc:` and `year:`. Every word must be found.

use std::sync::Arc;

use axum::{Json, extract::State};
use serde_json::{Map, Value};

use super::{Caller, Params, Shape, paging::Page};
use crate::{refusal::Refusal, scene::Scene, world::World};

/// Each type with the key of its page. The last four exist, but there are none of them in this world.
const TYPES: [(&str, &str); 7] = [
    ("album", "albums"),
    ("artist", "artists"),
    ("track", "tracks"),
    ("playlist", "playlists"),
    ("show", "shows"),
    ("episode", "episodes"),
    ("audiobook", "audiobooks"),
];
const FILTERS: [&str; 6] = ["track", "artist", "album", "isrc", "upc", "year"];

pub(super) async fn search(
    State(scene): State<Arc<Scene>>,
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
    let types = query
        .text("type")
        .filter(|types| !types.is_empty())
        .ok_or(Refusal::bad_request("Missing parameter type"))?;
    let wanted = Wanted::new(words);
    let shape = caller.shape(&scene);
    let mut answer = Map::new();
    for kind in types.split(',') {
        let known = TYPES.iter().find(|(known, _)| *known == kind);
        let (_, key) = known.ok_or_else(|| Refusal::bad_request(format!("Bad search type field {kind}")))?;
        let found = wanted.found(kind, &scene.world);
        let items = page.of(&found).iter().map(|at| item(&shape, kind, *at)).collect();
        answer.insert(
            (*key).to_owned(),
            page.framed(&shape, "/search", &[("q", words), ("type", kind)], found.len(), items),
        );
    }
    Ok(Json(answer.into()))
}

fn item(shape: &Shape, kind: &str, at: usize) -> Value {
    match kind {
        "album" => shape.simple_album(at),
        "artist" => shape.artist(at),
        _ => shape.track(at),
    }
}

/// Lower-case words, each perhaps with the field it must stand in.
struct Wanted(Vec<(Option<&'static str>, String)>);

/// The text of one thing, field by field.
type Fields<'a> = [(&'static str, &'a str)];

impl Wanted {
    fn new(query: &str) -> Self {
        let mut wanted = Vec::new();
        let mut rest = query.trim();
        while !rest.is_empty() {
            let filter = FILTERS
                .into_iter()
                .find(|filter| rest.strip_prefix(filter).is_some_and(|rest| rest.starts_with(':')));
            let start = filter.map_or(0, |filter| filter.len() + 1);
            let (word, next) = word(&rest[start..]);
            if !word.is_empty() {
                wanted.push((filter, word.to_lowercase()));
            }
            rest = next.trim_start();
        }
        Self(wanted)
    }

    /// Indices of what matches, the best known first.
    fn found(&self, kind: &str, world: &World) -> Vec<usize> {
        let mut found: Vec<(std::cmp::Reverse<u8>, usize)> = match kind {
            "artist" => {
                let matching = world
                    .artists
                    .iter()
                    .enumerate()
                    .filter(|(_, artist)| self.fits(&[("artist", &artist.name)]));
                matching
                    .map(|(at, artist)| (std::cmp::Reverse(artist.popularity), at))
                    .collect()
            }
            "album" => {
                let matching = world.albums.iter().enumerate().filter(|(_, album)| {
                    let artist = &world.artists[album.artist].name;
                    self.fits(&[
                        ("album", &album.name),
                        ("artist", artist),
                        ("upc", &album.upc),
                        ("year", &album.released[..4]),
                    ])
                });
                matching
                    .map(|(at, album)| (std::cmp::Reverse(album.popularity), at))
                    .collect()
            }
            "track" => {
                let matching = world.tracks.iter().enumerate().filter(|(_, track)| {
                    let album = &world.albums[track.album];
                    let artists = track
                        .artists
                        .iter()
                        .map(|artist| ("artist", world.artists[*artist].name.as_str()));
                    let mut fields = vec![
                        ("track", track.name.as_str()),
                        ("album", album.name.as_str()),
                        ("isrc", track.isrc.as_str()),
                        ("year", &album.released[..4]),
                    ];
                    fields.extend(artists);
                    self.fits(&fields)
                });
                matching
                    .map(|(at, track)| (std::cmp::Reverse(track.popularity), at))
                    .collect()
            }
            _ => Vec::new(),
        };
        found.sort_unstable();
        found.into_iter().map(|(_, at)| at).collect()
    }

    fn fits(&self, fields: &Fields) -> bool {
        self.0.iter().all(|(filter, word)| {
            let mut looked_at = fields.iter().filter(|(field, _)| match filter {
                Some(filter) => field == filter,
                // Numbers are for those who ask by them.
                None => matches!(*field, "track" | "artist" | "album"),
            });
            looked_at.any(|(_, text)| text.to_lowercase().contains(word))
        })
    }
}

/// The first word or quoted phrase, and what comes after it.
fn word(text: &str) -> (&str, &str) {
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
        let wanted = Wanted::new(r#"Blue track:"Paper Harbour" artist:Dusk isrc:GB1"#);
        let text = |word: &str| word.to_owned();
        assert_eq!(
            wanted.0,
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
        let world = World::new(1);
        for at in [0, 700, 2900] {
            let track = &world.tracks[at];
            assert!(
                Wanted::new(&format!("isrc:{}", track.isrc))
                    .found("track", &world)
                    .contains(&at)
            );
            assert!(
                Wanted::new(&track.name.replace('"', ""))
                    .found("track", &world)
                    .contains(&at)
            );
        }
        assert!(Wanted::new("isrc:XX0000000000").found("track", &world).is_empty());
    }
}
