//! The rows of evidence and which of them are canonical, that is: count as plays.
//! Stores that decision, and never makes it.

use std::{
    collections::{BTreeSet, HashSet},
    ops::ControlFlow,
    panic::resume_unwind,
    path::{Path, PathBuf},
    sync::PoisonError,
    thread,
};

use plays::{Evidence, PlayedAt, Provenance, Times};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::{
    NamingId, SourceId, Store, StoreError, Write, file, fingerprint, month_of, network_drive,
    row_sums::{self, COLUMNS},
};

/// What one source says of one play.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EvidenceRow {
    /// What it says; item and circumstance are ids of this archive, and the item is a track's.
    pub evidence: Evidence,
    /// Which source says it.
    pub source: SourceId,
    /// How it names the track: an id of this archive.
    pub naming: NamingId,
    /// Whether this row counts as the play; otherwise another row about the same play does, or none.
    pub is_canonical: bool,
    /// How long it was heard, in milliseconds: what the source tells, or an estimate where it tells nothing.
    pub ms_played: u32,
}

/// The order of the table.
const ORDER: &str = "ORDER BY ended_at, track, told_ms, witness, circumstance, source, naming, number";

/// The recordings of the account of which the first parameter is one.
const SAME_ACCOUNT: &str =
    "(SELECT id FROM source WHERE kind = 'live' AND name = (SELECT name FROM source WHERE id = ?1))";

impl Write<'_> {
    /// The rows that are `wanted`, in the order of the table: by end, track, told length, provenance, circumstance, source, naming and
    /// number.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn evidence(&self, wanted: impl Fn(&EvidenceRow) -> bool) -> Result<Vec<EvidenceRow>, StoreError> {
        rows_of(self.connection(), wanted)
    }

    /// All rows, as [`Self::evidence`] gives them, read on another core while `meanwhile` is done, which may not change them.
    ///
    /// # Errors
    /// When the archive can't be read, or `meanwhile` fails.
    pub fn evidence_while<T>(
        &mut self,
        meanwhile: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<(Vec<EvidenceRow>, T), StoreError> {
        // Another connection sees what was committed, which nobody changes while this write lasts. Without a log it would have to wait.
        let committed = self
            .connection()
            .path()
            .filter(|path| !self.has_changed_evidence && !network_drive::is_marked(Path::new(path)));
        let Some(path) = committed.map(PathBuf::from) else {
            let done = meanwhile(self)?;
            return Ok((self.evidence(|_| true)?, done));
        };
        thread::scope(|scope| {
            let reading = scope.spawn(move || rows_of(&file::connect_read_only(&path)?, |_| true));
            let done = meanwhile(self);
            let rows = reading.join().unwrap_or_else(|panic| resume_unwind(panic))?;
            Ok((rows, done?))
        })
    }

    /// The tracks that rows of this source are about.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn tracks_of(&self, source: SourceId) -> Result<HashSet<u32>, StoreError> {
        let mut select = self
            .connection()
            .prepare_cached("SELECT DISTINCT track FROM play WHERE source = ?1")?;
        let rows = select.query_map([source], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Every row that was recorded, in the order of the table. Reads no others.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn recorded(&self) -> Result<Vec<EvidenceRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM play INDEXED BY play_recorded WHERE witness = 0 {ORDER}");
        let mut select = self.connection().prepare_cached(&sql)?;
        Ok(select.query_map([], evidence_row)?.collect::<Result<_, _>>()?)
    }

    /// What is recorded of the same account as `recording`, on any machine, from `from_ms` on, and the latest row before that; oldest
    /// first. `from_ms` is milliseconds since 1970. Reads no more of the table than lies between.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn recorded_from(&self, recording: SourceId, from_ms: i64) -> Result<Vec<EvidenceRow>, StoreError> {
        // Before its first play a recording has no row, however many plays others have there.
        let latest_before = format!(
            "SELECT ended_at FROM play WHERE source IN {SAME_ACCOUNT} AND witness = 0 AND ended_at < ?2
             AND ended_at >= (SELECT min(first_at) FROM source WHERE id IN {SAME_ACCOUNT}) ORDER BY ended_at DESC LIMIT 1"
        );
        let connection = self.connection();
        let begin = connection
            .prepare_cached(&latest_before)?
            .query_row((recording, from_ms), |row| row.get(0))
            .optional()?;
        let mut select = connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM play WHERE source IN {SAME_ACCOUNT} AND witness = 0 AND ended_at >= ?2 {ORDER}"
        ))?;
        let rows = select.query_map((recording, begin.unwrap_or(from_ms)), evidence_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The latest end that a row of this provenance tells, whether it is canonical or not, in milliseconds since 1970.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn last_end_of(&self, provenance: Provenance) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT ended_at FROM play WHERE witness = ?1 ORDER BY ended_at DESC LIMIT 1";
        let number = provenance_number(provenance);
        Ok(self
            .connection()
            .query_row(sql, [number], |row| row.get(0))
            .optional()?)
    }

    /// Adds rows, and writes down for those that are there already whether they are canonical and how long they were heard. Rows in
    /// the order of the table are written fastest.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn put_evidence(&mut self, rows: impl IntoIterator<Item = EvidenceRow>) -> Result<(), StoreError> {
        self.has_changed_evidence = true;
        let mut months = BTreeSet::new();
        let mut put = self.connection().prepare_cached(&format!(
            "INSERT INTO play ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT DO UPDATE SET stands = excluded.stands, ms_played = excluded.ms_played"
        ))?;
        let mut written = BTreeSet::new();
        let (mut last, mut last_month) = (None, None);
        for row in rows {
            put.execute(params(&row))?;
            let bucket = row_sums::bucket(row.source, row.evidence.ended_at.as_millis());
            // Neighbours are mostly of one bucket.
            if last.replace(bucket) != Some(bucket) {
                written.insert(bucket);
            }
            let month = (row.source, month_of(row.evidence.ended_at.as_millis()));
            if last_month.replace(month) != Some(month) {
                months.insert(month);
            }
        }
        fingerprint::forget(self.connection(), &months)?;
        row_sums::forget(self.connection(), &written)
    }
}

/// The values of [`COLUMNS`].
fn params(row: &EvidenceRow) -> impl rusqlite::Params {
    let Evidence {
        ended_at,
        item,
        told_ms,
        circumstance,
        number,
        provenance,
        times,
    } = row.evidence;
    (
        ended_at.as_millis(),
        item,
        told_ms,
        provenance_number(provenance),
        circumstance,
        row.source,
        row.naming,
        number,
        times == Times::Begin,
        row.is_canonical,
        row.ms_played,
    )
}

impl Store {
    /// Gives every play to `each`, oldest first, until it breaks. Blocks nobody else while it lasts.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn plays(&self, each: impl FnMut(EvidenceRow) -> ControlFlow<()>) -> Result<(), StoreError> {
        scan(&file::connect_read_only(&self.path)?, "WHERE stands = 1", each)
    }

    /// Gives every row of evidence to `each`, oldest first, until it breaks.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn evidence(&self, each: impl FnMut(EvidenceRow) -> ControlFlow<()>) -> Result<(), StoreError> {
        scan(&file::connect_read_only(&self.path)?, "", each)
    }

    /// Passes the rows of some months of a source to `each`, oldest first; all rows of the source if `months` is `None`.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn evidence_of(
        &self,
        source: SourceId,
        months: Option<&BTreeSet<i32>>,
        mut each: impl FnMut(EvidenceRow),
    ) -> Result<(), StoreError> {
        let reader = self.reader()?;
        let spans = match months {
            Some(months) => months.iter().map(|month| fingerprint::bounds(*month)).collect(),
            None => vec![(i64::MIN, i64::MAX)],
        };
        for (from, to) in spans {
            scan_source(&reader, source, from, to, |row| {
                if months.is_none_or(|months| months.contains(&month_of(row.evidence.ended_at.as_millis()))) {
                    each(row);
                }
            })?;
        }
        Ok(())
    }

    /// Whether there is any row of evidence. Much quicker than counting.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn has_evidence(&self) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM play)";
        Ok(self.reader()?.query_row(sql, [], |row| row.get(0))?)
    }

    /// How many plays there are.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn count(&self) -> Result<u64, StoreError> {
        // Before counting: whatever is committed meanwhile makes the next call count again.
        let version = self.readers.version()?;
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, plays)) = counted.filter(|(at, _)| *at == version) {
            return Ok(plays);
        }
        let sql = "SELECT count(*) FROM play WHERE stands = 1";
        let plays = self
            .reader()?
            .query_row(sql, [], |row| row.get::<_, i64>(0))?
            .unsigned_abs();
        *counted = Some((version, plays));
        Ok(plays)
    }
}

/// The rows that are `wanted`, in the order of the table.
fn rows_of(connection: &Connection, wanted: impl Fn(&EvidenceRow) -> bool) -> Result<Vec<EvidenceRow>, StoreError> {
    let mut rows = Vec::new();
    scan(connection, "", |row| {
        if wanted(&row) {
            rows.push(row);
        }
        ControlFlow::Continue(())
    })?;
    Ok(rows)
}

/// Gives every row that matches `condition` to `each`, in the order of the table, until it breaks.
fn scan(
    connection: &Connection,
    condition: &str,
    mut each: impl FnMut(EvidenceRow) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    let mut select = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM play {condition} {ORDER}"))?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        if each(evidence_row(row)?).is_break() {
            break;
        }
    }
    Ok(())
}

/// Gives every row of a source that ended from `from` to before `to` to `each`, in the order of the table.
pub(crate) fn scan_source(
    connection: &Connection,
    source: SourceId,
    from: i64,
    to: i64,
    mut each: impl FnMut(EvidenceRow),
) -> Result<(), StoreError> {
    let mut select = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM play WHERE source = ?1 AND ended_at >= ?2 AND ended_at < ?3 {ORDER}"
    ))?;
    let mut rows = select.query((source, from, to))?;
    while let Some(row) = rows.next()? {
        each(evidence_row(row)?);
    }
    Ok(())
}

fn evidence_row(row: &Row<'_>) -> rusqlite::Result<EvidenceRow> {
    let provenance = provenance(row.get(3)?);
    Ok(EvidenceRow {
        evidence: Evidence {
            ended_at: PlayedAt::from_millis(row.get(0)?),
            item: row.get(1)?,
            told_ms: row.get(2)?,
            provenance,
            circumstance: row.get(4)?,
            number: row.get(7)?,
            times: if row.get(8)? { Times::Begin } else { provenance.times() },
        },
        source: row.get(5)?,
        naming: row.get(6)?,
        is_canonical: row.get(9)?,
        ms_played: row.get(10)?,
    })
}

pub(crate) fn provenance_number(provenance: Provenance) -> u8 {
    match provenance {
        Provenance::Live => 0,
        Provenance::Account => 1,
        Provenance::Extended => 2,
    }
}

pub(crate) fn provenance(number: u8) -> Provenance {
    match number {
        0 => Provenance::Live,
        1 => Provenance::Account,
        // A CHECK of the table allows no other number.
        _ => Provenance::Extended,
    }
}
