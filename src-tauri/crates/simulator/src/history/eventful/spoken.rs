//! Podcasts and audiobooks: an episode a week while a show is followed, and a chapter a night while a book is read.

use sample::{Random, names};

use super::stream;
use crate::{
    history::{MINUTE_MS, weekday},
    life::{BOOKS, DAYS_A_YEAR, SHOWS},
};

/// When a chapter begins, in minutes of the day.
const BEDTIME: i64 = 22 * 60 + 50;
/// How long a chapter is, in minutes.
const CHAPTER_MINUTES: (i64, i64) = (19, 29);

/// An episode or a chapter that was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SpokenPlay {
    /// `spotify:episode:…` or `spotify:chapter:…`.
    pub(crate) uri: String,
    pub(crate) name: String,
    /// The podcast or the audiobook.
    pub(crate) collection: &'static str,
    pub(crate) ended_ms: i64,
    pub(crate) heard_ms: i64,
}

/// What was heard on a day since the epoch, which began at `begin_ms`.
pub(super) fn of_day(seed: u64, today: i64, day: i64, begin_ms: i64) -> Vec<SpokenPlay> {
    let mut heard: Vec<_> = (0..SHOWS.len())
        .filter_map(|show| episode(seed, show, today, day, begin_ms))
        .collect();
    heard.extend(chapter(today, day).map(|(book, number)| {
        let random = &mut Random::new(seed, &[stream::CHAPTER, book as u64, number as u64]);
        let id = random.base62(22);
        let minutes = random.between(CHAPTER_MINUTES.0, CHAPTER_MINUTES.1);
        SpokenPlay {
            uri: format!("spotify:chapter:{id}"),
            name: format!("Chapter {}: {}", number + 1, names::album(random)),
            collection: BOOKS[book].name,
            ended_ms: begin_ms + (BEDTIME + minutes) * MINUTE_MS,
            heard_ms: minutes * MINUTE_MS,
        }
    }));
    heard
}

/// Whether a chapter is heard on the evening of a day, unless the listener is away.
pub(super) fn has_chapter(today: i64, day: i64) -> bool {
    chapter(today, day).is_some()
}

/// The book and the number of its chapter.
fn chapter(today: i64, day: i64) -> Option<(usize, i64)> {
    let books = BOOKS.iter().enumerate();
    books
        .map(|(book, of)| (book, day - (today - days(of.from)), of.chapters))
        .find(|(_, night, chapters)| (0..*chapters).contains(night))
        .map(|(book, night, _)| (book, night))
}

fn episode(seed: u64, show: usize, today: i64, day: i64, begin_ms: i64) -> Option<SpokenPlay> {
    let of = &SHOWS[show];
    let (first, last) = (today - days(of.from), today - days(of.to));
    if weekday(day) != of.weekday || !(first..=last).contains(&day) {
        return None;
    }
    let number = (day - first) / 7 + 1;
    let random = &mut Random::new(seed, &[stream::EPISODE, show as u64, number as u64]);
    let id = random.base62(22);
    let title = names::track(random);
    let minutes = random.between(of.minutes.0, of.minutes.1);
    let heard_ms = match random.below(10) {
        // Some weeks are missed, and some episodes are left in the middle.
        0 => return None,
        1 => minutes * MINUTE_MS / 3,
        _ => minutes * MINUTE_MS,
    };
    Some(SpokenPlay {
        uri: format!("spotify:episode:{id}"),
        name: format!("{number}. {title}"),
        collection: of.name,
        ended_ms: begin_ms + of.begins_minute * MINUTE_MS + heard_ms,
        heard_ms,
    })
}

fn days(years: f64) -> i64 {
    (years * DAYS_A_YEAR) as i64
}
