//! The folder of an export and its truth. Only an empty folder is used, or one that an earlier export was written to.

use std::{fs, io, path::Path};

use crate::{error::GenerateError, figures::Truth};

pub(crate) const EXTENDED: &str = "my_spotify_data_extended.zip";
pub(crate) const OLDER: &str = "older";
pub(crate) const ACCOUNT: &str = "my_spotify_data_account.zip";
const TRUTH: &str = "truth.json";
const README: &str = "README.txt";
/// The first line of the README, by which a folder of ours is recognised.
const SIGNATURE: &str = "An invented life of listening, as Spotify would export it";

/// Creates `folder`, or deletes the earlier export in it.
pub(crate) fn claim(folder: &Path) -> Result<(), GenerateError> {
    fs::create_dir_all(folder)?;
    if fs::read_dir(folder)?.next().is_none() {
        return Ok(());
    }
    let is_ours = fs::read_to_string(folder.join(README)).is_ok_and(|text| text.starts_with(SIGNATURE));
    if !is_ours {
        return Err(GenerateError::FolderInUse(folder.to_owned()));
    }
    for file in [EXTENDED, ACCOUNT, TRUTH] {
        ignore_absence(fs::remove_file(folder.join(file)))?;
    }
    ignore_absence(fs::remove_dir_all(folder.join(OLDER)))?;
    Ok(())
}

fn ignore_absence(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The README is written first, so that an interrupted export is recognised as ours too.
pub(crate) fn write_readme(folder: &Path, seed: u64, plays: usize) -> io::Result<()> {
    let text = format!(
        "{SIGNATURE}\n\n\
        Made by `cargo xtask generate-history --plays {plays} --seed {seed}`: the same numbers make the same files.\n\
        Nobody listened to any of this. Names, addresses and the user name are invented.\n\n\
        {EXTENDED}  the whole life, as exported today\n\
        {OLDER}/  its first 60 %, as exported years ago: overlaps the zip, and knows plays that it does not\n\
        {ACCOUNT}  its last year, as account data\n\
        {TRUTH}  what an application must make of each of them, and of all together\n"
    );
    fs::write(folder.join(README), text)
}

pub(crate) fn write_truth(folder: &Path, truth: &Truth) -> Result<(), GenerateError> {
    let mut text = serde_json::to_vec_pretty(truth).map_err(io::Error::from)?;
    text.push(b'\n');
    fs::write(folder.join(TRUTH), text)?;
    Ok(())
}
