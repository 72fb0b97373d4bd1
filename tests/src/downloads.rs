//! What a listener got from Spotify and keeps among their downloads: small exports of which every play is known.

use std::fs;
use std::path::PathBuf;

use chrono::{DateTime, TimeDelta, Utc};
use sample::{Row, write_zip};

use crate::failure::Told;
use crate::stage::Stage;

/// How each of the listener's exports is called, as Spotify calls them.
pub const ZIP: &str = "my_spotify_data.zip";

/// Noon in May, in the listener's own zone a Friday like any other.
const FRIDAY: i64 = 1_714_730_400;

/// Plays of `days` days, the last of them Friday 3 May 2024: on each four, of tracks that were never heard before.
#[must_use]
pub fn days(days: usize) -> Vec<Row> {
    days_until(friday(), days)
}

/// As [`days`], with another last day.
#[must_use]
pub fn days_until(last: DateTime<Utc>, days: usize) -> Vec<Row> {
    (0..days)
        .rev()
        .flat_map(|back| {
            let day = last - TimeDelta::days(i64::try_from(back).unwrap_or_default());
            (0..4).map(move |nth| play(back * 4 + nth as usize, day + TimeDelta::minutes(5 * nth)))
        })
        .collect()
}

/// Twelve plays in three years, the last of them on Friday 3 May 2024.
#[must_use]
pub fn sparse() -> Vec<Row> {
    (0..12)
        .map(|nth| play(nth, friday() - TimeDelta::days(91 * (11 - nth as i64))))
        .collect()
}

/// Friday 3 May 2024, when the first play of that day ends.
#[must_use]
pub fn friday() -> DateTime<Utc> {
    DateTime::from_timestamp(FRIDAY, 0).unwrap_or_default()
}

/// Song, artist and album of that number, heard for 200 seconds.
#[must_use]
pub fn play(number: usize, ended_at: DateTime<Utc>) -> Row {
    Row {
        uri: Some(format!("spotify:track:{number:022}")),
        name: format!("Song {number}"),
        artist: format!("Artist {}", number % 7),
        album: format!("Album {}", number % 11),
        ended_at_ms: ended_at.timestamp_millis(),
        ms_played: 200_000,
    }
}

impl Stage {
    /// An export of these plays, as Spotify sends them, in a folder of its own.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn export(&self, folder: &str, rows: &[Row]) -> Told<PathBuf> {
        let file = self.download(&format!("{folder}/{ZIP}"), b"")?;
        write_zip(&file, rows)?;
        Ok(file)
    }

    /// A file that holds this.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn download(&self, name: &str, holds: &[u8]) -> Told<PathBuf> {
        let file = self.downloads()?.join(name);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&file, holds)?;
        Ok(file)
    }
}
