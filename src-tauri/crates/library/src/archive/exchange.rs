//! Exchanges what this archive knows with a remote, so that every machine has the plays of all. Sources travel in parts and are never
//! changed; decisions travel as registers, of which the latest holds. What differs is found out by comparing fingerprints, and what was
//! sent or received is compared again afterwards. Only an undone source makes anything go.

mod convert;
mod decisions;
mod kinds;
mod manifest;
mod parts;
mod publishing;
mod settings;
mod taking_in;

use std::{collections::BTreeSet, ops::ControlFlow, thread};

use plays::{MachineId, Part, PartId, Register, UNDONE};
use remote::{Machine, Manifest, Remote, RemoteError};
use store::{BackupReason, StoreError};

use super::{Archive, Zone};
use decisions::by_id;
pub(super) use kinds::decided_row_of;
pub use settings::{KnownMachine, LastExchange, RemoteSettings};

/// An exchange broke off. Whatever was exchanged before that stays, and the next exchange goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// The archive can't be read or written.
    #[error(transparent)]
    Archive(#[from] StoreError),
    /// The remote can't be read or written.
    #[error(transparent)]
    Remote(#[from] RemoteError),
    /// The remote has the history of somebody else.
    #[error(
        "the remote has the history of another Spotify account than this machine. Nothing was exchanged: two people's plays can't be \
         told apart once they are mixed. Choose another remote, or another listener in it"
    )]
    AnotherListener,
    /// The caller stopped it.
    #[error("the exchange was stopped; what was exchanged by then stays")]
    Stopped,
}

/// How far an exchange has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExchangeProgress {
    /// Parts of sources that were sent or received.
    pub done: usize,
    /// Parts that are to be.
    pub total: usize,
}

/// What an exchange has changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exchanged {
    /// Rows that this machine sent.
    pub rows_sent: u64,
    /// Rows that it received and did not have.
    pub rows_received: u64,
    /// Plays that the archive has now and did not have before, less those that it had.
    pub plays: i64,
    /// Decisions and other things known that were sent.
    pub decisions_sent: usize,
    /// Those that were received.
    pub decisions_received: usize,
    /// Sources that went because another machine has undone them.
    pub undone: usize,
    /// Parts that are not the same here and there afterwards, each with what is wrong. The next exchange tries them again.
    pub mismatches: Vec<String>,
    /// All machines that exchange with the remote, this one included.
    pub machines: Vec<Machine>,
}

/// Rows that are taken in by one write.
const ROWS_AT_ONCE: usize = 500_000;
/// The note that counts the exchanges of this machine.
pub(super) const EXCHANGES: &str = "exchanges";
/// The note that says where the remote is.
pub(super) const REMOTE: &str = "remote";

type Watch<'w> = &'w mut dyn FnMut(ExchangeProgress) -> ControlFlow<()>;

impl Archive {
    /// Exchanges with `remote`, under this machine's `name`, and publishes plays there if it is a database, by days in `zone`. `watch` sees how
    /// far it has come, and can stop it. Blocks.
    ///
    /// # Errors
    /// See [`ExchangeError`].
    pub fn exchange(
        &self,
        remote: &mut Remote,
        (name, zone): (&str, Zone),
        watch: Watch<'_>,
    ) -> Result<Exchanged, ExchangeError> {
        let plays = self.count()?;
        let theirs = remote.manifest()?;
        let exchanges = self.begin_exchange(&theirs)?;
        self.decide_anew()?;
        let (ours, registers) = self.manifest_with_registers()?;

        let different = ours.different_buckets(&theirs);
        let received = remote.registers(&different)?;
        let owner = |registers: &[Register]| {
            registers
                .iter()
                .find(|one| one.kind == kinds::OWNER_KIND)?
                .value
                .clone()
        };
        if let (Some(ours), Some(theirs)) = (owner(&registers), owner(&received))
            && ours != theirs
        {
            return Err(ExchangeError::AnotherListener);
        }
        let known = by_id(&registers);
        let news = decisions::winning(&received, &known);
        let for_remote = decisions::winning_of(&registers, &by_id(&received), &different);

        let mut exchanged = Exchanged {
            decisions_received: news.len(),
            undone: self.undo_with_others(&news)?,
            ..Exchanged::default()
        };
        // First, so that other machines don't fetch what is undone.
        remote.put_registers(&for_remote)?;
        exchanged.decisions_sent = for_remote.len();

        let ours = Manifest {
            undone: self.store().undone()?.into_iter().collect(),
            ..ours
        };
        self.apply(&news)?;
        let mut progress = Progress::new(watch);
        let (now, to_send) = self.receive_parts(remote, &ours, &theirs, &mut exchanged, &mut progress)?;
        // Plays are what they will be. Working them out takes as long as a server takes for their rows, so both happen at once.
        let prepared = thread::scope(|scope| {
            let is_wanted = matches!(remote, Remote::Postgres(_)) && !to_send.is_empty();
            let preparing = is_wanted.then(|| scope.spawn(|| self.published(zone)));
            self.send_parts(remote, (&now, &to_send), &mut exchanged, &mut progress)?;
            Ok::<_, ExchangeError>(preparing.and_then(|preparing| preparing.join().ok()))
        })?;
        self.apply_to_sources()?;
        if let Remote::Postgres(database) = remote {
            let is_as_before =
                exchanged.rows_received == 0 && exchanged.decisions_received == 0 && exchanged.undone == 0;
            let ours = if is_as_before {
                ours
            } else {
                self.manifest_with_registers()?.0
            };
            self.publish(database, zone, &ours, prepared.transpose()?)?;
        }

        let machine = Machine {
            id: self.store().machine()?,
            name: name.to_owned(),
            exchanges,
            last_at: self.now(),
        };
        remote.announce(&machine)?;
        exchanged.machines = theirs
            .machines
            .into_iter()
            .filter(|other| other.id != machine.id)
            .collect();
        exchanged.machines.push(machine);
        exchanged.plays = self.count()?.cast_signed() - plays.cast_signed();
        Ok(exchanged)
    }

    /// Counts this exchange. If the remote has counted more of this machine than the machine itself, another one has its name: the disk was
    /// copied, or an older state of it was restored. It then goes by a new name.
    fn begin_exchange(&self, theirs: &Manifest) -> Result<u64, StoreError> {
        let counted = self
            .store()
            .note(EXCHANGES)?
            .and_then(|count| count.parse().ok())
            .unwrap_or(0);
        let machine = self.store().machine()?;
        let known = theirs.machines.iter().find(|other| other.id == machine);
        let mut write = self.store().write()?;
        let count = if known.is_some_and(|known| known.exchanges > counted) {
            let new: MachineId = write.take_new_machine()?;
            log::warn!("another machine exchanges under this one's name; this one goes by {new} now");
            // What nobody else has heard of is from here.
            let known: BTreeSet<_> = theirs.parts.keys().map(|part| part.source).collect();
            for source in self.store().sources()? {
                if source.machine == machine && !known.contains(&source.key) {
                    write.set_machine_of(source.id, new)?;
                }
            }
            1
        } else {
            counted + 1
        };
        write.set_note(EXCHANGES, Some(&count.to_string()))?;
        write.commit()?;
        Ok(count)
    }

    /// Takes out the sources that another machine has undone, after a backup. Returns how many.
    fn undo_with_others(&self, news: &[Register]) -> Result<usize, StoreError> {
        let undone: BTreeSet<_> = news
            .iter()
            .filter(|one| one.kind == UNDONE)
            .filter_map(|one| one.key.parse().ok())
            .collect();
        if undone.is_empty() {
            return Ok(0);
        }
        let here = self
            .store()
            .sources()?
            .into_iter()
            .filter(|source| undone.contains(&source.key));
        let here: Vec<_> = here.map(|source| source.id).collect();
        if !here.is_empty() {
            self.back_up_before(BackupReason::BeforeUndo)?;
        }
        self.remove_sources(&here, undone)?;
        Ok(here.len())
    }

    /// Takes in what the remote has more of. Returns what this machine has then, and the parts of it that the remote has less of.
    fn receive_parts(
        &self,
        remote: &mut Remote,
        ours: &Manifest,
        theirs: &Manifest,
        exchanged: &mut Exchanged,
        progress: &mut Progress<'_>,
    ) -> Result<(Manifest, BTreeSet<PartId>), ExchangeError> {
        let different = ours.different_parts(theirs);
        progress.now.total = different.len();
        progress.step(0)?;

        let here = |part: &PartId| ours.parts.contains_key(part);
        let mut fetched: Vec<Part> = Vec::new();
        for part in different.iter().filter(|part| theirs.parts.contains_key(part)) {
            match remote.fetch(*part) {
                Ok(part) => fetched.push(part),
                // What this machine has of it replaces the damaged one below.
                Err(RemoteError::Damaged { why, .. }) if here(part) => log::warn!("{why}"),
                Err(RemoteError::Damaged { part, why }) => {
                    exchanged.mismatches.push(format!("source {}: {why}", part.source));
                }
                Err(other) => return Err(other.into()),
            }
            if fetched.iter().map(|part| part.batch.evidence.len()).sum::<usize>() >= ROWS_AT_ONCE {
                let done = fetched.iter().filter(|part| !here(&part.id)).count();
                exchanged.rows_received += self.take_in(std::mem::take(&mut fetched))?;
                progress.step(done)?;
            }
        }
        exchanged.rows_received += self.take_in(fetched)?;

        let now = self.manifest()?;
        let is_less = |part: &&PartId| now.parts.get(*part) != theirs.parts.get(*part);
        let to_send: BTreeSet<PartId> = different.iter().filter(is_less).copied().collect();
        // Of the others, this machine has all that the remote has.
        progress.now.done = progress.now.total - to_send.len();
        progress.step(0)?;
        Ok((now, to_send))
    }

    fn send_parts(
        &self,
        remote: &mut Remote,
        (now, to_send): (&Manifest, &BTreeSet<PartId>),
        exchanged: &mut Exchanged,
        progress: &mut Progress<'_>,
    ) -> Result<(), ExchangeError> {
        self.parts(to_send, |part| {
            let has_now = match remote.send(&part) {
                // Another machine has undone it meanwhile. The next exchange takes it out here, too.
                Err(RemoteError::Undone(_)) => return progress.step(1),
                sent => sent?,
            };
            exchanged.rows_sent += part.batch.evidence.len() as u64;
            if Some(&has_now) != now.parts.get(&part.id) {
                exchanged.mismatches.push(format!(
                    "source {}: the remote has {} rows of it and this machine {}",
                    part.id.source,
                    has_now.rows,
                    part.batch.evidence.len()
                ));
            }
            progress.step(1)
        })
    }
}

/// Tells the caller how far an exchange has come, and lets them stop it.
struct Progress<'w> {
    now: ExchangeProgress,
    watch: Watch<'w>,
}

impl<'w> Progress<'w> {
    fn new(watch: Watch<'w>) -> Self {
        let now = ExchangeProgress { done: 0, total: 0 };
        Self { now, watch }
    }

    /// After so many more parts.
    fn step(&mut self, done: usize) -> Result<(), ExchangeError> {
        self.now.done += done;
        match (self.watch)(self.now) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(ExchangeError::Stopped),
        }
    }
}
