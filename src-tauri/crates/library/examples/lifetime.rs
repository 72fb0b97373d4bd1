//! Measures what a lifetime of plays costs: importing an export, importing it again, opening the archive into columns.
//! Takes a folder that `cargo xtask generate-history` wrote and prints a row of a table; `--heading` prints the table's head.

#![expect(clippy::print_stdout, reason = "a measurement prints its result")]

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use library::{Archive, ImportOptions, TotalsQuery, Zone};

const HEADING: &str = "\
| rows | zip to committed | peak memory | the same zip again | an older export | on disk | open into columns | columns | summary | backup |
|---|---|---|---|---|---|---|---|---|---|";

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = arguments
        .first()
        .ok_or("say which folder of `cargo xtask generate-history` to import")?;
    if folder == "--heading" {
        println!("{HEADING}");
        return Ok(());
    }
    let folder = Path::new(folder);
    let temporary = tempfile::tempdir()?;
    let path = temporary.path().join("archive.db");
    let zip = vec![folder.join("my_spotify_data_extended.zip")];

    let archive = open(&path)?;
    let (rows, first) = import(&archive, &zip)?;
    // Read before anything else can raise it.
    let peak_mib = peak_kib().map(|kib| kib / 1024);
    let (_, again) = import(&archive, &zip)?;
    let (older_rows, older) = import(&archive, &[folder.join("older")])?;
    drop(archive);

    let began = Instant::now();
    let archive = open(&path)?;
    let columns = Columns::read(&archive)?;
    let opened = began.elapsed().as_secs_f64();
    let bytes = std::fs::metadata(&path)?.len();
    let began = Instant::now();
    archive.totals(&TotalsQuery::default(), Zone::default())?;
    let summary = began.elapsed().as_secs_f64();
    let began = Instant::now();
    archive.back_up()?;
    let backup = began.elapsed().as_secs_f64();

    let mib = |bytes: f64| bytes / 1_048_576.0;
    println!(
        "| {rows} | {first:.2} s | {} MiB | {again:.2} s | {older_rows} in {older:.2} s | {:.1} MiB | {opened:.3} s | {:.1} MiB | \
         {summary:.3} s | {backup:.2} s |",
        peak_mib.unwrap_or_default(),
        mib(bytes as f64),
        mib(columns.bytes() as f64),
    );
    Ok(())
}

fn open(path: &Path) -> Outcome<Archive> {
    #[expect(clippy::disallowed_methods, reason = "this main hands out the clock")]
    let clock = Arc::new(chrono::Utc::now);
    Ok(Archive::open(path, clock)?)
}

fn import(archive: &Archive, inputs: &[PathBuf]) -> Outcome<(u64, f64)> {
    let began = Instant::now();
    let report = archive.import(inputs, ImportOptions::default(), &mut |_| ControlFlow::Continue(()))?;
    Ok((report.counts.read, began.elapsed().as_secs_f64()))
}

/// Plays in columns, as charts need them.
#[derive(Default)]
struct Columns {
    ended_at: Vec<i64>,
    track: Vec<u32>,
    ms_played: Vec<u32>,
    circumstance: Vec<u32>,
}

impl Columns {
    fn read(archive: &Archive) -> Outcome<Self> {
        let mut columns = Self::default();
        archive.plays(|row| {
            columns.ended_at.push(row.evidence.ended_at.as_millis());
            columns.track.push(row.evidence.item);
            columns.ms_played.push(row.ms_played);
            columns.circumstance.push(row.evidence.circumstance);
            ControlFlow::Continue(())
        })?;
        Ok(columns)
    }

    fn bytes(&self) -> usize {
        self.ended_at.len() * 8 + (self.track.len() + self.ms_played.len() + self.circumstance.len()) * 4
    }
}

/// The most memory that this process has used so far.
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
