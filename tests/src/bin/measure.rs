//! Start-up time, memory and wake-ups of Tonearm, and how soon its quick view is there, beside an empty Tauri window and an empty Tauri tray app, on one desktop, in turns.
//! Usage: `measure TONEARM EMPTY [ROUNDS]`, the paths of the two programs. Tonearm is signed in to the simulated Spotify
//! and opens on its top tracks; it fetches its covers again each time.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the figures go to the terminal"
)]

use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match figures::measure().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod figures {
    use tonearm_tests::failure::{Failure, Outcome};

    pub(super) async fn measure() -> Outcome {
        Err(Failure::new(
            "this is measured on Linux: elsewhere there is no display without a person",
        ))
    }
}

#[cfg(target_os = "linux")]
mod figures {
    use std::path::{Path, PathBuf};
    use std::time::{Duration, Instant};

    use simulator::Family;
    use tonearm_tests::clock::now;
    use tonearm_tests::failure::{Failure, Outcome};
    use tonearm_tests::listener;
    use tonearm_tests::testbed::{Program, Testbed, Wakeups};
    use tonearm_tests::wait::until;
    use tonearm_tests::window::QUICK_VIEW;

    /// After this time a program is idle.
    const REST: Duration = Duration::from_secs(4);
    /// For so long wake-ups are counted, in the first round alone.
    const IDLE: Duration = Duration::from_secs(60);
    /// After this time a quick view does not come any more.
    const LIMIT: Duration = Duration::from_secs(20);

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

    pub(super) async fn measure() -> Outcome {
        let mut arguments = std::env::args().skip(1);
        let (Some(tonearm), Some(empty)) = (arguments.next(), arguments.next()) else {
            return Err(Failure::new("measure TONEARM EMPTY [ROUNDS]"));
        };
        let rounds = arguments.next().and_then(|rounds| rounds.parse().ok()).unwrap_or(9);
        let (tonearm, empty) = (PathBuf::from(tonearm), PathBuf::from(empty));

        let testbed = Testbed::new().await?;
        let window = testbed.open().await?;
        listener::sign_in(&window).await?;
        window.quit().await?;

        let [
            mut page,
            mut list,
            mut blank,
            mut memory,
            mut blank_memory,
            mut tray,
            mut blank_tray,
            mut glance,
            mut glance_alone,
            mut after_glances,
        ] = std::array::from_fn(|_| Figures::default());
        let [mut wakeups, mut blank_wakeups] = [None; 2];
        for round in 0..rounds {
            let (started, mut program) = start(&testbed, &empty, &[])?;
            program.prints("ready").await?;
            blank.0.push(millis(started));
            tokio::time::sleep(REST).await;
            blank_memory.0.push(program.memory_kib()? / 1024.0);
            drop(program);

            forget_covers(&testbed.data())?;
            let covers_before = covers_asked(&testbed);
            let (started, mut program) = start(&testbed, &tonearm, &[])?;
            program.prints("the page is loaded").await?;
            page.0.push(millis(started));
            until("covers are asked for", async || covers_asked(&testbed) > covers_before).await?;
            list.0.push(millis(started));
            tokio::time::sleep(REST).await;
            memory.0.push(program.memory_kib()? / 1024.0);
            glance.0.push(glance_at(&testbed).await?);
            testbed.close_window()?;
            tokio::time::sleep(REST).await;
            tray.0.push(program.memory_kib()? / 1024.0);
            if round == 0 {
                wakeups = Some(program.wakeups(IDLE).await?);
            }
            glance_alone.0.push(glance_at(&testbed).await?);
            tokio::time::sleep(REST).await;
            after_glances.0.push(program.memory_kib()? / 1024.0);
            drop(program);

            let (_, mut program) = start(&testbed, &empty, &["tray"])?;
            program.prints("ready").await?;
            tokio::time::sleep(REST).await;
            blank_tray.0.push(program.memory_kib()? / 1024.0);
            if round == 0 {
                blank_wakeups = Some(program.wakeups(IDLE).await?);
            }
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
        after_glances.row("Tonearm, in the tray after a quick view", "MiB");
        glance.row("quick view, click to painted, window open", "ms");
        glance_alone.row("quick view, click to painted, window closed", "ms");
        println!(
            "\n| idle for {} s | wake-ups a second | and forced |\n|---|---|---|",
            IDLE.as_secs()
        );
        print_wakeups("empty tray app", blank_wakeups);
        print_wakeups("Tonearm, in the tray, window closed", wakeups);
        println!(
            "\nstart to page {:.2} x, start to first list {:.2} x, window {:.2} x, tray {:.2} x the empty one",
            loaded / base,
            shown / base,
            open / base_memory,
            closed / base_tray
        );
        Ok(())
    }

    fn print_wakeups(name: &str, counted: Option<Wakeups>) {
        if let Some(Wakeups {
            per_sec,
            forced_per_sec,
        }) = counted
        {
            println!("| {name} | {per_sec:.2} | {forced_per_sec:.2} |");
        }
    }

    fn start(testbed: &Testbed, program: &Path, arguments: &[&str]) -> Outcome<(Instant, Program)> {
        let started = Instant::now();
        Ok((started, testbed.start(program, arguments, &[("TONEARM_LOG", "debug")])?))
    }

    /// Opens the quick view and closes it again. Returns how long it took from the click until its plays were on the screen, in
    /// milliseconds.
    async fn glance_at(testbed: &Testbed) -> Outcome<f64> {
        let clicked = Instant::now();
        testbed.tray().click(1200, 5).await?;
        // Before it has text it has one colour and that of its edge.
        while testbed.colours_in(QUICK_VIEW).unwrap_or_default() < 32 {
            tokio::time::sleep(Duration::from_millis(2)).await;
            if clicked.elapsed() > LIMIT {
                return Err(Failure::new("the quick view shows nothing"));
            }
        }
        let painted = millis(clicked);
        tokio::time::sleep(REST).await;
        testbed.tray().click(1200, 5).await?;
        testbed.lacks_quick_view().await?;
        Ok(painted)
    }

    fn millis(since: Instant) -> f64 {
        since.elapsed().as_secs_f64() * 1000.0
    }

    fn covers_asked(testbed: &Testbed) -> usize {
        testbed
            .spotify()
            .requests()
            .iter()
            .filter(|request| request.family == Family::Images)
            .count()
    }

    fn forget_covers(data: &Path) -> Outcome {
        match std::fs::remove_dir_all(data.join("covers")) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }
}
