//! Makes a permission for each command that a file in `capabilities` allows by name, so that a page can call those
//! commands and no others. A test in `src/ipc.rs` compares those files with the commands that exist.

use std::{collections::BTreeSet, env, error::Error, fs};

use serde_json::Value;

const CAPABILITIES: [&str; 2] = ["capabilities/main.json", "capabilities/quick-view.json"];

/// Where an updater looks for releases, and the public half of the key that signs them.
const UPDATES: [&str; 2] = ["TONEARM_UPDATES_URL", "TONEARM_UPDATES_KEY"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rustc-check-cfg=cfg(has_updater)");
    if has_updater() {
        println!("cargo::rustc-cfg=has_updater");
    }
    let manifest = tauri_build::AppManifest::new().commands(allowed_commands()?.leak());
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}

/// Without an address to ask, or a key to check by, there is nothing to update from.
fn has_updater() -> bool {
    for name in UPDATES {
        println!("cargo::rerun-if-env-changed={name}");
    }
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    env::var_os("CARGO_FEATURE_UPDATER").is_some() && UPDATES.into_iter().all(is_set)
}

/// `allow-sign-in` allows the command `sign_in`. Permissions with a colon are Tauri's own.
fn allowed_commands() -> Result<Vec<&'static str>, Box<dyn Error>> {
    let mut commands = BTreeSet::new();
    for capability in CAPABILITIES {
        let capability: Value = serde_json::from_str(&fs::read_to_string(capability)?)?;
        let permissions = capability["permissions"].as_array().into_iter().flatten();
        let allowed = permissions.filter_map(|permission| permission.as_str()?.strip_prefix("allow-"));
        commands.extend(allowed.map(|command| command.replace('-', "_")));
    }
    Ok(commands.into_iter().map(|command| &*command.leak()).collect())
}
