//! A simulator whose clock moves only when told to, and a client that keeps to MusicBrainz's rules. Tests in which a request must come
//! too early pause tokio's time as well, because the simulator goes by the clock that went further.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use chrono::DateTime;
use reqwest::{Response, header};
use serde_json::Value;
use simulator::{
    Options, Simulator,
    metabrainz::{HeardArtist, MetaBrainz, TrueArtist},
    start,
};

use crate::harness::EVENING_SECS;

pub(super) const AGENT: &str = "Tonearm/0.1 ( https://tonearm.example )";

pub(super) struct Brainz {
    pub(super) simulator: Simulator,
    pub(super) http: reqwest::Client,
    clock_ms: Arc<AtomicI64>,
}

impl Brainz {
    pub(super) async fn open() -> Self {
        Self::with(|_| {}).await
    }

    pub(super) async fn with(change: impl FnOnce(&mut Options)) -> Self {
        let clock_ms = Arc::new(AtomicI64::new(EVENING_SECS * 1000));
        let read = clock_ms.clone();
        let mut options = Options::new(Arc::new(move || {
            DateTime::from_timestamp_millis(read.load(Ordering::SeqCst)).unwrap()
        }));
        change(&mut options);
        Self {
            simulator: start(options).await.unwrap(),
            // A connection that is kept has a timer, up to which paused time would jump.
            http: reqwest::Client::builder()
                .user_agent(AGENT)
                .pool_max_idle_per_host(0)
                .build()
                .unwrap(),
            clock_ms,
        }
    }

    pub(super) fn metabrainz(&self) -> &MetaBrainz {
        self.simulator.metabrainz()
    }

    pub(super) fn pass(&self, time: Duration) {
        self.clock_ms.fetch_add(time.as_millis() as i64, Ordering::SeqCst);
    }

    /// Adds artists with Spotify ids and two tracks each, and gives what was added.
    pub(super) fn add(&self, count: usize) -> Vec<HeardArtist> {
        let artists: Vec<_> = (0..count)
            .map(|at| HeardArtist {
                name: format!("Harbour {at}"),
                spotify_id: Some(format!("{at:022}")),
                tracks: vec![
                    format!("Tide {at}").into(),
                    format!("Ebb {at} (feat. Harbour {})", (at + 1) % count).into(),
                ],
                genres: Vec::new(),
            })
            .collect();
        self.metabrainz().add_artists(artists.clone());
        artists
    }

    pub(super) fn truth(&self, name: &str) -> TrueArtist {
        self.metabrainz().truth(name).unwrap()
    }

    /// The first of the added artists of whom this is true.
    pub(super) fn find(&self, artists: &[HeardArtist], is: impl Fn(&TrueArtist) -> bool) -> (HeardArtist, TrueArtist) {
        let with_truth = artists.iter().map(|heard| (heard.clone(), self.truth(&heard.name)));
        with_truth.into_iter().find(|(_, truth)| is(truth)).unwrap()
    }

    /// A call to MusicBrainz right now.
    pub(super) async fn at_once(&self, path: &str, query: &[(&str, &str)]) -> Response {
        let url = format!("{}/ws/2{path}", self.simulator.musicbrainz_url());
        self.http
            .get(url)
            .query(query)
            .query(&[("fmt", "json")])
            .send()
            .await
            .unwrap()
    }

    /// A call to MusicBrainz a second later.
    pub(super) async fn call(&self, path: &str, query: &[(&str, &str)]) -> (u16, Value) {
        self.pass(Duration::from_secs(1));
        let response = self.at_once(path, query).await;
        (response.status().as_u16(), response.json().await.unwrap())
    }

    /// The body of a call to MusicBrainz that must work.
    pub(super) async fn get(&self, path: &str, query: &[(&str, &str)]) -> Value {
        let (status, body) = self.call(path, query).await;
        assert_eq!(status, 200, "{path} {query:?}: {body}");
        body
    }

    /// The body of a search for artists that must work.
    pub(super) async fn artists(&self, query: &str, limit: &str) -> Value {
        self.get("/artist", &[("query", query), ("limit", limit)]).await
    }

    pub(super) async fn metadata(&self, ids: &str, inc: &str) -> Response {
        let url = format!("{}/1/metadata/artist/", self.simulator.listenbrainz_url());
        let request = self.http.get(url).query(&[("artist_mbids", ids), ("inc", inc)]);
        request.send().await.unwrap()
    }

    pub(super) async fn look_up(&self, authorization: Option<&str>, body: &Value) -> (u16, Value) {
        let url = format!("{}/1/metadata/lookup/", self.simulator.listenbrainz_url());
        let mut request = self.http.post(url).json(body);
        if let Some(authorization) = authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }
}

/// The ids of the items of a list.
pub(super) fn ids(list: &Value) -> Vec<String> {
    let items = list.as_array().unwrap().iter();
    items.map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

/// A header as text.
pub(super) fn told<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers()[name].to_str().unwrap()
}
