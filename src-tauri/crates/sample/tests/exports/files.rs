//! A generated folder and the contents of its files.

use std::{
    fs::{self, File},
    io::Read,
    path::Path,
};

use sample::{Truth, generate};
use serde_json::Value;
use tempfile::TempDir;
use zip::ZipArchive;

/// One file of an export: its name in the zip or folder, and its bytes.
pub(crate) type Member = (String, Vec<u8>);

pub(crate) struct Export {
    pub(crate) folder: TempDir,
    pub(crate) truth: Truth,
}

impl Export {
    pub(crate) fn of(plays: usize, seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let truth = generate(folder.path(), plays, seed).unwrap();
        Self { folder, truth }
    }

    pub(crate) fn extended_members(&self) -> Vec<Member> {
        unzip(&self.folder.path().join("my_spotify_data_extended.zip"))
    }

    pub(crate) fn older_members(&self) -> Vec<Member> {
        let mut members: Vec<Member> = fs::read_dir(self.folder.path().join("older/MyData"))
            .unwrap()
            .map(|entry| {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                (name, fs::read(path).unwrap())
            })
            .collect();
        members.sort();
        members
    }

    pub(crate) fn account_members(&self) -> Vec<Member> {
        unzip(&self.folder.path().join("my_spotify_data_account.zip"))
    }

    /// All rows of today's export.
    pub(crate) fn extended(&self) -> Vec<Value> {
        rows(&self.extended_members(), "Streaming_History_")
    }

    /// All rows of the older export.
    pub(crate) fn older(&self) -> Vec<Value> {
        rows(&self.older_members(), "endsong_")
    }

    /// All rows of the account data.
    pub(crate) fn account(&self) -> Vec<Value> {
        rows(&self.account_members(), "StreamingHistory_")
    }
}

/// The rows of those files whose name contains `with`.
pub(crate) fn rows(members: &[Member], with: &str) -> Vec<Value> {
    members
        .iter()
        .filter(|(name, _)| name.contains(with))
        .flat_map(|(_, bytes)| serde_json::from_slice::<Vec<Value>>(bytes).unwrap())
        .collect()
}

pub(crate) fn unzip(path: &Path) -> Vec<Member> {
    let mut zip = ZipArchive::new(File::open(path).unwrap()).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut member = zip.by_index(at).unwrap();
            let mut bytes = Vec::new();
            member.read_to_end(&mut bytes).unwrap();
            (member.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

/// The end of a row of an extended history in Unix seconds.
pub(crate) fn end_secs(row: &Value) -> Option<i64> {
    Some(
        chrono::DateTime::parse_from_rfc3339(row["ts"].as_str()?)
            .ok()?
            .timestamp(),
    )
}
