//! docs/notes/other-systems.md lists every file with lines for some systems only, and says how they are checked.

use std::collections::BTreeSet;
use std::path::Path;

use tonearm_tests::failure::Outcome;

use super::{root, sizes, workspace};

const NOTE: &str = "docs/notes/other-systems.md";

/// Whether the line is compiled or true on some systems only.
fn is_for_some_systems(line: &str) -> bool {
    let line = line.trim_start();
    let is_attribute = ["#[cfg", "#![cfg", "[target."]
        .iter()
        .any(|start| line.starts_with(start));
    let names = ["windows", "unix", "target_os", "target_arch", "target_family"];
    (is_attribute || line.contains(&["cfg!", "("].concat())) && names.iter().any(|name| line.contains(name))
}

/// The files in the table, from the repository's root.
fn listed(note: &str) -> BTreeSet<String> {
    let rows = note
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    rows.map(|(file, _)| file.to_owned()).collect()
}

fn found(root: &Path) -> Outcome<BTreeSet<String>> {
    let sources = sizes::all()?.into_iter().map(|(path, _)| path);
    let manifests = workspace()?.packages.into_iter();
    let manifests = manifests.map(|package| package.manifest_path.into_std_path_buf());
    let mut found = BTreeSet::new();
    for path in sources.chain(manifests) {
        let is_rust = path.extension().is_some_and(|kind| kind == "rs" || kind == "toml");
        if is_rust && std::fs::read_to_string(&path)?.lines().any(is_for_some_systems) {
            let path = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            found.insert(path);
        }
    }
    Ok(found)
}

#[test]
fn every_file_with_lines_for_some_systems_is_listed_and_no_other() -> Outcome {
    let root = root()?;
    let note = std::fs::read_to_string(root.join(NOTE))?;
    assert_eq!(listed(&note), found(&root)?);
    Ok(())
}

#[test]
fn lines_for_some_systems_are_told_from_others() {
    let expression = ["    if cfg!", "(windows) {"].concat();
    for line in [
        "#[cfg(unix)]",
        "    #[cfg(not(target_os = \"linux\"))]",
        "[target.'cfg(unix)'.dependencies]",
        &expression,
    ] {
        assert!(is_for_some_systems(line), "{line}");
    }
    for line in [
        "#[cfg(test)]",
        "// unix",
        "#[cfg_attr(test, derive(Debug))]",
        "let windows = 1;",
    ] {
        assert!(!is_for_some_systems(line), "{line}");
    }
}

#[test]
fn the_list_is_read_from_the_table() {
    let files = listed("| file | what |\n|---|---|\n| `a/b.rs` | `c` |\n`d/e.rs`\n");
    assert_eq!(files, BTreeSet::from(["a/b.rs".to_owned()]));
}
