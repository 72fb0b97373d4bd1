//! `tonearm-cli` as a listener runs it: the real program on a folder of its own. Tests check what it prints, its exit code and
//! what it leaves on disk.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "clippy takes only functions marked as tests for tests"
)]

mod backups;
mod damage;
mod deciding;
mod docs;
mod explore;
mod hiding;
mod importing;
mod listening;
mod poster;
mod program;
#[cfg(target_os = "linux")]
mod proxy;
mod recount;
mod remote;
mod sandbox;
#[allow(dead_code, reason = "the tests of the remote use more of it")]
#[path = "../../../remote/tests/postgres/server.rs"]
mod server;
#[cfg(target_os = "linux")]
mod spotify;
mod together;
mod why;
