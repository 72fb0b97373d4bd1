//! What the stand-in knows: artists with aliases, links, recordings and genres. Answers the questions as the services do.

use std::collections::{BTreeMap, HashMap};

use axum::http::StatusCode;
use serde_json::{Value, json};

/// How long recordings are, unless something else is said.
pub(crate) const LENGTH_MS: u32 = 215_000;
/// A title of everybody's, unless something else is said.
pub(crate) const ANTHEM: &str = "Anthem of Everybody";

/// Everything, in the order in which it was added; an artist's number is its place.
#[derive(Default)]
pub(crate) struct World {
    artists: Vec<Artist>,
    links: HashMap<String, Vec<usize>>,
    recordings: Vec<Recording>,
}

struct Recording {
    title: String,
    length_ms: Option<u32>,
    /// Everybody in the credit.
    artists: Vec<usize>,
}

struct Artist {
    name: String,
    aliases: Vec<String>,
    /// `None`: ListenBrainz does not know the artist.
    listenbrainz: Option<Vec<(String, i64)>>,
    genres: Vec<(String, i64)>,
    is_gone: bool,
}

/// The MusicBrainz id of the artist with that number.
pub(crate) fn id(number: usize) -> String {
    format!("8f6bd1e4-fbe1-4f50-aa9b-{number:012}")
}

impl World {
    /// Adds an artist, with one genre of that name. Gives its number.
    pub(crate) fn artist(&mut self, name: &str, genre: &str) -> usize {
        let genres = vec![(genre.to_owned(), 3)];
        self.artists.push(Artist {
            name: name.to_owned(),
            aliases: Vec::new(),
            listenbrainz: Some(genres.clone()),
            genres,
            is_gone: false,
        });
        let number = self.artists.len() - 1;
        self.recording(number, ANTHEM);
        number
    }

    /// Takes away what the artist has in common with everybody.
    pub(crate) fn without_anthem(&mut self, artist: usize) {
        self.recordings
            .retain(|recording| recording.title != ANTHEM || recording.artists != [artist]);
    }

    pub(crate) fn alias(&mut self, artist: usize, alias: &str) {
        self.artists[artist].aliases.push(alias.to_owned());
    }

    pub(crate) fn link(&mut self, artist: usize, spotify_id: &str) {
        let link = format!("https://open.spotify.com/artist/{spotify_id}");
        self.links.entry(link).or_default().push(artist);
    }

    pub(crate) fn recording(&mut self, artist: usize, title: &str) {
        self.recording_of(title, Some(LENGTH_MS), vec![artist]);
    }

    pub(crate) fn recording_lasting(&mut self, artist: usize, title: &str, length_ms: Option<u32>) {
        self.recording_of(title, length_ms, vec![artist]);
    }

    pub(crate) fn recording_with_guest(&mut self, artist: usize, guest: usize, title: &str) {
        self.recording_of(title, Some(LENGTH_MS), vec![artist, guest]);
    }

    fn recording_of(&mut self, title: &str, length_ms: Option<u32>, artists: Vec<usize>) {
        self.recordings.push(Recording {
            title: title.to_owned(),
            length_ms,
            artists,
        });
    }

    pub(crate) fn unknown_to_listenbrainz(&mut self, artist: usize) {
        self.artists[artist].listenbrainz = None;
    }

    pub(crate) fn gone(&mut self, artist: usize) {
        self.artists[artist].listenbrainz = None;
        self.artists[artist].is_gone = true;
    }

    /// The answer to a request.
    pub(crate) fn answer(&self, path: &str, query: &[(String, String)]) -> (StatusCode, Value) {
        let one = |name: &str| {
            query
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.as_str())
        };
        let number = |name: &str, default: usize| one(name).map_or(default, |value| value.parse().unwrap());
        let page = (number("offset", 0), number("limit", 25).min(100));
        match path {
            "/ws/2/url" => self.urls(query),
            "/ws/2/artist" => (StatusCode::OK, self.search(one("query").unwrap(), page)),
            "/ws/2/recording" => match one("query") {
                Some(query) => (StatusCode::OK, self.search_recordings(query, page)),
                None => self.recordings_of(one("artist").unwrap(), page),
            },
            "/1/metadata/artist/" => (StatusCode::OK, self.metadata(one("artist_mbids").unwrap())),
            _ => self.genres_of(path.strip_prefix("/ws/2/artist/").unwrap()),
        }
    }

    fn urls(&self, query: &[(String, String)]) -> (StatusCode, Value) {
        let asked: Vec<_> = query.iter().filter(|(key, _)| key == "resource").take(100).collect();
        let url = |link: &String, artists: &Vec<usize>| {
            let relations: Vec<_> = artists
                .iter()
                .map(|artist| json!({"type": "free streaming", "target-type": "artist", "artist": {"id": id(*artist), "name": self.artists[*artist].name}}))
                .collect();
            json!({"id": id(0), "resource": link, "relations": relations})
        };
        let found: Vec<_> = asked
            .iter()
            .filter_map(|(_, link)| Some(url(link, self.links.get(link)?)))
            .collect();
        match (asked.len(), found.first()) {
            (1, None) => not_found(),
            (1, Some(url)) => (StatusCode::OK, url.clone()),
            _ => (
                StatusCode::OK,
                json!({"url-count": found.len(), "url-offset": 0, "urls": found}),
            ),
        }
    }

    fn search(&self, query: &str, (offset, limit): (usize, usize)) -> Value {
        let of = |field| -> Vec<_> { phrases(query, field).iter().map(|name| words(name)).collect() };
        let (names, aliases) = (of("artist:"), of("alias:"));
        let is_hit = |artist: &Artist| {
            names.iter().any(|name| artist.is_named(name)) || aliases.iter().any(|alias| artist.has_alias(alias))
        };
        let all: Vec<_> = self
            .artists
            .iter()
            .enumerate()
            .filter(|(_, artist)| is_hit(artist))
            .map(|(number, artist)| artist.json(number))
            .collect();
        let hits: Vec<_> = all.iter().skip(offset).take(limit).collect();
        json!({"created": "2026-11-20T10:00:00.000Z", "count": all.len(), "offset": offset, "artists": hits})
    }

    fn search_recordings(&self, query: &str, (offset, limit): (usize, usize)) -> Value {
        let of = |field| phrases(query, field).into_iter().map(|phrase| words(&phrase));
        // Without titles, recordings of any title are hits.
        let titles = of("recording:").chain(std::iter::repeat(String::new()));
        let asked: Vec<_> = titles.zip(of("artist:")).collect();
        let is_hit = |recording: &&Recording| {
            asked.iter().any(|(title, name)| {
                let is_by = |artist: &usize| {
                    self.artists[*artist].is_named(name) || query.contains(&format!("arid:{}", id(*artist)))
                };
                words(&recording.title).contains(title) && recording.artists.iter().any(is_by)
            })
        };
        let json = |(number, recording): (usize, &Recording)| {
            let credits: Vec<_> = recording
                .artists
                .iter()
                .map(
                    |artist| json!({"name": self.artists[*artist].name, "artist": self.artists[*artist].json(*artist)}),
                )
                .collect();
            json!({"id": id(number), "title": recording.title, "length": recording.length_ms, "artist-credit": credits})
        };
        let numbered = self.recordings.iter().enumerate();
        let all: Vec<_> = numbered.filter(|(_, recording)| is_hit(recording)).map(json).collect();
        let hits: Vec<_> = all.iter().skip(offset).take(limit).collect();
        json!({"count": all.len(), "offset": offset, "recordings": hits})
    }

    fn recordings_of(&self, mbid: &str, (offset, limit): (usize, usize)) -> (StatusCode, Value) {
        let Some((artist, _)) = self.with_id(mbid).filter(|(_, artist)| !artist.is_gone) else {
            return not_found();
        };
        let numbered = self.recordings.iter().enumerate();
        let all: Vec<_> = numbered
            .filter(|(_, recording)| recording.artists.contains(&artist))
            .map(|(number, recording)| {
                json!({"id": id(number), "title": recording.title, "length": recording.length_ms, "disambiguation": "",
                    "video": false})
            })
            .collect();
        let page: Vec<_> = all.iter().skip(offset).take(limit).collect();
        let json = json!({"recording-count": all.len(), "recording-offset": offset, "recordings": page});
        (StatusCode::OK, json)
    }

    fn metadata(&self, mbids: &str) -> Value {
        let known = mbids.split(',').filter_map(|mbid| {
            let (number, artist) = self.with_id(mbid)?;
            let genres = artist.listenbrainz.as_ref()?.iter();
            let mut tags: Vec<_> = genres
                .map(|(tag, count)| json!({"artist_mbid": id(number), "tag": tag, "count": count, "genre_mbid": id(0)}))
                .collect();
            tags.push(json!({"artist_mbid": id(number), "tag": "seen live", "count": 99}));
            Some(json!({"artist_mbid": id(number), "name": artist.name, "tag": {"artist": tags}}))
        });
        known.collect()
    }

    fn genres_of(&self, mbid: &str) -> (StatusCode, Value) {
        match self.with_id(mbid).filter(|(_, artist)| !artist.is_gone) {
            None => not_found(),
            Some((number, artist)) => {
                let genres: Vec<_> = artist
                    .genres
                    .iter()
                    .map(|(name, count)| json!({"id": id(0), "name": name, "count": count, "disambiguation": ""}))
                    .collect();
                (
                    StatusCode::OK,
                    json!({"id": id(number), "name": artist.name, "genres": genres}),
                )
            }
        }
    }

    fn with_id(&self, mbid: &str) -> Option<(usize, &Artist)> {
        let ids: BTreeMap<_, _> = [(mbid, mbid.rsplit('-').next()?.parse::<usize>().ok()?)].into();
        let number = ids[mbid];
        Some((number, self.artists.get(number)?))
    }
}

impl Artist {
    fn is_named(&self, name: &str) -> bool {
        words(&self.name).contains(name)
    }

    fn has_alias(&self, alias: &str) -> bool {
        self.aliases.iter().any(|other| words(other).contains(alias))
    }

    fn json(&self, number: usize) -> Value {
        let aliases: Vec<_> = self
            .aliases
            .iter()
            .map(|alias| json!({"name": alias, "sort-name": alias}))
            .collect();
        json!({"id": id(number), "score": 100, "name": self.name, "sort-name": self.name, "aliases": aliases,
            "tags": [{"count": 1, "name": "seen live"}]})
    }
}

fn not_found() -> (StatusCode, Value) {
    (StatusCode::NOT_FOUND, json!({"error": "Not Found", "help": "…"}))
}

/// The quoted phrases after a field's name.
fn phrases(query: &str, field: &str) -> Vec<String> {
    let mut phrases = Vec::new();
    let mut rest = query;
    while let Some(at) = rest.find(&format!("{field}\"")) {
        let (mut phrase, mut letters) = (String::new(), rest[at + field.len() + 1..].chars());
        loop {
            match letters.next().unwrap() {
                '"' => break,
                '\\' => phrase.push(letters.next().unwrap()),
                letter => phrase.push(letter),
            }
        }
        phrases.push(phrase);
        rest = letters.as_str();
    }
    phrases
}

/// Words as the search sees them: plain letters in lower case, with a space on either side.
fn words(text: &str) -> String {
    let plain = |letter: char| match letter {
        'ö' | 'Ö' => 'o',
        'é' | 'É' => 'e',
        other => other,
    };
    let lower = text.chars().map(plain).collect::<String>().to_lowercase();
    format!(" {lower} ")
}
