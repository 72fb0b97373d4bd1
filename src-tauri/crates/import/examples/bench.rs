//! Reads a large invented export and prints how long it took: `cargo run --release -p import --example bench -- [rows] [threads]`.
//! Makes the export on the first run, in a folder of its own below the system's temporary one; `--loose` reads the files without
//! the zip.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a developer's tool")]

#[path = "../tests/support/exports.rs"]
mod exports;

use std::{fs, ops::ControlFlow, path::PathBuf, time::Instant};

fn main() {
    let (flags, numbers): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|word| word.starts_with("--"));
    let number = |place: usize, usual: u64| numbers.get(place).map_or(usual, |word| word.parse().unwrap());
    let (rows, threads) = (number(0, 1_000_000), number(1, 2) as usize);

    let folder = std::env::temp_dir().join(format!("tonearm-import-bench-{rows}"));
    let (zip, unpacked) = (folder.join("my_spotify_data.zip"), folder.join("loose"));
    if !zip.exists() {
        fs::create_dir_all(&unpacked).unwrap();
        exports::whole_history(&zip, rows, Some(&unpacked));
    }
    let input: PathBuf = if flags.iter().any(|flag| flag == "--loose") {
        unpacked
    } else {
        zip
    };
    let options = import::Options {
        threads,
        ..Default::default()
    };
    let mut last = import::Progress::default();
    let start = Instant::now();
    let export = import::read(&[input], &options, &mut |progress| {
        last = progress;
        ControlFlow::Continue(())
    })
    .unwrap();
    let took = start.elapsed();
    println!(
        "{} rows, {} items, {} circumstances, {} MiB in {:.2} s with {threads} threads; at most {} in memory",
        export.rows,
        export.items.len(),
        export.circumstances.len(),
        last.bytes_total >> 20,
        took.as_secs_f64(),
        peak(),
    );
}

/// The most memory this process ever had, where the system says.
fn peak() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or("an unknown amount".to_owned(), |kib| kib.trim().to_owned())
}
