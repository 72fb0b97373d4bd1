//! Turns the command line into a question. [`Lookup`] finds what the names in it mean; this knows only the options.

use chrono::NaiveDate;
use library::{Archive, ExploreQuery, PickedKeys, Zone};
use plays::Kind;
use stats::{Filter, GenreLevel, Measure, Question, Selection, StreamOf};

use super::lookup::{Lookup, NamedKey, NamedPicks};
use crate::{
    arguments::{self, Explore, YesNo},
    commands::span,
    failure::Failure,
};

/// A question, with names for the keys in it.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) ask: ExploreQuery,
    pub(super) picks: NamedPicks,
    pub(super) zone: Zone,
}

pub(super) fn request(
    archive: &Archive,
    explore: &Explore,
    (zone, today): (Zone, NaiveDate),
    limit: usize,
) -> Result<Request, Failure> {
    let filter = filter(explore)?;
    let named = Lookup { archive, zone }.all(&explore.names)?;
    let question = Question {
        filter,
        rule: explore.rule.0,
        measure: match explore.by {
            arguments::Measure::Plays => Measure::Plays,
            arguments::Measure::Time => Measure::Time,
        },
        with_hidden: explore.with_hidden,
        stream: match explore.stream {
            arguments::StreamOf::Artists => StreamOf::Artists,
            arguments::StreamOf::Genres => StreamOf::Genres,
        },
        genre_level: if explore.families {
            GenreLevel::Family
        } else {
            GenreLevel::Genre
        },
        calendar: explore.year,
        ranks: limit,
        ..Question::new(today)
    };
    let keys = |of: &Selection<NamedKey>| Selection {
        only: of.only.iter().map(|named| named.key.clone()).collect(),
        never: of.never.iter().map(|named| named.key.clone()).collect(),
    };
    let picks = PickedKeys {
        artists: keys(&named.artists),
        albums: keys(&named.albums),
        tracks: keys(&named.tracks),
        genres: keys(&named.genres),
    };
    Ok(Request {
        ask: ExploreQuery { picks, question },
        picks: named,
        zone,
    })
}

fn filter(explore: &Explore) -> Result<Filter, Failure> {
    let days = span::days(explore.from, explore.to)?;
    let mut filter = Filter {
        from: days.from,
        to: days.to,
        skipped: explore.skipped.map(|skipped| skipped == YesNo::Yes),
        shuffle: explore.shuffle.map(|shuffle| shuffle == YesNo::Yes),
        platforms: explore.platform.clone(),
        countries: explore.country.iter().map(|country| country.0).collect(),
        ..Filter::default()
    };
    if !explore.weekday.is_empty() {
        filter.weekdays = std::array::from_fn(|day| explore.weekday.iter().any(|days| days.0[day]));
    }
    if !explore.hour.is_empty() {
        filter.hours = std::array::from_fn(|hour| explore.hour.iter().any(|hours| hours.0[hour]));
    }
    if !explore.kind.is_empty() {
        let kinds = explore.kind.iter().map(|kind| match kind {
            arguments::Kind::Music => Kind::Music,
            arguments::Kind::Podcasts => Kind::Podcast,
            arguments::Kind::Audiobooks => Kind::Audiobook,
        });
        filter.kinds = kinds.collect();
    }
    Ok(filter)
}
