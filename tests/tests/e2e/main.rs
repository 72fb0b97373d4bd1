//! Tonearm in its real window, as a listener meets it: one situation, one act, one claim each.
//! Every scenario has a testbed of its own; stages take turns, so these need no order and no flags.

#![cfg(target_os = "linux")]

mod accessibility;
mod archive;
mod exploring;
mod exploring_by_keys;
mod exploring_pages;
mod importing;
mod limits;
mod lists;
mod network;
mod playlists;
mod promises;
mod recording;
mod refusals;
mod sample;
mod sign_in;
mod starting;
mod tray;
