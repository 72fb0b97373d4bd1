//! Start-up time and memory of Tonearm beside an empty Tauri window and an empty Tauri tray app, on one desktop, in turns.
//! Usage: `measure TONEARM EMPTY [ROUNDS]`, the paths of the two programs. Tonearm is signed in to the simulated Spotify
//! and opens on its top tracks; its covers are fetched anew each time.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the figures go to the terminal"
)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use simulator::Family;
use tonearm_tests::failure::{Failure, Told};
use tonearm_tests::stage::{Program, Stage, now, until};
use tonearm_tests::walk;

/// After this long a program has come to rest.
const REST: Duration = Duration::from_secs(4);

/// One figure over all rounds.
#[derive(Default)]
struct Figures(Vec<f64>);

impl Figures {
    fn row(&mut self, name: &str, unit: &str) -> f64 {
        self.0.sort_by(f64::total_cmp);
        let at = |part: usize| {
            self.0
                .get((self.0.len().saturating_sub(1)) * part / 2)
                .copied()
                .unwrap_or_default()
        };
        println!("| {name} | {:.0} | {:.0} | {:.0} | {unit} |", at(0), at(1), at(2));
        at(1)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match measure().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

async fn measure() -> Told {
    let mut arguments = std::env::args().skip(1);
    let (Some(tonearm), Some(empty)) = (arguments.next(), arguments.next()) else {
        return Err(Failure::new("measure TONEARM EMPTY [ROUNDS]"));
    };
    let rounds = arguments.next().and_then(|rounds| rounds.parse().ok()).unwrap_or(9);
    let (tonearm, empty) = (PathBuf::from(tonearm), PathBuf::from(empty));

    let stage = Stage::new().await?;
    walk::sign_in(&stage).await?;

    let [
        mut page,
        mut list,
        mut blank,
        mut memory,
        mut blank_memory,
        mut tray,
        mut blank_tray,
    ] = std::array::from_fn(|_| Figures::default());
    for _ in 0..rounds {
        let (started, mut program) = start(&stage, &empty, &[])?;
        program.says("ready").await?;
        blank.0.push(millis(started));
        tokio::time::sleep(REST).await;
        blank_memory.0.push(program.memory_kib()? / 1024.0);
        drop(program);

        forget_covers(&stage.data())?;
        let covers_before = covers_asked(&stage);
        let (started, mut program) = start(&stage, &tonearm, &[])?;
        program.says("the page is loaded").await?;
        page.0.push(millis(started));
        until("covers are asked for", async || covers_asked(&stage) > covers_before).await?;
        list.0.push(millis(started));
        tokio::time::sleep(REST).await;
        memory.0.push(program.memory_kib()? / 1024.0);
        stage.close_window()?;
        tokio::time::sleep(REST).await;
        tray.0.push(program.memory_kib()? / 1024.0);
        drop(program);

        let (_, mut program) = start(&stage, &empty, &["tray"])?;
        program.says("ready").await?;
        tokio::time::sleep(REST).await;
        blank_tray.0.push(program.memory_kib()? / 1024.0);
    }
    println!("{}, {rounds} rounds", now().format("%Y-%m-%d"));
    println!("| what | least | median | most | |\n|---|---|---|---|---|");
    let base = blank.row("empty window: page loaded", "ms");
    let loaded = page.row("Tonearm: page loaded", "ms");
    let shown = list.row("Tonearm: first list in the page", "ms");
    let base_memory = blank_memory.row("empty window: memory (PSS, all processes)", "MiB");
    let open = memory.row("Tonearm, window open", "MiB");
    let base_tray = blank_tray.row("empty tray app", "MiB");
    let closed = tray.row("Tonearm, in the tray", "MiB");
    println!(
        "\nstart to page {:.2} x, start to first list {:.2} x, window {:.2} x, tray {:.2} x the empty one",
        loaded / base,
        shown / base,
        open / base_memory,
        closed / base_tray
    );
    Ok(())
}

fn start(stage: &Stage, program: &Path, arguments: &[&str]) -> Told<(Instant, Program)> {
    let started = Instant::now();
    Ok((started, stage.start(program, arguments, &[("TONEARM_LOG", "debug")])?))
}

fn millis(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

fn covers_asked(stage: &Stage) -> usize {
    stage
        .spotify()
        .requests()
        .iter()
        .filter(|request| request.family == Family::Images)
        .count()
}

fn forget_covers(data: &Path) -> Told {
    match std::fs::remove_dir_all(data.join("covers")) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
