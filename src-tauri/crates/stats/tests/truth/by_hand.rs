//! Histories made by hand, and what both the engine and the oracle answer about them.

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use plays::{CountingRule, Kind};
use stats::{
    AlbumNo, Amount, ArtistNo, BinUnit, Catalogue, CatalogueTrack, DayRange, Detail, DetailQuery, Filter, GenreNo,
    HiddenPlays, Measure, PlayAttributes, Question, Subject, Summary, TableRow, Timeline, TrackNo,
};

use crate::{
    compare::{same_detail, same_summary},
    engine::engine_for,
    history::History,
    oracle, oracle_detail,
};

/// Six tracks, each on the album, by the artist and of the genre of its own number. Nothing is known of how a play came about.
pub(crate) fn listener(zone: Tz) -> History {
    let track = |number| CatalogueTrack {
        kind: Kind::Music,
        album: AlbumNo(number),
        artists: vec![ArtistNo(number)],
        length_ms: None,
    };
    History {
        catalogue: Catalogue {
            tracks: (0..6).map(track).collect(),
            albums: 6,
            artists: (0..6).map(|number| vec![GenreNo(number)]).collect(),
            genres: 6,
            families: 0,
        },
        attribute_sets: vec![PlayAttributes::default()],
        plays: Vec::new(),
        hidden: HiddenPlays::default(),
        zone,
    }
}

impl History {
    /// Adds a play from this instant (UTC) on for so many seconds.
    pub(crate) fn play(mut self, began: &str, track: u32, secs: u32) -> Self {
        self.plays.push(TableRow {
            began_ms: instant_ms(began),
            ms_played: secs * 1000,
            track: TrackNo(track),
            attributes: 0,
        });
        self
    }

    /// Adds `count` plays of track 0, each a minute long and so many minutes after the one before.
    pub(crate) fn play_each(mut self, mins: u32, from: &str, count: u32) -> Self {
        let first = instant_ms(from);
        for number in 0..count {
            self.plays.push(TableRow {
                began_ms: first + i64::from(number * mins) * 60_000,
                ms_played: 60_000,
                track: TrackNo(0),
                attributes: 0,
            });
        }
        self
    }

    /// Gives the latest play attributes of its own.
    pub(crate) fn with(mut self, attributes: PlayAttributes) -> Self {
        self.plays.last_mut().unwrap().attributes = self.attribute_sets.len() as u16;
        self.attribute_sets.push(attributes);
        self
    }
}

/// In milliseconds since 1970.
pub(crate) fn instant_ms(instant: &str) -> i64 {
    DateTime::parse_from_rfc3339(instant).unwrap().timestamp_millis()
}

pub(crate) fn day(day: &str) -> NaiveDate {
    day.parse().unwrap()
}

pub(crate) fn time(time: &str) -> NaiveDateTime {
    time.parse().unwrap()
}

pub(crate) fn days(first: &str, last: &str) -> DayRange {
    DayRange {
        first: day(first),
        last: day(last),
    }
}

/// Everything, as of this day.
pub(crate) fn as_of(today: &str) -> Question {
    Question::new(day(today))
}

/// Everything from one day to another, as of the last.
pub(crate) fn about(first: &str, last: &str) -> Question {
    Question {
        filter: Filter {
            from: Some(day(first)),
            to: Some(day(last)),
            ..Filter::default()
        },
        ..as_of(last)
    }
}

pub(crate) fn of_track(number: u32) -> DetailQuery {
    DetailQuery {
        subject: Subject::Track(TrackNo(number)),
        rule: CountingRule::default(),
        measure: Measure::Plays,
        with_hidden: false,
        ranks: 50,
    }
}

/// What both answer.
pub(crate) fn summary(history: &History, question: &Question) -> Summary {
    let slow = oracle::summary(history, question);
    same_summary(&engine_for(history).summary(question), &slow, question).unwrap();
    slow
}

/// What both answer.
pub(crate) fn detail(history: &History, query: &DetailQuery) -> Detail {
    let slow = oracle_detail::detail(history, query);
    same_detail(&engine_for(history).detail(query), &slow, query).unwrap();
    slow
}

/// Plays on these days, by both.
pub(crate) fn plays_on(history: &History, first: &str, last: &str) -> u32 {
    summary(history, &about(first, last)).totals.amount.plays
}

/// The hours of the week that have plays, as day from Monday, hour, plays.
pub(crate) fn hours(clock: &[Amount]) -> Vec<(usize, usize, u32)> {
    let with_plays = clock.iter().enumerate().filter(|(_, amount)| amount.plays > 0);
    with_plays
        .map(|(cell, amount)| (cell / 24, cell % 24, amount.plays))
        .collect()
}

/// The hours of a timeline that have plays, each with its day from the first on, its hour and how many.
pub(crate) fn bars_of_hours(timeline: &Timeline) -> Vec<(usize, usize, u32)> {
    assert_eq!(timeline.bins.unit, BinUnit::Hour);
    hours(&timeline.all)
}
