//! Starts Tonearm. The one place in the app that reads the clock and Tonearm's variables of the environment; all others are
//! handed them.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "there is no window and no log yet to say it in"
)]

use std::{process::ExitCode, sync::Arc};

#[cfg(unix)]
use tonearm_lib::Arguments;
use tonearm_lib::{Environment, Start};

/// For a start that was told what nobody understands, as other programs have it.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let arguments = match Start::read(std::env::args_os().skip(1)) {
        Ok(Start::Open(arguments)) => arguments,
        Ok(Start::Print(text)) => {
            print!("{text}");
            return ExitCode::SUCCESS;
        }
        Err(trouble) => {
            eprintln!("tonearm: {trouble}");
            return ExitCode::from(USAGE);
        }
    };
    #[cfg(unix)]
    if let Some(trouble) = start_anew_in_unicode(&arguments) {
        eprintln!("Tonearm could not start: {trouble}");
        return ExitCode::FAILURE;
    }
    #[cfg(target_os = "linux")]
    tonearm_lib::avoid_blank_window();
    #[expect(clippy::disallowed_methods, reason = "this is the main that hands out the clock")]
    let clock: plays::Clock = Arc::new(chrono::Utc::now);
    let environment = Environment::from_vars(|name| std::env::var_os(name));
    match tonearm_lib::run(environment, arguments, clock) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Tonearm could not start: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Becomes the same program with arguments that all are Unicode, if they are not. Returns only if that is not needed, or why it failed.
#[cfg(unix)]
fn start_anew_in_unicode(arguments: &Arguments) -> Option<std::io::Error> {
    use std::os::unix::process::CommandExt as _;

    let folder = std::env::current_dir().unwrap_or_default();
    let arguments = arguments.in_unicode(&folder)?;
    let program = std::env::current_exe();
    Some(match program {
        Ok(program) => std::process::Command::new(program).args(arguments).exec(),
        Err(error) => error,
    })
}
