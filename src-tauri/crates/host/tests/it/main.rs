//! The page for the browser's way back, with whatever a browser and other pages may send it; and what the app and the command line
//! wrote in earlier versions, read by this one.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes only functions marked as tests for tests"
)]

#[cfg(unix)]
mod core_dumps;
mod loopback;
mod v0_1;
