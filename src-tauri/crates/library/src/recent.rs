//! What was just played, from the archive after a sync, and what plays now.

use chrono::{DateTime, TimeDelta, Utc};
use spotify::{AlbumId, AlbumRef, ArtistId, ArtistRef, Error, NowPlaying, Track, TrackId};
use store::{Gap, PlayEntry, StoreError};

use crate::{Archive, Freshness, Library, PlayPage, Priority, covers::cover_image, sync::SyncError};

/// A sync younger than this is recent enough.
const MAX_AGE: TimeDelta = TimeDelta::minutes(1);
/// How many plays a list begins with.
const FIRST_PAGE_PLAYS: u32 = 50;
/// How many plays count as recent when a playlist is made of them.
const CANDIDATE_PLAYS: u32 = 200;

/// The latest plays of the archive.
#[derive(Debug)]
pub struct RecentPlays {
    /// The plays, newest first.
    pub page: PlayPage,
    /// Where plays are missing or may be, as far back as the page goes; oldest first.
    pub gaps: Vec<Gap>,
    /// When recent plays were last read; `None` if they never were.
    pub read_at: Option<DateTime<Utc>>,
    /// Why they could not be read again.
    pub sync_error: Option<SyncError>,
}

impl Library {
    /// The latest plays, newest first, after a sync unless there was one a short while ago.
    ///
    /// # Errors
    /// When the archive can't be read; or when it is empty, and why the sync failed.
    pub async fn recent(&self, freshness: Freshness) -> Result<RecentPlays, SyncError> {
        let due = freshness == Freshness::Now || !self.read_at().is_some_and(|at| self.is_younger(at, MAX_AGE));
        let mut sync_error = if due {
            self.sync(Priority::Listener).await.err()
        } else {
            None
        };
        if let Some(error) = sync_error.take_if(|_| !self.is_account_confirmed()) {
            // What was recorded may be somebody else's.
            return Err(error);
        }
        let recorded = self.recorded().await?;
        match sync_error {
            Some(error) if recorded.page.plays.is_empty() => Err(error),
            sync_error => Ok(RecentPlays { sync_error, ..recorded }),
        }
    }

    /// The latest plays, newest first, as they were last recorded. Asks nobody.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub async fn recorded(&self) -> Result<RecentPlays, SyncError> {
        let (page, gaps) = self
            .with_archive(|archive| {
                let page = archive.latest(None, FIRST_PAGE_PLAYS)?;
                let gaps = gaps_on(archive, &page, None)?;
                Ok((page, gaps))
            })
            .await?;
        Ok(RecentPlays {
            page,
            gaps,
            read_at: self.read_at(),
            sync_error: None,
        })
    }

    /// The plays before `after`, newest first, and where plays are missing or may be among them.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub async fn older(&self, after: store::Cursor, count: u32) -> Result<(PlayPage, Vec<Gap>), SyncError> {
        self.with_archive(move |archive| {
            let page = archive.latest(Some(after), count)?;
            let gaps = gaps_on(archive, &page, Some(after))?;
            Ok((page, gaps))
        })
        .await
    }

    /// The latest plays of the archive, without asking Spotify. Empty if the archive can't be read.
    pub fn latest_plays(&self, count: u32) -> Vec<PlayEntry> {
        let latest = self.archive().ok().and_then(|archive| {
            let page = archive.latest(None, count);
            page.inspect_err(|error| log::error!("the archive can't be read: {error}"))
                .ok()
        });
        latest.map(|page| page.plays).unwrap_or_default()
    }

    /// What plays at this moment, if anything.
    ///
    /// # Errors
    /// Why Spotify did not answer.
    pub async fn now_playing(&self, priority: Priority) -> Result<Option<NowPlaying>, Error> {
        self.spotify_for(priority).currently_playing().await
    }

    /// The tracks that were just played and that Spotify knows, newest first.
    pub(crate) fn recent_tracks(&self) -> Vec<Track> {
        self.latest_plays(CANDIDATE_PLAYS)
            .iter()
            .filter_map(spotify_track)
            .collect()
    }
}

/// The gaps within the time of a page, including the one before its oldest play. The last page goes back to the beginning.
fn gaps_on(archive: &Archive, page: &PlayPage, after: Option<store::Cursor>) -> Result<Vec<Gap>, StoreError> {
    let until = after.map_or(i64::MAX, |after| after.began().as_millis());
    let from = page.next.map_or(i64::MIN, |next| next.began().as_millis());
    let mut gaps = archive.open_gaps()?;
    gaps.retain(|gap| (from..until).contains(&gap.to));
    Ok(gaps)
}

/// `None` for a play of something that Spotify has no track of.
fn spotify_track(play: &PlayEntry) -> Option<Track> {
    Some(Track {
        id: TrackId::from_uri(&play.uri).ok()?,
        name: play.name.clone(),
        artists: play
            .artists
            .iter()
            .map(|artist| ArtistRef {
                id: artist.uri.as_deref().and_then(|uri| ArtistId::from_uri(uri).ok()),
                name: artist.name.clone(),
            })
            .collect(),
        album: AlbumRef {
            id: play.album.uri.as_deref().and_then(|uri| AlbumId::from_uri(uri).ok()),
            name: play.album.name.clone(),
            artists: Vec::new(),
            images: play.covers.iter().map(cover_image).collect(),
        },
        duration_ms: play.duration_ms.unwrap_or_default(),
        isrc: None,
    })
}
