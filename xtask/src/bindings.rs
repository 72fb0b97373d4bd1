//! `bindings`: the UI's types, written anew from the shell.

use crate::build;
use crate::program::{Done, cargo, npm, run};

/// Writes `ui/src/shell/bindings.ts` anew from the shell's commands and types.
pub(crate) fn bindings() -> Done {
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
