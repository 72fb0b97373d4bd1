//! How fast a long history is explored: the engine on exports of growing size, then other engines on the same plays.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::histories::{self, SIZES};
use crate::program::{Outcome, cargo, run};
use crate::{paths, python};

/// Queries one engine about one folder of rows.
const QUERY: &str = include_str!("explore.py");
/// The largest size for SQLite, which takes seconds for each million.
const SQLITE_LARGEST: u32 = 1_000_000;

const ENGINE: &str = "
A lifetime explored (generated exports, release build, one thread, UTC). Milliseconds: median / 95th percentile of 100 runs,
for opening median / slowest of 5. Genres are invented, for exports know none.
";
const BESIDE: &str = "
The same music in memory, oldest first, asked for six groupings, each with plays and time. Milliseconds: median / 95th percentile
of 15 runs, of 3 for SQLite. Totals tell tracks, artists and days apart, which the last column leaves out. Tonearm's summary holds
all six and more.

| plays | engine | totals, nothing told apart | totals | top 50 tracks | top 50 artists | hour of week | days | month x artist, top 8 | \
all six | times Tonearm's | so without telling apart |
|---|---|---|---|---|---|---|---|---|---|---|---|";

/// Generates, imports, queries and prints both tables.
pub(super) fn explore() -> Outcome {
    run(cargo().args([
        "build",
        "--quiet",
        "--release",
        "--package=library",
        "--example=explore",
    ]))?;
    // The built program, not `cargo run`: an edit in the meantime must not be built between two sizes.
    let example = paths::target()?
        .join("release/examples")
        .join(format!("explore{EXE_SUFFIX}"));
    let rows = paths::target()?.join("bench-rows");
    let of = |plays: u32| rows.join(plays.to_string());
    println!("{ENGINE}");
    print_load();
    run(Command::new(&example).arg("--heading"))?;
    for plays in SIZES {
        let history = histories::history(plays)?;
        run(Command::new(&example).arg("--rows").arg(of(plays)).arg(history))?;
    }
    // Only now, so that Python does not disturb the engine, nor the engine Python.
    let compared = compare(of);
    fs::remove_dir_all(&rows).map_err(|error| format!("{}: {error}", rows.display()))?;
    compared
}

fn compare(rows: impl Fn(u32) -> PathBuf) -> Outcome {
    let Some(python) = python::python(&["duckdb", "polars"])? else {
        println!("\nNo other engine was measured: there is no Python 3 with venv");
        return Ok(());
    };
    println!("{BESIDE}");
    for plays in SIZES {
        let query = |engine: &str| query(&python, engine, &rows(plays));
        query("tonearm")?;
        query("duckdb")?;
        query("polars")?;
        if plays <= SQLITE_LARGEST {
            query("sqlite")?;
        }
    }
    println!();
    print_load();
    Ok(())
}

fn query(python: &Path, engine: &str, rows: &Path) -> Outcome {
    run(Command::new(python).args(["-c", QUERY, engine]).arg(rows))
}

/// Prints the load, so that a reader of the figures knows whether the machine was busy: that costs two threads more than one.
pub(super) fn print_load() {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    if let Some(minute) = load.split_whitespace().next() {
        println!("Load of the machine over the last minute: {minute}\n");
    }
}
