//! A table, and what its numbers stand for in the archive.

use std::sync::Arc;

use stats::{AlbumNo, ArtistNo, Country, GenreNo, Platform, PlayTable, Subject, TrackNo};
use store::EntityKind;

use super::{super::Zone, Label};

/// A table, and what its numbers stand for.
#[derive(Debug)]
pub struct LoadedHistory {
    pub(super) table: Arc<PlayTable>,
    /// The archive's when it was read.
    pub(super) version: i64,
    pub(super) zone: Zone,
    pub(super) tracks: Numbers,
    pub(super) albums: Numbers,
    pub(super) artists: Numbers,
    /// The archive's numbers and the names.
    pub(super) genres: Vec<(u32, String)>,
    pub(super) hidden: usize,
    pub(super) gaps: Vec<(i64, i64)>,
    pub(super) exported_until: Option<i64>,
    pub(super) countries: Vec<Country>,
    pub(super) platforms: Vec<Platform>,
}

/// For each number of the table the archive's own, and the number that stands for it.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    pub(super) ids: Vec<u32>,
    pub(super) same: Vec<u32>,
}

impl Numbers {
    /// The number that stands for the archive's `id`.
    fn number(&self, id: u32) -> Option<u32> {
        self.same.get(self.ids.binary_search(&id).ok()?).copied()
    }

    pub(super) fn id(&self, number: u32) -> Option<u32> {
        self.ids.get(number as usize).copied()
    }
}

impl LoadedHistory {
    /// The plays.
    pub fn table(&self) -> &PlayTable {
        &self.table
    }

    /// How many things and spans of time are hidden.
    pub fn hidden(&self) -> usize {
        self.hidden
    }

    /// Where plays are known to be missing, in milliseconds since 1970, oldest first.
    pub fn gaps(&self) -> &[(i64, i64)] {
        &self.gaps
    }

    /// The end of the last play that an export tells of, in milliseconds since 1970.
    pub fn exported_until(&self) -> Option<i64> {
        self.exported_until
    }

    /// The countries that plays are known to be from, by letters.
    pub fn countries(&self) -> &[Country] {
        &self.countries
    }

    /// The families of devices that plays are known to be from.
    pub fn platforms(&self) -> &[Platform] {
        &self.platforms
    }

    /// The zone by which its days and hours go.
    pub fn zone(&self) -> Zone {
        self.zone
    }

    /// How many genres are known at all.
    pub fn genre_count(&self) -> usize {
        self.genres.len()
    }

    /// The genres of an artist or a track, by number.
    pub fn genres_of(&self, subject: Subject) -> Vec<Label> {
        let genres = self.table.genres_of(subject);
        genres.into_iter().filter_map(|genre| self.genre_label(genre)).collect()
    }

    pub(super) fn track_count(&self) -> usize {
        self.tracks.ids.len()
    }

    /// What the archive's `id` is in the table.
    pub(super) fn subject(&self, list: EntityKind, id: u32) -> Option<Subject> {
        Some(match list {
            EntityKind::Track => Subject::Track(TrackNo(self.tracks.number(id)?)),
            EntityKind::Album => Subject::Album(AlbumNo(self.albums.number(id)?)),
            EntityKind::Artist => Subject::Artist(ArtistNo(self.artists.number(id)?)),
            EntityKind::Genre => {
                let number = self.genres.binary_search_by_key(&id, |(known, _)| *known).ok()?;
                Subject::Genre(GenreNo(u32::try_from(number).ok()?))
            }
        })
    }
}
