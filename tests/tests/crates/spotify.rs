//! Crate `spotify` against the simulator, over HTTP.

mod limits;
mod pictures;
mod playlists;
mod sign_in;
mod tokens;
mod two_programs;
mod whole_numbers;
