//! What was asked of MusicBrainz and ListenBrainz, hour by hour for two days: one note, written together with the answers.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use store::{StoreError, Write};

use super::Archive;

/// The key of the archive's note.
const NOTE: &str = "asked for genres";
const HOUR_SECS: i64 = 3600;
const KEPT_HOURS: i64 = 48;

/// As the note has it. The names are on listeners' disks: don't rename them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AskedInHour {
    /// Hours since 1970, UTC.
    pub(crate) hour: i64,
    pub(crate) service: String,
    pub(crate) question: String,
    pub(crate) requests: u32,
    pub(crate) artists: u32,
}

impl Archive {
    pub(crate) fn asked(&self) -> Result<Vec<AskedInHour>, StoreError> {
        Ok(self.store().note(NOTE)?.map(|note| parsed(&note)).unwrap_or_default())
    }

    /// Adds requests to those of the last two days.
    pub(super) fn note_asked(&self, write: &mut Write<'_>, requests: Vec<AskedInHour>) -> Result<(), StoreError> {
        if requests.is_empty() {
            return Ok(());
        }
        // Nobody else can write between this and the end of the write.
        let mut all = self.asked()?;
        requests.into_iter().for_each(|request| add_asked(&mut all, request));
        let now = hour(self.now());
        all.retain(|one| (now - KEPT_HOURS..=now).contains(&one.hour));
        let json = serde_json::to_string(&all).map_err(|error| StoreError::Damaged(error.to_string()))?;
        write.set_note(NOTE, Some(&json))
    }
}

/// What can't be read is only a count that the listener does not see.
fn parsed(note: &str) -> Vec<AskedInHour> {
    serde_json::from_str(note).unwrap_or_else(|error| {
        log::warn!("what was asked for genres can't be read: {error}");
        Vec::new()
    })
}

/// Adds a request to those of the same kind in the same hour.
pub(crate) fn add_asked(all: &mut Vec<AskedInHour>, request: AskedInHour) {
    let is_same = |one: &&mut AskedInHour| {
        (one.hour, &one.service, &one.question) == (request.hour, &request.service, &request.question)
    };
    match all.iter_mut().find(is_same) {
        Some(one) => {
            one.requests = one.requests.saturating_add(request.requests);
            one.artists = one.artists.saturating_add(request.artists);
        }
        None => all.push(request),
    }
}

/// The hour that a moment is in, since 1970.
pub(crate) fn hour(at: DateTime<Utc>) -> i64 {
    at.timestamp().div_euclid(HOUR_SECS)
}
