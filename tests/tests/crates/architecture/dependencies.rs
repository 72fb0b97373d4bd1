//! Which crate may depend on which, as docs/ARCHITECTURE.md has it. Dependencies of tests alone are free.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::DependencyKind;
use tonearm_tests::failure::Outcome;

use super::workspace;

/// What each crate of ours may depend on among ours. A crate that is not named here fails.
const MAY_USE: &[(&str, &[&str])] = &[
    (
        "tonearm",
        &[
            "host",
            "library",
            "spotify",
            "import",
            "genres",
            "remote",
            "stats",
            "plays",
            "vault",
            "simulator",
            "sample",
        ],
    ),
    (
        "tonearm-cli",
        &[
            "host", "library", "spotify", "import", "genres", "remote", "stats", "plays", "vault",
        ],
    ),
    ("host", &["library", "spotify", "genres", "remote", "vault", "plays"]),
    (
        "library",
        &[
            "store",
            "stats",
            "import",
            "reconcile",
            "spotify",
            "genres",
            "remote",
            "in_use",
            "plays",
            "poster",
        ],
    ),
    ("store", &["in_use", "plays"]),
    ("stats", &["plays"]),
    ("import", &["plays"]),
    ("reconcile", &["plays"]),
    ("remote", &["in_use", "plays"]),
    ("sample", &["plays"]),
    ("simulator", &["sample", "plays"]),
    ("spotify", &[]),
    ("genres", &[]),
    ("in_use", &[]),
    ("poster", &[]),
    ("vault", &[]),
    ("plays", &[]),
    // Tests may reach into everything; nothing may reach into them.
    (
        "tonearm-tests",
        &[
            "host",
            "library",
            "spotify",
            "import",
            "genres",
            "remote",
            "stats",
            "plays",
            "vault",
            "simulator",
            "sample",
            "store",
        ],
    ),
    ("xtask", &[]),
];

/// The crates that only some may depend on. A name that ends in `*` stands for all that begin so.
const KEPT_FOR: &[(&str, &[&str])] = &[
    ("tauri*", &["tonearm"]),
    ("wry", &["tonearm"]),
    ("specta*", &["tonearm"]),
    ("reqwest", &["spotify", "genres", "tonearm-tests"]),
    ("hyper*", &["simulator", "tonearm-tests"]),
    ("ureq", &[]),
    ("axum*", &["simulator", "host"]),
    ("rusqlite*", &["store"]),
    ("postgres*", &["remote"]),
    ("tokio-postgres*", &["remote"]),
    ("sqlx*", &[]),
    ("keyring*", &["vault"]),
    ("oauth2", &["spotify"]),
];

/// What the crates that touch no file, clock or network may depend on at all, beside ours.
const PURE: &[(&str, &[&str])] = &[("plays", &["chrono"]), ("stats", &["chrono", "chrono-tz"])];

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
                if matches(kept, dependency) && !holders.contains(&krate.as_str()) {
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

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => pattern == name,
    }
}

/// A workspace given as `crate: dependencies`.
fn uses(crates: &[(&str, &[&str])]) -> Uses {
    crates
        .iter()
        .map(|(name, used)| {
            let used = used.iter().map(|&one| one.to_owned()).collect();
            ((*name).to_owned(), used)
        })
        .collect()
}

#[test]
fn the_workspace_keeps_to_the_dependency_table() -> Outcome {
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
fn a_crate_nobody_planned_is_refused() {
    assert_eq!(
        breaches(&uses(&[("helpers", &[])])),
        ["helpers has no place in the dependency table"]
    );
}

#[test]
fn our_crates_may_only_look_down() {
    assert_eq!(
        breaches(&uses(&[("plays", &[]), ("store", &["plays"])])),
        Vec::<String>::new()
    );
    assert_eq!(
        breaches(&uses(&[("spotify", &["library"]), ("library", &["spotify"])])),
        ["spotify must not depend on library"]
    );
}

#[test]
fn only_the_shell_knows_tauri() {
    let uses = uses(&[
        ("library", &["tauri-plugin-store"]),
        ("tonearm", &["library", "tauri", "tauri-plugin-store"]),
    ]);
    assert_eq!(
        breaches(&uses),
        ["library must not depend on tauri-plugin-store: kept for tonearm"]
    );
}

#[test]
fn only_the_outward_crates_speak_http() {
    let uses = uses(&[("library", &["reqwest"]), ("spotify", &["reqwest"])]);
    assert_eq!(breaches(&uses).len(), 1);
}

#[test]
fn only_the_store_knows_sql() {
    let uses = uses(&[("store", &["rusqlite"]), ("stats", &["rusqlite"])]);
    assert!(breaches(&uses).iter().all(|breach| breach.starts_with("stats")));
    assert!(!breaches(&uses).is_empty());
}

#[test]
fn the_vocabulary_stays_pure() {
    for foreign in ["serde", "tokio", "log"] {
        assert_eq!(
            breaches(&uses(&[("plays", &["chrono", foreign])])),
            [format!("plays is pure and must not depend on {foreign}")]
        );
    }
}
