//! Generated exports from outside: read as any importer would read them, with nothing known of how they were made.

#![expect(
    clippy::unwrap_used,
    reason = "clippy takes only functions marked as tests for tests"
)]

mod files;
mod folder;
mod naive;
mod rows;
mod shape;
mod traps;
mod truth;
