//! Where newer versions of Tonearm come from, if the build knew it: the address of a list of releases, and the key that signs them
//! (`build.rs`). Without both of them no updater is compiled in.

#[cfg(any(has_updater, test))]
use serde_json::{Value, json};

/// Whether this Tonearm can update itself. What lies in no package can't be updated as one.
pub(crate) fn is_there() -> bool {
    cfg!(has_updater) && tauri::utils::platform::bundle_type().is_some()
}

/// Tells Tauri's updater where releases are.
#[cfg(has_updater)]
pub(crate) fn configure(context: &mut tauri::Context<tauri::Wry>) {
    let settings = settings(env!("TONEARM_UPDATES_URL"), env!("TONEARM_UPDATES_KEY"));
    context.config_mut().plugins.0.insert("updater".to_owned(), settings);
}

/// `key` is the public half.
#[cfg(any(has_updater, test))]
fn settings(address: &str, key: &str) -> Value {
    json!({
        "endpoints": [address],
        "pubkey": key,
        // Else whoever answers at the address could offer an old release as a new one.
        "requireSignedVersion": true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_update_has_to_be_signed_for_its_version() {
        let settings = settings("https://example.org/latest.json", "key");
        assert_eq!(settings["requireSignedVersion"], true);
        assert_eq!(settings["pubkey"], "key");
        assert_eq!(settings["endpoints"], json!(["https://example.org/latest.json"]));
        let insecure = settings
            .as_object()
            .unwrap()
            .keys()
            .any(|name| name.contains("dangerous"));
        assert!(!insecure);
    }
}
