//! What every remote does, whatever it is.

use std::collections::BTreeMap;

use chrono::DateTime;
use plays::{MachineId, Part, PartId, Register, SourceKey};
use proptest::prelude::*;
use remote::{BucketId, Fingerprint, Machine, Manifest, RemoteError, part_fingerprint, register_bucket, register_mark};

use crate::{
    history::{import, parts, recording, register, registers, said, some_of, undone},
    place::Place,
};

macro_rules! every_remote {
    ($($behaviour:ident)*) => {
        mod folder {
            $(#[test] fn $behaviour() { super::$behaviour(&super::Place::folder()); })*
        }
        mod postgres {
            $(#[test] fn $behaviour() {
                let Some(place) = super::Place::database() else { return };
                super::$behaviour(&place);
            })*
        }
        mod postgres_in_partitions_without_rights {
            $(#[test] fn $behaviour() {
                let Some(place) = super::Place::poor_database() else { return };
                super::$behaviour(&place);
            })*
        }
    };
}

every_remote! {
    whatever_is_sent_comes_back_and_comes_to_the_same
    a_part_that_has_grown_is_in_the_place_of_what_was_there
    a_source_without_rows_is_still_a_source
    a_part_that_is_not_there_is_not_taken_for_an_empty_one
    what_was_undone_is_gone_and_stays_away
    undone_is_for_ever_even_where_nobody_has_seen_the_source
    of_two_decisions_the_later_one_stays_in_whatever_order_they_come
    only_the_buckets_that_are_asked_for_are_read
    machines_are_listed_as_they_were_last_announced
    of_two_machines_of_one_name_the_one_that_is_ahead_is_seen
    many_rows_come_back
    any_history_comes_back
}

fn buckets(manifest: &Manifest) -> Vec<BucketId> {
    manifest.registers.keys().cloned().collect()
}

fn whatever_is_sent_comes_back_and_comes_to_the_same(place: &Place) {
    for part in [import(2, &[(1, 2), (2, 2), (3, 0)]), recording(1, 600, &[5, 6])] {
        let sent = place.open(1).send(&part).unwrap();
        assert_eq!(sent, part_fingerprint(&part));
        let mut other = place.open(2);
        assert_eq!(other.manifest().unwrap().parts[&part.id], sent);
        assert_eq!(said(&other.fetch(part.id).unwrap()), said(&part));
    }
}

fn a_part_that_has_grown_is_in_the_place_of_what_was_there(place: &Place) {
    let whole = recording(1, 600, &[5, 6, 7, 8]);
    place.open(1).send(&some_of(&whole, |row| row < 2)).unwrap();
    assert_eq!(place.open(2).send(&whole).unwrap(), part_fingerprint(&whole));
    assert_eq!(place.open(3).send(&whole).unwrap(), part_fingerprint(&whole), "again");
    assert_eq!(said(&place.open(1).fetch(whole.id).unwrap()), said(&whole));
}

fn a_source_without_rows_is_still_a_source(place: &Place) {
    let part = import(2, &[]);
    assert_eq!(place.open(1).send(&part).unwrap(), Fingerprint::default());
    let manifest = place.open(1).manifest().unwrap();
    assert_eq!(manifest.parts, BTreeMap::from([(part.id, Fingerprint::default())]));
    assert_eq!(said(&place.open(1).fetch(part.id).unwrap()), said(&part));
}

fn a_part_that_is_not_there_is_not_taken_for_an_empty_one(place: &Place) {
    place.open(1).send(&recording(1, 600, &[5])).unwrap();
    let id = recording(1, 601, &[]).id;
    let fetched = place.open(1).fetch(id);
    assert!(
        matches!(fetched, Err(RemoteError::Damaged { part, .. }) if part == id),
        "{fetched:?}"
    );
}

fn what_was_undone_is_gone_and_stays_away(place: &Place) {
    let (gone, stays) = (import(2, &[(1, 2)]), import(4, &[(1, 2)]));
    let mut remote = place.open(1);
    remote.send(&gone).unwrap();
    remote.send(&stays).unwrap();
    remote.put_registers(&[undone(2)]).unwrap();
    let manifest = place.open(2).manifest().unwrap();
    assert_eq!(manifest.parts.keys().collect::<Vec<_>>(), [&stays.id]);
    assert_eq!(manifest.undone, [SourceKey([2; 16])].into());
    assert!(matches!(place.open(2).fetch(gone.id), Err(RemoteError::Damaged { .. })));
    let again = place.open(2).send(&gone);
    assert!(
        matches!(again, Err(RemoteError::Undone(source)) if source == gone.id.source),
        "{again:?}"
    );
    assert_eq!(place.open(2).manifest().unwrap(), manifest);
}

fn undone_is_for_ever_even_where_nobody_has_seen_the_source(place: &Place) {
    place.open(1).put_registers(&[undone(2)]).unwrap();
    assert!(matches!(
        place.open(2).send(&import(2, &[(1, 2)])),
        Err(RemoteError::Undone(_))
    ));
    assert!(place.open(2).manifest().unwrap().parts.is_empty());
}

fn of_two_decisions_the_later_one_stays_in_whatever_order_they_come(place: &Place) {
    // The last one of each key wins; texts are compared by their bytes, whatever the database sorts by.
    let later = |key: &str| {
        [
            register("hidden", key, 1, 9, Some("z")),
            register("hidden", key, 2, 1, Some("z")),
            register("hidden", key, 2, 2, None),
            register("hidden", key, 2, 2, Some("")),
            register("hidden", key, 2, 2, Some("\0")),
            register("hidden", key, 2, 2, Some("B")),
            register("hidden", key, 2, 2, Some("a")),
            register("hidden", key, 2, 2, Some("Ä")),
        ]
    };
    let forwards = later("forwards");
    for one in &forwards {
        place.open(1).put_registers(std::slice::from_ref(one)).unwrap();
    }
    let mut backwards = later("backwards");
    backwards.reverse();
    for one in &backwards {
        place.open(2).put_registers(std::slice::from_ref(one)).unwrap();
    }
    let together = later("together");
    place.open(3).put_registers(&together).unwrap();

    let mut remote = place.open(4);
    let all = buckets(&remote.manifest().unwrap());
    let mut held = remote.registers(&all).unwrap();
    held.sort();
    let mut wanted = [&forwards[7], &backwards[0], &together[7]].map(Clone::clone).to_vec();
    wanted.sort();
    assert_eq!(held, wanted);
}

fn only_the_buckets_that_are_asked_for_are_read(place: &Place) {
    let [one, other] = ["hidden", "genre"].map(|kind| register(kind, "key", 1, 1, None));
    let mut remote = place.open(1);
    remote.put_registers(&[one.clone(), other]).unwrap();
    let bucket = BucketId {
        kind: "hidden".into(),
        bucket: register_bucket("key"),
    };
    assert_eq!(
        remote.registers(std::slice::from_ref(&bucket)).unwrap(),
        std::slice::from_ref(&one)
    );
    assert_eq!(remote.registers(&[]).unwrap(), []);
    assert_eq!(
        remote.manifest().unwrap().registers[&bucket],
        [register_mark(&one)].into_iter().collect()
    );
}

fn machines_are_listed_as_they_were_last_announced(place: &Place) {
    let machine = |id: u8, exchanges| Machine {
        id: MachineId([id; 16]),
        name: format!("Laptop {id}"),
        exchanges,
        last_at: DateTime::from_timestamp_millis(1_700_000_000_000 + exchanges as i64).unwrap(),
    };
    let mut remote = place.open(1);
    for one in [machine(1, 4), machine(2, 1), machine(1, 5)] {
        remote.announce(&one).unwrap();
    }
    assert_eq!(
        place.open(2).manifest().unwrap().machines,
        [machine(1, 5), machine(2, 1)]
    );
}

fn of_two_machines_of_one_name_the_one_that_is_ahead_is_seen(place: &Place) {
    let machine = |exchanges, name: &str| Machine {
        id: MachineId([1; 16]),
        name: name.to_owned(),
        exchanges,
        last_at: DateTime::UNIX_EPOCH,
    };
    for one in [machine(4, "Laptop"), machine(5, "Laptop"), machine(3, "Copy")] {
        place.open(1).announce(&one).unwrap();
    }
    assert_eq!(place.open(1).manifest().unwrap().machines, [machine(5, "Laptop")]);
    let renamed = machine(5, "Desktop");
    place.open(1).announce(&renamed).unwrap();
    assert_eq!(place.open(1).manifest().unwrap().machines, [renamed]);
}

fn many_rows_come_back(place: &Place) {
    let rows: Vec<(i64, u32)> = (0..12_000)
        .map(|at| (1_500_000_000_000 + at * 7_919, at as u32 % 300_000))
        .collect();
    let part = import(2, &rows);
    let sent = place.open(1).send(&part).unwrap();
    assert_eq!(sent, part_fingerprint(&part));
    assert_eq!(place.open(1).send(&part).unwrap(), sent, "again");
    assert_eq!(said(&place.open(2).fetch(part.id).unwrap()), said(&part));
}

/// What several machines have sent in turns is what any of them gets, and what the remote says of it is what they work out.
fn any_history_comes_back(place: &Place) {
    let history = (
        prop::collection::vec((parts(), any::<u64>(), any::<bool>()), 0..6),
        prop::collection::vec(prop::collection::vec(registers(), 0..6), 0..4),
        any::<bool>(),
    );
    proptest!(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() }, |((parts, registers, first) in history)| {
        let place = place.fresh();
        let mut remotes = [place.open(1), place.open(2)];
        let mut wanted = BTreeMap::<PartId, Part>::new();
        for (part, half, second) in parts {
            // A part that is there already would have to contain it.
            if wanted.contains_key(&part.id) {
                continue;
            }
            let half = some_of(&part, |row| half >> row & 1 == 1);
            prop_assert_eq!(remotes[usize::from(second)].send(&half).unwrap(), part_fingerprint(&half));
            prop_assert_eq!(remotes[usize::from(!second)].send(&part).unwrap(), part_fingerprint(&part));
            wanted.insert(part.id, part);
        }
        let mut decided = BTreeMap::<(String, String), Register>::new();
        for (turn, registers) in registers.into_iter().enumerate() {
            remotes[(turn + usize::from(first)) % 2].put_registers(&registers).unwrap();
            for register in registers {
                let held = decided.entry((register.kind.clone(), register.key.clone())).or_insert_with(|| register.clone());
                if register.wins_over(held) {
                    *held = register;
                }
            }
        }
        let mut sums = BTreeMap::<BucketId, Fingerprint>::new();
        for register in decided.values() {
            let bucket = BucketId { kind: register.kind.clone(), bucket: register_bucket(&register.key) };
            sums.entry(bucket).or_default().add(register_mark(register));
        }
        let manifest = remotes[0].manifest().unwrap();
        prop_assert_eq!(&manifest, &remotes[1].manifest().unwrap());
        prop_assert_eq!(&manifest.registers, &sums);
        let mut held = remotes[0].registers(&buckets(&manifest)).unwrap();
        held.sort();
        let mut decided: Vec<Register> = decided.into_values().collect();
        decided.sort();
        prop_assert_eq!(held, decided);
        let parts: BTreeMap<_, _> = wanted.iter().map(|(id, part)| (*id, part_fingerprint(part))).collect();
        prop_assert_eq!(&manifest.parts, &parts);
        for part in wanted.values() {
            prop_assert_eq!(said(&remotes[1].fetch(part.id).unwrap()), said(part));
        }
    });
}
