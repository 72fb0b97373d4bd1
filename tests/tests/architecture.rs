//! Who may depend on whom, and how long a file may grow: the rules of docs/ARCHITECTURE.md, enforced.
//! Each rule is a plain function over plain data, shown here to fail on a bad example before it is
//! asked about the real workspace.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};
use tonearm_tests::failure::Told;

/// What each crate of ours may lean on among ours. A crate that is not named here fails.
const MAY_USE: &[(&str, &[&str])] = &[
    (
        "tonearm",
        &[
            "library",
            "spotify",
            "import",
            "genres",
            "stats",
            "plays",
            "vault",
            "simulator",
            "sample",
        ],
    ),
    (
        "tonearm-cli",
        &["library", "spotify", "import", "genres", "stats", "plays", "vault"],
    ),
    ("library", &["store", "stats", "import", "spotify", "genres", "plays"]),
    ("store", &["plays"]),
    ("stats", &["plays"]),
    ("import", &["plays"]),
    ("spotify", &[]),
    ("genres", &[]),
    ("vault", &[]),
    ("sample", &["plays"]),
    ("simulator", &["sample", "plays"]),
    ("plays", &[]),
    // Tests may reach into everything; nothing but another tool may reach into them.
    (
        "tonearm-tests",
        &[
            "simulator",
            "sample",
            "spotify",
            "library",
            "vault",
            "plays",
            "store",
            "stats",
            "import",
            "genres",
        ],
    ),
    ("xtask", &["simulator", "sample", "tonearm-tests"]),
];

/// The crates that only some may lean on. A name that ends in `*` stands for all that begin so.
const KEPT_FOR: &[(&str, &[&str])] = &[
    ("tauri*", &["tonearm"]),
    ("wry", &["tonearm"]),
    ("specta*", &["tonearm"]),
    ("reqwest", &["spotify", "genres", "tonearm-tests", "xtask"]),
    ("hyper*", &["simulator", "tonearm-tests"]),
    ("ureq", &[]),
    ("axum*", &["simulator", "tonearm", "tonearm-cli"]),
    ("rusqlite*", &["store"]),
    ("sqlx*", &[]),
    ("keyring*", &["vault"]),
    ("oauth2", &["spotify"]),
];

/// What the crates that only think may lean on at all, beside ours.
const PURE: &[(&str, &[&str])] = &[("plays", &["chrono"]), ("stats", &["chrono", "chrono-tz"])];

/// No file is longer, generated ones and migrations aside.
const LONGEST_FILE: usize = 500;

/// Crate -> what it depends on outside its tests (build scripts included).
type Uses = BTreeMap<String, BTreeSet<String>>;

/// One sentence for each dependency that the three tables do not allow.
fn breaches(uses: &Uses) -> Vec<String> {
    let mut found = Vec::new();
    for (krate, used) in uses {
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| name == krate) else {
            found.push(format!("{krate} has no place in the dependency table"));
            continue;
        };
        for dependency in used {
            if uses.contains_key(dependency) && !allowed.contains(&dependency.as_str()) {
                found.push(format!("{krate} must not depend on {dependency}"));
            }
            for (kept, holders) in KEPT_FOR {
                if stands_for(kept, dependency) && !holders.contains(&krate.as_str()) {
                    found.push(format!(
                        "{krate} must not depend on {dependency}: kept for {}",
                        if holders.is_empty() {
                            "nobody".to_owned()
                        } else {
                            holders.join(", ")
                        }
                    ));
                }
            }
            let pure = PURE.iter().find(|(name, _)| name == krate);
            if let Some((_, enough)) = pure
                && !uses.contains_key(dependency)
                && !enough.contains(&dependency.as_str())
            {
                found.push(format!("{krate} is pure and must not depend on {dependency}"));
            }
        }
    }
    found
}

fn stands_for(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => pattern == name,
    }
}

/// Of these `(path, lines)`, one sentence for each file that is too long.
fn too_long(files: &[(PathBuf, usize)]) -> Vec<String> {
    files
        .iter()
        .filter(|(path, lines)| *lines > LONGEST_FILE && !is_generated(path))
        .map(|(path, lines)| format!("{} has {lines} lines", path.display()))
        .collect()
}

fn is_generated(path: &Path) -> bool {
    path.ends_with("ui/src/bindings.ts") || path.components().any(|part| part.as_os_str() == "migrations")
}

fn workspace() -> Told<Metadata> {
    Ok(MetadataCommand::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .no_deps()
        .other_options(vec!["--offline".to_owned()])
        .exec()?)
}

/// All sources below `folder`, with their number of lines.
fn sources(folder: &Path, into: &mut Vec<(PathBuf, usize)>) -> Told {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let (path, name) = (entry.path(), entry.file_name());
        let hidden = name.to_string_lossy().starts_with('.');
        if entry.file_type()?.is_dir() {
            let foreign = ["node_modules", "target", "dist", "gen"].map(std::ffi::OsStr::new);
            if !hidden && !foreign.contains(&name.as_os_str()) {
                sources(&path, into)?;
            }
        } else if path
            .extension()
            .is_some_and(|kind| kind == "rs" || kind == "ts" || kind == "svelte" || kind == "js")
        {
            let text = std::fs::read_to_string(&path)?;
            into.push((path, text.lines().count()));
        }
    }
    Ok(())
}

/// A workspace told as `crate: dependencies`.
fn told(crates: &[(&str, &[&str])]) -> Uses {
    crates
        .iter()
        .map(|(name, used)| {
            let used = used.iter().map(|&one| one.to_owned()).collect();
            ((*name).to_owned(), used)
        })
        .collect()
}

#[test]
fn the_workspace_keeps_to_the_dependency_table() -> Told {
    let uses = workspace()?
        .workspace_packages()
        .into_iter()
        .map(|package| {
            let used = package
                .dependencies
                .iter()
                .filter(|dependency| dependency.kind != DependencyKind::Development)
                .map(|dependency| dependency.name.clone())
                .collect();
            (package.name.to_string(), used)
        })
        .collect();

    assert_eq!(breaches(&uses), Vec::<String>::new());
    Ok(())
}

#[test]
fn no_source_file_outgrows_a_reader() -> Told {
    let mut files = Vec::new();
    sources(workspace()?.workspace_root.as_std_path(), &mut files)?;

    assert!(files.len() > 10, "sources were found");
    assert_eq!(too_long(&files), Vec::<String>::new());
    Ok(())
}

#[test]
fn a_crate_nobody_planned_is_refused() {
    assert_eq!(
        breaches(&told(&[("helpers", &[])])),
        ["helpers has no place in the dependency table"]
    );
}

#[test]
fn our_crates_may_only_look_down() {
    assert_eq!(
        breaches(&told(&[("plays", &[]), ("store", &["plays"])])),
        Vec::<String>::new()
    );
    assert_eq!(
        breaches(&told(&[("spotify", &["library"]), ("library", &["spotify"])])),
        ["spotify must not depend on library"]
    );
}

#[test]
fn only_the_shell_knows_tauri() {
    let told = told(&[
        ("library", &["tauri-plugin-store"]),
        ("tonearm", &["library", "tauri", "tauri-plugin-store"]),
    ]);
    assert_eq!(
        breaches(&told),
        ["library must not depend on tauri-plugin-store: kept for tonearm"]
    );
}

#[test]
fn only_the_outward_crates_speak_http() {
    let told = told(&[("library", &["reqwest"]), ("spotify", &["reqwest"])]);
    assert_eq!(breaches(&told).len(), 1);
}

#[test]
fn only_the_store_knows_sql() {
    let told = told(&[("store", &["rusqlite"]), ("stats", &["rusqlite"])]);
    assert!(breaches(&told).iter().all(|breach| breach.starts_with("stats")));
    assert!(!breaches(&told).is_empty());
}

#[test]
fn the_vocabulary_stays_pure() {
    for foreign in ["serde", "tokio", "log"] {
        assert_eq!(
            breaches(&told(&[("plays", &["chrono", foreign])])),
            [format!("plays is pure and must not depend on {foreign}")]
        );
    }
}

#[test]
fn a_long_file_is_found_and_a_generated_one_is_not() {
    let told = [
        (PathBuf::from("src/lib.rs"), 501),
        (PathBuf::from("src/small.rs"), 500),
        (PathBuf::from("ui/src/bindings.ts"), 2_000),
    ];
    assert_eq!(too_long(&told), ["src/lib.rs has 501 lines"]);
}
