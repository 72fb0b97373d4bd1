//! One entry in the keychain, tried once at the start; memory takes its place where it does not work.
//!
//! Every call blocks, and may wait for the listener to unlock the keychain: call it where blocking is allowed.

use std::sync::{Mutex, MutexGuard, PoisonError};

use keyring::{Entry, Error};
use zeroize::Zeroizing;

use crate::secret::Secret;

/// Where the vault keeps its secret, and so for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretStorage {
    /// In the keychain, until it is forgotten.
    Keychain,
    /// In memory, until the app quits: no keychain works here.
    ThisRunOnly,
}

/// Why the keychain failed. The text says what to do and holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// It exists, but does not open.
    #[error("The keychain did not open. Unlock it, then try again. ({0})")]
    Locked(String),
    /// What it holds is not what was put there.
    #[error("What the keychain holds for Tonearm cannot be read. Remove that entry, then connect again.")]
    Unreadable,
    /// The entry could not be deleted.
    #[error("The keychain did not let go of its entry for Tonearm. Remove it by hand. ({0})")]
    NotForgotten(String),
}

/// The place for one secret.
///
/// Windows' Credential Manager takes up to 2560 bytes; a Spotify grant has under 1024.
pub struct Vault {
    /// `None` where there was no keychain to begin with.
    entry: Option<Entry>,
    /// Held across a call to the keychain, so that a reader never sees half of a change: both sides, or the older one.
    fallback: Mutex<Fallback>,
}

#[derive(Default)]
struct Fallback {
    /// Holds the secret while the keychain does not.
    secret: Option<Secret<String>>,
    /// Whether the keychain refused when it was last asked.
    failed: bool,
}

impl Vault {
    /// Finds the place of `account` under `service` in the keychain: Secret Service, macOS Keychain or Windows Credential
    /// Manager. Probes it by reading. Never fails: without a keychain, [`Vault::storage`] is [`SecretStorage::ThisRunOnly`].
    pub fn open(service: &str, account: &str) -> Self {
        let (service, account) = (service.to_owned(), account.to_owned());
        match on_own_thread(move || Entry::new(&service, &account)) {
            Ok(entry) => Self::over(entry),
            Err(error) => {
                log::warn!("no keychain, secrets are kept for this run only: {error}");
                Self::in_memory()
            }
        }
    }

    /// A vault without a keychain, for a run that must leave no trace, such as the demo.
    pub fn in_memory() -> Self {
        Self {
            entry: None,
            fallback: Mutex::default(),
        }
    }

    fn of(entry: Entry) -> Self {
        Self {
            entry: Some(entry),
            fallback: Mutex::default(),
        }
    }

    fn over(entry: Entry) -> Self {
        match on_own_thread_with(&entry, Entry::get_secret) {
            Ok(bytes) => {
                drop(Zeroizing::new(bytes));
                Self::of(entry)
            }
            Err(Error::NoEntry | Error::BadEncoding(_) | Error::BadDataFormat(..)) => Self::of(entry),
            // Locked perhaps, and unlocked later: a write tries it again, and forgetting must reach what it may hold.
            Err(error) => {
                log::warn!("the keychain does not open, secrets are kept for this run only: {error}");
                Self {
                    entry: Some(entry),
                    fallback: Mutex::new(Fallback {
                        secret: None,
                        failed: true,
                    }),
                }
            }
        }
    }

    /// Where the secret is kept, as far as known now.
    pub fn storage(&self) -> SecretStorage {
        if self.entry.is_none() || self.lock().failed {
            SecretStorage::ThisRunOnly
        } else {
            SecretStorage::Keychain
        }
    }

    /// The secret, if there is one.
    ///
    /// # Errors
    /// [`VaultError::Locked`] if the keychain stopped answering: whether there is a secret is then unknown.
    /// [`VaultError::Unreadable`] if it holds something else.
    pub fn read(&self) -> Result<Option<Secret<String>>, VaultError> {
        let fallback = self.lock();
        let Some(entry) = self.entry.as_ref().filter(|_| !fallback.failed) else {
            return Ok(fallback.secret.clone());
        };
        match on_own_thread_with(entry, Entry::get_secret) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => Ok(Some(Secret::new(text))),
                Err(error) => {
                    drop(Zeroizing::new(error.into_bytes()));
                    Err(VaultError::Unreadable)
                }
            },
            Err(Error::NoEntry) => Ok(None),
            Err(Error::BadEncoding(_) | Error::BadDataFormat(..)) => Err(VaultError::Unreadable),
            Err(error) => Err(VaultError::Locked(error.to_string())),
        }
    }

    /// Keeps `secret` in place of any other. If the keychain fails, memory keeps it, and [`Vault::storage`] says so until a
    /// later write succeeds.
    ///
    /// # Errors
    /// None today, but callers have to expect one.
    pub fn write(&self, secret: Secret<String>) -> Result<(), VaultError> {
        let mut fallback = self.lock();
        let Some(entry) = &self.entry else {
            fallback.secret = Some(secret);
            return Ok(());
        };
        match on_own_thread_with(entry, |entry| entry.set_secret(secret.reveal().as_bytes())) {
            Ok(()) => *fallback = Fallback::default(),
            Err(error) => {
                log::warn!("the keychain did not take the secret, it is kept for this run only: {error}");
                // What it still holds is out of date, and perhaps another account's: better none at the next start.
                if let Err(error) = on_own_thread_with(entry, Entry::delete_credential) {
                    log::warn!("an older secret may have stayed in the keychain: {error}");
                }
                *fallback = Fallback {
                    secret: Some(secret),
                    failed: true,
                };
            }
        }
        Ok(())
    }

    /// Forgets the secret, in memory and in the keychain. Nothing to forget is fine.
    ///
    /// # Errors
    /// [`VaultError::NotForgotten`] if the keychain may still hold it.
    pub fn forget(&self) -> Result<(), VaultError> {
        let mut fallback = self.lock();
        fallback.secret = None;
        let Some(entry) = &self.entry else { return Ok(()) };
        match on_own_thread_with(entry, Entry::delete_credential) {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(VaultError::NotForgotten(error.to_string())),
        }
    }

    /// Every statement leaves the value consistent, so a panic elsewhere is no reason to stop.
    fn lock(&self) -> MutexGuard<'_, Fallback> {
        self.fallback.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs on a thread of its own. The Secret Service's client blocks on a future inside the call, which panics on a thread
/// that already runs one, as every async worker does. Calls are rare and threads cheap.
fn on_own_thread<T: Send>(call: impl FnOnce() -> Result<T, Error> + Send) -> Result<T, Error> {
    std::thread::scope(|scope| scope.spawn(call).join())
        .unwrap_or_else(|_| Err(Error::PlatformFailure("the keychain's client panicked".into())))
}

fn on_own_thread_with<T: Send>(
    entry: &Entry,
    call: impl FnOnce(&Entry) -> Result<T, Error> + Send,
) -> Result<T, Error> {
    on_own_thread(|| call(entry))
}

#[cfg(test)]
mod tests;
