//! `test`: every check and every test; with a flag, those that take too long for every change. A step runs even if one before it failed.
//! Ends in one line, `N passed, N failed`, where a check without tests of its own counts as one.

mod others;
#[cfg(target_os = "linux")]
mod packages;
mod report;
mod servers;
mod soak;
mod system;
mod workflows;

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use crate::build::{self, WITH_UI};
use crate::program::{Outcome, cargo, npm, run};
use crate::{dependencies, setup};
use report::Report;

/// A run that takes too long for every change.
type Run = fn(&mut Report);

/// These runs, by the flag that asks for each.
const LONG: &[(&str, Run)] = &[
    ("--soak", soak::soak),
    ("--others", others::others),
    ("--servers", servers::servers),
    ("--system", system::system),
    ("--packages", packages),
];

/// What is built and tested. Examples and benchmarks are only linted: linking them takes longer than compiling them.
const TESTED: &[&str] = &["--workspace", "--lib", "--bins", "--tests"];

/// Runs what a change can break or, if there are flags, what they name. Fails if anything failed.
pub(crate) fn test(flags: &[String]) -> ExitCode {
    let long: Outcome<Vec<_>> = flags.iter().map(|flag| named(flag)).collect();
    let long = match long {
        Ok(long) => long,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::FAILURE;
        }
    };
    let mut report = Report::default();
    if report.check("setup", setup::setup) {
        if long.is_empty() {
            usual(&mut report);
        }
        for run in long {
            run(&mut report);
        }
    }
    report.finish()
}

#[cfg(target_os = "linux")]
use packages::packages;

#[cfg(not(target_os = "linux"))]
fn packages(_report: &mut Report) {
    println!("\nskipped: this is no Debian 12, so nothing can be said about the packages");
}

fn named(flag: &str) -> Outcome<Run> {
    let found = LONG.iter().find(|(known, _)| *known == flag);
    found.map(|(_, run)| *run).ok_or_else(|| {
        let known: Vec<_> = LONG.iter().map(|(known, _)| *known).collect();
        format!("`test` knows no `{flag}`; it knows {}", known.join(", "))
    })
}

fn usual(report: &mut Report) {
    report.check("format", || run(cargo().args(["fmt", "--all", "--check"])));
    report.check("ui check", || run(npm().args(["run", "check"])));
    report.tests("ui tests", npm().args(["run", "test"]));
    report.check("ui build", build::ui);
    report.check("lints", lints);
    report.check("workflows", workflows::valid);
    report.check("workflows are safe", workflows::safe);
    report.check("policy", dependencies::policy);
    report.check("advisories", dependencies::advisories);
    report.check("docs", || {
        let docs = ["doc", "--workspace", "--no-deps", WITH_UI];
        run(cargo().args(docs).env("RUSTDOCFLAGS", "--deny=warnings"))
    });
    let mut app: Option<PathBuf> = None;
    report.check("build", || {
        // The same targets as the tests, or their features would build the dependencies a second time.
        app = Some(build::app(TESTED)?);
        Ok(())
    });
    let mut tests = all_tests();
    if let Some(app) = app {
        tests.env("TONEARM_APP", app);
    }
    report.tests("tests", &mut tests);
    report.tests("doc tests", cargo().args(["test", "--workspace", "--doc", WITH_UI]));
}

fn lints() -> Outcome {
    let workspace = ["clippy", "--workspace", "--all-targets", WITH_UI];
    run(cargo().args(workspace).args(["--", "--deny=warnings"]))
}

/// Runs all tests but those in documents.
fn all_tests() -> Command {
    let mut tests = cargo();
    tests.args(["test", "--no-fail-fast", WITH_UI]).args(TESTED);
    tests
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_flag_is_refused_with_those_there_are() {
        assert!(named("--soak").is_ok());
        let message = named("--soap").unwrap_err();
        assert!(message.contains("--soap") && message.contains("--soak"), "{message}");
    }
}
