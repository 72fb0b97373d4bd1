//! Two listeners in one database, who see nothing of each other, tried in SQL by users as they would be in earnest.

use plays::MachineId;
use postgres::{Client, error::SqlState};
use remote::{Database, DatabaseAddress, Layout, Listener, Postgres, Publisher, Remote, RemoteError, part_fingerprint};

use crate::{
    history::{import, recording, register, said},
    place::user,
    publishing::{catalogue, month, plays},
    server::{OWNER, Server, server},
};

struct World {
    server: &'static Server,
    address: DatabaseAddress,
    /// Each with a user who may write.
    listeners: [(Listener, String); 2],
}

/// Two listeners who both have something in every table.
fn world(layout: Layout) -> Option<World> {
    let server = server()?;
    let address = server.database_of(OWNER);
    let mut database = Database::connect(&address, None).unwrap();
    assert!(database.init(layout).unwrap().has_roles);
    let listeners = ["Alan", "Mimi"].map(|name| {
        let listener = database.add_listener(name).unwrap().listener;
        let user = user();
        server.add_user(&user, &format!("IN ROLE {}, tonearm_writer", listener.id.role()));
        (listener, user)
    });
    let world = World {
        server,
        address,
        listeners,
    };
    for (_, user) in &world.listeners {
        let mut remote = world.open(user);
        remote.send(&import(2, &[(1, 2), (3, 4)])).unwrap();
        remote
            .put_registers(&[
                register("hidden", "key", 1, 1, Some("value")),
                register("gaps", &"02".repeat(16), 1, 1, Some(r#"[[1, 2, "missing"]]"#)),
                register(
                    "rankings",
                    "0018262 me tracks short_term",
                    0,
                    0,
                    Some(r#"[["uri", "name"]]"#),
                ),
            ])
            .unwrap();
        remote
            .announce(&remote::Machine {
                id: MachineId([1; 16]),
                name: "Laptop".into(),
                exchanges: 1,
                last_at: chrono::DateTime::UNIX_EPOCH,
            })
            .unwrap();
        let Remote::Postgres(mut postgres) = remote else {
            panic!()
        };
        let publisher = Publisher {
            machine: MachineId([1; 16]),
            rules: 1,
        };
        postgres
            .publish(&catalogue(), &[month(608, plays())], publisher)
            .unwrap();
    }
    Some(world)
}

impl World {
    fn open(&self, user: &str) -> Remote {
        let address = self.server.address(user, &self.address.database);
        Remote::Postgres(Box::new(
            Postgres::open(&address, None, MachineId([1; 16]), None).unwrap(),
        ))
    }

    fn client(&self, user: &str) -> Client {
        self.server.client(user, &self.address.database)
    }

    /// Tables and views, or only tables, that have listeners; without partitions.
    fn relations(&self, kinds: &str) -> Vec<String> {
        let sql =
            "SELECT relname::text FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'listener'
            WHERE relnamespace = 'tonearm'::regnamespace AND relkind = ANY (string_to_array($1, NULL)::\"char\"[])
                AND NOT relispartition";
        let rows = self.server.admin(&self.address.database).query(sql, &[&kinds]).unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }

    /// Everything that is there of a listener.
    fn everything_of(&self, listener: &Listener) -> Vec<String> {
        let mut admin = self.server.admin(&self.address.database);
        let mut all = Vec::new();
        for table in self.relations("rp") {
            let sql = format!(
                "SELECT to_jsonb(t)::text FROM tonearm.{table} t WHERE listener = '{}' ORDER BY 1",
                listener.id
            );
            all.extend(
                admin
                    .query(&sql, &[])
                    .unwrap()
                    .iter()
                    .map(|row| format!("{table} {}", row.get::<_, &str>(0))),
            );
        }
        all
    }
}

fn count(client: &mut Client, relation: &str, condition: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM tonearm.{relation} WHERE {condition}");
    client.query_one(&sql, &[]).unwrap().get(0)
}

/// Whether the server says that the user may not.
fn is_forbidden(done: Result<u64, postgres::Error>) -> bool {
    done.is_err_and(|why| why.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE))
}

#[test]
fn nobody_sees_what_another_has_in_any_table_or_view() {
    for layout in [Layout::Plain, Layout::Partitioned] {
        let Some(world) = world(layout) else { return };
        let relations = world.relations("rpv");
        assert!(relations.len() >= 20, "{relations:?}");
        for ((me, user), (other, _)) in [
            (&world.listeners[0], &world.listeners[1]),
            (&world.listeners[1], &world.listeners[0]),
        ] {
            let reader = self::user();
            world
                .server
                .add_user(&reader, &format!("IN ROLE {}, tonearm_reader", me.id.role()));
            for user in [user, &reader] {
                let mut client = world.client(user);
                for relation in &relations {
                    let mine = count(&mut client, relation, &format!("listener = '{}'", me.id));
                    assert!(mine > 0, "{relation} has something of {user}");
                    assert_eq!(
                        count(&mut client, relation, &format!("listener <> '{}'", me.id)),
                        0,
                        "{relation}"
                    );
                    assert_eq!(
                        count(&mut client, relation, &format!("listener = '{}'", other.id)),
                        0,
                        "{relation}"
                    );
                }
            }
        }
    }
}

#[test]
fn nobody_changes_what_another_has_in_any_table() {
    let Some(world) = world(Layout::Plain) else { return };
    let [(me, user), (other, _)] = &world.listeners;
    let before = world.everything_of(other);
    let mut client = world.client(user);
    for table in world.relations("rp") {
        let moved = format!(
            "UPDATE tonearm.{table} SET listener = '{}' WHERE listener = '{}'",
            other.id, me.id
        );
        assert!(is_forbidden(client.execute(&moved, &[])), "{table} is given away");
        let added = format!(
            "INSERT INTO tonearm.{table} SELECT (jsonb_populate_record(t, jsonb_build_object('listener', '{}'))).* FROM tonearm.{table} t",
            other.id
        );
        assert!(is_forbidden(client.execute(&added, &[])), "{table} is added to");
        let removed = format!("DELETE FROM tonearm.{table} WHERE listener = '{}'", other.id);
        let removed = client.execute(&removed, &[]);
        assert!(
            matches!(removed, Ok(0)) || is_forbidden(removed),
            "{table} is removed from"
        );
    }
    assert_eq!(world.everything_of(other), before);
}

#[test]
fn a_listener_exchanges_beside_another_with_the_same_sources() {
    let Some(world) = world(Layout::Partitioned) else {
        return;
    };
    let [(_, mine), (_, theirs)] = &world.listeners;
    let (part, month) = (import(2, &[(1, 2), (3, 4), (5, 6)]), recording(1, 600, &[1, 2]));
    let mut remote = world.open(mine);
    for part in [&part, &month] {
        assert_eq!(remote.send(part).unwrap(), part_fingerprint(part));
        assert_eq!(said(&remote.fetch(part.id).unwrap()), said(part));
    }
    remote.put_registers(&[crate::history::undone(2)]).unwrap();
    let theirs = world.open(theirs).manifest().unwrap();
    assert_eq!(theirs.parts[&part.id], part_fingerprint(&import(2, &[(1, 2), (3, 4)])));
    assert!(theirs.undone.is_empty() && !theirs.parts.contains_key(&month.id));
}

#[test]
fn who_only_reads_can_change_nothing() {
    let Some(world) = world(Layout::Plain) else { return };
    let (me, _) = &world.listeners[0];
    let reader = user();
    world
        .server
        .add_user(&reader, &format!("IN ROLE {}, tonearm_reader", me.id.role()));
    let mut client = world.client(&reader);
    let tables =
        "SELECT relname::text FROM pg_class WHERE relnamespace = 'tonearm'::regnamespace AND relkind IN ('r', 'p')";
    let tables: Vec<String> = client
        .query(tables, &[])
        .unwrap()
        .iter()
        .map(|row| row.get(0))
        .collect();
    assert!(tables.len() > 20);
    for table in tables {
        for sql in [
            format!("DELETE FROM tonearm.{table}"),
            format!("INSERT INTO tonearm.{table} SELECT * FROM tonearm.{table}"),
            format!("TRUNCATE tonearm.{table}"),
        ] {
            assert!(is_forbidden(client.execute(&sql, &[])), "{sql}");
        }
    }
    assert!(is_forbidden(
        client.execute("UPDATE tonearm.listener SET name = 'x'", &[])
    ));
    assert!(is_forbidden(
        client.execute("CREATE TABLE tonearm.mine (x integer)", &[])
    ));
}

#[test]
fn what_all_share_is_only_added_to() {
    let Some(world) = world(Layout::Plain) else { return };
    let (_, user) = &world.listeners[0];
    let mut client = world.client(user);
    for sql in [
        "UPDATE tonearm.artist SET name = 'x'",
        "UPDATE tonearm.track SET name = 'x'",
        "DELETE FROM tonearm.track",
        "DELETE FROM tonearm.genre",
    ] {
        assert!(is_forbidden(client.execute(sql, &[])), "{sql}");
    }
    let mut admin = world.server.admin(&world.address.database);
    let known = "UPDATE tonearm.track SET length_ms = 1, isrc = 'x' WHERE name = 'Canada'";
    assert_eq!(admin.execute(known, &[]).unwrap(), 1);
    let again = "UPDATE tonearm.track SET length_ms = 2";
    assert_eq!(
        client.execute(again, &[]).unwrap(),
        1,
        "only the track that is not wholly known"
    );
    assert_eq!(count(&mut admin, "track", "name = 'Canada' AND length_ms = 1"), 1);
}

#[test]
fn partitions_can_not_be_read_past_their_table() {
    let Some(world) = world(Layout::Partitioned) else {
        return;
    };
    let mut client = world.client(&world.listeners[0].1);
    for number in 0..16 {
        let sql = format!("SELECT FROM tonearm.evidence_{number}");
        assert!(is_forbidden(client.execute(&sql, &[])), "{number}");
    }
}

#[test]
fn no_role_means_nothing_to_see() {
    let Some(world) = world(Layout::Plain) else { return };
    let stranger = user();
    world.server.add_user(&stranger, "IN ROLE tonearm_writer");
    let mut client = world.client(&stranger);
    for relation in world.relations("rpv") {
        assert_eq!(count(&mut client, &relation, "true"), 0, "{relation}");
    }
    let address = world.server.address(&stranger, &world.address.database);
    let opened = Postgres::open(&address, None, MachineId([1; 16]), None);
    assert!(matches!(opened, Err(RemoteError::NoListener)), "{opened:?}");
}

#[test]
fn names_of_a_listeners_files_and_devices_are_nobody_elses() {
    for layout in [Layout::Plain, Layout::Partitioned] {
        let Some(world) = world(layout) else { return };
        let [(_, mine), (_, theirs)] = &world.listeners;
        let mut part = import(4, &[(1, 2), (2, 2)]);
        part.batch.items[0].name = "voice memo.m4a".into();
        part.batch.circumstances[0].platform = Some("The phone of Alan".into());
        world.open(mine).send(&part).unwrap();
        for (user, seen) in [(mine, 1), (theirs, 0)] {
            let mut client = world.client(user);
            for (table, private) in [
                ("naming", "name = 'voice memo.m4a'"),
                ("circumstance", "platform = 'The phone of Alan'"),
            ] {
                assert_eq!(count(&mut client, table, private), seen, "{table} of {user}");
            }
        }
    }
}

#[test]
fn who_spoils_a_digest_that_another_needs_spoils_it_for_nobody_else() {
    let Some(world) = world(Layout::Plain) else { return };
    let [(_, mine), (_, theirs)] = &world.listeners;
    let part = import(2, &[(1, 2), (3, 4)]);
    let mut client = world.client(theirs);
    for spoil in [
        "UPDATE tonearm.naming SET name = 'x'",
        "UPDATE tonearm.circumstance SET platform = 'x'",
    ] {
        assert_ne!(client.execute(spoil, &[]).unwrap(), 0, "{spoil}");
    }
    assert_eq!(said(&world.open(mine).fetch(part.id).unwrap()), said(&part));
    assert!(
        world.open(theirs).fetch(part.id).unwrap().batch.evidence.is_empty(),
        "their own they have spoilt"
    );
}

#[test]
fn a_user_who_does_not_own_the_tables_puts_a_wrong_name_right() {
    let Some(world) = world(Layout::Plain) else { return };
    let [(_, mine), (other, _)] = &world.listeners;
    let untouched = world.everything_of(other);
    let part = import(2, &[(1, 2), (3, 4)]);
    for spoil in [
        "UPDATE tonearm.naming SET name = 'x'",
        "UPDATE tonearm.circumstance SET platform = 'x'",
    ] {
        assert_ne!(world.client(mine).execute(spoil, &[]).unwrap(), 0, "{spoil}");
        assert!(world.open(mine).fetch(part.id).unwrap().batch.evidence.is_empty());
        assert_eq!(world.open(mine).send(&part).unwrap(), part_fingerprint(&part));
        assert_eq!(said(&world.open(mine).fetch(part.id).unwrap()), said(&part));
    }
    assert_eq!(world.everything_of(other), untouched);
}
