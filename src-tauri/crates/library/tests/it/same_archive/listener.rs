//! Does deeds to an archive, and remembers what should be left of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use library::{
    Archive, AskedPlays, DecidedRow, DecisionError, ExportFormat, HiddenTarget, ImportOptions, RowName, SourceId,
};
use spotify::RecentPage;
use store::Store;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;

use super::deeds::Deed;
use super::files::File;
use super::life::TruePlay;

const ACCOUNTS: [&str; 2] = ["robin", "kim"];

/// What is in an archive, as what was put in.
#[derive(Debug, Clone, Default)]
struct Left {
    /// Pages and the signing-in of accounts, in the order in which they came. A page that is `None` was not read.
    recorded: Vec<(&'static str, Option<RecentPage>)>,
    /// The paths of each import.
    imports: BTreeMap<SourceId, Vec<PathBuf>>,
    hidden: Vec<HiddenTarget>,
    decided: Vec<DecidedRow>,
    complete: BTreeSet<(i64, i64)>,
}

pub(super) struct Listener {
    folder: TempDir,
    life: Vec<TruePlay>,
    /// The files that have rows.
    files: Vec<PathBuf>,
    archive: Option<Archive>,
    left: Left,
    /// The backups, and what they have.
    backups: Vec<(String, Left)>,
    exports: usize,
}

impl Listener {
    pub(super) fn new(life: &[TruePlay], files: &[File]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let texts = files.iter().filter_map(|file| file.text(life));
        let paths = texts.enumerate().map(|(number, text)| {
            let path = folder.path().join(format!("{number}.json"));
            fs::write(&path, text).unwrap();
            path
        });
        Self {
            files: paths.collect(),
            archive: Some(open(&folder.path().join("archive").join("archive.db"))),
            folder,
            life: life.to_vec(),
            left: Left::default(),
            backups: Vec::new(),
            exports: 0,
        }
    }

    pub(super) fn archive(&self) -> &Archive {
        self.archive.as_ref().unwrap()
    }

    /// How many rows the imports of a single file have, by the file's name.
    pub(super) fn rows_of_files(&self) -> BTreeMap<String, usize> {
        let single = self.left.imports.values().filter_map(|paths| match paths.as_slice() {
            [only] if only.extension()? == "json" => Some(only),
            _ => None,
        });
        single
            .map(|path| {
                let rows: Vec<serde_json::Value> = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
                (path.file_name().unwrap().to_str().unwrap().to_owned(), rows.len())
            })
            .collect()
    }

    pub(super) fn act(&mut self, deed: &Deed) {
        match deed {
            Deed::Record(page) => {
                let (account, page) = (ACCOUNTS[page.account], page.answer(&self.life));
                self.archive().record(account, &page).unwrap();
                self.left.recorded.push((account, Some(page)));
            }
            Deed::SignIn(account) => {
                self.archive().set_owner(ACCOUNTS[*account]).unwrap();
                self.left.recorded.push((ACCOUNTS[*account], None));
            }
            Deed::Import { files, is_packed } => self.import_files(files, *is_packed),
            Deed::ImportOwnExport => self.import_own_export(),
            Deed::Undo(number) => {
                if let Some(source) = nth(self.left.imports.keys(), *number).copied() {
                    self.archive().undo(source).unwrap();
                    self.left.imports.remove(&source);
                }
            }
            Deed::BackUp => {
                let backup = self.archive().back_up().unwrap();
                self.backups.push((backup.name, self.left.clone()));
            }
            Deed::Restore(number) => self.restore(*number),
            Deed::Hide(target) => {
                self.archive().hide(target).unwrap();
                if !self.left.hidden.contains(target) {
                    self.left.hidden.push(target.clone());
                }
            }
            Deed::Unhide(number) => {
                if let Some(hidden) = nth(self.archive().hidden().unwrap().iter(), *number) {
                    assert!(self.archive().unhide(hidden.id).unwrap());
                    self.left.hidden.retain(|target| *target != hidden.target);
                }
            }
            Deed::KeepApart(number) => {
                keep_apart(self.archive(), *number);
                self.remember_decisions();
            }
            Deed::Join(one, other) => {
                join(self.archive(), *one, *other);
                self.remember_decisions();
            }
            Deed::TakeBack(number) => {
                take_back(self.archive(), *number);
                self.remember_decisions();
            }
            Deed::CallComplete(from, to) => {
                let (from, to) = (minute(*from), minute(*to));
                self.archive().call_complete(from, to).unwrap();
                self.left.complete.insert((from, to));
            }
            Deed::Reopen => {
                let path = self.archive().path().to_owned();
                self.archive = None;
                self.archive = Some(open(&path));
            }
        }
    }

    fn remember_decisions(&mut self) {
        let decisions = self.archive().decisions().unwrap();
        self.left.decided = decisions.into_iter().map(|listed| listed.decided).collect();
    }

    pub(super) fn decided(&self) -> &[DecidedRow] {
        &self.left.decided
    }

    fn import_files(&mut self, files: &[usize], is_packed: bool) {
        let mut paths: Vec<PathBuf> = files
            .iter()
            .filter_map(|number| nth(self.files.iter(), *number).cloned())
            .collect();
        paths.sort();
        paths.dedup();
        if paths.is_empty() {
            return;
        }
        if is_packed {
            paths = vec![self.packed(&paths)];
        }
        self.import(paths);
    }

    fn import_own_export(&mut self) {
        if self.archive().count().unwrap() == 0 {
            return;
        }
        let path = self.folder.path().join(format!("own {}.json", self.exports));
        self.exports += 1;
        self.archive().export(ExportFormat::Json, &path).unwrap();
        self.import(vec![path]);
    }

    fn import(&mut self, paths: Vec<PathBuf>) {
        if let Some(source) = import(self.archive(), &paths) {
            assert_eq!(self.left.imports.insert(source, paths), None);
        }
    }

    /// The files in one zip.
    fn packed(&self, paths: &[PathBuf]) -> PathBuf {
        let names: Vec<_> = paths
            .iter()
            .map(|path| path.file_name().unwrap().to_str().unwrap())
            .collect();
        let to = self.folder.path().join(format!("{}.zip", names.join(" ")));
        let mut zip = zip::ZipWriter::new(fs::File::create(&to).unwrap());
        for (path, name) in paths.iter().zip(names) {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(&fs::read(path).unwrap()).unwrap();
        }
        zip.finish().unwrap();
        to
    }

    /// Brings back what the backup has, beside all that was recorded and hidden since.
    fn restore(&mut self, number: usize) {
        let names: Vec<String> = self
            .archive()
            .backups()
            .unwrap()
            .into_iter()
            .map(|backup| backup.name)
            .collect();
        // Only some of them are kept.
        let kept = self.backups.iter().filter(|(name, _)| names.contains(name));
        let Some((name, backup)) = nth(kept, number).cloned() else {
            return;
        };
        self.archive().restore(&name).unwrap();
        self.left.imports = backup.imports;
        // What was decided last holds, and all of these were decided at one time: that is what the backup has.
        for decided in backup.decided {
            if !self.left.decided.iter().any(|one| one.row == decided.row) {
                self.left.decided.push(decided);
            }
        }
        self.left.complete.extend(backup.complete);
        for target in backup.hidden {
            if !self.left.hidden.contains(&target) {
                self.left.hidden.push(target);
            }
        }
    }

    /// A new archive that gets what is left once: first what was recorded, then the imports, each on its own or all at once.
    pub(super) fn clean(&self, are_at_once: bool) -> Archive {
        let name = if are_at_once { "at once" } else { "one by one" };
        let archive = open(&self.folder.path().join(name).join("archive.db"));
        decide(&archive, &self.left.decided);
        for (from, to) in &self.left.complete {
            archive.call_complete(*from, *to).unwrap();
        }
        for (account, page) in &self.left.recorded {
            match page {
                Some(page) => drop(archive.record(account, page).unwrap()),
                None => archive.set_owner(account).unwrap(),
            }
        }
        if are_at_once && !self.left.imports.is_empty() {
            let mut paths: Vec<PathBuf> = self.left.imports.values().flatten().cloned().collect();
            paths.sort();
            paths.dedup();
            import(&archive, &paths).unwrap();
        } else {
            // The latest first.
            for paths in self.left.imports.values().rev() {
                import(&archive, paths).unwrap();
            }
        }
        for target in &self.left.hidden {
            archive.hide(target).unwrap();
        }
        archive
    }
}

/// Of the plays, the rows that stand for them, or those that another one stands for.
pub(crate) fn rows_of_plays(archive: &Archive, is_other: bool) -> Vec<RowName> {
    let explained = archive
        .explain_plays(AskedPlays::Began(i64::MIN, i64::MAX), usize::MAX)
        .unwrap();
    let rows = explained.latest.into_iter().flat_map(|play| play.rows);
    let wanted = rows.filter(|row| row.joined.is_some() == is_other);
    wanted.map(|row| row.name).collect()
}

/// Decides about one of the rows that another one stands for; `false` if there is none.
pub(crate) fn keep_apart(archive: &Archive, number: usize) -> bool {
    let row = nth(rows_of_plays(archive, true).into_iter(), number);
    // Of equal rows, the first may be a play already.
    row.is_some_and(|row| match archive.keep_apart(&row) {
        Ok(_) => true,
        Err(DecisionError::IsOwnPlay) => false,
        Err(error) => panic!("{error}"),
    })
}

/// Decides that two of the plays are one; `false` if there are not two.
pub(crate) fn join(archive: &Archive, one: usize, other: usize) -> bool {
    let plays = rows_of_plays(archive, false);
    let two = nth(plays.iter(), one).zip(nth(plays.iter(), other));
    two.is_some_and(|(one, other)| match archive.join_plays(one, other) {
        Ok(_) => true,
        Err(DecisionError::IsSamePlay) => false,
        Err(error) => panic!("{error}"),
    })
}

/// Takes back one of the decisions; `false` if there is none.
pub(crate) fn take_back(archive: &Archive, number: usize) -> bool {
    let decided = nth(archive.decisions().unwrap().into_iter(), number);
    decided.is_some_and(|one| archive.take_back_decision(&one.decided.row).unwrap().is_some())
}

/// A time after the beginning of each life, as a deed tells it in minutes.
pub(crate) fn minute(minutes: i64) -> i64 {
    1_700_000_000_000 + minutes * 60_000
}

/// Writes down decisions about rows that may still have to come.
pub(crate) fn decide(archive: &Archive, decided: &[DecidedRow]) {
    let store = Store::open(archive.path(), DateTime::UNIX_EPOCH).unwrap().store;
    let mut write = store.write().unwrap();
    for one in decided {
        write.put_decided_row(one).unwrap();
    }
    write.commit().unwrap();
}

/// `None` if exactly these files are in the archive already.
fn import(archive: &Archive, paths: &[PathBuf]) -> Option<SourceId> {
    let report = archive.import(paths, ImportOptions::default(), &mut |_| ControlFlow::Continue(()));
    report.unwrap().source
}

fn open(path: &Path) -> Archive {
    let now: DateTime<Utc> = "2026-12-20T12:00:00Z".parse().unwrap();
    Archive::open(path, Arc::new(move || now)).unwrap()
}

/// One of `all`, counted round and round.
pub(crate) fn nth<T>(all: impl Iterator<Item = T>, number: usize) -> Option<T> {
    let all: Vec<T> = all.collect();
    let place = number.checked_rem(all.len())?;
    all.into_iter().nth(place)
}
