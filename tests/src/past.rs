//! A Spotify that lags behind, so that its listener can play for hours within a scenario.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::TimeDelta;

use crate::stage::now;

/// How far Spotify's clock is behind. Clones share it.
#[derive(Debug, Clone)]
pub struct Past(Arc<AtomicI64>);

impl Past {
    /// So many hours ago.
    #[must_use]
    pub fn hours_ago(hours: i64) -> Self {
        Self(Arc::new(AtomicI64::new(hours * 3600)))
    }

    /// The usual Spotify at that time.
    #[must_use]
    pub fn spotify(&self) -> simulator::Options {
        let behind = self.0.clone();
        simulator::Options::new(Arc::new(move || {
            now() - TimeDelta::seconds(behind.load(Ordering::Relaxed))
        }))
    }

    /// So many hours pass at Spotify.
    pub fn pass(&self, hours: i64) {
        self.0.fetch_sub(hours * 3600, Ordering::Relaxed);
    }
}
