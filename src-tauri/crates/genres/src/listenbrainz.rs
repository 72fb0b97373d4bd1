//! The question that ListenBrainz is asked, and how its answer is read. Decides nothing.

use std::collections::BTreeMap;

use reqwest::header::AUTHORIZATION;
use serde::Deserialize;

use crate::addresses;
use crate::client::{Ask, Client, Failure};
use crate::id::Mbid;
use crate::model::Genre;
use crate::requests::{Question, Service};

/// Artists in one request for genres: more would make the address too long.
pub(crate) const ARTISTS_AT_ONCE: usize = 100;
impl Client {
    /// The genres of artists, as far as ListenBrainz knows them. Sent with the token, if there is one.
    ///
    /// # Errors
    /// [`Failure::TokenRefused`] if it was sent with a token that is not accepted.
    pub(crate) async fn genres_by_listenbrainz(&self, mbids: &[Mbid]) -> Result<BTreeMap<Mbid, Vec<Genre>>, Failure> {
        let path = "/1/metadata/artist/";
        let list: Vec<_> = mbids.iter().map(Mbid::to_string).collect();
        let server = self.server(Service::ListenBrainz);
        let query = [("artist_mbids", list.join(",")), ("inc", "tag".to_owned())];
        let query = query.each_ref().map(|(name, value)| (*name, value.as_str()));
        let mut request = server.http.get(addresses::call(&server.base, path, &query));
        let token = self.token();
        if let Some(token) = token {
            request = request.header(AUTHORIZATION, token);
        }
        let ask = Ask {
            service: Service::ListenBrainz,
            question: Question::Genres,
            artists: mbids.len(),
            request,
            path,
        };
        match self.ask(ask, genres_answer).await {
            Err(Failure::TokenRefused) if token.is_none() => Err(Failure::TokenWanted),
            answer => answer,
        }
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
}
