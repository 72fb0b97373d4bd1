//! One file for each command or family of commands. This one chooses among them and gives each what it needs.

mod account;
mod backups;
mod deciding;
mod explore;
mod export;
mod gaps;
mod genres;
mod hiding;
mod importing;
mod manual;
mod playlist;
mod poster;
mod recent;
mod recount;
mod remote;
mod sources;
mod span;
mod summary;
mod sync;
mod top;
mod uri;
mod why;

use std::cell::Cell;

use chrono::NaiveDate;
use host::{Environment, Folders, private_data};
use library::{Archive, Damage, StoreError, Zone};
use plays::Clock;
use tokio::runtime::Runtime;

use crate::{
    answer::Answer,
    arguments::{Cli, Command},
    connection::Connection,
    exit::Exit,
    failure::Failure,
    folders,
    output::Output,
    wording::local,
};

/// Does what the command line asks for.
pub(crate) fn run(cli: &Cli, environment: &Environment, clock: &Clock, output: &Output) -> Result<Answer, Failure> {
    let zone = match cli.global.zone {
        Some(zone) => zone,
        None => host::zone(environment.zone.as_deref()),
    };
    let invocation = Invocation {
        cli,
        environment,
        clock,
        output,
        zone,
        damaged: Cell::new(false),
    };
    let answer = invocation.answer()?;
    // "0 plays" from a new archive is no answer about the one that was lost.
    let repaired = matches!(
        cli.command,
        Command::Restore { dry_run: false, .. } | Command::Import { .. }
    );
    Ok(match answer.exit {
        Exit::Done if invocation.damaged.get() && !repaired => answer.ending(Exit::Damaged),
        _ => answer,
    })
}

/// A command and everything that it may need.
struct Invocation<'a> {
    cli: &'a Cli,
    environment: &'a Environment,
    clock: &'a Clock,
    output: &'a Output,
    zone: Zone,
    /// Set when the archive is found damaged.
    damaged: Cell<bool>,
}

impl Invocation<'_> {
    fn answer(&self) -> Result<Answer, Failure> {
        let zone = self.zone;
        match &self.cli.command {
            Command::Import { paths, dry_run } => {
                let runtime = runtime()?;
                importing::run(&self.archive()?, paths, *dry_run, zone, self.output, runtime.handle())
            }
            Command::Sources => sources::list(&self.archive()?, zone),
            Command::Undo {
                source,
                forget_recording,
                keep_in_backups,
            } => {
                let of_recording = match (forget_recording, keep_in_backups) {
                    (false, _) => sources::OfRecording::Refuse,
                    (true, true) => sources::OfRecording::ForgetInArchive,
                    (true, false) => sources::OfRecording::ForgetEverywhere,
                };
                sources::undo(&self.archive()?, source, of_recording, zone)
            }
            Command::Sync => runtime()?.block_on(async {
                let archive = self.archive()?;
                sync::run(self.connect(Ok(archive.clone()))?, &archive).await
            }),
            Command::Recent { limit } => recent::run(&self.archive()?, *limit, zone),
            Command::Top {
                list,
                span,
                by,
                limit,
                families,
            } => {
                let ranked = top::Ranked {
                    ranking: *list,
                    families: *families,
                    by: *by,
                    limit: *limit,
                };
                top::run(&self.archive()?, &ranked, span, (zone, self.today()))
            }
            Command::Learn { limit } => {
                let folders = self.folders()?;
                runtime()?.block_on(async {
                    let connection = self.connect(Ok(self.archive()?))?;
                    let surroundings = (&folders, self.environment, self.clock);
                    genres::learn(connection, surroundings, *limit, self.output).await
                })
            }
            Command::Genres { artist, set, unset } => match (artist.as_deref(), set, unset) {
                (Some(artist), Some(genres), _) => genres::correct(&self.archive()?, artist, Some(genres), zone),
                (Some(artist), None, true) => genres::correct(&self.archive()?, artist, None, zone),
                (artist, ..) => genres::list(&self.archive()?, artist, zone),
            },
            Command::Summary { span } => summary::run(&self.archive()?, span, zone),
            Command::Explore(explore) => {
                explore::run(&self.archive()?, explore, (zone, self.today()), self.cli.global.json)
            }
            Command::Gaps => gaps::run(&self.archive()?, zone),
            Command::Why { from, to, limit } => {
                let days = span::days(*from, *to)?;
                why::run(&self.archive()?, days, *limit, zone)
            }
            Command::Decide { what } => deciding::decide(&self.archive()?, what, zone),
            Command::Decisions => deciding::decisions(&self.archive()?, zone),
            Command::Recount { dismiss: true, .. } => recount::dismiss(&self.archive()?),
            Command::Recount { limit, .. } => recount::list(&self.archive()?, *limit, zone),
            Command::Export { format, partition, out } => {
                let as_what = (*format, *partition);
                export::run(&self.archive()?, &self.folders()?, as_what, out)
            }
            Command::Poster(poster) => poster::run(&self.archive()?, &self.folders()?, poster, (zone, self.today())),
            Command::Backup => backups::backup(&self.archive()?),
            Command::Backups => backups::backups(&self.archive()?, zone),
            Command::Restore { name, dry_run } => backups::restore(&self.archive()?, name, *dry_run, zone),
            Command::Verify => backups::verify(&self.archive()?),
            Command::Hide { what } => hiding::hide(&self.archive()?, what, zone),
            Command::Unhide { id } => hiding::unhide(&self.archive()?, *id),
            Command::Hidden => hiding::hidden(&self.archive()?, zone),
            // Signing in and out need no archive.
            Command::SignIn { client_id, no_browser } => runtime()?.block_on(async {
                let connection = self.connect(self.open(&self.folders()?))?;
                account::sign_in(connection, client_id.as_deref(), *no_browser, self.output).await
            }),
            Command::SignOut => {
                runtime()?.block_on(async { account::sign_out(self.connect(self.open(&self.folders()?))?).await })
            }
            Command::Playlist { what } => runtime()?
                .block_on(async { playlist::run(self.connect(Ok(self.archive()?))?, what, self.today()).await }),
            Command::Remote { what } => remote::run(&self.archive()?, what, &self.folders()?, self.environment, zone),
            Command::Completions { shell } => Ok(manual::completions(*shell)),
            Command::Man => manual::page(),
        }
    }

    /// The listener's date.
    fn today(&self) -> NaiveDate {
        self.zone.local((self.clock)().timestamp_millis()).date_naive()
    }

    fn folders(&self) -> Result<Folders, Failure> {
        folders::find(self.cli.global.data.as_deref(), self.environment)
    }

    fn archive(&self) -> Result<Archive, Failure> {
        Ok(self.open(&self.folders()?)?)
    }

    fn open(&self, folders: &Folders) -> Result<Archive, StoreError> {
        if let Err(error) = private_data::tighten(folders) {
            log::warn!("others may be able to read the data folder: {error}");
        }
        let archive = Archive::open(&folders.archive(), self.clock.clone())?;
        if let Some(damage) = archive.damage()? {
            warn_of_damage(&archive, &damage, self.zone, self.output);
            self.damaged.set(true);
        }
        // Programs that read JSON expect errors alone beside it.
        let may_tell = !self.cli.global.json && !matches!(self.cli.command, Command::Recount { .. });
        if let Some(recount) = archive.recount()?.filter(|_| may_tell) {
            self.output.remark(&recount::notice(recount));
        }
        Ok(archive)
    }

    fn connect(&self, archive: Result<Archive, StoreError>) -> Result<Connection, Failure> {
        Connection::open(&self.folders()?, self.environment, self.clock, archive)
    }
}

fn runtime() -> Result<Runtime, Failure> {
    Runtime::new().map_err(|error| Failure::unexpected(&error))
}

fn warn_of_damage(archive: &Archive, damage: &Damage, zone: Zone, output: &Output) {
    let next = match archive.newest_good_backup() {
        Err(error) => format!("The backups can't be read: {error}."),
        Ok(Some(backup)) => format!(
            "The newest good backup is of {}. Restore it with: tonearm-cli restore {}",
            local(backup.taken_at.timestamp_millis(), zone),
            backup.name
        ),
        Ok(None) => "There is no backup to restore; import your exports again.".to_owned(),
    };
    let found = match damage {
        Damage::SetAside(kept_as) => format!(
            "the archive was found damaged. It is kept as {}, and an empty one was begun.",
            kept_as.display()
        ),
        Damage::Missing => format!(
            "the archive is missing from {}, though there are backups of it, and an empty one was begun.",
            archive.path().display()
        ),
        Damage::Altered => format!(
            "not everything in {} is as it was written: the disk or the memory may be failing.",
            archive.path().display()
        ),
    };
    output.warn(&format!("{found} {next}"));
}
