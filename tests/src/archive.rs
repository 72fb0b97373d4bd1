//! The archive's file from outside: as another program reads it, and as a dying disk leaves it.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use library::{Archive, ImportOptions};

use crate::failure::Told;
use crate::stage::{Stage, now};

/// The archive, as another program than the window opens it.
///
/// # Errors
/// When it cannot be opened.
pub fn open(stage: &Stage) -> Told<Archive> {
    Ok(Archive::open(&stage.data().join("archive.db"), Arc::new(now))?)
}

/// Puts a file into it before the application opens it.
///
/// # Errors
/// When it cannot be read.
pub fn import(stage: &Stage, file: &Path) -> Told {
    let archive = open(stage)?;
    archive.import(&[file.to_owned()], ImportOptions::default(), &mut |_| {
        ControlFlow::Continue(())
    })?;
    Ok(archive.settle_down()?)
}

/// How many plays it holds.
///
/// # Errors
/// When it cannot be read.
pub fn kept(stage: &Stage) -> Told<u64> {
    Ok(open(stage)?.count()?)
}

/// Spoils every page but the first, and leaves a log as an unclean end does. Gives what the file holds now.
///
/// # Errors
/// When there is no archive.
pub fn damage(stage: &Stage) -> Told<Vec<u8>> {
    // Whoever closes it last merges its log into it.
    drop(open(stage)?);
    let archive = stage.data().join("archive.db");
    let mut bytes = fs::read(&archive)?;
    for byte in bytes.iter_mut().skip(4096) {
        *byte ^= 0x5a;
    }
    fs::write(&archive, &bytes)?;
    fs::write(archive.with_file_name("archive.db-wal"), b"not a log at all")?;
    Ok(bytes)
}
