//! A folder with exports and an archive, and the program run on it. It sees no file, keychain or setting of the person
//! who runs the tests.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A folder of its own for each test.
pub(crate) struct Sandbox {
    folder: TempDir,
}

/// What a run printed, and how it ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    /// The answer, of a run that went well.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{self:?}");
        self.any_json()
    }

    #[track_caller]
    pub(crate) fn any_json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The code of the error, of a run that printed nothing else.
    #[track_caller]
    pub(crate) fn error(&self) -> String {
        assert_eq!(self.out, "", "{self:?}");
        let error: Value = serde_json::from_str(&self.err).unwrap_or_else(|error| panic!("{error}: {self:?}"));
        assert!(
            error["error"]["message"]
                .as_str()
                .is_some_and(|message| !message.is_empty())
        );
        error["error"]["code"].as_str().unwrap().to_owned()
    }
}

impl Sandbox {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// With the rows of [`history`] in the archive.
    pub(crate) fn with_history() -> Self {
        let sandbox = Self::new();
        sandbox.export("history.json", &history());
        sandbox.json(&["import", "history.json"]);
        sandbox
    }

    /// As [`Self::with_history`], and account data tells again of one of the plays of Atlas.
    pub(crate) fn with_a_play_told_twice() -> Self {
        let sandbox = Self::with_history();
        sandbox.export(
            "StreamingHistory_music_0.json",
            &[json!({"endTime": "2024-05-01 10:00", "artistName": "Bicep", "trackName": "Atlas", "msPlayed": 300_000})],
        );
        sandbox.json(&["import", "StreamingHistory_music_0.json"]);
        sandbox
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn archive(&self) -> PathBuf {
        self.path("data/archive.db")
    }

    pub(crate) fn export(&self, name: &str, rows: &[Value]) {
        self.write(name, serde_json::to_string_pretty(rows).unwrap().as_bytes());
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// The program, on the folder `data`, in UTC, with no home and no keychain.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tonearm-cli"));
        command
            .args(words)
            .current_dir(self.folder.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.folder.path())
            .env("XDG_RUNTIME_DIR", self.folder.path())
            .env("TZ", "UTC")
            .env("TONEARM_DATA_DIR", self.path("data"))
            .stdin(Stdio::null());
        // Programs on Windows need these.
        for name in ["SystemRoot", "TEMP"] {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        command
    }

    pub(crate) fn run(&self, words: &[&str]) -> Run {
        run(&mut self.command(words))
    }

    /// The answer of `words --json`, which has to go well.
    #[track_caller]
    pub(crate) fn json(&self, words: &[&str]) -> Value {
        self.run(&[words, &["--json"]].concat()).json()
    }

    /// The error's code and the exit code of `words --json`.
    #[track_caller]
    pub(crate) fn error(&self, words: &[&str]) -> (String, i32) {
        let run = self.run(&[words, &["--json"]].concat());
        (run.error(), run.code)
    }

    /// Every file below the data folder with its content.
    pub(crate) fn data(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        let mut folders = vec![self.path("data")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().flatten() {
                match entry.path() {
                    path if path.is_dir() => folders.push(path),
                    path => found.push((path.clone(), fs::read(path).unwrap())),
                }
            }
        }
        found.sort();
        found
    }
}

pub(crate) fn run(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A row of the extended history.
pub(crate) fn row(ended: &str, secs: u32, artist: &str, album: &str, track: &str) -> Value {
    json!({
        "ts": ended,
        "ms_played": secs * 1000,
        "master_metadata_track_name": track,
        "master_metadata_album_artist_name": artist,
        "master_metadata_album_album_name": album,
        "spotify_track_uri": uri(track),
        "reason_start": "trackdone",
        "reason_end": "trackdone",
        "shuffle": false,
        "skipped": false,
        "offline": false,
        "incognito_mode": false,
        "platform": "linux",
        "conn_country": "AT",
    })
}

/// A track's URI, made of its name.
pub(crate) fn uri(track: &str) -> String {
    let letters: String = track.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("spotify:track:{letters:0<22.22}")
}

/// Six plays: Glue thrice, once too short to count; Opal; two of Atlas.
pub(crate) fn history() -> Vec<Value> {
    vec![
        row("2023-12-31T23:30:00Z", 180, "Bicep", "Bicep", "Glue"),
        row("2024-03-31T10:00:00Z", 29, "Bicep", "Bicep", "Glue"),
        row("2024-03-31T10:05:00Z", 200, "Bicep", "Bicep", "Glue"),
        row("2024-05-01T10:00:00Z", 300, "Bicep", "Isles", "Atlas"),
        row("2024-05-02T10:00:00Z", 300, "Bicep", "Isles", "Atlas"),
        row("2024-07-01T10:00:00Z", 1000, "Four Tet", "Rounds", "Opal"),
    ]
}

/// `1 Atlas 2`: rank, name and plays of each row of a ranking.
pub(crate) fn names(ranking: &Value) -> Vec<String> {
    let ranks = ranking.as_array().unwrap().iter();
    ranks
        .map(|rank| format!("{} {} {}", rank["rank"], rank["name"].as_str().unwrap(), rank["plays"]))
        .collect()
}

/// A zip of one history file.
pub(crate) fn zip(path: &Path, name: &str, rows: &[Value]) {
    zip_of(path, &[(name, serde_json::to_string(rows).unwrap().as_bytes())]);
}

/// A zip of these files.
pub(crate) fn zip_of(path: &Path, files: &[(&str, &[u8])]) {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(fs::File::create(path).unwrap());
    for (name, bytes) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
}
