//! Questions about a history, most of which have plays to answer with.

use chrono::{Datelike, NaiveDate, TimeDelta};
use plays::CountingRule;
use proptest::{
    collection::vec,
    option,
    prelude::*,
    sample::{select, subsequence},
};
use stats::{
    AlbumNo, ArtistNo, DayRange, DetailQuery, Filter, GenreLevel, GenreNo, Measure, Question, Selection, StreamOf,
    Subject, TrackNo,
};

use crate::{
    histories::{KINDS, PLATFORMS, countries},
    history::{History, life},
};

/// A call to an engine.
#[derive(Debug, Clone)]
pub(crate) enum Request {
    Summary(Question),
    TopTracks(Question, usize),
    Detail(DetailQuery),
}

impl Request {
    /// Whether the history has the subject.
    pub(crate) fn is_about(&self, history: &History) -> bool {
        let Self::Detail(query) = self else { return true };
        let catalogue = &history.catalogue;
        match query.subject {
            Subject::Track(track) => track.index() < catalogue.tracks.len(),
            Subject::Album(album) => album.0 < catalogue.albums,
            Subject::Artist(artist) => artist.index() < catalogue.artists.len(),
            Subject::Genre(genre) => genre.0 < catalogue.genres + catalogue.families,
        }
    }
}

/// Several, each much like the one before: what an engine keeps must fit what is asked next.
pub(crate) fn requests(history: &History) -> BoxedStrategy<Vec<Request>> {
    let one = (question(history), query(history), any::<[bool; 10]>(), 0u8..8);
    vec(one, 1..7)
        .prop_map(|drafts| {
            let mut last: Option<Question> = None;
            let mut requests = Vec::new();
            for (question, query, changes, what) in drafts {
                let question = match last.take() {
                    Some(before) => changed(before, question, changes),
                    None => question,
                };
                last = Some(question.clone());
                requests.push(match what {
                    0 | 1 => Request::TopTracks(question, 5),
                    2 | 3 => Request::Detail(query),
                    _ => Request::Summary(question),
                });
            }
            requests
        })
        .boxed()
}

/// The question with some parts of another.
fn changed(mut question: Question, other: Question, changes: [bool; 10]) -> Question {
    let [
        range,
        times,
        picks,
        circumstances,
        rule,
        measure,
        hidden,
        today,
        stream,
        ranks,
    ] = changes;
    let (filter, then) = (&mut question.filter, other.filter);
    if range {
        (filter.from, filter.to) = (then.from, then.to);
    }
    if times {
        (filter.weekdays, filter.hours) = (then.weekdays, then.hours);
    }
    if picks {
        (filter.artists, filter.albums) = (then.artists, then.albums);
        (filter.tracks, filter.genres) = (then.tracks, then.genres);
    }
    if circumstances {
        (filter.kinds, filter.skipped, filter.shuffle) = (then.kinds, then.skipped, then.shuffle);
        (filter.platforms, filter.countries) = (then.platforms, then.countries);
    }
    if rule {
        question.rule = other.rule;
    }
    if measure {
        question.measure = other.measure;
    }
    if hidden {
        question.with_hidden = other.with_hidden;
    }
    if today {
        (question.today, question.calendar) = (other.today, other.calendar);
    }
    if stream {
        (question.stream, question.genre_level) = (other.stream, other.genre_level);
    }
    if ranks {
        question.ranks = other.ranks;
    }
    question
}

pub(crate) fn question(history: &History) -> BoxedStrategy<Question> {
    let today = today(history);
    let year = (-1i32..3, today.clone()).prop_map(|(more, day)| day.year() - more);
    let calendar = option::weighted(0.3, prop_oneof![9 => year, 1 => select([1960, 2100].as_slice())]);
    let stream = select([StreamOf::Artists, StreamOf::Genres].as_slice());
    let level = select([GenreLevel::Genre, GenreLevel::Family].as_slice());
    let ranks = prop_oneof![1 => 0usize..4, 3 => Just(50)];
    (
        filter(history),
        rule(),
        measure(),
        any::<bool>(),
        today,
        (stream, level),
        calendar,
        ranks,
    )
        .prop_map(
            |(filter, rule, measure, with_hidden, today, (stream, genre_level), calendar, ranks)| Question {
                filter,
                rule,
                measure,
                with_hidden,
                today,
                stream,
                genre_level,
                calendar,
                ranks,
            },
        )
        .boxed()
}

pub(crate) fn query(history: &History) -> BoxedStrategy<DetailQuery> {
    let catalogue = &history.catalogue;
    let subject = prop_oneof![
        (0..catalogue.tracks.len() as u32).prop_map(|number| Subject::Track(TrackNo(number))),
        (0..catalogue.albums).prop_map(|number| Subject::Album(AlbumNo(number))),
        (0..catalogue.artists.len() as u32).prop_map(|number| Subject::Artist(ArtistNo(number))),
        (0..catalogue.genres + catalogue.families).prop_map(|number| Subject::Genre(GenreNo(number))),
    ];
    let ranks = prop_oneof![1 => 0usize..4, 3 => Just(50)];
    (subject, rule(), measure(), any::<bool>(), ranks)
        .prop_map(|(subject, rule, measure, with_hidden, ranks)| DetailQuery {
            subject,
            rule,
            measure,
            with_hidden,
            ranks,
        })
        .boxed()
}

fn rule() -> BoxedStrategy<CountingRule> {
    let ms = select([0, 1, 1000, 30_000, 30_001, 60_000, u32::MAX].as_slice());
    prop_oneof![
        2 => ms.prop_map(|ms| CountingRule::AtLeast { ms }),
        1 => Just(CountingRule::HalfTheTrack),
        1 => Just(CountingRule::ToTheEnd),
    ]
    .boxed()
}

fn measure() -> BoxedStrategy<Measure> {
    select([Measure::Plays, Measure::Time].as_slice()).boxed()
}

fn days_with_plays(history: &History) -> Vec<NaiveDate> {
    let days: Vec<NaiveDate> = history.full_plays().iter().map(|play| play.day()).collect();
    let any = || vec![NaiveDate::from_ymd_opt(2020, 2, 29).unwrap()];
    if days.is_empty() { any() } else { days }
}

/// A day with plays, a day or two from one, or the same day in another year.
fn today(history: &History) -> BoxedStrategy<NaiveDate> {
    let other_year = prop_oneof![1 => Just(0i32), 1 => -3i32..6];
    (select(days_with_plays(history)), -2i64..3, other_year)
        .prop_map(|(day, more, years)| {
            let day = day + TimeDelta::days(more);
            day.with_year(day.year() + years).unwrap_or(day)
        })
        .boxed()
}

/// Within the history, at its ends, and somewhat beyond.
fn day(history: &History) -> BoxedStrategy<NaiveDate> {
    let edges =
        life(&history.full_plays()).map_or(days_with_plays(history), |DayRange { first, last }| vec![first, last]);
    let near = (select(days_with_plays(history)), -3i64..4);
    let edge = (select(edges), prop_oneof![-1i64..2, -800i64..800]);
    let far = (select([(1900, 1), (2150, 6)].as_slice()), 0i64..400).prop_map(|((year, month), more)| {
        let first = NaiveDate::from_ymd_opt(year, month, 1).unwrap();
        (first, more)
    });
    prop_oneof![30 => near, 10 => edge, 1 => far]
        .prop_map(|(day, more)| day + TimeDelta::days(more))
        .boxed()
}

fn range(history: &History) -> BoxedStrategy<(Option<NaiveDate>, Option<NaiveDate>)> {
    let both = || (day(history), day(history));
    prop_oneof![
        2 => Just((None, None)),
        1 => day(history).prop_map(|from| (Some(from), None)),
        1 => day(history).prop_map(|to| (None, Some(to))),
        4 => both().prop_map(|(a, b)| (Some(a.min(b)), Some(a.max(b)))),
        1 => both().prop_map(|(from, to)| (Some(from), Some(to))),
    ]
    .boxed()
}

fn pick<N: Clone + std::fmt::Debug + 'static>(below: u32, number: fn(u32) -> N) -> BoxedStrategy<Selection<N>> {
    // The first number beyond the catalogue may be asked for too.
    let numbers = move |most| vec((0..=below).prop_map(number), 0..most);
    prop_oneof![
        12 => Just(Selection::default()),
        1 => numbers(4).prop_map(|only| Selection { only, never: Vec::new() }),
        1 => numbers(3).prop_map(|never| Selection { only: Vec::new(), never }),
        1 => (numbers(4), numbers(2)).prop_map(|(only, never)| Selection { only, never }),
    ]
    .boxed()
}

fn times<const N: usize>(few: usize) -> BoxedStrategy<[bool; N]> {
    let one_in_two = vec(any::<bool>(), N);
    let most = vec(0..N, 0..few).prop_map(|out| (0..N).map(|at| !out.contains(&at)).collect::<Vec<bool>>());
    prop_oneof![8 => Just(vec![true; N]), 1 => one_in_two, 1 => most]
        .prop_map(|times| times.try_into().unwrap_or([true; N]))
        .boxed()
}

fn filter(history: &History) -> BoxedStrategy<Filter> {
    let catalogue = &history.catalogue;
    let picks = (
        pick(catalogue.artists.len() as u32, ArtistNo),
        pick(catalogue.albums, AlbumNo),
        pick(catalogue.tracks.len() as u32, TrackNo),
        pick(catalogue.genres + catalogue.families, GenreNo),
    );
    let kinds = prop_oneof![
        7 => Just(KINDS.to_vec()),
        3 => Just(KINDS[..1].to_vec()),
        1 => subsequence(KINDS.to_vec(), 0..=3),
    ];
    let flag = || prop_oneof![8 => Just(None), 1 => any::<bool>().prop_map(Some)];
    let platforms = prop_oneof![8 => Just(Vec::new()), 1 => subsequence(PLATFORMS.to_vec(), 0..=3)];
    let countries = prop_oneof![8 => Just(Vec::new()), 1 => subsequence(countries(), 0..=2)];
    let circumstances = (kinds, flag(), flag(), platforms, countries);
    (range(history), times(3), times(5), picks, circumstances)
        .prop_map(|((from, to), weekdays, hours, picks, circumstances)| {
            let (artists, albums, tracks, genres) = picks;
            let (kinds, skipped, shuffle, platforms, countries) = circumstances;
            Filter {
                from,
                to,
                weekdays,
                hours,
                artists,
                albums,
                tracks,
                genres,
                kinds,
                skipped,
                shuffle,
                platforms,
                countries,
            }
        })
        .boxed()
}
