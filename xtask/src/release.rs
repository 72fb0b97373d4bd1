//! `release`: the steps of the release workflow that can be tried anywhere: notes from the changelog, packages, checksums and manifests.
//! Publishes nothing, and knows no key: keys come from the environment and go to Tauri's own bundler.

mod build;
mod collect;
mod manifests;
mod notes;
mod sums;
mod updates;

use std::path::{Path, PathBuf};

use crate::program::Outcome;

/// What Cargo.toml says. A tag has a `v` before it.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Runs one step: `notes`, `build` or `collect`.
pub(crate) fn release(arguments: &[String]) -> Outcome {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["notes", tag] => notes::print(version_of(tag)?),
        ["build", options @ ..] => {
            let options = Options::read(options, &["--bundles", "--target", "--to"])?;
            build::build(
                options.get("--bundles")?,
                options.find("--target"),
                &options.folder("--to")?,
            )
        }
        ["collect", options @ ..] => {
            let options = Options::read(
                options,
                &["--tag", "--repository", "--commit", "--date", "--packages", "--to"],
            )?;
            let release = collect::Release {
                version: version_of(options.get("--tag")?)?,
                repository: options.get("--repository")?,
                commit: options.get("--commit")?,
                date: options.get("--date")?,
            };
            collect::collect(&release, &options.folder("--packages")?, &options.folder("--to")?)
        }
        _ => Err("`release` takes `notes TAG`, `build` or `collect`: see cargo xtask --help".to_owned()),
    }
}

/// The version that a tag names, if it is the one that is built.
fn version_of(tag: &str) -> Outcome<&str> {
    match tag.strip_prefix('v') {
        Some(version) if version == VERSION => Ok(version),
        _ => Err(format!(
            "the tag is {tag}, but Cargo.toml says version {VERSION}: the tag must be v{VERSION}"
        )),
    }
}

/// `--name value` pairs.
struct Options<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Options<'a> {
    /// Fails on a name that is not `known`, and on one without a value.
    fn read(words: &[&'a str], known: &[&str]) -> Outcome<Self> {
        let mut options = Vec::new();
        for pair in words.chunks(2) {
            match *pair {
                [name, value] if known.contains(&name) => options.push((name, value)),
                [name, ..] if known.contains(&name) => return Err(format!("{name} needs a value")),
                [name, ..] => {
                    return Err(format!(
                        "`release` knows no `{name}` here; it knows {}",
                        known.join(", ")
                    ));
                }
                [] => {}
            }
        }
        Ok(Self(options))
    }

    /// A workflow passes what it does not have as an empty text.
    fn find(&self, name: &str) -> Option<&'a str> {
        let found = self.0.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| *value).filter(|value| !value.is_empty())
    }

    fn get(&self, name: &str) -> Outcome<&'a str> {
        self.find(name).ok_or_else(|| format!("{name} is missing"))
    }

    /// A folder, which is relative to where the command was typed.
    fn folder(&self, name: &str) -> Outcome<PathBuf> {
        std::path::absolute(self.get(name)?).map_err(|error| format!("{name}: {error}"))
    }
}

/// The names of the files in a folder, sorted.
fn files(folder: &Path) -> Outcome<Vec<String>> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if entry.file_type().map_err(failed)?.is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

fn read(path: &Path) -> Outcome<String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn write(path: &Path, text: &str) -> Outcome {
    std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_the_version_with_a_v() {
        assert_eq!(version_of(&format!("v{VERSION}")), Ok(VERSION));
        for wrong in [VERSION, "v", "v99.0.0", "vv0.1.0"] {
            let message = version_of(wrong).unwrap_err();
            assert!(message.contains(wrong) && message.contains(VERSION), "{message}");
        }
    }

    #[test]
    fn options_come_in_pairs_and_unknown_ones_are_named() {
        let known = ["--tag", "--to"];
        let options = Options::read(&["--tag", "v1", "--to", ""], &known).unwrap();
        assert_eq!(options.get("--tag"), Ok("v1"));
        assert_eq!(options.get("--to"), Err("--to is missing".to_owned()));
        let failure = |words: &[&str]| Options::read(words, &known).err().unwrap();
        assert_eq!(failure(&["--tag"]), "--tag needs a value");
        assert!(failure(&["--tga", "v1"]).contains("knows no `--tga`"));
    }
}
