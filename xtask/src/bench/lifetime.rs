//! What a long history costs: exports of growing size, from zip to disk and back, and DuckDB on the same rows.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use super::histories::{self, SIZES};
use crate::program::{Outcome, cargo, run};
use crate::python;

/// The size of the export that DuckDB reads.
const YARDSTICK: u32 = 1_000_000;

/// Reads the unpacked export of one folder, with given types and with types that DuckDB finds itself.
const DUCKDB: &str = r#"
import sys, time, zipfile, tempfile, pathlib, duckdb
folder = pathlib.Path(sys.argv[1])
with tempfile.TemporaryDirectory() as place:
    zipfile.ZipFile(folder / "my_spotify_data_extended.zip").extractall(place)
    files = str(pathlib.Path(place) / "**" / "*.json")
    con = duckdb.connect()
    con.execute("SET threads = 2")
    columns = "{ts: 'TIMESTAMP', ms_played: 'BIGINT', spotify_track_uri: 'VARCHAR', master_metadata_track_name: 'VARCHAR', master_metadata_album_artist_name: 'VARCHAR', master_metadata_album_album_name: 'VARCHAR', reason_start: 'VARCHAR', reason_end: 'VARCHAR', platform: 'VARCHAR', conn_country: 'VARCHAR'}"
    for name, how in [("types told", f", columns = {columns}, ignore_errors = true"), ("types found out", ", union_by_name = true, ignore_errors = true")]:
        start = time.time()
        con.execute(f"CREATE OR REPLACE TABLE plays AS SELECT * FROM read_json('{files}', format = 'array'{how})")
        rows = con.execute("SELECT count(*) FROM plays").fetchone()[0]
        print(f"DuckDB {duckdb.__version__}, read_json, {name}: {rows} rows into memory in {time.time() - start:.2f} s")
"#;

/// Generates, imports and prints the table; then runs DuckDB.
pub(super) fn lifetime() -> Outcome {
    let example = ["--quiet", "--release", "--package=library", "--example=lifetime"];
    run(cargo().arg("build").args(example))?;
    let measure = |argument: &OsStr| run(cargo().arg("run").args(example).arg("--").arg(argument));
    println!("\nA lifetime on disk (generated exports, two cores)\n");
    measure("--heading".as_ref())?;
    for plays in SIZES {
        measure(histories::history(plays)?.as_os_str())?;
    }
    println!();
    yardstick(&histories::history(YARDSTICK)?)
}

/// Prints how long DuckDB takes, or that there is no Python to run it.
fn yardstick(history: &Path) -> Outcome {
    let Some(python) = python::python(&["duckdb"])? else {
        println!("DuckDB was not measured: there is no Python 3 with venv");
        return Ok(());
    };
    run(Command::new(&python).args(["-c", DUCKDB]).arg(history))
}
