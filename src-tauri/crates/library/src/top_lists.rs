//! Top tracks and artists. Spotify is asked at most once an hour unless the listener insists, because the rankings change
//! once a day.

use chrono::TimeDelta;
use spotify::{Artist, Error, TimeRange, Track};
use stats::GenreLevel;

use crate::{
    Library,
    cached::{Cached, Freshness},
    saved_state::{Fetched, SavedState, TopList},
    top_genres::{TopGenres, weigh_at},
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
        let fetch = async {
            let artists = self.0.spotify.top_artists(range).await?;
            self.keep_genres(&artists).await;
            Ok(artists)
        };
        self.top_list(range, freshness, |state| &mut state.top_artists, fetch)
            .await
    }

    /// The genres of the top artists, or their families, heaviest first.
    ///
    /// # Errors
    /// Why Spotify did not answer, when nothing is cached.
    pub async fn top_genres(
        &self,
        range: TimeRange,
        freshness: Freshness,
        level: GenreLevel,
    ) -> Result<Cached<TopGenres>, Error> {
        let artists = self.top_artists(range, freshness).await?;
        let (library, rows) = (self.clone(), artists.rows);
        let weighed = tokio::task::spawn_blocking(move || weigh_at(library.with_known_genres(rows), level)).await;
        Ok(Cached {
            rows: weighed.map_err(|error| Error::Unexpected(format!("the genres were not weighed: {error}")))?,
            fetched_at: artists.fetched_at,
            refresh_error: artists.refresh_error,
        })
    }

    /// Keeps the genres of artists, which Spotify sends to few apps.
    async fn keep_genres(&self, artists: &[Artist]) {
        let genres: Vec<_> = artists
            .iter()
            .filter(|artist| !artist.genres.is_empty())
            .map(|artist| (artist.id.uri(), artist.genres.clone()))
            .collect();
        if !genres.is_empty()
            && let Err(error) = self
                .with_archive(move |archive| archive.keep_spotify_genres(&genres))
                .await
        {
            log::error!("Spotify's genres were not kept: {error}");
        }
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
