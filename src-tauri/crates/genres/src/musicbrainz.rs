//! The six questions that MusicBrainz is asked, and how its answers are read. Decides nothing.

mod wire;

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::addresses;
use crate::client::{Ask, Client, Failure};
use crate::fold::fold;
use crate::id::{Mbid, SpotifyId};
use crate::model::Genre;
use crate::query::{self, Titled};
use crate::requests::{Question, Service};

/// Links in one request; MusicBrainz drops more without a word.
pub(crate) const LINKS_AT_ONCE: usize = 100;
/// Hits in one answer, the most there are.
pub(crate) const PAGE: usize = 100;

/// A page of hits.
#[derive(Debug)]
pub(crate) struct Page<T> {
    /// All hits of the question, of which `hits` are the next.
    pub(crate) count: usize,
    pub(crate) hits: Vec<T>,
}

/// An artist that a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) mbid: Mbid,
    /// Name and aliases, folded; the name first.
    pub(crate) names: Vec<String>,
}

impl Found {
    /// Whether `name`, folded, is the name or an alias.
    pub(crate) fn bears(&self, name: &str) -> bool {
        self.names.iter().any(|other| other == name)
    }

    /// Whether a search for recordings by `name`, folded, finds none of theirs: it does not look at aliases.
    pub(crate) fn is_named_otherwise(&self, name: &str) -> bool {
        self.names.first().is_none_or(|own| own != name)
    }
}

/// A recording that a search found.
#[derive(Debug)]
pub(crate) struct Recording {
    pub(crate) id: Uuid,
    /// Folded.
    pub(crate) title: String,
    pub(crate) length_ms: Option<u64>,
    pub(crate) artists: Vec<Found>,
}

impl Client {
    /// The artists behind links to Spotify, as far as MusicBrainz has the links.
    pub(crate) async fn artists_of_links(
        &self,
        ids: &[&SpotifyId],
    ) -> Result<BTreeMap<String, BTreeSet<Mbid>>, Failure> {
        let links: Vec<_> = ids.iter().map(|id| id.link()).collect();
        let mut query: Vec<_> = links.iter().map(|link| ("resource", link.as_str())).collect();
        query.extend([("inc", "artist-rels"), ("fmt", "json")]);
        let ask = self.musicbrainz(Question::Links, ids.len(), "/ws/2/url", "/ws/2/url", &query);
        match self.ask(ask, links_answer).await {
            // Of several links the hits come back, but a single one that is not there is a 404.
            Err(Failure::Missing) => Ok(BTreeMap::new()),
            answer => answer,
        }
    }

    /// Artists with a name or an alias that contains one of `names`, from the hit `offset` on.
    pub(crate) async fn artists_of_names(&self, names: &[&str], offset: usize) -> Result<Page<Found>, Failure> {
        let query = query::by_names(names.iter().copied());
        let ask = self.list(Question::Names, names.len(), "/ws/2/artist", ("query", &query), offset);
        let artists = |body: &[u8]| {
            let page: wire::Artists = json(body)?;
            Some(Page {
                count: page.count,
                hits: page.artists.into_iter().map(Found::from).collect(),
            })
        };
        self.ask(ask, artists).await
    }

    /// Recordings whose title contains one of `titles`, by artists who may have recorded it or whose name contains theirs, from the
    /// hit `offset` on.
    pub(crate) async fn recordings(&self, titles: &[Titled<'_>], offset: usize) -> Result<Page<Recording>, Failure> {
        self.search_recordings(&query::by_titles(titles), titles.len(), offset)
            .await
    }

    /// Recordings by artists whose name contains `name`, or by one of `others`, from the hit `offset` on.
    pub(crate) async fn recordings_by(
        &self,
        name: &str,
        others: &[Mbid],
        offset: usize,
    ) -> Result<Page<Recording>, Failure> {
        self.search_recordings(&query::by_artist(name, others), 1, offset).await
    }

    async fn search_recordings(&self, query: &str, artists: usize, offset: usize) -> Result<Page<Recording>, Failure> {
        let ask = self.list(Question::Title, artists, "/ws/2/recording", ("query", query), offset);
        let recordings = |body: &[u8]| {
            let page: wire::Recordings = json(body)?;
            Some(Page {
                count: page.count,
                hits: page.recordings.into_iter().map(Recording::from).collect(),
            })
        };
        self.ask(ask, recordings).await
    }

    /// The titles, folded, of the recordings that credit an artist, from the recording `offset` on.
    ///
    /// # Errors
    /// [`Failure::Missing`] if there is no such artist any more.
    pub(crate) async fn titles_of(&self, mbid: Mbid, offset: usize) -> Result<Page<String>, Failure> {
        let mbid = mbid.to_string();
        let ask = self.list(Question::Title, 1, "/ws/2/recording", ("artist", &mbid), offset);
        let titles = |body: &[u8]| {
            let page: wire::RecordingsOfArtist = json(body)?;
            let titles = page.recordings.iter().map(|recording| fold(&recording.title));
            Some(Page {
                count: page.count,
                hits: titles.collect(),
            })
        };
        self.ask(ask, titles).await
    }

    /// The genres of one artist, with their present id: artists that turn out to be one are merged.
    ///
    /// # Errors
    /// [`Failure::Missing`] if there is no such artist any more.
    pub(crate) async fn genres_by_musicbrainz(&self, mbid: Mbid) -> Result<(Mbid, Vec<Genre>), Failure> {
        let path = format!("/ws/2/artist/{mbid}");
        let query = [("inc", "genres"), ("fmt", "json")];
        let ask = self.musicbrainz(Question::Genres, 1, &path, "/ws/2/artist/…", &query);
        let genres = |body: &[u8]| {
            let artist: wire::ArtistGenres = json(body)?;
            let counts = artist.genres.into_iter().map(|genre| (genre.name, genre.count));
            Some((artist.id, Genre::sorted(counts)))
        };
        self.ask(ask, genres).await
    }

    fn list(&self, question: Question, artists: usize, path: &'static str, of: (&str, &str), offset: usize) -> Ask {
        let (limit, offset_text) = (PAGE.to_string(), offset.to_string());
        let mut pairs = vec![of, ("limit", &limit), ("fmt", "json")];
        if offset > 0 {
            pairs.push(("offset", &offset_text));
        }
        self.musicbrainz(question, artists, path, path, &pairs)
    }

    fn musicbrainz(
        &self,
        question: Question,
        artists: usize,
        path: &str,
        logged: &'static str,
        query: &[(&str, &str)],
    ) -> Ask {
        let server = self.server(Service::MusicBrainz);
        Ask {
            service: Service::MusicBrainz,
            question,
            artists,
            request: server.http.get(addresses::call(&server.base, path, query)),
            path: logged,
        }
    }
}

fn json<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    serde_json::from_slice(body).ok()
}

/// Link -> artists.
fn links_answer(body: &[u8]) -> Option<BTreeMap<String, BTreeSet<Mbid>>> {
    let urls = match json(body)? {
        wire::Urls::Several { count, urls } if count.is_none_or(|count| count <= urls.len()) => urls,
        // Cut off: what is not in it may be known all the same.
        wire::Urls::Several { .. } => return None,
        wire::Urls::One(url) => vec![url],
    };
    let mut found = BTreeMap::<String, BTreeSet<Mbid>>::new();
    for url in urls {
        let artists = url.relations.into_iter().filter_map(|relation| relation.artist);
        found
            .entry(url.resource)
            .or_default()
            .extend(artists.map(|artist| artist.id));
    }
    Some(found)
}

impl From<wire::Artist> for Found {
    fn from(artist: wire::Artist) -> Self {
        let aliases = artist.aliases.into_iter().flatten().map(|alias| alias.name);
        Self {
            mbid: artist.id,
            names: std::iter::once(artist.name)
                .chain(aliases)
                .map(|name| fold(&name))
                .collect(),
        }
    }
}

impl From<wire::Recording> for Recording {
    fn from(recording: wire::Recording) -> Self {
        Self {
            id: recording.id,
            title: fold(&recording.title),
            length_ms: recording.length.filter(|length| *length > 0),
            artists: recording
                .credits
                .into_iter()
                .flatten()
                .map(|credit| credit.artist.into())
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "8f6bd1e4-fbe1-4f50-aa9b-94c450ec0f11";
    const B: &str = "a74b1b7f-71a5-4011-9441-d0b5e4122711";

    fn artists(body: &str) -> Option<Vec<String>> {
        let found = links_answer(body.as_bytes())?;
        Some(found.values().flatten().map(Mbid::to_string).collect())
    }

    #[test]
    fn links_come_in_a_list_or_alone() {
        let url = format!(
            r#"{{"id":"{B}","resource":"https://open.spotify.com/artist/x","relations":[{{"type":"free streaming","target-type":"artist","artist":{{"id":"{A}","name":"a"}}}}]}}"#
        );
        assert_eq!(artists(&url).unwrap(), [A]);
        let list = format!(r#"{{"url-count":1,"url-offset":0,"urls":[{url}]}}"#);
        assert_eq!(artists(&list).unwrap(), [A]);
        assert_eq!(artists(r#"{"url-count":0,"url-offset":0,"urls":[]}"#).unwrap(), [""; 0]);
    }

    #[test]
    fn a_list_that_was_cut_off_is_no_answer() {
        assert_eq!(artists(r#"{"url-count":3,"url-offset":0,"urls":[]}"#), None);
        assert_eq!(artists(r#"{"url-count":1,"urls""#), None);
        assert_eq!(artists("{}"), None);
    }

    #[test]
    fn an_answer_without_hits_is_not_taken_for_one_of_no_hits() {
        assert!(json::<wire::Artists>(b"{}").is_none());
        assert!(json::<wire::Artists>(br#"{"count":0}"#).is_none());
        assert!(json::<wire::Artists>(br#"{"count":0,"offset":0,"artists":[]}"#).is_some());
        assert!(json::<wire::Recordings>(br#"{"count":0}"#).is_none());
        assert!(json::<wire::RecordingsOfArtist>(br#"{"count":0,"recordings":[]}"#).is_none());
        assert!(json::<wire::RecordingsOfArtist>(br#"{"recording-count":0,"recordings":[]}"#).is_some());
        assert!(json::<wire::ArtistGenres>(format!(r#"{{"id":"{A}"}}"#).as_bytes()).is_none());
    }
}
