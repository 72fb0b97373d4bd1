//! What the tests that cross crates share: a person's browser, and a stage with the real window on it.
//!
//! A scenario says `Stage::new().await`, then `stage.open().await`, and goes on in a listener's words.
//! Everything a stage starts has its own home, display, message bus, keychain and ports, and ends with it.

pub mod account;
#[cfg(target_os = "linux")]
pub mod archive;
pub mod browser;
pub mod consent;
pub mod deed;
#[cfg(target_os = "linux")]
pub mod downloads;
pub mod failure;
pub mod keys;
#[cfg(target_os = "linux")]
pub mod past;
pub mod shelf;

#[cfg(target_os = "linux")]
pub mod listener;
#[cfg(target_os = "linux")]
pub mod stage;
#[cfg(target_os = "linux")]
pub mod states;
#[cfg(target_os = "linux")]
pub mod tray;
#[cfg(target_os = "linux")]
pub mod walk;
#[cfg(target_os = "linux")]
pub mod window;
