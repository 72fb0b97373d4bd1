//! The vault over keyring-core's mock store, which can be told to fail. A live keychain is tested in the real window.

use keyring_core::api::CredentialStoreApi as _;
use keyring_core::mock;

use super::*;

fn entry() -> Entry {
    let store = mock::Store::new().unwrap();
    Entry {
        inner: store.build("tonearm", "spotify", None).unwrap(),
    }
}

/// The next call to the keychain fails as if it were locked.
fn lock(vault: &Vault) {
    let entry = vault.entry.as_ref().unwrap();
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

fn in_the_keychain(vault: &Vault) -> Option<Vec<u8>> {
    vault.entry.as_ref().unwrap().get_secret().ok()
}

#[test]
fn what_is_written_is_read_until_it_is_forgotten() {
    for vault in [Vault::over(entry()), Vault::in_memory()] {
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
    assert_eq!(Vault::over(entry()).storage(), SecretStorage::Keychain);
    assert_eq!(Vault::in_memory().storage(), SecretStorage::ThisRunOnly);
}

#[test]
fn a_keychain_that_does_not_open_is_not_relied_on() {
    let entry = entry();
    mock_of(&entry).set_error(Error::NoStorageAccess("locked".into()));
    let vault = Vault::over(entry);
    assert_eq!(vault.storage(), SecretStorage::ThisRunOnly);
    vault.write(secret("one")).unwrap();
    assert_eq!(held(&vault).as_deref(), Some("one"));
}

#[test]
fn disconnecting_reaches_a_keychain_that_was_locked_at_the_start() {
    let entry = entry();
    entry.set_secret(b"yesterday's").unwrap();
    mock_of(&entry).set_error(Error::NoStorageAccess("locked".into()));
    let vault = Vault::over(entry);
    assert_eq!(held(&vault), None);
    vault.forget().unwrap();
    assert_eq!(in_the_keychain(&vault), None);
}

#[test]
fn a_write_that_fails_is_kept_for_this_run_and_says_so() {
    let vault = Vault::over(entry());
    lock(&vault);
    vault.write(secret("one")).unwrap();
    assert_eq!(vault.storage(), SecretStorage::ThisRunOnly);
    assert_eq!(held(&vault).as_deref(), Some("one"));
    assert_eq!(in_the_keychain(&vault), None);
}

#[test]
fn a_write_that_fails_leaves_no_older_secret_for_the_next_start() {
    let vault = Vault::over(entry());
    vault.write(secret("another account's")).unwrap();
    lock(&vault);
    vault.write(secret("mine")).unwrap();
    assert_eq!(in_the_keychain(&vault), None);
}

#[test]
fn a_later_write_that_succeeds_is_in_the_keychain_again() {
    let vault = Vault::over(entry());
    lock(&vault);
    vault.write(secret("one")).unwrap();
    vault.write(secret("two")).unwrap();
    assert_eq!(vault.storage(), SecretStorage::Keychain);
    assert_eq!(in_the_keychain(&vault).as_deref(), Some(b"two".as_slice()));
}

#[test]
fn a_keychain_that_stops_answering_is_not_mistaken_for_an_empty_one() {
    let vault = Vault::over(entry());
    vault.write(secret("one")).unwrap();
    lock(&vault);
    assert!(matches!(vault.read(), Err(VaultError::Locked(_))));
    assert_eq!(held(&vault).as_deref(), Some("one"));
}

#[test]
fn a_secret_that_could_not_be_forgotten_is_reported() {
    let vault = Vault::over(entry());
    vault.write(secret("one")).unwrap();
    lock(&vault);
    assert!(matches!(vault.forget(), Err(VaultError::NotForgotten(_))));
}

#[test]
fn what_is_no_text_is_unreadable_and_can_be_replaced() {
    let vault = Vault::over(entry());
    vault.entry.as_ref().unwrap().set_secret(b"\xff\xfe").unwrap();
    assert_eq!(vault.read().unwrap_err(), VaultError::Unreadable);
    vault.write(secret("one")).unwrap();
    assert_eq!(held(&vault).as_deref(), Some("one"));
}

/// The D-Bus client does this inside each call; on an async worker's own thread it would panic.
#[tokio::test]
async fn a_call_may_drive_a_future_to_its_end_on_an_async_worker() {
    let driven = on_own_thread(|| Ok(tokio::runtime::Runtime::new().unwrap().block_on(async { 7 })));
    assert_eq!(driven.unwrap(), 7);
}

#[test]
fn a_client_that_panics_is_a_keychain_that_fails() {
    assert!(on_own_thread::<()>(|| panic!("as planned")).is_err());
}

#[test]
fn no_error_tells_the_secret() {
    let vault = Vault::over(entry());
    vault.write(secret("hunter2")).unwrap();
    let bad = Error::BadDataFormat(b"hunter2".to_vec(), "bad".into());
    mock_of(vault.entry.as_ref().unwrap()).set_error(bad);
    let error = vault.read().unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}
