//! The command line for Windows against the one for this system: both are told the same, one after the other, each on a folder of its
//! own, and every answer and every file that they write must be the same.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use super::super::TESTED;
use super::super::report::Report;
use super::wine::Wine;
use crate::program::{Outcome, run};
use crate::{build, paths};

/// How many plays the invented life has that is imported.
const PLAYS: &str = "25000";

/// A scenario's name, and the command lines in it. Each goes on where the one before it ended.
type Scenario = (&'static str, &'static [&'static str]);

const SCENARIOS: &[Scenario] = &[
    (
        "import on Windows",
        &[
            "import ../life/my_spotify_data_extended.zip --dry-run",
            "import ../life/my_spotify_data_extended.zip",
            "import ../life/older ../life/my_spotify_data_account.zip",
            "import ../life/my_spotify_data_extended.zip",
            "import ../life/missing.zip",
            "sources",
            "gaps",
        ],
    ),
    (
        "questions on Windows",
        &[
            "summary",
            "summary --from 2020 --to 2021 --rule 0s",
            "top artists --limit 200",
            "top tracks --limit 500 --by time",
            "top albums",
            "recent --limit 300",
            "explore",
            "explore --weekday sat --hour 20-23",
            "recount",
            "top songs",
        ],
    ),
    ("undo on Windows", &["undo latest", "sources", "summary", "undo 77"]),
    (
        "backups on Windows",
        &[
            "backup",
            "backups",
            "undo latest",
            "summary",
            "restore latest --dry-run",
            "restore latest",
            "summary",
            "backups",
            "restore archive-none.db",
        ],
    ),
    (
        "hiding on Windows",
        &[
            "hide time 2020-01-01 2020-06-30",
            "hidden",
            "summary",
            "unhide 1",
            "summary",
        ],
    ),
    (
        "exports on Windows",
        &[
            "export --format json out.json",
            "export --format csv out.csv",
            "export --format parquet out.parquet",
            "export --format csv out.csv",
            "export --format csv data/archive.db",
        ],
    ),
    ("verify on Windows", &["verify"]),
];

/// The files that the scenarios write.
const FILES: &[&str] = &["out.json", "out.csv", "out.parquet"];

/// Runs every scenario on both systems. `programs` is the folder with those for Windows.
pub(super) fn compare(report: &mut Report, wine: &Wine, programs: &Path) {
    let mut both: Option<Both> = None;
    let ready = report.check("programs for both", || {
        both = Some(Both::new(wine, programs)?);
        Ok(())
    });
    let (true, Some(both)) = (ready, both) else { return };
    for (name, lines) in SCENARIOS {
        report.check(name, || lines.iter().try_for_each(|line| both.answer_alike(line)));
    }
    report.check("files from Windows", || {
        FILES.iter().try_for_each(|file| both.wrote_alike(file))
    });
    report.check("archive from Windows", || both.open_each_others());
}

/// The two programs.
struct Both<'w> {
    wine: &'w Wine,
    windows: PathBuf,
    here: PathBuf,
    /// A folder for each of them, and the exports.
    folder: PathBuf,
}

impl<'w> Both<'w> {
    fn new(wine: &'w Wine, programs: &Path) -> Outcome<Self> {
        let app = build::app(TESTED)?;
        let folder = paths::target()?.join("others/answers");
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(format!("{}: {error}", folder.display())),
            _ => {}
        }
        for side in ["windows", "here"] {
            let side = folder.join(side);
            fs::create_dir_all(&side).map_err(|error| format!("{}: {error}", side.display()))?;
        }
        run(Command::new(app.with_file_name("generate-history"))
            .args(["--plays", PLAYS, "--seed", "5"])
            .arg(folder.join("life"))
            .stdout(Stdio::null()))?;
        Ok(Self {
            wine,
            windows: programs.join("tonearm-cli.exe"),
            here: app.with_file_name("tonearm-cli"),
            folder,
        })
    }

    /// Both are told the same, and have to give the same answer in the end.
    fn answer_alike(&self, line: &str) -> Outcome {
        let windows = self.on_windows("windows/data", line)?;
        let here = self.here("here/data", line)?;
        same(line, &windows, &here)
    }

    fn wrote_alike(&self, file: &str) -> Outcome {
        let read = |side: &str| {
            let path = self.folder.join(side).join(file);
            fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))
        };
        if read("windows")? == read("here")? {
            Ok(())
        } else {
            Err(format!("{file} is not the same on both systems"))
        }
    }

    /// Each opens the archive that the other has written.
    fn open_each_others(&self) -> Outcome {
        for line in ["verify", "summary", "top tracks --limit 500", "backups", "sources"] {
            same(
                line,
                &self.on_windows("here/data", line)?,
                &self.on_windows("windows/data", line)?,
            )?;
            same(line, &self.here("windows/data", line)?, &self.here("here/data", line)?)?;
        }
        Ok(())
    }

    fn on_windows(&self, data: &str, line: &str) -> Outcome<Answer> {
        self.told(self.wine.command(&self.windows), "windows", data, line)
    }

    fn here(&self, data: &str, line: &str) -> Outcome<Answer> {
        self.told(Command::new(&self.here), "here", data, line)
    }

    fn told(&self, mut command: Command, side: &str, data: &str, line: &str) -> Outcome<Answer> {
        let output = command
            .args(["--json", "--zone", "Europe/Vienna", "--data"])
            .arg(format!("../{data}"))
            .args(line.split(' '))
            .current_dir(self.folder.join(side))
            .stdin(Stdio::null())
            .output();
        Answer::read(&output.map_err(|error| format!("{line}: {error}"))?)
    }
}

/// What a run ended with and printed, without what is different in each run.
#[derive(Debug, PartialEq)]
struct Answer {
    code: Option<i32>,
    answer: Value,
    error: Value,
}

impl Answer {
    fn read(output: &Output) -> Outcome<Self> {
        let json = |bytes: &[u8]| {
            if bytes.is_empty() {
                return Ok(Value::Null);
            }
            let read = serde_json::from_slice(bytes).map(settled);
            read.map_err(|error| format!("{error}: {}", String::from_utf8_lossy(bytes)))
        };
        Ok(Self {
            code: output.status.code(),
            answer: json(&output.stdout)?,
            error: json(&output.stderr)?,
        })
    }
}

fn same(line: &str, windows: &Answer, here: &Answer) -> Outcome {
    if windows == here {
        return Ok(());
    }
    Err(format!("`{line}` answers\n{windows:?}\non Windows, and here\n{here:?}"))
}

/// Without when something was done, how long that took and how large a file is for it.
fn settled(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let varies = |name: &str| ["took_ms", "taken_at", "added_at", "bytes"].contains(&name);
            let fields = fields.into_iter().filter(|(name, _)| !varies(name));
            Value::Object(fields.map(|(name, value)| (name, settled(value))).collect())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(settled).collect()),
        Value::String(text) => Value::String(without_time(text)),
        other => other,
    }
}

/// The name of a backup without its time; any other text as it is.
fn without_time(text: String) -> String {
    let parts = text.strip_prefix("archive-").and_then(|rest| rest.split_once('-'));
    match parts {
        Some((_, why)) if why.ends_with(".db") => format!("archive-{why}"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn answers_differ_only_in_what_was_asked_for() {
        let answer = |took: u32, plays: u32, name: &str| {
            settled(json!([{"took_ms": took, "plays": plays, "name": name, "why": "asked"}]))
        };
        let one = answer(12, 6, "archive-20260101T120000000-asked.db");
        assert_eq!(one, answer(15, 6, "archive-20270101T120000000-asked.db"));
        assert_ne!(one, answer(12, 7, "archive-20260101T120000000-asked.db"));
        assert_ne!(one, answer(12, 6, "archive-20260101T120000000-daily.db"));
        assert_ne!(one, answer(12, 6, "archive"));
    }
}
