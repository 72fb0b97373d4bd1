//! The folder of the sample's archive and covers. Nobody can prepare it, because its name is not known before it is made, and on
//! Unix nobody else can look into it. It is deleted with all that is in it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

#[derive(Debug)]
pub(crate) struct SampleFolder(TempDir);

impl SampleFolder {
    /// Makes one among the system's temporary files.
    ///
    /// # Errors
    /// When it can't be made there.
    pub(crate) fn new() -> io::Result<Self> {
        Self::new_in(&std::env::temp_dir())
    }

    fn new_in(parent: &Path) -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        builder.prefix("tonearm-sample-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        builder.tempdir_in(parent).map(Self)
    }

    pub(crate) fn archive(&self) -> PathBuf {
        self.0.path().join("archive.db")
    }

    pub(crate) fn covers(&self) -> PathBuf {
        self.0.path().join("covers")
    }

    pub(crate) fn sign_in_lock(&self) -> PathBuf {
        self.0.path().join("sign-in.lock")
    }

    /// The file that the invented history is imported from.
    pub(crate) fn export(&self) -> PathBuf {
        self.0.path().join("sample_history.zip")
    }

    /// Deletes the folder. Dropping this deletes what was written into it since.
    ///
    /// # Errors
    /// When a file in it can't be deleted.
    pub(crate) fn delete(&self) -> io::Result<()> {
        match fs::remove_dir_all(self.0.path()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_folder_that_somebody_prepared_is_not_used() {
        let (temporary, victim) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let archive = victim.path().join("archive.db");
        fs::write(&archive, "a life of plays").unwrap();
        // The name that can be guessed, as a link and as a folder with a link in it.
        let guessed = temporary.path().join(format!("tonearm-sample-{}", std::process::id()));
        symlink(victim.path(), &guessed).unwrap();
        let prepared = temporary.path().join("tonearm-sample-");
        fs::create_dir(&prepared).unwrap();
        symlink(&archive, prepared.join("archive.db")).unwrap();

        let folder = SampleFolder::new_in(temporary.path()).unwrap();
        assert!(![&guessed, &prepared].contains(&&folder.0.path().to_path_buf()));
        assert_eq!(fs::read_dir(folder.0.path()).unwrap().count(), 0, "it is fresh");
        fs::write(folder.archive(), "the sample's plays").unwrap();
        folder.delete().unwrap();

        assert_eq!(fs::read_to_string(&archive).unwrap(), "a life of plays");
        assert!(guessed.is_symlink() && prepared.join("archive.db").is_symlink());
    }

    #[test]
    fn nobody_else_looks_into_it_and_nothing_of_it_stays() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = SampleFolder::new_in(temporary.path()).unwrap();
        let mode = folder.0.path().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
        fs::create_dir(folder.covers()).unwrap();
        fs::write(folder.covers().join("a"), "").unwrap();
        fs::write(folder.archive(), "").unwrap();
        folder.delete().unwrap();
        assert_eq!(fs::read_dir(temporary.path()).unwrap().count(), 0);

        // By somebody who did not know yet.
        fs::create_dir_all(folder.covers()).unwrap();
        fs::write(folder.archive(), "").unwrap();
        drop(folder);
        assert_eq!(fs::read_dir(temporary.path()).unwrap().count(), 0);
    }
}
