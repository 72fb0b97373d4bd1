//! The engine against a second implementation that is slow and obvious, over invented histories; and against known answers,
//! worked out by hand.
//!
//! The second implementation, called the oracle, has no columns and keeps nothing: for each question it walks the list of
//! plays.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes only functions marked as tests for tests"
)]

mod asked_plays;
mod by_hand;
mod compare;
mod definitions;
mod engine;
mod histories;
mod history;
mod known_calendar;
mod known_rules;
mod known_zones;
mod oracle;
mod oracle_detail;
mod properties;
mod questions;
