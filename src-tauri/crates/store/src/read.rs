//! Questions to the archive. Each is answered from one moment's state, whatever is being written meanwhile.

use std::{collections::HashMap, ops::ControlFlow, sync::PoisonError};

use plays::{Circumstance, Kind, PlayedAt, Provenance};
use rusqlite::params;

use crate::{
    Cover, Credit, EvidenceRow, Store, StoreError,
    catalogue::{covers, kind},
    open,
    write::{circumstances, provenance, scan},
};

/// One play as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlayEntry {
    /// When it ended.
    pub ended_at: PlayedAt,
    /// How long it was heard, in milliseconds.
    pub ms_played: u32,
    /// Who says so; the length is an estimate where it is [`Provenance::Live`].
    pub provenance: Provenance,
    /// The track's URI.
    pub uri: String,
    /// Music or spoken word.
    pub kind: Kind,
    /// The track's name.
    pub name: String,
    /// Every credited artist, in order.
    pub artists: Vec<Credit>,
    /// The release it was heard on.
    pub album: Credit,
    /// The release's covers.
    pub covers: Vec<Cover>,
    /// The track's length, once the API told it.
    pub duration_ms: Option<u32>,
    /// The archive's number for the track.
    pub track: u32,
}

/// Where a list of plays goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor(i64, u32, u32);

impl Cursor {
    /// As text, for whoever hands it back later.
    pub fn as_text(&self) -> String {
        format!("{}.{}.{}", self.0, self.1, self.2)
    }

    /// Reads what [`Self::as_text`] wrote; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let cursor = Self(
            parts.next()?.parse().ok()?,
            parts.next()?.parse().ok()?,
            parts.next()?.parse().ok()?,
        );
        parts.next().is_none().then_some(cursor)
    }
}

impl Cursor {
    /// When the play that it follows began.
    pub fn began(&self) -> PlayedAt {
        PlayedAt::from_millis(self.0 - i64::from(self.2))
    }
}

impl PlayEntry {
    /// Whether the length is an estimate.
    pub fn is_estimated(&self) -> bool {
        self.provenance == Provenance::Live
    }

    /// Where a list goes on that ends with this play.
    pub fn cursor(&self) -> Cursor {
        Cursor(self.ended_at.as_millis(), self.track, self.ms_played)
    }
}

/// What a thorough look at the archive found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What is wrong, a sentence each; empty when all is well.
    pub problems: Vec<String>,
    /// Rows of evidence.
    pub rows: u64,
    /// Those that stand for plays.
    pub plays: u64,
}

impl Store {
    /// The latest plays, newest first, from `after` on backwards.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn latest(&self, after: Option<Cursor>, count: u32) -> Result<Vec<PlayEntry>, StoreError> {
        let reader = self.reader();
        let Cursor(ended_at, track, ms_played) = after.unwrap_or(Cursor(i64::MAX, u32::MAX, u32::MAX));
        let mut select = reader.prepare_cached(
            "SELECT play.ended_at, play.ms_played, play.provenance, track.uri, track.kind, track.name, album.name, album.uri,
                album.covers, track.duration_ms, track.id
             FROM play JOIN track ON track.id = play.track JOIN album ON album.id = track.album
             WHERE play.stands = 1 AND (play.ended_at, play.track, play.ms_played) < (?1, ?2, ?3)
             ORDER BY play.ended_at DESC, play.track DESC, play.ms_played DESC LIMIT ?4",
        )?;
        let rows = select.query_map(params![ended_at, track, ms_played, count], |row| {
            Ok(PlayEntry {
                ended_at: PlayedAt::from_millis(row.get(0)?),
                ms_played: row.get(1)?,
                provenance: provenance(row.get(2)?),
                uri: row.get(3)?,
                kind: kind(row.get(4)?),
                name: row.get(5)?,
                album: Credit {
                    name: row.get(6)?,
                    uri: row.get(7)?,
                },
                covers: covers(row.get::<_, Option<String>>(8)?.as_deref()),
                duration_ms: row.get(9)?,
                track: row.get(10)?,
                artists: Vec::new(),
            })
        })?;
        let mut heard: Vec<PlayEntry> = rows.collect::<Result<_, _>>()?;
        let mut credits = reader.prepare_cached(
            "SELECT artist.uri, artist.name FROM track_artist JOIN artist ON artist.id = track_artist.artist
             WHERE track_artist.track = ?1 ORDER BY track_artist.position",
        )?;
        for play in &mut heard {
            let rows = credits.query_map([play.track], |row| {
                Ok(Credit {
                    uri: row.get(0)?,
                    name: row.get(1)?,
                })
            })?;
            play.artists = rows.collect::<Result<_, _>>()?;
        }
        Ok(heard)
    }

    /// Hands over every play, oldest first, until told to stop. Takes its time without keeping others waiting.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn plays(&self, each: impl FnMut(EvidenceRow) -> ControlFlow<()>) -> Result<(), StoreError> {
        scan(&open::read_only(&self.path)?, "WHERE stands = 1", each)
    }

    /// Hands over every row of evidence, oldest first, until told to stop.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn evidence(&self, each: impl FnMut(EvidenceRow) -> ControlFlow<()>) -> Result<(), StoreError> {
        scan(&open::read_only(&self.path)?, "", each)
    }

    /// How many plays there are.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn count(&self) -> Result<u64, StoreError> {
        let reader = self.reader();
        // Before counting: what is committed meanwhile makes the next answer a new one.
        let version: i64 = reader.query_row("PRAGMA data_version", [], |row| row.get(0))?;
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, plays)) = counted.filter(|(at, _)| *at == version) {
            return Ok(plays);
        }
        let sql = "SELECT count(*) FROM play WHERE stands = 1";
        let plays = reader.query_row(sql, [], |row| row.get::<_, i64>(0))?.unsigned_abs();
        *counted = Some((version, plays));
        Ok(plays)
    }

    /// Every circumstance by its number.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn circumstances(&self) -> Result<HashMap<u32, Circumstance>, StoreError> {
        Ok(circumstances(&self.reader())?.into_iter().collect())
    }

    /// Grows whenever another program, or another part of this one, has written.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn version(&self) -> Result<i64, StoreError> {
        Ok(self.reader().query_row("PRAGMA data_version", [], |row| row.get(0))?)
    }

    /// Looks at every page, every index and every reference. Takes seconds for a large archive.
    ///
    /// # Errors
    /// When the archive can't be read at all.
    pub fn check(&self) -> Result<Check, StoreError> {
        let reader = self.reader();
        let mut integrity = reader.prepare("PRAGMA integrity_check(20)")?;
        let found = integrity.query_map([], |row| row.get(0))?;
        let mut problems: Vec<String> = found.collect::<Result<_, _>>()?;
        problems.retain(|found| found != "ok");
        let mut references =
            reader.prepare("SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2")?;
        let broken = references.query_map([], |row| {
            let (table, parent, count): (String, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(format!("{count} rows of {table} name no row of {parent}"))
        })?;
        problems.extend(broken.collect::<Result<Vec<_>, _>>()?);
        let mut sums = reader.prepare(
            "SELECT name FROM source WHERE kind = 'import' AND read != added + already_known + merged
             + (SELECT coalesce(sum(count), 0) FROM reject WHERE source = source.id)",
        )?;
        for name in sums.query_map([], |row| row.get::<_, String>(0))? {
            problems.push(format!("the counts of {} do not add up", name?));
        }
        let (rows, plays): (i64, i64) =
            reader.query_row("SELECT count(*), coalesce(sum(stands), 0) FROM play", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        Ok(Check {
            problems,
            rows: rows.unsigned_abs(),
            plays: plays.unsigned_abs(),
        })
    }

    /// Copies everything, checked, into one file at `to`, which must not exist.
    ///
    /// # Errors
    /// When `to` exists or can't be written.
    pub fn copy_to(&self, to: &std::path::Path) -> Result<(), StoreError> {
        if to.exists() {
            let why = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
            return Err(StoreError::File {
                path: to.to_owned(),
                why,
            });
        }
        open::copy_checked(&open::read_only(&self.path)?, to)
    }
}
