//! Pages of Spotify's list of recent plays.

use chrono::DateTime;
use plays::Kind;
use proptest::prelude::*;
use proptest::sample::select;
use spotify::{AlbumRef, ArtistRef, Image, RecentPage, RecentPlay};

use super::life::TruePlay;
use super::tracks::{EDITIONS, track};

/// A page: which plays it has, and how it tells them.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    /// Which of the accounts it is of.
    pub(crate) account: usize,
    /// The first play, and how many; taken modulo those that there are.
    pub(crate) from: usize,
    pub(crate) count: usize,
    pub(crate) edition: usize,
    pub(crate) stamps: Stamps,
    /// By how much each stamp is off, one after the other.
    pub(crate) moved_ms: Vec<i64>,
    /// What Spotify's API tells of tracks beside their names.
    pub(crate) with_ids: bool,
    /// The album has another id.
    pub(crate) is_album_moved: bool,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Stamps {
    Ends,
    Starts,
    /// All told at once, half a second apart.
    Burst,
}

pub(crate) fn page() -> impl Strategy<Value = Page> {
    let stamps = prop_oneof![4 => Just(Stamps::Ends), 1 => Just(Stamps::Starts), 1 => Just(Stamps::Burst)];
    let moved = select(vec![0, 0, 0, 321, 1_300, -700, 6_000, -4_999]);
    (
        prop_oneof![5 => Just(0_usize), 1 => Just(1_usize)],
        (0..14_usize, 1..9_usize, 0..EDITIONS),
        stamps,
        prop::collection::vec(moved, 0..6),
        any::<bool>(),
        prop::bool::weighted(0.3),
    )
        .prop_map(
            |(account, (from, count, edition), stamps, moved_ms, with_ids, is_album_moved)| Page {
                account,
                from,
                count,
                edition,
                stamps,
                moved_ms,
                with_ids,
                is_album_moved,
            },
        )
}

impl Page {
    /// The page as Spotify answers it: newest first, and tracks only. It may be empty.
    pub(crate) fn answer(&self, life: &[TruePlay]) -> RecentPage {
        let plays: Vec<&TruePlay> = life.iter().skip(self.from % life.len()).take(self.count).collect();
        let last = plays.last().map_or(0, |play| play.ended_ms);
        let mut told: Vec<RecentPlay> = plays
            .iter()
            .enumerate()
            .filter(|(_, play)| track(play.track, 0).kind == Kind::Music)
            .map(|(place, play)| {
                let stamp = match self.stamps {
                    Stamps::Ends => play.ended_ms,
                    Stamps::Starts => play.ended_ms - i64::from(play.heard_ms),
                    Stamps::Burst => last - 500 * (plays.len() - place) as i64,
                };
                self.play(
                    play.track,
                    stamp + self.moved_ms.get(place).copied().unwrap_or_default(),
                )
            })
            .collect();
        told.reverse();
        RecentPage { plays: told }
    }

    fn play(&self, number: usize, stamp_ms: i64) -> RecentPlay {
        let told = track(number, self.edition);
        let artist = |name: &str| ArtistRef {
            id: self
                .with_ids
                .then(|| format!("{:0<22}", name.replace([' ', '&'], "")).parse().unwrap()),
            name: name.to_owned(),
        };
        let mut artists = vec![artist(told.artist)];
        if number % 2 == 1 {
            artists.push(artist("A Guest"));
        }
        // An album keeps its id when it is renamed, and may move to another one.
        let letters = track(number, 0).album.replace(' ', "");
        let album_id = format!("{letters:0<21}{}", u8::from(self.is_album_moved));
        RecentPlay {
            track: spotify::Track {
                id: told.id().parse().unwrap(),
                name: told.title.to_owned(),
                artists,
                album: AlbumRef {
                    id: self.with_ids.then(|| album_id.parse().unwrap()),
                    name: told.album.to_owned(),
                    artists: vec![artist(told.album_artist)],
                    images: vec![Image {
                        url: format!("https://covers.example/{}", self.edition),
                        width: Some(64),
                        height: None,
                    }],
                },
                duration_ms: told.length_ms,
                isrc: told.isrc.map(str::to_owned),
            },
            played_at: DateTime::from_timestamp_millis(stamp_ms).unwrap(),
        }
    }
}
