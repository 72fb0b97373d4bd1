//! An archive that version 0.1 wrote opens as it is, and everything in it is found.

use std::{fs, ops::ControlFlow, path::Path};

use rusqlite::Connection;
use serde_json::{Value, json};
use store::{GapKind, HiddenTarget, Store};

use crate::archive_folder::{ArchiveFolder, now};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/fixtures/v0.1");

fn old_archive() -> ArchiveFolder {
    let folder = ArchiveFolder::new();
    fs::copy(Path::new(FIXTURES).join("archive.db"), folder.archive()).unwrap();
    folder
}

fn expected() -> Value {
    serde_json::from_slice(&fs::read(Path::new(FIXTURES).join("archive.json")).unwrap()).unwrap()
}

#[test]
fn it_is_backed_up_then_migrated_and_passes_the_check() {
    let folder = old_archive();
    let store = folder.store();
    assert_eq!(store.backups().unwrap().len(), 1);
    let check = store.check().unwrap();
    assert_eq!(check.problems, Vec::<String>::new());
    let expected = expected();
    assert_eq!(
        json!([check.rows, check.plays]),
        json!([expected["rows"], expected["plays"]])
    );
    assert_eq!(json!(store.count().unwrap()), expected["plays"]);
}

#[test]
fn its_sources_and_hidden_things_are_found() {
    let folder = old_archive();
    let store = folder.store();
    let sources: Vec<Value> = store.sources().unwrap().iter().map(source).collect();
    assert_eq!(json!(sources), expected()["sources"]);
    let hidden: Vec<Value> = store
        .hidden()
        .unwrap()
        .iter()
        .map(|entry| json!([entry.id, target(&entry.target)]))
        .collect();
    assert_eq!(json!(hidden), expected()["hidden"]);
}

#[test]
fn its_evidence_is_of_every_provenance_and_every_kind() {
    let folder = old_archive();
    let store = folder.store();
    let mut provenances: Vec<String> = Vec::new();
    store
        .evidence(|row| {
            provenances.push(format!("{:?} {}", row.evidence.provenance, row.is_canonical));
            ControlFlow::Continue(())
        })
        .unwrap();
    provenances.sort();
    provenances.dedup();
    assert_eq!(
        provenances,
        [
            "Account false",
            "Account true",
            "Extended false",
            "Extended true",
            "Live false",
            "Live true"
        ]
    );
    let mut kinds: Vec<String> = store
        .catalogue()
        .unwrap()
        .tracks
        .iter()
        .map(|track| format!("{:?}", track.kind))
        .collect();
    kinds.sort();
    kinds.dedup();
    assert_eq!(kinds, ["Audiobook", "Music", "Podcast"]);
    // The gap that the import closed is still noted. Both are shorter than half a day.
    let kinds: Vec<GapKind> = store.gaps().unwrap().iter().map(|(_, gap)| gap.kind).collect();
    assert_eq!(kinds, [GapKind::MayBeMissing; 2]);
}

#[test]
fn every_row_is_told_by_the_names_of_its_track() {
    let folder = old_archive();
    let before = rows(
        &folder,
        "SELECT track.uri || ' ' || CASE witness WHEN 0 THEN track.name ELSE told_name END || ' ' || ended_at || ' ' ||
         ms_played || ' ' || witness || ' ' || source || ' ' || stands || ' ' ||
         CASE witness WHEN 0 THEN ms_played ELSE '-' END
         FROM play JOIN track ON track.id = play.track",
    );
    drop(folder.store());
    let after = rows(
        &folder,
        "SELECT track.uri || ' ' || naming.name || ' ' || ended_at || ' ' || ms_played || ' ' || witness || ' ' || source ||
         ' ' || stands || ' ' || coalesce(naming.length_ms, '-')
         FROM play JOIN track ON track.id = play.track JOIN naming ON naming.id = play.naming AND naming.track = track.id
         WHERE told_ms = CASE witness WHEN 0 THEN 0 ELSE ms_played END AND number = 0",
    );
    assert!(before.len() > 100);
    assert_eq!(before, after);
}

/// What a query answers, in order. The archive is not opened by the store for it, and so not migrated.
fn rows(folder: &ArchiveFolder, query: &str) -> Vec<Option<String>> {
    let connection = Connection::open(folder.archive()).unwrap();
    let mut select = connection.prepare(query).unwrap();
    let rows = select.query_map([], |row| row.get(0)).unwrap();
    let mut rows: Vec<Option<String>> = rows.collect::<Result<_, _>>().unwrap();
    rows.sort();
    rows
}

#[test]
fn its_schema_is_that_of_a_new_archive_to_the_letter() {
    let old = old_archive();
    drop(old.store());
    let new = ArchiveFolder::new();
    drop(new.store());
    assert_eq!(schema(&old), schema(&new));
}

fn schema(folder: &ArchiveFolder) -> Vec<(String, Option<String>)> {
    let connection = Connection::open(folder.archive()).unwrap();
    let mut select = connection
        .prepare("SELECT name, sql FROM sqlite_schema ORDER BY name")
        .unwrap();
    let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

fn source(source: &store::Source) -> Value {
    let rejects = source
        .rejects
        .iter()
        .map(|row| json!([row.reason, row.count, row.sample]));
    let refused = source
        .refused
        .iter()
        .map(|file| json!([file.file, file.code, file.why]));
    json!({
        "id": source.id,
        "name": source.name,
        "kind": format!("{:?}", source.kind),
        "addedAt": source.added_at.timestamp_millis(),
        "files": source.counts.files,
        "read": source.counts.read,
        "added": source.counts.added,
        "alreadyKnown": source.counts.already_known,
        "merged": source.counts.merged,
        "span": source.span,
        "rejects": rejects.collect::<Vec<_>>(),
        "refused": refused.collect::<Vec<_>>(),
    })
}

fn target(target: &HiddenTarget) -> Value {
    match target {
        HiddenTarget::Track(name) => json!(["track", name]),
        HiddenTarget::Album(name) => json!(["album", name]),
        HiddenTarget::Artist(name) => json!(["artist", name]),
        HiddenTarget::Time { from, to } => json!(["time", from, to]),
    }
}

#[test]
fn it_is_still_there_after_it_was_opened_closed_and_opened_again() {
    let folder = old_archive();
    let before: u64 = folder.store().count().unwrap();
    folder.store().checkpoint().unwrap();
    let again = Store::open(&folder.archive(), now()).unwrap();
    assert_eq!((again.damage, again.store.count().unwrap()), (None, before));
}

#[test]
fn two_machines_with_a_copy_of_it_call_its_sources_alike_and_themselves_not() {
    let copies = [old_archive(), old_archive()];
    let stores = [copies[0].store(), copies[1].store()];
    let keys = |store: &Store| -> Vec<_> { store.sources().unwrap().iter().map(|source| source.key).collect() };
    assert_eq!(keys(&stores[0]), keys(&stores[1]));
    assert!(!keys(&stores[0]).is_empty());
    let machines = [stores[0].machine().unwrap(), stores[1].machine().unwrap()];
    assert_ne!(machines[0], machines[1]);
    for (store, machine) in stores.iter().zip(machines) {
        assert!(store.sources().unwrap().iter().all(|source| source.machine == machine));
        // Every month with rows is to be read for the first exchange.
        let months = store.fingerprints().unwrap();
        assert!(!months.is_empty() && months.iter().all(|(_, sums)| sums.is_none()));
        let mut with_rows = std::collections::BTreeSet::new();
        store
            .evidence(|row| {
                with_rows.insert((row.source, store::month_of(row.evidence.ended_at.as_millis())));
                ControlFlow::Continue(())
            })
            .unwrap();
        assert!(months.iter().map(|(month, _)| month).eq(&with_rows));
    }
}
