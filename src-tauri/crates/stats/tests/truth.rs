//! The engine against a second implementation that is slow and obvious, over invented lives; and against known answers,
//! worked out by hand.
//!
//! The second one knows no columns and keeps nothing: for each question it walks the list of plays.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes only functions marked as tests for tests"
)]

#[path = "truth/asked.rs"]
mod asked;
#[path = "truth/fast.rs"]
mod fast;
#[path = "truth/history.rs"]
mod history;
#[path = "truth/known.rs"]
mod known;
#[path = "truth/known_parts.rs"]
mod known_parts;
#[path = "truth/known_zones.rs"]
mod known_zones;
#[path = "truth/life.rs"]
mod life;
#[path = "truth/oracle.rs"]
mod oracle;
#[path = "truth/oracle_detail.rs"]
mod oracle_detail;
#[path = "truth/parts.rs"]
mod parts;
#[path = "truth/properties.rs"]
mod properties;
#[path = "truth/questions.rs"]
mod questions;
#[path = "truth/same.rs"]
mod same;
#[path = "truth/told.rs"]
mod told;
