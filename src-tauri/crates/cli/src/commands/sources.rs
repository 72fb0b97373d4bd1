//! `sources` and `undo`: where plays came from, and taking an import out again.

use std::collections::BTreeMap;

use library::{Archive, Forgotten, SourceKind, StoreError, Zone};
use serde::Serialize;

use crate::{
    answer::Answer,
    failure::Failure,
    text_table::{Side, TextTable},
    wording::{day, iso, local, several, thousands},
};

#[derive(Serialize)]
struct SourceJson<'a> {
    id: u32,
    kind: &'static str,
    name: &'a str,
    added_at: String,
    plays: u64,
    files: u64,
    read: u64,
    added: u64,
    already_known: u64,
    merged: u64,
    set_aside: BTreeMap<&'a str, u64>,
    first: Option<String>,
    last: Option<String>,
}

pub(super) fn list(archive: &Archive, zone: Zone) -> Result<Answer, Failure> {
    let overview = archive.overview(zone)?;
    let plays_of = |id: u32| overview.plays_by_source.get(&id).copied().unwrap_or_default();
    let json = overview.sources.iter().map(|source| SourceJson {
        id: source.id,
        kind: match source.kind {
            SourceKind::Live => "live",
            SourceKind::Import => "import",
        },
        name: &source.name,
        added_at: iso(source.added_at.timestamp_millis()),
        plays: plays_of(source.id),
        files: source.counts.files,
        read: source.counts.read,
        added: source.counts.added,
        already_known: source.counts.already_known,
        merged: source.counts.merged,
        set_aside: source
            .rejects
            .iter()
            .map(|reject| (&*reject.reason, reject.count))
            .collect(),
        first: source.span.map(|(first, _)| iso(first)),
        last: source.span.map(|(_, last)| iso(last)),
    });
    let json: Vec<_> = json.collect();
    if json.is_empty() {
        return Answer::to_question(
            &json,
            "Nothing was imported or recorded yet. Begin with: tonearm-cli import PATH",
        );
    }
    let mut table = TextTable::new(&[
        ("No.", Side::Right),
        ("What", Side::Left),
        ("Since", Side::Left),
        ("Plays", Side::Right),
        ("First", Side::Left),
        ("Last", Side::Left),
        ("Name", Side::Left),
    ]);
    for source in &overview.sources {
        let (what, name) = match source.kind {
            SourceKind::Live => ("recording", "what Spotify said was just played"),
            SourceKind::Import => ("import", source.name.as_str()),
        };
        table.row([
            source.id.to_string(),
            what.to_owned(),
            local(source.added_at.timestamp_millis(), zone),
            thousands(plays_of(source.id)),
            source.span.map(|(first, _)| day(first, zone)).unwrap_or_default(),
            source.span.map(|(_, last)| day(last, zone)).unwrap_or_default(),
            name.to_owned(),
        ]);
    }
    Answer::to_question(&json, table.text())
}

#[derive(Serialize)]
struct UndoJson<'a> {
    source: u32,
    name: &'a str,
    removed: u64,
    backups_changed: usize,
    backups_unreadable: &'a [String],
}

/// What to do with a recording, which no import brings back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OfRecording {
    Refuse,
    ForgetInArchive,
    ForgetEverywhere,
}

pub(super) fn undo(archive: &Archive, which: &str, of_recording: OfRecording, zone: Zone) -> Result<Answer, Failure> {
    let sources = archive.overview(zone)?.sources;
    let source = if which == "latest" {
        let latest = sources.iter().find(|source| source.kind == SourceKind::Import);
        latest.ok_or_else(|| Failure::new("no_such_source", "There is no import to undo."))?
    } else {
        let number = which
            .parse::<u32>()
            .map_err(|_| Failure::usage(format!("{which:?} is no number of a source, nor “latest”")))?;
        let named = sources.iter().find(|source| source.id == number);
        named.ok_or(StoreError::NoSuchSource(number))?
    };
    let recorded = source.kind == SourceKind::Live;
    if recorded && of_recording == OfRecording::Refuse {
        let message = format!(
            "Source {} is a recording, which no import brings back in full. To forget it all the same, add --forget-recording.",
            source.id
        );
        return Err(Failure::new("is_recording", message));
    }
    let forgotten = if recorded && of_recording == OfRecording::ForgetEverywhere {
        archive.forget(source.id)?
    } else {
        Forgotten {
            plays: archive.undo(source.id)?,
            ..Forgotten::default()
        }
    };
    let backups_changed = forgotten.backups.replaced + forgotten.backups.removed;
    let unreadable = &forgotten.backups.unreadable;
    let json = UndoJson {
        source: source.id,
        name: &source.name,
        removed: forgotten.plays,
        backups_changed,
        backups_unreadable: unreadable,
    };
    let name = if recorded {
        "the recording"
    } else {
        source.name.as_str()
    };
    let removed = several(forgotten.plays, "play", "plays");
    let mut text = format!("Took out {name}: {removed} went; what other sources tell of stayed.");
    if backups_changed > 0 {
        let backups = several(backups_changed as u64, "backup has", "backups have");
        text.push_str(&format!("\n{backups} these plays no more."));
    }
    if !unreadable.is_empty() {
        let names = unreadable.join(", ");
        text.push_str(&format!(
            "\nThese backups can't be read and may still have them; delete them by hand: {names}"
        ));
    }
    Answer::done(&json, text)
}
