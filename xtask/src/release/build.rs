//! What one system brings to a release, in one folder: the packages that Tauri's bundler made, and the command line where no package has
//! it. Knows no key: everything that is built from runs here.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{VERSION, files};
use crate::program::{Outcome, cargo, run};
use crate::{bundle, paths};

/// The folder that Tauri puts each kind of package into, and how the file's name ends.
const KINDS: &[(&str, &str, &str)] = &[
    ("deb", "deb", ".deb"),
    ("rpm", "rpm", ".rpm"),
    ("appimage", "appimage", ".AppImage"),
    ("nsis", "nsis", "-setup.exe"),
    ("app", "macos", ".app.tar.gz"),
    ("dmg", "dmg", ".dmg"),
];

/// macOS's two, of which one program is made.
const UNIVERSAL: &str = "universal-apple-darwin";
const MACS: [&str; 2] = ["aarch64-apple-darwin", "x86_64-apple-darwin"];

/// Builds the packages and puts them into the folder `to`.
pub(super) fn build(bundles: &str, target: Option<&str>, to: &Path) -> Outcome {
    let mut arguments = vec!["--bundles".to_owned(), bundles.to_owned()];
    arguments.extend(
        target
            .into_iter()
            .flat_map(|target| ["--target".to_owned(), target.to_owned()]),
    );
    bundle::bundle(&arguments)?;
    let release = paths::target()?.join(target.unwrap_or_default()).join("release");
    let kinds: Vec<_> = bundles.split(',').collect();
    if kinds.contains(&"app") {
        archive_app(&release.join("bundle/macos"))?;
    }
    std::fs::create_dir_all(to).map_err(|error| format!("{}: {error}", to.display()))?;
    let mut paths = made(&kinds, &release.join("bundle"))?;
    paths.extend(command_line(target)?);
    for path in paths {
        let copy = to.join(path.file_name().unwrap_or_default());
        std::fs::copy(&path, &copy).map_err(|error| format!("{}: {error}", path.display()))?;
        println!("{}", copy.display());
    }
    Ok(())
}

/// The app's folder as one file, which the updater fetches.
fn archive_app(folder: &Path) -> Outcome {
    let names = ["Tonearm.app.tar.gz", "Tonearm.app"];
    run(Command::new("tar").arg("-czf").args(names).current_dir(folder))
}

/// The files of these kinds, each of which must be there. Older versions' files are left where they are.
fn made(kinds: &[&str], folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for kind in kinds {
        let known = KINDS.iter().find(|(name, ..)| name == kind);
        let (_, place, ending) = known.ok_or_else(|| format!("no kind of package is called {kind}"))?;
        let folder = folder.join(place);
        let names = files(&folder)?;
        let is_new = |name: &str| name.ends_with(ending) && (*kind == "app" || name.contains(VERSION));
        let mut found: Vec<_> = names
            .iter()
            .filter(|name| is_new(name))
            .map(|name| folder.join(name))
            .collect();
        if found.is_empty() {
            return Err(format!("{} has no {ending} of version {VERSION}", folder.display()));
        }
        paths.append(&mut found);
    }
    Ok(paths)
}

/// The command line as a file of its own: Windows' and macOS's packages have the app alone.
fn command_line(target: Option<&str>) -> Outcome<Option<PathBuf>> {
    let program = |target: &str| -> Outcome<PathBuf> {
        let mut build = cargo();
        build.args(["build", "--release", "--locked", "--package=tonearm-cli"]);
        if !target.is_empty() {
            build.args(["--target", target]);
        }
        run(&mut build)?;
        let folder = paths::target()?.join(target).join("release");
        Ok(folder.join(format!("tonearm-cli{}", std::env::consts::EXE_SUFFIX)))
    };
    let named = |name: &str| Ok::<_, String>(paths::target()?.join(format!("tonearm-cli_{VERSION}_{name}")));
    if cfg!(windows) {
        let file = named("x64.exe")?;
        std::fs::copy(program("")?, &file).map_err(|error| format!("{}: {error}", file.display()))?;
        return Ok(Some(file));
    }
    if target != Some(UNIVERSAL) {
        return Ok(None);
    }
    let programs = MACS.map(program).into_iter().collect::<Outcome<Vec<_>>>()?;
    let both = paths::target()?.join("tonearm-cli");
    run(Command::new("lipo")
        .arg("-create")
        .args(programs)
        .arg("-output")
        .arg(&both))?;
    // A download forgets that a file is a program; an archive does not.
    let file = named("universal.tar.gz")?;
    run(Command::new("tar")
        .arg("-czf")
        .arg(&file)
        .arg("-C")
        .arg(paths::target()?)
        .arg("tonearm-cli"))?;
    Ok(Some(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with these files, in the place of Tauri's.
    fn folder(name: &str, paths: &[&str]) -> PathBuf {
        let root = std::env::temp_dir().join(format!("tonearm-release-{}-{name}", std::process::id()));
        for path in paths {
            let path = root.join(path.replace("VERSION", VERSION));
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        root
    }

    #[test]
    fn packages_of_this_version_are_taken() {
        let installers = ["nsis/Tonearm_0.0.1_x64-setup.exe", "nsis/Tonearm_VERSION_x64-setup.exe"];
        let folder = folder("new", &installers);
        let made = made(&["nsis"], &folder).unwrap();
        assert_eq!(made, [folder.join(format!("nsis/Tonearm_{VERSION}_x64-setup.exe"))]);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_package_that_was_not_made_is_missed() {
        let folder = folder("missing", &["deb/Tonearm_0.0.1_amd64.deb", "deb/control.tar.gz"]);
        assert!(made(&["deb"], &folder).unwrap_err().contains(".deb of version"));
        assert!(made(&["rpm"], &folder).is_err());
        assert!(made(&["zip"], &folder).unwrap_err().contains("called zip"));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
