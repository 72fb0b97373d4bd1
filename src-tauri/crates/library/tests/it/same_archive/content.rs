//! What an archive holds, told without the ids of its own.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::fs;
use std::ops::ControlFlow;

use chrono::DateTime;
use library::{Archive, DayBounds, ExportFormat, Gap, SourceKind, TotalsQuery};
use plays::{Circumstance, CountingRule, Item, Provenance};
use store::{Catalogue, Store};

use super::counts::counts;

/// A row of evidence.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Told {
    pub(crate) at_ms: i64,
    pub(crate) item: Item,
    pub(crate) told_ms: u32,
    pub(crate) provenance: Provenance,
    pub(crate) circumstance: Circumstance,
    pub(crate) number: u16,
    /// It was recorded for an account that the archive does not belong to.
    pub(crate) is_foreign: bool,
}

/// What is in an archive.
#[derive(Debug)]
pub(crate) struct Content {
    /// What each source says; a recording's name is that of its account.
    pub(crate) evidence: Vec<(String, Told)>,
    /// The rows that are plays, and how long they were heard. Of equal rows, it is all the same which of them is.
    pub(crate) plays: Vec<Play>,
    /// What is shown and counted, line by line.
    pub(crate) shown: Vec<String>,
    pub(crate) gaps: Vec<Gap>,
}

/// A row that is a play.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Play {
    pub(crate) told: Told,
    pub(crate) heard_ms: u32,
}

impl Play {
    pub(crate) fn new(told: &Told, heard_ms: u32) -> Self {
        let told = Told {
            number: 0,
            ..told.clone()
        };
        Self { told, heard_ms }
    }
}

impl fmt::Debug for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Item {
            uri,
            name,
            artist,
            album,
            length_ms,
            isrc,
            ..
        } = &self.item;
        write!(
            f,
            "{:?} {} {} {name:?} by {artist:?} on {album:?} {length_ms:?} {isrc:?}, {} ms, {:?}, number {}",
            self.provenance, self.at_ms, uri, self.told_ms, self.circumstance.reason_end, self.number
        )?;
        if self.is_foreign {
            f.write_str(", foreign")
        } else {
            Ok(())
        }
    }
}

/// Reads everything that `archive` holds.
pub(crate) fn content(archive: &Archive) -> Content {
    let store = Store::open(archive.path(), DateTime::UNIX_EPOCH).unwrap().store;
    let sources: HashMap<u32, (SourceKind, String)> = store
        .sources()
        .unwrap()
        .into_iter()
        .map(|source| (source.id, (source.kind, source.name)))
        .collect();
    let owner = store.note("owner").unwrap();
    let namings: HashMap<u32, Item> = store
        .namings()
        .unwrap()
        .into_iter()
        .map(|(id, _, item)| (id, item))
        .collect();
    let circumstances = store.circumstances().unwrap();
    let (mut evidence, mut plays) = (Vec::new(), Vec::new());
    let read = store.evidence(|row| {
        let (kind, source) = &sources[&row.source];
        let told = Told {
            at_ms: row.evidence.ended_at.as_millis(),
            item: namings[&row.naming].clone(),
            told_ms: row.evidence.told_ms,
            provenance: row.evidence.provenance,
            circumstance: circumstances[&row.evidence.circumstance].clone(),
            number: row.evidence.number,
            is_foreign: *kind == SourceKind::Live && Some(source) != owner.as_ref(),
        };
        evidence.push((source.clone(), told.clone()));
        if row.is_canonical {
            plays.push(Play::new(&told, row.ms_played));
        }
        ControlFlow::Continue(())
    });
    read.unwrap();
    evidence.sort();
    plays.sort();
    Content {
        evidence,
        plays,
        shown: shown(archive, &store.catalogue().unwrap()),
        gaps: archive.open_gaps().unwrap(),
    }
}

/// The names that are shown, what is hidden, and what is counted.
fn shown(archive: &Archive, catalogue: &Catalogue) -> Vec<String> {
    let mut shown = catalogue_lines(catalogue);
    shown.extend(
        archive
            .hidden()
            .unwrap()
            .iter()
            .map(|entry| format!("hidden: {:?}", entry.target)),
    );
    for (least_ms, with_hidden) in [(CountingRule::DEFAULT_LEAST_MS, true), (9_000, false)] {
        let query = TotalsQuery {
            days: DayBounds::default(),
            rule: CountingRule::AtLeast { ms: least_ms },
            with_hidden,
        };
        let counted = counts(archive, &query).into_iter();
        shown.extend(counted.map(|line| format!("with hidden {with_hidden}: {line}")));
    }
    let mut table = exported_lines(archive, ExportFormat::Csv);
    for line in &mut table {
        // The last column but one is the source: of equal rows, any may be the play.
        let (rest, genres) = line.rsplit_once(',').unwrap();
        let (rest, _) = rest.rsplit_once(',').unwrap();
        *line = format!("{rest},{genres}");
    }
    shown.extend(numbered(table));
    let rows = exported_lines(archive, ExportFormat::Json).into_iter();
    shown.extend(numbered(
        rows.map(|line| line.trim_end_matches(',').to_owned()).collect(),
    ));
    shown.into_iter().collect()
}

fn catalogue_lines(catalogue: &Catalogue) -> BTreeSet<String> {
    let albums: BTreeMap<u32, String> = catalogue
        .albums
        .iter()
        .map(|album| {
            (
                album.id,
                format!("{:?} {:?} by {:?}", album.uri, album.name, album.artist),
            )
        })
        .collect();
    let artists: BTreeMap<u32, String> = catalogue
        .artists
        .iter()
        .map(|artist| (artist.id, format!("{:?} {:?}", artist.uri, artist.name)))
        .collect();
    let tracks = catalogue.tracks.iter().map(|track| {
        let credits: Vec<&String> = track.credits.iter().map(|artist| &artists[artist]).collect();
        format!(
            "{}: {:?} {:?} by {:?} on {}, {:?} ms, credits {credits:?}",
            track.uri, track.kind, track.name, track.artist, albums[&track.album], track.duration_ms
        )
    });
    tracks.collect()
}

/// The lines of an export. Which of two rows of one time comes first is left open.
fn exported_lines(archive: &Archive, format: ExportFormat) -> Vec<String> {
    let to = archive.path().with_extension("exported");
    archive.export(format, &to).unwrap();
    let text = fs::read_to_string(to).unwrap();
    text.lines().map(str::to_owned).collect()
}

/// Equal lines are told apart by a number.
fn numbered(lines: Vec<String>) -> impl Iterator<Item = String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines {
        *counts.entry(line).or_default() += 1;
    }
    counts.into_iter().map(|(line, count)| format!("{count} times {line}"))
}
