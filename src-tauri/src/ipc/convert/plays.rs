//! Plays as rows, and the gaps between them.

use library::{Credit, Gap, GapKind, Library, PlayEntry};

use super::{filter::item_kind_for_page, spotify_page::has_page, track::cover};
use crate::ipc::{number::secs_from_ms, view};

/// `library` keeps the covers.
pub(crate) fn play_row(library: &Library, play: &PlayEntry) -> view::PlayRow {
    let credit = |credit: &Credit| view::Credit {
        name: credit.name.clone(),
        uri: credit.uri.clone(),
    };
    view::PlayRow {
        key: play.into(),
        played_secs: secs_from_ms(play.ended_at.as_millis()),
        heard_secs: play.ms_played / 1000,
        estimated: play.is_estimated(),
        kind: item_kind_for_page(play.kind),
        uri: Some(play.uri.clone()).filter(|uri| has_page(uri)),
        name: play.name.clone(),
        artists: play.artists.iter().map(credit).collect(),
        album: play.album.name.clone(),
        album_uri: play.album.uri.clone(),
        cover: cover(library, &play.covers),
    }
}

impl From<&Gap> for view::Gap {
    fn from(gap: &Gap) -> Self {
        Self {
            from_secs: secs_from_ms(gap.from),
            to_secs: secs_from_ms(gap.to),
            kind: gap.kind.into(),
        }
    }
}

impl From<GapKind> for view::GapKind {
    fn from(kind: GapKind) -> Self {
        match kind {
            GapKind::Missing => Self::Missing,
            GapKind::MayBeMissing => Self::MayBeMissing,
        }
    }
}
