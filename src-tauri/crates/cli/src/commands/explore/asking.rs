//! From the command line to a question: parts of the filter joined, names looked up.

use chrono::NaiveDate;
use library::{Archive, EntityKind, ExploreQuery, PickedKeys, SearchHit, Zone};
use plays::{CountingRule, Kind};
use stats::{Filter, Measure, Question, Selection, StreamOf};

use crate::{
    arguments::{self, Explore, Who, YesNo},
    commands::{hiding, listening},
    failure::Failure,
};

/// A question, and what its keys are called.
#[derive(Debug)]
pub(super) struct Asking {
    pub(super) ask: ExploreQuery,
    pub(super) chosen: Chosen,
    pub(super) zone: Zone,
}

/// Artists, albums, tracks and genres of the filter.
#[derive(Debug)]
pub(super) struct Chosen {
    pub(super) artists: Selection<Choice>,
    pub(super) albums: Selection<Choice>,
    pub(super) tracks: Selection<Choice>,
    pub(super) genres: Selection<Choice>,
}

/// One of them. Where it was asked for by a name that several bear, the key is that name and stands for all of them.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) key: String,
    pub(super) name: String,
}

pub(super) fn ask(
    archive: &Archive,
    explore: &Explore,
    (zone, today): (Zone, NaiveDate),
    limit: usize,
) -> Result<Asking, Failure> {
    let filter = filter(explore)?;
    let chosen = LookUp { archive, zone }.all(&explore.who)?;
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
        calendar: explore.year,
        ranks: limit,
        ..Question::new(today)
    };
    let keys = |of: &Selection<Choice>| Selection {
        only: of.only.iter().map(|choice| choice.key.clone()).collect(),
        never: of.never.iter().map(|choice| choice.key.clone()).collect(),
    };
    let picks = PickedKeys {
        artists: keys(&chosen.artists),
        albums: keys(&chosen.albums),
        tracks: keys(&chosen.tracks),
        genres: keys(&chosen.genres),
    };
    Ok(Asking {
        ask: ExploreQuery { picks, question },
        chosen,
        zone,
    })
}

fn filter(explore: &Explore) -> Result<Filter, Failure> {
    let from = explore.from.map(|period| period.first);
    let to = explore.to.map(|period| period.last);
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        return Err(Failure::usage(format!("--from {from} comes after --to {to}")));
    }
    let mut filter = Filter {
        from,
        to,
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
        let asked = explore.kind.iter().map(|kind| match kind {
            arguments::Kind::Music => Kind::Music,
            arguments::Kind::Podcasts => Kind::Podcast,
            arguments::Kind::Audiobooks => Kind::Audiobook,
        });
        filter.kinds = asked.collect();
    }
    Ok(filter)
}

struct LookUp<'a> {
    archive: &'a Archive,
    zone: Zone,
}

impl LookUp<'_> {
    fn all(&self, who: &Who) -> Result<Chosen, Failure> {
        let pick = |list, only: &[String], never: &[String]| -> Result<Selection<Choice>, Failure> {
            Ok(Selection {
                only: self.each(list, only)?,
                never: self.each(list, never)?,
            })
        };
        Ok(Chosen {
            artists: pick(EntityKind::Artist, &who.artist, &who.not_artist)?,
            albums: pick(EntityKind::Album, &who.album, &who.not_album)?,
            tracks: pick(EntityKind::Track, &who.track, &who.not_track)?,
            genres: pick(EntityKind::Genre, &who.genre, &who.not_genre)?,
        })
    }

    fn each(&self, list: EntityKind, asked: &[String]) -> Result<Vec<Choice>, Failure> {
        let found: Result<Vec<_>, _> = asked.iter().map(|text| self.one(list, text)).collect();
        Ok(found?.concat())
    }

    /// What is called so, to the letter, or else in other capitals.
    fn one(&self, list: EntityKind, text: &str) -> Result<Vec<Choice>, Failure> {
        let kinds: &[&str] = match list {
            EntityKind::Track => &["track", "episode", "chapter"],
            EntityKind::Album => &["album", "show", "audiobook"],
            EntityKind::Artist => &["artist"],
            EntityKind::Genre => &[],
        };
        let uri = kinds.iter().find_map(|kind| hiding::uri(kind, text));
        let key = uri.unwrap_or_else(|| text.to_owned());
        let whatever = (CountingRule::default(), Measure::default(), true);
        if let Some(known) = self.archive.detail((list, &key), whatever, self.zone)? {
            let named = self.archive.label(&known.history, known.subject)?;
            let name = named.map_or_else(|| key.clone(), |named| named.name);
            return Ok(vec![Choice { key, name }]);
        }
        let near = self.archive.search(text, self.zone)?;
        let lower = text.to_lowercase();
        let mut names: Vec<String> = near
            .iter()
            .filter(|found| found.kind == list && found.label.name.to_lowercase() == lower)
            .map(|found| found.label.name.clone())
            .collect();
        names.sort_unstable();
        names.dedup();
        if names.is_empty() {
            return Err(self.unknown(list, text, near)?);
        }
        let choice = |name: String| Choice {
            key: name.clone(),
            name,
        };
        Ok(names.into_iter().map(choice).collect())
    }

    fn unknown(&self, list: EntityKind, text: &str, near: Vec<SearchHit>) -> Result<Failure, Failure> {
        if self.archive.count()? == 0 {
            return Ok(Failure::new(UNKNOWN, listening::nothing_yet(self.archive)));
        }
        let (one, many) = words(list);
        let alike = self.alike(list, text, near)?;
        let mut names: Vec<String> = Vec::new();
        for found in alike {
            let flag = words(found.kind).0;
            let name = if found.kind == list {
                format!("“{}”", found.label.name)
            } else {
                format!("the {flag} “{}” (--{flag})", found.label.name)
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.truncate(5);
        let near = if names.is_empty() {
            String::new()
        } else {
            format!(" There is {}.", names.join(", "))
        };
        let so = if text.contains("://") || text.starts_with("spotify:") {
            "has the address"
        } else {
            "is called"
        };
        let message = format!(
            "No {one} in the archive {so} “{text}”.{near} See how it is written: tonearm-cli top {many} --limit 100"
        );
        Ok(Failure::new(UNKNOWN, message))
    }

    /// What has all of its words, else one of them, else their beginnings; of the same sort, else of any.
    fn alike(&self, list: EntityKind, text: &str, near: Vec<SearchHit>) -> Result<Vec<SearchHit>, Failure> {
        let mut tries = vec![near];
        let words: Vec<&str> = text.split_whitespace().filter(|word| word.len() > 2).collect();
        let starts = words.iter().map(|word| {
            let letters = word.chars().count().div_ceil(2).max(3);
            word.chars().take(letters).collect::<String>()
        });
        for part in words.iter().map(ToString::to_string).chain(starts) {
            tries.push(self.archive.search(&part, self.zone)?);
        }
        let same = tries.iter().find(|found| found.iter().any(|found| found.kind == list));
        if let Some(same) = same {
            return Ok(same.iter().filter(|found| found.kind == list).cloned().collect());
        }
        Ok(tries.into_iter().find(|found| !found.is_empty()).unwrap_or_default())
    }
}

const UNKNOWN: &str = "not_in_the_archive";

/// One and many of them.
fn words(list: EntityKind) -> (&'static str, &'static str) {
    match list {
        EntityKind::Track => ("track", "tracks"),
        EntityKind::Album => ("album", "albums"),
        EntityKind::Artist => ("artist", "artists"),
        EntityKind::Genre => ("genre", "genres"),
    }
}
