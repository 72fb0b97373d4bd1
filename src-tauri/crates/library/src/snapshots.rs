//! Spotify's own rankings, recorded once a day, so that one can see later how they moved.

use spotify::{Error, TimeRange};

use crate::{Library, Priority, sync::SyncError};

const RANGES: [TimeRange; 3] = [TimeRange::FourWeeks, TimeRange::SixMonths, TimeRange::Year];

impl Library {
    /// Fetches those of today's rankings that are not recorded yet, at most six requests a day.
    ///
    /// # Errors
    /// Why Spotify did not answer, or why the archive could not be written. The next call continues from there.
    pub async fn snapshot_rankings(&self, priority: Priority) -> Result<(), SyncError> {
        self.confirm_account().await?;
        let consent = self.consent();
        let Some(account) = self.account() else {
            return Err(Error::SignedOut.into());
        };
        let account = account.account_id;
        for range in RANGES {
            for list in ["tracks", "artists"] {
                let (id, time_range) = (account.clone(), range.as_spotify_says());
                if self
                    .with_archive(move |archive| archive.has_ranking(&id, list, time_range))
                    .await?
                {
                    continue;
                }
                let ranking = self.fetch_ranking(list, range, priority).await?;
                if self.consent() != consent {
                    // By now it belongs to somebody else, or to nobody.
                    return Err(Error::SignedOut.into());
                }
                let id = account.clone();
                self.with_archive(move |archive| archive.record_ranking(&id, list, time_range, ranking))
                    .await?;
            }
        }
        Ok(())
    }

    /// URI and name, best first.
    async fn fetch_ranking(
        &self,
        list: &str,
        range: TimeRange,
        priority: Priority,
    ) -> Result<Vec<(String, String)>, Error> {
        let spotify = self.spotify_for(priority);
        Ok(if list == "tracks" {
            let tracks = spotify.top_tracks(range).await?.into_iter();
            tracks.map(|track| (track.id.uri(), track.name)).collect()
        } else {
            let artists = spotify.top_artists(range).await?.into_iter();
            artists.map(|artist| (artist.id.uri(), artist.name)).collect()
        })
    }
}
