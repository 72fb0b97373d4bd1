//! Where machines exchange what they know of one history: the listener's own PostgreSQL, or a folder that something else keeps in step.
//! Holds parts of sources, which are sets of rows, and registers, of which the latest counts. Compares them by fingerprints that are
//! worked out from the rows each time, so that nothing is taken for complete because somebody said so. Knows nothing of the archive.
//!
//! Everything here blocks, and can be stopped between two steps: whatever was sent by then stays, and the next exchange goes on from there.

mod address;
mod error;
mod fingerprint;
mod folder;
mod listener;
mod manifest;
mod postgres;
mod published;

use plays::{MachineId, Part, PartId, Register, SourceKey};

pub use self::postgres::{AddedListener, Database, Layout, Postgres, Setup};
pub use address::{Address, DatabaseAddress, Host, InvalidAddress, Tls};
pub use error::RemoteError;
pub use fingerprint::{
    Digest, Fingerprint, circumstance_digest, item_digest, part_fingerprint, published_fingerprint, register_bucket,
    register_mark, row_mark,
};
pub use folder::Folder;
pub use listener::{Listener, ListenerId};
pub use manifest::{BucketId, Machine, Manifest};
pub use published::{
    Catalogue, PublishedAlbum, PublishedArtist, PublishedMonth, PublishedPlay, PublishedTrack, Publisher,
    published_month,
};

/// A remote that is connected.
#[derive(Debug)]
pub enum Remote {
    /// A folder.
    Folder(Folder),
    /// A database.
    Postgres(Box<Postgres>),
}

impl Remote {
    /// What the remote holds.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn manifest(&mut self) -> Result<Manifest, RemoteError> {
        match self {
            Self::Folder(folder) => folder.manifest(),
            Self::Postgres(postgres) => postgres.manifest(),
        }
    }

    /// Every row that the remote has of a part. Rows that are not what was written are left out.
    ///
    /// # Errors
    /// [`RemoteError::Damaged`] if the part can't be read or is not there, or when the remote can't be read.
    pub fn fetch(&mut self, part: PartId) -> Result<Part, RemoteError> {
        match self {
            Self::Folder(folder) => folder.fetch(part),
            Self::Postgres(postgres) => postgres.fetch(part),
        }
    }

    /// Puts a part in the place of what the remote has of it, which it must contain. Returns the fingerprint of what the remote has now,
    /// worked out from there. Where other machines may write at the same time, their rows stay; rows that are not what was written go.
    ///
    /// # Errors
    /// [`RemoteError::Undone`] if the remote knows that the source was undone: nothing is written, and the exchange of registers tells
    /// the archive. Otherwise when the remote can't be written. It then has of the part what it had before.
    pub fn send(&mut self, part: &Part) -> Result<Fingerprint, RemoteError> {
        match self {
            Self::Folder(folder) => folder.send(part),
            Self::Postgres(postgres) => postgres.send(part),
        }
    }

    /// The registers in these buckets.
    ///
    /// # Errors
    /// When the remote can't be read.
    pub fn registers(&mut self, buckets: &[BucketId]) -> Result<Vec<Register>, RemoteError> {
        match self {
            Self::Folder(folder) => folder.registers(buckets),
            Self::Postgres(postgres) => postgres.registers(buckets),
        }
    }

    /// Adds registers, as far as they win over those that are there. Removes the parts of sources that they say were undone.
    ///
    /// # Errors
    /// When the remote can't be written.
    pub fn put_registers(&mut self, registers: &[Register]) -> Result<(), RemoteError> {
        match self {
            Self::Folder(folder) => folder.put_registers(registers),
            Self::Postgres(postgres) => postgres.put_registers(registers),
        }
    }

    /// Writes down that a machine exchanges, for the machines' list.
    ///
    /// # Errors
    /// When the remote can't be written.
    pub fn announce(&mut self, machine: &Machine) -> Result<(), RemoteError> {
        match self {
            Self::Folder(folder) => folder.announce(machine),
            Self::Postgres(postgres) => postgres.announce(machine),
        }
    }
}

/// The sources that registers say were undone.
fn undone<'r>(registers: impl IntoIterator<Item = &'r Register>) -> impl Iterator<Item = SourceKey> {
    let undone = registers
        .into_iter()
        .filter(|register| register.kind == plays::UNDONE && register.value.is_some());
    undone.filter_map(|register| register.key.parse().ok())
}

/// The name of a machine in file names and messages.
fn short(machine: MachineId) -> String {
    machine.to_string().chars().take(8).collect()
}
