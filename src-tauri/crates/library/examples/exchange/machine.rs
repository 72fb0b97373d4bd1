//! A machine with an archive.

use std::{ops::ControlFlow, path::Path, sync::Arc};

use library::{Archive, Exchanged, ImportOptions, Zone};
use remote::{Database, DatabaseAddress, Remote};
use tempfile::TempDir;

use super::Outcome;

pub(crate) struct Machine {
    folder: TempDir,
    archive: Archive,
}

impl Machine {
    pub(crate) fn empty() -> Outcome<Self> {
        Self::in_folder(tempfile::tempdir()?)
    }

    /// With the export in this folder.
    pub(crate) fn with(history: &Path) -> Outcome<Self> {
        let machine = Self::empty()?;
        machine.import(history)?;
        Ok(machine)
    }

    fn in_folder(folder: TempDir) -> Outcome<Self> {
        #[expect(clippy::disallowed_methods, reason = "this main hands out the clock")]
        let clock = Arc::new(chrono::Utc::now);
        let archive = Archive::open(&folder.path().join("archive.db"), clock)?;
        Ok(Self { folder, archive })
    }

    /// Another one with a copy of the archive.
    pub(crate) fn copy(&self) -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        let saved = rusqlite::Connection::open(self.folder.path().join("archive.db"))?;
        saved.backup("main", folder.path().join("archive.db"), None)?;
        Self::in_folder(folder)
    }

    pub(crate) fn import(&self, history: &Path) -> Outcome {
        let zip = [history.join("my_spotify_data_extended.zip")];
        self.archive
            .import(&zip, ImportOptions::default(), &mut |_| ControlFlow::Continue(()))?;
        Ok(())
    }

    pub(crate) fn plays(&self) -> Outcome<u64> {
        Ok(self.archive.count()?)
    }

    /// From the first connection on, as at a listener's.
    pub(crate) fn exchange(&self, address: &DatabaseAddress, listener: &str) -> Outcome<Exchanged> {
        let database = Database::connect(address, None)?;
        let mut remote = Remote::Postgres(Box::new(database.open(self.archive.machine()?, Some(listener))?));
        let watch = &mut |_| ControlFlow::Continue(());
        Ok(self.archive.exchange(&mut remote, ("bench", Zone::default()), watch)?)
    }
}
