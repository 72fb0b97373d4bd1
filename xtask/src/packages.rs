//! Packages of Debian and its descendants: which are installed, and installing those that are missing.

use std::collections::BTreeSet;
use std::process::{Command, Stdio};

use crate::program::{Outcome, output_of, run};

/// Which of these packages are not installed; `None` on a system without apt and dpkg.
pub(crate) fn missing<'n>(names: &[&'n str]) -> Option<Vec<&'n str>> {
    output_of("apt-get", &["--version"])?;
    // It fails if one name is unknown to it, but still lists the others.
    let output = Command::new("dpkg-query")
        .args(["--show", "--showformat=${Package} ${db:Status-Status}\\n"])
        .args(names)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let listed = String::from_utf8_lossy(&output.stdout);
    let installed: BTreeSet<_> = listed
        .lines()
        .filter_map(|line| line.strip_suffix(" installed"))
        .collect();
    Some(
        names
            .iter()
            .filter(|name| !installed.contains(**name))
            .copied()
            .collect(),
    )
}

/// Installs these packages.
pub(crate) fn install(names: &[&str]) -> Outcome {
    if names.is_empty() {
        return Ok(());
    }
    println!("Installing {}", names.join(" "));
    update(names)?;
    run(as_root(names)?
        .args(["apt-get", "install", "--yes", "--quiet", "--no-install-recommends"])
        .args(names))
}

/// Reads the lists of packages anew, before these are downloaded.
pub(crate) fn update(names: &[&str]) -> Outcome {
    run(as_root(names)?.args(["apt-get", "update", "--quiet"]))
}

/// The beginning of a command line that is permitted to install packages.
fn as_root(names: &[&str]) -> Outcome<Command> {
    let quiet = "DEBIAN_FRONTEND=noninteractive";
    if output_of("id", &["-u"]).as_deref() == Some("0") {
        let mut command = Command::new("env");
        command.arg(quiet);
        return Ok(command);
    }
    if output_of("sudo", &["--version"]).is_none() {
        return Err(format!(
            "Please install as root, there is no sudo here: {}",
            names.join(" ")
        ));
    }
    let mut command = Command::new("sudo");
    command.args(["env", quiet]);
    Ok(command)
}
