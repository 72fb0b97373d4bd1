//! The simulator over HTTP: each of Spotify's rules that it follows, and its answers against Spotify's OpenAPI file.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes only functions marked as tests for tests"
)]

mod catalogue;
mod export;
mod faults;
mod fractions;
mod harness;
mod listening;
mod metabrainz;
mod openapi;
mod playlists;
mod quirks;
mod quota;
mod sign_in;
