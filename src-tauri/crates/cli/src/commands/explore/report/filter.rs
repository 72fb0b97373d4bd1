//! The filter as the program understood it, for the answer.

use chrono::NaiveDate;
use plays::{CountingRule, Kind};
use serde::Serialize;
use stats::{Measure, Selection, StreamOf};

use crate::{
    commands::explore::{lookup::NamedKey, request::Request},
    filter_value::{self, WEEKDAYS},
};

#[derive(Debug, Serialize)]
pub(in crate::commands::explore) struct Filter {
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    weekdays: Vec<&'static str>,
    hours: Vec<usize>,
    artists: PickJson,
    albums: PickJson,
    tracks: PickJson,
    genres: PickJson,
    kinds: Vec<&'static str>,
    skipped: Option<bool>,
    shuffle: Option<bool>,
    platforms: Vec<&'static str>,
    countries: Vec<String>,
    rule: &'static str,
    /// `None` unless the rule is a length.
    rule_ms: Option<u32>,
    by: &'static str,
    with_hidden: bool,
    stream: &'static str,
    year: Option<i32>,
    limit: usize,
    zone: &'static str,
    today: NaiveDate,
}

#[derive(Debug, Serialize)]
struct PickJson {
    only: Vec<Named>,
    never: Vec<Named>,
}

#[derive(Debug, Serialize)]
struct Named {
    key: String,
    name: String,
}

impl From<&Selection<NamedKey>> for PickJson {
    fn from(pick: &Selection<NamedKey>) -> Self {
        let named = |keys: &[NamedKey]| {
            let named = keys.iter().map(|NamedKey { key, name }| Named {
                key: key.clone(),
                name: name.clone(),
            });
            named.collect()
        };
        Self {
            only: named(&pick.only),
            never: named(&pick.never),
        }
    }
}

impl Filter {
    pub(super) fn new(request: &Request) -> Self {
        let question = &request.ask.question;
        let filter = &question.filter;
        let (rule, rule_ms) = match question.rule {
            CountingRule::AtLeast { ms } => ("at_least", Some(ms)),
            CountingRule::HalfTheTrack => ("half", None),
            CountingRule::ToTheEnd => ("end", None),
        };
        let picks = &request.picks;
        Self {
            from: filter.from,
            to: filter.to,
            weekdays: (0..7)
                .filter(|day| filter.weekdays[*day])
                .map(|day| WEEKDAYS[day])
                .collect(),
            hours: (0..24).filter(|hour| filter.hours[*hour]).collect(),
            artists: (&picks.artists).into(),
            albums: (&picks.albums).into(),
            tracks: (&picks.tracks).into(),
            genres: (&picks.genres).into(),
            kinds: filter.kinds.iter().map(|kind| self::kind(*kind)).collect(),
            skipped: filter.skipped,
            shuffle: filter.shuffle,
            platforms: filter
                .platforms
                .iter()
                .map(|platform| filter_value::platform(*platform))
                .collect(),
            countries: filter.countries.iter().map(|country| country.code()).collect(),
            rule,
            rule_ms,
            by: match question.measure {
                Measure::Plays => "plays",
                Measure::Time => "time",
            },
            with_hidden: question.with_hidden,
            stream: match question.stream {
                StreamOf::Artists => "artists",
                StreamOf::Genres => "genres",
            },
            year: question.calendar,
            limit: question.ranks,
            zone: request.zone.name(),
            today: question.today,
        }
    }
}

/// The name that `--kind` takes.
pub(in crate::commands::explore) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Music => "music",
        Kind::Podcast => "podcasts",
        Kind::Audiobook => "audiobooks",
    }
}
