//! Measures what exploring a lifetime costs: imports an export, opens it and asks, on one thread.
//! Takes a folder that `cargo xtask generate-history` wrote and prints a row of a table; `--heading` prints the table's head.
//! `--rows FOLDER` writes the plays and the answer into files as well, for other engines to be asked about the same.
//!
//! All is asked in UTC, so that nobody who is compared pays for time zones.

#![expect(clippy::print_stdout, reason = "a measurement speaks on the terminal")]

mod asking;
mod life;
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

use self::{asking::Asking, life::Life, times::Times};

type Done<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Done {
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
    let place = tempfile::tempdir()?;
    let path = place.path().join("archive.db");
    let zip = [folder.join("my_spotify_data_extended.zip")];
    import(&open(&path)?, &zip)?;
    let (opened, through_archive, totals) = through_archive(&path)?;

    let life = Life::read(&store(&path)?)?;
    let mut asking = Asking::new(&life);
    if asking.summary().totals != totals {
        return Err("the archive's table and the one of the same plays with invented genres disagree".into());
    }
    let questions = asking.measure();
    let bytes = asking.table().bytes() as f64;
    println!(
        "| {} | {} | {through_archive} | {:.1} MiB | {:.1} | {opened} |",
        asking.table().len(),
        questions
            .iter()
            .map(|(_, times)| times.to_string())
            .collect::<Vec<_>>()
            .join(" | "),
        bytes / 1_048_576.0,
        bytes / asking.table().len() as f64,
    );
    if let Some(rows) = rows {
        let (_, everything) = questions
            .iter()
            .find(|(name, _)| *name == asking::EVERYTHING)
            .ok_or("no answer")?;
        rows::write(rows, &life, &asking.summary(), everything)?;
    }
    Ok(())
}

fn heading() -> String {
    let mut columns = vec!["plays"];
    columns.extend(asking::NAMES);
    columns.extend([
        "everything, through the archive",
        "columns",
        "bytes a play",
        "open to first answer",
    ]);
    format!("| {} |\n|{}", columns.join(" | "), "---|".repeat(columns.len()))
}

#[expect(clippy::disallowed_methods, reason = "this main hands out the clock")]
fn open(path: &Path) -> Done<Archive> {
    Ok(Archive::open(path, Arc::new(chrono::Utc::now))?)
}

#[expect(clippy::disallowed_methods, reason = "this main hands out the clock")]
fn store(path: &Path) -> Done<Store> {
    Ok(Store::open(path, chrono::Utc::now())?.store)
}

fn import(archive: &Archive, inputs: &[PathBuf]) -> Done {
    archive.import(inputs, ImportOptions::default(), &mut |_| ControlFlow::Continue(()))?;
    Ok(())
}

/// From the closed file to the first answer, and the same answer again, names and version looked up each time.
fn through_archive(path: &Path) -> Done<(Times, Times, Totals)> {
    let ask = ExploreQuery {
        picks: PickedKeys::default(),
        question: Question::new(asking::TODAY),
    };
    let mut opened = Vec::new();
    for _ in 0..times::FEW {
        let began = Instant::now();
        let archive = open(path)?;
        archive.explore(&ask, Zone::default())?;
        opened.push(began.elapsed());
    }
    let archive = open(path)?;
    let totals = archive.explore(&ask, Zone::default())?.summary.totals;
    let again = times::measure(|_| archive.explore(&ask, Zone::default()).is_ok());
    Ok((Times::new(opened), again, totals))
}
