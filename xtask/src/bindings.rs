//! `bindings`: writes the UI's types from the shell's.

use crate::build;
use crate::program::{Outcome, cargo, npm, run};

/// Writes the UI's `bindings.ts` from the shell's commands and types, and checks the UI against it.
pub(crate) fn bindings() -> Outcome {
    run(cargo()
        .args([
            "test",
            "--package=tonearm",
            "--lib",
            build::WITH_UI,
            "the_bindings_are_fresh",
        ])
        .env("TONEARM_WRITE_BINDINGS", "1"))?;
    run(npm().args(["run", "check"]))
}
