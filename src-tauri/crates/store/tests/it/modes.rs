//! Nobody but the owner can read the archive, its backups or what lies beside them, whatever the umask of the program is.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use store::{BackupReason, Retention, Store};

use crate::archive_folder::{ArchiveFolder, after, now};

fn assert_private(folder: &Path) {
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(folder), 0o700, "{}", folder.display());
    let mut files = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            assert_private(&path);
        } else {
            assert_eq!(mode(&path), 0o600, "{}", path.display());
            files += 1;
        }
    }
    assert!(files > 0, "{} is empty", folder.display());
}

#[test]
fn everything_beside_the_archive_is_its_owners_alone() {
    let folder = ArchiveFolder::new();
    let data = folder.beside("some/data");
    let archive = data.join("archive.db");
    let store = Store::open(&archive, now()).unwrap().store;
    let backup = store.back_up(BackupReason::Asked, now(), Retention::Tiers).unwrap();
    assert!(data.join("archive.db-wal").exists(), "the log is there to be looked at");
    assert_private(&data);
    store
        .restore::<store::StoreError>(&backup.name, after(1), |_| Ok(()))
        .unwrap();
    assert_private(&data);
}

#[test]
fn a_damaged_archive_is_kept_for_its_owner_alone() {
    let folder = ArchiveFolder::new();
    let data = folder.beside("data");
    store::private::create_folder(&data).unwrap();
    for (name, content) in [
        (
            "archive.db",
            "no archive at all, and longer than a header would be: ".repeat(40),
        ),
        ("archive.db-wal", "left by an unclean end".to_owned()),
    ] {
        store::private::create_file(&data.join(name)).unwrap();
        fs::write(data.join(name), content).unwrap();
    }
    assert!(Store::open(&data.join("archive.db"), now()).unwrap().damage.is_some());
    assert_private(&data);
}
