//! The engine, called.

use std::sync::Arc;

use stats::{Engine, PlayRow, PlayTable};

use crate::history::History;

/// The table of a life.
pub(crate) fn table(history: &History) -> Arc<PlayTable> {
    Arc::new(PlayTable::new(
        &history.catalogue,
        history.classes.clone(),
        history.plays.iter().copied(),
        history.hidden.clone(),
        history.zone,
    ))
}

/// The table to which these plays came, with what the catalogue has become by then.
pub(crate) fn longer(table: &PlayTable, history: &History, more: &[PlayRow]) -> Arc<PlayTable> {
    Arc::new(table.with(&history.catalogue, history.classes.clone(), more.iter().copied()))
}

/// An engine that was asked nothing yet.
pub(crate) fn engine(history: &History) -> Engine {
    Engine::new(table(history))
}
