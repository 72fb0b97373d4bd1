//! A temporary folder of exports for one test, and shortcuts to read them.

use std::{
    fs,
    io::{Cursor, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};
use import::{FileError, FileReport, ImportError, Limits, Options, ParsedExport};
use tempfile::TempDir;

use crate::exports;

/// A temporary folder, removed after the test.
pub(crate) struct ExportFolder {
    folder: TempDir,
    limits: Limits,
    threads: usize,
}

pub(crate) fn folder() -> ExportFolder {
    ExportFolder {
        folder: TempDir::new().unwrap(),
        limits: Limits::default(),
        threads: 2,
    }
}

impl ExportFolder {
    /// With a file in it.
    pub(crate) fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// With a zip in it.
    pub(crate) fn with_zip(self, name: &str, members: &[(&str, &[u8])]) -> Self {
        let bytes = zipped(members);
        self.with(name, bytes)
    }

    pub(crate) fn limited(mut self, limit: impl FnOnce(&mut Limits)) -> Self {
        limit(&mut self.limits);
        self
    }

    pub(crate) fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn options(&self) -> Options {
        Options {
            limits: self.limits.clone(),
            threads: self.threads,
        }
    }

    /// Reads the files of these names, in this order.
    pub(crate) fn read_only(&self, names: &[&str]) -> Result<ParsedExport, ImportError> {
        let inputs: Vec<_> = names.iter().map(|name| self.path(name)).collect();
        import::read(&inputs, &self.options(), &mut |_| ControlFlow::Continue(()))
    }

    /// Reads the whole folder.
    pub(crate) fn read(&self) -> Result<ParsedExport, ImportError> {
        self.read_only(&["."])
    }
}

/// Packed by gzip.
pub(crate) fn gzipped(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes.as_ref()).unwrap();
    packed.finish().unwrap()
}

/// In UTF-16, with each unit's bytes in this order.
pub(crate) fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

/// A zip's bytes.
pub(crate) fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    exports::pack(&mut bytes, members.iter().copied());
    bytes.into_inner()
}

/// Reads one file's text.
pub(crate) fn read_text(text: impl AsRef<[u8]>) -> Result<ParsedExport, ImportError> {
    folder().with("history.json", text).read_only(&["history.json"])
}

/// A row of the extended history with some of its values replaced.
pub(crate) fn row(changes: serde_json::Value) -> String {
    let mut row = serde_json::json!({
        "ts": "2016-03-05T20:01:02Z",
        "username": "anna.secret",
        "platform": "iOS 9.2.1 (iPhone7,2)",
        "ms_played": 215_000,
        "conn_country": "DE",
        "ip_addr_decrypted": "203.0.113.77",
        "user_agent_decrypted": "SecretAgent/7",
        "master_metadata_track_name": "Jóga",
        "master_metadata_album_artist_name": "Björk",
        "master_metadata_album_album_name": "Homogenic",
        "spotify_track_uri": TRACK,
        "episode_name": null,
        "episode_show_name": null,
        "spotify_episode_uri": null,
        "reason_start": "clickrow",
        "reason_end": "trackdone",
        "shuffle": false,
        "skipped": null,
        "offline": false,
        "offline_timestamp": 0,
        "incognito_mode": false
    });
    for (key, value) in changes.as_object().unwrap() {
        row[key] = value.clone();
    }
    row.to_string()
}

pub(crate) const TRACK: &str = "spotify:track:4uLU6hMCjMI75M1A2tKUQC";

/// A JSON list of rows.
pub(crate) fn list(rows: &[String]) -> String {
    format!("[{}]", rows.join(","))
}

/// The files that were refused, and why.
pub(crate) fn refusals(export: &ParsedExport) -> Vec<(&str, FileError)> {
    let refused = |file: &'_ FileReport| file.refused;
    export
        .files
        .iter()
        .filter_map(|file| Some((file.name.as_str(), refused(file)?)))
        .collect()
}

/// Why the only file was refused.
pub(crate) fn refusal(export: Result<ParsedExport, ImportError>) -> FileError {
    match export {
        Err(ImportError::Refused { files }) if files.len() == 1 => files[0].1,
        other => panic!("not refused, but {other:?}"),
    }
}
