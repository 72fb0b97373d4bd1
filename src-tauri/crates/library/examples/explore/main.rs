//! Measures what exploring a lifetime of plays costs: imports an export, opens the archive and asks, on one thread.
//! Takes a folder that `cargo xtask generate-history` wrote and prints a row of a table; `--heading` prints the table's head.
//! `--rows FOLDER` also writes the plays and the answer to files, so that other engines can be asked the same.
//!
//! Every question is in UTC, so that time zones cost none of the engines anything.

#![expect(clippy::print_stdout, reason = "a measurement prints its result")]

mod history;
mod questions;
mod rows;
mod times;

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use library::{Archive, ExploreQuery, ImportOptions, PickedKeys, Zone};
use stats::{Question, Totals};
use store::Store;

use self::{history::SampleHistory, questions::Questions, times::Times};

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (folder, rows) = match arguments.as_slice() {
        ["--heading"] => {
            println!("{}", heading());
            return Ok(());
        }
        [folder] => (Path::new(*folder), None),
        ["--rows", rows, folder] => (Path::new(*folder), Some(Path::new(*rows))),
        _ => return Err("say which folder of `cargo xtask generate-history` to import".into()),
    };
    let temporary = tempfile::tempdir()?;
    let path = temporary.path().join("archive.db");
    let zip = [folder.join("my_spotify_data_extended.zip")];
    import(&open(&path)?, &zip)?;
    let (opened, through_archive, totals) = through_archive(&path)?;

    let history = SampleHistory::read(&store(&path)?)?;
    let mut asked = Questions::new(&history);
    if asked.summary().totals != totals {
        return Err("the archive's table and the one of the same plays with invented genres disagree".into());
    }
    let measured = asked.measure();
    let bytes = asked.table().bytes() as f64;
    println!(
        "| {} | {} | {through_archive} | {:.1} MiB | {:.1} | {opened} |",
        asked.table().len(),
        measured
            .iter()
            .map(|(_, times)| times.to_string())
            .collect::<Vec<_>>()
            .join(" | "),
        bytes / 1_048_576.0,
        bytes / asked.table().len() as f64,
    );
    if let Some(rows) = rows {
        let (_, everything) = measured
            .iter()
            .find(|(name, _)| *name == questions::EVERYTHING)
            .ok_or("no answer")?;
        rows::write(rows, &history, &asked.summary(), everything)?;
    }
    Ok(())
}

fn heading() -> String {
    let mut columns = vec!["plays"];
    columns.extend(questions::NAMES);
    columns.extend([
        "everything, through the archive",
        "columns",
        "bytes a play",
        "open to first answer",
    ]);
    format!("| {} |\n|{}", columns.join(" | "), "---|".repeat(columns.len()))
}

#[expect(clippy::disallowed_methods, reason = "this main hands out the clock")]
fn open(path: &Path) -> Outcome<Archive> {
    Ok(Archive::open(path, Arc::new(chrono::Utc::now))?)
}

#[expect(clippy::disallowed_methods, reason = "this main hands out the clock")]
fn store(path: &Path) -> Outcome<Store> {
    Ok(Store::open(path, chrono::Utc::now())?.store)
}

fn import(archive: &Archive, inputs: &[PathBuf]) -> Outcome {
    archive.import(inputs, ImportOptions::default(), &mut |_| ControlFlow::Continue(()))?;
    Ok(())
}

/// How long it takes from the closed file to the first answer, and for the same answer again, with names and version looked
/// up each time.
fn through_archive(path: &Path) -> Outcome<(Times, Times, Totals)> {
    let query = ExploreQuery {
        picks: PickedKeys::default(),
        question: Question::new(questions::TODAY),
    };
    let mut opened = Vec::new();
    for _ in 0..times::FEW {
        let began = Instant::now();
        let archive = open(path)?;
        archive.explore(&query, Zone::default())?;
        opened.push(began.elapsed());
    }
    let archive = open(path)?;
    let totals = archive.explore(&query, Zone::default())?.summary.totals;
    let again = times::measure(|_| archive.explore(&query, Zone::default()).is_ok());
    Ok((Times::new(opened), again, totals))
}
