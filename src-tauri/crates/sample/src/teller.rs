//! Tells a life to the three exports at once, day by day, and keeps a dozen bytes of each row for the truth.

use std::{io, path::Path};

use super::{
    account::{self, AccountRow},
    calendar::{self, DAY_MS},
    catalogue::Catalogue,
    extended::{ExtendedZip, Line, OlderFolder},
    figures::Truth,
    folder,
    heard::{Echo, Heard},
    life::Life,
    truth::{self, Evidence, Read},
    witness,
};

/// A telling under way.
pub(super) struct Teller<'a> {
    catalogue: &'a Catalogue,
    folder: &'a Path,
    seed: u64,
    plays: usize,
    zip: ExtendedZip<'a>,
    older: OlderFolder<'a>,
    account: Vec<AccountRow>,
    told: ToldAll,
}

/// What was written.
#[derive(Default)]
pub(super) struct ToldAll {
    extended: Read,
    older: Read,
    account: Read,
}

impl<'a> Teller<'a> {
    pub(super) fn new(catalogue: &'a Catalogue, folder: &'a Path, plays: usize, seed: u64) -> io::Result<Self> {
        Ok(Self {
            catalogue,
            folder,
            seed,
            plays,
            zip: ExtendedZip::create(catalogue, &folder.join(folder::EXTENDED))?,
            older: OlderFolder::create(catalogue, &folder.join(folder::OLDER), seed)?,
            account: Vec::new(),
            told: ToldAll::default(),
        })
    }

    pub(super) fn tell(mut self) -> io::Result<ToldAll> {
        let mut life = Life::new(self.catalogue, self.seed, self.plays);
        let mut waiting: Vec<Heard> = Vec::new();
        let mut told = 0;
        for day in calendar::days(self.seed, self.plays) {
            let begun = day.number * DAY_MS / 1000;
            let fresh = waiting.len();
            life.live(&day, &mut waiting);
            for heard in &mut waiting[fresh..] {
                heard.told = witness::told(self.catalogue, heard, told, self.plays);
                told += usize::from(heard.flaw.is_none());
            }
            // Stable, so that rows of one second keep their order. What ends after this day begins must wait for those of
            // the day before that are told late.
            waiting.sort_by_key(|heard| heard.end_secs);
            let ready = waiting.partition_point(|heard| heard.end_secs < begun);
            for heard in waiting.drain(..ready) {
                self.row(heard)?;
            }
        }
        for heard in waiting {
            self.row(heard)?;
        }
        self.finish()
    }

    fn finish(self) -> io::Result<ToldAll> {
        self.zip.finish()?;
        self.older.finish()?;
        account::write(self.catalogue, &self.folder.join(folder::ACCOUNT), &self.account)?;
        Ok(self.told)
    }

    fn row(&mut self, heard: Heard) -> io::Result<()> {
        if heard.told.extended {
            self.line(heard, false)?;
            match heard.echo {
                Echo::None => {}
                Echo::Exact => self.line(heard, false)?,
                Echo::Skipped => self.line(heard, true)?,
                Echo::Later(secs) => {
                    let later = Heard {
                        end_secs: heard.end_secs + i64::from(secs),
                        ..heard
                    };
                    self.line(later, false)?;
                }
            }
        }
        if heard.told.older {
            let shifted = Heard {
                end_secs: heard.end_secs + witness::older_shift(&heard),
                ..heard
            };
            note(&mut self.told.older, self.catalogue, &shifted);
            self.older.add(shifted)?;
        }
        if heard.told.account {
            let row = AccountRow::of(&heard);
            let evidence = Evidence::account(self.catalogue, row.item, row.end_secs, row.ms);
            self.told.account.good.push(evidence);
            self.account.push(row);
        }
        Ok(())
    }

    fn line(&mut self, heard: Heard, skipped_again: bool) -> io::Result<()> {
        note(&mut self.told.extended, self.catalogue, &heard);
        self.zip.add(Line { heard, skipped_again })
    }
}

fn note(read: &mut Read, catalogue: &Catalogue, heard: &Heard) {
    match heard.flaw {
        Some(flaw) => read.set_aside(flaw.reason()),
        None => read
            .good
            .push(Evidence::extended(catalogue, heard.item, heard.end_secs, heard.ms)),
    }
}

impl ToldAll {
    pub(super) fn truth(&self, catalogue: &Catalogue, plays: usize, seed: u64) -> Truth {
        let nothing = Read::default();
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
