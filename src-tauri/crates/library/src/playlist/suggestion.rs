//! What the playlist dialog starts with: a name, a description and how many tracks there are. Reads the archive for filters,
//! but never asks Spotify.

use chrono::NaiveDate;
use spotify::TimeRange;

use super::{MAX_DESCRIPTION_CHARS, MAX_NAME_CHARS, PlaylistError, PlaylistSource};
use crate::{ExploreQuery, Library, Zone};

/// What the playlist dialog starts with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// At most [`MAX_NAME_CHARS`] characters.
    pub name: String,
    /// At most [`MAX_DESCRIPTION_CHARS`] characters.
    pub description: String,
    /// How many tracks the source has.
    pub available: usize,
}

impl Library {
    /// What to call a playlist of `source`, made on the listener's `today`.
    ///
    /// # Errors
    /// [`PlaylistError::NothingToSave`] when the source has no track, or was never fetched.
    pub fn suggest_playlist(&self, source: &PlaylistSource, today: NaiveDate) -> Result<Suggestion, PlaylistError> {
        let available = self.tracks_available(source);
        if available == 0 {
            return Err(PlaylistError::NothingToSave);
        }
        let date = today.format("%-d %B %Y");
        let (name, what) = match source {
            PlaylistSource::TopTracks(range) => (
                format!("Top tracks, {}", range_wording(*range)),
                "My top tracks".to_owned(),
            ),
            PlaylistSource::TopArtists(range) => (
                format!("Top artists, {}", range_wording(*range)),
                "One track by each of my top artists".to_owned(),
            ),
            PlaylistSource::TopGenre { range, genre } => (
                format!("My {genre}, {}", range_wording(*range)),
                format!("What I play most of {genre}"),
            ),
            PlaylistSource::Recent => (format!("Just played, {date}"), "What I just played".to_owned()),
            PlaylistSource::Explored { query, zone } => self.explored_wording(query, *zone),
        };
        let description = match source.range() {
            Some(range) => format!(
                "{what} of the {}, as of {date}. Made with Tonearm.",
                range_wording(range)
            ),
            None => format!("{what}, as of {date}. Made with Tonearm."),
        };
        Ok(Suggestion {
            name: shortened(name, MAX_NAME_CHARS),
            description: shortened(description, MAX_DESCRIPTION_CHARS),
            available,
        })
    }

    /// What a filter is about, as a name and as the beginning of a sentence.
    fn explored_wording(&self, query: &ExploreQuery, zone: Zone) -> (String, String) {
        let names = self
            .archive()
            .and_then(|archive| Ok(archive.picked_names(query, zone)?));
        let names = names.unwrap_or_else(|error| {
            log::error!("the playlist is named without what the filter is about: {error}");
            Vec::new()
        });
        let of = names.join(", ");
        let days = |day: NaiveDate| day.format("%-d %B %Y").to_string();
        let (from, to) = (query.question.filter.from.map(days), query.question.filter.to.map(days));
        let when = match (from, to) {
            (Some(from), Some(to)) if from == to => format!("on {from}"),
            (Some(from), Some(to)) => format!("from {from} to {to}"),
            (Some(from), None) => format!("since {from}"),
            (None, Some(to)) => format!("until {to}"),
            (None, None) => "of all time".to_owned(),
        };
        let most = match query.question.measure {
            stats::Measure::Plays => "played most",
            stats::Measure::Time => "listened to longest",
        };
        if of.is_empty() {
            (format!("What I {most} {when}"), format!("What I {most} {when}"))
        } else {
            (format!("My {of}, {when}"), format!("What I {most} of {of} {when}"))
        }
    }
}

fn range_wording(range: TimeRange) -> &'static str {
    match range {
        TimeRange::FourWeeks => "last 4 weeks",
        TimeRange::SixMonths => "last 6 months",
        TimeRange::Year => "last year",
    }
}

fn shortened(text: String, max_chars: usize) -> String {
    if text.chars().count() <= max_chars {
        return text;
    }
    text.chars().take(max_chars - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_genre_still_makes_a_name_that_spotify_takes() {
        let name = shortened(format!("My {}", "ü".repeat(200)), MAX_NAME_CHARS);
        assert_eq!(name.chars().count(), MAX_NAME_CHARS);
        assert!(name.ends_with('…'));
        assert_eq!(shortened("short".into(), MAX_NAME_CHARS), "short");
    }
}
