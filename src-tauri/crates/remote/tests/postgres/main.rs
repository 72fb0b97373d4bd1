//! Remotes of every kind, and what a real PostgreSQL server does with them. Where none is installed, only folders are tried.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "clippy takes only functions marked as tests for tests"
)]

mod behaviour;
mod conflicts;
mod connecting;
mod damage;
mod history;
mod kills;
mod layouts;
mod place;
mod publishing;
mod questions;
mod schema;
mod security;
mod server;
mod undoing;
