//! Writes a life as three exports at once, day by day, and keeps a dozen bytes of each row for the truth.

use std::{io, path::Path};

use crate::{
    account::{self, AccountRow},
    calendar::{self, DAY_MS},
    catalogue::Catalogue,
    coverage,
    extended::{ExtendedZip, Line},
    figures::Truth,
    folder,
    life::Life,
    older::OlderFolder,
    play::{Duplicate, Play},
    truth::{self, Evidence, ExportRows},
    wording,
};

/// Three exports in progress.
pub(crate) struct Writer<'a> {
    catalogue: &'a Catalogue,
    folder: &'a Path,
    seed: u64,
    plays: usize,
    zip: ExtendedZip<'a>,
    older: OlderFolder<'a>,
    account: Vec<AccountRow>,
    written: Written,
}

/// What was written.
#[derive(Default)]
pub(crate) struct Written {
    extended: ExportRows,
    older: ExportRows,
    account: ExportRows,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(catalogue: &'a Catalogue, folder: &'a Path, plays: usize, seed: u64) -> io::Result<Self> {
        Ok(Self {
            catalogue,
            folder,
            seed,
            plays,
            zip: ExtendedZip::create(catalogue, &folder.join(folder::EXTENDED))?,
            older: OlderFolder::create(catalogue, &folder.join(folder::OLDER), seed)?,
            account: Vec::new(),
            written: Written::default(),
        })
    }

    pub(crate) fn write(mut self) -> io::Result<Written> {
        let mut life = Life::new(self.catalogue, self.seed, self.plays);
        let mut pending: Vec<Play> = Vec::new();
        let mut earlier = 0;
        for day in calendar::days(self.seed, self.plays) {
            let day_start_secs = day.number * DAY_MS / 1000;
            let first_new = pending.len();
            life.simulate_day(&day, &mut pending);
            for play in &mut pending[first_new..] {
                play.exports = coverage::exports_with(self.catalogue, play, earlier, self.plays);
                earlier += usize::from(play.flaw.is_none());
            }
            // Stable, so that rows of one second keep their order. A play that ends after this day begins must wait for
            // plays of the day before whose ends are given late.
            pending.sort_by_key(|play| play.end_secs);
            let ready = pending.partition_point(|play| play.end_secs < day_start_secs);
            for play in pending.drain(..ready) {
                self.write_play(play)?;
            }
        }
        for play in pending {
            self.write_play(play)?;
        }
        self.finish()
    }

    fn finish(self) -> io::Result<Written> {
        self.zip.finish()?;
        self.older.finish()?;
        account::write(self.catalogue, &self.folder.join(folder::ACCOUNT), &self.account)?;
        Ok(self.written)
    }

    fn write_play(&mut self, play: Play) -> io::Result<()> {
        if play.exports.extended {
            self.write_line(play, false)?;
            match play.duplicate {
                Duplicate::None => {}
                Duplicate::Exact => self.write_line(play, false)?,
                Duplicate::SkippedDiffers => self.write_line(play, true)?,
                Duplicate::Later(secs) => {
                    let later = Play {
                        end_secs: play.end_secs + i64::from(secs),
                        ..play
                    };
                    self.write_line(later, false)?;
                }
            }
        }
        if play.exports.older {
            let shifted = Play {
                end_secs: play.end_secs + coverage::older_shift_secs(&play),
                ..play
            };
            note(&mut self.written.older, self.catalogue, &shifted);
            self.older.add(shifted)?;
        }
        if play.exports.account {
            let row = AccountRow::of(&play);
            let evidence = Evidence::account(self.catalogue, row.item, row.end_secs, row.ms);
            self.written.account.good.push(evidence);
            self.account.push(row);
        }
        Ok(())
    }

    fn write_line(&mut self, play: Play, flip_skipped: bool) -> io::Result<()> {
        note(&mut self.written.extended, self.catalogue, &play);
        self.zip.add(Line { play, flip_skipped })
    }
}

fn note(rows: &mut ExportRows, catalogue: &Catalogue, play: &Play) {
    match play.flaw {
        Some(flaw) => rows.set_aside(flaw.reason()),
        None => rows.good.push(Evidence::extended(
            catalogue,
            play.item,
            play.end_secs,
            play.ms,
            wording::reason_end(play).unwrap_or_default(),
        )),
    }
}

impl Written {
    pub(crate) fn truth(&self, catalogue: &Catalogue, plays: usize, seed: u64) -> Truth {
        let nothing = ExportRows::default();
        Truth {
            seed,
            asked_plays: plays,
            extended: truth::figures(catalogue, &[&self.extended], &nothing),
            older: truth::figures(catalogue, &[&self.older], &nothing),
            account: truth::figures(catalogue, &[], &self.account),
            together: truth::figures(catalogue, &[&self.extended, &self.older], &self.account),
        }
    }
}
