//! The library from outside, with files on disk and without Spotify.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::expect_used,
    reason = "clippy takes only functions marked as tests for tests"
)]

mod backups;
mod every_play_once;
mod exchange;
mod export_by_year;
mod forgetting;
mod genres;
mod ingest;
mod listener;
mod own_plays;
mod poster;
mod recount;
mod same_archive;
mod this_week;
mod v0_1;

#[allow(dead_code, reason = "the tests of the remote use more of it")]
#[path = "../../../remote/tests/postgres/server.rs"]
mod server;
