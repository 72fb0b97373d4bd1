//! From the page's question to the archive's. Leaves out what means nothing to the archive, such as a country that is none.

use chrono::NaiveDate;
use library::{ExploreQuery, ListEntry, PickedKeys};
use stats::{Country, Filter, GenreLevel, Question, Selection, StreamOf};

use super::filter;
use crate::ipc::view;

/// The question of the Explore screen, asked on the day `today`.
pub(crate) fn question(question: &view::ExploreQuestion, today: NaiveDate) -> ExploreQuery {
    let mut query = ranking_question(&question.filter, question.rule, question.measure, today);
    query.question.stream = match question.stream {
        view::StreamOf::Artists => StreamOf::Artists,
        view::StreamOf::Genres => StreamOf::Genres,
    };
    query.question.genre_level = genre_level(question.genre_level);
    query.question.calendar = question.calendar_year;
    query
}

pub(crate) fn genre_level(level: view::GenreLevel) -> GenreLevel {
    match level {
        view::GenreLevel::Genre => GenreLevel::Genre,
        view::GenreLevel::Family => GenreLevel::Family,
    }
}

/// What a filter ranks, asked on the day `today`.
pub(crate) fn ranking_question(
    filter: &view::ExploreFilter,
    rule: view::CountingRule,
    measure: view::Measure,
    today: NaiveDate,
) -> ExploreQuery {
    let selection = |keys: &view::KeyFilter| Selection {
        only: keys.only.clone(),
        never: keys.never.clone(),
    };
    let picks = PickedKeys {
        artists: selection(&filter.artists),
        albums: selection(&filter.albums),
        tracks: selection(&filter.tracks),
        genres: selection(&filter.genres),
    };
    let mut question = Question::new(today);
    question.rule = filter::rule(rule);
    question.measure = filter::measure(measure);
    question.with_hidden = filter.with_hidden;
    let default = Filter::default();
    question.filter = Filter {
        from: filter.from_day.and_then(filter::date),
        to: filter.to_day.and_then(filter::date),
        weekdays: chosen_or_all(&filter.weekdays),
        hours: chosen_or_all(&filter.hours),
        kinds: if filter.kinds.is_empty() {
            default.kinds.clone()
        } else {
            filter.kinds.iter().copied().map(filter::item_kind).collect()
        },
        skipped: filter.skipped,
        shuffle: filter.shuffle,
        platforms: filter.platforms.iter().copied().map(filter::platform).collect(),
        countries: filter
            .countries
            .iter()
            .filter_map(|country| Country::new(country))
            .collect(),
        ..default
    };
    ExploreQuery { picks, question }
}

fn chosen_or_all<const N: usize>(chosen: &[u8]) -> [bool; N] {
    std::array::from_fn(|at| chosen.is_empty() || chosen.iter().any(|one| usize::from(*one) == at))
}

impl From<view::ListEntry> for ListEntry {
    fn from(view::ListEntry { key, name }: view::ListEntry) -> Self {
        Self { key, name }
    }
}
