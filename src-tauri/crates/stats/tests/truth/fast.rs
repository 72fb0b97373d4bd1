//! The engine, called.

use std::sync::Arc;

use stats::{Engine, Play, Table};

use crate::history::History;

/// The table of a life.
pub(crate) fn table(history: &History) -> Arc<Table> {
    Arc::new(Table::new(
        &history.catalogue,
        history.classes.clone(),
        history.plays.iter().copied(),
        history.hidden.clone(),
        history.zone,
    ))
}

/// The table to which these plays came, with what the catalogue has become by then.
pub(crate) fn longer(table: &Table, history: &History, more: &[Play]) -> Arc<Table> {
    Arc::new(table.with(&history.catalogue, history.classes.clone(), more.iter().copied()))
}

/// An engine that was asked nothing yet.
pub(crate) fn engine(history: &History) -> Engine {
    Engine::new(table(history))
}
