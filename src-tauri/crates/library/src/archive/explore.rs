//! Exploring the archive: a query in, everything about it out, computed from a history in memory that follows the archive.
//! While a newer history is loaded, questions are answered from the one that is there.

mod family_numbers;
mod genre_tree;
mod hidden;
mod history;
mod label;
mod load;
mod matching;
mod own_plays;
mod play_attributes;
mod query;
mod search;
mod totals;

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use plays::{CountingRule, TrackId};
use stats::{Detail, DetailQuery, Engine, Measure, Subject, Summary};
use store::{EntityKind, StoreError};

pub use self::{
    genre_tree::{GenreBranch, GenreFamily, GenreTree},
    hidden::HiddenThing,
    history::LoadedHistory,
    label::{Label, TrackLabel},
    own_plays::ListEntry,
    query::{ExploreQuery, PickedKeys},
    search::SearchHit,
    totals::{ArchiveTotals, TotalsQuery},
};
use super::{Archive, Zone};

/// What a query shows.
#[derive(Debug, Clone)]
pub struct Explored {
    /// Totals, rankings and charts.
    pub summary: Summary,
    /// The history that it was computed from; gives the names.
    pub history: Arc<LoadedHistory>,
    /// The archive has changed since the history was loaded: [`Archive::refresh`] loads it again.
    pub is_stale: bool,
}

/// Everything about one artist, album, track or genre.
#[derive(Debug, Clone)]
pub struct SubjectDetail {
    /// What it is about. If several numbers are the same thing, the one that they count as.
    pub subject: Subject,
    /// Totals, ranks and charts.
    pub detail: Detail,
    /// As [`Explored::history`].
    pub history: Arc<LoadedHistory>,
    /// As [`Explored::is_stale`].
    pub is_stale: bool,
}

/// How long the history in memory may be behind by what [`Archive::change_slightly`] changes.
const SLIGHT_CHANGE: Duration = Duration::from_secs(30);

/// The history in memory, and the engine that answers from it.
#[derive(Default)]
pub(super) struct Explorer {
    /// Locked to look or to swap, never while a history is loaded.
    history: RwLock<Option<Arc<LoadedHistory>>>,
    /// Locked for one question at a time.
    engine: Mutex<Option<Engine>>,
    /// Locked while a history is loaded, so that no two are loaded at once.
    loading: Mutex<()>,
    /// The archive has changed since the history was loaded, but only in a way that may wait for [`SLIGHT_CHANGE`].
    has_slight_changes: AtomicBool,
}

impl Explorer {
    fn history(&self) -> Option<Arc<LoadedHistory>> {
        self.history.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_history(&self, history: Option<Arc<LoadedHistory>>) {
        *self.history.write().unwrap_or_else(PoisonError::into_inner) = history;
    }

    fn engine(&self) -> MutexGuard<'_, Option<Engine>> {
        // A question that panicked may have left the engine in any state, so the next one gets a new engine.
        self.engine.lock().unwrap_or_else(|poisoned| {
            let mut engine = poisoned.into_inner();
            *engine = None;
            engine
        })
    }
}

impl Archive {
    /// What a filter shows, with days and hours as they were in `zone`.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn explore(&self, query: &ExploreQuery, zone: Zone) -> Result<Explored, StoreError> {
        let (history, is_stale) = self.current_history(zone)?;
        let question = self.resolve_query(query, &history)?;
        let summary = self.with_engine(&history, |engine| engine.summary(&question));
        Ok(Explored {
            summary,
            history,
            is_stale,
        })
    }

    /// The top tracks of a query, best first, without those that Spotify can't play.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn top_tracks(&self, query: &ExploreQuery, zone: Zone, count: usize) -> Result<Vec<TrackId>, StoreError> {
        let (history, _) = self.current_history(zone)?;
        let question = self.resolve_query(query, &history)?;
        let ranking = self.with_engine(&history, |engine| engine.top_tracks(&question, history.track_count()));
        let mut tracks = Vec::new();
        for track in ranking {
            let uri = self
                .track_label(&history, track)?
                .and_then(|track| track.key.parse().ok());
            tracks.extend(uri);
            if tracks.len() == count {
                break;
            }
        }
        Ok(tracks)
    }

    /// The names of what a query selects: genres, artists, albums, tracks.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn picked_names(&self, query: &ExploreQuery, zone: Zone) -> Result<Vec<String>, StoreError> {
        let (history, _) = self.current_history(zone)?;
        let PickedKeys {
            artists,
            albums,
            tracks,
            genres,
        } = &query.picks;
        let mut names = Vec::new();
        for (kind, selection) in [
            (EntityKind::Genre, genres),
            (EntityKind::Artist, artists),
            (EntityKind::Album, albums),
            (EntityKind::Track, tracks),
        ] {
            for key in &selection.only {
                names.push(self.label_of_key(&history, kind, key)?.name);
            }
        }
        Ok(names)
    }

    /// Everything about the subject with this key; `None` if the archive has none.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn detail(
        &self,
        (kind, key): (EntityKind, &str),
        (rule, measure, with_hidden): (CountingRule, Measure, bool),
        zone: Zone,
    ) -> Result<Option<SubjectDetail>, StoreError> {
        let (history, is_stale) = self.current_history(zone)?;
        let Some(subject) = self.subjects(&history, kind, key)?.into_iter().next() else {
            return Ok(None);
        };
        let query = DetailQuery {
            subject,
            rule,
            measure,
            with_hidden,
            ranks: 50,
        };
        let detail = self.with_engine(&history, |engine| engine.detail(&query));
        Ok(Some(SubjectDetail {
            subject,
            detail,
            history,
            is_stale,
        }))
    }

    /// Loads the history again if the archive has changed since it was loaded. `true` if it had.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn refresh(&self, zone: Zone) -> Result<bool, StoreError> {
        let _alone = self.0.explorer.loading.lock().unwrap_or_else(PoisonError::into_inner);
        // Before the version is read: a change after that makes it stale again.
        let has_slight_changes = self.0.explorer.has_slight_changes.swap(false, Ordering::SeqCst);
        let version = self.version()?;
        let is_current = |history: &Arc<LoadedHistory>| history.version() == version && history.zone == zone;
        if !has_slight_changes && self.0.explorer.history().as_ref().is_some_and(is_current) {
            return Ok(false);
        }
        let loaded = self.load(version, zone).inspect_err(|_| {
            let slight = &self.0.explorer.has_slight_changes;
            slight.fetch_or(has_slight_changes, Ordering::SeqCst);
        });
        let history = Arc::new(loaded?);
        self.0.explorer.set_history(Some(history));
        Ok(true)
    }

    /// As [`Self::refresh`], but only if a history is in memory; also takes up what may wait.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn refresh_if_loaded(&self, zone: Zone) -> Result<bool, StoreError> {
        if self.0.explorer.history().is_none() {
            return Ok(false);
        }
        self.refresh(zone)
    }

    /// Frees the history's memory; the next question loads it again.
    pub fn evict(&self) {
        self.0.explorer.set_history(None);
        *self.0.explorer.engine() = None;
    }

    /// The history in memory, loaded if there is none, and whether the archive has changed since.
    fn current_history(&self, zone: Zone) -> Result<(Arc<LoadedHistory>, bool), StoreError> {
        loop {
            if let Some(history) = self.0.explorer.history().filter(|history| history.zone == zone) {
                let is_stale = self.is_stale(&history)?;
                return Ok((history, is_stale));
            }
            self.refresh(zone)?;
        }
    }

    fn is_stale(&self, history: &LoadedHistory) -> Result<bool, StoreError> {
        let has_slight_changes = self.0.explorer.has_slight_changes.load(Ordering::SeqCst);
        Ok(history.version() != self.version()? || (has_slight_changes && history.loaded.elapsed() >= SLIGHT_CHANGE))
    }

    /// Makes a change that comes every second or so, such as what a lookup finds: the history in memory, which takes longer to
    /// load, counts as current for a while.
    pub(super) fn change_slightly(&self, change: impl FnOnce() -> Result<(), StoreError>) -> Result<(), StoreError> {
        let history = self.0.explorer.history();
        let was_current = match &history {
            Some(history) => history.version() == self.version()?,
            None => false,
        };
        change()?;
        self.0.explorer.has_slight_changes.store(true, Ordering::SeqCst);
        if let Some(history) = history.filter(|_| was_current) {
            // If another program wrote in between, that is seen after the while, too.
            history.version.store(self.version()?, Ordering::Relaxed);
        }
        Ok(())
    }

    fn with_engine<T>(&self, history: &LoadedHistory, ask: impl FnOnce(&mut Engine) -> T) -> T {
        let mut engine = self.0.explorer.engine();
        let engine = engine.get_or_insert_with(|| Engine::new(Arc::clone(&history.table)));
        if !Arc::ptr_eq(engine.table(), &history.table) {
            engine.replace_table(Arc::clone(&history.table));
        }
        ask(engine)
    }
}
