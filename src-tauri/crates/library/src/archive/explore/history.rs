//! Everything that was played, loaded into memory, and what the numbers in its table stand for in the archive.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Instant,
};

use stats::{AlbumNo, ArtistNo, Country, GenreLevel, GenreNo, Platform, PlayTable, Subject, TrackNo};
use store::{EntityKind, Gap};

use super::{super::Zone, family_numbers::FamilyNumbers};

/// The plays in a table, and what its numbers stand for.
#[derive(Debug)]
pub struct LoadedHistory {
    pub(super) table: Arc<PlayTable>,
    /// The archive's version when this was loaded, or after the last change to it that may wait.
    pub(super) version: AtomicI64,
    /// When this was loaded.
    pub(super) loaded: Instant,
    pub(super) zone: Zone,
    pub(super) tracks: EntityNumbers,
    pub(super) albums: EntityNumbers,
    pub(super) artists: EntityNumbers,
    /// The archive's number and the name of each.
    pub(super) genres: Vec<(u32, String)>,
    pub(super) families: FamilyNumbers,
    pub(super) hidden: usize,
    pub(super) gaps: Vec<Gap>,
    pub(super) exported_until: Option<i64>,
    pub(super) countries: Vec<Country>,
    pub(super) platforms: Vec<Platform>,
}

/// What the numbers of one kind in the table stand for.
#[derive(Debug, Default)]
pub(super) struct EntityNumbers {
    /// The archive's id of each number.
    pub(super) ids: Vec<u32>,
    /// The number that each number counts as, mostly itself.
    pub(super) same: Vec<u32>,
}

impl EntityNumbers {
    /// The number that the archive's `id` counts as.
    fn number(&self, id: u32) -> Option<u32> {
        self.same.get(self.ids.binary_search(&id).ok()?).copied()
    }

    pub(super) fn id(&self, number: u32) -> Option<u32> {
        self.ids.get(number as usize).copied()
    }
}

impl LoadedHistory {
    pub(super) fn version(&self) -> i64 {
        self.version.load(Ordering::Relaxed)
    }

    /// Every play, in columns.
    pub fn table(&self) -> &PlayTable {
        &self.table
    }

    /// How many tracks, albums, artists and spans of time are hidden.
    pub fn hidden(&self) -> usize {
        self.hidden
    }

    /// Where plays are missing or may be, oldest first.
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// The end of the last play that comes from an export, in milliseconds since 1970.
    pub fn exported_until(&self) -> Option<i64> {
        self.exported_until
    }

    /// The countries that plays are known to be from, sorted by code.
    pub fn countries(&self) -> &[Country] {
        &self.countries
    }

    /// The families of devices that plays are known to be from.
    pub fn platforms(&self) -> &[Platform] {
        &self.platforms
    }

    /// The time zone of its days and hours.
    pub fn zone(&self) -> Zone {
        self.zone
    }

    /// How many genres or families the archive has.
    pub fn genre_count(&self, level: GenreLevel) -> usize {
        match level {
            GenreLevel::Genre => self.genres.len(),
            GenreLevel::Family => self.families.count(),
        }
    }

    pub(super) fn track_count(&self) -> usize {
        self.tracks.ids.len()
    }

    /// The subject that has the archive's `id`.
    pub(super) fn subject(&self, kind: EntityKind, id: u32) -> Option<Subject> {
        Some(match kind {
            EntityKind::Track => Subject::Track(TrackNo(self.tracks.number(id)?)),
            EntityKind::Album => Subject::Album(AlbumNo(self.albums.number(id)?)),
            EntityKind::Artist => Subject::Artist(ArtistNo(self.artists.number(id)?)),
            EntityKind::Genre => {
                let number = self.genres.binary_search_by_key(&id, |(id, _)| *id).ok()?;
                Subject::Genre(GenreNo(u32::try_from(number).ok()?))
            }
        })
    }
}
