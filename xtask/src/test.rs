//! `test`: every check and every test. A step runs even if one before it failed.
//! Ends in one line, `N passed, N failed`, where a check without tests of its own counts as one.

use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use crate::build::{self, WITH_UI};
use crate::counts::Counts;
use crate::program::{Outcome, cargo, npm, run, run_reading};
use crate::{dependencies, setup};

/// What is built and tested. Examples and benchmarks are only linted: linking them takes longer than compiling them.
const TESTED: &[&str] = &["--workspace", "--lib", "--bins", "--tests"];

/// Runs everything, and fails if anything failed.
pub(crate) fn test() -> ExitCode {
    let mut report = Report::default();
    if report.check("setup", setup::setup) {
        report.check("format", || run(cargo().args(["fmt", "--all", "--check"])));
        report.check("ui check", || run(npm().args(["run", "check"])));
        report.tests("ui tests", npm().args(["run", "test"]));
        report.check("ui build", build::ui);
        report.check("lints", || {
            run(cargo().args([
                "clippy",
                "--workspace",
                "--all-targets",
                WITH_UI,
                "--",
                "--deny=warnings",
            ]))
        });
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
        let mut tests = cargo();
        tests.args(["test", "--no-fail-fast", WITH_UI]).args(TESTED);
        if let Some(app) = app {
            tests.env("TONEARM_APP", app);
        }
        report.tests("tests", &mut tests);
        report.tests("doc tests", cargo().args(["test", "--workspace", "--doc", WITH_UI]));
    }
    report.finish()
}

/// The steps so far: how each ended and how long it took.
#[derive(Default)]
struct Report {
    counts: Counts,
    steps: Vec<(&'static str, Outcome, Duration)>,
}

impl Report {
    /// Runs a check that counts as one.
    fn check(&mut self, name: &'static str, check: impl FnOnce() -> Outcome) -> bool {
        self.step(name, |counts| {
            let outcome = check();
            match outcome {
                Ok(()) => counts.passed = 1,
                Err(_) => counts.failed = 1,
            }
            outcome
        })
    }

    /// Runs a program that counts its own tests.
    fn tests(&mut self, name: &'static str, command: &mut Command) -> bool {
        self.step(name, |counts| {
            let outcome = run_reading(command, |line| {
                println!("{line}");
                counts.read(line);
            });
            // It may have failed before any test ran, for example while compiling.
            if outcome.is_err() && counts.failed == 0 {
                counts.failed = 1;
            }
            outcome
        })
    }

    fn step(&mut self, name: &'static str, run: impl FnOnce(&mut Counts) -> Outcome) -> bool {
        println!("\n== {name}");
        let start = Instant::now();
        let mut counts = Counts::default();
        let outcome = run(&mut counts);
        let took = start.elapsed();
        match &outcome {
            Ok(()) => println!("== {name}: ok ({:.1} s)", took.as_secs_f32()),
            Err(why) => println!("== {name}: FAILED ({:.1} s): {why}", took.as_secs_f32()),
        }
        let passed = outcome.is_ok();
        self.counts.add(counts);
        self.steps.push((name, outcome, took));
        passed
    }

    fn finish(self) -> ExitCode {
        println!();
        for (name, outcome, took) in &self.steps {
            let word = if outcome.is_ok() { "ok    " } else { "FAILED" };
            println!("{word}  {name:<10} {:>7.1} s", took.as_secs_f32());
        }
        println!("{} passed, {} failed", self.counts.passed, self.counts.failed);
        let passed = self.counts.failed == 0 && self.steps.iter().all(|(_, outcome, _)| outcome.is_ok());
        if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}
