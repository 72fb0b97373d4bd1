//! How smoothly the brush is dragged across a life in the real window, beside a page that only moves one square.
//! Usage: `brush LIFE`, the folder that `generate-history` wrote. `TONEARM_APP` names the application.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the figures go to the terminal"
)]

use std::process::ExitCode;

use tonearm_tests::failure::Told;

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
async fn brush() -> Told {
    use std::path::PathBuf;

    use tonearm_tests::archive::import;
    use tonearm_tests::failure::Failure;
    use tonearm_tests::stage::Stage;

    let Some(life) = std::env::args().nth(1).map(PathBuf::from) else {
        return Err(Failure::new("brush LIFE"));
    };
    let stage = Stage::new().await?;
    import(&stage, &life.join("my_spotify_data_extended.zip"))?;
    // A stage's usual log tells of every message, which costs more than some answers do.
    let quiet = [("TONEARM_LOG".to_owned(), "warn".to_owned())];
    let app = stage.open_with(&[], &quiet).await?;
    drags::all(&app).await
}

#[cfg(not(target_os = "linux"))]
async fn brush() -> Told {
    Err(tonearm_tests::failure::Failure::new(
        "the brush is measured on Linux: elsewhere there is no display without a person",
    ))
}

#[cfg(target_os = "linux")]
mod drags {
    use serde::Deserialize;
    use serde_json::{Value, json};
    use tonearm_tests::failure::{Failure, Told};
    use tonearm_tests::window::Window;

    const DRAG: &str = include_str!("brush/drag.js");
    /// How long each drag lasts.
    const FOR_MS: u32 = 5000;

    /// What the page tells of one drag; times in ms: median, 95th percentile, most.
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Dragged {
        frames: u32,
        gap: [f64; 3],
        moves: u32,
        asked: u32,
        /// Answers that the timeline and the numbers beside it showed.
        painted: u32,
        /// Those of them that the figure with the fewest showed, of the figures that can be seen.
        least: u32,
        /// Answers painted after a newer one, in any figure.
        fell: u32,
        seconds: f64,
        latency: [f64; 3],
    }

    /// What is dragged, and by which filter.
    const DRAGS: [(&str, &str, &str); 4] = [
        ("the window", "window", ""),
        ("one end", "end", ""),
        ("the window, an artist", "window", "&artist="),
        ("the window, evenings", "window", "&hour=18-23"),
    ];

    pub(super) async fn all(app: &Window<'_>) -> Told {
        app.resize(1280, 820).await?;
        let life = life(app).await?;
        let artist = first_artist(app).await?;
        println!(
            "| dragged | frames | gap p50 | p95 | most | moves | asked | answers painted | a second | in the last figure | \
             after a newer one | move to paint p50 | p95 | most |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"
        );
        let mut stale = 0;
        for (name, hold, filter) in DRAGS {
            let filter = filter.replace("artist=", &format!("artist={artist}"));
            come(app, &format!("#/explore?{life}{filter}")).await?;
            let dragged = drag(app, hold).await?;
            dragged.tell(name);
            stale += dragged.fell;
        }
        drag(app, "nothing").await?.tell("a square on an empty page");
        if stale > 0 {
            return Err(Failure::new(format!("{stale} answers were painted after a newer one")));
        }
        Ok(())
    }

    async fn drag(app: &Window<'_>, hold: &str) -> Told<Dragged> {
        let told = app
            .ask_later(DRAG, vec![json!({ "hold": hold, "forMs": FOR_MS })])
            .await?;
        Ok(serde_json::from_value(told)?)
    }

    impl Dragged {
        fn tell(&self, name: &str) {
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
                self.fell,
                latency[0],
                latency[1],
                latency[2]
            );
        }
    }

    /// A window of a sixth of the life, in its middle, as an address has it.
    async fn life(app: &Window<'_>) -> Told<String> {
        come(app, "#/explore").await?;
        let life = app
            .ask(
                "const [first, last] = [...document.querySelectorAll('[aria-label=Timeline] [role=slider]')];
                 const [from, to] = [Number(first.ariaValueMin), Number(last.ariaValueMax)];
                 const day = (share) => new Date(Math.round(from + (to - from) * share) * 864e5).toISOString().slice(0, 10);
                 return `from=${day(5 / 12)}&to=${day(7 / 12)}`",
                vec![],
            )
            .await?;
        text(&life)
    }

    /// Whoever is heard most, as an address has them.
    async fn first_artist(app: &Window<'_>) -> Told<String> {
        come(app, "#/explore?list=artists").await?;
        let artist = app
            .ask(
                "return document.querySelector('#ranked a').getAttribute('href').split('/').pop().split('?')[0]",
                vec![],
            )
            .await?;
        text(&artist)
    }

    fn text(value: &Value) -> Told<String> {
        let text = value.as_str().map(ToOwned::to_owned);
        text.ok_or_else(|| Failure::new(format!("the page said {value}")))
    }

    /// Follows a link within the window, until its answer is there and nothing moves.
    async fn come(app: &Window<'_>, to: &str) -> Told {
        app.ask("location.hash = arguments[0]", vec![json!(to)]).await?;
        let mut before = Value::Null;
        app.wait("the answer is there", async || {
            tokio::time::sleep(std::time::Duration::from_millis(400)).await;
            let now = app
                .ask("return document.querySelector('[data-answer]').dataset.answer", vec![])
                .await?;
            let same = now == std::mem::replace(&mut before, now.clone());
            Ok(same.then_some(()))
        })
        .await
    }
}
