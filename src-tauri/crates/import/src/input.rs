//! Finds the files in what was given: zips, histories and others, recognised by their first bytes. Folders are searched, links to
//! folders are not followed, and every file counts once however often it is given.

use std::{
    collections::HashSet,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use crate::{
    FileError, ImportError, Limits,
    head::{HEAD_BYTES, Head},
    name::{file_name, relative_name},
    zip_file::is_zip,
};

/// A file on disk.
#[derive(Debug)]
pub(crate) struct InputFile {
    pub(crate) path: PathBuf,
    /// Safe to show.
    pub(crate) name: String,
    pub(crate) bytes: u64,
    pub(crate) content: InputContent,
}

/// What a file is, by its beginning.
#[derive(Debug)]
pub(crate) enum InputContent {
    Zip,
    Text(Head),
    /// It cannot be opened.
    Refused(FileError),
}

impl InputFile {
    /// Whether it is part of the import and of its digest.
    pub(crate) fn may_hold_history(&self) -> bool {
        matches!(
            self.content,
            InputContent::Zip | InputContent::Text(Head::History(_) | Head::HistoryInUtf16)
        )
    }
}

/// Every file that was given or is in a given folder, by name.
pub(crate) fn find_files(inputs: &[PathBuf], limits: &Limits) -> Result<Vec<InputFile>, ImportError> {
    let mut search = Search {
        limits,
        seen: HashSet::new(),
        count: 0,
        found: Vec::new(),
    };
    for path in inputs {
        let file = || file_name(path);
        let unreadable = |_| ImportError::Unreadable { file: file() };
        let metadata = fs::metadata(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => ImportError::Missing { file: file() },
            _ => ImportError::Unreadable { file: file() },
        })?;
        if metadata.is_dir() {
            fs::read_dir(path).map_err(unreadable)?;
            search.folder(path)?;
        } else if metadata.is_file() {
            File::open(path).map_err(unreadable)?;
            search.file(path.clone(), file(), metadata.len())?;
        } else {
            return Err(ImportError::NotHistory { file: file() });
        }
    }
    let mut found = search.found;
    found.sort_by(|one, other| (&one.name, &one.path).cmp(&(&other.name, &other.path)));
    let bytes = found
        .iter()
        .filter(|file| file.may_hold_history())
        .map(|file| file.bytes);
    if bytes.fold(0, u64::saturating_add) > limits.bytes {
        return Err(ImportError::TooMuchData {
            limit_bytes: limits.bytes,
        });
    }
    Ok(found)
}

/// The folder may hold the archive itself, and it may be open. Closing its file after reading it here would release the locks that
/// SQLite holds on it for this whole process. No history has such a name.
fn is_database(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let endings = [".db", ".db-wal", ".db-shm", ".db-journal", ".db.lock", ".db.open"];
    endings.iter().any(|ending| name.ends_with(ending))
}

struct Search<'l> {
    limits: &'l Limits,
    seen: HashSet<PathBuf>,
    count: usize,
    found: Vec<InputFile>,
}

impl Search<'_> {
    fn folder(&mut self, root: &Path) -> Result<(), ImportError> {
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            let Ok(entries) = fs::read_dir(&folder) else {
                self.add_unreadable(folder.clone(), relative_name(root, &folder));
                continue;
            };
            for entry in entries.flatten() {
                self.count_entry()?;
                let path = entry.path();
                // Links to files are followed, links to folders are not: they may lead back up.
                let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
                match fs::metadata(&path) {
                    Ok(metadata) if metadata.is_file() => {
                        self.file(path.clone(), relative_name(root, &path), metadata.len())?
                    }
                    Ok(metadata) if metadata.is_dir() && !is_link => folders.push(path),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn file(&mut self, path: PathBuf, name: String, bytes: u64) -> Result<(), ImportError> {
        self.count_entry()?;
        if is_database(&path) {
            return Ok(());
        }
        if !self
            .seen
            .insert(fs::canonicalize(&path).unwrap_or_else(|_| path.clone()))
        {
            return Ok(());
        }
        let Ok(head) = read_head(&path) else {
            self.add_unreadable(path, name);
            return Ok(());
        };
        let content = match Head::of(&head) {
            _ if is_zip(&head) => InputContent::Zip,
            // A zip whose beginning is damaged may have held a history.
            Head::Other if name.to_ascii_lowercase().ends_with(".zip") => InputContent::Zip,
            head => InputContent::Text(head),
        };
        self.found.push(InputFile {
            path,
            name,
            bytes,
            content,
        });
        Ok(())
    }

    fn add_unreadable(&mut self, path: PathBuf, name: String) {
        self.found.push(InputFile {
            path,
            name,
            bytes: 0,
            content: InputContent::Refused(FileError::Unreadable),
        });
    }

    fn count_entry(&mut self) -> Result<(), ImportError> {
        self.count += 1;
        let limit = self.limits.files;
        if self.count > limit {
            Err(ImportError::TooManyFiles { limit })
        } else {
            Ok(())
        }
    }
}

fn read_head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD_BYTES);
    File::open(path)?.take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    Ok(head)
}
