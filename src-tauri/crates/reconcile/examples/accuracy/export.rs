//! What Spotify's exports tell of a life. Every row knows which play it really tells of.

use std::collections::HashMap;

use plays::Provenance;
use reconcile::{Ending, Row};
use sample::Random;

use crate::catalogue::Catalogue;
use crate::life::{End, TruePlay};
use crate::rates::{
    DOUBLE_AFTER_EXIT, DOUBLE_AFTER_EXIT_LATE, DOUBLE_EQUAL, DOUBLE_LATER, DOUBLE_OVERLAPPING, EDITION_OFF_BY_A_SECOND,
};
use crate::time::{MINUTE, SECOND, happens};

/// A row, and the place of the play that it tells of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told {
    pub(crate) row: Row,
    pub(crate) play: u32,
}

/// One line of Spotify's own log, of which all exports are made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    play: u32,
    end_ms: i64,
    heard_ms: u32,
    ending: Ending,
}

/// What Spotify's log has of these plays: each once, some twice.
pub(crate) fn log(plays: &[TruePlay], random: &mut Random) -> Vec<Entry> {
    let mut log = Vec::with_capacity(plays.len() + plays.len() / 32);
    for (play, number) in plays.iter().zip(0..) {
        let (end_ms, ending) = match play.end {
            End::Usual => (play.ended_ms, Ending::Usual),
            End::Remote => (play.ended_ms, Ending::Remote),
            End::Left { told_ms } => (told_ms, Ending::Exit),
        };
        let entry = Entry {
            play: number,
            end_ms,
            heard_ms: play.heard_ms,
            ending,
        };
        log.push(entry);
        log.extend(double(entry, random));
    }
    log.sort_by_key(|entry| (entry.end_ms, entry.play));
    log
}

/// The second row of a play, if it has one.
fn double(entry: Entry, random: &mut Random) -> Option<Entry> {
    if entry.ending != Ending::Usual {
        let later = if happens(random, DOUBLE_AFTER_EXIT) {
            random.between(0, 30)
        } else if happens(random, DOUBLE_AFTER_EXIT_LATE) {
            random.between(31, 60)
        } else {
            return None;
        };
        return Some(Entry {
            end_ms: entry.end_ms + later * SECOND,
            ..entry
        });
    }
    if happens(random, DOUBLE_EQUAL) {
        return Some(entry);
    }
    if happens(random, DOUBLE_OVERLAPPING) {
        let longer = random.between(500, 5_000);
        let later = longer + random.between(0, 5_000);
        return Some(Entry {
            end_ms: entry.end_ms + later,
            heard_ms: entry.heard_ms + longer as u32,
            ..entry
        });
    }
    happens(random, DOUBLE_LATER).then(|| Entry {
        end_ms: entry.end_ms + random.between(1, 45) * SECOND,
        ..entry
    })
}

/// An edition of the extended history.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Edition {
    /// It tells what ended before.
    pub(crate) made_ms: i64,
    /// The first edition had none.
    pub(crate) has_ids: bool,
    /// The share of rows that it lacks.
    pub(crate) lacks: f64,
}

pub(crate) fn extended(
    log: &[Entry],
    plays: &[TruePlay],
    edition: Edition,
    catalogue: &mut Catalogue,
    random: &mut Random,
) -> Vec<Told> {
    let mut rows = Vec::new();
    for entry in log {
        if entry.end_ms >= edition.made_ms || happens(random, edition.lacks) {
            continue;
        }
        let off = if edition.has_ids && happens(random, EDITION_OFF_BY_A_SECOND) {
            SECOND
        } else {
            0
        };
        let track = plays[entry.play as usize].track;
        rows.push(Told {
            row: Row {
                ending: entry.ending,
                detail: u32::from(!edition.has_ids),
                ..Row::plain(
                    Provenance::Extended,
                    entry.end_ms.div_euclid(SECOND) * SECOND + off,
                    entry.heard_ms,
                    catalogue.extended(track, edition.made_ms, edition.has_ids),
                )
            },
            play: entry.play,
        });
    }
    number_equal_rows(&mut rows);
    rows
}

/// Account data of what ended from `from` to `made`.
pub(crate) fn account(log: &[Entry], plays: &[TruePlay], from: i64, made: i64, catalogue: &mut Catalogue) -> Vec<Told> {
    let mut rows = Vec::new();
    for entry in log.iter().filter(|entry| (from..made).contains(&entry.end_ms)) {
        let naming = catalogue.account(plays[entry.play as usize].track, made);
        let at_ms = entry.end_ms.div_euclid(MINUTE) * MINUTE;
        rows.push(Told {
            row: Row::plain(Provenance::Account, at_ms, entry.heard_ms, naming),
            play: entry.play,
        });
    }
    number_equal_rows(&mut rows);
    rows
}

/// Numbers the rows of one file that are equal, as importing does.
fn number_equal_rows(file: &mut [Told]) {
    let mut numbers: HashMap<_, u32> = HashMap::new();
    for Told { row, .. } in file {
        let next = numbers
            .entry((row.naming, row.ms, row.at_ms, row.ending, row.detail))
            .or_default();
        row.number = *next;
        *next += 1;
    }
}
