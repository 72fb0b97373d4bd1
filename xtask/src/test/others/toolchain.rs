//! A Rust that makes programs for other systems. It is the one that Debian builds its browsers with: its packages hold the source of the
//! standard library, from which the library for another system is made. They are unpacked into a folder and not installed, because
//! they would take the place of any other Rust.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::systems::System;
use crate::program::{Outcome, output_of, run};
use crate::{packages, paths};

/// What is unpacked, and what of the packages that it needs is unpacked too. Their versions are in their names.
const RUST: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "libstd-rust-web-dev"];
const UNPACKED_TOO: &[&str] = &["libstd-rust-web-", "libllvm"];

/// The unpacked toolchain.
pub(super) struct Toolchain {
    folder: PathBuf,
    /// What it builds is here, and the usual build folder is left alone.
    pub(super) target: PathBuf,
}

impl Toolchain {
    /// Why there can be none on this system; `None` if there can.
    pub(super) fn obstacle() -> Option<String> {
        if !cfg!(all(target_os = "linux", target_arch = "x86_64")) || packages::missing(&[]).is_none() {
            return Some("this is no Debian on x86-64".to_owned());
        }
        let known = RUST
            .iter()
            .all(|name| output_of("apt-cache", &["show", name]).is_some());
        (!known).then(|| format!("this system's lists of packages do not have {}", RUST.join(", ")))
    }

    /// Downloads and unpacks what is missing.
    pub(super) fn install() -> Outcome<Self> {
        let toolchain = Self {
            folder: paths::tools()?.join("rust-for-others"),
            target: paths::target()?.join("others"),
        };
        let complete = toolchain.folder.join("complete");
        if !complete.exists() {
            toolchain.unpack()?;
            fs::write(&complete, "").map_err(|error| format!("{}: {error}", complete.display()))?;
        }
        Ok(toolchain)
    }

    fn unpack(&self) -> Outcome {
        let failed = |error: std::io::Error| format!("{}: {error}", self.folder.display());
        packages::update(RUST)?;
        let (unpacked, needed) = with_what_they_need(RUST.iter().map(|name| (*name).to_owned()).collect());
        let needed: Vec<_> = needed.iter().map(String::as_str).collect();
        packages::install(&packages::missing(&needed).unwrap_or_default())?;
        let downloads = self.folder.join("packages");
        fs::create_dir_all(&downloads).map_err(failed)?;
        run(Command::new("apt-get")
            .args(["download", "--quiet"])
            .args(unpacked)
            .current_dir(&downloads))?;
        for package in fs::read_dir(&downloads).map_err(failed)? {
            let package = package.map_err(failed)?.path();
            run(Command::new("dpkg").arg("-x").arg(package).arg(&self.folder))?;
        }
        fs::remove_dir_all(&downloads).map_err(failed)?;
        self.link_source().map_err(failed)
    }

    /// Rust looks for the source where rustup puts it.
    #[cfg(unix)]
    fn link_source(&self) -> std::io::Result<()> {
        let expected = self.folder.join("usr/lib/rustlib/src/rust");
        let mut sources = fs::read_dir(self.folder.join("usr/src"))?;
        let source = sources.next().ok_or(std::io::ErrorKind::NotFound)??.path();
        if !expected.exists() {
            fs::create_dir_all(self.folder.join("usr/lib/rustlib/src"))?;
            std::os::unix::fs::symlink(source, expected)?;
        }
        Ok(())
    }

    #[cfg(not(unix))]
    fn link_source(&self) -> std::io::Result<()> {
        Err(std::io::ErrorKind::Unsupported.into())
    }

    /// Its Cargo, which builds for this system with the standard library built along.
    pub(super) fn cargo(&self, command: &str, system: &System) -> Command {
        let bin = self.folder.join("usr/bin");
        let mut cargo = Command::new(bin.join("cargo"));
        cargo
            .current_dir(paths::root())
            .args([
                command,
                "--locked",
                "-Zwarnings",
                "-Zbuild-std=std,test,panic_abort",
                "--target",
                system.name,
            ])
            .env("RUSTC", bin.join("rustc"))
            .env("RUSTDOC", bin.join("rustdoc"))
            // It is a stable one, and what builds the standard library along is not.
            .env("RUSTC_BOOTSTRAP", "1")
            // Nobody debugs these programs, and MinGW's linker takes minutes over their debug information.
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_TARGET_DIR", &self.target)
            .env("PATH", before(&bin, std::env::var_os("PATH")))
            .env("LD_LIBRARY_PATH", self.libraries())
            .envs(system.environment.iter().map(|(name, value)| (name, value)));
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            // Set by `cargo run` for this package, and by rustup for the toolchain that it chose.
            if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") || name.starts_with("RUSTUP_") {
                cargo.env_remove(name);
            }
        }
        cargo
    }

    fn libraries(&self) -> OsString {
        let lib = self.folder.join("usr/lib");
        before(&lib.join("x86_64-linux-gnu"), Some(lib.into_os_string()))
    }
}

/// A list of folders with one put first.
fn before(first: &Path, others: Option<OsString>) -> OsString {
    let mut list = first.as_os_str().to_owned();
    if let Some(others) = others {
        list.push(":");
        list.push(others);
    }
    list
}

/// What of these packages and of those that they need is unpacked, and what must be installed for it.
fn with_what_they_need(names: Vec<String>) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut unpacked, mut installed) = (BTreeSet::new(), BTreeSet::new());
    let mut left = names;
    while let Some(name) = left.pop() {
        let needed = output_of("apt-cache", &["depends", &name]).unwrap_or_default();
        unpacked.insert(name);
        for needed in dependencies(&needed) {
            if unpacked.contains(needed) || RUST.contains(&needed) {
                continue;
            }
            if UNPACKED_TOO.iter().any(|beginning| needed.starts_with(beginning)) {
                left.push(needed.to_owned());
            } else {
                installed.insert(needed.to_owned());
            }
        }
    }
    (unpacked, installed)
}

/// The names in what `apt-cache depends` prints. Of several that will do it marks all but the last with a bar, and names that no
/// package has are in brackets.
fn dependencies(printed: &str) -> impl Iterator<Item = &str> {
    let needed = printed.lines().filter_map(|line| line.strip_prefix("  Depends: "));
    needed.filter(|name| !name.starts_with('<'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_package_needs_is_read_from_apt() {
        let printed = "cargo-web\n  Depends: libgit2-1.5\n |Depends: clang\n  Depends: gcc\n  Depends: <c-compiler>\n    \
                       tcc\n  Conflicts: cargo\n";
        assert_eq!(dependencies(printed).collect::<Vec<_>>(), ["libgit2-1.5", "gcc"]);
    }
}
