//! The latest plays, page by page, each with everything that a list shows of it.

use std::ops::Range;

use plays::{Kind, PlayedAt, Provenance};
use rusqlite::{Connection, Row, params};

use crate::{
    Cover, Credit, Store, StoreError,
    catalogue::{credits, kind, parse_covers},
    evidence::provenance,
};

/// One play as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlayEntry {
    /// When it ended.
    pub ended_at: PlayedAt,
    /// How long it was heard, in milliseconds.
    pub ms_played: u32,
    /// Which kind of source says so.
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
    /// The track's length, if Spotify's API has given it.
    pub duration_ms: Option<u32>,
    /// The track's id in the archive.
    pub track: u32,
}

impl PlayEntry {
    /// Whether the length is an estimate: a live recording does not know it.
    pub fn is_estimated(&self) -> bool {
        self.provenance == Provenance::Live
    }

    /// Where a list continues that ends with this play.
    pub fn cursor(&self) -> Cursor {
        Cursor {
            ended_at: self.ended_at.as_millis(),
            track: self.track,
            ms_played: self.ms_played,
        }
    }
}

/// The last play of a page: where a list of plays continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    ended_at: i64,
    track: u32,
    ms_played: u32,
}

impl Cursor {
    /// Before the newest play.
    const START: Self = Self {
        ended_at: i64::MAX,
        track: u32::MAX,
        ms_played: u32::MAX,
    };

    /// As text, to be parsed again later.
    pub fn as_text(&self) -> String {
        format!("{}.{}.{}", self.ended_at, self.track, self.ms_played)
    }

    /// Parses what [`Self::as_text`] wrote; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let cursor = Self {
            ended_at: parts.next()?.parse().ok()?,
            track: parts.next()?.parse().ok()?,
            ms_played: parts.next()?.parse().ok()?,
        };
        parts.next().is_none().then_some(cursor)
    }

    /// When the last play of the page began.
    pub fn began(&self) -> PlayedAt {
        PlayedAt::from_millis(self.ended_at - i64::from(self.ms_played))
    }
}

impl Store {
    /// The latest plays, newest first; with `after`, those before that play.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn latest(&self, after: Option<Cursor>, count: u32) -> Result<Vec<PlayEntry>, StoreError> {
        let reader = self.reader()?;
        let Cursor {
            ended_at,
            track,
            ms_played,
        } = after.unwrap_or(Cursor::START);
        let mut select = reader.prepare_cached(&format!(
            "SELECT play.ended_at, play.ms_played, play.witness, {TRACK_COLUMNS}
             FROM play JOIN track ON track.id = play.track JOIN album ON album.id = track.album
             WHERE play.stands = 1 AND (play.ended_at, play.track, play.ms_played) < (?1, ?2, ?3)
             ORDER BY play.ended_at DESC, play.track DESC, play.ms_played DESC LIMIT ?4",
        ))?;
        let rows = select.query_map(params![ended_at, track, ms_played, count], entry)?;
        let mut plays: Vec<PlayEntry> = rows.collect::<Result<_, _>>()?;
        for play in &mut plays {
            play.artists = artists(&reader, play.track)?;
        }
        Ok(plays)
    }
}

/// How long a track was heard, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heard {
    /// When the play ended, in milliseconds since 1970.
    pub ended_at: i64,
    /// How long it was heard, in milliseconds.
    pub ms_played: u32,
    /// Music or spoken word.
    pub kind: Kind,
    /// The track's id in the archive.
    pub track: u32,
}

impl Heard {
    /// When the play began, in milliseconds since 1970.
    pub fn began_at(&self) -> i64 {
        self.ended_at - i64::from(self.ms_played)
    }
}

impl Store {
    /// The plays that ended within this time, in milliseconds since 1970; oldest first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn heard(&self, ended: Range<i64>) -> Result<Vec<Heard>, StoreError> {
        let reader = self.reader()?;
        let mut select = reader.prepare_cached(
            "SELECT play.ended_at, play.ms_played, track.kind, track.id FROM play JOIN track ON track.id = play.track
             WHERE play.stands = 1 AND play.ended_at >= ?1 AND play.ended_at < ?2
             ORDER BY play.ended_at, play.track, play.ms_played",
        )?;
        let rows = select.query_map([ended.start, ended.end], |row| {
            Ok(Heard {
                ended_at: row.get(0)?,
                ms_played: row.get(1)?,
                kind: kind(row.get(2)?),
                track: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// What an entry shows of its track: the columns that [`entry`] reads from the fourth on.
const TRACK_COLUMNS: &str =
    "track.uri, track.kind, track.name, album.name, album.uri, album.covers, track.duration_ms, track.id";

/// A play of this track, as a list shows it, whether the table of plays has it or not.
pub(crate) fn entry_of(
    connection: &Connection,
    track: u32,
    (ended_at, ms_played, witness): (i64, u32, u8),
) -> Result<PlayEntry, StoreError> {
    let mut select = connection.prepare_cached(&format!(
        "SELECT ?2, ?3, ?4, {TRACK_COLUMNS} FROM track JOIN album ON album.id = track.album WHERE track.id = ?1"
    ))?;
    let play = select.query_row(params![track, ended_at, ms_played, witness], entry)?;
    Ok(PlayEntry {
        artists: artists(connection, track)?,
        ..play
    })
}

/// Without its artists, which are in rows of their own.
fn entry(row: &Row<'_>) -> rusqlite::Result<PlayEntry> {
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
        covers: parse_covers(row.get::<_, Option<String>>(8)?.as_deref()),
        duration_ms: row.get(9)?,
        track: row.get(10)?,
        artists: Vec::new(),
    })
}

fn artists(connection: &Connection, track: u32) -> Result<Vec<Credit>, StoreError> {
    Ok(credits(connection, track)?
        .into_iter()
        .map(|(_, credit)| credit)
        .collect())
}
