//! Several machines at once, and connections that break.

use std::{
    sync::Barrier,
    thread,
    time::{Duration, Instant},
};

use plays::Part;
use remote::{Database, RemoteError, part_fingerprint};

use crate::{
    history::{import, register, said, some_of, undone},
    place::Place,
    server::server,
};

fn many_rows() -> Part {
    let rows: Vec<(i64, u32)> = (0..20_000).map(|at| (1_500_000_000_000 + at * 7_919, 1)).collect();
    import(2, &rows)
}

/// Until it is so, for ten seconds at most.
fn wait_until(mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(10), "it has not come about");
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn machines_that_send_the_same_at_once_all_get_there() {
    let Some(place) = Place::database() else { return };
    let part = many_rows();
    let start = Barrier::new(3);
    thread::scope(|scope| {
        for machine in 0..3 {
            let (place, part, start) = (&place, &part, &start);
            scope.spawn(move || {
                let part = some_of(part, |row| row % 3 != usize::from(machine));
                let mut remote = place.open(machine);
                start.wait();
                remote.send(&part).unwrap();
            });
        }
    });
    assert_eq!(
        place.open(1).manifest().unwrap().parts[&part.id],
        part_fingerprint(&part)
    );
}

#[test]
fn several_machines_may_set_a_database_up_at_once() {
    let Some(server) = server() else { return };
    let address = server.database_of("owner");
    let start = Barrier::new(3);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let mut database = Database::connect(&address, None).unwrap();
                start.wait();
                assert!(database.init(remote::Layout::Plain).unwrap().has_roles);
            });
        }
    });
}

/// Wherever in its transaction the sender is: it waits for a lock on the table.
fn is_gone_if_it_is_undone_while(table: &str) {
    let Some(place) = Place::database() else { return };
    let part = many_rows();
    let mut holder = place.admin();
    let mut held = holder.transaction().unwrap();
    let lock = format!("LOCK TABLE tonearm.{table} IN EXCLUSIVE MODE");
    held.execute(&lock, &[]).unwrap();
    thread::scope(|scope| {
        let sending = scope.spawn(|| place.open(1).send(&part));
        wait_until(|| waiting(&place) == 1);
        let undoing = scope.spawn(|| place.open(2).put_registers(&[undone(2)]));
        wait_until(|| waiting(&place) == 2);
        held.rollback().unwrap();
        sending.join().unwrap().unwrap();
        undoing.join().unwrap().unwrap();
    });
    let rows = place
        .admin()
        .query_one("SELECT count(*) FROM tonearm.evidence", &[])
        .unwrap();
    assert_eq!(rows.get::<_, i64>(0), 0);
    assert!(place.open(1).manifest().unwrap().parts.is_empty());
}

#[test]
fn a_source_that_is_undone_while_its_rows_are_sent_is_gone() {
    is_gone_if_it_is_undone_while("evidence");
}

#[test]
fn a_source_that_is_undone_before_its_first_row_is_sent_is_gone() {
    is_gone_if_it_is_undone_while("source");
}

/// How many wait for a lock in the database.
fn waiting(place: &Place) -> i64 {
    let sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    place.admin().query_one(sql, &[]).unwrap().get(0)
}

#[test]
fn a_connection_that_is_lost_in_the_middle_leaves_what_was_there() {
    let Some(place) = Place::database() else { return };
    let part = many_rows();
    let before = some_of(&part, |row| row < 100);
    place.open(1).send(&before).unwrap();
    let mut holder = place.admin();
    let mut held = holder.transaction().unwrap();
    held.execute("LOCK TABLE tonearm.evidence IN EXCLUSIVE MODE", &[])
        .unwrap();
    let mut remote = place.open(1);
    thread::scope(|scope| {
        let sending = scope.spawn(|| remote.send(&part));
        wait_until(|| waiting(&place) == 1);
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'";
        place.admin().execute(end, &[]).unwrap();
        let sent = sending.join().unwrap();
        assert!(
            matches!(&sent, Err(why @ RemoteError::Lost(_)) if why.may_pass()),
            "{sent:?}"
        );
    });
    held.rollback().unwrap();
    assert!(matches!(remote.manifest(), Err(RemoteError::Lost(_))), "it stays lost");
    assert_eq!(said(&place.open(1).fetch(part.id).unwrap()), said(&before));
    assert_eq!(place.open(1).send(&part).unwrap(), part_fingerprint(&part));
}

#[test]
fn a_transaction_in_the_way_of_another_is_done_again() {
    let Some(place) = Place::database() else { return };
    let mut admin = place.admin();
    // Whatever is written first fails as it does when two machines are in each other's way.
    admin
        .batch_execute(
            "CREATE SEQUENCE public.attempts;
             GRANT ALL ON public.attempts TO PUBLIC;
             CREATE FUNCTION public.fail() RETURNS trigger LANGUAGE plpgsql AS $$
             BEGIN
                 IF nextval('public.attempts') < 3 THEN
                     RAISE EXCEPTION 'again' USING ERRCODE = 'serialization_failure';
                 END IF;
                 RETURN NULL;
             END $$;
             CREATE TRIGGER fail AFTER INSERT ON tonearm.evidence EXECUTE FUNCTION public.fail()",
        )
        .unwrap();
    let part = import(2, &[(1, 2)]);
    assert_eq!(place.open(1).send(&part).unwrap(), part_fingerprint(&part));
    let attempts = admin.query_one("SELECT last_value FROM public.attempts", &[]).unwrap();
    assert_eq!(attempts.get::<_, i64>(0), 3);
}

#[test]
fn a_server_that_turns_out_to_have_no_temporary_tables_gets_its_rows_in_batches() {
    let Some(place) = Place::database() else { return };
    place
        .admin()
        .batch_execute(
            "CREATE FUNCTION public.refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$
             BEGIN
                 RAISE EXCEPTION 'no such tables' USING ERRCODE = 'feature_not_supported';
             END $$;
             CREATE EVENT TRIGGER refuse ON ddl_command_start WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION public.refuse()",
        )
        .unwrap();
    let part = many_rows();
    assert_eq!(place.open(1).send(&part).unwrap(), part_fingerprint(&part));
}

/// Whoever of the two comes first: it waits for a lock on the table, and the other one for it.
fn gaps_are_gone_if(registers: [plays::Register; 2]) {
    let Some(place) = Place::database() else { return };
    let mut holder = place.admin();
    let mut held = holder.transaction().unwrap();
    held.execute("LOCK TABLE tonearm.gap IN EXCLUSIVE MODE", &[]).unwrap();
    thread::scope(|scope| {
        let place = &place;
        let put = |register| scope.spawn(move || place.open(1).put_registers(&[register]));
        let [first, second] = registers;
        let first = put(first);
        wait_until(|| waiting(place) == 1);
        let second = put(second);
        wait_until(|| waiting(place) == 2);
        held.rollback().unwrap();
        first.join().unwrap().unwrap();
        second.join().unwrap().unwrap();
    });
    let gaps = place.admin().query_one("SELECT count(*) FROM tonearm.gap", &[]);
    assert_eq!(gaps.unwrap().get::<_, i64>(0), 0);
}

#[test]
fn gaps_that_are_told_while_their_source_is_undone_are_gone_whichever_comes_first() {
    let gaps = register("gaps", &"02".repeat(16), 1, 1, Some(r#"[[1, 2, "missing"]]"#));
    gaps_are_gone_if([gaps.clone(), undone(2)]);
    gaps_are_gone_if([undone(2), gaps]);
}
