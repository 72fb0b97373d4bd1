//! What was just played and what plays now.
//! Every reading overlaps what is known, because Spotify stalls and back-fills; nothing known is
//! dropped for not being in the newest reading.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use plays::Play;
use spotify::{Error, NowPlaying, RecentPlay, Spotify};

use crate::{Asker, Event, Freshness, Library, Shown, kept::Fetched};

/// How long a reading counts as recent.
const RECENT: TimeDelta = TimeDelta::minutes(1);

/// How many plays are remembered until the archive does it.
const REMEMBERED: usize = 200;

/// One play, with all that Spotify says of the track.
pub type Heard = RecentPlay;

impl Library {
    /// The latest plays, newest first.
    ///
    /// # Errors
    /// Whatever kept Spotify from answering, when nothing is known from before.
    pub async fn recent(&self, freshness: Freshness) -> Result<Shown<Vec<Heard>>, Error> {
        self.shown(
            || self.known_plays(),
            freshness,
            RECENT,
            self.read_plays(Asker::Listener),
        )
        .await
    }

    /// Reads what was just played.
    ///
    /// # Errors
    /// Whatever kept Spotify from answering; what is known stays.
    pub async fn sync(&self, asker: Asker) -> Result<(), Error> {
        self.read_plays(asker).await.map(drop)
    }

    /// The plays known by now, newest first, without asking Spotify.
    pub fn known_plays(&self) -> Option<Fetched<Vec<Heard>>> {
        self.memory().recent.clone()
    }

    /// What plays at this moment, if anything.
    ///
    /// # Errors
    /// Whatever kept Spotify from answering.
    pub async fn now_playing(&self, asker: Asker) -> Result<Option<NowPlaying>, Error> {
        self.spotify_for(asker).currently_playing().await
    }

    async fn read_plays(&self, asker: Asker) -> Result<Fetched<Vec<Heard>>, Error> {
        let visit = self.visit();
        self.confirm().await?;
        let read = self.spotify_for(asker).recently_played(None).await?;
        let at = self.now();
        let kept = self.keep(visit, |kept| {
            let known = kept.recent.take().map(|recent| recent.rows).unwrap_or_default();
            let (rows, count) = united(known, read);
            let fetched = Fetched { rows, at };
            kept.recent = Some(fetched.clone());
            (fetched, count)
        });
        let Some((fetched, count)) = kept else {
            return Err(Error::SignedOut);
        };
        self.tell(Event::Synced);
        if count > 0 {
            self.tell(Event::PlaysRecorded { count });
        }
        Ok(fetched)
    }

    fn spotify_for(&self, asker: Asker) -> Spotify {
        match asker {
            Asker::Listener => self.0.spotify.clone(),
            Asker::Background => self.0.spotify.background(),
        }
    }
}

/// `known` and `read` as one, newest first, and how many of them are new.
fn united(known: Vec<Heard>, read: Vec<Heard>) -> (Vec<Heard>, usize) {
    let keys: BTreeSet<Play> = known.iter().filter_map(key).collect();
    let mut new = plays::unknown(&keys, read.iter().filter_map(key));
    let count = new.len();
    let mut rows = known;
    rows.extend(
        read.into_iter()
            .filter(|heard| key(heard).is_some_and(|play| new.remove(&play))),
    );
    rows.sort_by_key(|heard| std::cmp::Reverse(heard.played_at));
    rows.truncate(REMEMBERED);
    (rows, count)
}

fn key(heard: &Heard) -> Option<Play> {
    let track = heard.track.id.uri().parse().ok()?;
    Some(Play {
        at: heard.played_at.into(),
        track,
    })
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use spotify::{AlbumRef, Track};

    use super::*;

    fn heard(track: char, secs: i64) -> Heard {
        RecentPlay {
            track: Track {
                id: String::from(track).repeat(22).parse().unwrap(),
                name: track.to_string(),
                artists: Vec::new(),
                album: AlbumRef {
                    id: None,
                    name: String::new(),
                    images: Vec::new(),
                },
                duration_ms: 1,
                isrc: None,
            },
            played_at: DateTime::from_timestamp(secs, 0).unwrap(),
        }
    }

    #[test]
    fn a_reading_that_overlaps_adds_only_its_news_newest_first() {
        let (rows, new) = united(
            vec![heard('b', 20), heard('a', 10)],
            vec![heard('c', 30), heard('b', 20)],
        );
        assert_eq!(rows, [heard('c', 30), heard('b', 20), heard('a', 10)]);
        assert_eq!(new, 1);
    }

    #[test]
    fn a_play_filled_in_later_finds_its_place() {
        let (rows, new) = united(vec![heard('c', 30), heard('a', 10)], vec![heard('b', 20)]);
        assert_eq!(rows, [heard('c', 30), heard('b', 20), heard('a', 10)]);
        assert_eq!(new, 1);
    }

    #[test]
    fn the_same_track_again_is_another_play() {
        let (rows, new) = united(vec![heard('a', 10)], vec![heard('a', 20)]);
        assert_eq!((rows.len(), new), (2, 1));
    }
}
