//! What was given, as files: zips, histories and the rest, told apart by their first bytes. Folders are searched, links to folders
//! are not followed, and every file counts once however often it is named.

use std::{
    collections::HashSet,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use crate::{
    FileError, ImportError, Limits,
    archive::is_zip,
    format::{HEAD_BYTES, Head},
    name::{below, last_part},
};

/// A file on disk.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    /// As it may be shown.
    pub(crate) name: String,
    pub(crate) bytes: u64,
    pub(crate) holds: Holds,
}

/// What it is, by its beginning.
#[derive(Debug)]
pub(crate) enum Holds {
    Zip,
    Text(Head),
    /// It would not open.
    Refused(FileError),
}

impl Source {
    /// Whether its bytes are part of what is imported.
    pub(crate) fn counts(&self) -> bool {
        matches!(
            self.holds,
            Holds::Zip | Holds::Text(Head::History(_) | Head::HistoryInUtf16)
        )
    }
}

/// Every file that was given or lies in a given folder, by name.
pub(crate) fn find(inputs: &[PathBuf], limits: &Limits) -> Result<Vec<Source>, ImportError> {
    let mut search = Search {
        limits,
        met: HashSet::new(),
        looked_at: 0,
        found: Vec::new(),
    };
    for path in inputs {
        let file = || last_part(path);
        let unreadable = |_| ImportError::Unreadable { file: file() };
        let about = fs::metadata(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => ImportError::Missing { file: file() },
            _ => ImportError::Unreadable { file: file() },
        })?;
        if about.is_dir() {
            fs::read_dir(path).map_err(unreadable)?;
            search.folder(path)?;
        } else if about.is_file() {
            File::open(path).map_err(unreadable)?;
            search.file(path.clone(), file(), about.len())?;
        } else {
            return Err(ImportError::NotHistory { file: file() });
        }
    }
    let mut found = search.found;
    found.sort_by(|one, other| (&one.name, &one.path).cmp(&(&other.name, &other.path)));
    let bytes = found.iter().filter(|source| source.counts()).map(|source| source.bytes);
    if bytes.fold(0, u64::saturating_add) > limits.bytes {
        return Err(ImportError::TooMuchData {
            limit_bytes: limits.bytes,
        });
    }
    Ok(found)
}

/// An archive that lies in the folder may be open: to close its file here, once read, would let go of the locks that SQLite
/// holds on it for all of this process. No history is called so.
fn is_of_a_database(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let endings = [".db", ".db-wal", ".db-shm", ".db-journal", ".db.lock", ".db.open"];
    endings.iter().any(|ending| name.ends_with(ending))
}

struct Search<'l> {
    limits: &'l Limits,
    met: HashSet<PathBuf>,
    looked_at: usize,
    found: Vec<Source>,
}

impl Search<'_> {
    fn folder(&mut self, root: &Path) -> Result<(), ImportError> {
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            let Ok(entries) = fs::read_dir(&folder) else {
                self.refused(folder.clone(), below(root, &folder));
                continue;
            };
            for entry in entries.flatten() {
                self.count()?;
                let path = entry.path();
                // Through a link for files, not for folders: a link may lead back up.
                let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
                match fs::metadata(&path) {
                    Ok(about) if about.is_file() => self.file(path.clone(), below(root, &path), about.len())?,
                    Ok(about) if about.is_dir() && !is_link => folders.push(path),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn file(&mut self, path: PathBuf, name: String, bytes: u64) -> Result<(), ImportError> {
        self.count()?;
        if is_of_a_database(&path) {
            return Ok(());
        }
        if !self
            .met
            .insert(fs::canonicalize(&path).unwrap_or_else(|_| path.clone()))
        {
            return Ok(());
        }
        let Ok(head) = head(&path) else {
            self.refused(path, name);
            return Ok(());
        };
        let holds = match Head::of(&head) {
            _ if is_zip(&head) => Holds::Zip,
            // A zip that has lost its beginning may have held a history.
            Head::Other if name.to_ascii_lowercase().ends_with(".zip") => Holds::Zip,
            head => Holds::Text(head),
        };
        self.found.push(Source {
            path,
            name,
            bytes,
            holds,
        });
        Ok(())
    }

    fn refused(&mut self, path: PathBuf, name: String) {
        self.found.push(Source {
            path,
            name,
            bytes: 0,
            holds: Holds::Refused(FileError::Unreadable),
        });
    }

    fn count(&mut self) -> Result<(), ImportError> {
        self.looked_at += 1;
        let limit = self.limits.files;
        if self.looked_at > limit {
            Err(ImportError::TooManyFiles { limit })
        } else {
            Ok(())
        }
    }
}

fn head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD_BYTES);
    File::open(path)?.take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    Ok(head)
}
