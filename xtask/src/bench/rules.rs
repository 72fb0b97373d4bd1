//! What the rules about plays get wrong in invented lives, and what a life costs that is one sound over and over.

use std::process::Command;

use crate::program::{Outcome, cargo, run};

/// Prints the tables of both.
pub(super) fn rules() -> Outcome {
    println!("\nWhat the rules get wrong (invented lives, in 1,000 plays of 10 s or more)\n");
    run(&mut example("reconcile", "accuracy"))?;
    println!("\nOne sound over and over, beside as many plays of many tracks");
    run(&mut example("library", "one_sound"))
}

fn example(of: &str, name: &str) -> Command {
    let mut command = cargo();
    command.args(["run", "--quiet", "--release", "--package", of, "--example", name]);
    command
}
