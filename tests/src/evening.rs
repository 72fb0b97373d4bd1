//! Invented evenings of listening, as Spotify's recent list has them. The same number is always the same evening.

use chrono::{DateTime, TimeDelta, Utc};
use spotify::{AlbumRef, ArtistRef, RecentPage, RecentPlay, Track};

use crate::failure::Outcome;

/// Plays of one evening.
pub const PLAYS: usize = 30;

/// When evening 0 begins, long after any export's plays.
pub const DAY: DateTime<Utc> = DateTime::from_timestamp_nanos(1_795_168_800_000_000_000);

/// The evening of this number. Evenings are days apart.
///
/// # Errors
/// When Spotify's ids no longer look like these.
pub fn evening(number: usize) -> Outcome<RecentPage> {
    let began = DAY + TimeDelta::days(i64::try_from(number)?);
    let mut plays = Vec::with_capacity(PLAYS);
    for at in (0..PLAYS).rev() {
        let track = (number * 7 + at) % 400;
        plays.push(RecentPlay {
            track: Track {
                id: format!("{track:022}").parse()?,
                name: format!("Track {track}"),
                artists: vec![ArtistRef {
                    id: None,
                    name: format!("Artist {}", track % 60),
                }],
                album: AlbumRef {
                    id: None,
                    name: format!("Album {}", track % 90),
                    artists: Vec::new(),
                    images: Vec::new(),
                },
                duration_ms: 200_000,
                isrc: None,
            },
            played_at: began + TimeDelta::minutes(4 * i64::try_from(at)?),
        });
    }
    Ok(RecentPage { plays })
}
