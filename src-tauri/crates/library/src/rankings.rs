//! Spotify's own rankings, written down once a day, so that later one can see how they moved.

use spotify::{Error, TimeRange};

use crate::{Asker, Library, SyncError};

const RANGES: [TimeRange; 3] = [TimeRange::FourWeeks, TimeRange::SixMonths, TimeRange::Year];

impl Library {
    /// Asks for the rankings of today that are not written down yet, at most six calls a day.
    ///
    /// # Errors
    /// Whatever kept Spotify from answering, or the archive from taking it. The next time goes on from there.
    pub async fn take_rankings(&self, asker: Asker) -> Result<(), SyncError> {
        for range in RANGES {
            let time_range = range.as_spotify_says();
            if !self.has_ranking("tracks", time_range).await? {
                let tracks = self.spotify_for(asker).top_tracks(range).await?;
                let ranking = tracks.into_iter().map(|track| (track.id.uri(), track.name)).collect();
                self.put_ranking("tracks", time_range, ranking).await?;
            }
            if !self.has_ranking("artists", time_range).await? {
                let artists = self.spotify_for(asker).top_artists(range).await?;
                let ranking = artists
                    .into_iter()
                    .map(|artist| (artist.id.uri(), artist.name))
                    .collect();
                self.put_ranking("artists", time_range, ranking).await?;
            }
        }
        Ok(())
    }

    async fn has_ranking(&self, list: &'static str, time_range: &'static str) -> Result<bool, SyncError> {
        self.in_archive(move |archive| archive.has_ranking(list, time_range))
            .await
    }

    /// Nobody's ranking is written down for somebody who signed in meanwhile.
    async fn put_ranking(
        &self,
        list: &'static str,
        time_range: &'static str,
        ranking: Vec<(String, String)>,
    ) -> Result<(), SyncError> {
        if self.0.spotify.grant().is_none() {
            return Err(Error::SignedOut.into());
        }
        self.in_archive(move |archive| archive.put_ranking(list, time_range, ranking))
            .await
    }
}
