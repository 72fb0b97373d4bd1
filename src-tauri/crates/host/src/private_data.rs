//! Keeps the data folder to its owner: makes what the app writes into with rights for nobody else, and takes the rights away that
//! an earlier version gave. On Windows the folder of the user's profile does this.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use library::private;

use crate::folders::Folders;

/// Creates the data folder with what the app's plugins would create for everybody to read, and [tightens](tighten) the rest.
///
/// # Errors
/// Why a part is missing or may still be read by others. The other parts are done.
pub fn create(folders: &Folders) -> io::Result<()> {
    let logs = folders.logs();
    let created = [
        private::create_folder(folders.data()),
        private::create_folder(&logs),
        private::create_file(&logs.join("tonearm.log")),
    ];
    let tightened = tighten(folders);
    created.into_iter().chain([tightened]).collect()
}

/// Takes all rights to Tonearm's files from everybody but their owner. A chosen folder in which other things lie keeps its own
/// rights, because others may have business there.
///
/// # Errors
/// Why others may still read a part. The other parts are done.
pub fn tighten(folders: &Folders) -> io::Result<()> {
    let data = folders.data();
    let entries = match entries_of(data) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    let (ours, others): (Vec<_>, Vec<_>) = entries.into_iter().partition(|entry| Folders::is_named_as_ours(entry));
    let mut results = Vec::new();
    if others.is_empty() || !folders.is_chosen() {
        results.push(private::tighten(data));
    }
    for entry in ours {
        results.push(private::tighten(&entry));
        // A link would lead out of the folder.
        if entry.is_dir() && !entry.is_symlink() {
            match entries_of(&entry) {
                Ok(files) => results.extend(files.iter().map(|file| private::tighten(file))),
                Err(error) => results.push(Err(error)),
            }
        }
    }
    results.into_iter().collect()
}

fn entries_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;
    use crate::Environment;

    fn mode(path: &Path) -> u32 {
        path.symlink_metadata().unwrap().permissions().mode() & 0o777
    }

    fn usual(path: &Path) -> Folders {
        Folders::usual(path.to_owned(), &Environment::default())
    }

    /// What an earlier version left, readable for everybody.
    fn earlier(data: &Path) {
        for folder in ["backups", "covers", "logs"] {
            fs::create_dir_all(data.join(folder)).unwrap();
            fs::set_permissions(data.join(folder), fs::Permissions::from_mode(0o755)).unwrap();
        }
        for file in FILES {
            fs::write(data.join(file), "").unwrap();
            fs::set_permissions(data.join(file), fs::Permissions::from_mode(0o664)).unwrap();
        }
        fs::set_permissions(data, fs::Permissions::from_mode(0o755)).unwrap();
    }

    const FILES: &[&str] = &[
        "archive.db",
        "archive.db-wal",
        "archive.db.lock",
        "archive.damaged-20260101T000000.db",
        "backups/archive-20260101T000000000-daily.db",
        "covers/0123456789abcdef0123456789abcdef",
        "logs/tonearm.log",
        "tonearm.json",
        "tonearm.copy.json",
        "cli.json",
    ];

    #[test]
    fn a_new_folder_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("share/app.tonearm.desktop");
        create(&usual(&data)).unwrap();
        for folder in ["", "logs"] {
            assert_eq!(mode(&data.join(folder)), 0o700, "{folder}");
        }
        assert_eq!(mode(&data.join("logs/tonearm.log")), 0o600);
        assert!(!data.join("tonearm.json").exists(), "that would hide its copy");
    }

    #[test]
    fn what_an_earlier_version_left_open_is_closed() {
        let folder = tempfile::tempdir().unwrap();
        earlier(folder.path());
        fs::create_dir(folder.path().join("localstorage")).unwrap();
        create(&usual(folder.path())).unwrap();
        assert_eq!(mode(folder.path()), 0o700);
        for file in FILES {
            assert_eq!(mode(&folder.path().join(file)), 0o600, "{file}");
        }
    }

    #[test]
    fn a_chosen_folder_with_other_things_in_it_keeps_its_rights() {
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        earlier(folder.path());
        let chosen = Folders::chosen(folder.path()).unwrap();
        tighten(&chosen).unwrap();
        assert_eq!(mode(folder.path()), 0o700, "only Tonearm's things lie in it");

        earlier(folder.path());
        let [other, linked] = [folder.path().join("holiday.jpg"), elsewhere.path().join("a")];
        for file in [&other, &linked] {
            fs::write(file, "").unwrap();
            fs::set_permissions(file, fs::Permissions::from_mode(0o644)).unwrap();
        }
        symlink(&linked, folder.path().join("covers/b")).unwrap();
        tighten(&chosen).unwrap();
        assert_eq!(
            [mode(folder.path()), mode(&other), mode(&linked)],
            [0o755, 0o644, 0o644]
        );
        assert_eq!(mode(&folder.path().join("archive.db")), 0o600);
    }

    #[test]
    fn a_folder_that_is_not_there_is_not_made() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        tighten(&usual(&data)).unwrap();
        assert!(!data.exists());
    }
}
