//! A disk as a file system keeps it: what was written to a file is on it for certain only after the file was synced, and a name that
//! came, changed or went only after its folder was. When the power fails, of everything else any part may be there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sample::Random;
use tonearm_tests::failure::{Failure, Outcome};

use super::trace::Event;

/// What is written to a disk at a time: a part of it may be there.
const SECTOR: usize = 512;

/// What is left of the things that were not synced.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Left {
    /// Nothing.
    Nothing,
    /// Every name, but nothing that was written.
    Names,
    /// Of the names those until some moment, and of what was written any sectors. The number decides.
    Some(u64),
    /// Everything, as if the program had only been killed.
    Everything,
}

/// The files on a disk; `None` for a folder.
pub(crate) type Files = BTreeMap<PathBuf, Option<Vec<u8>>>;

#[derive(Debug, Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Resize(usize),
}

#[derive(Debug, Clone, Default)]
struct File {
    synced: Vec<u8>,
    since: Vec<Change>,
}

/// A change of a name in a folder.
#[derive(Debug, Clone)]
enum Naming {
    Add(PathBuf, Node),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
}

impl Naming {
    fn folder(&self) -> &Path {
        let (Self::Add(path, _) | Self::Rename(path, _) | Self::Remove(path)) = self;
        path.parent().unwrap_or(Path::new(""))
    }
}

#[derive(Debug, Clone, Copy)]
enum Node {
    Folder,
    /// The place of a file in the list of all.
    File(usize),
}

type Names = BTreeMap<PathBuf, Node>;

/// The disk. Paths are relative to the one folder that was there from the beginning.
#[derive(Debug, Clone, Default)]
pub(crate) struct Disk {
    files: Vec<File>,
    synced: Names,
    since: Vec<Naming>,
    /// As a running program sees them.
    names: Names,
}

impl Disk {
    /// A disk with these files on it, all synced.
    pub(crate) fn of(folder: &Path) -> Outcome<Self> {
        let mut disk = Self::default();
        disk.add(folder, Path::new(""))?;
        disk.names = disk.synced.clone();
        Ok(disk)
    }

    fn add(&mut self, folder: &Path, within: &Path) -> Outcome {
        for entry in fs::read_dir(folder.join(within))? {
            let entry = entry?;
            let path = within.join(entry.file_name());
            if entry.path().is_dir() {
                self.synced.insert(path.clone(), Node::Folder);
                self.add(folder, &path)?;
            } else {
                self.synced.insert(path, Node::File(self.files.len()));
                self.files.push(File {
                    synced: fs::read(entry.path())?,
                    since: Vec::new(),
                });
            }
        }
        Ok(())
    }

    /// Does what the program did.
    pub(crate) fn perform(&mut self, event: &Event) -> Outcome {
        match event {
            Event::Done => {}
            Event::Create(path) if self.names.contains_key(path) => {}
            Event::Create(path) => {
                self.files.push(File::default());
                self.name(Naming::Add(path.clone(), Node::File(self.files.len() - 1)));
            }
            Event::CreateFolder(path) => self.name(Naming::Add(path.clone(), Node::Folder)),
            Event::Write { path, offset, bytes } => {
                let change = Change::Write(*offset, bytes.clone());
                self.file(path)?.since.push(change);
            }
            Event::Resize(path, length) => self.file(path)?.since.push(Change::Resize(*length)),
            Event::Sync(path) if path.as_os_str().is_empty() || matches!(self.names.get(path), Some(Node::Folder)) => {
                let (on_disk, not_yet) = self.since.drain(..).partition(|naming| naming.folder() == path);
                self.since = not_yet;
                apply(&mut self.synced, &on_disk);
            }
            Event::Sync(path) => {
                let file = self.file(path)?;
                for change in std::mem::take(&mut file.since) {
                    write(&mut file.synced, &change, || true);
                }
            }
            Event::Rename(from, to) => {
                if from.parent() != to.parent() {
                    return Err(Failure::new("it was renamed into another folder"));
                }
                self.name(Naming::Rename(from.clone(), to.clone()));
            }
            Event::Remove(path) => self.name(Naming::Remove(path.clone())),
        }
        Ok(())
    }

    fn name(&mut self, naming: Naming) {
        apply(&mut self.names, std::slice::from_ref(&naming));
        self.since.push(naming);
    }

    fn file(&mut self, path: &Path) -> Outcome<&mut File> {
        match self.names.get(path) {
            Some(Node::File(at)) => Ok(&mut self.files[*at]),
            _ => Err(Failure::new(format!("{} is no file", path.display()))),
        }
    }

    /// What is on the disk if the power fails now.
    pub(crate) fn after_power_cut(&self, left: Left) -> Files {
        let seed = if let Left::Some(seed) = left { seed } else { 0 };
        let mut random = Random::new(seed, &[]);
        let mut names = self.synced.clone();
        let kept = match left {
            Left::Nothing => 0,
            Left::Names | Left::Everything => self.since.len(),
            Left::Some(_) => random.below(self.since.len() + 1),
        };
        apply(&mut names, &self.since[..kept]);
        let mut found = Files::new();
        // Parents come before what is in them.
        for (path, node) in names {
            let parent = path.parent().unwrap_or(Path::new(""));
            if !parent.as_os_str().is_empty() && !found.contains_key(parent) {
                continue;
            }
            let content = match node {
                Node::Folder => None,
                Node::File(at) => {
                    let mut bytes = self.files[at].synced.clone();
                    // Of one file most is there, of another little.
                    let share = match left {
                        Left::Nothing | Left::Names => 0,
                        Left::Some(_) => random.below(9),
                        Left::Everything => 8,
                    };
                    for change in &self.files[at].since {
                        write(&mut bytes, change, || random.below(8) < share);
                    }
                    Some(bytes)
                }
            };
            found.insert(path, content);
        }
        found
    }
}

fn apply(names: &mut Names, changes: &[Naming]) {
    for change in changes {
        match change {
            Naming::Add(path, node) => {
                names.insert(path.clone(), *node);
            }
            Naming::Rename(from, to) => {
                if let Some(node) = names.remove(from) {
                    names.insert(to.clone(), node);
                }
            }
            Naming::Remove(path) => {
                names.remove(path);
            }
        }
    }
}

/// Makes those parts of a change of which `is_there` says so, sector by sector.
fn write(bytes: &mut Vec<u8>, change: &Change, mut is_there: impl FnMut() -> bool) {
    match change {
        Change::Resize(length) => {
            if is_there() {
                bytes.resize(*length, 0);
            }
        }
        Change::Write(offset, written) => {
            let mut at = 0;
            while at < written.len() {
                let end = written.len().min(at + SECTOR - (offset + at) % SECTOR);
                if is_there() {
                    if bytes.len() < offset + end {
                        bytes.resize(offset + end, 0);
                    }
                    bytes[offset + at..offset + end].copy_from_slice(&written[at..end]);
                }
                at = end;
            }
        }
    }
}
