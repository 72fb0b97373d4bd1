//! Whatever happens to the program, the disk or the power: the archive is as before or as after, never in between.
//! Each operation is killed only a few times in a usual run; `TONEARM_KILLS=1000` makes it a thousand.

#![cfg(unix)]
#![expect(
    clippy::print_stdout,
    reason = "prints where the kills fell, and what could not be tried"
)]

mod concurrency;
mod disk;
mod kills;
mod state;
mod two_programs;
