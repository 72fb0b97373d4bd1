//! What counting again by better rules has changed.

use library::{Library, Recount, RecountEntry, RecountPage, RecountReason, SourceKind, ToldPlay};

use super::plays::play_row;
use crate::ipc::{number::number, view};

impl From<Recount> for view::Recount {
    fn from(recount: Recount) -> Self {
        Self {
            no_longer: number(recount.no_longer),
            newly: number(recount.newly),
        }
    }
}

/// `library` keeps the covers.
pub(crate) fn recount_page(library: &Library, page: &RecountPage) -> view::RecountPage {
    view::RecountPage {
        rows: page.plays.iter().map(|play| recounted_play(library, play)).collect(),
        next: page.next,
    }
}

fn recounted_play(library: &Library, play: &RecountEntry) -> view::RecountedPlay {
    view::RecountedPlay {
        number: play.number,
        counts: play.counts,
        reason: play.reason.into(),
        told: told_play(library, &play.told),
        same: play.same.as_ref().map(|same| told_play(library, same)),
    }
}

pub(crate) fn told_play(library: &Library, told: &ToldPlay) -> view::ToldPlay {
    view::ToldPlay {
        play: play_row(library, &told.play),
        source: told.source.as_ref().map(|(kind, name)| source_name(*kind, name)),
    }
}

/// What the page calls a source. A recording's own name is a digest.
pub(crate) fn source_name(kind: SourceKind, name: &str) -> String {
    match kind {
        SourceKind::Live => "Recording".to_owned(),
        SourceKind::Import => name.to_owned(),
    }
}

impl From<RecountReason> for view::RecountReason {
    fn from(reason: RecountReason) -> Self {
        match reason {
            RecountReason::MovedStamp => Self::MovedStamp,
            RecountReason::AccountInExtended => Self::AccountInExtended,
            RecountReason::Double => Self::Double,
            RecountReason::OtherEdition => Self::OtherEdition,
            RecountReason::AccountRepeat => Self::AccountRepeat,
            RecountReason::RecordedInExtended => Self::RecordedInExtended,
            RecountReason::RecordedInAccount => Self::RecordedInAccount,
            RecountReason::OtherAccount => Self::OtherAccount,
            RecountReason::OwnPlay => Self::OwnPlay,
            RecountReason::Decided => Self::Decided,
            RecountReason::Unknown => Self::Unknown,
        }
    }
}
