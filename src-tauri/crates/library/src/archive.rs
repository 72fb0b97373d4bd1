//! The listener's own archive, as the application uses it: recorded into, imported into, asked, backed up.
//! Blocks on the disk; nothing here speaks to Spotify. Every change is one write, whole or not at all.

mod canonical;
mod entities;
mod explore;
mod export;
mod gaps;
mod hidden;
mod imports;
mod maintenance;
mod overview;
mod owner;
mod ranking;
mod recording;
mod zone;

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{DateTime, Utc};
use plays::Clock;
use store::{Cursor, EvidenceRow, PlayEntry, Store, StoreError};

pub use self::{
    explore::{
        ExploreQuery, Explored, HiddenThing, Label, LoadedHistory, PickedKeys, SearchHit, SubjectDetail, TrackLabel,
    },
    export::{ExportFormat, Exported},
    imports::{ImportOptions, ImportPhase, ImportProgress, ImportReport, import_name},
    overview::{Overview, YearCounts},
    ranking::{ArchiveTotals, CountQuery, RankedEntity},
    recording::Recorded,
    zone::{DayBounds, NotAZone, Zone},
};

/// The archive, or something about an import or export of it, could not be used. What was in it before is still in it.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The archive itself.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What was to be imported.
    #[error(transparent)]
    Import(#[from] import::ImportError),
    /// What was to be written out.
    #[error("{path} could not be written: {why}")]
    Export {
        /// Where to.
        path: PathBuf,
        /// What came in the way.
        why: String,
    },
}

/// The archive. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct Archive(Arc<Inner>);

struct Inner {
    store: Store,
    clock: Clock,
    explorer: explore::Explorer,
}

/// Under which the archive notes where its damaged predecessor lies.
const DAMAGE: &str = "damaged";
/// Under which it notes when that was, in milliseconds since 1970.
const DAMAGED_AT: &str = "damaged at";

/// A stretch of plays, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlayPage {
    /// The plays.
    pub plays: Vec<PlayEntry>,
    /// Where the list goes on; `None` at its end.
    pub next: Option<Cursor>,
}

impl Archive {
    /// Opens the archive at `path`; makes one where there is none.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open(path: &Path, clock: Clock) -> Result<Self, StoreError> {
        let opened = Store::open(path, clock())?;
        let archive = Self(Arc::new(Inner {
            store: opened.store,
            clock,
            explorer: explore::Explorer::default(),
        }));
        if let Some(aside) = opened.damaged {
            archive.note_damage(Some(&aside))?;
        }
        Ok(archive)
    }

    /// Where the file lies.
    pub fn path(&self) -> &Path {
        self.0.store.path()
    }

    /// Where the file was put that was found damaged, until the listener has dealt with it; this archive began empty then.
    pub fn damaged_file(&self) -> Option<PathBuf> {
        let name = self.0.store.note(DAMAGE).ok().flatten()?;
        Some(self.path().with_file_name(name))
    }

    /// When the damage was found.
    fn damaged_at(&self) -> Option<DateTime<Utc>> {
        let at = self.0.store.note(DAMAGED_AT).ok().flatten()?;
        DateTime::from_timestamp_millis(at.parse().ok()?)
    }

    /// The listener knows of the damage.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn dismiss_damage(&self) -> Result<(), StoreError> {
        self.note_damage(None)
    }

    /// In the file, so that whoever opens it next tells of it too.
    fn note_damage(&self, aside: Option<&Path>) -> Result<(), StoreError> {
        let name = aside.map(|aside| aside.file_name().unwrap_or_default().to_string_lossy().into_owned());
        let mut write = self.0.store.write()?;
        let at = name.as_ref().map(|_| self.now().timestamp_millis().to_string());
        write.set_note(DAMAGE, name.as_deref())?;
        write.set_note(DAMAGED_AT, at.as_deref())?;
        write.commit()
    }

    /// The latest plays, newest first, from `after` on backwards.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn latest(&self, after: Option<Cursor>, count: u32) -> Result<PlayPage, StoreError> {
        // One more, to know whether there are more.
        let mut plays = self.0.store.latest(after, count.saturating_add(1))?;
        let more = plays.len() > count as usize;
        plays.truncate(count as usize);
        let next = plays.last().filter(|_| more).map(PlayEntry::cursor);
        Ok(PlayPage { plays, next })
    }

    /// Hands over every play, oldest first, until told to stop. Numbers are the archive's own.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn plays(&self, each: impl FnMut(EvidenceRow) -> ControlFlow<()>) -> Result<(), StoreError> {
        self.0.store.plays(each)
    }

    /// How many plays there are.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn count(&self) -> Result<u64, StoreError> {
        self.0.store.count()
    }

    /// Changes whenever another program has written to the archive.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn version(&self) -> Result<i64, StoreError> {
        self.0.store.version()
    }

    fn store(&self) -> &Store {
        &self.0.store
    }

    fn now(&self) -> DateTime<Utc> {
        (self.0.clock)()
    }
}
