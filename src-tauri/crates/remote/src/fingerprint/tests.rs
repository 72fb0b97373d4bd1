use plays::{ItemUri, MachineId, PlayedAt, Stamp};

use super::*;

fn item(name: &str) -> Item {
    Item {
        uri: ItemUri::of_spotify_track("4uLU6hMCjMI75M1A2tKUQC"),
        kind: Kind::Music,
        name: name.into(),
        artist: "Low".into(),
        album: "Trust".into(),
        length_ms: None,
        isrc: None,
    }
}

fn row() -> Evidence {
    Evidence {
        ended_at: PlayedAt::from_millis(1_500_000_000_000),
        item: 0,
        told_ms: 200_000,
        circumstance: 0,
        number: 0,
        provenance: Provenance::Extended,
        times: Times::EndAndLength,
    }
}

#[test]
fn every_field_of_a_row_changes_its_mark_but_its_numbers_do_not() {
    let (item, circumstance) = (
        item_digest(&item("Canada")),
        circumstance_digest(&Circumstance::default()),
    );
    let mark = |row: Evidence| row_mark(&row, &item, &circumstance);
    let rows = [
        row(),
        Evidence {
            ended_at: PlayedAt::from_millis(1_500_000_000_001),
            ..row()
        },
        Evidence { told_ms: 1, ..row() },
        Evidence { number: 1, ..row() },
        Evidence {
            provenance: Provenance::Account,
            ..row()
        },
        Evidence {
            times: Times::Begin,
            ..row()
        },
    ];
    let marks: std::collections::BTreeSet<u64> = rows.into_iter().map(mark).collect();
    assert_eq!(marks.len(), rows.len());
    let elsewhere = Evidence {
        item: 7,
        circumstance: 9,
        ..row()
    };
    assert_eq!(mark(elsewhere), mark(row()), "numbers differ from archive to archive");
    assert_ne!(row_mark(&row(), &circumstance, &item), mark(row()));
}

#[test]
fn every_field_of_an_item_and_of_a_circumstance_changes_its_digest() {
    let items = [
        item("Canada"),
        item("Canad"),
        Item {
            kind: Kind::Podcast,
            ..item("Canada")
        },
        Item {
            artist: "LowTrust".into(),
            album: "".into(),
            ..item("Canada")
        },
        Item {
            length_ms: Some(0),
            ..item("Canada")
        },
        Item {
            isrc: Some("".into()),
            ..item("Canada")
        },
    ];
    let digests: std::collections::BTreeSet<Digest> = items.iter().map(item_digest).collect();
    assert_eq!(digests.len(), items.len());

    let circumstances = [
        Circumstance::default(),
        Circumstance {
            shuffle: Some(false),
            ..Circumstance::default()
        },
        Circumstance {
            skipped: Some(false),
            ..Circumstance::default()
        },
        Circumstance {
            reason_start: Some("x".into()),
            ..Circumstance::default()
        },
        Circumstance {
            reason_end: Some("x".into()),
            ..Circumstance::default()
        },
    ];
    let digests: std::collections::BTreeSet<Digest> = circumstances.iter().map(circumstance_digest).collect();
    assert_eq!(digests.len(), circumstances.len());
}

/// Machines with programs of different ages have to agree.
#[test]
fn fingerprints_are_what_they_have_always_been() {
    let (item, circumstance) = (
        item_digest(&item("Canada")),
        circumstance_digest(&Circumstance::default()),
    );
    let fingerprint: Fingerprint = [row_mark(&row(), &item, &circumstance)].into_iter().collect();
    let register = Register {
        kind: "hidden".into(),
        key: "artist".into(),
        stamp: Stamp {
            counter: 3,
            machine: MachineId([7; 16]),
        },
        value: Some("{}".into()),
    };
    assert_eq!(
        (fingerprint, register_mark(&register), register_bucket("artist")),
        (
            Fingerprint {
                rows: 1,
                low: 1_838_198_104,
                high: 4_219_285_559
            },
            8_091_976_117_449_806_570,
            0
        )
    );
}

#[test]
fn a_set_has_the_same_fingerprint_in_any_order_and_another_with_a_row_twice() {
    let of = |marks: &[u64]| marks.iter().copied().collect::<Fingerprint>();
    assert_eq!(of(&[1, u64::MAX, 7]), of(&[7, 1, u64::MAX]));
    assert_ne!(of(&[1, 1, 7]), of(&[1, 7]));
    assert_eq!(
        of(&[u64::MAX, u64::MAX]),
        Fingerprint {
            rows: 2,
            low: 2 * 0xFFFF_FFFF,
            high: 2 * 0xFFFF_FFFF
        }
    );
}
