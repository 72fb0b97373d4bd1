//! `setup`: installs what is missing and leaves alone what is there, so running it again is quick.

use std::fs;

use crate::program::{self, Outcome, cargo, npm, output_of, run};
use crate::{packages, paths};

/// The packages that building and testing in the real window need, by their names in Debian and its descendants.
const PACKAGES: &[&str] = &[
    // To build.
    "build-essential",
    "file",
    "librsvg2-dev",
    "libwebkit2gtk-4.1-dev",
    "pkg-config",
    // To run: these open the browser, and the links that come back from it.
    "desktop-file-utils",
    "libglib2.0-bin",
    "xdg-utils",
    // To see names in Chinese, Japanese and Korean, which few machines without a desktop have letters for.
    "fonts-droid-fallback",
    // To test: a display, a message bus, a keychain, a driver, screenshots, another SQLite than Tonearm's own, a PostgreSQL server with
    // certificates, a record of what reaches the disk, and a linter for shell scripts.
    "dbus-daemon",
    "gnome-keyring",
    "imagemagick",
    "openssl",
    "postgresql",
    "shellcheck",
    "sqlite3",
    "strace",
    "webkit2gtk-driver",
    "xvfb",
];

/// The driver's version. A newer major version belongs to a newer Tauri.
const DRIVER: &str = "^2";

/// Installs everything, in the order of dependency.
pub(crate) fn setup() -> Outcome {
    system()?;
    node()?;
    ui_packages()?;
    driver()
}

fn system() -> Outcome {
    if !cfg!(target_os = "linux") {
        // Both systems have a web view; anything else that is missing shows at the first build.
        if cfg!(windows) {
            println!("Windows: needs the Visual Studio C++ build tools and WebView2 (part of Windows 11)");
        } else if cfg!(target_os = "macos") {
            println!("macOS: needs the Xcode command line tools (`xcode-select --install`)");
        }
        return Ok(());
    }
    let Some(missing) = packages::missing(PACKAGES) else {
        if output_of("pkg-config", &["--exists", "webkit2gtk-4.1"]).is_none() {
            return Err(format!(
                "This system has no apt-get. Please install what these Debian packages hold, under the names \
                 your system has for them, and run this again:\n  {}",
                PACKAGES.join(" ")
            ));
        }
        return Ok(());
    };
    packages::install(&missing)
}

fn node() -> Outcome {
    let wanted = wanted_node()?;
    let advice = format!(
        "Tonearm's UI needs Node {}.{} or newer: https://nodejs.org",
        wanted.0, wanted.1
    );
    let Some(version) = output_of("node", &["--version"]) else {
        return Err(format!("Node is not installed. {advice}"));
    };
    match major_and_minor(&version) {
        Some(found) if found >= wanted => Ok(()),
        _ => Err(format!("This is Node {version}. {advice}")),
    }
}

/// The oldest Node that the UI's tools support, from `ui/package.json`.
fn wanted_node() -> Outcome<(u32, u32)> {
    let file = paths::ui().join("package.json");
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let package: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    let range = package["engines"]["node"].as_str().unwrap_or_default();
    major_and_minor(range).ok_or_else(|| format!("{} names no Node version under `engines`", file.display()))
}

/// The first two numbers of `v20.19.1` or `>=20.19`.
fn major_and_minor(version: &str) -> Option<(u32, u32)> {
    let digits = version.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let mut numbers = digits.split(|letter: char| !letter.is_ascii_digit()).map(str::parse);
    let major = numbers.next()?.ok()?;
    Some((major, numbers.next().and_then(Result::ok).unwrap_or(0)))
}

fn ui_packages() -> Outcome {
    let lock = paths::ui().join("package-lock.json");
    let mark = paths::ui().join("node_modules/.installed-from.json");
    let locked = fs::read(&lock).map_err(|error| format!("{}: {error}", lock.display()))?;
    if fs::read(&mark).is_ok_and(|installed| installed == locked) {
        return Ok(());
    }
    println!("Installing the UI's packages");
    run(npm().args(["ci", "--no-progress"]))?;
    fs::write(&mark, locked).map_err(|error| format!("{}: {error}", mark.display()))
}

fn driver() -> Outcome {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let tools = paths::tools()?;
    if tools.join("bin/tauri-driver").is_file() || output_of("tauri-driver", &["--help"]).is_some() {
        return Ok(());
    }
    println!("Installing tauri-driver into {}", tools.display());
    let install = ["install", "tauri-driver", "--version", DRIVER, "--locked", "--root"];
    program::run(cargo().args(install).arg(&tools))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_number() {
        assert_eq!(major_and_minor("v20.9.0"), Some((20, 9)));
        assert_eq!(major_and_minor(">=20.19"), Some((20, 19)));
        assert_eq!(major_and_minor("v22"), Some((22, 0)));
        assert!(major_and_minor("v20.9.0") < major_and_minor(">=20.19"));
        assert_eq!(major_and_minor("none"), None);
    }
}
