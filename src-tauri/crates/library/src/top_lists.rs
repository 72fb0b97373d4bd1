//! Top tracks and artists. Spotify is asked at most once an hour unless the listener insists, because the rankings change
//! once a day.

use chrono::TimeDelta;
use spotify::{Artist, Error, TimeRange, Track};

use crate::{
    Library,
    cached::{Cached, Freshness},
    saved_state::{Fetched, SavedState, TopList},
    top_genres::{TopGenres, weigh},
};

/// A ranking younger than this is recent enough.
const MAX_AGE: TimeDelta = TimeDelta::hours(1);

impl Library {
    /// The listener's top tracks, best first, at most 50.
    ///
    /// # Errors
    /// Why Spotify did not answer, when nothing is cached.
    pub async fn top_tracks(&self, range: TimeRange, freshness: Freshness) -> Result<Cached<Vec<Track>>, Error> {
        let fetch = self.0.spotify.top_tracks(range);
        self.top_list(range, freshness, |state| &mut state.top_tracks, fetch)
            .await
    }

    /// The listener's top artists, best first, at most 50.
    ///
    /// # Errors
    /// Why Spotify did not answer, when nothing is cached.
    pub async fn top_artists(&self, range: TimeRange, freshness: Freshness) -> Result<Cached<Vec<Artist>>, Error> {
        let fetch = self.0.spotify.top_artists(range);
        self.top_list(range, freshness, |state| &mut state.top_artists, fetch)
            .await
    }

    /// The genres of the top artists, heaviest first.
    ///
    /// # Errors
    /// Why Spotify did not answer, when nothing is cached.
    pub async fn top_genres(&self, range: TimeRange, freshness: Freshness) -> Result<Cached<TopGenres>, Error> {
        let artists = self.top_artists(range, freshness).await?;
        Ok(Cached {
            rows: weigh(&artists.rows),
            fetched_at: artists.fetched_at,
            refresh_error: artists.refresh_error,
        })
    }

    async fn top_list<T: Clone + PartialEq>(
        &self,
        range: TimeRange,
        freshness: Freshness,
        list: fn(&mut SavedState) -> &mut TopList<T>,
        fetch: impl Future<Output = Result<Vec<T>, Error>>,
    ) -> Result<Cached<Vec<T>>, Error> {
        let key = range.as_spotify_says();
        let cache = || list(&mut self.state()).get(key).cloned();
        let fetch = async {
            let generation = self.generation();
            let rows = fetch.await?;
            let fetched = Fetched { rows, at: self.now() };
            self.update_state(generation, |state| list(state).insert(key.to_owned(), fetched.clone()));
            Ok(fetched)
        };
        self.cached_or_fetched(cache, freshness, MAX_AGE, fetch).await
    }
}
