//! An archive with an older schema is brought up to date: after a backup, and completely or not at all, also when the program is
//! killed.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use store::{BackupReason, Retention, Store};

use crate::archive_folder::{ArchiveFolder, assert_intact, ends, now};

const PLAYS: usize = 4_000;
/// How often the program is killed, unless `TONEARM_KILLS` says otherwise.
const USUAL_KILLS: u32 = 7;

/// The migrations of every release, in their order.
const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/1-plays.sql"),
    include_str!("../../migrations/2-rankings.sql"),
    include_str!("../../migrations/3-namings.sql"),
    include_str!("../../migrations/4-recount.sql"),
    include_str!("../../migrations/5-begin-only.sql"),
    include_str!("../../migrations/6-view-for-older-sqlite.sql"),
    include_str!("../../migrations/7-genres.sql"),
    include_str!("../../migrations/8-machines.sql"),
    include_str!("../../migrations/9-decisions-about-plays.sql"),
];

/// An archive with the first schema.
pub(crate) fn first_schema() -> ArchiveFolder {
    older_schema(1)
}

/// An archive with the schema of this number.
fn older_schema(number: usize) -> ArchiveFolder {
    let folder = ArchiveFolder::new();
    let connection = Connection::open(folder.archive()).unwrap();
    connection.pragma_update(None, "journal_mode", "WAL").unwrap();
    connection.execute_batch(MIGRATIONS[0]).unwrap();
    connection.pragma_update(None, "application_id", 0x544F_4E45).unwrap();
    connection
        .execute_batch(&format!(
            "BEGIN;
             INSERT INTO album (id, name, artist) VALUES (1, 'Harbour', 'Ada');
             INSERT INTO track (id, uri, kind, name, artist, told_name, album, named_at)
                VALUES (1, 'spotify:track:0000000000000000000001', 0, 'Tide', 'Ada', 'Tide', 1, 0);
             INSERT INTO circumstance (id) VALUES (1);
             INSERT INTO source (id, kind, name, added_at) VALUES (1, 'live', 'robin', 0);
             WITH RECURSIVE at (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM at WHERE n < {PLAYS})
             INSERT INTO play SELECT 1600000000000 + n * 200000, 1, 180000, 0, 1, 1, 1 FROM at;
             COMMIT;"
        ))
        .unwrap();
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    for migration in &MIGRATIONS[1..number] {
        connection
            .execute_batch(&format!("BEGIN; {migration} COMMIT;"))
            .unwrap();
    }
    connection.pragma_update(None, "user_version", number as i64).unwrap();
    drop(connection);
    folder
}

pub(crate) fn schema_of(folder: &ArchiveFolder) -> i64 {
    let connection = Connection::open(folder.archive()).unwrap();
    connection
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap()
}

#[test]
fn an_older_archive_is_brought_up_to_date_after_a_backup() {
    let folder = first_schema();
    let store = folder.store();
    assert_eq!(ends(&store).len(), PLAYS);
    assert_intact(&store);
    let backups = store.backups().unwrap();
    assert_eq!(
        backups.iter().map(|backup| backup.reason).collect::<Vec<_>>(),
        [BackupReason::BeforeUpdate]
    );
    let copy = ArchiveFolder::new();
    std::fs::copy(folder.beside("backups").join(&backups[0].name), copy.archive()).unwrap();
    assert_eq!(schema_of(&copy), 1);
    assert!(schema_of(&folder) > 1);
    drop(store);
    assert_eq!(folder.store().backups().unwrap().len(), 1, "once is enough");
}

#[test]
fn an_older_backup_is_brought_up_to_date_without_a_backup_of_itself() {
    let folder = first_schema();
    let store = folder.store();
    let old = store.backups().unwrap().remove(0);
    store
        .restore(&old.name, now(), |_| Ok::<_, store::StoreError>(()))
        .unwrap();
    assert_eq!(ends(&store).len(), PLAYS);
    assert_intact(&store);
    let why: Vec<_> = store
        .backups()
        .unwrap()
        .into_iter()
        .map(|backup| backup.reason)
        .collect();
    assert_eq!(why.len(), 2);
    assert!(why.contains(&BackupReason::BeforeRestore));
}

/// Not a test by itself: the next test starts it as a process and kills that.
#[test]
fn victim() {
    let Some(path) = std::env::var_os("TONEARM_VICTIM") else {
        return;
    };
    println!("\nbegun");
    Store::open(path.as_ref(), now()).unwrap();
}

fn start_victim(folder: &ArchiveFolder) -> (std::process::Child, impl Sized) {
    let mut victim = Command::new(std::env::current_exe().unwrap())
        .args(["migration::victim", "--exact", "--nocapture"])
        .env("TONEARM_VICTIM", folder.archive())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut output = BufReader::new(victim.stdout.take().unwrap());
    let mut line = String::new();
    while line.trim() != "begun" {
        line.clear();
        assert!(output.read_line(&mut line).unwrap() > 0, "it ended before it began");
    }
    (victim, output)
}

#[test]
fn killed_on_the_way_it_is_of_the_old_or_the_new_release() {
    let kills = std::env::var("TONEARM_KILLS")
        .ok()
        .and_then(|wanted| wanted.parse().ok());
    for number in 1..MIGRATIONS.len() {
        println!("{}", kill_on_the_way_from(number, kills.unwrap_or(USUAL_KILLS)));
    }
}

/// Returns what happened, in a line.
fn kill_on_the_way_from(schema: usize, kills: u32) -> String {
    let old = older_schema(schema);
    let mut times: Vec<Duration> = (0..3)
        .map(|_| {
            let folder = old.copy();
            let (mut victim, _output) = start_victim(&folder);
            let began = Instant::now();
            assert!(victim.wait().unwrap().success());
            began.elapsed()
        })
        .collect();
    times.sort();
    let (mut alive, mut unchanged) = (0, 0);
    for number in 0..kills {
        let folder = old.copy();
        let (mut victim, _output) = start_victim(&folder);
        // Spread evenly however many there are, the same in every run.
        let share = (0.5 + f64::from(number) * 0.618_033_988_75).fract();
        std::thread::sleep(times[1].mul_f64(share));
        alive += u32::from(victim.try_wait().unwrap().is_none());
        victim.kill().unwrap();
        victim.wait().unwrap();

        let found = schema_of(&folder.copy());
        if found == schema as i64 {
            unchanged += 1;
        } else {
            assert!(found > schema as i64, "{found} is older than {schema}");
            let names: Vec<_> = folder.files().into_keys().collect();
            assert!(names.iter().any(|name| name.ends_with("before-update.db")), "{names:?}");
        }
        let store = folder.store();
        assert_eq!(ends(&store).len(), PLAYS);
        assert_intact(&store);
        let newest = store.backups().unwrap().into_iter().next();
        assert!(newest.is_some());
        assert_eq!(store.newest_good_backup(None).unwrap(), newest);
        store.back_up(BackupReason::Asked, now(), Retention::Tiers).unwrap();
        let names: Vec<_> = folder.files().into_keys().collect();
        assert!(!names.iter().any(|name| name.contains(".part")), "{names:?}");
    }
    assert!(alive > kills / 8, "only {alive} of {kills} were alive");
    format!(
        "migration from {schema} takes {:?}: {alive} of {kills} killed alive, {unchanged} unchanged",
        times[1]
    )
}
