//! Plays for questions in SQL: what a machine works out from all evidence, month by month. Nothing is read back from it.

use chrono::{Datelike as _, NaiveDate, TimeDelta};
use plays::{MachineId, SourceKey};

/// What published plays are about. Places in these lists stand for the things.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Catalogue {
    /// Artists.
    pub artists: Vec<PublishedArtist>,
    /// Albums, podcasts and audiobooks.
    pub albums: Vec<PublishedAlbum>,
    /// Tracks, episodes and chapters.
    pub tracks: Vec<PublishedTrack>,
}

/// An artist.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedArtist {
    /// `spotify:artist:…`; `None` where only the name is known.
    pub uri: Option<String>,
    /// The name.
    pub name: String,
    /// The genres that count for this listener, with who said so ([`plays::GenreSource::code`]) and how well they fit.
    pub genres: Vec<(String, &'static str, f64)>,
}

/// An album.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedAlbum {
    /// `spotify:album:…`; `None` where only names are known.
    pub uri: Option<String>,
    /// The name.
    pub name: String,
    /// The album artist's name; empty for a podcast or an audiobook.
    pub artist: String,
}

/// A track.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedTrack {
    /// Its URI.
    pub uri: String,
    /// Music or spoken word.
    pub kind: plays::Kind,
    /// The name.
    pub name: String,
    /// The place of its album.
    pub album: u32,
    /// The places of all credited artists, in order.
    pub artists: Vec<u32>,
    /// The length of the whole track.
    pub length_ms: Option<u32>,
    /// Its recording's ISRC.
    pub isrc: Option<String>,
}

/// A play.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedPlay {
    /// When it ended, in milliseconds since 1970, UTC.
    pub ended_at_ms: i64,
    /// The day on which it began, in the listener's time zone: days since 1970-01-01.
    pub day: i32,
    /// The place of its track.
    pub track: u32,
    /// How long it was heard.
    pub ms_played: u32,
    /// Whether that is an estimate.
    pub is_estimated: bool,
    /// Whether it is long enough to count as a play, by the listener's counting rule.
    pub counts: bool,
    /// Whether the listener does not want it counted.
    pub is_hidden: bool,
    /// Which source tells of it.
    pub source: SourceKey,
    /// How it came about: a place in [`PublishedMonth::circumstances`].
    pub circumstance: u32,
}

/// The plays of the days of one month.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PublishedMonth {
    /// The [month](published_month) of their days.
    pub month: i32,
    /// How plays came about.
    pub circumstances: Vec<plays::Circumstance>,
    /// By time.
    pub plays: Vec<PublishedPlay>,
}

/// Who worked the plays of a month out, and by which rules. Of two, the later rules stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Publisher {
    /// Which machine.
    pub machine: MachineId,
    /// The version of the rules.
    pub rules: u32,
}

/// The month that a day is of, counted from January 1970; the day is counted from 1970-01-01.
pub fn published_month(day: i32) -> i32 {
    let date = NaiveDate::default() + TimeDelta::days(day.into());
    (date.year() - 1970) * 12 + date.month0() as i32
}

/// The first day of a month, as [`published_month`] counts both.
pub(crate) fn first_day(month: i32) -> i32 {
    let (year, month0) = (1970 + month.div_euclid(12), month.rem_euclid(12));
    let date = NaiveDate::from_ymd_opt(year, month0 as u32 + 1, 1).unwrap_or_default();
    (date - NaiveDate::default()).num_days() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_that_of_its_days() {
        for (month, day) in [(0, 0), (-1, -31), (608, 18_506), (361, 10_988)] {
            assert_eq!(first_day(month), day);
            assert_eq!(published_month(day), month);
            assert_eq!(published_month(day - 1), month - 1);
        }
    }
}
