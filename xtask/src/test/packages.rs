//! `test --packages`: the .deb and the .rpm, made anew, read by the checkers of their systems, and lived with on a bare Debian 12 that lies
//! in a folder: from the file to the sample's Explore, a sign-in, an upgrade, and gone again.

mod checks;
mod root;

use std::path::{Path, PathBuf};
use std::process::Command;

use super::TESTED;
use super::report::Report;
use crate::build::{self, WITH_UI};
use crate::bundle::{self, Format, Package};
use crate::program::{Outcome, cargo, output_of, run};
use crate::{packages, paths};
use root::Root;

/// What checks packages, makes a bare system, and unpacks an .rpm.
const TOOLS: &[&str] = &[
    "appstream",
    "cpio",
    "desktop-file-utils",
    "groff-base",
    "lintian",
    "man-db",
    "mmdebstrap",
    "rpm",
    "rpm2cpio",
    "rpmlint",
];
/// The older package has the same content.
const OLDER: &str = "0.0.1";
/// What the .rpm needs, by the names that Debian has for it.
const NEEDED_BY_RPM: &[&str] = &[
    "desktop-file-utils",
    "libglib2.0-bin",
    "libgtk-3-bin",
    "libwebkit2gtk-4.1-0",
    "shared-mime-info",
    "xdg-utils",
];

/// Makes the packages and tries them.
pub(super) fn packages(report: &mut Report) {
    if let Some(why) = obstacle() {
        println!("\nskipped: {why}, so nothing can be said about the packages");
        return;
    }
    let installed = report.check("tools for packages", || {
        packages::install(&packages::missing(TOOLS).unwrap_or_default())
    });
    let mut made: Vec<Package> = Vec::new();
    let built = report.check("packages", || {
        made = bundle::packages(&[])?;
        Ok(())
    });
    // Packages of a release have it; no other build does. It compiles with the window's pages, which are there by now.
    report.check("types of the updater", || {
        let features = format!("{WITH_UI},tonearm/updater");
        run(cargo()
            .args(["check", "--package=tonearm", "--lib", features.as_str()])
            .env("TONEARM_UPDATES_URL", "https://example.org/latest.json")
            .env("TONEARM_UPDATES_KEY", "none"))
    });
    let of = |format: Format| made.iter().find(|one| one.format == format);
    let (true, true, Some(made_deb), Some(made_rpm)) = (installed, built, of(Format::Deb), of(Format::Rpm)) else {
        return;
    };
    let (deb, rpm) = (made_deb.file.as_path(), made_rpm.file.as_path());
    report.check("sizes", || checks::sizes(&[deb, rpm]));
    report.check("lintian", || checks::lintian(deb));
    report.check("rpmlint", || checks::rpmlint(rpm));
    let mut unpacked: Option<(PathBuf, PathBuf)> = None;
    let opened = report.check("unpacking", || {
        unpacked = Some((unpack_deb(deb)?, unpack_rpm(rpm)?));
        Ok(())
    });
    let (true, Some((of_deb, of_rpm))) = (opened, &unpacked) else {
        return;
    };
    report.check("contents of the .deb", || checks::contents(of_deb, made_deb));
    report.check("contents of the .rpm", || checks::contents(of_rpm, made_rpm));
    report.check("updater", || checks::updater(of_deb));
    report.check("desktop file", || checks::desktop_file(of_deb));
    report.check("software centre", || checks::metainfo(of_deb));
    let mut app: Option<PathBuf> = None;
    let programs = report.check("programs for the tests", || {
        app = Some(build::app(TESTED)?);
        Ok(())
    });
    let (true, Some(app)) = (programs, app) else { return };
    let scenario = app.with_file_name("packaged");
    report.check("bare Debian 12, .deb", || {
        let root = Root::bare()?;
        let older = older(deb)?;
        let packages = [root.take(&older)?, root.take(deb)?];
        root.live_with(&scenario, "deb", &pictures(), &packages)
    });
    report.check("bare Debian 12, .rpm unpacked", || {
        let root = Root::bare()?;
        root.install(NEEDED_BY_RPM)?;
        root.lay_over(of_rpm)?;
        root.live_with(&scenario, "unpacked", &pictures(), &[])
    });
}

/// Why nothing can be tried here; `None` on Debian 12.
fn obstacle() -> Option<String> {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let is = |line: &str| release.lines().any(|known| known == line);
    (!is("ID=debian") || !is("VERSION_ID=\"12\"")).then(|| "this is no Debian 12".to_owned())
}

fn folder(name: &str) -> Outcome<PathBuf> {
    let folder = paths::target()?.join("packages").join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder)
}

/// Where the scenarios leave what they saw.
fn pictures() -> PathBuf {
    paths::target().unwrap_or_default().join("packages/pictures")
}

fn unpack_deb(deb: &Path) -> Outcome<PathBuf> {
    let folder = folder("deb")?;
    run(Command::new("dpkg-deb").arg("--extract").arg(deb).arg(&folder))?;
    Ok(folder)
}

fn unpack_rpm(rpm: &Path) -> Outcome<PathBuf> {
    let folder = folder("rpm")?;
    let script = "rpm2cpio \"$1\" | cpio --extract --make-directories --quiet";
    run(Command::new("sh")
        .args(["-ec", script, "sh"])
        .arg(rpm)
        .current_dir(&folder))?;
    Ok(folder)
}

/// The same package under an older version.
fn older(deb: &Path) -> Outcome<PathBuf> {
    let folder = folder("older")?;
    let tree = folder.join("tree");
    run(Command::new("dpkg-deb").arg("--raw-extract").arg(deb).arg(&tree))?;
    let control = tree.join("DEBIAN/control");
    let text = std::fs::read_to_string(&control).map_err(|error| format!("{}: {error}", control.display()))?;
    let lines = text.lines().map(|line| match line.strip_prefix("Version: ") {
        Some(_) => format!("Version: {OLDER}\n"),
        None => format!("{line}\n"),
    });
    std::fs::write(&control, lines.collect::<String>()).map_err(|error| format!("{}: {error}", control.display()))?;
    let older = folder.join("tonearm_older.deb");
    run(Command::new("dpkg-deb")
        // Packed quickly: it is thrown away.
        .args(["--root-owner-group", "-Zgzip", "-z1", "--build"])
        .args([&tree, &older]))?;
    Ok(older)
}

/// The beginning of a command line that may do everything.
fn as_root() -> Command {
    if output_of("id", &["-u"]).as_deref() == Some("0") {
        return Command::new("env");
    }
    let mut command = Command::new("sudo");
    command.arg("env");
    command
}
