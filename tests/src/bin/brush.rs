//! How smoothly the brush moves across a long history in the real window, beside a page that only moves one square.
//! Usage: `brush HISTORY`, the folder that `generate-history` wrote. `TONEARM_APP` names the application.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the figures go to the terminal"
)]

use std::process::ExitCode;

use tonearm_tests::failure::Outcome;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match brush().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(target_os = "linux")]
async fn brush() -> Outcome {
    use std::path::PathBuf;

    use tonearm_tests::archive;
    use tonearm_tests::failure::Failure;
    use tonearm_tests::testbed::Testbed;

    let Some(history) = std::env::args().nth(1).map(PathBuf::from) else {
        return Err(Failure::new("brush HISTORY"));
    };
    let testbed = Testbed::new().await?;
    archive::import(&testbed, &history.join("my_spotify_data_extended.zip"))?;
    // What is due once a week and once a day is done, or it would take one of the cores during the first drag.
    let imported = archive::open(&testbed)?;
    imported.check_weekly()?;
    imported.back_up_daily()?;
    imported.checkpoint()?;
    drop(imported);
    // A testbed's usual log records every message, which takes more time than some answers.
    let quiet = [("TONEARM_LOG".to_owned(), "warn".to_owned())];
    let app = testbed.open_with(&[], &quiet).await?;
    drags::all(&app).await
}

#[cfg(not(target_os = "linux"))]
async fn brush() -> Outcome {
    Err(tonearm_tests::failure::Failure::new(
        "the brush is measured on Linux: elsewhere there is no display without a person",
    ))
}

#[cfg(target_os = "linux")]
mod drags {
    use serde::Deserialize;
    use serde_json::{Value, json};
    use tonearm_tests::failure::{Failure, Outcome};
    use tonearm_tests::window::Window;

    const DRAG: &str = include_str!("brush/drag.js");
    /// How long each drag lasts.
    const FOR_MS: u32 = 5000;

    /// What the page measured in one drag. Times in ms: median, 95th percentile, longest.
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Dragged {
        frames: u32,
        gap: [f64; 3],
        moves: u32,
        asked: u32,
        /// Answers that the timeline, with its numbers, has shown.
        painted: u32,
        /// Answers that the visible figure with the fewest has shown.
        least: u32,
        /// Answers painted after a newer one, in any figure.
        stale: u32,
        seconds: f64,
        latency: [f64; 3],
    }

    /// What is dragged, and with which filter.
    const DRAGS: [(&str, &str, &str); 4] = [
        ("the window", "window", ""),
        ("one end", "end", ""),
        ("the window, an artist", "window", "&artist="),
        ("the window, evenings", "window", "&hour=18-23"),
    ];

    pub(super) async fn all(app: &Window<'_>) -> Outcome {
        app.resize(1280, 820).await?;
        let range = middle(app).await?;
        let artist = first_artist(app).await?;
        println!(
            "| dragged | frames | gap p50 | p95 | most | moves | asked | answers painted | a second | in the last figure | \
             after a newer one | move to paint p50 | p95 | most |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"
        );
        let mut stale = 0;
        for (name, hold, filter) in DRAGS {
            let filter = filter.replace("artist=", &format!("artist={artist}"));
            go(app, &format!("#/explore?{range}{filter}")).await?;
            let dragged = drag(app, hold).await?;
            dragged.print(name);
            stale += dragged.stale;
        }
        drag(app, "nothing").await?.print("a square on an empty page");
        if stale > 0 {
            return Err(Failure::new(format!("{stale} answers were painted after a newer one")));
        }
        Ok(())
    }

    async fn drag(app: &Window<'_>, hold: &str) -> Outcome<Dragged> {
        let measured = app
            .execute_async(DRAG, vec![json!({ "hold": hold, "forMs": FOR_MS })])
            .await?;
        Ok(serde_json::from_value(measured)?)
    }

    impl Dragged {
        fn print(&self, name: &str) {
            let [gap, latency] = [self.gap, self.latency];
            println!(
                "| {name} | {} | {:.1} | {:.1} | {:.1} | {} | {} | {} | {:.1} | {} | {} | {:.0} | {:.0} | {:.0} |",
                self.frames,
                gap[0],
                gap[1],
                gap[2],
                self.moves,
                self.asked,
                self.painted,
                f64::from(self.painted) / self.seconds,
                self.least,
                self.stale,
                latency[0],
                latency[1],
                latency[2]
            );
        }
    }

    /// The middle sixth of the history, as part of an address.
    async fn middle(app: &Window<'_>) -> Outcome<String> {
        go(app, "#/explore").await?;
        let range = app
            .execute(
                "const [first, last] = [...document.querySelectorAll('[aria-label=Timeline] [role=slider]')];
                 const [from, to] = [Number(first.ariaValueMin), Number(last.ariaValueMax)];
                 const day = (share) => new Date(Math.round(from + (to - from) * share) * 864e5).toISOString().slice(0, 10);
                 return `from=${day(5 / 12)}&to=${day(7 / 12)}`",
                vec![],
            )
            .await?;
        text(&range)
    }

    /// The artist with the most plays, as part of an address.
    async fn first_artist(app: &Window<'_>) -> Outcome<String> {
        go(app, "#/explore?list=artists").await?;
        let artist = app
            .execute(
                "return document.querySelector('#ranked a').getAttribute('href').split('/').pop().split('?')[0]",
                vec![],
            )
            .await?;
        text(&artist)
    }

    fn text(value: &Value) -> Outcome<String> {
        let text = value.as_str().map(ToOwned::to_owned);
        text.ok_or_else(|| Failure::new(format!("the page said {value}")))
    }

    /// Goes to an address within the application, and waits until the answers no longer change.
    async fn go(app: &Window<'_>, to: &str) -> Outcome {
        app.execute("location.hash = arguments[0]", vec![json!(to)]).await?;
        let mut before = Value::Null;
        app.wait("the answer is there", async || {
            tokio::time::sleep(std::time::Duration::from_millis(400)).await;
            let now = app
                .execute("return document.querySelector('[data-answer]').dataset.answer", vec![])
                .await?;
            let same = now == std::mem::replace(&mut before, now.clone());
            Ok(same.then_some(()))
        })
        .await
    }
}
