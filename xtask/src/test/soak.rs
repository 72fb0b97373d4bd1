//! `test --soak`: the tests that grow with the time they are given, with much of it.

use super::report::Report;
use crate::build::WITH_UI;
use crate::program::cargo;

/// How often programs are killed in each of some twenty things that they do, and lose their power: thousands of times in all.
const KILLS: &str = "200";

/// Programs are killed in everything that they do, and lose their power as often; two programs work side by side for
/// minutes; two months are recorded in which everything goes wrong; and the rules about plays are held against their second statement
/// a hundred thousand times.
pub(super) fn soak(report: &mut Report) {
    report.tests(
        "kills",
        cargo()
            .args(["test", WITH_UI, "--workspace", "--test=crates", "--test=it", "--"])
            .args(["--nocapture", "--test-threads=2", "safety::", "migration::killed"])
            .env("TONEARM_KILLS", KILLS)
            .env("TONEARM_DEEDS", "600"),
    );
    report.tests(
        "days",
        cargo()
            .args(["test", WITH_UI, "--workspace", "--test=crates", "--"])
            .args(["--nocapture", "archive::soak::"])
            .env("TONEARM_SOAK", "60"),
    );
    report.tests(
        "rules",
        cargo()
            .args(["test", "--release", "--package=reconcile", "--test=oracle"])
            .env("TONEARM_CASES", "100000"),
    );
}
