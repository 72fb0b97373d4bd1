//! What crosses crates, without a window: the archive with its imports, the library on an account, Spotify over HTTP,
//! and the rules of the architecture. The window's own scenarios are in `e2e`, the log's in `log.rs`.

mod architecture;
mod archive;
mod explore;
mod library;
mod spotify;
