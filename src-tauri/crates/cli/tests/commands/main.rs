//! `tonearm-cli` as a listener runs it: the real program on a folder of its own, asked in words, judged by what it prints, by how
//! it ends and by what it leaves on disk.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes only functions marked as tests for tests"
)]

mod damage;
mod explore;
mod hiding;
mod importing;
mod keeping;
mod listening;
mod manners;
mod shelf;
#[cfg(target_os = "linux")]
mod spotify;
