//! How rows may lie on disks and servers, and what stays the same whatever they do.

use plays::MachineId;
use remote::{Database, Layout, Postgres, Remote, RemoteError, part_fingerprint};

use crate::{
    history::{import, recording, said, some_of, undone},
    place::{Place, user},
    server::{OWNER, another, server},
};

#[test]
fn a_layout_lasts_and_setting_up_again_changes_nothing() {
    let Some(server) = server() else { return };
    let address = server.database_of(OWNER);
    let mut database = Database::connect(&address, None).unwrap();
    let first = database.init(Layout::Partitioned).unwrap();
    assert_eq!(database.init(Layout::Plain).unwrap(), first);
    let sql =
        "SELECT count(*) FROM pg_inherits WHERE inhparent IN ('tonearm.evidence'::regclass, 'tonearm.play'::regclass)";
    let partitions: i64 = server.admin(&address.database).query_one(sql, &[]).unwrap().get(0);
    assert_eq!(partitions, 32);
}

#[test]
fn a_cluster_that_is_none_is_named() {
    let Some(server) = server() else { return };
    let address = server.database_of(OWNER);
    let refused = Database::connect(&address, None).unwrap().init(Layout::Citus);
    assert!(matches!(refused, Err(RemoteError::NoExtension("citus"))), "{refused:?}");
}

/// As whoever looks after the servers does it by hand: each partition of the evidence lies on the other one.
fn on_two_servers() -> Option<Place> {
    let (near, far) = (server()?, another()?);
    let address = near.database_of(OWNER);
    let mut database = Database::connect(&address, None).unwrap();
    database.init(Layout::Partitioned).unwrap();
    database.add_listener("me").unwrap();
    let elsewhere = far.database_of(OWNER);
    let (mut near, mut far_admin) = (near.admin(&address.database), far.admin(&elsewhere.database));
    near.batch_execute(&format!(
        "CREATE EXTENSION postgres_fdw;
         CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '{}', port '{}', dbname '{}');
         CREATE USER MAPPING FOR {OWNER} SERVER far OPTIONS (user '{OWNER}')",
        far.socket(),
        far.port,
        elsewhere.database
    ))
    .unwrap();
    far_admin.batch_execute("CREATE SCHEMA tonearm").unwrap();
    for number in 0..16 {
        far_admin
            .batch_execute(&format!(
                "CREATE TABLE tonearm.evidence_{number} (
                     listener uuid, source uuid, month integer, ended_at bigint, naming uuid, circumstance uuid, told_ms bigint,
                     provenance smallint, begin_only boolean, number integer, mark bigint NOT NULL,
                     PRIMARY KEY (listener, source, month, ended_at, naming, circumstance, told_ms, provenance, begin_only, number)
                 )"
            ))
            .unwrap();
    }
    // A table with partitions elsewhere can't have a key of its own; theirs are enough.
    near.batch_execute("ALTER TABLE tonearm.evidence DROP CONSTRAINT evidence_pkey")
        .unwrap();
    for number in 0..16 {
        near.batch_execute(&format!(
            "DROP TABLE tonearm.evidence_{number};
             CREATE FOREIGN TABLE tonearm.evidence_{number} PARTITION OF tonearm.evidence
                 FOR VALUES WITH (MODULUS 16, REMAINDER {number})
                 SERVER far OPTIONS (schema_name 'tonearm', table_name 'evidence_{number}')"
        ))
        .unwrap();
    }
    Some(Place::Database {
        address,
        listener: "me".to_owned(),
    })
}

#[test]
fn rows_may_lie_on_another_server() {
    let Some(place) = on_two_servers() else { return };
    let rows: Vec<(i64, u32)> = (0..6_000).map(|at| (at, 1)).collect();
    let (large, month) = (import(2, &rows), recording(1, 600, &[1, 2, 3, 4]));
    let mut remote = place.open(1);
    assert_eq!(remote.send(&large).unwrap(), part_fingerprint(&large));
    assert_eq!(remote.send(&large).unwrap(), part_fingerprint(&large), "again");
    remote.send(&some_of(&month, |row| row < 2)).unwrap();
    assert_eq!(
        remote.send(&some_of(&month, |row| row > 0)).unwrap(),
        part_fingerprint(&month)
    );
    assert_eq!(said(&remote.fetch(large.id).unwrap()), said(&large));

    let tampered = "UPDATE tonearm.evidence SET told_ms = 77 WHERE month = 600 AND ended_at = 2";
    assert_eq!(place.admin().execute(tampered, &[]).unwrap(), 1);
    assert_eq!(remote.fetch(month.id).unwrap().batch.evidence.len(), 3);
    assert_eq!(remote.send(&month).unwrap(), part_fingerprint(&month));
    assert_eq!(said(&remote.fetch(month.id).unwrap()), said(&month));

    remote.put_registers(&[undone(2)]).unwrap();
    assert_eq!(remote.manifest().unwrap().parts.keys().collect::<Vec<_>>(), [&month.id]);
    let left = place
        .admin()
        .query_one("SELECT count(*) FROM tonearm.evidence", &[])
        .unwrap();
    assert_eq!(left.get::<_, i64>(0), 4);
}

#[test]
fn an_owner_who_may_not_make_roles_does_without() {
    let Some(server) = another() else {
        println!("skipped: no PostgreSQL server is installed here");
        return;
    };
    let address = server.database_of(&user());
    let mut database = Database::connect(&address, None).unwrap();
    assert!(!database.init(Layout::Plain).unwrap().has_roles);
    assert!(!database.add_listener("me").unwrap().has_role);
    let mut remote = Remote::Postgres(Box::new(
        Postgres::open(&address, None, MachineId([1; 16]), None).unwrap(),
    ));
    let part = import(2, &[(1, 2)]);
    assert_eq!(remote.send(&part).unwrap(), part_fingerprint(&part));
    assert_eq!(said(&remote.fetch(part.id).unwrap()), said(&part));
}
