//! All that is told of one life, and which of it is told together.

use reconcile::{Row, Verdict, reconcile};
use sample::Random;

use crate::catalogue::Catalogue;
use crate::export::{Edition, Told, account, extended, log};
use crate::gaps::{GapFigures, count};
use crate::judge::{Judgement, judge};
use crate::life::{TruePlay, live};
use crate::rates::{FIRST_EDITION, IN_ACCOUNT_DATA, LACKING, LAST_EDITION_DAYS, RECORDED, SESSIONS_A_DAY};
use crate::recent::{Recent, readings};
use crate::recording::{Recording, record};
use crate::time::DAY;

/// Sources that are in one archive together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Set {
    pub(crate) name: &'static str,
    live: bool,
    first_edition: bool,
    last_edition: LastEdition,
    account: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LastEdition {
    None,
    Complete,
    /// It lacks some rows.
    Lacking,
}

const NOTHING: Set = Set {
    name: "",
    live: false,
    first_edition: false,
    last_edition: LastEdition::None,
    account: false,
};

pub(crate) const SETS: [Set; 9] = [
    Set {
        name: "live",
        live: true,
        ..NOTHING
    },
    Set {
        name: "extended",
        last_edition: LastEdition::Complete,
        ..NOTHING
    },
    Set {
        name: "account",
        account: true,
        ..NOTHING
    },
    Set {
        name: "live + extended",
        live: true,
        last_edition: LastEdition::Complete,
        ..NOTHING
    },
    Set {
        name: "two editions",
        first_edition: true,
        last_edition: LastEdition::Complete,
        ..NOTHING
    },
    Set {
        name: "extended + account",
        last_edition: LastEdition::Complete,
        account: true,
        ..NOTHING
    },
    Set {
        name: "live + account",
        live: true,
        account: true,
        ..NOTHING
    },
    Set {
        name: "all sources",
        live: true,
        first_edition: true,
        last_edition: LastEdition::Complete,
        account: true,
    },
    Set {
        name: "live + extended that lacks 1 %",
        live: true,
        last_edition: LastEdition::Lacking,
        ..NOTHING
    },
];

/// Everything about one life.
pub(crate) struct Sources {
    pub(crate) plays: Vec<TruePlay>,
    pub(crate) catalogue: Catalogue,
    first_edition: Vec<Told>,
    last_edition: Vec<Told>,
    lacking: Vec<Told>,
    account: Vec<Told>,
    pub(crate) recent: Recent,
    pub(crate) recording: Recording,
    readings: Vec<i64>,
}

impl Sources {
    /// A life of so many days. The same number is the same life, and the same is told of it.
    pub(crate) fn of_life(number: u64, days: i64) -> Self {
        let random = &mut Random::new(number, &[1]);
        let life_ms = days * DAY;
        let after = |share: f64| (life_ms as f64 * share) as i64;
        let mut catalogue = Catalogue::new(random, life_ms);
        let sessions_a_day = SESSIONS_A_DAY[(number / 4) as usize % SESSIONS_A_DAY.len()];
        let plays = live(&catalogue, days, sessions_a_day, random);
        let log = log(&plays, random);
        let first = Edition {
            made_ms: after(FIRST_EDITION),
            has_ids: false,
            lacks: 0.0,
        };
        let last = Edition {
            made_ms: life_ms + LAST_EDITION_DAYS * DAY,
            has_ids: true,
            lacks: 0.0,
        };
        let first_edition = extended(&log, &plays, first, &mut catalogue, random);
        let last_edition = extended(&log, &plays, last, &mut catalogue, random);
        let lacking = extended(&log, &plays, Edition { lacks: LACKING, ..last }, &mut catalogue, random);
        let account = account(&log, &plays, after(1.0 - IN_ACCOUNT_DATA), life_ms, &mut catalogue);
        let lengths: Vec<u32> = catalogue.tracks.iter().map(|track| track.length_ms).collect();
        let mut recent = Recent::new(&plays, life_ms, |track| lengths[track as usize], random);
        let readings = readings(number, after(1.0 - RECORDED), life_ms, random);
        let recording = record(&mut recent, &readings, &plays, &mut catalogue, random);
        Self {
            plays,
            catalogue,
            first_edition,
            last_edition,
            lacking,
            account,
            recent,
            recording,
            readings,
        }
    }

    /// What these sources tell together.
    pub(crate) fn rows(&self, set: Set) -> Vec<Told> {
        let last_edition = match set.last_edition {
            LastEdition::None => &[][..],
            LastEdition::Complete => &self.last_edition,
            LastEdition::Lacking => &self.lacking,
        };
        let mut rows = last_edition.to_vec();
        for (rows_of_one, is_told) in [
            (&self.recording.rows, set.live),
            (&self.first_edition, set.first_edition),
            (&self.account, set.account),
        ] {
            if is_told {
                rows.extend_from_slice(rows_of_one);
            }
        }
        rows
    }

    /// What the rules make of it.
    pub(crate) fn verdicts(&self, rows: &[Told]) -> Vec<Verdict> {
        let rows: Vec<Row> = rows.iter().map(|told| told.row).collect();
        reconcile(rows.as_slice(), &self.catalogue.names)
    }

    pub(crate) fn judge(&self, set: Set) -> Judgement {
        let rows = self.rows(set);
        judge(&self.plays, &rows, &self.verdicts(&rows))
    }

    pub(crate) fn count_gaps(&self, figures: &mut GapFigures) {
        count(&self.recent, &self.recording, self.last_reading(), figures);
    }

    pub(crate) fn last_reading(&self) -> i64 {
        self.readings.last().copied().unwrap_or_default()
    }
}
