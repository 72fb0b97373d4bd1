//! Starts `tonearm-cli`: the same archive and the same sign-in as the app, without a window.
//! The one place in it that reads the clock and the environment.

mod answer;
mod arguments;
mod commands;
mod connection;
mod exit;
mod failure;
mod filter_value;
mod folders;
mod help;
mod output;
mod period;
mod progress;
mod rule;
mod settings_store;
mod terminal_text;
mod text_table;
mod wording;

use std::{io::Write, process::ExitCode, sync::Arc};

use clap::Parser;
use host::{Environment, core_dumps};

use crate::{arguments::Cli, exit::Exit, failure::Failure, output::Output};

fn main() -> ExitCode {
    #[expect(clippy::disallowed_methods, reason = "this is the main that hands out the clock")]
    let clock: plays::Clock = Arc::new(chrono::Utc::now);
    let environment = Environment::from_vars(|name| std::env::var_os(name));
    if let Some(level) = environment.log {
        log_to_stderr(level);
    }
    if let Err(error) = core_dumps::turn_off().and_then(|()| core_dumps::close_memory()) {
        log::warn!("others may be able to read this program's memory: {error}");
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return help_or_usage(&error).into(),
    };
    let output = Output::new(cli.global.json, cli.global.quiet);
    let exit = match commands::run(&cli, &environment, &clock, &output) {
        Ok(answer) => output.answer(answer),
        Err(failure) => output.fail(&failure),
    };
    exit.into()
}

fn log_to_stderr(level: log::LevelFilter) {
    env_logger::Builder::new()
        .filter_level(level)
        .format(|line, record| {
            let text = terminal_text::lines(&record.args().to_string());
            writeln!(line, "[{}] {}: {text}", record.level(), record.target())
        })
        .init();
}

/// The command line is wrong, or it asks for help. It could not be parsed, so `--json` is looked for by hand.
fn help_or_usage(error: &clap::Error) -> Exit {
    if !error.use_stderr() {
        // A closed pipe is no reason to complain about help.
        let _ = error.print();
        return Exit::Done;
    }
    if std::env::args_os().any(|argument| argument == "--json") {
        let output = Output::new(true, false);
        return output.fail(&Failure::usage(error.render().to_string().trim_end()));
    }
    // An argument may be the name of a file that somebody else gave.
    Output::new(false, false).insist(error.render().to_string().trim_end());
    Exit::Usage
}
