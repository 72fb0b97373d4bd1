//! `test --system`: what may end differently on this system than on Linux, for the pipeline on Windows and macOS. What only looks at the
//! source is left out: it ends alike everywhere.

use super::report::Report;
use crate::build;
use crate::program::npm;

/// Lints what is compiled for this system alone, and runs the tests.
pub(super) fn system(report: &mut Report) {
    report.tests("ui tests", npm().args(["run", "test"]));
    report.check("ui build", build::ui);
    report.check("lints", super::lints);
    report.tests("tests", super::all_tests().args(["--", "--skip=architecture::"]));
}
