//! Opens an archive and does something to it, until somebody kills it. Usage: `operation ARCHIVE OPERATION…`, with the
//! arguments that `tonearm_tests::operation` writes; `operation ARCHIVE count` only prints how many plays there are.
//! `operation ARCHIVE at TIME OPERATION…` sets the program's clock first, in RFC 3339.
//! Prints `begun` when the first thing is about to be written, and `done` after each thing that must not get lost any more.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a test reads what it prints")]

use std::path::Path;
use std::process::ExitCode;

use tonearm_tests::deeds::Deeds;
use tonearm_tests::failure::{Failure, Outcome};
use tonearm_tests::operation::{self, Operation};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Outcome {
    let [path, operation @ ..] = arguments else {
        return Err(Failure::new("operation ARCHIVE OPERATION…"));
    };
    if operation == Operation::Open.to_arguments() {
        println!("begun");
    }
    let path = Path::new(path);
    let (archive, operation) = match operation {
        [word, time, operation @ ..] if word == "at" => (operation::open_at(path, time.parse()?)?, operation),
        operation => (operation::open(path)?, operation),
    };
    if operation == ["count"] {
        println!("{}", archive.count()?);
        return Ok(());
    }
    if operation.first().is_some_and(|word| word == "deeds") {
        return Deeds::parse(operation)?.perform(&archive);
    }
    let operation = Operation::parse(operation)?;
    let begun = || {
        if !matches!(operation, Operation::Open) {
            println!("begun");
        }
    };
    operation.perform_in_steps(&archive, begun, || println!("done"))
}
