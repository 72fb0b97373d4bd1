//! Spotify's exports as they come, as they age, and as they break: what of them is read, and what is said of the rest.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes only functions marked as tests for tests"
)]

#[path = "../support/exports.rs"]
mod exports;
#[path = "../support/mutation.rs"]
mod mutation;
#[path = "../support/stage.rs"]
mod stage;

mod account;
mod accounting;
mod extended;
mod files;
mod inputs;
mod mutations;
mod zips;
