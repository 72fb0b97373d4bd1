//! A small extended export of given rows, for a test or a sample that knows what was played.

use std::{io, path::Path};

use crate::{
    calendar::{DAY_MS, NEVER_SKIPPED},
    device::{self, Device},
    extended::{FOLDER, ROWS_A_FILE, span},
    fields::{LooseBool, OfflineTimestamp, RowFields},
    file::{Zip, write_array},
    json::Layout,
    timestamp::{write_time, year},
};

/// One row of an extended history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// `spotify:track:…`, or that of an episode or a chapter, which decides the keys of the row. `None` where only the names
    /// are known.
    pub uri: Option<String>,
    /// The track's, episode's or chapter's name.
    pub name: String,
    /// The album's artist; left out for spoken word.
    pub artist: String,
    /// The album, the podcast or the audiobook.
    pub album: String,
    /// Unix milliseconds; cut off to the second.
    pub ended_at_ms: i64,
    /// How long it was played, in milliseconds.
    pub ms_played: i64,
}

/// How a play of an extended history came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Circumstances {
    /// What it was played on, as exports of that time name it.
    pub device: Device,
    /// Two letters.
    pub country: &'static str,
    /// Whether the listener went on to the next track. The flag for it was never set from April 2015 to October 2022; the reason is.
    pub is_skipped: bool,
    /// Whether it was in shuffled order.
    pub is_shuffled: bool,
}

/// Writes `rows`, in the order given, as the zip that Spotify sends today: all played to the end, on one computer. Without rows,
/// the zip has one empty array.
///
/// # Errors
/// When the file cannot be written.
pub fn write_zip(path: &Path, rows: &[Row]) -> io::Result<()> {
    write(path, rows.iter().map(|row| (row, None)).collect())
}

/// As [`write_zip`], with how each play came about.
///
/// # Errors
/// When the file cannot be written.
pub fn write_zip_with(path: &Path, rows: &[(Row, Circumstances)]) -> io::Result<()> {
    let rows = rows.iter().map(|(row, circumstances)| (row, Some(*circumstances)));
    write(path, rows.collect())
}

fn write(path: &Path, rows: Vec<(&Row, Option<Circumstances>)>) -> io::Result<()> {
    let mut zip = Zip::create(path)?;
    let chunks: Vec<&[_]> = if rows.is_empty() {
        vec![&[]]
    } else {
        rows.chunks(ROWS_A_FILE).collect()
    };
    for (number, rows) in chunks.into_iter().enumerate() {
        let ends = || rows.iter().map(|(row, _)| row.ended_at_ms.div_euclid(1000));
        let years = span(
            year(ends().min().unwrap_or_default()),
            year(ends().max().unwrap_or_default()),
        );
        let into = zip.begin(&format!("{FOLDER}/Streaming_History_Audio_{years}_{number}.json"))?;
        let mut ts = String::new();
        write_array(into, Layout::Lines, rows, |(row, circumstances), into| {
            ts.clear();
            write_time(row.ended_at_ms.div_euclid(1000), &mut ts);
            let fields = fields(row, &ts);
            let fields = match circumstances {
                Some(circumstances) => with_circumstances(fields, row, circumstances),
                None => fields,
            };
            fields.write(into);
        })?;
    }
    zip.finish()
}

fn with_circumstances<'a>(fields: RowFields<'a>, row: &Row, circumstances: &Circumstances) -> RowFields<'a> {
    let has_flag = !NEVER_SKIPPED.contains(&row.ended_at_ms.div_euclid(DAY_MS));
    RowFields {
        platform: device::name(circumstances.device, row.ended_at_ms.div_euclid(1000)),
        country: circumstances.country,
        reason_end: Some(if circumstances.is_skipped {
            "fwdbtn"
        } else {
            "trackdone"
        }),
        shuffle: circumstances.is_shuffled.into(),
        skipped: (circumstances.is_skipped && has_flag).into(),
        ..fields
    }
}

fn fields<'a>(row: &'a Row, ts: &'a str) -> RowFields<'a> {
    let uri = row.uri.as_deref();
    let is = |kind: &str| uri.is_some_and(|uri| uri.starts_with(kind));
    let (episode, chapter) = (is("spotify:episode:"), is("spotify:chapter:"));
    let track = !episode && !chapter;
    RowFields {
        ts,
        ms_played: Some(row.ms_played),
        platform: "linux",
        country: "GB",
        ip: "198.51.100.7",
        user: None,
        track: track.then_some((&row.name, &row.artist, &row.album)),
        track_uri: uri.filter(|_| track),
        episode: episode.then_some((&row.name, &row.album, "")),
        episode_uri: uri.filter(|_| episode),
        has_book_keys: true,
        chapter: chapter.then_some((&row.name, &row.album, "")),
        chapter_uri: uri.filter(|_| chapter),
        reason_start: Some("trackdone"),
        reason_end: Some("trackdone"),
        shuffle: LooseBool::No,
        skipped: LooseBool::No,
        offline: LooseBool::No,
        offline_timestamp: OfflineTimestamp::Number((row.ended_at_ms - row.ms_played).div_euclid(1000)),
        incognito: LooseBool::No,
    }
}
