//! Other programs, run to their end with the terminal as theirs.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

/// How a command ends: well, or with what the developer should read.
pub(crate) type Done<T = ()> = Result<T, String>;

/// Cargo, the same that runs this.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(crate::place::root());
    // Set for this package by `cargo run`, and wrong for any other.
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") || name == "LD_LIBRARY_PATH" {
            command.env_remove(name);
        }
    }
    command
}

/// npm, in the UI's folder.
pub(crate) fn npm() -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command
        .current_dir(crate::place::ui())
        .env("npm_config_fund", "false")
        .env("npm_config_audit", "false");
    command
}

/// Runs a program that must end well.
pub(crate) fn run(command: &mut Command) -> Done {
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|error| format!("{}: {error}", told(command)))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{} ended with {status}", told(command)))
    }
}

/// Runs a program whose output is read line by line while it runs. Errors still go to the terminal.
pub(crate) fn run_reading(command: &mut Command, mut line: impl FnMut(&str)) -> Done {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{}: {error}", told(command)))?;
    if let Some(output) = child.stdout.take() {
        for bytes in BufReader::new(output).split(b'\n') {
            let bytes = bytes.map_err(|error| format!("{}: {error}", told(command)))?;
            line(&String::from_utf8_lossy(&bytes));
        }
    }
    let status = child.wait().map_err(|error| format!("{}: {error}", told(command)))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{} ended with {status}", told(command)))
    }
}

/// What a program printed, if it is there and ended well.
pub(crate) fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The command line, short enough to read.
pub(crate) fn told(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
