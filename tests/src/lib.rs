//! What the tests that cross crates share: an account at the simulator, and a testbed with the real window in it.
//!
//! A scenario says `Testbed::new().await`, then `testbed.open().await`, and goes on in a listener's words.
//! Everything a testbed starts has its own home, display, message bus, keychain and ports, and ends with it.

pub mod account;
pub mod browser;
pub mod clock;
pub mod consent;
pub mod deeds;
pub mod evening;
pub mod failure;
pub mod keys;
pub mod operation;
pub mod test_library;
pub mod wait;

#[cfg(target_os = "linux")]
pub mod archive;
#[cfg(target_os = "linux")]
pub mod downloads;
#[cfg(target_os = "linux")]
pub mod listener;
#[cfg(target_os = "linux")]
pub mod notifications;
pub mod state;
#[cfg(target_os = "linux")]
pub mod states;
#[cfg(target_os = "linux")]
pub mod testbed;
#[cfg(target_os = "linux")]
pub mod tray;
#[cfg(target_os = "linux")]
pub mod walkthrough;
#[cfg(target_os = "linux")]
pub mod window;
