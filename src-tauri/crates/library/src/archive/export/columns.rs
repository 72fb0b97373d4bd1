//! The columns of CSV and Parquet, in order. What is unknown is `None`.

use std::borrow::Cow;

use super::resolved::ResolvedPlay;

/// What a column says about a play.
#[derive(Clone, Copy)]
pub(super) enum Cell {
    /// When it ended.
    EndedAt,
    /// How long it was played, in milliseconds.
    MsPlayed,
    /// Yes or no.
    Flag(fn(&ResolvedPlay<'_>) -> Option<bool>),
    /// A name or a code word.
    Text(for<'p> fn(&'p ResolvedPlay<'_>) -> Option<Cow<'p, str>>),
}

/// Every column with its heading.
pub(super) const COLUMNS: [(&str, Cell); 18] = [
    ("ended_at", Cell::EndedAt),
    ("ms_played", Cell::MsPlayed),
    ("estimated", Cell::Flag(|play| Some(play.is_estimated()))),
    ("kind", Cell::Text(|play| text(play.kind()))),
    ("track", Cell::Text(|play| text(&play.track.name))),
    (
        "artists",
        Cell::Text(|play| Some(play.artists()).filter(|artists| !artists.is_empty())),
    ),
    ("album", Cell::Text(|play| text(&play.album.name))),
    ("uri", Cell::Text(|play| text(&play.track.uri))),
    (
        "reason_start",
        Cell::Text(|play| word(play.circumstance.reason_start.as_deref())),
    ),
    (
        "reason_end",
        Cell::Text(|play| word(play.circumstance.reason_end.as_deref())),
    ),
    ("shuffle", Cell::Flag(|play| play.circumstance.shuffle)),
    ("skipped", Cell::Flag(|play| play.circumstance.skipped)),
    ("offline", Cell::Flag(|play| play.circumstance.offline)),
    ("incognito", Cell::Flag(|play| play.circumstance.incognito)),
    (
        "platform",
        Cell::Text(|play| word(play.circumstance.platform.as_deref())),
    ),
    ("country", Cell::Text(|play| word(play.circumstance.country.as_deref()))),
    ("source", Cell::Text(|play| text(play.source))),
    (
        "genres",
        Cell::Text(|play| Some(play.genres()).filter(|genres| !genres.is_empty()).map(Cow::Owned)),
    ),
];

fn text(text: &str) -> Option<Cow<'_, str>> {
    word(Some(text))
}

fn word(word: Option<&str>) -> Option<Cow<'_, str>> {
    word.filter(|word| !word.is_empty()).map(Cow::Borrowed)
}
