//! Covers on disk: fetched once, kept for a month, bounded in size, gone with a disconnect.
//! A cover is named by a key, so that whoever shows it can name no address of its own choosing.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::SystemTime,
};

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use spotify::{Error, Image, Picture};
use tokio::sync::Semaphore;

use crate::Library;

/// Spotify asks to keep covers fresh and temporary.
const FRESH: TimeDelta = TimeDelta::days(30);
/// About two thousand covers in two sizes.
const ROOM_BYTES: u64 = 64 * 1024 * 1024;
/// A list of fifty should not open fifty connections.
const AT_ONCE: usize = 6;

/// Names a cover: 32 hexadecimal digits, made from its address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CoverKey(String);

impl CoverKey {
    fn of(url: &str) -> Self {
        let digest = Sha256::digest(url.as_bytes());
        Self(digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect())
    }

    /// Reads a key; `None` for anything that cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        let whole = text.len() == 32 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        whole.then(|| Self(text.to_owned()))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

pub(crate) struct Covers {
    folder: PathBuf,
    /// Held to look up, and while a cover is written; never across an await.
    addresses: Mutex<HashMap<CoverKey, String>>,
    room: Semaphore,
}

impl Covers {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            addresses: Mutex::default(),
            room: Semaphore::new(AT_ONCE),
        }
    }

    fn register(&self, url: &str) -> CoverKey {
        let key = CoverKey::of(url);
        let mut addresses = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        addresses.entry(key.clone()).or_insert_with(|| url.to_owned());
        key
    }

    fn address(&self, key: &CoverKey) -> Option<String> {
        self.addresses
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(key)
            .cloned()
    }

    /// Keeps a fetched cover, unless its address was forgotten while it was fetched.
    fn keep(&self, key: &CoverKey, bytes: &[u8], now: DateTime<Utc>) -> io::Result<()> {
        // Held to the end of the write, so that forgetting waits for it and then finds it.
        let addresses = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        if !addresses.contains_key(key) {
            return Ok(());
        }
        write(&self.folder, key.as_str(), bytes, now)?;
        make_room(&self.folder, ROOM_BYTES, now)
    }

    /// Deletes every cover and forgets every address.
    pub(crate) async fn forget(&self) {
        self.addresses.lock().unwrap_or_else(PoisonError::into_inner).clear();
        match tokio::fs::remove_dir_all(&self.folder).await {
            Err(error) if error.kind() != io::ErrorKind::NotFound => log::warn!("covers could not be deleted: {error}"),
            _ => {}
        }
    }
}

impl Library {
    /// The key of the smallest of `images` that is at least `pixels` wide, else of the widest.
    /// Images of unknown width count as wide enough. `None` when there are no images.
    pub fn cover_key(&self, images: &[Image], pixels: u32) -> Option<CoverKey> {
        let width = |image: &&Image| image.width.unwrap_or(u32::MAX);
        let enough = images.iter().filter(|image| width(image) >= pixels).min_by_key(width);
        let image = enough.or_else(|| images.iter().max_by_key(width))?;
        Some(self.0.covers.register(&image.url))
    }

    /// The picture behind a key that [`cover_key`](Self::cover_key) gave; `None` for any other key.
    ///
    /// # Errors
    /// Whatever kept it from being fetched, when it is not on disk.
    pub async fn cover(&self, key: &CoverKey) -> Result<Option<Picture>, Error> {
        let covers = &self.0.covers;
        let Some(url) = covers.address(key) else {
            return Ok(None);
        };
        let path = covers.folder.join(key.as_str());
        let now = self.now();
        if let Some(picture) = in_background(move || read(&path, now)).await {
            return Ok(Some(picture));
        }
        let url = url
            .parse()
            .map_err(|error| Error::Unexpected(format!("a cover's address: {error}")))?;
        let picture = {
            let _room = covers
                .room
                .acquire()
                .await
                .map_err(|error| Error::Unexpected(error.to_string()))?;
            self.0.spotify.image(&url).await?
        };
        let (library, key, bytes) = (self.clone(), key.clone(), picture.bytes.clone());
        in_background(move || {
            // A cover that can't be kept is still shown: it is fetched again next time.
            if let Err(error) = library.0.covers.keep(&key, &bytes, now) {
                log::warn!("a cover could not be kept: {error}");
            }
            None::<()>
        })
        .await;
        Ok(Some(picture))
    }
}

/// Runs file work where it blocks nobody. A panic in it counts as "nothing there".
async fn in_background<T: Send + 'static>(work: impl FnOnce() -> Option<T> + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(work).await.ok().flatten()
}

fn read(path: &Path, now: DateTime<Utc>) -> Option<Picture> {
    let fetched: DateTime<Utc> = fs::metadata(path).ok()?.modified().ok()?.into();
    if now - fetched > FRESH {
        return None;
    }
    let bytes = fs::read(path).ok()?;
    let media_type = media_type(&bytes)?.to_owned();
    Some(Picture { bytes, media_type })
}

fn write(folder: &Path, name: &str, bytes: &[u8], now: DateTime<Utc>) -> io::Result<()> {
    if media_type(bytes).is_none() {
        return Ok(()); // Nothing that `read` would give back.
    }
    fs::create_dir_all(folder)?;
    // A rename lets nobody read half of it.
    let part = folder.join(format!("{name}.part"));
    fs::write(&part, bytes)?;
    fs::File::options()
        .write(true)
        .open(&part)?
        .set_modified(SystemTime::from(now))?;
    fs::rename(part, folder.join(name))
}

/// Deletes the covers that are no longer fresh, and of the others those fetched longest ago until the rest fits into
/// `room` bytes.
fn make_room(folder: &Path, room: u64, now: DateTime<Utc>) -> io::Result<()> {
    let mut covers = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        covers.push((metadata.modified()?, metadata.len(), entry.path()));
    }
    let mut used: u64 = covers.iter().map(|cover| cover.1).sum();
    covers.sort();
    for (fetched, len, path) in covers {
        if used <= room && now - DateTime::<Utc>::from(fetched) <= FRESH {
            break;
        }
        fs::remove_file(path)?;
        used -= len;
    }
    Ok(())
}

/// Told from the content: the formats that Spotify serves.
fn media_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG and so on";

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
                media_type: "image/png".into()
            }
        );
        assert!(read(&path, day(30) + TimeDelta::days(2)).is_none());
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
        make_room(folder.path(), ROOM_BYTES, day(1) + TimeDelta::days(31)).unwrap();
        assert!(!folder.path().join("old").exists());
        assert!(folder.path().join("new").exists());
    }

    #[test]
    fn only_digits_make_a_key() {
        assert!(CoverKey::parse(CoverKey::of("https://i.scdn.co/image/x").as_str()).is_some());
        for wrong in [
            "",
            "../../etc/passwd",
            "0123456789abcdef0123456789abcdeg",
            "0123456789ABCDEF0123456789ABCDEF",
        ] {
            assert!(CoverKey::parse(wrong).is_none(), "{wrong}");
        }
    }
}
