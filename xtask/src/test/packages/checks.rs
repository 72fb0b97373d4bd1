//! What can be said about a package without installing it.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::bundle::{self, Format, Package};
use crate::program::{Outcome, cargo, output_of, run};

/// In bytes: what a listener downloads, with the command line in it.
const LARGEST: u64 = 12_000_000;

/// Of glibc 2.x, as `tauri.linux.conf.json` has it under `depends`.
const C_LIBRARY: u32 = 34;

/// In every package, below its root.
const WANTED: &[&str] = &[
    "usr/bin/tonearm",
    "usr/bin/tonearm-cli",
    "usr/share/applications/tonearm.desktop",
    "usr/share/bash-completion/completions/tonearm-cli",
    "usr/share/doc/tonearm/licences-of-others.gz",
    "usr/share/fish/vendor_completions.d/tonearm-cli.fish",
    "usr/share/icons/hicolor/128x128/apps/tonearm.png",
    "usr/share/icons/hicolor/16x16/apps/tonearm.png",
    "usr/share/icons/hicolor/22x22/apps/tonearm.png",
    "usr/share/icons/hicolor/24x24/apps/tonearm.png",
    "usr/share/icons/hicolor/256x256/apps/tonearm.png",
    "usr/share/icons/hicolor/32x32/apps/tonearm.png",
    "usr/share/icons/hicolor/48x48/apps/tonearm.png",
    "usr/share/icons/hicolor/512x512/apps/tonearm.png",
    "usr/share/icons/hicolor/64x64/apps/tonearm.png",
    "usr/share/icons/hicolor/96x96/apps/tonearm.png",
    "usr/share/icons/hicolor/scalable/apps/tonearm.svg",
    "usr/share/man/man1/tonearm-cli.1.gz",
    "usr/share/man/man1/tonearm.1.gz",
    "usr/share/metainfo/app.tonearm.desktop.metainfo.xml",
];
const WANTED_IN_DEB: &[&str] = &[
    "usr/share/doc/tonearm/changelog.gz",
    "usr/share/doc/tonearm/copyright",
    "usr/share/zsh/vendor-completions/_tonearm-cli",
];
const WANTED_IN_RPM: &[&str] = &[
    "usr/share/doc/tonearm/CHANGELOG.md",
    "usr/share/licenses/tonearm/LICENSE",
    "usr/share/zsh/site-functions/_tonearm-cli",
];

/// Says how large the packages are.
pub(super) fn sizes(packages: &[&Path]) -> Outcome {
    let mut too_large = Vec::new();
    for package in packages {
        let size = fs::metadata(package)
            .map_err(|error| format!("{}: {error}", package.display()))?
            .len();
        println!("{:>11} bytes  {}", size, package.display());
        if size > LARGEST {
            too_large.push(package.display().to_string());
        }
    }
    match too_large.is_empty() {
        true => Ok(()),
        false => Err(format!("larger than {LARGEST} bytes: {}", too_large.join(", "))),
    }
}

/// Debian's own checker. Whatever it finds is an error.
pub(super) fn lintian(deb: &Path) -> Outcome {
    let fatal = "--fail-on=error,warning,info,pedantic";
    run(Command::new("lintian")
        .args(["--display-info", "--pedantic", "--info", "--allow-root", fatal])
        .arg(deb))
}

/// Fedora's and openSUSE's. Whatever it finds is an error, unless the configuration says why it does not hold.
pub(super) fn rpmlint(rpm: &Path) -> Outcome {
    let config = crate::paths::root().join("packaging/linux/rpmlint.toml");
    run(Command::new("rpmlint")
        .arg("--strict")
        .arg("--config")
        .arg(config)
        .arg(rpm))
}

/// Whether everything is in a package that was unpacked into `root`.
pub(super) fn contents(root: &Path, package: &Package) -> Outcome {
    let own = match package.format {
        Format::Deb => WANTED_IN_DEB,
        Format::Rpm | Format::AppImage => WANTED_IN_RPM,
    };
    let wanted = WANTED.iter().chain(own);
    let missing: Vec<_> = wanted.filter(|path| !root.join(path).is_file()).collect();
    if !missing.is_empty() {
        return Err(format!("missing in it: {missing:?}"));
    }
    bundle::has_mark(&root.join("usr/bin/tonearm"), &package.app, package.format)?;
    for program in ["usr/bin/tonearm", "usr/bin/tonearm-cli"] {
        c_library(&root.join(program))?;
    }
    let entry = text(&root.join("usr/share/applications/tonearm.desktop"))?;
    for line in ["Exec=tonearm %U", "MimeType=application/zip;x-scheme-handler/tonearm;"] {
        if !entry.lines().any(|known| known == line) {
            return Err(format!("the desktop file has no line `{line}`:\n{entry}"));
        }
    }
    manuals(root)
}

/// Whether an updater is in it exactly if the build knew where to look for newer versions. Plugins
/// name themselves in what they log.
pub(super) fn updater(root: &Path) -> Outcome {
    const UPDATER: &str = "tauri-plugin-updater";
    let named = |features: &[&str]| -> Outcome<bool> {
        let tree = cargo()
            .args(["tree", "--package=tonearm", "--edges=normal", "--prefix=none"])
            .args(features)
            .output()
            .map_err(|error| format!("cargo tree: {error}"))?;
        let listed = String::from_utf8_lossy(&tree.stdout);
        match tree.status.success() && listed.starts_with("tonearm ") {
            true => Ok(listed.lines().any(|line| line.starts_with(UPDATER))),
            false => Err(format!("cargo tree: {}", String::from_utf8_lossy(&tree.stderr))),
        }
    };
    if named(&[])? || !named(&["--features=tonearm/updater"])? {
        return Err(format!(
            "{UPDATER} belongs to the feature `updater` and to nothing else"
        ));
    }
    let program = root.join("usr/bin/tonearm");
    let program = fs::read(&program).map_err(|error| format!("{}: {error}", program.display()))?;
    if !names(&program, "tauri_plugin_store") {
        return Err("the packed program names no plugin at all, so this can't be told".to_owned());
    }
    match (bundle::has_updater(), names(&program, "tauri_plugin_updater")) {
        (false, true) => Err("there is an updater in the packed program".to_owned()),
        (true, false) => Err("there is no updater in the packed program".to_owned()),
        _ => Ok(()),
    }
}

fn names(program: &[u8], name: &str) -> bool {
    program.windows(name.len()).any(|part| part == name.as_bytes())
}

/// Whether a program is content with the C library that the packages ask for.
fn c_library(program: &Path) -> Outcome {
    let symbols = output_of("objdump", &["--dynamic-syms", &program.display().to_string()]);
    let symbols = symbols.ok_or_else(|| format!("objdump can't read {}", program.display()))?;
    let needed = symbols.split("GLIBC_2.").skip(1).filter_map(|rest| {
        let digits = rest.split(|letter: char| !letter.is_ascii_digit()).next()?;
        digits.parse::<u32>().ok()
    });
    match needed.max() {
        Some(newest) if newest <= C_LIBRARY => Ok(()),
        Some(newest) => Err(format!(
            "{} needs glibc 2.{newest}; the packages ask for 2.{C_LIBRARY}",
            program.display()
        )),
        None => Err(format!("{} is not linked with glibc", program.display())),
    }
}

/// Whether `man` can show the manuals without a complaint.
fn manuals(root: &Path) -> Outcome {
    let pages = ["tonearm", "tonearm-cli"].map(|name| root.join(format!("usr/share/man/man1/{name}.1.gz")));
    pages.iter().try_for_each(|page| manual(page))
}

fn manual(page: &Path) -> Outcome {
    let shown = Command::new("man")
        .args(["--warnings", "--local-file"])
        .arg(page)
        // Else it complains of the width that no terminal has.
        .envs([("LC_ALL", "C.UTF-8"), ("MANWIDTH", "80")])
        .output()
        .map_err(|error| format!("man: {error}"))?;
    let complaints = String::from_utf8_lossy(&shown.stderr);
    if !shown.status.success() || !complaints.trim().is_empty() {
        return Err(format!("man complains of {}: {complaints}", page.display()));
    }
    match String::from_utf8_lossy(&shown.stdout).contains("NAME") {
        true => Ok(()),
        false => Err(format!("man shows nothing of {}", page.display())),
    }
}

/// The desktop's checker.
pub(super) fn desktop_file(root: &Path) -> Outcome {
    run(Command::new("desktop-file-validate").arg(root.join("usr/share/applications/tonearm.desktop")))
}

/// That of software centres.
pub(super) fn metainfo(root: &Path) -> Outcome {
    run(Command::new("appstreamcli")
        .args(["validate", "--no-net", "--pedantic"])
        .arg(root.join("usr/share/metainfo/app.tonearm.desktop.metainfo.xml")))
}

fn text(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}
