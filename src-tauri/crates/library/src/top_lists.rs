//! Top tracks and artists: asked of Spotify at most once an hour unless the listener insists,
//! because the rankings change once a day. When Spotify can't be asked, what was known is shown.

use chrono::TimeDelta;
use spotify::{Artist, Error, TimeRange, Track};

use crate::{
    Cached, Freshness, Library, SavedState,
    saved_state::{Fetched, TopList},
    top_genres::{TopGenres, weigh},
};

/// How long a ranking counts as recent.
const RECENT: TimeDelta = TimeDelta::hours(1);

impl Library {
    /// The listener's top tracks, best first, at most 50.
    ///
    /// # Errors
    /// Whatever kept Spotify from answering, when nothing is known from before.
    pub async fn top_tracks(&self, range: TimeRange, freshness: Freshness) -> Result<Cached<Vec<Track>>, Error> {
        let ask = self.0.spotify.top_tracks(range);
        self.ranking(range, freshness, |kept| &mut kept.top_tracks, ask).await
    }

    /// The listener's top artists, best first, at most 50.
    ///
    /// # Errors
    /// Whatever kept Spotify from answering, when nothing is known from before.
    pub async fn top_artists(&self, range: TimeRange, freshness: Freshness) -> Result<Cached<Vec<Artist>>, Error> {
        let ask = self.0.spotify.top_artists(range);
        self.ranking(range, freshness, |kept| &mut kept.top_artists, ask).await
    }

    /// The genres of the top artists, heaviest first.
    ///
    /// # Errors
    /// Whatever kept Spotify from answering, when nothing is known from before.
    pub async fn top_genres(&self, range: TimeRange, freshness: Freshness) -> Result<Cached<TopGenres>, Error> {
        let artists = self.top_artists(range, freshness).await?;
        Ok(Cached {
            rows: weigh(&artists.rows),
            fetched_at: artists.fetched_at,
            refresh_error: artists.refresh_error,
        })
    }

    async fn ranking<T: Clone + PartialEq>(
        &self,
        range: TimeRange,
        freshness: Freshness,
        list: fn(&mut SavedState) -> &mut TopList<T>,
        ask: impl Future<Output = Result<Vec<T>, Error>>,
    ) -> Result<Cached<Vec<T>>, Error> {
        let key = range.as_spotify_says();
        let known = || list(&mut self.memory()).get(key).cloned();
        let ask = async {
            let visit = self.visit();
            let rows = ask.await?;
            let fetched = Fetched { rows, at: self.now() };
            self.keep(visit, |kept| list(kept).insert(key.to_owned(), fetched.clone()));
            Ok(fetched)
        };
        self.shown(known, freshness, RECENT, ask).await
    }
}
