//! The keychain entry that version 0.1 wrote still signs in, and would be written the same.

use spotify::{Grant, Scope};

const ENTRY: &str = include_str!("../../../../../tests/fixtures/v0.1/keychain-entry.json");

#[test]
fn the_keychain_entry_is_read_whole_and_written_the_same() {
    let grant = Grant::from_keychain_json(ENTRY).unwrap();
    assert_eq!(grant.client_id().to_string(), "d0c0ffee5eed4a11b1e55ed7ab1ec105");
    assert_eq!(grant.scopes(), Scope::ALL);
    assert_eq!(grant.consented_at().to_rfc3339(), "2026-11-20T10:00:00+00:00");
    assert_eq!(grant.to_keychain_json(), ENTRY);
}
