//! Machines of one listener and the folder that is their remote.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use library::{Archive, ExchangeError, Exchanged, ImportOptions, SourceKind, Zone, in_use};
use plays::SourceKey;
use remote::{Database, DatabaseAddress, Folder, Layout, Postgres, Remote};
use spotify::RecentPage;
use store::Store;
use tempfile::TempDir;

use super::super::{
    same_archive::{
        files::File,
        life::TruePlay,
        listener::{decide, join, keep_apart, minute, take_back},
        tracks::track,
    },
    server,
};
use super::{Deed, MACHINES};

const ACCOUNT: &str = "robin";

/// Where the remote is.
pub(super) enum Place {
    Folder,
    /// A new database on the server of the tests.
    Database(Box<DatabaseAddress>),
}

pub(super) struct Household {
    folder: TempDir,
    place: Place,
    life: Vec<TruePlay>,
    files: Vec<PathBuf>,
    machines: Vec<Option<Archive>>,
    /// Every page that some machine recorded.
    recorded: Vec<RecentPage>,
    /// What each import is of.
    imports: BTreeMap<SourceKey, PathBuf>,
    /// Imports that some machine had when it exchanged.
    exchanged: BTreeSet<SourceKey>,
    undone: BTreeSet<SourceKey>,
}

impl Household {
    pub(super) fn new(life: &[TruePlay], files: &[File], place: Place) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let texts = files.iter().filter_map(|file| file.text(life));
        let paths = texts.enumerate().map(|(number, text)| {
            let path = folder.path().join(format!("{number}.json"));
            fs::write(&path, text).unwrap();
            path
        });
        match &place {
            Place::Folder => Folder::init(&folder.path().join("remote")).unwrap(),
            Place::Database(address) => {
                let mut database = Database::connect(address, None).unwrap();
                database.init(Layout::Plain).unwrap();
                database.add_listener("me").unwrap();
            }
        }
        let mut household = Self {
            files: paths.collect(),
            machines: Vec::new(),
            life: life.to_vec(),
            recorded: Vec::new(),
            imports: BTreeMap::new(),
            exchanged: BTreeSet::new(),
            undone: BTreeSet::new(),
            folder,
            place,
        };
        household.machines = (0..MACHINES)
            .map(|machine| Some(open(&household.path(machine))))
            .collect();
        household
    }

    fn path(&self, machine: usize) -> PathBuf {
        self.folder.path().join(format!("machine {machine}")).join("archive.db")
    }

    fn remote_folder(&self) -> PathBuf {
        self.folder.path().join("remote")
    }

    pub(super) fn archive(&self, machine: usize) -> &Archive {
        self.machines[machine].as_ref().unwrap()
    }

    pub(super) fn archives(&self) -> [&Archive; MACHINES] {
        std::array::from_fn(|machine| self.archive(machine))
    }

    fn store(&self, machine: usize) -> Store {
        Store::open(self.archive(machine).path(), DateTime::UNIX_EPOCH)
            .unwrap()
            .store
    }

    pub(super) fn act(&mut self, machine: usize, deed: &Deed) {
        match deed {
            Deed::Record(page) => {
                let page = page.answer(&self.life);
                self.archive(machine).record(ACCOUNT, &page).unwrap();
                self.recorded.push(page);
            }
            Deed::Import(number) => {
                if let Some(path) = nth(self.files.iter(), *number).cloned() {
                    self.import(machine, &path);
                }
            }
            Deed::Undo(number) => self.undo(machine, *number),
            Deed::Hide(target) => self.archive(machine).hide(target).unwrap(),
            Deed::Unhide(number) => {
                if let Some(hidden) = nth(self.archive(machine).hidden().unwrap().iter(), *number) {
                    self.archive(machine).unhide(hidden.id).unwrap();
                }
            }
            Deed::CorrectGenres(artist, genre) => {
                let artist = format!("tonearm:artist:{}", plays::escaped(track(*artist, 0).artist));
                let genres: Vec<String> = (1..=*genre).map(|genre| format!("genre {genre}")).collect();
                let genres = (*genre > 0).then_some(genres.as_slice());
                // An artist that the archive does not know can't be corrected.
                let _ = self.archive(machine).correct_genres(&artist, genres);
            }
            Deed::KeepApart(number) => drop(keep_apart(self.archive(machine), *number)),
            Deed::Join(one, other) => drop(join(self.archive(machine), *one, *other)),
            Deed::TakeBack(number) => drop(take_back(self.archive(machine), *number)),
            Deed::CallComplete(from, to) => self.archive(machine).call_complete(minute(*from), minute(*to)).unwrap(),
            Deed::BackUp => drop(self.archive(machine).back_up().unwrap()),
            Deed::Restore(number) => {
                let backups = self.archive(machine).backups().unwrap();
                if let Some(backup) = nth(backups.iter(), *number) {
                    self.archive(machine).restore(&backup.name).unwrap();
                    self.name_imports(machine);
                }
            }
            Deed::Exchange => drop(self.exchange(machine).unwrap()),
            Deed::ExchangeUntil(steps) => self.exchange_until(machine, *steps),
            Deed::CopyTo(other) => self.copy(machine, *other),
        }
    }

    pub(super) fn import(&mut self, machine: usize, path: &Path) {
        let report = self
            .archive(machine)
            .import(&[path.to_owned()], ImportOptions::default(), &mut |_| {
                ControlFlow::Continue(())
            });
        if let Some(source) = report.unwrap().source {
            let sources = self.store(machine).sources().unwrap();
            let source = sources.iter().find(|one| one.id == source).unwrap();
            self.imports.insert(source.key, path.to_owned());
        }
    }

    fn undo(&mut self, machine: usize, number: usize) {
        let sources = self.store(machine).sources().unwrap();
        let imports = sources.iter().filter(|source| source.kind == SourceKind::Import);
        let Some(import) = nth(imports, number) else {
            return;
        };
        self.archive(machine).undo(import.id).unwrap();
        // The same file that came from another machine goes with it.
        let same = sources.iter().filter(|source| source.sha256 == import.sha256);
        self.undone.extend(same.map(|source| source.key));
    }

    /// After a restore, what was undone has come back under another key.
    fn name_imports(&mut self, machine: usize) {
        for source in self.store(machine).sources().unwrap() {
            if source.kind == SourceKind::Import && !self.imports.contains_key(&source.key) {
                let path = self
                    .files
                    .iter()
                    .find(|path| path.file_name().unwrap().to_str() == Some(source.name.as_str()));
                self.imports.insert(source.key, path.unwrap().clone());
            }
        }
    }

    fn remote(&self, machine: usize) -> Remote {
        let id = self.store(machine).machine().unwrap();
        match &self.place {
            Place::Folder => Remote::Folder(Folder::open(&self.remote_folder(), id).unwrap()),
            Place::Database(address) => Remote::Postgres(Box::new(Postgres::open(address, None, id, None).unwrap())),
        }
    }

    pub(super) fn exchange(&mut self, machine: usize) -> Result<Exchanged, ExchangeError> {
        self.exchanged.extend(self.sources(machine));
        let mut remote = self.remote(machine);
        self.archive(machine).exchange(
            &mut remote,
            (&format!("machine {machine}"), Zone::default()),
            &mut |_| ControlFlow::Continue(()),
        )
    }

    fn exchange_until(&mut self, machine: usize, steps: usize) {
        let mut left = steps;
        let mut remote = self.remote(machine);
        let result = self
            .archive(machine)
            .exchange(&mut remote, ("", Zone::default()), &mut |_| {
                if left == 0 {
                    return ControlFlow::Break(());
                }
                left -= 1;
                ControlFlow::Continue(())
            });
        assert!(matches!(result, Ok(_) | Err(ExchangeError::Stopped)), "{result:?}");
        // What it sent by then is known to others.
        self.exchanged.extend(
            self.remote(machine)
                .manifest()
                .unwrap()
                .parts
                .keys()
                .map(|part| part.source),
        );
    }

    pub(super) fn exchange_all(&mut self) {
        for machine in 0..MACHINES {
            let exchanged = self.exchange(machine).unwrap();
            assert_eq!(exchanged.mismatches, Vec::<String>::new());
        }
    }

    /// Nothing of the other machine is lost by it, because that one exchanges before.
    pub(super) fn copy(&mut self, from: usize, to: usize) {
        if from == to {
            return;
        }
        drop(self.exchange(to).unwrap());
        let backup = self.folder.path().join("copy.db");
        self.archive(from)
            .export(library::ExportFormat::Sqlite, &backup)
            .unwrap();
        self.machines[to] = None;
        let path = self.path(to);
        fs::remove_dir_all(path.parent().unwrap()).unwrap();
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        in_use::rename(&backup, &path).unwrap();
        self.machines[to] = Some(open(&path));
    }

    /// The keys of a machine's imports.
    pub(super) fn sources(&self, machine: usize) -> BTreeSet<SourceKey> {
        let sources = self.store(machine).sources().unwrap().into_iter();
        sources
            .filter(|source| source.kind == SourceKind::Import)
            .map(|source| source.key)
            .collect()
    }

    /// All that was ever exchanged and never undone.
    pub(super) fn expected_imports(&self) -> BTreeSet<SourceKey> {
        let imports = self
            .imports
            .keys()
            .filter(|key| self.exchanged.contains(key) && !self.undone.contains(key));
        imports.copied().collect()
    }

    /// What the database's views say of each track, artist and genre: its URI or name, plays and milliseconds. `None` for a folder.
    pub(super) fn views(&self) -> Option<Vec<(String, u64, u64)>> {
        let Place::Database(address) = &self.place else {
            return None;
        };
        let mut client = server::server()?.admin(&address.database);
        let mut views = Vec::new();
        for (view, key) in [
            ("top_tracks", "uri"),
            ("top_artists", "coalesce(uri, name)"),
            ("top_genres", "name"),
        ] {
            let sql = format!(
                "SELECT {key}, sum(plays)::bigint, sum(ms)::bigint FROM tonearm.{view} GROUP BY 1 HAVING sum(ms) > 0"
            );
            let rows = client.query(&sql, &[]).unwrap();
            let number = |row: &postgres::Row, column| row.get::<_, i64>(column).unsigned_abs();
            views.extend(rows.iter().map(|row| (row.get(0), number(row, 1), number(row, 2))));
        }
        views.sort();
        Some(views)
    }

    /// What is hidden, which genres were corrected, and what was decided about plays.
    pub(super) fn decided(&self, machine: usize) -> [Vec<String>; 3] {
        let hidden = self.archive(machine).hidden().unwrap();
        let mut hidden: Vec<_> = hidden
            .iter()
            .map(|one| format!("{:?} {}", one.target, one.hidden_at))
            .collect();
        hidden.sort();
        let genres = self.store(machine).genre_answers().unwrap();
        let mut plays = self.store(machine).decided_rows().unwrap();
        plays.sort_by_key(|one| one.row.clone());
        let times = self.store(machine).complete_times().unwrap();
        let plays = plays.iter().map(|one| format!("{one:?}"));
        [
            hidden,
            genres.iter().map(|answer| format!("{answer:?}")).collect(),
            plays.chain(times.iter().map(|time| format!("{time:?}"))).collect(),
        ]
    }

    /// One archive that gets everything.
    pub(super) fn clean(&self) -> Archive {
        let archive = open(&self.folder.path().join("clean").join("archive.db"));
        decide(&archive, &self.store(0).decided_rows().unwrap());
        for page in &self.recorded {
            archive.record(ACCOUNT, page).unwrap();
        }
        let files: BTreeSet<&PathBuf> = self.expected_imports().iter().map(|key| &self.imports[key]).collect();
        for file in files {
            let report = archive.import(std::slice::from_ref(file), ImportOptions::default(), &mut |_| {
                ControlFlow::Continue(())
            });
            report.unwrap();
        }
        archive
    }
}

fn open(path: &Path) -> Archive {
    let now: DateTime<Utc> = "2026-12-20T12:00:00Z".parse().unwrap();
    Archive::open(path, Arc::new(move || now)).unwrap()
}

/// One of `all`, counted round and round.
fn nth<T>(all: impl Iterator<Item = T>, number: usize) -> Option<T> {
    let all: Vec<T> = all.collect();
    let place = number.checked_rem(all.len())?;
    all.into_iter().nth(place)
}
