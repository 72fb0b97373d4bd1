//! What the playlist dialog starts from: a name, a sentence and how many tracks there are. Pure.

use chrono::NaiveDate;
use spotify::TimeRange;

use crate::{ExploreQuery, Library, PlaylistError, PlaylistSource, Zone};

/// The longest name Spotify takes, in characters.
pub const MAX_NAME_CHARS: usize = 100;
/// The longest description Spotify takes, in characters.
pub const MAX_DESCRIPTION_CHARS: usize = 300;

/// What the playlist dialog starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// At most [`MAX_NAME_CHARS`] characters.
    pub name: String,
    /// At most [`MAX_DESCRIPTION_CHARS`] characters.
    pub description: String,
    /// How many tracks the source has to give.
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
            PlaylistSource::TopTracks(range) => (format!("Top tracks, {}", span(*range)), "My top tracks".to_owned()),
            PlaylistSource::TopArtists(range) => (
                format!("Top artists, {}", span(*range)),
                "One track by each of my top artists".to_owned(),
            ),
            PlaylistSource::TopGenre { range, genre } => (
                format!("My {genre}, {}", span(*range)),
                format!("What I play most of {genre}"),
            ),
            PlaylistSource::Recent => (format!("Just played, {date}"), "What I just played".to_owned()),
            PlaylistSource::Explored { query: ask, zone } => self.explored_words(ask, *zone),
        };
        let description = match source.range() {
            Some(range) => format!("{what} of the {}, as of {date}. Made with Tonearm.", span(range)),
            None => format!("{what}, as of {date}. Made with Tonearm."),
        };
        Ok(Suggestion {
            name: cut(name, MAX_NAME_CHARS),
            description: cut(description, MAX_DESCRIPTION_CHARS),
            available,
        })
    }
}

impl Library {
    /// What a filter is about, as a name and as the beginning of a sentence.
    fn explored_words(&self, ask: &ExploreQuery, zone: Zone) -> (String, String) {
        let names = self
            .archive()
            .map(|archive| archive.picked_names(ask, zone).unwrap_or_default());
        let of = names.unwrap_or_default().join(", ");
        let days = |day: NaiveDate| day.format("%-d %B %Y").to_string();
        let (from, to) = (ask.question.filter.from.map(days), ask.question.filter.to.map(days));
        let when = match (from, to) {
            (Some(from), Some(to)) if from == to => format!("on {from}"),
            (Some(from), Some(to)) => format!("from {from} to {to}"),
            (Some(from), None) => format!("since {from}"),
            (None, Some(to)) => format!("until {to}"),
            (None, None) => "of all time".to_owned(),
        };
        let most = match ask.question.measure {
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

fn span(range: TimeRange) -> &'static str {
    match range {
        TimeRange::FourWeeks => "last 4 weeks",
        TimeRange::SixMonths => "last 6 months",
        TimeRange::Year => "last year",
    }
}

fn cut(text: String, most: usize) -> String {
    if text.chars().count() <= most {
        return text;
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_genre_still_makes_a_name_that_spotify_takes() {
        let name = cut(format!("My {}", "ü".repeat(200)), MAX_NAME_CHARS);
        assert_eq!(name.chars().count(), MAX_NAME_CHARS);
        assert!(name.ends_with('…'));
        assert_eq!(cut("short".into(), MAX_NAME_CHARS), "short");
    }
}
