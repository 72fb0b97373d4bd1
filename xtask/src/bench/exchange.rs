//! What exchanges with a database cost, beside COPY alone and Django's bulk_create.

use std::env::consts::EXE_SUFFIX;
use std::process::Command;

use super::{explore::print_load, histories};
use crate::program::{Outcome, cargo, run};
use crate::{paths, python};

const PLAYS: u32 = 1_000_000;
const NEW_PLAYS: u32 = 10_000;

/// Generates the histories and measures with a server of its own.
pub(super) fn exchange() -> Outcome {
    run(cargo().args([
        "build",
        "--quiet",
        "--release",
        "--package=library",
        "--example=exchange",
    ]))?;
    let example = paths::target()?
        .join("release/examples")
        .join(format!("exchange{EXE_SUFFIX}"));
    let (life, news) = (histories::history(PLAYS)?, histories::history(NEW_PLAYS)?);
    let python = python::python(&["django", "psycopg[binary]"])?;
    println!(
        "\nExchanges with PostgreSQL (generated exports, release build, server on the same two cores, nothing switched off)\n"
    );
    print_load();
    run(Command::new(example).args([life, news]).args(python))
}
