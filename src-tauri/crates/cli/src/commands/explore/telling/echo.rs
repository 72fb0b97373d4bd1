//! The filter as it was understood.

use chrono::NaiveDate;
use plays::{CountingRule, Kind};
use serde::Serialize;
use stats::{Measure, Selection, StreamOf};

use crate::{
    choice::{self, WEEKDAYS},
    commands::explore::asking::{Asking, Choice},
};

#[derive(Debug, Serialize)]
pub(in crate::commands::explore) struct Filter {
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    weekdays: Vec<&'static str>,
    hours: Vec<usize>,
    artists: Who,
    albums: Who,
    tracks: Who,
    genres: Who,
    kinds: Vec<&'static str>,
    skipped: Option<bool>,
    shuffle: Option<bool>,
    platforms: Vec<&'static str>,
    countries: Vec<String>,
    rule: &'static str,
    /// Where the rule is a length.
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
struct Who {
    only: Vec<Named>,
    never: Vec<Named>,
}

#[derive(Debug, Serialize)]
struct Named {
    key: String,
    name: String,
}

impl From<&Selection<Choice>> for Who {
    fn from(pick: &Selection<Choice>) -> Self {
        let named = |choices: &[Choice]| {
            let named = choices.iter().map(|Choice { key, name }| Named {
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
    pub(super) fn new(asking: &Asking) -> Self {
        let question = &asking.ask.question;
        let filter = &question.filter;
        let (rule, rule_ms) = match question.rule {
            CountingRule::AtLeast { ms } => ("at_least", Some(ms)),
            CountingRule::HalfTheTrack => ("half", None),
            CountingRule::ToTheEnd => ("end", None),
        };
        let chosen = &asking.chosen;
        Self {
            from: filter.from,
            to: filter.to,
            weekdays: (0..7)
                .filter(|day| filter.weekdays[*day])
                .map(|day| WEEKDAYS[day])
                .collect(),
            hours: (0..24).filter(|hour| filter.hours[*hour]).collect(),
            artists: (&chosen.artists).into(),
            albums: (&chosen.albums).into(),
            tracks: (&chosen.tracks).into(),
            genres: (&chosen.genres).into(),
            kinds: filter.kinds.iter().map(|kind| self::kind(*kind)).collect(),
            skipped: filter.skipped,
            shuffle: filter.shuffle,
            platforms: filter
                .platforms
                .iter()
                .map(|platform| choice::platform(*platform))
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
            zone: asking.zone.name(),
            today: question.today,
        }
    }
}

/// As `--kind` has it.
pub(in crate::commands::explore) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Music => "music",
        Kind::Podcast => "podcasts",
        Kind::Audiobook => "audiobooks",
    }
}
