//! Tonearm on a simulated Spotify: for a person to try, or as an automatic walkthrough where there is no display.
//! Usage: `demo [--headless] [--screenshots FOLDER]`. `TONEARM_APP` names the application.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it reports its progress on the terminal"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::Arc;

use chrono::{Local, Offset};
use simulator::{Life, metabrainz::Manners};
use tonearm_tests::failure::{Failure, Outcome};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match demo().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("FAILED  {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn demo() -> Outcome {
    let mut headless = !has_display();
    let mut pictures = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--headless" => headless = true,
            "--screenshots" => pictures = arguments.next().map(PathBuf::from),
            unknown => {
                return Err(Failure::new(format!(
                    "no option `{unknown}`: --headless, --screenshots FOLDER"
                )));
            }
        }
    }
    if headless {
        headless_walkthrough(pictures).await
    } else {
        on_the_desktop().await
    }
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// Each demo has a Spotify of its own, which does not know the grant that the last one left in the keychain.
async fn forget_last_grant(data: &Path) -> Outcome {
    let entry = format!("spotify {}", data.display());
    let forgotten = tokio::task::spawn_blocking(move || vault::Vault::open("app.tonearm.desktop", &entry).forget());
    if let Err(error) = forgotten.await? {
        println!("{error}");
    }
    Ok(())
}

/// Opens the window on the person's own desktop. Returns when they quit Tonearm.
async fn on_the_desktop() -> Outcome {
    let app = std::env::var_os("TONEARM_APP")
        .ok_or_else(|| Failure::new("TONEARM_APP names the application: `cargo xtask demo` sets it"))?;
    #[expect(
        clippy::disallowed_methods,
        reason = "the demo is a `main` of its own and hands out the clock"
    )]
    let clock: simulator::Clock = Arc::new(chrono::Utc::now);
    let offset = clock().with_timezone(&Local).offset().fix();
    let mut options = simulator::Options::new(clock);
    options.metabrainz = Manners::kind();
    options.life = Life::Eventful(offset);
    let spotify = simulator::start(options).await?;
    // Always the same folder, so that the keychain entry that is named after it is always the same, too.
    let data = beside_the_build("demo-data")?;
    if data.exists() {
        std::fs::remove_dir_all(&data)?;
    }
    forget_last_grant(&data).await?;

    println!("Tonearm opens on a simulated Spotify, with a data folder of its own.");
    println!(
        "  1. Press “Start, about 3 minutes” and paste this Client ID:  {}",
        simulator::DEMO_CLIENT_ID
    );
    println!("  2. Press “Sign in”: the simulated consent page opens in your browser. Press “Agree” there.");
    println!("  3. To end the demo, choose “Quit” in Tonearm's tray menu, or press Ctrl C here.");
    let mut tonearm = Command::new(app);
    tonearm
        .env("TONEARM_ACCOUNTS_URL", spotify.accounts_url())
        .env("TONEARM_API_URL", spotify.api_url())
        .env("TONEARM_MUSICBRAINZ_URL", spotify.musicbrainz_url())
        .env("TONEARM_LISTENBRAINZ_URL", spotify.listenbrainz_url())
        .env("TONEARM_DATA_DIR", data);
    // On another thread, because the simulator answers on this one.
    let status = tokio::task::spawn_blocking(move || tonearm.status()).await??;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("Tonearm ended with {status}")))
    }
}

/// Walks through the window on a display of its own and leaves screenshots.
#[cfg(target_os = "linux")]
async fn headless_walkthrough(pictures: Option<PathBuf>) -> Outcome {
    use tonearm_tests::{testbed::Testbed, walkthrough::walk_through};

    let pictures = match pictures {
        Some(folder) => folder,
        None => {
            let usual = beside_the_build("demo-screenshots")?;
            // Screenshots of an earlier walkthrough could be taken for this one's.
            if usual.exists() {
                std::fs::remove_dir_all(&usual)?;
            }
            usual
        }
    };
    println!(
        "Walking through the window alone; pictures go to {}",
        pictures.display()
    );
    let testbed = Testbed::builder()?.with_eventful_life().build().await?;
    walk_through(&testbed, &pictures, |step| {
        println!("ok  {:<15} {}", step.name, step.seen)
    })
    .await
}

#[cfg(not(target_os = "linux"))]
async fn headless_walkthrough(_pictures: Option<PathBuf>) -> Outcome {
    Err(Failure::new(
        "--headless needs Linux: elsewhere there is no display without a person",
    ))
}

/// A folder in Cargo's build folder.
fn beside_the_build(name: &str) -> Outcome<PathBuf> {
    let own = std::env::current_exe()?;
    let target = own
        .ancestors()
        .nth(2)
        .ok_or_else(|| Failure::new("this program lies in no build folder"))?;
    Ok(target.join(name))
}
