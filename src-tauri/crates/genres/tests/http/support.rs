//! A world of artists, the server that tells of it, and shorthands for lookups.

mod server;
mod world;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use ::genres::{
    Addresses, Client, Contact, Findings, Mbid, Options, Outcome, Pacing, Sent, Token, WantedArtist, WantedTrack,
};

pub(crate) use server::{Fault, Server};
pub(crate) use world::{ANTHEM, LENGTH_MS, World};

/// The id of the world's artist with that number.
pub(crate) fn mbid(number: usize) -> Mbid {
    world::id(number).parse().unwrap()
}

/// An artist known by name.
pub(crate) fn named(key: u32, name: &str) -> WantedArtist {
    WantedArtist {
        key,
        name: name.to_owned(),
        spotify_id: None,
        track: None,
        mbid: None,
    }
}

/// An artist known by name and a track as long as the world's recordings.
pub(crate) fn titled(key: u32, name: &str, title: &str) -> WantedArtist {
    lasting(key, name, title, Some(world::LENGTH_MS))
}

/// An artist known by name, a track of that length and another title.
pub(crate) fn lasting(key: u32, name: &str, title: &str, length_ms: Option<u32>) -> WantedArtist {
    let track = WantedTrack {
        title: title.to_owned(),
        length_ms,
        other_titles: vec![ANTHEM.to_owned()],
    };
    WantedArtist {
        track: Some(track),
        ..named(key, name)
    }
}

/// The artist, of whom the listener knows these other titles.
pub(crate) fn knowing(artist: WantedArtist, others: &[&str]) -> WantedArtist {
    let other_titles = others.iter().map(|title| (*title).to_owned()).collect();
    WantedArtist {
        track: artist.track.map(|track| WantedTrack { other_titles, ..track }),
        ..artist
    }
}

/// An artist known by Spotify id.
pub(crate) fn linked(key: u32, name: &str, spotify_id: &str) -> WantedArtist {
    WantedArtist {
        spotify_id: Some(spotify_id.parse().unwrap()),
        ..named(key, name)
    }
}

/// An artist who was identified before.
pub(crate) fn identified(key: u32, number: usize) -> WantedArtist {
    WantedArtist {
        mbid: Some(mbid(number)),
        ..named(key, "somebody")
    }
}

/// The names of the genres of a [`Outcome::Known`].
pub(crate) fn genre_names(outcome: &Outcome) -> Vec<&str> {
    match outcome {
        Outcome::Known { genres, .. } => genres.iter().map(|genre| genre.name.as_str()).collect(),
        other => panic!("not known: {other:?}"),
    }
}

/// What was told of each request.
pub(crate) type Told = Arc<Mutex<Vec<Sent>>>;

pub(crate) fn client(server: &Server) -> Client {
    client_with(server, Pacing::StandIn, None).0
}

pub(crate) fn client_with(server: &Server, pacing: Pacing, token: Option<&str>) -> (Client, Told) {
    let told = Told::default();
    let client = Client::new(Options {
        addresses: Addresses::overridden(Some(server.url()), Some(server.url())).unwrap(),
        contact: Contact::new("https://example.com/tonearm").unwrap(),
        token: token.map(Token::new),
        clock: Arc::new(|| "2026-11-20T10:00:00Z".parse().unwrap()),
        pacing,
        on_request: {
            let told = Arc::clone(&told);
            Arc::new(move |sent| told.lock().unwrap().push(sent))
        },
    });
    (client.unwrap(), told)
}

/// All findings of a lookup.
pub(crate) async fn run(client: &Client, wanted: Vec<WantedArtist>) -> Vec<Findings> {
    let mut lookup = client.look_up(wanted);
    let mut findings = Vec::new();
    while let Some(found) = lookup.next().await {
        findings.push(found);
        assert!(findings.len() < 10_000, "a lookup ends");
    }
    let progress = lookup.progress();
    assert_eq!(progress.done, progress.total, "everybody has an outcome");
    findings
}

/// The last outcome of each artist.
pub(crate) fn outcomes(findings: &[Findings]) -> BTreeMap<u32, Outcome> {
    let answers = findings.iter().flat_map(|found| &found.answers);
    answers.map(|answer| (answer.key, answer.outcome.clone())).collect()
}

/// The last outcome of each artist of a whole lookup.
pub(crate) async fn look_up(server: &Server, wanted: Vec<WantedArtist>) -> BTreeMap<u32, Outcome> {
    outcomes(&run(&client(server), wanted).await)
}
