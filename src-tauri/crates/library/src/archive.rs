//! The listener's own archive, as the application uses it: it records, imports, answers questions and keeps itself safe.
//! Blocks on the disk, and never speaks to Spotify. Every change is one write, completely done or not at all.

mod asked;
mod canonical;
mod clock;
mod damage;
mod decided;
mod digest;
mod entities;
mod evidence_rows;
mod exchange;
mod explore;
mod export;
mod gaps;
mod genres;
mod hidden;
mod import_report;
mod imports;
mod ingest;
mod judged;
mod key;
mod known_genres;
mod maintenance;
mod one_play;
mod overview;
mod owner;
mod poster;
mod recording;
mod recount;
mod related;
mod restore;
mod row_names;
mod snapshots;
mod this_week;
mod undo;
mod why;
mod zone;

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{DateTime, Utc};
use plays::Clock;
use store::{Cursor, EvidenceRow, PlayEntry, Store, StoreError};

pub(crate) use self::{
    asked::{AskedInHour, add_asked, hour},
    genres::{LookupPlan, PlannedArtist},
};
pub use self::{
    damage::Damage,
    decided::{DecisionChange, DecisionError, ListedDecision, row_id},
    exchange::{ExchangeError, ExchangeProgress, Exchanged, KnownMachine, LastExchange, RemoteSettings},
    explore::{
        ArchiveTotals, ExploreQuery, Explored, GenreBranch, GenreFamily, GenreTree, HiddenThing, Label, ListEntry,
        LoadedHistory, PickedKeys, SearchHit, SubjectDetail, TotalsQuery, TrackLabel,
    },
    export::{ExportFormat, Exported},
    genres::{ArtistGenres, GenreOfArtist},
    import_report::{ImportOptions, ImportPhase, ImportProgress, ImportReport, import_name},
    ingest::Ingested,
    one_play::{AskedPlay, PlayAmongOthers, PlayKey},
    overview::{Overview, YearCounts},
    owner::account_digest,
    poster::{PosterError, PosterQuery, PosterSubject, picture_name},
    recording::Recorded,
    recount::{Recount, RecountPage},
    restore::RestorePreview,
    this_week::ThisWeek,
    undo::Forgotten,
    why::{AskedPlays, ExplainedPlay, ExplainedRow, Explanation},
    zone::{DayBounds, NotAZone, Zone},
};

/// The archive could not be used, imported into or exported. It has everything that it had before.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The archive itself.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The files to import.
    #[error(transparent)]
    Import(#[from] import::ImportError),
    /// The import panicked.
    #[error("the import broke off because of a fault in Tonearm, and nothing of it was stored")]
    BrokeOff,
    /// The export could not be written.
    #[error("{path} could not be written: {why}")]
    Export {
        /// Where it should have been written.
        path: PathBuf,
        /// Why it could not be.
        why: String,
    },
}

/// The archive. Cheap to clone; all clones are the same archive.
#[derive(Clone)]
pub struct Archive(Arc<Inner>);

struct Inner {
    store: Store,
    clock: Clock,
    explorer: explore::Explorer,
}

/// A part of the list of all plays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlayPage {
    /// Newest first.
    pub plays: Vec<PlayEntry>,
    /// Where the list continues; `None` at its end.
    pub next: Option<Cursor>,
}

impl Archive {
    /// Opens the archive at `path`; creates one if there is none.
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
        if let Some(damage) = opened.damage {
            archive.note_damage(&damage.into())?;
        }
        recount::count_by_new_rules(archive.store())?;
        Ok(archive)
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        self.0.store.path()
    }

    /// Whether it was opened over a network drive, by this computer or another. It is written more slowly then, and only one computer
    /// at a time should use it.
    pub fn is_on_network_drive(&self) -> bool {
        self.0.store.is_on_network_drive()
    }

    /// The latest plays, newest first, from `after` on backwards.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn latest(&self, after: Option<Cursor>, count: u32) -> Result<PlayPage, StoreError> {
        let (plays, next) = page_of(count, PlayEntry::cursor, |count| self.0.store.latest(after, count))?;
        Ok(PlayPage { plays, next })
    }

    /// Passes every play to `each`, oldest first, until `each` stops. Its numbers are ids of the archive.
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

/// A page of at most `count` entries, and where the list continues. `read` gives as many as it is asked for.
fn page_of<T, C>(
    count: u32,
    cursor: impl FnOnce(&T) -> C,
    read: impl FnOnce(u32) -> Result<Vec<T>, StoreError>,
) -> Result<(Vec<T>, Option<C>), StoreError> {
    // One more than asked for shows whether the list continues.
    let mut entries = read(count.saturating_add(1))?;
    let more = entries.len() > count as usize;
    entries.truncate(count as usize);
    let next = entries.last().filter(|_| more).map(cursor);
    Ok((entries, next))
}
