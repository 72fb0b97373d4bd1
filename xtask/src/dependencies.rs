//! Whether what Tonearm is built from keeps to the policy in `deny.toml`, and whether anything is known against it.

use std::process::Command;

use crate::paths;
use crate::program::{Outcome, cargo, npm, output_of, run};

/// The tool's version. What it understands of `deny.toml` may change with the second number.
const CARGO_DENY: &str = "~0.20";

/// Licences, banned crates and where crates come from: all of this lies in the lock file and the registry.
pub(crate) fn policy() -> Outcome {
    install()?;
    run(&mut deny(&["check", "licenses", "bans", "sources"])?)
}

/// Known faults of Rust and npm packages. The databases lie in no registry: where they can't be reached, this is skipped.
pub(crate) fn advisories() -> Outcome {
    let mut rust = deny(&["check", "advisories"])?;
    check_or_skip(&mut rust, "RustSec's database", &["failed to fetch advisory database"])?;
    let mut ui = npm();
    ui.args(["audit", "--audit-level=moderate"]);
    check_or_skip(
        &mut ui,
        "npm's database",
        &["audit endpoint returned an error", "ENOTFOUND", "ECONNREFUSED"],
    )
}

/// Runs a check; `unreachable` is what it says where it can't get at its data.
fn check_or_skip(command: &mut Command, data: &str, unreachable: &[&str]) -> Outcome {
    let output = command.output().map_err(|error| error.to_string())?;
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let said = said.join("\n");
    if output.status.success() {
        return Ok(());
    }
    if unreachable.iter().any(|words| said.contains(words)) {
        println!("skipped: {data} can't be reached here");
        return Ok(());
    }
    println!("{said}");
    Err(format!("something is known against a package, according to {data}"))
}

fn install() -> Outcome {
    if paths::tools()?.join("bin/cargo-deny").is_file() || output_of("cargo-deny", &["--version"]).is_some() {
        return Ok(());
    }
    let tools = paths::tools()?;
    println!("Installing cargo-deny into {}", tools.display());
    let install = ["install", "cargo-deny", "--version", CARGO_DENY, "--locked", "--root"];
    run(cargo().args(install).arg(&tools))
}

/// The tool that [`install`] put in place, or another on the search path.
fn deny(arguments: &[&str]) -> Outcome<Command> {
    let own = paths::tools()?.join("bin/cargo-deny");
    let mut command = Command::new(if own.is_file() { own } else { "cargo-deny".into() });
    command.current_dir(paths::root()).args(arguments);
    Ok(command)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn checked(script: &str) -> Outcome {
        check_or_skip(
            Command::new("sh").args(["-c", script]),
            "a database",
            &["failed to fetch"],
        )
    }

    #[test]
    fn what_is_known_against_a_package_fails_and_what_cannot_be_known_does_not() {
        assert_eq!(checked("echo advisories ok"), Ok(()));
        assert_eq!(checked("echo failed to fetch the database >&2; exit 1"), Ok(()));
        assert!(checked("echo RUSTSEC-2026-0001; exit 1").is_err());
        assert!(checked("exit 1").is_err());
    }

    #[test]
    fn the_policy_lets_nothing_in_from_elsewhere() {
        let policy = std::fs::read_to_string(paths::root().join("deny.toml")).unwrap();
        for line in [
            "unknown-registry = \"deny\"",
            "unknown-git = \"deny\"",
            "yanked = \"deny\"",
        ] {
            assert!(policy.contains(line), "{line}");
        }
    }
}
