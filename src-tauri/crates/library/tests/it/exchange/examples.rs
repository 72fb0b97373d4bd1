//! Single things that can happen between machines.

use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use library::{Archive, ExchangeError, Exchanged, ImportOptions, Zone, in_use};
use plays::{MachineId, Register, Stamp};
use remote::{Database, DatabaseAddress, Folder, Layout, Remote, RemoteError};
use serde_json::json;
use spotify::{AlbumRef, RecentPage, RecentPlay};
use tempfile::TempDir;

use super::super::server::{self, OWNER};

/// A folder as remote and machines around it.
struct Machines(TempDir);

impl Machines {
    fn new() -> Self {
        let machines = Self(tempfile::tempdir().unwrap());
        Folder::init(&machines.shared()).unwrap();
        machines
    }

    fn shared(&self) -> PathBuf {
        self.0.path().join("shared")
    }

    fn parts(&self) -> Vec<PathBuf> {
        let parts = fs::read_dir(self.shared().join("parts")).unwrap();
        let mut parts: Vec<PathBuf> = parts.map(|file| file.unwrap().path()).collect();
        parts.sort();
        parts
    }

    fn machine(&self, name: &str) -> Archive {
        let now: DateTime<Utc> = "2026-12-20T12:00:00Z".parse().unwrap();
        Archive::open(&self.0.path().join(name).join("archive.db"), Arc::new(move || now)).unwrap()
    }

    fn remote(&self, archive: &Archive) -> Remote {
        Remote::Folder(Folder::open(&self.shared(), archive.machine().unwrap()).unwrap())
    }

    fn try_exchange(&self, archive: &Archive) -> Result<Exchanged, ExchangeError> {
        archive.exchange(&mut self.remote(archive), ("", Zone::default()), &mut |_| {
            ControlFlow::Continue(())
        })
    }

    fn exchange(&self, archive: &Archive) -> Exchanged {
        self.try_exchange(archive).unwrap()
    }

    /// Imports a file with so many plays that is the same for all machines.
    fn import(&self, archive: &Archive, name: &str, plays: u32) -> u32 {
        let row = |number: u32| {
            json!({
                "ts": format!("2020-01-{:02}T12:00:00Z", 1 + number % 28),
                "ms_played": 180_000 + number,
                "master_metadata_track_name": format!("{name} {number}"),
                "master_metadata_album_artist_name": "Low",
                "master_metadata_album_album_name": "Trust",
                "spotify_track_uri": format!("spotify:track:{number:022}"),
            })
        };
        let rows: Vec<_> = (0..plays).map(row).collect();
        let path = self.0.path().join(name);
        fs::write(&path, serde_json::to_string(&rows).unwrap()).unwrap();
        let report = archive.import(&[path], ImportOptions::default(), &mut |_| ControlFlow::Continue(()));
        report.unwrap().source.unwrap()
    }
}

/// Plays of one track that ended at these minutes of a day.
fn page(minutes: &[i64]) -> RecentPage {
    let begin: DateTime<Utc> = "2026-12-01T00:00:00Z".parse().unwrap();
    let play = |minute: &i64| RecentPlay {
        track: spotify::Track {
            id: "4uLU6hMCjMI75M1A2tKUQC".parse().unwrap(),
            name: "Canada".to_owned(),
            artists: Vec::new(),
            album: AlbumRef {
                id: None,
                name: "Trust".to_owned(),
                artists: Vec::new(),
                images: Vec::new(),
            },
            duration_ms: 180_000,
            isrc: None,
        },
        played_at: begin + chrono::Duration::minutes(*minute),
    };
    RecentPage {
        plays: minutes.iter().rev().map(play).collect(),
    }
}

#[test]
fn what_one_machine_records_is_missing_on_no_other() {
    let machines = Machines::new();
    let (laptop, desktop) = (machines.machine("laptop"), machines.machine("desktop"));
    laptop.record("robin", &page(&[0, 5])).unwrap();
    desktop.record("robin", &page(&[0, 5, 10, 15])).unwrap();
    desktop.record("robin", &page(&[15, 20, 2_000])).unwrap();
    // The laptop was off for more than a page.
    laptop.record("robin", &page(&[2_000, 2_005])).unwrap();
    assert_eq!(laptop.open_gaps().unwrap().len(), 1);

    machines.exchange(&desktop);
    let exchanged = machines.exchange(&laptop);
    assert_eq!((exchanged.plays, laptop.count().unwrap()), (3, 7));
    assert_eq!(laptop.open_gaps().unwrap(), []);
    machines.exchange(&desktop);
    assert_eq!((desktop.count().unwrap(), desktop.open_gaps().unwrap()), (7, vec![]));
}

#[test]
fn a_file_that_two_machines_imported_is_undone_on_both_by_one() {
    let machines = Machines::new();
    let (laptop, desktop) = (machines.machine("laptop"), machines.machine("desktop"));
    machines.import(&laptop, "a.json", 10);
    let of_desktop = machines.import(&desktop, "a.json", 10);
    machines.exchange(&laptop);
    machines.exchange(&desktop);
    machines.exchange(&laptop);
    assert_eq!((laptop.count().unwrap(), desktop.count().unwrap()), (10, 10));

    assert_eq!(desktop.undo(of_desktop).unwrap(), 10);
    machines.exchange(&desktop);
    assert_eq!(machines.exchange(&laptop).undone, 2);
    assert_eq!((laptop.count().unwrap(), desktop.count().unwrap()), (0, 0));
    assert_eq!(machines.parts(), Vec::<PathBuf>::new());

    // The same file once more is a new import.
    machines.import(&laptop, "a.json", 10);
    machines.exchange(&laptop);
    assert_eq!(machines.exchange(&desktop).plays, 10);
}

#[test]
fn an_undone_import_that_a_backup_brings_back_comes_back_everywhere() {
    let machines = Machines::new();
    let (laptop, desktop) = (machines.machine("laptop"), machines.machine("desktop"));
    let source = machines.import(&laptop, "a.json", 10);
    machines.exchange(&laptop);
    machines.exchange(&desktop);
    let backup = laptop.back_up().unwrap();
    laptop.undo(source).unwrap();
    machines.exchange(&laptop);
    assert_eq!(machines.exchange(&desktop).plays, -10);

    laptop.restore(&backup.name).unwrap();
    assert_eq!(laptop.count().unwrap(), 10);
    machines.exchange(&laptop);
    assert_eq!(machines.exchange(&desktop).plays, 10);
}

#[test]
fn the_history_of_somebody_else_is_refused_and_nothing_is_mixed() {
    let machines = Machines::new();
    let (robins, kims) = (machines.machine("robin"), machines.machine("kim"));
    robins.record("robin", &page(&[0])).unwrap();
    kims.record("kim", &page(&[100])).unwrap();
    machines.exchange(&robins);
    assert!(matches!(
        machines.try_exchange(&kims),
        Err(ExchangeError::AnotherListener)
    ));
    assert_eq!(kims.count().unwrap(), 1);
    assert_eq!(machines.exchange(&robins).plays, 0);
}

#[test]
fn a_machine_that_never_signed_in_counts_what_its_listeners_other_machine_records() {
    let machines = Machines::new();
    let (laptop, new) = (machines.machine("laptop"), machines.machine("new"));
    laptop.record("robin", &page(&[0, 5])).unwrap();
    machines.exchange(&laptop);
    assert_eq!(machines.exchange(&new).plays, 2);
}

#[test]
fn a_damaged_file_is_replaced_by_whoever_has_its_rows_and_named_by_the_others() {
    let machines = Machines::new();
    let (laptop, desktop) = (machines.machine("laptop"), machines.machine("desktop"));
    machines.import(&laptop, "a.json", 300);
    machines.exchange(&laptop);
    let [part] = &machines.parts()[..] else {
        panic!("there is one file")
    };
    let mut bytes = fs::read(part).unwrap();
    let middle = bytes.len() / 3;
    bytes[middle..middle + 64].fill(0x5A);
    fs::write(part, bytes).unwrap();

    let exchanged = machines.exchange(&desktop);
    assert!(
        exchanged.plays == 0 || !exchanged.mismatches.is_empty(),
        "{exchanged:?}"
    );
    machines.exchange(&laptop);
    machines.exchange(&desktop);
    assert_eq!(desktop.count().unwrap(), 300);
    assert_eq!(machines.exchange(&laptop).mismatches, Vec::<String>::new());
}

#[test]
fn copies_that_another_program_made_of_files_are_read_by_what_is_in_them() {
    let machines = Machines::new();
    let (laptop, desktop) = (machines.machine("laptop"), machines.machine("desktop"));
    laptop.record("robin", &page(&[0, 5])).unwrap();
    machines.exchange(&laptop);
    let older = fs::read(&machines.parts()[0]).unwrap();
    laptop.record("robin", &page(&[5, 10])).unwrap();
    machines.exchange(&laptop);
    let newer = machines.parts().remove(0);
    in_use::rename(&newer, &newer.with_file_name("a (conflicted copy).parquet")).unwrap();
    fs::write(machines.shared().join("parts").join("b.sync-conflict-1.parquet"), older).unwrap();
    fs::write(
        machines.shared().join("parts").join(".tonearm-1.parquet"),
        "half a file",
    )
    .unwrap();

    assert_eq!(machines.exchange(&desktop).plays, 3);
    let is_hidden = |part: &&PathBuf| part.file_name().unwrap().to_str().unwrap().starts_with('.');
    assert_eq!(machines.parts().iter().filter(|part| !is_hidden(part)).count(), 1);
}

#[test]
fn an_empty_folder_is_no_empty_remote() {
    let machines = Machines::new();
    let laptop = machines.machine("laptop");
    fs::remove_dir_all(machines.shared()).unwrap();
    fs::create_dir(machines.shared()).unwrap();
    let opened = Folder::open(&machines.shared(), laptop.machine().unwrap());
    let why = opened.unwrap_err();
    assert!(matches!(why, RemoteError::NotSetUp(_)));
    assert!(why.to_string().contains("drive is connected"), "{why}");
}

#[test]
fn a_copied_disk_goes_by_a_new_name_and_both_go_on_recording() {
    let machines = Machines::new();
    let laptop = machines.machine("laptop");
    laptop.record("robin", &page(&[0])).unwrap();
    machines.exchange(&laptop);
    let copied = machines.0.path().join("copy").join("archive.db");
    fs::create_dir_all(copied.parent().unwrap()).unwrap();
    laptop.export(library::ExportFormat::Sqlite, &copied).unwrap();
    let copy = machines.machine("copy");
    assert_eq!(copy.machine().unwrap(), laptop.machine().unwrap());

    laptop.record("robin", &page(&[0, 5])).unwrap();
    copy.record("robin", &page(&[0, 7])).unwrap();
    machines.exchange(&laptop);
    machines.exchange(&copy);
    assert_ne!(copy.machine().unwrap(), laptop.machine().unwrap());
    machines.exchange(&laptop);
    assert_eq!((laptop.count().unwrap(), copy.count().unwrap()), (3, 3));
    assert_eq!(machines.exchange(&laptop).machines.len(), 2);
}

#[test]
fn what_a_copied_disk_recorded_before_anybody_noticed_has_its_gaps_everywhere() {
    let machines = Machines::new();
    let laptop = machines.machine("laptop");
    machines.exchange(&laptop);
    let copied = machines.0.path().join("copy").join("archive.db");
    fs::create_dir_all(copied.parent().unwrap()).unwrap();
    laptop.export(library::ExportFormat::Sqlite, &copied).unwrap();
    let copy = machines.machine("copy");
    copy.record("robin", &page(&[0])).unwrap();
    copy.record("robin", &page(&[2_000])).unwrap();
    assert_eq!(copy.open_gaps().unwrap().len(), 1);

    machines.exchange(&laptop);
    machines.exchange(&copy);
    machines.exchange(&laptop);
    assert_eq!(laptop.open_gaps().unwrap(), copy.open_gaps().unwrap());
    assert_eq!(laptop.open_gaps().unwrap().len(), 1);
}

#[test]
fn what_a_newer_program_decided_is_kept_for_machines_that_know_it() {
    let machines = Machines::new();
    let (laptop, desktop) = (machines.machine("laptop"), machines.machine("desktop"));
    let decision = Register {
        kind: "told_apart".to_owned(),
        key: "two plays".to_owned(),
        stamp: Stamp {
            counter: 9,
            machine: MachineId([7; 16]),
        },
        value: Some("{}".to_owned()),
    };
    machines
        .remote(&laptop)
        .put_registers(std::slice::from_ref(&decision))
        .unwrap();
    machines.exchange(&laptop);
    fs::remove_dir_all(machines.shared()).unwrap();
    Folder::init(&machines.shared()).unwrap();
    machines.exchange(&laptop);
    machines.exchange(&desktop);

    let mut remote = machines.remote(&desktop);
    let buckets: Vec<_> = remote.manifest().unwrap().registers.into_keys().collect();
    assert!(remote.registers(&buckets).unwrap().contains(&decision));
}

#[test]
fn a_remote_that_lost_everything_gets_everything_again() {
    let machines = Machines::new();
    let laptop = machines.machine("laptop");
    machines.import(&laptop, "a.json", 20);
    laptop.record("robin", &page(&[0, 5])).unwrap();
    machines.exchange(&laptop);
    for part in machines.parts() {
        fs::remove_file(part).unwrap();
    }
    let exchanged = machines.exchange(&laptop);
    assert_eq!(
        (exchanged.rows_sent, exchanged.plays, laptop.count().unwrap()),
        (22, 0, 22)
    );
}

/// Exchanges with a database, by the days of this zone.
fn exchange_in(zone: &str, archive: &Archive, address: &DatabaseAddress) {
    let database = Database::connect(address, None).unwrap();
    let remote = database.open(archive.machine().unwrap(), None).unwrap();
    let watch = &mut |_| ControlFlow::Continue(());
    archive
        .exchange(
            &mut Remote::Postgres(Box::new(remote)),
            ("", zone.parse().unwrap()),
            watch,
        )
        .unwrap();
}

#[test]
fn what_one_machine_has_published_no_other_publishes_again_whatever_its_zone() {
    let Some(server) = server::server() else { return };
    let address = server.database_of(OWNER);
    let mut database = Database::connect(&address, None).unwrap();
    database.init(Layout::Plain).unwrap();
    database.add_listener("me").unwrap();
    let machines = Machines::new();
    let (laptop, desktop) = (machines.machine("laptop"), machines.machine("desktop"));
    // Which transaction wrote down what is published, and by the days of which zone.
    let published = || -> (String, String) {
        let sql = "SELECT xmin::text, published FROM tonearm.listener";
        let row = server.admin(&address.database).query_one(sql, &[]).unwrap();
        let state: String = row.get(1);
        (row.get(0), state.rsplit(' ').next().unwrap().to_owned())
    };

    machines.import(&laptop, "one.json", 9);
    exchange_in("UTC", &laptop, &address);
    let first = published();
    assert_eq!(first.1, "UTC");
    exchange_in("UTC", &desktop, &address);
    assert_eq!(published(), first, "the desktop knows the same");

    exchange_in("Asia/Tokyo", &desktop, &address);
    let moved = published();
    assert_eq!(moved.1, "Asia/Tokyo");
    exchange_in("UTC", &laptop, &address);
    exchange_in("Asia/Tokyo", &desktop, &address);
    assert_eq!(published(), moved, "it has been by the laptop's days once");

    machines.import(&laptop, "two.json", 12);
    exchange_in("UTC", &laptop, &address);
    assert_eq!(published().1, "UTC", "there is something new");
}
