//! `test`: every check and every test there is, each tried even when one before it failed.
//! Ends in one line, `N passed, N failed`, where a check without tests of its own counts as one.

use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use crate::build::{self, WITH_UI};
use crate::program::{Done, cargo, npm, run, run_reading};
use crate::setup;
use crate::tally::Tally;

/// Runs everything; fails if anything did.
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
        report.check("docs", || {
            let docs = ["doc", "--workspace", "--no-deps", WITH_UI];
            run(cargo().args(docs).env("RUSTDOCFLAGS", "--deny=warnings"))
        });
        let mut app: Option<PathBuf> = None;
        report.check("build", || {
            // All targets at once, or the tests' own features would build the dependencies a second time.
            app = Some(build::app(&["--workspace", "--all-targets"])?);
            Ok(())
        });
        let mut tests = cargo();
        tests.args(["test", "--workspace", "--no-fail-fast", WITH_UI]);
        if let Some(app) = app {
            tests.env("TONEARM_APP", app);
        }
        report.tests("tests", &mut tests);
    }
    report.tell()
}

/// What was tried, how it went and how long it took.
#[derive(Default)]
struct Report {
    tally: Tally,
    steps: Vec<(&'static str, Result<(), String>, Duration)>,
}

impl Report {
    /// Runs a check that counts as one.
    fn check(&mut self, name: &'static str, check: impl FnOnce() -> Done) -> bool {
        self.step(name, |tally| {
            let done = check();
            match done {
                Ok(()) => tally.passed = 1,
                Err(_) => tally.failed = 1,
            }
            done
        })
    }

    /// Runs a program that counts its own tests.
    fn tests(&mut self, name: &'static str, command: &mut Command) -> bool {
        self.step(name, |tally| {
            let done = run_reading(command, |line| {
                println!("{line}");
                tally.read(line);
            });
            // It may have failed before it could count, at compiling for one.
            if done.is_err() && tally.failed == 0 {
                tally.failed = 1;
            }
            done
        })
    }

    fn step(&mut self, name: &'static str, act: impl FnOnce(&mut Tally) -> Done) -> bool {
        println!("\n== {name}");
        let start = Instant::now();
        let mut tally = Tally::default();
        let done = act(&mut tally);
        let took = start.elapsed();
        match &done {
            Ok(()) => println!("== {name}: ok ({:.1} s)", took.as_secs_f32()),
            Err(why) => println!("== {name}: FAILED ({:.1} s): {why}", took.as_secs_f32()),
        }
        let passed = done.is_ok();
        self.tally.add(tally);
        self.steps.push((name, done, took));
        passed
    }

    fn tell(self) -> ExitCode {
        println!();
        for (name, done, took) in &self.steps {
            let word = if done.is_ok() { "ok    " } else { "FAILED" };
            println!("{word}  {name:<10} {:>7.1} s", took.as_secs_f32());
        }
        println!("{} passed, {} failed", self.tally.passed, self.tally.failed);
        let passed = self.tally.failed == 0 && self.steps.iter().all(|(_, done, _)| done.is_ok());
        if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}
