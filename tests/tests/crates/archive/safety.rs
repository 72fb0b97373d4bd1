//! Whatever happens to the program, the disk or the power: the archive is as it was before or as it is after, never between.
//! Kills are few in a usual run; `TONEARM_KILLS=1000` makes it a thousand for each deed.

#![cfg(unix)]
#![expect(
    clippy::print_stdout,
    reason = "it tells where the kills fell, and what could not be tried"
)]

mod concurrency;
mod disk;
mod kills;
mod state;
