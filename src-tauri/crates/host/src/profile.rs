//! Puts a library together with its sign-in, and writes down what has to outlive the run.
//! Knows no file: what is kept between runs goes through a [`ProfileStore`]. The sign-in goes to the keychain and nowhere
//! else.

use std::{path::PathBuf, sync::Arc, thread};

use chrono::{DateTime, Utc};
use library::{Archive, Event, Library, SavedState, StoreError};
use plays::Clock;
use spotify::{Addresses, Change, Grant, OnChange, Pause, Spotify};
use vault::{Secret, Vault};

use crate::keychain_grant::{KeychainGrant, forget, grant_however_late, is_withdrawn};

/// What a profile keeps between runs beside the sign-in. The app has the store plugin's file, the command line one of its
/// own.
pub trait ProfileStore: Send + Sync {
    /// A pause that Spotify asked for, over or not.
    fn pause(&self) -> Option<Pause>;
    /// Keeps a pause, on disk when this returns.
    fn set_pause(&self, pause: Pause);
    /// What the library knew at the end of the last run.
    fn saved_state(&self) -> SavedState;
    /// When the listener disconnected last.
    fn disconnected_at(&self) -> Option<DateTime<Utc>>;
    /// Keeps whether Spotify, and not the listener, ended the last sign-in.
    fn set_consent_ended(&self, ended: bool);
}

/// What a library is put together from.
pub struct Parts {
    /// Where Spotify is.
    pub addresses: Addresses,
    /// Says what time it is.
    pub clock: Clock,
    /// A folder for covers.
    pub covers: PathBuf,
    /// All that was ever played, or why it could not be opened.
    pub archive: Result<Archive, StoreError>,
    /// The sign-in to go on with, such as [`kept_grant`](crate::kept_grant) found it.
    pub grant: Option<Grant>,
    /// Where the sign-in is kept.
    pub vault: Arc<Vault>,
    /// A file for taking turns with the other program that uses this sign-in; its folder exists by the time of the first call.
    pub sign_in_lock: PathBuf,
    /// Where the rest is kept.
    pub store: Arc<dyn ProfileStore>,
    /// Called for each piece of [`News`]. Must return soon and may not call back into the library.
    pub on_news: Arc<dyn Fn(News) + Send + Sync>,
}

/// Something happened while nobody asked.
#[derive(Debug)]
pub enum News {
    /// In the library.
    Library(Event),
    /// The sign-in changed, or Spotify asked for a pause.
    Connection,
}

/// Opens a library that goes on where the last run left off. Makes no call.
///
/// # Errors
/// When no HTTP client can be made because TLS can't be set up.
pub fn open_library(parts: Parts) -> Result<Library, spotify::Error> {
    let disconnecting = parts.store.clone();
    let (on_news, on_connection, on_late) = (parts.on_news.clone(), parts.on_news.clone(), parts.on_news);
    let (late_vault, late_store) = (parts.vault.clone(), parts.store.clone());
    let spotify = Spotify::new(spotify::Options {
        addresses: parts.addresses,
        clock: parts.clock.clone(),
        grant: parts.grant,
        pause: parts.store.pause(),
        shared: Arc::new(KeychainGrant {
            vault: parts.vault.clone(),
            disconnected_at: Box::new(move || disconnecting.disconnected_at()),
            lock: parts.sign_in_lock,
        }),
        on_change: on_change(parts.vault, parts.store.clone(), on_connection),
    })?;
    let library = Library::open(library::Options {
        spotify,
        clock: parts.clock,
        covers: parts.covers,
        saved_state: parts.store.saved_state(),
        archive: parts.archive,
        on_event: Arc::new(move |event| on_news(News::Library(event))),
    });
    if late_vault.is_late() {
        let spotify = library.spotify().clone();
        thread::spawn(move || sign_in_late(&spotify, &late_vault, &*late_store, &*on_late));
    }
    Ok(library)
}

/// Signs in with what the keychain holds as soon as it answers, because the listener has unlocked it by then.
fn sign_in_late(spotify: &Spotify, vault: &Vault, store: &dyn ProfileStore, on_news: &(dyn Fn(News) + Send + Sync)) {
    match grant_however_late(vault) {
        Ok(Some(grant)) if !is_withdrawn(&grant, store.disconnected_at()) => {
            spotify.resume(grant);
        }
        Ok(_) => {}
        Err(error) => log::warn!("{error}"),
    }
    // Also without a sign-in: where secrets are kept has changed.
    on_news(News::Connection);
}

fn on_change(vault: Arc<Vault>, store: Arc<dyn ProfileStore>, on_news: Arc<dyn Fn(News) + Send + Sync>) -> OnChange {
    Arc::new(move |change| {
        let kept = match change {
            Change::Granted(grant) => {
                store.set_consent_ended(false);
                vault.write(Secret::new(grant.to_keychain_json()))
            }
            Change::SignedOut(refused) => {
                store.set_consent_ended(true);
                forget(&vault, &refused)
            }
            Change::Paused(pause) => {
                store.set_pause(pause);
                Ok(())
            }
        };
        if let Err(error) = kept {
            log::error!("the keychain could not be written: {error}");
        }
        on_news(News::Connection);
    })
}
