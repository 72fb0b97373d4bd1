//! `setup`: puts in place what is missing and leaves alone what is there, so it is quick to run again.

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};

use crate::place;
use crate::program::{self, Done, answer, cargo, npm, run};

/// What Debian and its descendants call the things needed to build and to test in the real window.
const PACKAGES: &[&str] = &[
    // To build.
    "build-essential",
    "file",
    "libayatana-appindicator3-dev",
    "librsvg2-dev",
    "libwebkit2gtk-4.1-dev",
    "pkg-config",
    // To run: the browser is opened and links come back through these.
    "desktop-file-utils",
    "libglib2.0-bin",
    "xdg-utils",
    // To test: a display, a message bus, a keychain, a driver, and eyes.
    "dbus-daemon",
    "gnome-keyring",
    "imagemagick",
    "webkit2gtk-driver",
    "xvfb",
];

/// The driver's version; a newer major one belongs to a newer Tauri.
const DRIVER: &str = "^2";

/// Everything, in the order in which one thing needs another.
pub(crate) fn setup() -> Done {
    system()?;
    node()?;
    ui_packages()?;
    driver()
}

fn system() -> Done {
    if !cfg!(target_os = "linux") {
        // Both bring their own web view; what is missing shows at the first build.
        if cfg!(windows) {
            println!("Windows: needs the Visual Studio C++ build tools and WebView2 (part of Windows 11)");
        } else if cfg!(target_os = "macos") {
            println!("macOS: needs the Xcode command line tools (`xcode-select --install`)");
        }
        return Ok(());
    }
    let (Some(_), Some(listed)) = (answer("apt-get", &["--version"]), installed()) else {
        if answer("pkg-config", &["--exists", "webkit2gtk-4.1"]).is_none() {
            return Err(format!(
                "This system has no apt-get. Please install what these Debian packages hold, under the names \
                 your system has for them, and run this again:\n  {}",
                PACKAGES.join(" ")
            ));
        }
        return Ok(());
    };
    let missing: Vec<_> = PACKAGES
        .iter()
        .filter(|name| !listed.contains(**name))
        .copied()
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Installing {}", missing.join(" "));
    run(as_root()?.args(["apt-get", "update", "--quiet"]))?;
    run(as_root()?
        .args(["apt-get", "install", "--yes", "--quiet", "--no-install-recommends"])
        .args(missing))
}

/// The packages of ours that are installed; `None` where there is no dpkg.
fn installed() -> Option<BTreeSet<String>> {
    // It ends with an error as soon as one name is unknown to it, and still lists the others.
    let output = Command::new("dpkg-query")
        .args(["--show", "--showformat=${Package} ${db:Status-Status}\\n"])
        .args(PACKAGES)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let listed = String::from_utf8_lossy(&output.stdout);
    let there = listed.lines().filter_map(|line| line.strip_suffix(" installed"));
    Some(there.map(str::to_owned).collect())
}

/// The start of a command line that may install packages.
fn as_root() -> Done<Command> {
    let quiet = "DEBIAN_FRONTEND=noninteractive";
    if answer("id", &["-u"]).as_deref() == Some("0") {
        let mut command = Command::new("env");
        command.arg(quiet);
        return Ok(command);
    }
    if answer("sudo", &["--version"]).is_none() {
        return Err(format!(
            "Please install as root, there is no sudo here: {}",
            PACKAGES.join(" ")
        ));
    }
    let mut command = Command::new("sudo");
    command.args(["env", quiet]);
    Ok(command)
}

fn node() -> Done {
    let wanted = wanted_node()?;
    let advice = format!(
        "Tonearm's UI needs Node {}.{} or newer: https://nodejs.org",
        wanted.0, wanted.1
    );
    let Some(version) = answer("node", &["--version"]) else {
        return Err(format!("Node is not installed. {advice}"));
    };
    match major_and_minor(&version) {
        Some(found) if found >= wanted => Ok(()),
        _ => Err(format!("This is Node {version}. {advice}")),
    }
}

/// The oldest Node that the UI's tools run on, as `ui/package.json` says.
fn wanted_node() -> Done<(u32, u32)> {
    let file = place::ui().join("package.json");
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

fn ui_packages() -> Done {
    let lock = place::ui().join("package-lock.json");
    let mark = place::ui().join("node_modules/.installed-from.json");
    let locked = fs::read(&lock).map_err(|error| format!("{}: {error}", lock.display()))?;
    if fs::read(&mark).is_ok_and(|installed| installed == locked) {
        return Ok(());
    }
    println!("Installing the UI's packages");
    run(npm().args(["ci", "--no-progress"]))?;
    fs::write(&mark, locked).map_err(|error| format!("{}: {error}", mark.display()))
}

fn driver() -> Done {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let tools = place::tools()?;
    if tools.join("bin/tauri-driver").is_file() || answer("tauri-driver", &["--help"]).is_some() {
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
