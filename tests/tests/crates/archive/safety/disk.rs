//! A disk that is full or read-only: the error says so, and the archive is as it was. Such disks are made where the tests may
//! mount one; elsewhere the tests that need one are skipped, and say so.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use library::{ArchiveError, ImportOptions, StoreError};
use sample::generate;
use tonearm_tests::evening::evening;
use tonearm_tests::failure::Outcome;
use tonearm_tests::operation::{self, Operation};

use super::state::State;

/// A small disk in memory, unmounted when dropped.
struct Disk(tempfile::TempDir);

impl Disk {
    /// `None` where mounting is not permitted.
    fn new() -> Outcome<Option<Self>> {
        let at = tempfile::tempdir()?;
        if run("mount", &["-t", "tmpfs", "-o", "size=4m", "tmpfs"], at.path()) {
            return Ok(Some(Self(at)));
        }
        // Not by `println!`, which shows only with tests that fail.
        writeln!(io::stderr(), "skipped: no disk may be mounted here")?;
        Ok(None)
    }

    fn archive(&self) -> PathBuf {
        self.0.path().join("data/archive.db")
    }

    fn remount(&self, mode: &str) {
        assert!(run("mount", &["-o", &format!("remount,{mode}")], self.0.path()));
    }

    /// Uses up all space. Dropping the result frees it.
    fn fill(&self) -> Outcome<Filling> {
        let path = self.0.path().join("filling");
        let mut file = File::create(&path)?;
        while file.write_all(&[0; 4096]).is_ok() {}
        while file.write_all(&[0]).is_ok() {}
        Ok(Filling(path))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        run("umount", &["-l"], self.0.path());
    }
}

struct Filling(PathBuf);

impl Drop for Filling {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn run(program: &str, arguments: &[&str], at: &Path) -> bool {
    let done = Command::new(program).args(arguments).arg(at).output();
    done.is_ok_and(|done| done.status.success())
}

fn assert_is_full<T: std::fmt::Debug>(answer: Result<T, StoreError>) {
    assert!(matches!(answer, Err(StoreError::DiskFull)), "{answer:?}");
}

#[test]
fn on_a_full_disk_nothing_is_lost_and_all_goes_on_once_there_is_room() -> Outcome {
    let Some(disk) = Disk::new()? else { return Ok(()) };
    let exports = tempfile::tempdir()?;
    generate(&exports.path().join("life"), 1_000, 41)?;
    let zip = exports.path().join("life/my_spotify_data_extended.zip");
    let archive = operation::open(&disk.archive())?;
    Operation::Record(0, 3).perform(&archive, || {})?;
    let backup = archive.back_up()?;
    Operation::Record(3, 4).perform(&archive, || {})?;
    let before = State::of(&archive)?;

    let filling = disk.fill()?;
    let import = || {
        archive.import(std::slice::from_ref(&zip), ImportOptions::default(), &mut |_| {
            std::ops::ControlFlow::Continue(())
        })
    };
    let imported = import();
    assert!(
        matches!(imported, Err(ArchiveError::Store(StoreError::DiskFull))),
        "{imported:?}"
    );
    assert_is_full(archive.back_up());
    assert_is_full(archive.restore(&backup.name));
    // A little still fits into the log, and then no more.
    let recorded = (10..200).find_map(|number| {
        let evening = evening(number).expect("an evening");
        archive.record("robin", &evening).err()
    });
    assert_is_full(recorded.map_or(Ok(()), Err));
    let full = State::of(&archive)?;
    assert!(before.plays.iter().all(|play| full.plays.contains(play)));
    assert_eq!(archive.verify()?.problems, Vec::<String>::new());
    assert_eq!(archive.backups()?, [backup]);
    drop(archive);
    // It opens, or reports a full disk.
    if let Err(error) = library::Archive::open(&disk.archive(), std::sync::Arc::new(chrono::DateTime::default)) {
        assert_is_full(Err::<(), _>(error));
    }

    drop(filling);
    let archive = operation::open(&disk.archive())?;
    assert_eq!(archive.damage()?, None);
    assert!(State::of(&archive)? == full);
    Operation::Import(zip.clone()).perform(&archive, || {})?;
    assert!(archive.count()? > full.plays.len() as u64);
    assert_eq!(archive.verify()?.problems, Vec::<String>::new());
    Ok(())
}

#[test]
fn what_may_only_be_read_is_left_as_it_is() -> Outcome {
    let Some(disk) = Disk::new()? else { return Ok(()) };
    let archive = operation::open(&disk.archive())?;
    Operation::Record(0, 3).perform(&archive, || {})?;
    let before = State::of(&archive)?;
    drop(archive);
    let bytes = std::fs::read(disk.archive())?;

    disk.remount("ro");
    for path in [disk.archive(), disk.0.path().join("elsewhere/archive.db")] {
        let opened = library::Archive::open(&path, std::sync::Arc::new(chrono::DateTime::default));
        assert!(matches!(opened, Err(StoreError::ReadOnly)), "{:?}", opened.err());
    }
    disk.remount("rw");
    assert!(std::fs::read(disk.archive())? == bytes);
    assert!(State::of(&operation::open(&disk.archive())?)? == before);
    Ok(())
}

#[test]
fn a_file_in_the_place_of_the_folder_is_named() -> Outcome {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("data"), "mine")?;
    let path = folder.path().join("data/archive.db");
    let opened = library::Archive::open(&path, std::sync::Arc::new(chrono::DateTime::default));
    let error = opened.err().map(|error| error.to_string()).unwrap_or_default();
    assert!(
        error.starts_with(&format!("{}: ", folder.path().join("data").display())),
        "{error}"
    );
    assert_eq!(std::fs::read(folder.path().join("data"))?, b"mine");
    Ok(())
}

#[test]
fn a_folder_in_the_place_of_the_file_is_left_alone() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("archive.db");
    std::fs::create_dir(&path)?;
    let opened = library::Archive::open(&path, std::sync::Arc::new(chrono::DateTime::default));
    assert!(matches!(opened, Err(StoreError::ReadOnly)), "{:?}", opened.err());
    assert!(path.is_dir());
    Ok(())
}
