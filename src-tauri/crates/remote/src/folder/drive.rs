//! Whether a folder lies on a drive that is not connected. What is then written to it would be on another disk, where nobody looks for it.

use std::path::{Path, PathBuf};

/// The folder where a drive belongs that `path` would be on, if that folder is there, empty, and has no drive.
pub(super) fn missing_drive(path: &Path) -> Option<PathBuf> {
    missing_at(path, is_place_for_a_drive)
}

/// The same, where `is_place` says which folders are for drives.
fn missing_at(path: &Path, is_place: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    let mut places = path.ancestors().filter(|folder| is_place(folder));
    let missing = places.find(|place| is_empty(place) && !has_drive(place));
    missing.map(Path::to_owned)
}

fn is_empty(folder: &Path) -> bool {
    folder.read_dir().is_ok_and(|mut files| files.next().is_none())
}

/// Whether systems put drives there: `/media/name/drive`, `/run/media/name/drive`, `/mnt/drive`, `/Volumes/drive`, or what fstab says.
#[cfg(unix)]
fn is_place_for_a_drive(folder: &Path) -> bool {
    let parent = folder.parent();
    let parent_is = |place: &str| parent == Some(Path::new(place));
    let grandparent_is = |place: &str| parent.and_then(Path::parent) == Some(Path::new(place));
    parent_is("/mnt")
        || parent_is("/media")
        || parent_is("/Volumes")
        || grandparent_is("/media")
        || grandparent_is("/run/media")
        || std::fs::read_to_string("/etc/fstab").is_ok_and(|table| is_in_table(&table, folder))
}

/// A letter without a drive is no folder, and can't be written to.
#[cfg(not(unix))]
fn is_place_for_a_drive(_: &Path) -> bool {
    false
}

/// Whether a table of file systems has one that belongs there. Spaces in it are written `\040`.
#[cfg(unix)]
fn is_in_table(table: &str, folder: &Path) -> bool {
    let lines = table.lines().filter(|line| !line.trim_start().starts_with('#'));
    let mut places = lines.filter_map(|line| line.split_whitespace().nth(1));
    places.any(|place| Path::new(&place.replace("\\040", " ")) == folder)
}

/// Whether it is on another disk than the folder that it is in.
#[cfg(unix)]
fn has_drive(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let disk = |folder: &Path| Some(folder.metadata().ok()?.dev());
    folder.parent().is_none_or(|parent| disk(folder) != disk(parent))
}

#[cfg(not(unix))]
fn has_drive(_: &Path) -> bool {
    true
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_file_systems_says_where_drives_belong() {
        let table = "# what\nUUID=1 / ext4 defaults 0 1\n#nas:/old /srv/old nfs\nnas:/music /srv/my\\040music nfs noauto 0 0\n\n";
        assert!(is_in_table(table, Path::new("/srv/my music")));
        assert!(!is_in_table(table, Path::new("/srv/old")));
        assert!(!is_in_table(table, Path::new("/srv")));
    }

    #[test]
    fn drives_are_where_systems_put_them() {
        for place in [
            "/mnt/nas",
            "/media/stick",
            "/media/ada/stick",
            "/run/media/ada/stick",
            "/Volumes/stick",
        ] {
            assert!(is_place_for_a_drive(Path::new(place)), "{place}");
        }
        for place in ["/mnt", "/home/ada/Sync", "/run/media/ada", "/mnt/nas/Music"] {
            assert!(!is_place_for_a_drive(Path::new(place)), "{place}");
        }
    }

    #[test]
    fn an_empty_place_without_a_drive_is_told_whatever_is_wanted_below_it() {
        let media = tempfile::tempdir().unwrap();
        let place = media.path().join("stick");
        std::fs::create_dir(&place).unwrap();
        let missing = |path: &Path| missing_at(path, |folder| folder == place);
        assert_eq!(missing(&place).as_ref(), Some(&place));
        assert_eq!(missing(&place.join("Music/Tonearm")).as_ref(), Some(&place));
        assert_eq!(missing(media.path()), None);
        std::fs::write(place.join("a file"), "").unwrap();
        assert_eq!(missing(&place.join("Music")), None, "somebody uses it as a folder");
        assert_eq!(
            missing_at(Path::new("/proc/net"), |folder| folder == Path::new("/proc")),
            None
        );
    }

    #[test]
    fn a_folder_on_the_same_disk_as_its_parent_has_no_drive() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("stick");
        std::fs::create_dir(&folder).unwrap();
        assert!(is_empty(&folder) && !has_drive(&folder));
        assert!(has_drive(Path::new("/proc")), "a file system of its own");
        std::fs::write(folder.join("a file"), "").unwrap();
        assert!(!is_empty(&folder));
    }
}
