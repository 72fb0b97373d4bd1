//! Looks for tokens where none may be.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use log::{LevelFilter, Log, Metadata, Record};
use tonearm_tests::failure::Outcome;

/// So much of a token is as good as all of it.
const TELLING: usize = 24;

struct Lines(Mutex<String>);

static LINES: Lines = Lines(Mutex::new(String::new()));

impl Log for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        // Those of libraries go through the same files; `log.rs` has them at every level.
        !metadata.target().starts_with("hyper")
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            lines.push_str(&format!("{} {}\n", record.target(), record.args()));
        }
    }

    fn flush(&self) {}
}

/// From now on everything that is logged is remembered. Other tests log as well, which does no harm.
pub(crate) fn listen() {
    if log::set_logger(&LINES).is_ok() {
        log::set_max_level(LevelFilter::Debug);
    }
}

/// What was logged since [`listen`].
pub(crate) fn logged() -> String {
    LINES.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// The beginnings of tokens, to look for.
pub(crate) struct Tokens(HashSet<Vec<u8>>);

impl Tokens {
    pub(crate) fn new(tokens: &[String]) -> Self {
        Self(
            tokens
                .iter()
                .map(|token| token.as_bytes()[..TELLING].to_vec())
                .collect(),
        )
    }

    /// Whether one of them is in `bytes`.
    pub(crate) fn are_in(&self, bytes: &[u8]) -> bool {
        let starts = |at: &[u8]| matches!(at, [b'A' | b'B', b'Q', ..]);
        bytes
            .windows(TELLING)
            .any(|window| starts(window) && self.0.contains(window))
    }

    /// The files of a folder, and of those in it, that hold one.
    pub(crate) fn files_with(&self, folder: &Path) -> Outcome<Vec<String>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                found.extend(self.files_with(&path)?);
            } else if self.are_in(&fs::read(&path)?) {
                found.push(path.display().to_string());
            }
        }
        Ok(found)
    }
}

#[test]
fn a_token_in_the_middle_of_a_file_is_found() -> Outcome {
    let token = format!("BQ{}", "x7".repeat(40));
    let folder = tempfile::tempdir()?;
    let inner = folder.path().join("inner");
    fs::create_dir(&inner)?;
    fs::write(inner.join("clean"), "AQ and BQ begin tokens, and this is none")?;
    fs::write(inner.join("leaky"), format!("some bytes AQ{token} and more"))?;
    let found = Tokens::new(&[token]).files_with(folder.path())?;
    assert_eq!(found, [inner.join("leaky").display().to_string()]);
    Ok(())
}
