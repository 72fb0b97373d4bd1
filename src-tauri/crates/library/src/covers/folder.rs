//! The folder of covers, one file for each, named by its key. A file's time is when it was fetched.
//! Spotify's terms decide how long covers are kept; a limit in bytes decides how many.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
    time::SystemTime,
};

use chrono::{DateTime, TimeDelta, Utc};
use spotify::{Picture, media_type};

/// Spotify asks apps to keep covers fresh and only temporarily.
const MAX_AGE: TimeDelta = TimeDelta::days(30);
/// About two thousand covers in two sizes.
pub(super) const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// `None` for a cover that is not there, too old, or no picture.
pub(super) fn read(path: &Path, now: DateTime<Utc>) -> Option<Picture> {
    let fetched: DateTime<Utc> = fs::metadata(path).ok()?.modified().ok()?.into();
    if now - fetched > MAX_AGE {
        return None;
    }
    let bytes = fs::read(path).ok()?;
    let media_type = media_type(&bytes)?;
    Some(Picture { bytes, media_type })
}

pub(super) fn write(folder: &Path, name: &str, bytes: &[u8], now: DateTime<Utc>) -> io::Result<()> {
    if media_type(bytes).is_none() {
        return Ok(()); // `read` would not return it.
    }
    store::private::create_folder(folder)?;
    // Renamed into place once it is complete, so that nobody reads half of it.
    let mut part = tempfile::NamedTempFile::new_in(folder)?;
    part.write_all(bytes)?;
    part.as_file().set_modified(SystemTime::from(now))?;
    in_use::persist(part, &folder.join(name))
}

/// Deletes the covers that are too old; then those fetched longest ago, until the rest fits into `max_bytes`.
pub(super) fn make_room(folder: &Path, max_bytes: u64, now: DateTime<Utc>) -> io::Result<()> {
    let mut covers = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        covers.push((metadata.modified()?, metadata.len(), entry.path()));
    }
    let mut used: u64 = covers.iter().map(|cover| cover.1).sum();
    covers.sort();
    for (fetched, len, path) in covers {
        if used <= max_bytes && now - DateTime::<Utc>::from(fetched) <= MAX_AGE {
            break;
        }
        in_use::remove(&path)?;
        used -= len;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and so on";

    fn day(day: u32) -> DateTime<Utc> {
        format!("2026-11-{day:02}T12:00:00Z").parse().unwrap()
    }

    #[test]
    fn a_cover_comes_back_as_it_went_until_it_is_a_month_old() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "a", PNG, day(1)).unwrap();
        let path = folder.path().join("a");
        assert_eq!(
            read(&path, day(30)).unwrap(),
            Picture {
                bytes: PNG.to_vec(),
                media_type: "image/png"
            }
        );
        assert!(read(&path, day(30) + TimeDelta::days(2)).is_none());
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_look_at_covers() {
        use std::os::unix::fs::PermissionsExt;
        let data = tempfile::tempdir().unwrap();
        let folder = data.path().join("covers");
        write(&folder, "a", PNG, day(1)).unwrap();
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&folder.join("a"))), (0o700, 0o600));
    }

    #[test]
    fn what_is_no_picture_is_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "a", b"<html>", day(1)).unwrap();
        assert!(read(&folder.path().join("a"), day(1)).is_none());
    }

    #[test]
    fn the_oldest_make_room() {
        let folder = tempfile::tempdir().unwrap();
        for (name, when) in [("c", 3), ("a", 1), ("b", 2)] {
            write(folder.path(), name, PNG, day(when)).unwrap();
        }
        make_room(folder.path(), 2 * PNG.len() as u64, day(4)).unwrap();
        let mut left: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        left.sort();
        assert_eq!(left, ["b", "c"]);
    }

    #[test]
    fn the_stale_go_even_when_there_is_room() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "old", PNG, day(1)).unwrap();
        write(folder.path(), "new", PNG, day(20)).unwrap();
        make_room(folder.path(), MAX_BYTES, day(1) + TimeDelta::days(31)).unwrap();
        assert!(!folder.path().join("old").exists());
        assert!(folder.path().join("new").exists());
    }
}
