//! A sign-in by link that waits for the browser, as the keychain keeps it: when the link comes, Tonearm may have been quit. Good for one
//! answer, and for as long as the attempt itself. What is kept changes in the background, so a keychain that does not answer holds up no
//! sign-in.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use host::IDENTIFIER;
use spotify::Attempt;
use vault::{Secret, Vault};

#[derive(Clone)]
pub(crate) struct KeptSignIn(Option<Arc<Place>>);

/// One entry in the keychain.
struct Place {
    account: String,
    /// Opened when it is first needed: opening it asks the keychain.
    vault: OnceLock<Vault>,
    /// What the entry is to hold. Never held while the keychain is asked.
    wanted: Mutex<Option<Secret<String>>>,
    /// Held while the keychain is asked, so that the last wish is the one that stays.
    door: Mutex<()>,
}

impl KeptSignIn {
    /// In the entry of this name; `None` keeps nothing.
    pub(crate) fn new(account: Option<String>) -> Self {
        Self(account.map(|account| {
            Arc::new(Place {
                account,
                vault: OnceLock::new(),
                wanted: Mutex::new(None),
                door: Mutex::new(()),
            })
        }))
    }

    /// Keeps `attempt` in place of any other.
    pub(crate) fn keep(&self, attempt: &Attempt) {
        self.want(Some(Secret::new(attempt.to_keychain_json())));
    }

    /// Forgets what is kept.
    pub(crate) fn forget(&self) {
        self.want(None);
    }

    /// What is kept. It stays until it is forgotten.
    pub(crate) async fn read(&self) -> Option<Attempt> {
        let place = self.0.clone()?;
        let read = tauri::async_runtime::spawn_blocking(move || {
            let _door = locked(&place.door);
            place.vault().read()
        });
        let kept = read
            .await
            .ok()?
            .inspect_err(|error| log::warn!("a sign-in under way: {error}"));
        Attempt::from_keychain_json(kept.ok()??.reveal())
    }

    fn want(&self, wanted: Option<Secret<String>>) {
        let Some(place) = self.0.clone() else { return };
        *locked(&place.wanted) = wanted;
        tauri::async_runtime::spawn_blocking(move || place.settle());
    }
}

impl Place {
    fn vault(&self) -> &Vault {
        self.vault.get_or_init(|| Vault::open(IDENTIFIER, &self.account))
    }

    fn settle(&self) {
        let _door = locked(&self.door);
        let wanted = locked(&self.wanted).clone();
        let settled = match wanted {
            Some(attempt) => self.vault().write(attempt),
            None => self.vault().forget(),
        };
        if let Err(error) = settled {
            log::warn!("a sign-in under way: {error}");
        }
    }
}

/// Every statement leaves the value consistent, so a panic elsewhere is no reason to stop.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
