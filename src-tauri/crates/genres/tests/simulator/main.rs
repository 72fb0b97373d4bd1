//! The client against the simulator's MusicBrainz and ListenBrainz, which are as unkind as the real ones, over HTTP on loopback.
//! Time is paused: an hour of requests takes seconds.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes only functions marked as tests for tests"
)]

mod budget;
mod look_around;
mod namesakes;
mod restarts;
mod token;
mod world;
