//! The licences of everything that is linked into the programs or shown in the window: most ask that their text goes with every copy.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::paths;
use crate::program::{Outcome, cargo};

/// The programs in the packages.
const PROGRAMS: &[&str] = &["tonearm", "tonearm-cli"];
/// What the UI is bundled from, beside our own code.
const OF_UI: &[&str] = &["@fontsource-variable/archivo", "@tauri-apps/api", "dequal", "svelte"];
/// How the files with licences are called.
const NAMES: &[&str] = &["license", "licence", "copying", "copyright", "notice", "unlicense"];

/// A part that was made elsewhere.
struct Part {
    /// With its version.
    name: String,
    /// As it declares it, such as `MIT OR Apache-2.0`.
    licence: String,
    folder: PathBuf,
}

/// All texts, each with the parts that it is for.
pub(super) fn notices() -> Outcome<String> {
    let mut parts = crates(&metadata()?)?;
    for name in OF_UI {
        parts.push(of_ui(name)?);
    }
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for part in &parts {
        for text in texts_in(&part.folder)? {
            texts.entry(text).or_default().insert(part.name.clone());
        }
    }
    let list: BTreeSet<String> = parts
        .iter()
        .map(|part| format!("{}: {}\n", part.name, part.licence))
        .collect();
    let mut all = String::from("Tonearm is made with the following parts. Their licences are below.\n\n");
    all.extend(list);
    for (text, names) in texts {
        let names: Vec<_> = names.into_iter().collect();
        all.push_str(&format!(
            "\n{}\n{}\n\n{}\n",
            "=".repeat(78),
            names.join(", "),
            text.trim()
        ));
    }
    Ok(all)
}

fn metadata() -> Outcome<Value> {
    let output = cargo()
        .args(["metadata", "--locked", "--format-version=1", "--filter-platform"])
        .arg(format!("{}-unknown-linux-gnu", std::env::consts::ARCH))
        .output()
        .map_err(|error| format!("cargo metadata: {error}"))?;
    serde_json::from_slice(&output.stdout).map_err(|error| format!("cargo metadata: {error}"))
}

/// What the programs are linked from: neither what only builds them nor what only tests them.
fn crates(metadata: &Value) -> Outcome<Vec<Part>> {
    let all = |of: &Value| of.as_array().cloned().unwrap_or_default();
    let packages: BTreeMap<String, Value> = all(&metadata["packages"])
        .into_iter()
        .map(|package| (text_of(&package["id"]), package))
        .collect();
    let nodes: BTreeMap<String, Value> = all(&metadata["resolve"]["nodes"])
        .into_iter()
        .map(|node| (text_of(&node["id"]), node))
        .collect();
    let is_program = |package: &Value| PROGRAMS.contains(&package["name"].as_str().unwrap_or_default());
    let mut left: Vec<String> = packages
        .iter()
        .filter(|(_, package)| is_program(package))
        .map(|(id, _)| id.clone())
        .collect();
    let mut found: BTreeSet<String> = BTreeSet::new();
    while let Some(id) = left.pop() {
        let Some(node) = nodes.get(&id).filter(|_| found.insert(id.clone())) else {
            continue;
        };
        let linked = |needed: &Value| all(&needed["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
        let needed = all(&node["deps"]).into_iter().filter(linked);
        left.extend(needed.map(|needed| text_of(&needed["pkg"])));
    }
    let parts = found.iter().filter_map(|id| packages.get(id));
    // Those without a source are our own.
    let parts: Vec<Part> = parts.filter(|package| !package["source"].is_null()).map(part).collect();
    match parts.is_empty() {
        true => Err("cargo metadata names no crate that the programs are linked from".to_owned()),
        false => Ok(parts),
    }
}

fn part(package: &Value) -> Part {
    let manifest = PathBuf::from(text_of(&package["manifest_path"]));
    Part {
        name: format!("{} {}", text_of(&package["name"]), text_of(&package["version"])),
        licence: package["license"].as_str().unwrap_or("see below").to_owned(),
        folder: manifest.parent().map(Path::to_owned).unwrap_or_default(),
    }
}

fn of_ui(name: &str) -> Outcome<Part> {
    let folder = paths::ui().join("node_modules").join(name);
    let file = folder.join("package.json");
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let package: Value = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(Part {
        name: format!("{name} {}", text_of(&package["version"])),
        licence: text_of(&package["license"]),
        folder,
    })
}

/// The texts that a part comes with.
fn texts_in(folder: &Path) -> Outcome<Vec<String>> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut texts = Vec::new();
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().to_lowercase();
        if NAMES.iter().any(|start| name.starts_with(start)) && entry.path().is_file() {
            let bytes = fs::read(entry.path()).map_err(|error| format!("{}: {error}", entry.path().display()))?;
            texts.push(String::from_utf8_lossy(&bytes).replace('\r', ""));
        }
    }
    Ok(texts)
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_linked_is_named_and_what_only_builds_is_not() {
        let package = |name: &str, source: Option<&str>| {
            json!({ "id": name, "name": name, "version": "1.0.0", "license": "MIT", "source": source,
                    "manifest_path": format!("/{name}/Cargo.toml") })
        };
        let needs = |name: &str, kind: Option<&str>| json!({ "pkg": name, "dep_kinds": [{ "kind": kind }] });
        let crates = crates(&json!({
            "packages": [package("tonearm", None), package("ours", None), package("linked", Some("registry")),
                         package("builder", Some("registry")), package("elsewhere", Some("registry"))],
            "resolve": { "nodes": [
                { "id": "tonearm", "deps": [needs("ours", None), needs("builder", Some("build"))] },
                { "id": "ours", "deps": [needs("linked", None)] },
                { "id": "linked", "deps": [] },
                { "id": "builder", "deps": [] },
                { "id": "elsewhere", "deps": [] },
            ] },
        }))
        .unwrap();
        let names: Vec<_> = crates.iter().map(|part| part.name.as_str()).collect();
        assert_eq!(names, ["linked 1.0.0"]);
        assert_eq!(crates[0].folder, Path::new("/linked"));
    }
}
