//! What the updater fetches: signatures, and `latest.json`, which names for each system the package and its signature.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::{VERSION, files, read, write};
use crate::bundle;
use crate::program::{Outcome, run};

/// How a package's name ends, and the systems that fetch it, as the updater calls them. A package that was installed by the system's own
/// tools is updated by the like of it.
const PACKAGES: &[(&str, &[&str])] = &[
    ("-setup.exe", &["windows-x86_64"]),
    (MACOS_APP, &["darwin-x86_64", "darwin-aarch64"]),
    ("_amd64.AppImage", &["linux-x86_64"]),
    ("_aarch64.AppImage", &["linux-aarch64"]),
    ("_amd64.deb", &["linux-x86_64-deb"]),
    ("_arm64.deb", &["linux-aarch64-deb"]),
    (".x86_64.rpm", &["linux-x86_64-rpm"]),
    (".aarch64.rpm", &["linux-aarch64-rpm"]),
];

/// The app for macOS as one file. Nobody but the updater fetches it.
const MACOS_APP: &str = ".app.tar.gz";

/// Signs the packages in the folder if there is a key, which Tauri's own program takes from the environment. Says whether there is one.
pub(super) fn sign(folder: &Path) -> Outcome<bool> {
    let names = files(folder)?;
    let is_set = std::env::var_os("TAURI_SIGNING_PRIVATE_KEY").is_some_and(|key| !key.is_empty());
    if !is_set {
        println!("skipped: there is no TAURI_SIGNING_PRIVATE_KEY, so nothing is signed for the updater");
        for name in names.iter().filter(|name| name.ends_with(MACOS_APP)) {
            std::fs::remove_file(folder.join(name)).map_err(|error| format!("{name}: {error}"))?;
        }
        return Ok(false);
    }
    for name in names.iter().filter(|name| is_fetched(name)) {
        // Writes `name.sig`.
        run(bundle::tauri("signer")
            .args(["sign", "--app-version", VERSION])
            .arg(folder.join(name)))?;
    }
    Ok(true)
}

fn is_fetched(name: &str) -> bool {
    PACKAGES.iter().any(|(ending, _)| name.ends_with(ending))
}

/// Writes `latest.json`. A release of which only a part is there, or is signed, is an error.
pub(super) fn write_for(folder: &Path, version: &str, repository: &str, date: &str) -> Outcome {
    let names = files(folder)?;
    let address = format!("https://github.com/{repository}/releases/download/v{version}");
    let platforms = platforms(&names, &address, |name| read(&folder.join(name)))?;
    let latest = json!({ "version": version, "pub_date": format!("{date}T00:00:00Z"), "platforms": platforms });
    write(&folder.join("latest.json"), &format!("{latest:#}\n"))
}

fn platforms(names: &[String], address: &str, read: impl Fn(&str) -> Outcome<String>) -> Outcome<Value> {
    let mut platforms = Map::new();
    for (ending, systems) in PACKAGES {
        let Some(name) = names.iter().find(|name| name.ends_with(ending)) else {
            return Err(format!(
                "no package's name ends in {ending}, so its system would get no update"
            ));
        };
        let signature = format!("{name}.sig");
        if !names.contains(&signature) {
            return Err(format!("{name} has no signature, but others have"));
        }
        let signature = read(&signature)?;
        for system in *systems {
            let update = json!({ "signature": signature.trim(), "url": format!("{address}/{name}") });
            platforms.insert((*system).to_owned(), update);
        }
    }
    Ok(Value::Object(platforms))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<String> {
        let packages = PACKAGES.iter().map(|(ending, _)| format!("Tonearm_1.2.3{ending}"));
        packages.flat_map(|name| [format!("{name}.sig"), name]).collect()
    }

    fn made(names: &[String]) -> Outcome<Value> {
        platforms(names, "https://example.org/v1.2.3", |name| {
            Ok(format!("signature of {name}\n"))
        })
    }

    #[test]
    fn every_system_gets_its_package_and_the_signature() {
        let platforms = made(&names()).unwrap();
        assert_eq!(platforms.as_object().unwrap().len(), 9);
        assert_eq!(platforms["darwin-x86_64"], platforms["darwin-aarch64"]);
        assert_eq!(
            platforms["linux-x86_64-deb"],
            json!({
                "signature": "signature of Tonearm_1.2.3_amd64.deb.sig",
                "url": "https://example.org/v1.2.3/Tonearm_1.2.3_amd64.deb",
            })
        );
    }

    #[test]
    fn a_release_that_is_half_signed_is_refused() {
        let mut unsigned = names();
        unsigned.retain(|name| !name.ends_with("setup.exe.sig"));
        assert!(made(&unsigned).unwrap_err().contains("setup.exe has no signature"));
        let mut without = names();
        without.retain(|name| !name.contains("aarch64.rpm"));
        assert!(made(&without).unwrap_err().contains(".aarch64.rpm"));
    }

    #[test]
    fn what_the_updater_fetches_is_signed_and_nothing_else() {
        let signed = [
            "Tonearm_1.2.3_x64-setup.exe",
            "Tonearm.app.tar.gz",
            "tonearm_1.2.3_amd64.deb",
        ];
        assert!(signed.iter().all(|name| is_fetched(name)));
        let others = [
            "Tonearm_1.2.3_universal.dmg",
            "tonearm-cli_1.2.3_universal.tar.gz",
            "tonearm-cli_1.2.3_x64.exe",
        ];
        assert!(!others.iter().any(|name| is_fetched(name)));
    }
}
