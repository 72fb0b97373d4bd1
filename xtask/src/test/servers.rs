//! `test --servers`: exchanges with a real PostgreSQL server, and with folders, for as long as it takes to believe them.

use super::report::Report;
use crate::build::WITH_UI;
use crate::program::cargo;

/// How often each kind of exchange is killed.
const KILLS: &str = "200";
/// How many random lives of three machines end with the same plays.
const CASES: &str = "300";

/// What the usual run does a few times, many times.
pub(super) fn servers(report: &mut Report) {
    report.tests(
        "servers",
        cargo()
            .args(["test", WITH_UI, "--workspace", "--test=postgres", "--", "--nocapture"])
            .env("TONEARM_KILLS", KILLS),
    );
    report.tests(
        "killed exchanges",
        cargo()
            .args(["test", WITH_UI, "--workspace", "--test=commands", "--"])
            .args(["--nocapture", "remote::"])
            .env("TONEARM_KILLS", KILLS),
    );
    report.tests(
        "machines",
        cargo()
            .args(["test", WITH_UI, "--workspace", "--test=it", "--"])
            .args(["--nocapture", "exchange::"])
            .env("TONEARM_CASES", CASES),
    );
}
