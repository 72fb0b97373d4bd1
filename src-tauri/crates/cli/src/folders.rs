//! Which data folder a run works on: the app's own, unless another is chosen.

use std::path::Path;

use host::{Environment, Folders, IDENTIFIER};

use crate::failure::Failure;

/// The folder `chosen` on the command line, else the environment's, else the app's own.
pub(crate) fn find(chosen: Option<&Path>, environment: &Environment) -> Result<Folders, Failure> {
    if let Some(folder) = chosen.or(environment.data.as_deref()) {
        return Folders::chosen(folder)
            .map_err(|error| Failure::new("no_data_folder", format!("{}: {error}", folder.display())));
    }
    let data = dirs::data_dir().ok_or_else(|| {
        Failure::new(
            "no_data_folder",
            "You have no data folder here. Choose one with --data.",
        )
    })?;
    Ok(Folders::usual(data.join(IDENTIFIER), environment))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(vars: &[(&str, &str)]) -> Environment {
        Environment::from_vars(|name| vars.iter().find(|var| var.0 == name).map(|var| var.1.into()))
    }

    #[test]
    fn the_folder_is_the_apps() {
        let folders = find(None, &environment(&[("TONEARM_DATA_DIR", "")])).unwrap();
        assert_eq!(
            folders.archive(),
            dirs::data_dir().unwrap().join(IDENTIFIER).join("archive.db")
        );
        assert_eq!(folders.keychain_account(), "spotify");
    }

    #[test]
    fn a_chosen_folder_has_a_sign_in_of_its_own() {
        let environment = environment(&[("TONEARM_DATA_DIR", "/somewhere")]);
        let folders = find(None, &environment).unwrap();
        assert!(folders.keychain_account().ends_with("somewhere"));
        let folders = find(Some(Path::new("/elsewhere")), &environment).unwrap();
        assert!(folders.keychain_account().ends_with("elsewhere"));
    }

    #[test]
    fn a_stand_in_for_spotify_never_meets_the_real_archive() {
        let environment = environment(&[("TONEARM_API_URL", "http://127.0.0.1:9/v1")]);
        let folders = find(None, &environment).unwrap();
        assert!(folders.archive().ends_with("app.tonearm.desktop/stand-in/archive.db"));
        assert_ne!(folders.keychain_account(), "spotify");
    }
}
