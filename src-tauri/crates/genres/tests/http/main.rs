//! The client against a small stand-in for both services, over real HTTP on loopback.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes only functions marked as tests for tests"
)]

mod budget;
mod faults;
mod genres;
mod links;
mod names;
mod namesakes;
mod pace;
mod privacy;
mod support;
mod token;
