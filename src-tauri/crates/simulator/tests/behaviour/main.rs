//! The simulator from outside, over HTTP: each rule of Spotify's that it keeps.

#![expect(
    clippy::unwrap_used,
    reason = "clippy takes only functions marked as tests for tests"
)]

mod export;
mod faults;
mod listening;
mod playlists;
mod quota;
mod sign_in;
mod stage;
mod world;
