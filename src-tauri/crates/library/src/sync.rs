//! Reads Spotify's list of recent plays into the archive.
//! Each reading overlaps what the archive has, because Spotify's list stalls and is filled in later.
//! For a second source of plays, see `archive/recording.rs`.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use spotify::Error;
use store::StoreError;

use crate::{Archive, Event, Library, Priority, Recorded};

/// Recent plays could not be read or recorded.
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

impl Library {
    /// Records what was just played.
    ///
    /// # Errors
    /// Why Spotify did not answer, or why the archive could not be written. What it holds stays.
    pub async fn sync(&self, priority: Priority) -> Result<Recorded, SyncError> {
        let generation = self.generation();
        self.confirm_account().await?;
        let consent = self.consent();
        let page = self.spotify_for(priority).recently_played().await?;
        if self.consent() != consent {
            // Whoever signed in meanwhile may be somebody else, and these plays are not theirs.
            return Err(Error::SignedOut.into());
        }
        let at = self.now();
        let account = self.update_state(generation, |state| {
            state.account.as_ref().map(|account| account.account_id.clone())
        });
        let Some(Some(account)) = account else {
            return Err(Error::SignedOut.into());
        };
        let recorded = self
            .with_archive(move |archive| archive.record(&account, &page))
            .await?;
        // Not before the plays are on disk: who trusts the time would not look again. What an account that left meanwhile had
        // played is kept, but says nothing about the account that is signed in now.
        self.update_state(generation, |state| state.read_at = Some(at));
        self.emit(Event::Synced);
        if recorded.plays > 0 || recorded.gap.is_some() {
            self.emit(Event::PlaysRecorded { count: recorded.plays });
        }
        Ok(recorded)
    }

    /// When recent plays were last read; `None` if they never were.
    pub fn read_at(&self) -> Option<DateTime<Utc>> {
        self.state().read_at
    }

    /// Runs `act`, which blocks on the disk, on a thread where nothing else waits for it.
    pub(crate) async fn with_archive<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Archive) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, SyncError> {
        let archive = self.archive()?.clone();
        match tokio::task::spawn_blocking(move || act(&archive)).await {
            Ok(done) => Ok(done?),
            Err(error) => Err(Error::Unexpected(format!("the archive's work broke off: {error}")).into()),
        }
    }
}
