//! Generated exports, read as any importer would read them: these tests do not know how the exports were made.

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
