//! Covers: fetched once, kept on disk for a month within a limit, deleted with a disconnect.
//! The page names a cover by its key and never by an address, so it can't have this program fetch whatever it likes.

mod folder;

use std::{
    collections::HashMap,
    io,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use spotify::{Error, Image, Picture};
use tokio::sync::Semaphore;

use crate::Library;

/// A list of fifty should not open fifty connections.
const MAX_FETCHES: usize = 6;

/// Names a cover: 32 hexadecimal digits, made from its address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CoverKey(String);

impl CoverKey {
    fn of(url: &str) -> Self {
        let digest = Sha256::digest(url.as_bytes());
        Self(digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect())
    }

    /// `None` for anything that cannot be a key.
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
    /// Locked for look-ups, and while a cover is written; never across an await.
    addresses: Mutex<HashMap<CoverKey, String>>,
    fetches: Semaphore,
}

impl Covers {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            addresses: Mutex::default(),
            fetches: Semaphore::new(MAX_FETCHES),
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

    /// Stores a fetched cover, unless [`clear`](Self::clear) ran while it was fetched.
    fn store(&self, key: &CoverKey, bytes: &[u8], now: DateTime<Utc>) -> io::Result<()> {
        // Locked to the end of the write, so that `clear` waits for it and deletes this cover too.
        let addresses = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        if !addresses.contains_key(key) {
            return Ok(());
        }
        folder::write(&self.folder, key.as_str(), bytes, now)?;
        folder::make_room(&self.folder, folder::MAX_BYTES, now)
    }

    /// Deletes every cover and forgets every address.
    pub(crate) async fn clear(&self) {
        self.addresses.lock().unwrap_or_else(PoisonError::into_inner).clear();
        match tokio::fs::remove_dir_all(&self.folder).await {
            Err(error) if error.kind() != io::ErrorKind::NotFound => log::warn!("covers could not be deleted: {error}"),
            _ => {}
        }
    }
}

impl Library {
    /// The key of the smallest of `images` that is at least `pixels` wide, or else of the widest. An image of unknown width
    /// counts as wide enough. `None` when there are no images.
    pub fn cover_key(&self, images: &[Image], pixels: u32) -> Option<CoverKey> {
        let width = |image: &&Image| image.width.unwrap_or(u32::MAX);
        let enough = images.iter().filter(|image| width(image) >= pixels).min_by_key(width);
        let image = enough.or_else(|| images.iter().max_by_key(width))?;
        Some(self.0.covers.register(&image.url))
    }

    /// The picture behind a key that [`cover_key`](Self::cover_key) returned; `None` for any other key.
    ///
    /// # Errors
    /// Why it could not be fetched, when it is not on disk.
    pub async fn cover(&self, key: &CoverKey) -> Result<Option<Picture>, Error> {
        let covers = &self.0.covers;
        let Some(url) = covers.address(key) else {
            return Ok(None);
        };
        let path = covers.folder.join(key.as_str());
        let now = self.now();
        if let Some(picture) = in_background(move || folder::read(&path, now)).await {
            return Ok(Some(picture));
        }
        let url = url
            .parse()
            .map_err(|error| Error::Unexpected(format!("a cover's address: {error}")))?;
        let picture = {
            let _permit = covers
                .fetches
                .acquire()
                .await
                .map_err(|error| Error::Unexpected(error.to_string()))?;
            self.0.spotify.image(&url).await?
        };
        let (library, key, bytes) = (self.clone(), key.clone(), picture.bytes.clone());
        in_background(move || {
            // A cover that can't be stored is still shown, and fetched again next time.
            if let Err(error) = library.0.covers.store(&key, &bytes, now) {
                log::warn!("a cover could not be kept: {error}");
            }
            None::<()>
        })
        .await;
        Ok(Some(picture))
    }
}

/// A cover of the archive in the form that Spotify's API gives covers.
pub fn cover_image(cover: &store::Cover) -> Image {
    Image {
        url: cover.url.clone(),
        width: cover.width,
        height: cover.height,
    }
}

/// Runs file work where it blocks nobody. If it panics, that counts as "nothing there".
async fn in_background<T: Send + 'static>(work: impl FnOnce() -> Option<T> + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(work).await.ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

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
