//! Tonearm in its real window, as a listener meets it: one situation, one act, one claim each.
//! Every scenario has a stage of its own; stages take turns, so these need no order and no flags.

#![cfg(target_os = "linux")]

mod limits;
mod lists;
mod promises;
mod sign_in;
mod tray;
