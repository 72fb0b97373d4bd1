//! What was just played and what plays now.
//! Every reading goes into the archive and overlaps what is there, because Spotify stalls and back-fills.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use spotify::{AlbumId, AlbumRef, ArtistId, ArtistRef, Error, Image, NowPlaying, Spotify, Track, TrackId};
use store::{Gap, Heard, StoreError};

use crate::{Archive, Event, Freshness, Library, PlayPage, Priority, Recorded};

/// How long a reading counts as recent.
const RECENT: TimeDelta = TimeDelta::minutes(1);
/// How many plays a list begins with.
const FIRST: u32 = 50;
/// How many plays "recent" stands for where tracks are chosen from them.
const CHOICE: u32 = 200;

/// Recent plays could not be read or written down.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// Spotify did not answer.
    #[error(transparent)]
    Spotify(#[from] Error),
    /// The archive can't be used.
    #[error(transparent)]
    Archive(#[from] Arc<StoreError>),
}

impl From<StoreError> for SyncError {
    fn from(error: StoreError) -> Self {
        Self::Archive(Arc::new(error))
    }
}

/// The latest plays of the archive.
#[derive(Debug)]
pub struct RecentPlays {
    /// The plays, newest first.
    pub page: PlayPage,
    /// Where plays are missing, as far as the page reaches back; oldest first.
    pub gaps: Vec<Gap>,
    /// When Spotify was last read; `None` if it never was.
    pub read_at: Option<DateTime<Utc>>,
    /// Why Spotify could not be read anew.
    pub sync_error: Option<SyncError>,
}

impl Library {
    /// The listener's archive.
    ///
    /// # Errors
    /// Why it could not be opened.
    pub fn archive(&self) -> Result<&Archive, Arc<StoreError>> {
        self.0.archive.as_ref().map_err(Arc::clone)
    }

    /// The latest plays, newest first, after asking Spotify if it was not asked a short while ago.
    ///
    /// # Errors
    /// When the archive can't be read; or when it is empty, and whatever kept Spotify from answering.
    pub async fn recent(&self, freshness: Freshness) -> Result<RecentPlays, SyncError> {
        let due = freshness == Freshness::Now || !self.read_at().is_some_and(|at| self.is_younger(at, RECENT));
        let mut trouble = if due {
            self.sync(Priority::Listener).await.err()
        } else {
            None
        };
        if let Some(trouble) = trouble.take_if(|_| !self.is_confirmed()) {
            // What was recorded may be somebody else's.
            return Err(trouble);
        }
        let (page, gaps) = self
            .in_archive(|archive| {
                let page = archive.latest(None, FIRST)?;
                let gaps = gaps_of(archive, &page, None)?;
                Ok((page, gaps))
            })
            .await?;
        match trouble {
            Some(trouble) if page.plays.is_empty() => Err(trouble),
            trouble => Ok(RecentPlays {
                page,
                gaps,
                read_at: self.read_at(),
                sync_error: trouble,
            }),
        }
    }

    /// The plays before `after`, newest first, and where plays are missing among them.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub async fn older(&self, after: store::Cursor, count: u32) -> Result<(PlayPage, Vec<Gap>), SyncError> {
        self.in_archive(move |archive| {
            let page = archive.latest(Some(after), count)?;
            let gaps = gaps_of(archive, &page, Some(after))?;
            Ok((page, gaps))
        })
        .await
    }

    /// Reads what was just played into the archive.
    ///
    /// # Errors
    /// Whatever kept Spotify from answering or the archive from taking it; what is known stays.
    pub async fn sync(&self, asker: Priority) -> Result<Recorded, SyncError> {
        let visit = self.visit();
        self.confirm().await?;
        let consent = self.consent();
        let read = self.spotify_for(asker).recently_played(None).await?;
        if self.consent() != consent {
            // Who signed in meanwhile may be somebody else, and these plays are not theirs.
            return Err(Error::SignedOut.into());
        }
        let at = self.now();
        let account = self.keep(visit, |kept| {
            kept.read_at = Some(at);
            kept.account.as_ref().map(|account| account.account_id.clone())
        });
        let Some(Some(account)) = account else {
            return Err(Error::SignedOut.into());
        };
        let recorded = self.in_archive(move |archive| archive.record(&account, &read)).await?;
        self.tell(Event::Synced);
        if recorded.plays > 0 || recorded.gap {
            self.tell(Event::PlaysRecorded { count: recorded.plays });
        }
        Ok(recorded)
    }

    /// When Spotify was last read; `None` if it never was.
    pub fn read_at(&self) -> Option<DateTime<Utc>> {
        self.memory().read_at
    }

    /// The latest plays of the archive, without asking Spotify. Empty where the archive can't be read.
    pub fn latest_plays(&self, count: u32) -> Vec<Heard> {
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
    /// Whatever kept Spotify from answering.
    pub async fn now_playing(&self, asker: Priority) -> Result<Option<NowPlaying>, Error> {
        self.spotify_for(asker).currently_playing().await
    }

    /// The tracks that were just played and that Spotify knows, newest first.
    pub(crate) fn recent_tracks(&self) -> Vec<Track> {
        self.latest_plays(CHOICE).iter().filter_map(track).collect()
    }

    /// Does something that blocks on the disk, where it holds nobody up.
    pub(crate) async fn in_archive<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Archive) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, SyncError> {
        let archive = self.archive()?.clone();
        match tokio::task::spawn_blocking(move || act(&archive)).await {
            Ok(done) => Ok(done?),
            Err(error) => Err(Error::Unexpected(format!("the archive's work broke off: {error}")).into()),
        }
    }

    pub(crate) fn spotify_for(&self, asker: Priority) -> Spotify {
        match asker {
            Priority::Listener => self.0.spotify.clone(),
            Priority::Background => self.0.spotify.background(),
        }
    }
}

/// The gaps that fall into the time of a page, the one before its oldest play included. The last page reaches back to the
/// beginning.
fn gaps_of(archive: &Archive, page: &PlayPage, after: Option<store::Cursor>) -> Result<Vec<Gap>, StoreError> {
    let until = after.map_or(i64::MAX, |after| after.began().as_millis());
    let from = page.next.map_or(i64::MIN, |next| next.began().as_millis());
    let mut gaps = archive.open_gaps()?;
    gaps.retain(|gap| (from..until).contains(&gap.to));
    Ok(gaps)
}

/// The track, as far as it is one of Spotify's.
fn track(heard: &Heard) -> Option<Track> {
    Some(Track {
        id: TrackId::from_uri(&heard.uri).ok()?,
        name: heard.name.clone(),
        artists: heard
            .artists
            .iter()
            .map(|artist| ArtistRef {
                id: artist.uri.as_deref().and_then(|uri| ArtistId::from_uri(uri).ok()),
                name: artist.name.clone(),
            })
            .collect(),
        album: AlbumRef {
            id: heard.album.uri.as_deref().and_then(|uri| AlbumId::from_uri(uri).ok()),
            name: heard.album.name.clone(),
            images: heard.covers.iter().map(image).collect(),
        },
        duration_ms: heard.duration_ms.unwrap_or_default(),
        isrc: None,
    })
}

/// A cover of the archive as Spotify's own calls give it.
pub fn image(cover: &store::Cover) -> Image {
    Image {
        url: cover.url.clone(),
        width: cover.width,
        height: cover.height,
    }
}
