//! `bench`: the figures that a listener notices, in release mode, each beside a yardstick measured in the same run.

mod brush;
mod exchange;
mod explore;
mod histories;
mod lifetime;
mod rules;

use std::process::Command;

use crate::program::{Outcome, cargo, run};
use crate::{build, paths, setup};

/// Prints the size of the UI's code.
const WEIGH: &str = include_str!("bench/weigh.js");

/// Measures the size of the UI, start-up and memory, what a long history costs, what the rules about plays get wrong, and how fast a
/// history is explored, brushed and exchanged. A number as argument says how often the start is measured; `lifetime`, `rules`, `explore`,
/// `brush` or `exchange` measures that alone.
pub(crate) fn bench(arguments: &[String]) -> Outcome {
    if arguments == ["lifetime"] {
        return lifetime::lifetime();
    }
    if arguments == ["rules"] {
        return rules::rules();
    }
    if arguments == ["explore"] {
        return explore::explore();
    }
    if arguments == ["brush"] {
        return brush::brush();
    }
    if arguments == ["exchange"] {
        return exchange::exchange();
    }
    setup::setup()?;
    build::ui()?;
    run(Command::new("node").args(["-e", WEIGH]).current_dir(paths::ui()))?;
    // Signing in before the measurement needs a driver; apart from that, nothing of the tests is in the figures.
    let app = build::app(&["--release", "--package=tonearm", "--bin=tonearm", "--example=empty"])?;
    run(cargo().args([
        "build",
        "--release",
        "--package=tonearm-tests",
        "--bin=measure",
        "--bin=browser",
    ]))?;
    let beside = |name: &str| app.with_file_name(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    run(Command::new(beside("measure"))
        .current_dir(paths::root())
        .arg(&app)
        .arg(app.with_file_name("examples").join("empty"))
        .args(arguments)
        .env("TONEARM_APP", &app))?;
    lifetime::lifetime()?;
    rules::rules()?;
    explore::explore()?;
    brush::brush()?;
    exchange::exchange()
}
