//! Whether a package installed this program: then its desktop file has the system send links here.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

/// As the packages name it.
const DESKTOP_FILE: &str = "applications/tonearm.desktop";
/// Where packages put it, unless the environment says otherwise.
const USUAL: &str = "/usr/local/share:/usr/share";

/// Whether a package's desktop file has the system open links of `scheme` with this very program.
pub(super) fn handles(scheme: &str) -> bool {
    let folders = std::env::var_os("XDG_DATA_DIRS").filter(|folders| !folders.is_empty());
    let folders = folders.unwrap_or_else(|| USUAL.into());
    let path = std::env::var_os("PATH").unwrap_or_default();
    let Ok(own) = std::env::current_exe() else {
        return false;
    };
    // The first one hides the others.
    let entry = std::env::split_paths(&folders).find_map(|folder| fs::read_to_string(folder.join(DESKTOP_FILE)).ok());
    entry.is_some_and(|entry| {
        opens(&entry, scheme) && program(&entry, &path).is_some_and(|program| same(&program, &own))
    })
}

fn opens(entry: &str, scheme: &str) -> bool {
    let kind = format!("x-scheme-handler/{scheme}");
    value(entry, "MimeType").is_some_and(|kinds| kinds.split(';').any(|one| one == kind))
}

/// The program that it starts, looked for along `path`.
fn program(entry: &str, path: &OsStr) -> Option<PathBuf> {
    let program = value(entry, "Exec")?.split_whitespace().next()?.trim_matches('"');
    let mut places = std::env::split_paths(path).map(|folder| folder.join(program));
    places.find(|place| place.is_file())
}

fn value<'e>(entry: &'e str, key: &str) -> Option<&'e str> {
    let mut lines = entry.lines().filter_map(|line| line.split_once('='));
    lines
        .find(|(name, _)| name.trim() == key)
        .map(|(_, value)| value.trim())
}

fn same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str =
        "[Desktop Entry]\nName=Tonearm\nExec=tonearm %U\nMimeType=application/zip;x-scheme-handler/tonearm;\n";

    #[test]
    fn a_package_says_which_links_it_opens() {
        assert!(opens(ENTRY, "tonearm"));
        assert!(!opens(ENTRY, "tone"));
        assert!(!opens("[Desktop Entry]\nExec=tonearm\n", "tonearm"));
    }

    #[test]
    fn its_program_is_looked_for_where_the_desktop_looks() {
        let folder = tempfile::tempdir().unwrap();
        let installed = folder.path().join("tonearm");
        let path = std::env::join_paths([Path::new("/nowhere"), folder.path()]).unwrap();
        assert_eq!(program(ENTRY, &path), None);
        fs::write(&installed, "").unwrap();
        assert_eq!(program(ENTRY, &path), Some(installed.clone()));
        assert!(same(&installed, &folder.path().join(".").join("tonearm")));
        let absolute = ENTRY.replace("Exec=tonearm", &format!("Exec=\"{}\"", installed.display()));
        assert_eq!(program(&absolute, &path), Some(installed));
    }
}
