//! Exploring the archive: one filter in, everything about it out, from a table in memory that follows the archive.
//! Whoever asks while a newer table is being made is answered from the one there is.

mod history;
pub(super) mod key;
mod label;
mod loading;
mod search;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use plays::{CountingRule, TrackId};
use stats::{Detail, DetailQuery, Engine, Filter, Measure, Question, Selection, Subject, Summary};
use store::{EntityKind, StoreError};

pub use self::{
    history::LoadedHistory,
    label::{Label, TrackLabel},
    search::{HiddenThing, SearchHit},
};
use super::{Archive, Zone};

/// Artists, albums, tracks and genres, each by its key: Spotify's address, or one of ours made of names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PickedKeys {
    /// Artists.
    pub artists: Selection<String>,
    /// Albums.
    pub albums: Selection<String>,
    /// Tracks.
    pub tracks: Selection<String>,
    /// Genres.
    pub genres: Selection<String>,
}

/// A question whose artists, albums, tracks and genres are named by key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExploreQuery {
    /// Who and what. A key that names nothing in the archive lets nothing pass.
    pub picks: PickedKeys,
    /// All the rest; picks in it are not looked at.
    pub question: Question,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Explored {
    /// What the filter shows.
    pub summary: Summary,
    /// What its numbers stand for, and what else is known of the life.
    pub history: Arc<LoadedHistory>,
    /// The archive has changed since the table was made: [`Archive::refresh`] makes a new one.
    pub is_stale: bool,
}

/// An answer about one artist, album, track or genre.
#[derive(Debug, Clone)]
pub struct SubjectDetail {
    /// Who or what it is about: of one thing known by several numbers, the one that stands for it.
    pub subject: Subject,
    /// Everything about it.
    pub detail: Detail,
    /// What its numbers stand for.
    pub history: Arc<LoadedHistory>,
    /// As [`Explored::is_old`].
    pub is_stale: bool,
}

/// The table in memory, and who answers from it.
#[derive(Default)]
pub(super) struct Explorer {
    /// Held to look or to swap, never while a table is made.
    known: RwLock<Option<Arc<LoadedHistory>>>,
    /// Held for one question at a time.
    engine: Mutex<Option<Engine>>,
    /// Held while a table is made, so that no two are.
    loading: Mutex<()>,
}

impl Explorer {
    fn known(&self) -> Option<Arc<LoadedHistory>> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_known(&self, known: Option<Arc<LoadedHistory>>) {
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = known;
    }

    fn engine(&self) -> MutexGuard<'_, Option<Engine>> {
        // A question that broke off leaves what it kept in any state: the next one begins anew.
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
    pub fn explore(&self, ask: &ExploreQuery, zone: Zone) -> Result<Explored, StoreError> {
        let (known, is_old) = self.known(zone)?;
        let question = self.question(ask, &known)?;
        let summary = self.asking(&known, |engine| engine.summary(&question));
        Ok(Explored {
            summary,
            history: known,
            is_stale: is_old,
        })
    }

    /// The tracks that a filter shows most of, best first, as far as Spotify can play them.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn top_tracks(&self, ask: &ExploreQuery, zone: Zone, count: usize) -> Result<Vec<TrackId>, StoreError> {
        let (known, _) = self.known(zone)?;
        let question = self.question(ask, &known)?;
        let best = self.asking(&known, |engine| engine.top_tracks(&question, known.track_count()));
        let mut tracks = Vec::new();
        for number in best {
            let uri = self
                .track_label(&known, number)?
                .and_then(|track| track.key.parse().ok());
            tracks.extend(uri);
            if tracks.len() == count {
                break;
            }
        }
        Ok(tracks)
    }

    /// The names of what a filter picks: genres, artists, albums, tracks.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn picked_names(&self, ask: &ExploreQuery, zone: Zone) -> Result<Vec<String>, StoreError> {
        let (known, _) = self.known(zone)?;
        let PickedKeys {
            artists,
            albums,
            tracks,
            genres,
        } = &ask.picks;
        let mut names = Vec::new();
        for (list, pick) in [
            (EntityKind::Genre, genres),
            (EntityKind::Artist, artists),
            (EntityKind::Album, albums),
            (EntityKind::Track, tracks),
        ] {
            for key in &pick.only {
                names.push(self.label_of_key(&known, list, key)?.name);
            }
        }
        Ok(names)
    }

    /// Everything about the one thing with this key; `None` if the archive knows no such thing.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn detail(
        &self,
        (list, key): (EntityKind, &str),
        (rule, measure, with_hidden): (CountingRule, Measure, bool),
        zone: Zone,
    ) -> Result<Option<SubjectDetail>, StoreError> {
        let (known, is_old) = self.known(zone)?;
        let Some(subject) = self.subjects(&known, list, key)?.into_iter().next() else {
            return Ok(None);
        };
        let query = DetailQuery {
            subject,
            rule,
            measure,
            with_hidden,
            ranks: 50,
        };
        let detail = self.asking(&known, |engine| engine.detail(&query));
        Ok(Some(SubjectDetail {
            subject,
            detail,
            history: known,
            is_stale: is_old,
        }))
    }

    /// Makes a new table if the archive has changed since the last one. `true` if it did.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn refresh(&self, zone: Zone) -> Result<bool, StoreError> {
        let _alone = self.0.explorer.loading.lock().unwrap_or_else(PoisonError::into_inner);
        let version = self.version()?;
        let is_new = |known: &Arc<LoadedHistory>| known.version == version && known.zone == zone;
        if self.0.explorer.known().as_ref().is_some_and(is_new) {
            return Ok(false);
        }
        let known = Arc::new(self.load(version, zone)?);
        self.0.explorer.set_known(Some(known));
        Ok(true)
    }

    /// Gives the table's memory back; the next question makes it anew.
    pub fn evict(&self) {
        self.0.explorer.set_known(None);
        *self.0.explorer.engine() = None;
    }

    /// The table, and whether the archive has changed since it was made.
    fn known(&self, zone: Zone) -> Result<(Arc<LoadedHistory>, bool), StoreError> {
        loop {
            if let Some(known) = self.0.explorer.known().filter(|known| known.zone == zone) {
                let is_old = known.version != self.version()?;
                return Ok((known, is_old));
            }
            self.refresh(zone)?;
        }
    }

    fn asking<T>(&self, known: &LoadedHistory, ask: impl FnOnce(&mut Engine) -> T) -> T {
        let mut engine = self.0.explorer.engine();
        let engine = engine.get_or_insert_with(|| Engine::new(Arc::clone(&known.table)));
        if !Arc::ptr_eq(engine.table(), &known.table) {
            engine.replace_table(Arc::clone(&known.table));
        }
        ask(engine)
    }

    fn question(&self, ask: &ExploreQuery, known: &LoadedHistory) -> Result<Question, StoreError> {
        let PickedKeys {
            artists,
            albums,
            tracks,
            genres,
        } = &ask.picks;
        let filter = Filter {
            artists: self.pick(known, artists)?,
            albums: self.pick(known, albums)?,
            tracks: self.pick(known, tracks)?,
            genres: self.pick(known, genres)?,
            ..ask.question.filter.clone()
        };
        Ok(Question {
            filter,
            ..ask.question.clone()
        })
    }

    fn pick<N: key::Number>(
        &self,
        known: &LoadedHistory,
        keys: &Selection<String>,
    ) -> Result<Selection<N>, StoreError> {
        let numbers = |keys: &[String]| -> Result<Vec<N>, StoreError> {
            let mut numbers = Vec::new();
            for key in keys {
                let subjects = self.subjects(known, N::KIND, key)?;
                if subjects.is_empty() {
                    // "Only this one" may not become "any" because it is gone.
                    numbers.push(N::NOTHING);
                }
                numbers.extend(subjects.into_iter().filter_map(N::of));
            }
            Ok(numbers)
        };
        Ok(Selection {
            only: numbers(&keys.only)?,
            never: numbers(&keys.never)?,
        })
    }
}
