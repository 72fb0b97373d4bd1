//! Crate `library` on an account at the simulator.

mod learning;
mod listening;
mod playlists;
mod whole_numbers;
