//! Rows that are not what was written: left out by whoever reads, and put right by whoever writes next.

use plays::Part;
use postgres::types::ToSql;
use remote::part_fingerprint;

use crate::{
    history::{import, recording, register, said, some_of},
    place::Place,
};

fn sent(place: &Place, part: &Part) -> postgres::Client {
    place.open(1).send(part).unwrap();
    place.admin()
}

/// Fails unless something was changed.
fn tamper(place: &Place, sql: &str, arguments: &[&(dyn ToSql + Sync)]) {
    assert_ne!(place.admin().execute(sql, arguments).unwrap(), 0, "{sql}");
}

fn is_left_out_and_put_right(part: &Part, place: &Place, rows_left: usize) {
    let mut other = place.open(2);
    let read = other.fetch(part.id).unwrap();
    assert_eq!(read.batch.evidence.len(), rows_left);
    assert!(said(&read).1.is_subset(&said(part).1));
    assert_eq!(other.send(part).unwrap(), part_fingerprint(part));
    assert_eq!(said(&other.fetch(part.id).unwrap()), said(part));
}

#[test]
fn a_row_that_was_changed_is_left_out_and_put_right() {
    let Some(place) = Place::database() else { return };
    let part = import(2, &[(1, 2), (2, 2), (3, 2)]);
    sent(&place, &part);
    tamper(
        &place,
        "UPDATE tonearm.evidence SET told_ms = 77 WHERE ended_at = 2",
        &[],
    );
    is_left_out_and_put_right(&part, &place, 2);
}

#[test]
fn a_mark_that_was_changed_is_seen_and_put_right() {
    let Some(place) = Place::database() else { return };
    let part = import(2, &[(1, 2), (2, 2), (3, 2)]);
    sent(&place, &part);
    tamper(
        &place,
        "UPDATE tonearm.evidence SET mark = mark + 1 WHERE ended_at = 2",
        &[],
    );
    assert_ne!(
        place.open(1).manifest().unwrap().parts[&part.id],
        part_fingerprint(&part)
    );
    is_left_out_and_put_right(&part, &place, 2);
}

#[test]
fn a_name_that_was_changed_is_not_believed() {
    let Some(place) = Place::database() else { return };
    let part = import(2, &[(1, 2), (2, 2), (3, 2)]);
    sent(&place, &part);
    tamper(
        &place,
        "UPDATE tonearm.naming SET name = 'Other' WHERE name = 'Canada'",
        &[],
    );
    is_left_out_and_put_right(&part, &place, 2);
}

#[test]
fn a_row_that_is_gone_is_missed() {
    let Some(place) = Place::database() else { return };
    let part = import(2, &[(1, 2), (2, 2)]);
    sent(&place, &part);
    tamper(&place, "DELETE FROM tonearm.evidence WHERE ended_at = 2", &[]);
    assert_eq!(place.open(1).manifest().unwrap().parts[&part.id].rows, 1);
    is_left_out_and_put_right(&part, &place, 1);
}

#[test]
fn what_others_have_sent_of_a_part_stays() {
    let Some(place) = Place::database() else { return };
    let part = recording(1, 600, &[1, 2, 3, 4, 5]);
    let [one, other] = [0, 1].map(|half| some_of(&part, |row| row % 2 == half));
    place.open(1).send(&one).unwrap();
    assert_eq!(place.open(2).send(&other).unwrap(), part_fingerprint(&part));
    assert_eq!(said(&place.open(1).fetch(part.id).unwrap()), said(&part));
}

#[test]
fn a_decision_whose_mark_was_changed_is_put_right() {
    let Some(place) = Place::database() else { return };
    let decision = register("hidden", "key", 1, 1, Some("value"));
    let mut remote = place.open(1);
    remote.put_registers(std::slice::from_ref(&decision)).unwrap();
    let before = remote.manifest().unwrap();
    tamper(&place, "UPDATE tonearm.decision SET mark = 1, bucket = 99", &[]);
    assert_ne!(remote.manifest().unwrap(), before);
    remote.put_registers(&[decision]).unwrap();
    assert_eq!(remote.manifest().unwrap(), before);
}
