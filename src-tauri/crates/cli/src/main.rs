//! Starts `tonearm-cli`: the same archive and the same sign-in as the app, without a window.
//! The one place in it that reads the clock and the environment.

mod answer;
mod arguments;
mod choice;
mod commands;
mod conventions;
mod failure;
mod folders;
mod logging;
mod memory;
mod period;
mod progress;
mod spotify_link;
mod table;
mod wording;

use std::{process::ExitCode, sync::Arc};

use clap::Parser;
use host::Environment;

use crate::{
    answer::{Exit, Voice},
    arguments::Cli,
    failure::Failure,
};

fn main() -> ExitCode {
    #[expect(clippy::disallowed_methods, reason = "this is the main that hands out the clock")]
    let clock: plays::Clock = Arc::new(chrono::Utc::now);
    let environment = Environment::from_vars(|name| std::env::var_os(name));
    logging::start(environment.log);
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return misunderstood(&error).into(),
    };
    let voice = Voice::new(cli.global.json, cli.global.quiet);
    let exit = match commands::run(&cli, &environment, &clock, &voice) {
        Ok(answer) => voice.say(answer),
        Err(failure) => voice.fail(&failure),
    };
    exit.into()
}

/// The command line is wrong, or it asks for help. It could not be read, so `--json` is looked for by hand.
fn misunderstood(error: &clap::Error) -> Exit {
    if !error.use_stderr() {
        // A closed pipe is no reason to complain about help.
        let _ = error.print();
        return Exit::Done;
    }
    if std::env::args_os().any(|argument| argument == "--json") {
        let voice = Voice::new(true, false);
        return voice.fail(&Failure::usage(error.render().to_string().trim_end()));
    }
    let _ = error.print();
    Exit::Usage
}
