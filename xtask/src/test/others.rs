//! `test --others`: what can be known here of Tonearm on Windows and macOS. Both get a type check of everything. The application is
//! built for Windows. Tonearm's tests without a window run there as programs, and its command line has to answer there as it does here.
//! What can't be tried: a window, the keychain, and whatever needs a Mac.

mod answers;
mod systems;
mod toolchain;
mod wine;

use std::path::PathBuf;
use std::process::Command;

use super::report::Report;
use crate::build::{self, WITH_UI};
use crate::program::{Outcome, run};
use systems::System;
use toolchain::Toolchain;
use wine::Wine;

/// What is tested on Windows: the crates that need no window.
const PACKAGES: &[&str] = &[
    "plays",
    "reconcile",
    "stats",
    "import",
    "in_use",
    "store",
    "spotify",
    "vault",
    "genres",
    "poster",
    "remote",
    "library",
    "host",
    "sample",
    "simulator",
    "tonearm-cli",
    "tonearm-tests",
];

/// Checks, builds and runs.
pub(super) fn others(report: &mut Report) {
    if let Some(why) = Toolchain::obstacle() {
        println!("\nskipped: {why}, so nothing can be said about the other systems");
        return;
    }
    let mut tools: Option<Tools> = None;
    let installed = report.check("tools for other systems", || {
        tools = Some(Tools::install()?);
        Ok(())
    });
    let (true, Some(tools)) = (installed && report.check("ui build", build::ui), tools) else {
        return;
    };
    report.check("types for macOS", || tools.check(&tools.macos));
    report.check("types for Windows", || tools.check(&tools.windows));
    report.check("app for Windows", || tools.build_app(&tools.windows));
    report.tests("tests on Windows", &mut tools.test());
    answers::compare(report, &tools.wine, &tools.windows_programs());
}

/// What the other systems' programs are made and run with.
struct Tools {
    toolchain: Toolchain,
    windows: System,
    macos: System,
    wine: Wine,
}

impl Tools {
    fn install() -> Outcome<Self> {
        Ok(Self {
            windows: systems::windows()?,
            macos: systems::macos()?,
            toolchain: Toolchain::install()?,
            wine: Wine::start()?,
        })
    }

    fn check(&self, system: &System) -> Outcome {
        let all = ["--workspace", "--lib", "--bins", "--tests", "--keep-going", WITH_UI];
        run(self
            .toolchain
            .cargo("check", system)
            .args(all)
            .env("CARGO_BUILD_WARNINGS", "deny"))
    }

    /// The whole application, linked.
    fn build_app(&self, system: &System) -> Outcome {
        let app = ["--package=tonearm", "--bins", WITH_UI];
        run(self.toolchain.cargo("build", system).args(app))
    }

    fn test(&self) -> Command {
        let mut command = self.toolchain.cargo("test", &self.windows);
        for package in PACKAGES {
            command.args(["--package", package]);
        }
        command
            .args(["--no-fail-fast", "--lib", "--bins", "--tests", "--"])
            // These look at the source, and are the same everywhere.
            .arg("--skip=architecture::")
            .envs(self.wine.environment())
            .envs([self.wine.runner()]);
        command
    }

    /// The folder of the programs that the tests have built.
    fn windows_programs(&self) -> PathBuf {
        self.toolchain.target.join(self.windows.name).join("debug")
    }
}
