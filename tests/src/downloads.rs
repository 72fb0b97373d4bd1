//! Small exports among a listener's downloads, made so that a test knows every play in them.

use std::fs;
use std::path::PathBuf;

use chrono::{DateTime, TimeDelta, Utc};
use sample::{Row, write_zip};

use crate::failure::Outcome;
use crate::testbed::Testbed;

/// The file name of each export, as Spotify names it.
pub const ZIP: &str = "my_spotify_data.zip";

/// About noon on a Friday in May, in the listener's zone as well.
const FRIDAY: i64 = 1_714_730_400;

/// Four plays on each of `days` days, the last of them Friday 3 May 2024; no track is played twice.
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

/// Twelve plays within three years, the last on Friday 3 May 2024.
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

/// A play of 200 seconds of the song of that number.
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

impl Testbed {
    /// Writes an export of these plays, in Spotify's format, into a folder of its own.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn export(&self, folder: &str, rows: &[Row]) -> Outcome<PathBuf> {
        let file = self.download(&format!("{folder}/{ZIP}"), b"")?;
        write_zip(&file, rows)?;
        Ok(file)
    }

    /// Writes a file with this content.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn download(&self, name: &str, content: &[u8]) -> Outcome<PathBuf> {
        let file = self.downloads()?.join(name);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&file, content)?;
        Ok(file)
    }
}
