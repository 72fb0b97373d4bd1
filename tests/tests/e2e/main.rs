//! Tonearm in its real window, as a listener sees it: one situation, one action, one claim each.
//! Apart from `crates`, because these need a display and a built application. Every scenario has a testbed of its own, so
//! the order does not matter.

#![cfg(target_os = "linux")]

mod accessibility;
mod archive;
mod citizen;
mod desktops;
mod exploring;
mod exploring_by_keys;
mod exploring_pages;
mod forgetting;
mod genres;
mod importing;
mod limits;
mod lists;
mod machines;
mod network;
mod other_programs;
mod playlists;
mod posters;
mod promises;
mod quick_view;
mod recording;
mod recount;
mod refusals;
mod sample;
mod sample_and_import;
#[path = "../../../src-tauri/crates/remote/tests/postgres/server.rs"]
#[allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "other tests use the rest of it, and all of it is for tests"
)]
mod server;
mod sign_in;
mod starting;
mod tray;
mod unkind_list;
mod whole_numbers;
mod why;
