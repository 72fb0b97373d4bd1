//! `test --system`: what may end differently on this system than on Linux, for the pipeline on Windows and macOS. What only looks at the
//! source is left out: it ends alike everywhere.

use super::report::Report;
use crate::build::{self, WITH_UI};
use crate::program::{cargo, npm, run};

/// Lints what is compiled for this system alone, and runs the tests.
pub(super) fn system(report: &mut Report) {
    report.tests("ui tests", npm().args(["run", "test"]));
    report.check("ui build", build::ui);
    report.check("lints", || {
        let lints = [
            "clippy",
            "--workspace",
            "--all-targets",
            WITH_UI,
            "--",
            "--deny=warnings",
        ];
        run(cargo().args(lints))
    });
    let mut tests = cargo();
    tests.args(["test", "--no-fail-fast", WITH_UI]).args(super::TESTED);
    report.tests("tests", tests.args(["--", "--skip=architecture::"]));
}
