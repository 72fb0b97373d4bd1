//! One entry in the keychain, tried once at the start; memory takes its place where it does not work.
//!
//! Every call may block for some seconds, while the keychain asks the listener to unlock it: call it where blocking is allowed. A keychain
//! that takes longer counts as locked until it answers.

mod keychain;

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use keyring::{Entry, Error};
use zeroize::Zeroizing;

use self::keychain::{Keychain, Late};
use crate::secret::Secret;

/// How long anybody waits for the keychain. Without a program that asks for the password, it may never answer.
const PATIENCE: Duration = Duration::from_secs(5);

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
    /// `None` where there is none, or none is to be used.
    keychain: Option<Keychain>,
    /// Never held while the keychain is asked.
    fallback: Arc<Mutex<Fallback>>,
}

#[derive(Default)]
struct Fallback {
    /// Holds the secret while the keychain does not.
    secret: Option<Secret<String>>,
    /// Whether the keychain refused when it was last asked, or has not answered yet.
    failed: bool,
}

impl Vault {
    /// Finds the place of `account` under `service` in the keychain: Secret Service, macOS Keychain or Windows Credential
    /// Manager. Probes it by reading. Never fails: without a keychain, [`Vault::storage`] is [`SecretStorage::ThisRunOnly`].
    pub fn open(service: &str, account: &str) -> Self {
        let (service, account) = (service.to_owned(), account.to_owned());
        Self::over(Keychain::start(move || Entry::new(&service, &account), PATIENCE))
    }

    /// A vault without a keychain, for a run that must leave no trace, such as the demo.
    pub fn in_memory() -> Self {
        Self {
            keychain: None,
            fallback: Arc::default(),
        }
    }

    fn over(keychain: Keychain) -> Self {
        let fallback = Arc::new(Mutex::new(Fallback {
            secret: None,
            failed: true,
        }));
        let probed = Arc::clone(&fallback);
        let probe = keychain.ask(move |entry| {
            let found = entry.get_secret().map(Zeroizing::new);
            // Also if it comes late.
            if let Ok(_) | Err(Error::NoEntry | Error::BadEncoding(_) | Error::BadDataFormat(..)) = &found {
                locked(&probed).failed = false;
            }
            found.map(drop)
        });
        match probe {
            // Locked perhaps, and unlocked later: a write tries it again, and forgetting must reach what it may hold.
            Err(Late) => {
                log::warn!("the keychain has not answered yet, secrets are kept for this run only until it does")
            }
            Ok(Err(error)) if locked(&fallback).failed => {
                log::warn!("the keychain does not open, secrets are kept for this run only: {error}");
            }
            Ok(_) => {}
        }
        Self {
            keychain: Some(keychain),
            fallback,
        }
    }

    /// Where the secret is kept, as far as known now. Does not ask the keychain.
    pub fn storage(&self) -> SecretStorage {
        if self.keychain.is_none() || locked(&self.fallback).failed {
            SecretStorage::ThisRunOnly
        } else {
            SecretStorage::Keychain
        }
    }

    /// The secret, if there is one.
    ///
    /// # Errors
    /// [`VaultError::Locked`] if the keychain does not answer: whether there is a secret is then unknown.
    /// [`VaultError::Unreadable`] if it holds something else.
    pub fn read(&self) -> Result<Option<Secret<String>>, VaultError> {
        let in_memory = {
            let fallback = locked(&self.fallback);
            fallback.failed.then(|| fallback.secret.clone())
        };
        match (&self.keychain, in_memory) {
            (None, _) => Ok(locked(&self.fallback).secret.clone()),
            (Some(keychain), Some(None)) if keychain.is_late() => Err(late()),
            (Some(_), Some(secret)) => Ok(secret),
            (Some(keychain), None) => keychain.ask(Entry::get_secret).map_or_else(|Late| Err(late()), text),
        }
    }

    /// Whether the keychain is still busy with something that nobody waited for, such as asking the listener to unlock it.
    pub fn is_late(&self) -> bool {
        self.keychain.as_ref().is_some_and(Keychain::is_late)
    }

    /// As [`Self::read`], from the keychain alone and however long it takes.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_patiently(&self) -> Result<Option<Secret<String>>, VaultError> {
        match &self.keychain {
            Some(keychain) => text(keychain.ask_patiently(Entry::get_secret)),
            None => self.read(),
        }
    }

    /// Keeps `secret` in place of any other. If the keychain fails or takes too long, memory keeps it, and [`Vault::storage`] says so
    /// until the keychain has it.
    ///
    /// # Errors
    /// None today, but callers have to expect one.
    pub fn write(&self, secret: Secret<String>) -> Result<(), VaultError> {
        locked(&self.fallback).secret = Some(secret.clone());
        let Some(keychain) = &self.keychain else {
            return Ok(());
        };
        let (fallback, written) = (Arc::clone(&self.fallback), secret.clone());
        let is_latest = move |fallback: &Fallback| {
            fallback
                .secret
                .as_ref()
                .is_some_and(|one| one.reveal() == written.reveal())
        };
        let answer = keychain.ask(move |entry| {
            let kept = entry.set_secret(secret.reveal().as_bytes());
            if kept.is_err()
                // What it still holds is out of date, and perhaps another account's: better none at the next start.
                && let Err(error) = entry.delete_credential()
            {
                log::warn!("an older secret may have stayed in the keychain: {error}");
            }
            let mut fallback = locked(&fallback);
            match &kept {
                Ok(()) if is_latest(&fallback) => *fallback = Fallback::default(),
                Ok(()) => {}
                Err(_) => fallback.failed = true,
            }
            kept
        });
        match answer {
            Ok(Ok(())) => {}
            Ok(Err(error)) => {
                log::warn!("the keychain did not take the secret, it is kept for this run only: {error}");
            }
            Err(Late) => {
                let mut fallback = locked(&self.fallback);
                // Unless it has it by now.
                fallback.failed |= fallback.secret.is_some();
                log::warn!("the keychain has not answered yet, the secret is kept for this run only until it does");
            }
        }
        Ok(())
    }

    /// Forgets the secret, in memory and in the keychain. Nothing to forget is fine.
    ///
    /// # Errors
    /// [`VaultError::NotForgotten`] if the keychain may still hold it.
    pub fn forget(&self) -> Result<(), VaultError> {
        locked(&self.fallback).secret = None;
        let Some(keychain) = &self.keychain else { return Ok(()) };
        match keychain.ask(Entry::delete_credential) {
            Ok(Ok(()) | Err(Error::NoEntry)) => Ok(()),
            Ok(Err(_)) if keychain.is_missing() => Ok(()),
            Ok(Err(error)) => Err(VaultError::NotForgotten(error.to_string())),
            Err(Late) => Err(VaultError::NotForgotten("it has not answered".to_owned())),
        }
    }
}

fn text(found: Result<Vec<u8>, Error>) -> Result<Option<Secret<String>>, VaultError> {
    match found {
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

fn late() -> VaultError {
    VaultError::Locked("it has not answered".to_owned())
}

/// Every statement leaves the value consistent, so a panic elsewhere is no reason to stop.
fn locked(fallback: &Mutex<Fallback>) -> MutexGuard<'_, Fallback> {
    fallback.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
