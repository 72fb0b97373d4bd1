//! From the page's questions to the archive's. Only renames and converts; what can't be is left out.

use chrono::NaiveDate;
use library::{DayBounds, EntityKind, ExploreQuery, HiddenTarget, PickedKeys};
use plays::CountingRule;
use stats::{Country, Filter, Measure, Question, Selection, StreamOf};

use super::{archive_shape::secs, view};

/// The question as of `today`.
pub(crate) fn asked(question: &view::ExploreQuestion, today: NaiveDate) -> ExploreQuery {
    let mut ask = ranked(&question.filter, question.rule, question.measure, today);
    ask.question.stream = match question.stream {
        view::StreamOf::Artists => StreamOf::Artists,
        view::StreamOf::Genres => StreamOf::Genres,
    };
    ask.question.calendar = question.calendar_year;
    ask
}

/// What ranks by a filter, as of `today`.
pub(crate) fn ranked(
    filter: &view::ExploreFilter,
    rule: view::CountingRule,
    measure: view::Measure,
    today: NaiveDate,
) -> ExploreQuery {
    let pick = |pick: &view::KeyFilter| Selection {
        only: pick.only.clone(),
        never: pick.never.clone(),
    };
    let picks = PickedKeys {
        artists: pick(&filter.artists),
        albums: pick(&filter.albums),
        tracks: pick(&filter.tracks),
        genres: pick(&filter.genres),
    };
    let mut question = Question::new(today);
    question.rule = counting(rule);
    question.measure = ranking(measure);
    question.with_hidden = filter.with_hidden;
    let all = Filter::default();
    question.filter = Filter {
        from: filter.from_day.and_then(date),
        to: filter.to_day.and_then(date),
        weekdays: chosen(&filter.weekdays),
        hours: chosen(&filter.hours),
        kinds: if filter.kinds.is_empty() {
            all.kinds.clone()
        } else {
            filter.kinds.iter().map(|kind| kind_of(*kind)).collect()
        },
        skipped: filter.skipped,
        shuffle: filter.shuffle,
        platforms: filter.platforms.iter().map(|platform| family(*platform)).collect(),
        countries: filter
            .countries
            .iter()
            .filter_map(|country| Country::new(country))
            .collect(),
        ..all
    };
    ExploreQuery { picks, question }
}

/// What counts as a play.
pub(crate) fn counting(rule: view::CountingRule) -> CountingRule {
    match rule {
        view::CountingRule::AtLeast { secs } => CountingRule::AtLeast {
            ms: secs.saturating_mul(1000),
        },
        view::CountingRule::HalfTheTrack => CountingRule::HalfTheTrack,
        view::CountingRule::ToTheEnd => CountingRule::ToTheEnd,
    }
}

/// What ranks.
pub(crate) fn ranking(measure: view::Measure) -> Measure {
    match measure {
        view::Measure::Plays => Measure::Plays,
        view::Measure::Time => Measure::Time,
    }
}

/// Which sort of thing.
pub(crate) fn list(sort: view::EntityKind) -> EntityKind {
    match sort {
        view::EntityKind::Tracks => EntityKind::Track,
        view::EntityKind::Artists => EntityKind::Artist,
        view::EntityKind::Albums => EntityKind::Album,
        view::EntityKind::Genres => EntityKind::Genre,
    }
}

/// What is not to count; a genre can't be hidden.
pub(crate) fn hiding(sort: view::EntityKind, key: String) -> Option<HiddenTarget> {
    match sort {
        view::EntityKind::Tracks => Some(HiddenTarget::Track(key)),
        view::EntityKind::Albums => Some(HiddenTarget::Album(key)),
        view::EntityKind::Artists => Some(HiddenTarget::Artist(key)),
        view::EntityKind::Genres => None,
    }
}

/// These days.
pub(crate) fn span(days: view::DayRange) -> DayBounds {
    DayBounds {
        from: date(days.first_day),
        to: date(days.last_day),
    }
}

/// All where none is chosen.
fn chosen<const N: usize>(some: &[u8]) -> [bool; N] {
    std::array::from_fn(|at| some.is_empty() || some.iter().any(|one| usize::from(*one) == at))
}

/// The day with this number; `None` beyond the calendar.
pub(crate) fn date(day: i32) -> Option<NaiveDate> {
    NaiveDate::from_epoch_days(day)
}

fn kind_of(kind: view::ItemKind) -> plays::Kind {
    match kind {
        view::ItemKind::Music => plays::Kind::Music,
        view::ItemKind::Podcast => plays::Kind::Podcast,
        view::ItemKind::Audiobook => plays::Kind::Audiobook,
    }
}

macro_rules! platforms {
    ($($name:ident)*) => {
        fn family(platform: view::Platform) -> stats::Platform {
            match platform {
                $(view::Platform::$name => stats::Platform::$name,)*
            }
        }

        /// A family of devices, for the page.
        pub(crate) fn platform(family: stats::Platform) -> view::Platform {
            match family {
                $(stats::Platform::$name => view::Platform::$name,)*
            }
        }
    };
}
platforms!(Android Ios Windows Mac Linux Web Speaker Tv Console Car Watch Other);

impl From<library::SearchHit> for view::SearchHit {
    fn from(found: library::SearchHit) -> Self {
        Self {
            sort: sort(found.kind),
            key: found.label.key,
            name: found.label.name,
            under: found.label.byline,
            plays: found.plays,
        }
    }
}

impl From<library::HiddenThing> for view::HiddenThing {
    fn from(thing: library::HiddenThing) -> Self {
        let (sort, span) = match thing.what {
            HiddenTarget::Track(_) => (Some(view::EntityKind::Tracks), None),
            HiddenTarget::Album(_) => (Some(view::EntityKind::Albums), None),
            HiddenTarget::Artist(_) => (Some(view::EntityKind::Artists), None),
            HiddenTarget::Time { from, to } => (None, Some((from, to))),
        };
        Self {
            id: thing.id,
            sort,
            name: thing.name,
            from_secs: span.map(|(from, _)| secs(from)),
            to_secs: span.map(|(_, to)| secs(to)),
        }
    }
}

fn sort(list: EntityKind) -> view::EntityKind {
    match list {
        EntityKind::Track => view::EntityKind::Tracks,
        EntityKind::Artist => view::EntityKind::Artists,
        EntityKind::Album => view::EntityKind::Albums,
        EntityKind::Genre => view::EntityKind::Genres,
    }
}
