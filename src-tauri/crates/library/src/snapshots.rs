//! Spotify's own rankings, written down once a day, so that later one can see how they moved.

use spotify::{Error, TimeRange};

use crate::{Library, Priority, SyncError};

const RANGES: [TimeRange; 3] = [TimeRange::FourWeeks, TimeRange::SixMonths, TimeRange::Year];

impl Library {
    /// Asks for the rankings of today that are not written down yet, at most six calls a day.
    ///
    /// # Errors
    /// Whatever kept Spotify from answering, or the archive from taking it. The next time goes on from there.
    pub async fn snapshot_rankings(&self, asker: Priority) -> Result<(), SyncError> {
        self.confirm().await?;
        let consent = self.consent();
        let Some(account) = self.account() else {
            return Err(Error::SignedOut.into());
        };
        let account = account.account_id;
        for range in RANGES {
            for list in ["tracks", "artists"] {
                let (id, time_range) = (account.clone(), range.as_spotify_says());
                if self
                    .in_archive(move |archive| archive.has_ranking(&id, list, time_range))
                    .await?
                {
                    continue;
                }
                let ranking = self.ranking_of(list, range, asker).await?;
                if self.consent() != consent {
                    // Somebody else's by now, or nobody's.
                    return Err(Error::SignedOut.into());
                }
                let id = account.clone();
                self.in_archive(move |archive| archive.put_ranking(&id, list, time_range, ranking))
                    .await?;
            }
        }
        Ok(())
    }

    /// URI and name, best first.
    async fn ranking_of(&self, list: &str, range: TimeRange, asker: Priority) -> Result<Vec<(String, String)>, Error> {
        let spotify = self.spotify_for(asker);
        Ok(if list == "tracks" {
            let tracks = spotify.top_tracks(range).await?.into_iter();
            tracks.map(|track| (track.id.uri(), track.name)).collect()
        } else {
            let artists = spotify.top_artists(range).await?.into_iter();
            artists.map(|artist| (artist.id.uri(), artist.name)).collect()
        })
    }
}
