//! Opens archives in every state: new, old, damaged, killed, and what other programs wrote. Nothing may be deleted, nothing of other
//! programs touched, and a good backup must be found. The documented queries are here too.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "clippy takes only functions marked as tests for tests"
)]

mod archive_folder;
mod backups;
mod damage;
mod docs_queries;
mod evidence;
mod migration;
#[cfg(unix)]
mod modes;
mod network_drive;
mod orphans;
mod other_programs;
mod questions;
mod recorded;
mod v0_1;
