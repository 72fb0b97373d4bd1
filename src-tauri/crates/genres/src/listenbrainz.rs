//! The two questions that ListenBrainz is asked, and how its answers are read. Decides nothing.

use std::collections::BTreeMap;

use reqwest::header::AUTHORIZATION;
use serde::Deserialize;
use serde_json::json;

use crate::addresses;
use crate::client::{Ask, Client, Failure};
use crate::fold::fold;
use crate::id::Mbid;
use crate::model::Genre;
use crate::requests::{Question, Service};

/// Artists in one request for genres: more would make the address too long.
pub(crate) const ARTISTS_AT_ONCE: usize = 100;
/// Recordings in one request, the most that ListenBrainz takes.
pub(crate) const RECORDINGS_AT_ONCE: usize = 50;
/// The longest name or title it takes, in letters.
pub(crate) const LONGEST_TEXT: usize = 250;

/// A recording that ListenBrainz knows.
pub(crate) struct Match {
    /// Folded, as credited.
    pub(crate) artist: String,
    /// Folded.
    pub(crate) title: String,
    pub(crate) artists: Vec<Mbid>,
}

impl Client {
    /// The genres of artists, as far as ListenBrainz knows them.
    pub(crate) async fn genres_by_listenbrainz(&self, mbids: &[Mbid]) -> Result<BTreeMap<Mbid, Vec<Genre>>, Failure> {
        let path = "/1/metadata/artist/";
        let list: Vec<_> = mbids.iter().map(Mbid::to_string).collect();
        let server = self.server(Service::ListenBrainz);
        let query = [("artist_mbids", list.join(",")), ("inc", "tag".to_owned())];
        let query = query.each_ref().map(|(name, value)| (*name, value.as_str()));
        let ask = Ask {
            service: Service::ListenBrainz,
            question: Question::Genres,
            artists: mbids.len(),
            request: server.http.get(addresses::call(&server.base, path, &query)),
            path,
        };
        self.ask(ask, genres_answer).await
    }

    /// Who recorded these titles, given as name of the artist and title. Needs a token.
    ///
    /// # Errors
    /// [`Failure::TokenRefused`] also if there is none.
    pub(crate) async fn match_recordings(&self, recordings: &[(&str, &str)]) -> Result<Vec<Match>, Failure> {
        let path = "/1/metadata/lookup/";
        let token = self.token().ok_or(Failure::TokenRefused)?;
        let list: Vec<_> = recordings
            .iter()
            .map(|(name, title)| json!({ "artist_name": name, "recording_name": title }))
            .collect();
        let server = self.server(Service::ListenBrainz);
        let ask = Ask {
            service: Service::ListenBrainz,
            question: Question::Recordings,
            artists: recordings.len(),
            request: server
                .http
                .post(addresses::call(&server.base, path, &[]))
                .header(AUTHORIZATION, token)
                .json(&json!({ "recordings": list })),
            path,
        };
        self.ask(ask, matches_answer).await
    }
}

fn genres_answer(body: &[u8]) -> Option<BTreeMap<Mbid, Vec<Genre>>> {
    let artists: Vec<Artist> = serde_json::from_slice(body).ok()?;
    let genres = artists.into_iter().map(|artist| {
        let tags = artist.tag.unwrap_or_default().artist.unwrap_or_default();
        // A tag is any word that somebody found fitting; MusicBrainz' list of genres has ids.
        let counts = tags
            .into_iter()
            .filter(|tag| tag.genre_mbid.is_some())
            .map(|tag| (tag.tag, tag.count));
        (artist.artist_mbid, Genre::sorted(counts))
    });
    Some(genres.collect())
}

fn matches_answer(body: &[u8]) -> Option<Vec<Match>> {
    let lines: Vec<Line> = serde_json::from_slice(body).ok()?;
    let matches = lines.into_iter().filter_map(|line| {
        Some(Match {
            artist: fold(&line.artist_credit_name?),
            title: fold(&line.recording_name?),
            artists: line.artist_mbids?,
        })
    });
    Some(matches.collect())
}

#[derive(Deserialize)]
struct Artist {
    artist_mbid: Mbid,
    tag: Option<Tags>,
}

#[derive(Deserialize, Default)]
struct Tags {
    artist: Option<Vec<Tag>>,
}

#[derive(Deserialize)]
struct Tag {
    tag: String,
    count: i64,
    genre_mbid: Option<String>,
}

/// What was not found has none of these.
#[derive(Deserialize)]
struct Line {
    artist_credit_name: Option<String>,
    recording_name: Option<String>,
    artist_mbids: Option<Vec<Mbid>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "8f6bd1e4-fbe1-4f50-aa9b-94c450ec0f11";

    fn genres(body: &str) -> Option<Vec<(String, u32)>> {
        let known = genres_answer(body.as_bytes())?;
        Some(
            known
                .into_values()
                .flatten()
                .map(|genre| (genre.name, genre.weight))
                .collect(),
        )
    }

    #[test]
    fn only_tags_with_the_id_of_a_genre_are_genres() {
        let body = format!(
            r#"[{{"artist_mbid":"{A}","mbid":"{A}","name":"a","tag":{{"artist":[
                {{"artist_mbid":"{A}","tag":"british","count":9}},
                {{"artist_mbid":"{A}","tag":"seen live","count":8,"genre_mbid":null}},
                {{"artist_mbid":"{A}","tag":"Trip Hop","count":2,"genre_mbid":"{A}"}},
                {{"artist_mbid":"{A}","tag":"electronic","count":5,"genre_mbid":"{A}"}},
                {{"artist_mbid":"{A}","tag":"waltz","count":0,"genre_mbid":"{A}"}},
                {{"artist_mbid":"{A}","tag":"polka","count":-1,"genre_mbid":"{A}"}}]}}}}]"#
        );
        assert_eq!(
            genres(&body).unwrap(),
            [("electronic".to_owned(), 5), ("trip hop".to_owned(), 2)]
        );
    }

    #[test]
    fn an_artist_without_tags_is_known_and_has_no_genres() {
        for tag in ["", r#","tag":null"#, r#","tag":{}"#, r#","tag":{"artist":[]}"#] {
            let known = genres_answer(format!(r#"[{{"artist_mbid":"{A}"{tag}}}]"#).as_bytes());
            assert_eq!(known.unwrap().into_values().collect::<Vec<_>>(), [[]], "{tag}");
        }
        assert_eq!(genres("{}"), None);
        assert_eq!(genres("[{"), None);
    }

    #[test]
    fn a_recording_that_was_not_found_is_no_match() {
        let body = format!(
            r#"[{{"index":0,"artist_name_arg":"a","recording_name_arg":"b"}},
                {{"index":1,"artist_credit_name":"Björk","recording_name":"Jóga","artist_mbids":["{A}"]}}]"#
        );
        let found = matches_answer(body.as_bytes()).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].artist.as_str(), found[0].title.as_str()), ("bjork", "joga"));
        assert!(matches_answer(b"{}").is_none());
    }
}
