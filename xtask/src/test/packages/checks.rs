//! What can be said about a package without installing it.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::bundle::{self, Format, Package};
use crate::program::{Outcome, output_of, run};

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
    "usr/share/icons/hicolor/16x16/apps/tonearm.png",
    "usr/share/icons/hicolor/512x512/apps/tonearm.png",
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
    for name in ["tonearm", "tonearm-cli"] {
        let page = root.join(format!("usr/share/man/man1/{name}.1.gz"));
        let page = page.display().to_string();
        let shown = output_of("man", &["--warnings", "--local-file", &page]).unwrap_or_default();
        if !shown.contains("NAME") {
            return Err(format!("man shows nothing of {page}"));
        }
    }
    Ok(())
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
