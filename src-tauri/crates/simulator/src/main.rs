//! The simulator as a program: prints its addresses in the form that the app reads from its environment, and runs until
//! stopped.

use std::{process::ExitCode, sync::Arc, time::SystemTime};

use simulator::{Clock, Life, Often, Options, Quirks, QuotaMode, start};

const USAGE: &str = "usage: simulator [--port N] [--seed N] [--extended] [--fractions] [--kind] [--even]";

#[tokio::main]
#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a program's two ways to speak")]
async fn main() -> ExitCode {
    let options = match options(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(why) => {
            eprintln!("{why}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match start(options).await {
        Ok(simulator) => {
            println!("TONEARM_ACCOUNTS_URL={}", simulator.accounts_url());
            println!("TONEARM_API_URL={}", simulator.api_url());
            println!("TONEARM_MUSICBRAINZ_URL={}", simulator.musicbrainz_url());
            println!("TONEARM_LISTENBRAINZ_URL={}", simulator.listenbrainz_url());
            std::future::pending().await
        }
        Err(why) => {
            eprintln!("cannot listen: {why}");
            ExitCode::FAILURE
        }
    }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options::new(real_clock());
    options.life = Life::eventful();
    while let Some(flag) = arguments.next() {
        let mut number = || {
            let text = arguments.next().ok_or_else(|| format!("{flag} needs a number"))?;
            text.parse::<u64>()
                .map_err(|_| format!("{flag} needs a number, not {text}"))
        };
        match flag.as_str() {
            "--port" => options.port = number()?.try_into().map_err(|_| "a port is at most 65535".to_owned())?,
            "--seed" => options.seed = number()?,
            "--extended" => options.quota = QuotaMode::Extended,
            "--fractions" => options.fractions = Often::Always,
            "--even" => options.life = Life::Even,
            "--kind" => options.quirks = Quirks::none(),
            _ => return Err(format!("unknown: {flag}")),
        }
    }
    Ok(options)
}

#[expect(clippy::disallowed_methods, reason = "a main hands out the clock")]
fn real_clock() -> Clock {
    Arc::new(|| SystemTime::now().into())
}
