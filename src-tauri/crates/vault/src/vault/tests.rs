//! The vault over keyring-core's mock store, which can be told to fail. A live keychain is tested in the real window.

use std::sync::mpsc;

use keyring_core::api::CredentialStoreApi as _;
use keyring_core::mock;

use super::*;

fn entry() -> (Entry, Entry) {
    let store = mock::Store::new().unwrap();
    let entry = || Entry {
        inner: store.build("tonearm", "spotify", None).unwrap(),
    };
    (entry(), entry())
}

/// A vault, and another way to the entry of the keychain behind it.
struct Watched {
    vault: Vault,
    entry: Entry,
}

impl Watched {
    fn new() -> Self {
        Self::prepared(|_| {})
    }

    /// With an entry that something happened to before the vault is opened.
    fn prepared(prepare: impl FnOnce(&Entry)) -> Self {
        let (entry, same) = entry();
        prepare(&entry);
        Self {
            vault: Vault::over(Keychain::start(move || Ok(same), PATIENCE)),
            entry,
        }
    }

    /// The next call to the keychain fails as if it were locked.
    fn lock(&self) {
        lock(&self.entry);
    }

    fn in_the_keychain(&self) -> Option<Vec<u8>> {
        self.entry.get_secret().ok()
    }
}

fn lock(entry: &Entry) {
    mock_of(entry).set_error(Error::NoStorageAccess("locked".into()));
}

fn mock_of(entry: &Entry) -> &mock::Cred {
    entry.inner.as_any().downcast_ref().unwrap()
}

fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

fn held(vault: &Vault) -> Option<String> {
    vault.read().unwrap().map(|secret| secret.reveal().clone())
}

#[test]
fn what_is_written_is_read_until_it_is_forgotten() {
    for vault in [Watched::new().vault, Vault::in_memory()] {
        assert_eq!(held(&vault), None);
        vault.write(secret("one")).unwrap();
        vault.write(secret("two")).unwrap();
        assert_eq!(held(&vault).as_deref(), Some("two"));
        vault.forget().unwrap();
        assert_eq!(held(&vault), None);
        vault.forget().unwrap();
    }
}

#[test]
fn it_says_how_long_it_keeps() {
    assert_eq!(Watched::new().vault.storage(), SecretStorage::Keychain);
    assert_eq!(Vault::in_memory().storage(), SecretStorage::ThisRunOnly);
}

#[test]
fn a_keychain_that_does_not_open_is_not_relied_on() {
    let Watched { vault, .. } = Watched::prepared(lock);
    assert_eq!(vault.storage(), SecretStorage::ThisRunOnly);
    vault.write(secret("one")).unwrap();
    assert_eq!(held(&vault).as_deref(), Some("one"));
}

#[test]
fn disconnecting_reaches_a_keychain_that_was_locked_at_the_start() {
    let watched = Watched::prepared(|entry| {
        entry.set_secret(b"yesterday's").unwrap();
        lock(entry);
    });
    assert_eq!(held(&watched.vault), None);
    watched.vault.forget().unwrap();
    assert_eq!(watched.in_the_keychain(), None);
}

#[test]
fn a_write_that_fails_is_kept_for_this_run_and_says_so() {
    let watched = Watched::new();
    watched.lock();
    watched.vault.write(secret("one")).unwrap();
    assert_eq!(watched.vault.storage(), SecretStorage::ThisRunOnly);
    assert_eq!(held(&watched.vault).as_deref(), Some("one"));
    assert_eq!(watched.in_the_keychain(), None);
}

#[test]
fn a_write_that_fails_leaves_no_older_secret_for_the_next_start() {
    let watched = Watched::new();
    watched.vault.write(secret("another account's")).unwrap();
    watched.lock();
    watched.vault.write(secret("mine")).unwrap();
    assert_eq!(watched.in_the_keychain(), None);
}

#[test]
fn a_later_write_that_succeeds_is_in_the_keychain_again() {
    let watched = Watched::new();
    watched.lock();
    watched.vault.write(secret("one")).unwrap();
    watched.vault.write(secret("two")).unwrap();
    assert_eq!(watched.vault.storage(), SecretStorage::Keychain);
    assert_eq!(watched.in_the_keychain().as_deref(), Some(b"two".as_slice()));
}

#[test]
fn a_keychain_that_stops_answering_is_not_mistaken_for_an_empty_one() {
    let watched = Watched::new();
    watched.vault.write(secret("one")).unwrap();
    watched.lock();
    assert!(matches!(watched.vault.read(), Err(VaultError::Locked(_))));
    assert_eq!(held(&watched.vault).as_deref(), Some("one"));
}

#[test]
fn a_secret_that_could_not_be_forgotten_is_reported() {
    let watched = Watched::new();
    watched.vault.write(secret("one")).unwrap();
    watched.lock();
    assert!(matches!(watched.vault.forget(), Err(VaultError::NotForgotten(_))));
}

#[test]
fn what_is_no_text_is_unreadable_and_can_be_replaced() {
    let watched = Watched::new();
    let vault = &watched.vault;
    watched.entry.set_secret(b"\xff\xfe").unwrap();
    assert_eq!(vault.read().unwrap_err(), VaultError::Unreadable);
    vault.write(secret("one")).unwrap();
    assert_eq!(held(vault).as_deref(), Some("one"));
}

#[test]
fn no_error_tells_the_secret() {
    let watched = Watched::new();
    let vault = &watched.vault;
    vault.write(secret("hunter2")).unwrap();
    let bad = Error::BadDataFormat(b"hunter2".to_vec(), "bad".into());
    mock_of(&watched.entry).set_error(bad);
    let error = vault.read().unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}

const SHORT: Duration = Duration::from_millis(50);

/// A keychain that asks the listener to unlock it: it answers nothing until the sender says that they did.
fn asking(entry: Entry) -> (Keychain, mpsc::Sender<()>) {
    let (unlock, unlocked) = mpsc::channel();
    let open = move || {
        unlocked.recv().unwrap();
        Ok(entry)
    };
    (Keychain::start(open, SHORT), unlock)
}

#[test]
fn a_keychain_that_is_unlocked_late_is_used_from_then_on() {
    let (entry, same) = entry();
    entry.set_secret(b"yesterday's").unwrap();
    let (keychain, unlock) = asking(same);
    let vault = Vault::over(keychain);
    assert_eq!(vault.storage(), SecretStorage::ThisRunOnly);
    assert!(vault.is_late());
    assert!(
        matches!(vault.read(), Err(VaultError::Locked(_))),
        "what it holds is unknown"
    );

    unlock.send(()).unwrap();

    let late = vault.read_patiently().unwrap();
    assert_eq!(late.unwrap().reveal(), "yesterday's");
    assert_eq!(vault.storage(), SecretStorage::Keychain);
    assert_eq!(held(&vault).as_deref(), Some("yesterday's"));
}

#[test]
fn what_is_written_before_it_is_unlocked_is_in_memory_and_then_in_the_keychain() {
    let (keychain, unlock) = asking(entry().0);
    let vault = Vault::over(keychain);
    vault.write(secret("one")).unwrap();
    vault.write(secret("two")).unwrap();
    assert_eq!(vault.storage(), SecretStorage::ThisRunOnly);

    unlock.send(()).unwrap();

    assert_eq!(vault.read_patiently().unwrap().unwrap().reveal(), "two");
    assert_eq!(vault.storage(), SecretStorage::Keychain);
}

#[test]
fn what_is_forgotten_before_it_is_unlocked_is_gone_afterwards() {
    let (entry, same) = entry();
    entry.set_secret(b"yesterday's").unwrap();
    let (keychain, unlock) = asking(same);
    let vault = Vault::over(keychain);
    assert!(matches!(vault.forget(), Err(VaultError::NotForgotten(_))));
    unlock.send(()).unwrap();
    assert!(vault.read_patiently().unwrap().is_none());
}

#[test]
fn without_a_keychain_there_is_nothing_to_forget_in_it() {
    let missing = || Err(Error::NoDefaultStore);
    let vault = Vault::over(Keychain::start(missing, PATIENCE));
    assert_eq!(vault.storage(), SecretStorage::ThisRunOnly);
    vault.write(secret("one")).unwrap();
    assert_eq!(held(&vault).as_deref(), Some("one"));
    vault.forget().unwrap();
    assert_eq!(held(&vault), None);
}
