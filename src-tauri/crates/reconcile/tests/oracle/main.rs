//! The rules stated a second time, slowly and plainly, and held against the crate over random rows; and the examples of every rule,
//! with the number of plays worked out by hand.
//!
//! The second statement, called the oracle, shares nothing with the crate but its types. It is in `answer` (the order of the
//! rules), `ledger` (what is known of each row so far), `recorded` (rules 1 and 8), `account` (2 and 5), `extended` (3 and 4), `absorbing` (6 and 7) and `pairs`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes only functions marked as tests for tests"
)]

mod absorbing;
mod account;
mod agreement;
mod answer;
mod cases;
mod differences;
mod examples;
mod examples_of_recorded;
mod extended;
mod fragments;
mod ledger;
mod pairs;
mod recorded;
mod story;
