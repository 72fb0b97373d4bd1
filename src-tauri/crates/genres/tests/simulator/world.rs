//! A listener's artists, the services that know them, and the truth to hold answers against.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use genres::{
    Addresses, Client, Contact, Lookup, Mbid, Options, Outcome, Pacing, SpotifyId, Token, WantedArtist, WantedTrack,
};
use sample::{Random, names};
use simulator::Simulator;
use simulator::metabrainz::{HeardArtist, HeardTrack, Manners, MetaBrainz, TrueArtist};

/// The listener's artists, the most-played first, and who knows them.
pub(super) struct World {
    pub(super) artists: Vec<HeardArtist>,
    simulator: Simulator,
}

const SYLLABLES: &[&str] = &[
    "ba", "che", "di", "fo", "gu", "han", "jel", "kir", "lom", "mu", "na", "pet", "qui", "ro", "sul", "ta", "ven",
    "wi", "xo", "zur",
];

/// How good answers are.
#[derive(Debug, Default)]
pub(super) struct Score {
    /// Of the plays of artists who have genres, how many carry those, from 0 to 1.
    pub(super) plays_with_genres: f64,
    /// Artists taken for somebody else.
    pub(super) wrong: Vec<String>,
}

/// Time stands still for all but timers, which a test pauses.
fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
}

impl World {
    /// A listener with so many artists, and services with these manners.
    pub(super) async fn start(artists: usize, manners: Manners) -> Self {
        Self::of_listener(1, artists, 1, manners).await
    }

    /// One of several listeners, whose artists are others. At least so many tracks of each were heard.
    pub(super) async fn of_listener(listener: u64, artists: usize, tracks: usize, manners: Manners) -> Self {
        let mut options = simulator::Options::new(Arc::new(now));
        options.metabrainz = manners;
        let simulator = simulator::start(options).await.unwrap();
        let artists = listened_to(listener, artists, tracks);
        simulator.metabrainz().add_artists(artists.clone());
        Self { artists, simulator }
    }

    pub(super) fn services(&self) -> &MetaBrainz {
        self.simulator.metabrainz()
    }

    /// A client as the program's own start makes it.
    pub(super) fn client(&self, pacing: Pacing) -> Client {
        self.client_with(pacing, None)
    }

    /// The same, with a token for ListenBrainz.
    pub(super) fn client_with(&self, pacing: Pacing, token: Option<Token>) -> Client {
        let (musicbrainz, listenbrainz) = (self.simulator.musicbrainz_url(), self.simulator.listenbrainz_url());
        let client = Client::new(Options {
            addresses: Addresses::overridden(Some(&musicbrainz), Some(&listenbrainz)).unwrap(),
            contact: Contact::new("https://example.com/tonearm").unwrap(),
            token,
            clock: Arc::new(now),
            pacing,
            on_request: Arc::new(|_| ()),
        });
        client.unwrap()
    }

    /// The artists by name, each with the track that is played most and the titles of the others.
    pub(super) fn by_name(&self) -> Vec<WantedArtist> {
        let artists = (0..).zip(&self.artists);
        artists.map(|(key, artist)| wanted(key, artist)).collect()
    }

    /// The artists by name and Spotify id.
    pub(super) fn by_id(&self) -> Vec<WantedArtist> {
        let ids = self.artists.iter().map(|artist| artist.spotify_id.as_ref());
        let wanted = self.by_name().into_iter().zip(ids);
        wanted
            .map(|(artist, id)| WantedArtist {
                spotify_id: id.and_then(|id| id.parse::<SpotifyId>().ok()),
                ..artist
            })
            .collect()
    }

    pub(super) fn truth(&self, artist: &HeardArtist) -> TrueArtist {
        self.services().truth(&artist.name).unwrap()
    }

    /// Holds answers against the truth. The artist at place n is played 1/n as often as the first.
    pub(super) fn score(&self, outcomes: &BTreeMap<u32, Outcome>) -> Score {
        let (mut with_genres, mut all) = (0.0, 0.0);
        let mut score = Score::default();
        for (key, artist) in (0..).zip(&self.artists) {
            let truth = self.truth(artist);
            let weight = 1.0 / f64::from(key + 1);
            let own: Option<Mbid> = truth.mbid.as_deref().map(|mbid| mbid.parse().unwrap());
            let (found, has_genres) = match outcomes.get(&key) {
                Some(Outcome::Known { mbid, genres, .. }) => (Some(*mbid), !genres.is_empty()),
                Some(Outcome::Identified { mbid }) => (Some(*mbid), false),
                _ => (None, false),
            };
            let is_wrong = found.is_some() && found != own;
            if is_wrong {
                score.wrong.push(artist.name.clone());
            }
            if !truth.genres.is_empty() {
                all += weight;
                with_genres += if has_genres && !is_wrong { weight } else { 0.0 };
            }
        }
        score.plays_with_genres = with_genres / all;
        score
    }
}

/// The artist by name, with the first track and the titles of the others.
pub(super) fn wanted(key: u32, artist: &HeardArtist) -> WantedArtist {
    let mut titles = artist.tracks.iter().map(|track| track.title.clone());
    let track = titles.next().map(|title| WantedTrack {
        title,
        length_ms: artist.tracks[0].length_ms,
        other_titles: titles.collect(),
    });
    WantedArtist {
        key,
        name: artist.name.clone(),
        spotify_id: None,
        track,
        mbid: None,
    }
}

/// The last outcome of each artist at the end of a lookup.
pub(super) async fn finish(mut lookup: Lookup) -> BTreeMap<u32, Outcome> {
    let mut outcomes = BTreeMap::new();
    while let Some(findings) = lookup.next().await {
        let answers = findings.answers.into_iter();
        outcomes.extend(answers.map(|answer| (answer.key, answer.outcome)));
    }
    outcomes
}

/// Artists whose names all differ, not only in accents, and also from those of the catalogue. The first have many tracks
/// that were heard, the last `least`, or one more.
fn listened_to(listener: u64, count: usize, least: usize) -> Vec<HeardArtist> {
    let mut random = Random::new(listener, &[]);
    let mut taken = HashSet::new();
    let mut artists = Vec::with_capacity(count);
    while artists.len() < count {
        let name = coined(&mut random);
        if !taken.insert(name.to_lowercase().replace('á', "a")) {
            continue;
        }
        let tracks = least + random.below(1 + 30 / (1 + artists.len() / 100));
        artists.push(HeardArtist {
            name,
            spotify_id: Some(random.base62(22)),
            tracks: (0..tracks).map(|_| track(&mut random, &artists)).collect(),
            genres: Vec::new(),
        });
    }
    artists
}

/// Two words that nobody has used: `names::artist` has too few for so many artists. One in twenty has an accent.
fn coined(random: &mut Random) -> String {
    let mut word = || {
        let word: String = (0..2 + random.below(2)).map(|_| random.pick(SYLLABLES)).collect();
        let accented = if random.percent(3) {
            word.replacen('a', "á", 1)
        } else {
            word
        };
        accented[..1].to_uppercase() + &accented[1..]
    };
    format!("{} {}", word(), word())
}

/// One title in sixteen names a guest, and one in ten is remastered. One length in fifty is not known.
fn track(random: &mut Random, artists: &[HeardArtist]) -> HeardTrack {
    let title = names::track(random);
    let title = match artists.get(random.below(16 * artists.len())) {
        Some(guest) => format!("{title} (feat. {})", guest.name),
        None => title,
    };
    let title = if random.percent(10) {
        format!("{title} - Remastered {}", random.between(2009, 2024))
    } else {
        title
    };
    let mut track = HeardTrack::from(title);
    track.length_ms = track.length_ms.filter(|_| !random.percent(2));
    track
}
