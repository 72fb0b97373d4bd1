//! Places for remotes, which several machines can open.

use std::sync::{
    OnceLock,
    atomic::{AtomicU32, Ordering},
};

use plays::MachineId;
use remote::{Database, DatabaseAddress, Folder, Layout, Postgres, Remote, RemoteError};
use tempfile::TempDir;

use crate::server::{OWNER, server};

pub(crate) enum Place {
    Folder(TempDir),
    Database { address: DatabaseAddress, listener: String },
}

impl Place {
    pub(crate) fn folder() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Folder::init(folder.path()).unwrap();
        Self::Folder(folder)
    }

    /// A new database, set up with ordinary tables by an owner who may do anything.
    pub(crate) fn database() -> Option<Self> {
        // Copying one is quicker than setting one up.
        static READY: OnceLock<String> = OnceLock::new();
        let server = server()?;
        let ready = READY.get_or_init(|| {
            let address = server.database_sorted_as_in_books();
            Self::set_up(address.clone(), Layout::Plain);
            address.database
        });
        Some(Self::Database {
            address: server.database_like(ready, OWNER),
            listener: "me".to_owned(),
        })
    }

    /// A new database as a provider may hand it out: its owner may neither make roles nor temporary tables. In partitions.
    pub(crate) fn poor_database() -> Option<Self> {
        let server = server()?;
        let address = server.database_of(&user());
        let mut admin = server.admin(&address.database);
        let sql = format!(
            "REVOKE ALL ON DATABASE {0} FROM PUBLIC; REVOKE TEMPORARY ON DATABASE {0} FROM {1}",
            address.database, address.user
        );
        admin.batch_execute(&sql).unwrap();
        Some(Self::set_up(address, Layout::Partitioned))
    }

    pub(crate) fn set_up(address: DatabaseAddress, layout: Layout) -> Self {
        let mut database = Database::connect(&address, None).unwrap();
        database.init(layout).unwrap();
        database.add_listener("me").unwrap();
        Self::Database {
            address,
            listener: "me".to_owned(),
        }
    }

    /// An empty one of the same kind.
    pub(crate) fn fresh(&self) -> Self {
        match self {
            Self::Folder(_) => Self::folder(),
            Self::Database { address, .. } => {
                let listener = user();
                let mut database = Database::connect(address, None).unwrap();
                database.add_listener(&listener).unwrap();
                Self::Database {
                    address: address.clone(),
                    listener,
                }
            }
        }
    }

    pub(crate) fn open(&self, machine: u8) -> Remote {
        self.try_open(machine).unwrap()
    }

    pub(crate) fn try_open(&self, machine: u8) -> Result<Remote, RemoteError> {
        let machine = MachineId([machine; 16]);
        Ok(match self {
            Self::Folder(folder) => Remote::Folder(Folder::open(folder.path(), machine)?),
            Self::Database { address, listener } => {
                let postgres = Postgres::open(address, None, machine, Some(listener))?;
                Remote::Postgres(Box::new(postgres))
            }
        })
    }

    pub(crate) fn address(&self) -> &DatabaseAddress {
        match self {
            Self::Database { address, .. } => address,
            Self::Folder(_) => panic!("a folder has no address"),
        }
    }

    /// As the one who may do anything, past everything that the crate does.
    pub(crate) fn admin(&self) -> postgres::Client {
        server().unwrap().admin(&self.address().database)
    }
}

/// A name that nobody has.
pub(crate) fn user() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("user_{}", COUNT.fetch_add(1, Ordering::Relaxed))
}
