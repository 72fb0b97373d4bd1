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
    digest::{self, FileDigest},
    file_kind::{FileKind, is_companion, may_be_history},
    head::HEAD_BYTES,
    name::{file_name, relative_name},
    other_data::OtherData,
};

/// A file on disk.
#[derive(Debug)]
pub(crate) struct InputFile {
    pub(crate) path: PathBuf,
    /// Safe to show.
    pub(crate) name: String,
    pub(crate) bytes: u64,
    /// Which of the given paths it was found by.
    pub(crate) given: usize,
    pub(crate) content: InputContent,
    /// The digest of its beginning, for a file that is not read and that the report may name.
    pub(crate) head_digest: Option<FileDigest>,
}

/// What a file is, by its beginning.
#[derive(Debug)]
pub(crate) enum InputContent {
    Zip,
    /// To be read to its end.
    Readable,
    Refused(FileError),
    /// A complete list with nothing in it.
    EmptyList,
    /// Nothing at all.
    Blank,
    Other(Option<OtherData>),
}

/// What was given, and what was found in it.
#[derive(Debug)]
pub(crate) struct Inputs {
    /// By name.
    pub(crate) files: Vec<InputFile>,
    pub(crate) given: Vec<Given>,
}

/// One of the given paths.
#[derive(Debug)]
pub(crate) struct Given {
    /// Safe to show.
    pub(crate) name: String,
    /// Whether it matters that nothing is read from it.
    pub(crate) is_missed: bool,
}

impl InputFile {
    /// Whether it is read, and its bytes are part of the digest.
    pub(crate) fn is_read(&self) -> bool {
        matches!(self.content, InputContent::Zip | InputContent::Readable)
    }

    /// Whether it is part of the digest: a file that the report names has to change it, or an import of the same plays would hide it.
    pub(crate) fn is_in_digest(&self) -> bool {
        self.is_read() || self.head_digest.is_some()
    }
}

impl Inputs {
    /// How error texts call all of it together: by the first one's name.
    pub(crate) fn name(&self) -> String {
        self.given.first().map(|given| given.name.clone()).unwrap_or_default()
    }
}

/// Every file that was given or is in a given folder, by name.
pub(crate) fn find_files(inputs: &[PathBuf], limits: &Limits) -> Result<Inputs, ImportError> {
    let mut search = Search {
        limits,
        seen: HashSet::new(),
        count: 0,
        found: Vec::new(),
        given: Vec::new(),
    };
    for path in inputs {
        let name = file_name(path);
        let file = || name.clone();
        let unreadable = |_| ImportError::Unreadable { file: file() };
        let metadata = fs::metadata(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => ImportError::Missing { file: file() },
            _ => ImportError::Unreadable { file: file() },
        })?;
        search.given.push(Given {
            is_missed: metadata.is_dir() || !is_companion(&name),
            name: name.clone(),
        });
        if metadata.is_dir() {
            fs::read_dir(path).map_err(unreadable)?;
            search.folder(path)?;
        } else if metadata.is_file() {
            File::open(path).map_err(unreadable)?;
            let is_missed = !is_companion(&name);
            search.file(path.clone(), file(), metadata.len(), is_missed)?;
        } else {
            return Err(ImportError::NotHistory {
                file: file(),
                only: None,
            });
        }
    }
    let Search { mut found, given, .. } = search;
    found.sort_by(|one, other| (&one.name, &one.path).cmp(&(&other.name, &other.path)));
    let bytes = found.iter().filter(|file| file.is_read()).map(|file| file.bytes);
    if bytes.fold(0, u64::saturating_add) > limits.bytes {
        return Err(ImportError::TooMuchData {
            limit_bytes: limits.bytes,
        });
    }
    Ok(Inputs { files: found, given })
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
    given: Vec<Given>,
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
                        self.file(path.clone(), relative_name(root, &path), metadata.len(), false)?
                    }
                    Ok(metadata) if metadata.is_dir() && !is_link => folders.push(path),
                    Ok(_) => {}
                    // A link that leads nowhere, most often.
                    Err(_) if may_be_history(&relative_name(root, &path)) => {
                        self.add_unreadable(path.clone(), relative_name(root, &path));
                    }
                    Err(_) => {}
                }
            }
        }
        Ok(())
    }

    /// Adds a file, unless it was found before. `is_missed`: the report names it even if it is something else.
    fn file(&mut self, path: PathBuf, name: String, bytes: u64, is_missed: bool) -> Result<(), ImportError> {
        self.count_entry()?;
        if is_database(&path) {
            return Ok(());
        }
        if !self
            .seen
            .insert(fs::canonicalize(&path).unwrap_or_else(|_| path.clone()))
        {
            // It is read under the name by which it was found first.
            self.given
                .iter_mut()
                .next_back()
                .into_iter()
                .for_each(|given| given.is_missed = false);
            return Ok(());
        }
        let Ok(head) = read_head(&path) else {
            self.add_unreadable(path, name);
            return Ok(());
        };
        let (content, is_named) = match FileKind::of(&head, &name) {
            FileKind::Zip => (InputContent::Zip, false),
            FileKind::Gzip | FileKind::History(..) => (InputContent::Readable, false),
            FileKind::Refused(error) => (InputContent::Refused(error), true),
            FileKind::EmptyList => (InputContent::EmptyList, false),
            FileKind::Blank => (InputContent::Blank, is_missed),
            FileKind::Other(data) => (
                InputContent::Other(data),
                is_missed || data == Some(OtherData::TechnicalLog),
            ),
        };
        self.found.push(InputFile {
            path,
            name,
            bytes,
            given: self.given.len().saturating_sub(1),
            content,
            head_digest: is_named.then(|| digest::of_head(&head, bytes)),
        });
        Ok(())
    }

    fn add_unreadable(&mut self, path: PathBuf, name: String) {
        self.found.push(InputFile {
            path,
            name,
            bytes: 0,
            given: self.given.len().saturating_sub(1),
            content: InputContent::Refused(FileError::Unreadable),
            head_digest: None,
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
