//! Top tracks and artists: asked of Spotify at most once an hour unless the listener insists,
//! because the rankings change once a day. When Spotify can't be asked, what was known is shown.

use chrono::TimeDelta;
use spotify::{Artist, Error, TimeRange, Track};

use crate::{
    Freshness, Kept, Library, Shown,
    genres::{TopGenres, weigh},
    kept::{Fetched, TopList},
};

/// How long a ranking counts as recent.
const RECENT: TimeDelta = TimeDelta::hours(1);

impl Library {
    /// The listener's top tracks, best first, at most 50.
    ///
    /// # Errors
    /// Whatever kept Spotify from answering, when nothing is known from before.
    pub async fn top_tracks(&self, range: TimeRange, freshness: Freshness) -> Result<Shown<Vec<Track>>, Error> {
        let ask = self.0.spotify.top_tracks(range);
        self.ranking(range, freshness, |kept| &mut kept.top_tracks, ask).await
    }

    /// The listener's top artists, best first, at most 50.
    ///
    /// # Errors
    /// Whatever kept Spotify from answering, when nothing is known from before.
    pub async fn top_artists(&self, range: TimeRange, freshness: Freshness) -> Result<Shown<Vec<Artist>>, Error> {
        let ask = self.0.spotify.top_artists(range);
        self.ranking(range, freshness, |kept| &mut kept.top_artists, ask).await
    }

    /// The genres of the top artists, heaviest first.
    ///
    /// # Errors
    /// Whatever kept Spotify from answering, when nothing is known from before.
    pub async fn top_genres(&self, range: TimeRange, freshness: Freshness) -> Result<Shown<TopGenres>, Error> {
        let artists = self.top_artists(range, freshness).await?;
        Ok(Shown {
            rows: weigh(&artists.rows),
            fetched_at: artists.fetched_at,
            trouble: artists.trouble,
        })
    }

    async fn ranking<T: Clone + PartialEq>(
        &self,
        range: TimeRange,
        freshness: Freshness,
        list: fn(&mut Kept) -> &mut TopList<T>,
        ask: impl Future<Output = Result<Vec<T>, Error>>,
    ) -> Result<Shown<Vec<T>>, Error> {
        let key = range.as_spotify_says();
        let known = list(&mut self.memory()).get(key).cloned();
        if let Some(known) = &known
            && freshness == Freshness::Recent
            && self.is_recent(known.at, RECENT)
        {
            return Ok(Shown {
                rows: known.rows.clone(),
                fetched_at: known.at,
                trouble: None,
            });
        }
        let visit = self.visit();
        let answer = async {
            self.confirm().await?;
            ask.await
        };
        match answer.await {
            Ok(rows) => {
                let at = self.now();
                let fetched = Fetched { rows: rows.clone(), at };
                self.keep(visit, |kept| list(kept).insert(key.to_owned(), fetched));
                Ok(Shown {
                    rows,
                    fetched_at: at,
                    trouble: None,
                })
            }
            Err(error) => match known {
                Some(known) => Ok(Shown {
                    rows: known.rows,
                    fetched_at: known.at,
                    trouble: Some(error),
                }),
                None => Err(error),
            },
        }
    }
}
