//! A PostgreSQL database as a remote, or a cluster that speaks its protocol: with the histories of one listener or thousands, for machines to
//! exchange and for questions in SQL. The tables are in `schema/`, with a comment on each and every column.
//! Each call is one transaction, and done again when others were in its way. Blocks, and so can't be used within an asynchronous task.

mod bulk;
mod connect;
mod failure;
mod fetch;
mod listeners;
mod manifest;
mod names;
mod publish;
mod registers;
mod send;
mod setup;
mod stored;
mod text;
mod tls;

use std::{fmt, time::Duration};

use backon::{BlockingRetryable, ExponentialBuilder};
use plays::{MachineId, Part, PartId};
use postgres::{Client, Transaction};
use uuid::Uuid;

use crate::{DatabaseAddress, Fingerprint, ListenerId, Machine, Manifest, RemoteError};
use connect::Traits;
use failure::{Failure, explained};
pub use listeners::AddedListener;
pub use setup::{Layout, Setup};

/// How often a transaction is done again that was in the way of another.
const RETRIES: usize = 5;
const FIRST_WAIT: Duration = Duration::from_millis(50);

/// A connection to a database, of no listener in particular.
pub struct Database {
    client: Client,
    address: DatabaseAddress,
    traits: Traits,
}

/// A connection to a database, for the history of one listener.
#[derive(Debug)]
pub struct Postgres {
    database: Database,
    listener: ListenerId,
    machine: MachineId,
}

/// What a transaction is about.
#[derive(Clone, Copy)]
struct Scope {
    listener: Uuid,
    has_temporary: bool,
    is_postgresql: bool,
}

impl Scope {
    /// Makes whoever undoes a source of the listener wait until the transaction ends, or waits for them.
    fn keep_undoing_out(self, transaction: &mut Transaction<'_>) -> Result<(), Failure> {
        let lock = "SELECT FROM tonearm.listener WHERE listener = $1 FOR KEY SHARE";
        transaction.execute(lock, &[&self.listener])?;
        Ok(())
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The client knows the password.
        f.debug_struct("Database")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl Database {
    /// Connects. Waits as long as the address says.
    ///
    /// # Errors
    /// When the server can't be reached, does not let the user in, can't be trusted, is too old or can only be read.
    pub fn connect(address: &DatabaseAddress, password: Option<&str>) -> Result<Self, RemoteError> {
        let (client, traits) = connect::connect(address, password)?;
        Ok(Self {
            client,
            address: address.clone(),
            traits,
        })
    }
}

impl Postgres {
    /// Connects to the history of a listener, by name or number; the only visible one needs neither.
    ///
    /// # Errors
    /// Those of [`Database::connect`] and of [`Database::open`].
    pub fn open(
        address: &DatabaseAddress,
        password: Option<&str>,
        machine: MachineId,
        listener: Option<&str>,
    ) -> Result<Self, RemoteError> {
        Database::connect(address, password)?.open(machine, listener)
    }

    fn of(database: Database, listener: ListenerId, machine: MachineId) -> Self {
        Self {
            database,
            listener,
            machine,
        }
    }

    /// The machine that it was opened for.
    pub fn machine(&self) -> MachineId {
        self.machine
    }

    pub(crate) fn manifest(&mut self) -> Result<Manifest, RemoteError> {
        let listener = Uuid::from_bytes(self.listener.0);
        let manifest = manifest::read(&mut self.database.client, listener);
        manifest.map_err(|why| explained(why, &self.database.address))
    }

    pub(crate) fn fetch(&mut self, part: PartId) -> Result<Part, RemoteError> {
        self.transact(|transaction, scope| fetch::fetch(transaction, scope, part))
    }

    pub(crate) fn send(&mut self, part: &Part) -> Result<Fingerprint, RemoteError> {
        let outgoing = send::Outgoing::of(part)?;
        self.transact(|transaction, scope| outgoing.send(transaction, scope))
    }

    pub(crate) fn announce(&mut self, machine: &Machine) -> Result<(), RemoteError> {
        self.transact(|transaction, scope| manifest::announce(transaction, scope, machine))
    }

    /// Does something in one transaction, and all of it again if others were in its way.
    fn transact<T>(
        &mut self,
        mut work: impl FnMut(&mut Transaction<'_>, Scope) -> Result<T, Failure>,
    ) -> Result<T, RemoteError> {
        let Database {
            client,
            address,
            traits,
        } = &mut self.database;
        let listener = Uuid::from_bytes(self.listener.0);
        let mut once = || {
            let mut transaction = client.transaction()?;
            let scope = Scope {
                listener,
                has_temporary: traits.has_temporary,
                is_postgresql: traits.is_postgresql,
            };
            let done = work(&mut transaction, scope);
            // Some servers have no temporary tables, and say so only when one is made.
            if let Err(why) = &done
                && why.is_unsupported()
            {
                traits.has_temporary = false;
            }
            let done = done?;
            transaction.commit()?;
            Ok(done)
        };
        let waits = ExponentialBuilder::default()
            .with_min_delay(FIRST_WAIT)
            .with_max_times(RETRIES)
            .with_jitter();
        let is_worth_it = |why: &Failure| why.is_conflict() || why.is_unsupported();
        let done: Result<T, Failure> = (&mut once).retry(waits).when(is_worth_it).call();
        done.map_err(|why| explained(why, address))
    }
}
