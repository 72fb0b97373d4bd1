//! How fast a lifetime is explored: the engine on exports of growing size, then other engines on the same plays.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::lives::{self, SIZES};
use crate::place;
use crate::program::{Done, cargo, run};

/// Asks one engine about one folder of rows.
const ASK: &str = include_str!("explore.py");
/// SQLite takes seconds for each million.
const SQLITE_MOST: u32 = 1_000_000;

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

/// Generates, imports, asks and prints both tables.
pub(super) fn explore() -> Done {
    run(cargo().args([
        "build",
        "--quiet",
        "--release",
        "--package=library",
        "--example=explore",
    ]))?;
    // The program itself: what is edited meanwhile shall not be built between two sizes.
    let example = place::target()?
        .join("release/examples")
        .join(format!("explore{EXE_SUFFIX}"));
    let rows = place::target()?.join("bench-rows");
    let of = |plays: u32| rows.join(plays.to_string());
    println!("{ENGINE}");
    tell_load();
    run(Command::new(&example).arg("--heading"))?;
    for plays in SIZES {
        let life = lives::life(plays)?;
        run(Command::new(&example).arg("--rows").arg(of(plays)).arg(life))?;
    }
    // Only now: Python shall not disturb the engine, nor the engine Python.
    let beside = beside(of);
    fs::remove_dir_all(&rows).map_err(|error| format!("{}: {error}", rows.display()))?;
    beside
}

fn beside(rows: impl Fn(u32) -> PathBuf) -> Done {
    let Some(python) = lives::python(&["duckdb", "polars"])? else {
        println!("\nNo other engine was measured: there is no Python 3 with venv");
        return Ok(());
    };
    println!("{BESIDE}");
    for plays in SIZES {
        let ask = |engine: &str| ask(&python, engine, &rows(plays));
        ask("tonearm")?;
        ask("duckdb")?;
        ask("polars")?;
        if plays <= SQLITE_MOST {
            ask("sqlite")?;
        }
    }
    println!();
    tell_load();
    Ok(())
}

fn ask(python: &Path, engine: &str, rows: &Path) -> Done {
    run(Command::new(python).args(["-c", ASK, engine]).arg(rows))
}

/// Whoever reads the figures should know whether the machine was busy: two threads then lose more than one does.
pub(super) fn tell_load() {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    if let Some(minute) = load.split_whitespace().next() {
        println!("Load of the machine over the last minute: {minute}\n");
    }
}
