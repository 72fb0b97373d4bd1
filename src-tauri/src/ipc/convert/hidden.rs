//! What the listener does not want counted.

use library::HiddenTarget;

use crate::ipc::{number::secs_from_ms, view};

/// `None` for a genre, which can't be hidden.
pub(crate) fn hidden_target(kind: view::EntityKind, key: String) -> Option<HiddenTarget> {
    match kind {
        view::EntityKind::Tracks => Some(HiddenTarget::Track(key)),
        view::EntityKind::Albums => Some(HiddenTarget::Album(key)),
        view::EntityKind::Artists => Some(HiddenTarget::Artist(key)),
        view::EntityKind::Genres => None,
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
            from_secs: span.map(|(from, _)| secs_from_ms(from)),
            to_secs: span.map(|(_, to)| secs_from_ms(to)),
        }
    }
}
