//! Damages exports at random and reports what goes wrong: `cargo run --release -p import --example fuzz -- --secs 3600 --seed 1`.
//! Each finding has the number of its case; `--case N` runs only that one and leaves its files on the disk.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a developer's tool")]

#[path = "../tests/support/damage.rs"]
mod damage;
#[path = "../tests/support/exports.rs"]
mod exports;
#[path = "../tests/support/member.rs"]
mod member;
#[path = "../tests/support/mutation.rs"]
mod mutation;

use std::{
    collections::HashMap,
    fs,
    process::ExitCode,
    time::{Duration, Instant},
};

/// Far above what a few hundred KiB of export need.
const MOST_KIB: u64 = 256 * 1024;

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args().skip(1).collect();
    let options: HashMap<_, u64> = words
        .chunks_exact(2)
        .map(|pair| (pair[0].as_str(), pair[1].parse().unwrap()))
        .collect();
    if let Some(&case) = options.get("--case") {
        println!(
            "case {case}: {:?}; its files are in {}",
            mutation::run(case),
            mutation::keep_files(case).display()
        );
        return ExitCode::SUCCESS;
    }
    let (secs, seed) = (
        options.get("--secs").unwrap_or(&60),
        options.get("--seed").unwrap_or(&1),
    );
    let until = Instant::now() + Duration::from_secs(*secs);
    let mut findings = 0;
    let mut cases = 0;
    for case in (seed << 32).. {
        if Instant::now() >= until || findings == 20 {
            break;
        }
        if let Err(finding) = mutation::run(case) {
            println!("case {case}: {finding}");
            findings += 1;
        }
        cases += 1;
        if cases % 20_000 == 0 {
            println!("{cases} cases, {findings} findings, at most {} MiB", peak_kib() >> 10);
        }
    }
    if peak_kib() > MOST_KIB {
        println!("too much memory");
        findings += 1;
    }
    println!("{cases} cases, {findings} findings, at most {} MiB", peak_kib() >> 10);
    ExitCode::from(u8::from(findings > 0))
}

/// The most memory this process ever had, where the system says.
fn peak_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|kib| kib.trim().strip_suffix(" kB")?.parse().ok())
        .unwrap_or(0)
}
