//! Whatever happens to the program, the disk or the power: the archive is as before or as after, never in between.
//! Each operation is killed, and loses its power, only a few times in a usual run; `TONEARM_KILLS=1000` makes it a thousand.

#![expect(
    clippy::print_stdout,
    reason = "prints where the kills fell, and what could not be tried"
)]

mod cases;
mod concurrency;
#[cfg(unix)]
mod disk;
mod kills;
mod power_cuts;
mod recovery;
mod state;
mod two_programs;
