//! The packages for Linux. Cargo builds both programs, `contents` lays out what belongs beside them, Tauri's bundler packs it, and a .deb is
//! packed once more, because the bundler can do no better than gzip.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

use super::format::{Format, Package};
use super::{contents, tauri};
use crate::program::{Outcome, run};
use crate::{build, packages};

/// Draws the icons, and packs.
const TOOLS: &[&str] = &["dpkg", "librsvg2-bin"];
/// What the bundler looks for in the program, and what it writes there.
const UNMARKED: &[u8] = b"__TAURI_BUNDLE_TYPE_VAR_UNK";
const MARKED: &str = "__TAURI_BUNDLE_TYPE_VAR_";

/// Makes a .deb and an .rpm, or those that `--bundles` names.
pub(crate) fn packages(arguments: &[String]) -> Outcome<Vec<Package>> {
    let formats = wanted(arguments)?;
    packages::install(&packages::missing(TOOLS).unwrap_or_default())?;
    build::ui()?;
    let mut options = vec!["--release", "--package=tonearm", "--package=tonearm-cli", "--bins"];
    options.extend(super::has_updater().then_some("--features=tonearm/updater"));
    let app = build::app(&options)?;
    let release = app.parent().ok_or("the app lies in no folder")?.to_owned();
    own_file(&app)?;
    // Which compilers made it: of no use to a listener, and not the same everywhere.
    run(Command::new("strip")
        .arg("--remove-section=.comment")
        .args([&app, &release.join("tonearm-cli")]))?;
    // One after the other: the bundler marks the program with the format, and takes the mark back.
    formats.into_iter().map(|format| pack(&release, format)).collect()
}

fn wanted(arguments: &[String]) -> Outcome<Vec<Format>> {
    let names = match arguments {
        [] => "deb,rpm",
        [flag, names] if flag == "--bundles" || flag == "-b" => names,
        [one] if one.starts_with("--bundles=") => &one["--bundles=".len()..],
        _ => return Err("`bundle` takes `-- --bundles deb,rpm,appimage`, or some of them".to_owned()),
    };
    let known = [Format::Deb, Format::Rpm, Format::AppImage];
    let named = |name: &str| known.into_iter().find(|format| format.name() == name);
    names
        .split(',')
        .map(|name| named(name).ok_or_else(|| format!("no package `{name}`: deb, rpm, appimage")))
        .collect()
}

fn pack(release: &Path, format: Format) -> Outcome<Package> {
    let contents = release.join("packaging").join(format.name());
    contents::lay_out(release, format, &contents)?;
    let made = release.join("bundle").join(format.name());
    if made.exists() {
        // An older version's package would be found in place of this one's.
        fs::remove_dir_all(&made).map_err(|error| format!("{}: {error}", made.display()))?;
    }
    let files = json!({ "/usr": contents.join("usr") });
    let config = json!({ "bundle": { "linux": { format.name(): { "files": files } } } });
    run(tauri("bundle").args(["--bundles", format.name(), "--config", &config.to_string()]))?;
    let file = find(&made, format)?;
    if format == Format::Deb {
        pack_tighter(&file, &release.join("tonearm"))?;
    }
    let app = release.join("tonearm");
    Ok(Package { format, file, app })
}

fn find(folder: &Path, format: Format) -> Outcome<PathBuf> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let extension = path.extension().unwrap_or_default();
        if path.is_file() && extension.eq_ignore_ascii_case(format.name()) {
            return Ok(path);
        }
    }
    Err(format!(
        "the bundler left no .{} in {}",
        format.name(),
        folder.display()
    ))
}

/// Packs a .deb again with xz, which halves what gzip leaves of programs.
fn pack_tighter(deb: &Path, app: &Path) -> Outcome {
    let unpacked = deb.with_extension("unpacked");
    if unpacked.exists() {
        fs::remove_dir_all(&unpacked).map_err(|error| format!("{}: {error}", unpacked.display()))?;
    }
    run(Command::new("dpkg-deb").arg("--raw-extract").arg(deb).arg(&unpacked))?;
    has_mark(&unpacked.join("usr/bin/tonearm"), app, Format::Deb)?;
    run(Command::new("dpkg-deb")
        .args(["--root-owner-group", "-Zxz", "-Sextreme", "-z9", "--build"])
        .arg(&unpacked)
        .arg(deb))?;
    fs::remove_dir_all(&unpacked).map_err(|error| format!("{}: {error}", unpacked.display()))
}

/// Gives the program a file of its own, in place of another name for what Cargo has among its intermediate files: the bundler writes into it,
/// and one that fails leaves it changed.
fn own_file(program: &Path) -> Outcome {
    let failed = |error: std::io::Error| format!("{}: {error}", program.display());
    let bytes = fs::read(program).map_err(failed)?;
    let mode = fs::metadata(program).map_err(failed)?.permissions();
    fs::remove_file(program).map_err(failed)?;
    fs::write(program, bytes).map_err(failed)?;
    fs::set_permissions(program, mode).map_err(failed)
}

/// Fails unless `packed` is the program that was `built`, but knows which package it is in: it may be updated by the wrong one otherwise.
pub(crate) fn has_mark(packed: &Path, built: &Path, format: Format) -> Outcome {
    let read = |file: &Path| fs::read(file).map_err(|error| format!("{}: {error}", file.display()));
    if is_marked(&read(packed)?, &read(built)?, format) {
        return Ok(());
    }
    let mark = format.mark();
    Err(format!(
        "{} is not {} with the mark {mark}",
        packed.display(),
        built.display()
    ))
}

fn is_marked(packed: &[u8], built: &[u8], format: Format) -> bool {
    let Some(at) = built.windows(UNMARKED.len()).position(|found| found == UNMARKED) else {
        return false;
    };
    let (before, mark) = (&built[..at], format!("{MARKED}{}", format.mark()));
    let after = &built[at + UNMARKED.len()..];
    packed == [before, mark.as_bytes(), after].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formats(arguments: &[&str]) -> Outcome<Vec<Format>> {
        wanted(
            &arguments
                .iter()
                .map(|&argument| argument.to_owned())
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn the_usual_packages_need_nothing_from_elsewhere() {
        assert_eq!(formats(&[]), Ok(vec![Format::Deb, Format::Rpm]));
        assert_eq!(formats(&["--bundles", "appimage"]), Ok(vec![Format::AppImage]));
        assert_eq!(formats(&["--bundles=rpm,deb"]), Ok(vec![Format::Rpm, Format::Deb]));
    }

    #[test]
    fn another_package_is_refused_with_those_there_are() {
        for arguments in [["--bundles", "snap"], ["--target", "deb"]] {
            let message = formats(&arguments).unwrap_err();
            assert!(message.contains("deb") && message.contains("appimage"), "{message}");
        }
    }

    #[test]
    fn a_program_is_marked_in_one_place_and_the_same_elsewhere() {
        // Tauri compares with the names of all formats, which stand in the program as well.
        let built = b"code __TAURI_BUNDLE_TYPE_VAR_DEB __TAURI_BUNDLE_TYPE_VAR_UNK end";
        let marked = b"code __TAURI_BUNDLE_TYPE_VAR_DEB __TAURI_BUNDLE_TYPE_VAR_DEB end";
        assert!(is_marked(marked, built, Format::Deb));
        assert!(!is_marked(marked, built, Format::Rpm));
        assert!(!is_marked(built, built, Format::Deb));
        assert!(!is_marked(marked, marked, Format::Deb), "nothing to mark");
        assert!(!is_marked(b"code __TAURI_BUNDLE_TYPE_VAR_UNK", built, Format::Deb));
    }
}
