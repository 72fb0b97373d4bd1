//! What a lifetime of listening costs: exports of growing size, from zip to disk and back, and DuckDB on the same rows.

use std::path::Path;
use std::process::Command;

use crate::place;
use crate::program::{Done, answer, cargo, run};

const SIZES: [u32; 4] = [10_000, 100_000, 1_000_000, 3_000_000];
/// What DuckDB is asked about.
const YARDSTICK: u32 = 1_000_000;

/// Reads the unpacked export of one folder, with the types told and with types that it finds out itself.
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

/// Generates, imports and prints the table; then asks DuckDB.
pub(crate) fn lifetime() -> Done {
    let example = ["--quiet", "--release", "--package=library", "--example=lifetime"];
    run(cargo().arg("build").args(example))?;
    let lives = place::target()?.join("bench-lives");
    let measure = |argument: &str| run(cargo().arg("run").args(example).arg("--").arg(argument));
    println!("\nA lifetime on disk (generated exports, two cores)\n");
    measure("--heading")?;
    for plays in SIZES {
        let life = lives.join(plays.to_string());
        let life = life.to_string_lossy();
        generate(plays, &life)?;
        measure(&life)?;
    }
    println!();
    beside(
        &lives.join(YARDSTICK.to_string()),
        &place::target()?.join("bench-python"),
    )
}

fn generate(plays: u32, folder: &str) -> Done {
    if Path::new(folder).join("truth.json").exists() {
        return Ok(());
    }
    let generator = [
        "run",
        "--quiet",
        "--release",
        "--package=simulator",
        "--bin=generate-history",
    ];
    let plays = plays.to_string();
    let mut command = cargo();
    command
        .args(generator)
        .args(["--", "--plays", &plays, "--seed", "1", folder]);
    run(command.stdout(std::process::Stdio::null()))
}

/// DuckDB comes from PyPI into an environment of its own. Without Python there is no yardstick, and the table says so.
fn beside(life: &Path, environment: &Path) -> Done {
    let python = environment.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    if !python.exists() && answer("python3", &["-m", "venv", &environment.to_string_lossy()]).is_none() {
        println!("DuckDB was not measured: there is no Python 3 with venv");
        return Ok(());
    }
    run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "duckdb"]))?;
    run(Command::new(&python).args(["-c", DUCKDB]).arg(life))
}
