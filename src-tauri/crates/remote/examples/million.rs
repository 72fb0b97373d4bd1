//! How long a million rows take to a database and back, beside a bare COPY of the same numbers. Give the URL of a database that has nothing
//! in it yet:
//!
//! ```sh
//! cargo run --release -p remote --example million -- postgres://me:password@localhost/empty
//! ```

#![allow(clippy::print_stdout, reason = "it is what it is for")]

use std::{error::Error, time::Instant};

use chrono::DateTime;
use plays::{
    Batch, Circumstance, Evidence, ImportedFiles, Item, ItemUri, Kind, MachineId, Part, PartContent, PartId, PlayedAt,
    Provenance, SourceKey,
};
use postgres::{Client, Config, NoTls, binary_copy::BinaryCopyInWriter, types::Type};
use remote::{Address, Database, DatabaseAddress, Host, Layout, Remote, item_digest, part_fingerprint};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

const ROWS: u32 = 1_000_000;
const ITEMS: u32 = 40_000;
const CIRCUMSTANCES: u32 = 2_000;

fn main() -> Outcome {
    let url = std::env::args().nth(1).ok_or("give the URL of an empty database")?;
    let (Address::Database(address), password) = Address::parse(&url)? else {
        return Err("give the URL of an empty database".into());
    };
    let part = part();
    bare_copy(&mut plain(&address, password.as_deref())?, &part)?;

    let mut database = Database::connect(&address, password.as_deref())?;
    database.init(Layout::Plain)?;
    let listener = database.add_listener("million")?.listener.id.to_string();
    let postgres = database.open(MachineId([1; 16]), Some(&listener))?;
    let mut remote = Remote::Postgres(Box::new(postgres));
    let sent = timed("sent", || remote.send(&part))?;
    timed("sent again, with nothing new", || remote.send(&part))?;
    let manifest = timed("manifest", || remote.manifest())?;
    let fetched = timed("fetched", || remote.fetch(part.id))?;
    let all_agree = [sent, manifest.parts[&part.id], part_fingerprint(&fetched)]
        .into_iter()
        .all(|fingerprint| fingerprint == part_fingerprint(&part));
    if all_agree {
        return Ok(());
    }
    Err("what came back is not what was sent".into())
}

fn timed<T, E>(what: &str, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let begun = Instant::now();
    let done = work();
    println!("{:8.2} s  {what}", begun.elapsed().as_secs_f64());
    done
}

fn part() -> Part {
    let item = |number: u32| Item {
        uri: ItemUri::of_spotify_track(&format!("{number:022}")),
        kind: Kind::Music,
        name: format!("Track {number}").into(),
        artist: format!("Artist {}", number / 10).into(),
        album: format!("Album {}", number / 12).into(),
        length_ms: None,
        isrc: None,
    };
    let circumstance = |number: u32| Circumstance {
        platform: Some(format!("Device {number}").into()),
        shuffle: Some(number.is_multiple_of(2)),
        ..Circumstance::default()
    };
    let row = |number: u32| Evidence {
        ended_at: PlayedAt::from_millis(1_300_000_000_000 + i64::from(number) * 300_007),
        // Neighbours differ, as in a history.
        item: number.wrapping_mul(2_654_435_761) % ITEMS,
        told_ms: number % 300_000,
        circumstance: number / 500 % CIRCUMSTANCES,
        number: 0,
        provenance: Provenance::Extended,
        times: Provenance::Extended.times(),
    };
    Part {
        id: PartId {
            source: SourceKey([1; 16]),
            month: None,
        },
        machine: MachineId([1; 16]),
        added_at: DateTime::UNIX_EPOCH,
        content: PartContent::Import {
            files: ImportedFiles {
                name: "million".to_owned(),
                sha256: [0; 32],
                files: 1,
                rows: ROWS.into(),
                rejects: Vec::new(),
                refused: Vec::new(),
            },
            added: 0,
            merged: 0,
        },
        batch: Batch {
            items: (0..ITEMS).map(item).collect(),
            circumstances: (0..CIRCUMSTANCES).map(circumstance).collect(),
            evidence: (0..ROWS).map(row).collect(),
            ..Batch::default()
        },
    }
}

fn plain(address: &DatabaseAddress, password: Option<&str>) -> Outcome<Client> {
    let mut config = Config::new();
    match &address.host {
        Host::Network(name) => config.host(name),
        Host::Socket(folder) => config.host(&folder.to_string_lossy()),
    };
    config.port(address.port).user(&address.user).dbname(&address.database);
    config.password(password.unwrap_or_default());
    Ok(config.connect(NoTls)?)
}

/// The same numbers to a table without an index and back.
fn bare_copy(client: &mut Client, part: &Part) -> Outcome {
    let digests: Vec<_> = part
        .batch
        .items
        .iter()
        .map(|item| uuid::Uuid::from_bytes(item_digest(item)))
        .collect();
    let kinds = [
        Type::UUID,
        Type::INT4,
        Type::INT8,
        Type::UUID,
        Type::UUID,
        Type::INT8,
        Type::INT2,
        Type::BOOL,
        Type::INT4,
        Type::INT8,
    ];
    let names: Vec<String> = (kinds.iter().zip(0..))
        .map(|(kind, at)| format!("c{at} {}", kind.name()))
        .collect();
    client.batch_execute(&format!("CREATE TEMPORARY TABLE bare ({})", names.join(", ")))?;
    timed("bare COPY in", || -> Outcome {
        let writer = client.copy_in("COPY bare FROM STDIN (FORMAT BINARY)")?;
        let mut writer = BinaryCopyInWriter::new(writer, &kinds);
        let source = uuid::Uuid::from_bytes(part.id.source.0);
        for row in &part.batch.evidence {
            let naming = digests[row.item as usize];
            let (ended_at, told_ms) = (row.ended_at.as_millis(), i64::from(row.told_ms));
            writer.write(&[
                &source,
                &i32::MIN,
                &ended_at,
                &naming,
                &naming,
                &told_ms,
                &2_i16,
                &false,
                &0_i32,
                &ended_at,
            ])?;
        }
        writer.finish()?;
        Ok(())
    })?;
    timed("bare COPY out", || -> Outcome {
        let mut reader = client.copy_out("COPY bare TO STDOUT (FORMAT BINARY)")?;
        std::io::copy(&mut reader, &mut std::io::sink())?;
        Ok(())
    })
}
