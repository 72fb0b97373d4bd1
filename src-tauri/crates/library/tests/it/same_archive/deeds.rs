//! What a listener may do with an archive, one thing after another.

use library::HiddenTarget;
use plays::ItemUri;
use proptest::prelude::*;

use super::pages::{Page, page};
use super::tracks::{EDITIONS, TRACKS, track};

/// Numbers are taken modulo what there is.
#[derive(Debug, Clone)]
pub(super) enum Deed {
    Record(Page),
    /// An account signs in, and nothing is recorded.
    SignIn(usize),
    /// Some of the files, as they are or packed.
    Import {
        files: Vec<usize>,
        is_packed: bool,
    },
    /// What the archive itself exports as JSON.
    ImportOwnExport,
    Undo(usize),
    BackUp,
    Restore(usize),
    Hide(HiddenTarget),
    Unhide(usize),
    /// "These are two plays", of a row that another one stands for.
    KeepApart(usize),
    /// "These are one", of two plays.
    Join(usize, usize),
    /// The decision about a row is taken back.
    TakeBack(usize),
    /// "Nothing is missing here", from and to in minutes.
    CallComplete(i64, i64),
    Reopen,
}

pub(super) fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    prop::collection::vec(deed(), 1..14)
}

fn deed() -> impl Strategy<Value = Deed> {
    let files = prop_oneof![
        3 => prop::collection::vec(0..8_usize, 1..2),
        1 => prop::collection::vec(0..8_usize, 2..4),
    ];
    prop_oneof![
        6 => page().prop_map(Deed::Record),
        10 => (files, any::<bool>()).prop_map(|(files, is_packed)| Deed::Import { files, is_packed }),
        5 => (0..8_usize).prop_map(Deed::Undo),
        1 => Just(Deed::ImportOwnExport),
        2 => Just(Deed::BackUp),
        2 => (0..8_usize).prop_map(Deed::Restore),
        1 => hidden().prop_map(Deed::Hide),
        1 => (0..8_usize).prop_map(Deed::Unhide),
        2 => (0..30_usize).prop_map(Deed::KeepApart),
        2 => (0..30_usize, 0..30_usize).prop_map(|(one, other)| Deed::Join(one, other)),
        1 => (0..8_usize).prop_map(Deed::TakeBack),
        1 => (0..500_i64, 1..900_i64).prop_map(|(from, minutes)| Deed::CallComplete(from, from + minutes)),
        1 => (0..2_usize).prop_map(Deed::SignIn),
        1 => Just(Deed::Reopen),
    ]
}

fn hidden() -> impl Strategy<Value = HiddenTarget> {
    prop_oneof![
        (0..TRACKS).prop_map(|number| HiddenTarget::Track(track(number, 0).uri())),
        (0..TRACKS, 0..EDITIONS).prop_map(|(number, edition)| {
            let track = track(number, edition);
            let uri = ItemUri::from_names(track.kind, track.artist, track.title);
            HiddenTarget::Track(uri.as_str().to_owned())
        }),
        (0..TRACKS).prop_map(|number| HiddenTarget::Artist(track(number, 0).artist.to_owned())),
        (0..TRACKS).prop_map(|number| HiddenTarget::Album(track(number, 0).album.to_owned())),
        (0..100_i64).prop_map(|hours| HiddenTarget::Time {
            from: 1_700_000_000_000,
            to: 1_700_000_000_000 + hours * 3_600_000,
        }),
    ]
}
