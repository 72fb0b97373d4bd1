//! Engines and tables made of a history.

use std::sync::Arc;

use stats::{Engine, PlayTable, PlayTableBuilder};

use crate::history::History;

pub(crate) fn table_of(history: &History) -> Arc<PlayTable> {
    let mut builder = PlayTableBuilder::new(history.hidden.clone());
    history.plays.iter().for_each(|play| builder.push(*play));
    Arc::new(builder.finish(&history.catalogue, history.attribute_sets.clone(), history.zone))
}

/// An engine that was not asked anything yet.
pub(crate) fn engine_for(history: &History) -> Engine {
    Engine::new(table_of(history))
}
