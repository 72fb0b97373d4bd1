//! Running other programs to their end, with their output on the terminal.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

/// How a command ends. The error is a message for the developer.
pub(crate) type Outcome<T = ()> = Result<T, String>;

/// Cargo, the same that runs this.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(crate::paths::root());
    // `cargo run` sets these for this package; they are wrong for any other.
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
        .current_dir(crate::paths::ui())
        .env("npm_config_fund", "false")
        .env("npm_config_audit", "false");
    command
}

/// Runs a program that must succeed.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|error| format!("{}: {error}", command_line(command)))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{} ended with {status}", command_line(command)))
    }
}

/// Runs a program that must succeed, and reads its standard output line by line while it runs.
pub(crate) fn run_reading(command: &mut Command, mut read: impl FnMut(&str)) -> Outcome {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{}: {error}", command_line(command)))?;
    if let Some(output) = child.stdout.take() {
        for bytes in BufReader::new(output).split(b'\n') {
            let bytes = bytes.map_err(|error| format!("{}: {error}", command_line(command)))?;
            read(&String::from_utf8_lossy(&bytes));
        }
    }
    let status = child
        .wait()
        .map_err(|error| format!("{}: {error}", command_line(command)))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{} ended with {status}", command_line(command)))
    }
}

/// What a program printed; `None` if it is not installed or fails.
pub(crate) fn output_of(program: &str, arguments: &[&str]) -> Option<String> {
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

/// The program and its arguments, for messages.
fn command_line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
