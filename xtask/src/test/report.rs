//! The steps of a test run: how each ended, how long it took, and the line that sums them up.

use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use crate::counts::Counts;
use crate::program::{Outcome, run_reading};

/// The steps so far: how each ended and how long it took.
#[derive(Default)]
pub(super) struct Report {
    counts: Counts,
    steps: Vec<(&'static str, Outcome, Duration)>,
}

impl Report {
    /// Runs a check that counts as one.
    pub(super) fn check(&mut self, name: &'static str, check: impl FnOnce() -> Outcome) -> bool {
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
    pub(super) fn tests(&mut self, name: &'static str, command: &mut Command) -> bool {
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

    pub(super) fn finish(self) -> ExitCode {
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
