//! What each command does: unpack, ask the library, put the answer into words.

mod account;
mod explore;
mod hiding;
mod importing;
mod keeping;
mod listening;
mod manual;
mod playlist;
mod sources;
mod sync;

use std::{cell::Cell, path::Path};

use host::{Environment, Folders};
use library::{Archive, StoreError, Zone};
use plays::Clock;
use tokio::runtime::Runtime;

use crate::{
    answer::{Answer, Exit, Voice},
    arguments::{Cli, Command},
    failure::Failure,
    folders,
    spotify_link::Link,
    wording::local,
};

/// Does what the command line asks for.
pub(crate) fn run(cli: &Cli, environment: &Environment, clock: &Clock, voice: &Voice) -> Result<Answer, Failure> {
    let zone = match cli.global.zone {
        Some(zone) => zone,
        None => host::zone(environment.zone.as_deref()),
    };
    let asked = Asked {
        cli,
        environment,
        clock,
        voice,
        zone,
        damaged: Cell::new(false),
    };
    let answer = asked.answer()?;
    // Nought plays of a new archive are no answer about the one that was lost.
    let mended = matches!(cli.command, Command::Restore { .. } | Command::Import { .. });
    Ok(match answer.exit {
        Exit::Done if asked.damaged.get() && !mended => answer.ending(Exit::Damaged),
        _ => answer,
    })
}

/// A command and all that it may need.
struct Asked<'a> {
    cli: &'a Cli,
    environment: &'a Environment,
    clock: &'a Clock,
    voice: &'a Voice,
    zone: Zone,
    /// The archive was found damaged.
    damaged: Cell<bool>,
}

impl Asked<'_> {
    fn answer(&self) -> Result<Answer, Failure> {
        let zone = self.zone;
        match &self.cli.command {
            Command::Import { paths, dry_run } => {
                let runtime = runtime()?;
                importing::run(&self.archive()?, paths, *dry_run, zone, self.voice, runtime.handle())
            }
            Command::Sources => sources::list(&self.archive()?, zone),
            Command::Undo {
                source,
                forget_recording,
            } => sources::undo(&self.archive()?, source, *forget_recording, zone),
            Command::Sync => runtime()?.block_on(async {
                let archive = self.archive()?;
                sync::run(self.link(Ok(archive.clone()))?, &archive).await
            }),
            Command::Recent { limit } => listening::recent(&self.archive()?, *limit, zone),
            Command::Top { list, span, by, limit } => listening::top(&self.archive()?, *list, span, *by, *limit, zone),
            Command::Summary { span } => listening::summary(&self.archive()?, span, zone),
            Command::Explore(explore) => {
                let today = zone.local((self.clock)().timestamp_millis()).date_naive();
                explore::run(&self.archive()?, explore, (zone, today), self.cli.global.json)
            }
            Command::Gaps => listening::gaps(&self.archive()?, zone),
            Command::Export { format, out } => keeping::export(&self.archive()?, &self.folders()?, *format, out),
            Command::Backup => keeping::backup(&self.archive()?),
            Command::Backups => keeping::backups(&self.archive()?, zone),
            Command::Restore { name } => keeping::restore(&self.archive()?, name, zone),
            Command::Verify => keeping::verify(&self.archive()?),
            Command::Hide { what } => hiding::hide(&self.archive()?, what, zone),
            Command::Unhide { id } => hiding::unhide(&self.archive()?, *id),
            Command::Hidden => hiding::hidden(&self.archive()?, zone),
            // Signing in and out need no archive.
            Command::SignIn { client_id, no_browser } => runtime()?.block_on(async {
                let link = self.link(self.open(&self.folders()?))?;
                account::sign_in(link, client_id.as_deref(), *no_browser, self.voice).await
            }),
            Command::SignOut => {
                runtime()?.block_on(async { account::sign_out(self.link(self.open(&self.folders()?))?).await })
            }
            Command::Playlist { what } => runtime()?.block_on(async {
                let today = zone.local((self.clock)().timestamp_millis()).date_naive();
                playlist::run(self.link(Ok(self.archive()?))?, what, today).await
            }),
            Command::Completions { shell } => Ok(manual::completions(*shell)),
            Command::Man => manual::page(),
        }
    }

    fn folders(&self) -> Result<Folders, Failure> {
        folders::find(self.cli.global.data.as_deref(), self.environment)
    }

    fn archive(&self) -> Result<Archive, Failure> {
        Ok(self.open(&self.folders()?)?)
    }

    fn open(&self, folders: &Folders) -> Result<Archive, StoreError> {
        let archive = Archive::open(&folders.archive(), self.clock.clone())?;
        if let Some(aside) = archive.damaged_file() {
            warn_of_damage(&archive, &aside, self.zone, self.voice);
            self.damaged.set(true);
        }
        Ok(archive)
    }

    fn link(&self, archive: Result<Archive, StoreError>) -> Result<Link, Failure> {
        Link::open(&self.folders()?, self.environment, self.clock, archive)
    }
}

fn runtime() -> Result<Runtime, Failure> {
    Runtime::new().map_err(|error| Failure::unexpected(&error))
}

fn warn_of_damage(archive: &Archive, aside: &Path, zone: Zone, voice: &Voice) {
    let next = match archive.newest_good_backup() {
        Some(backup) => format!(
            "The newest good backup is of {}. Restore it with: tonearm-cli restore {}",
            local(backup.taken_at.timestamp_millis(), zone),
            backup.name
        ),
        None => "There is no backup to restore; import your exports again.".to_owned(),
    };
    voice.warn(&format!(
        "the archive was found damaged. It is kept as {}, and an empty one was begun. {next}",
        aside.display()
    ));
}
