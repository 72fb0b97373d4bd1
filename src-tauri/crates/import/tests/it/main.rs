//! Reads exports as Spotify sends them now, as it sent them in earlier years, and damaged in many ways.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes only functions marked as tests for tests"
)]

#[path = "../support/damage.rs"]
mod damage;
#[path = "../support/export_folder.rs"]
mod export_folder;
#[path = "../support/exports.rs"]
mod exports;
#[path = "../support/member.rs"]
mod member;
#[path = "../support/mutation.rs"]
mod mutation;

mod account;
mod accounting;
mod extended;
mod files;
mod inputs;
mod mutations;
mod other_exports;
mod packed;
mod unread;
mod zips;
