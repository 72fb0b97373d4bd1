//! Makes a permission for each command that `capabilities/main.json` allows by name, so that the page can call those
//! commands and no others. A test in `src/ipc.rs` compares that file with the commands that exist.

use std::{error::Error, fs};

use serde_json::Value;

const CAPABILITY: &str = "capabilities/main.json";

fn main() -> Result<(), Box<dyn Error>> {
    let manifest = tauri_build::AppManifest::new().commands(allowed_commands()?.leak());
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}

/// `allow-sign-in` allows the command `sign_in`. Permissions with a colon are Tauri's own.
fn allowed_commands() -> Result<Vec<&'static str>, Box<dyn Error>> {
    let capability: Value = serde_json::from_str(&fs::read_to_string(CAPABILITY)?)?;
    let permissions = capability["permissions"].as_array().into_iter().flatten();
    Ok(permissions
        .filter_map(|permission| permission.as_str()?.strip_prefix("allow-"))
        .map(|command| &*command.replace('-', "_").leak())
        .collect())
}
