//! What crate `spotify` wrote in earlier versions, read by this one.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only functions marked as tests for tests"
)]

mod v0_1;
