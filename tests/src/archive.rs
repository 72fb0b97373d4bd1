//! The archive's file from outside: as another program reads it, and as a failing disk damages it.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use library::{Archive, ImportOptions};
use store::Store;

use crate::clock::now;
use crate::failure::Outcome;
use crate::testbed::Testbed;

/// Opens the application's archive from another program.
///
/// # Errors
/// When it cannot be opened.
pub fn open(testbed: &Testbed) -> Outcome<Archive> {
    Ok(Archive::open(&testbed.data().join("archive.db"), Arc::new(now))?)
}

/// Imports a file before the application opens the archive.
///
/// # Errors
/// When it cannot be read.
pub fn import(testbed: &Testbed, file: &Path) -> Outcome {
    let archive = open(testbed)?;
    archive.import(&[file.to_owned()], ImportOptions::default(), &mut |_| {
        ControlFlow::Continue(())
    })?;
    Ok(archive.checkpoint()?)
}

/// Lays an archive in place that version 0.1 wrote. Today's rules no longer count one of its plays.
///
/// # Errors
/// When it cannot be copied.
pub fn from_version_0_1(testbed: &Testbed) -> Outcome {
    let archive = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/v0.1/archive.db");
    fs::create_dir_all(testbed.data())?;
    fs::copy(archive, testbed.data().join("archive.db"))?;
    Ok(())
}

/// Leaves the archive as older rules might have counted it: every row is a play, except for each fiftieth. The application counts it
/// again.
///
/// # Errors
/// When it cannot be written.
pub fn count_otherwise(testbed: &Testbed) -> Outcome {
    let store = Store::open(&testbed.data().join("archive.db"), now())?.store;
    let mut write = store.write()?;
    let mut rows = write.evidence(|_| true)?;
    for (row, number) in rows.iter_mut().zip(0u32..) {
        row.is_canonical = number % 50 != 0;
    }
    write.put_evidence(rows)?;
    write.set_note("rules", None)?;
    write.commit()?;
    Ok(store.checkpoint()?)
}

/// How many plays it holds.
///
/// # Errors
/// When it cannot be read.
pub fn play_count(testbed: &Testbed) -> Outcome<u64> {
    Ok(open(testbed)?.count()?)
}

/// Spoils every page but the first, and leaves a write-ahead log as a crash does. Returns what the file holds now.
///
/// # Errors
/// When there is no archive.
pub fn damage(testbed: &Testbed) -> Outcome<Vec<u8>> {
    // Whoever closes the archive last merges its log into it.
    drop(open(testbed)?);
    let archive = testbed.data().join("archive.db");
    let mut bytes = fs::read(&archive)?;
    for byte in bytes.iter_mut().skip(4096) {
        *byte ^= 0x5a;
    }
    fs::write(&archive, &bytes)?;
    fs::write(archive.with_file_name("archive.db-wal"), b"not a log at all")?;
    Ok(bytes)
}
