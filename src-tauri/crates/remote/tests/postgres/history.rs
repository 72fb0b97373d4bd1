//! Histories to be exchanged: written by hand, and any that can be.

use std::collections::BTreeSet;

use chrono::DateTime;
use plays::{
    Batch, Circumstance, Evidence, ImportedFiles, Item, ItemUri, Kind, MachineId, Part, PartContent, PartId, PlayedAt,
    Provenance, RefusedFile, Register, Reject, SourceKey, Stamp, Times,
};
use proptest::prelude::*;

/// An import with these rows: when they ended and how long they were heard.
pub(crate) fn import(source: u8, rows: &[(i64, u32)]) -> Part {
    Part {
        id: PartId {
            source: SourceKey([source; 16]),
            month: None,
        },
        batch: batch(Provenance::Extended, rows),
        ..header(source, None)
    }
}

/// A month of a recording with plays that ended then.
pub(crate) fn recording(source: u8, month: i32, ends: &[i64]) -> Part {
    let rows: Vec<_> = ends.iter().map(|end| (*end, 0)).collect();
    Part {
        content: PartContent::Recording {
            account: "account".into(),
        },
        batch: batch(Provenance::Live, &rows),
        ..header(source, Some(month))
    }
}

pub(crate) fn register(kind: &str, key: &str, counter: u64, machine: u8, value: Option<&str>) -> Register {
    Register {
        kind: kind.into(),
        key: key.into(),
        stamp: Stamp {
            counter,
            machine: MachineId([machine; 16]),
        },
        value: value.map(Into::into),
    }
}

pub(crate) fn undone(source: u8) -> Register {
    register(plays::UNDONE, &SourceKey([source; 16]).to_string(), 1, 1, Some("1"))
}

/// What a source says of itself, the same in each of its parts: imports have even numbers.
fn header(source: u8, month: Option<i32>) -> Part {
    let content = if month.is_none() {
        PartContent::Import {
            files: ImportedFiles {
                name: "my_spotify_data.zip".into(),
                sha256: [source; 32],
                files: 3,
                rows: 12,
                rejects: vec![
                    Reject {
                        reason: "no_time".into(),
                        count: 2,
                        sample: "line 3: \0".into(),
                    },
                    Reject {
                        reason: "a_reason".into(),
                        count: 0,
                        sample: String::new(),
                    },
                ],
                refused: vec![RefusedFile {
                    file: "broken.json".into(),
                    code: "not_json".into(),
                    why: "ends too early".into(),
                }],
            },
            added: 7,
            merged: 1,
        }
    } else {
        PartContent::Recording {
            account: "account".into(),
        }
    };
    Part {
        id: PartId {
            source: SourceKey([source; 16]),
            month,
        },
        machine: MachineId([source ^ 0xFF; 16]),
        added_at: DateTime::from_timestamp_millis(1_700_000_000_123 + i64::from(source)).unwrap(),
        content,
        batch: Batch::default(),
    }
}

fn batch(provenance: Provenance, rows: &[(i64, u32)]) -> Batch {
    let row = |&(ended_at, told_ms): &(i64, u32)| Evidence {
        ended_at: PlayedAt::from_millis(ended_at),
        item: (ended_at.unsigned_abs() % 2) as u32,
        told_ms,
        circumstance: 0,
        number: 0,
        provenance,
        times: provenance.times(),
    };
    Batch {
        items: vec![item("Canada"), item("Sunflower")],
        circumstances: vec![Circumstance {
            reason_end: Some("trackdone".into()),
            skipped: Some(false),
            ..Circumstance::default()
        }],
        evidence: rows.iter().map(row).collect(),
        ..Batch::default()
    }
}

pub(crate) fn item(name: &str) -> Item {
    Item {
        uri: ItemUri::from_names(Kind::Music, "Low", name),
        kind: Kind::Music,
        name: name.into(),
        artist: "Low".into(),
        album: "Trust".into(),
        length_ms: None,
        isrc: None,
    }
}

/// The same part with some of its rows.
pub(crate) fn some_of(part: &Part, wanted: impl Fn(usize) -> bool) -> Part {
    let mut some = part.clone();
    let mut at = 0..;
    some.batch.evidence.retain(|_| at.next().is_some_and(&wanted));
    some
}

/// What a part says, whatever the numbers and the order in it.
pub(crate) fn said(part: &Part) -> (Part, BTreeSet<(Item, Circumstance, Evidence)>) {
    let row = |row: &Evidence| {
        let item = part.batch.items[row.item as usize].clone();
        let circumstance = part.batch.circumstances[row.circumstance as usize].clone();
        let row = Evidence {
            item: 0,
            circumstance: 0,
            ..*row
        };
        (item, circumstance, row)
    };
    let header = Part {
        batch: Batch::default(),
        ..part.clone()
    };
    (header, part.batch.evidence.iter().map(row).collect())
}

/// Any texts, also those that databases find hard.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec!["", "Low", "\0", "a\0b", "\u{1}", "\u{1}\u{1}", "Ω", "𝄞", "O'Neil", "\\", "\u{FFFD}", "NULL", "a\nb"])
            .prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn items() -> impl Strategy<Value = Item> {
    let kind = prop::sample::select(vec![Kind::Music, Kind::Podcast, Kind::Audiobook]);
    let told = (any::<Option<u32>>(), prop::option::of(texts()));
    (kind, texts(), texts(), texts(), texts(), told).prop_map(|(kind, uri, name, artist, album, (length_ms, isrc))| {
        Item {
            uri: ItemUri::written_down(uri),
            kind,
            name: name.into(),
            artist: artist.into(),
            album: album.into(),
            length_ms,
            isrc: isrc.map(Into::into),
        }
    })
}

fn circumstances() -> impl Strategy<Value = Circumstance> {
    let words = || prop::option::of(texts());
    let texts = (words(), words(), words(), words());
    (texts, any::<[Option<bool>; 4]>()).prop_map(|((reason_start, reason_end, platform, country), flags)| {
        let [shuffle, skipped, offline, incognito] = flags;
        Circumstance {
            reason_start: reason_start.map(Into::into),
            reason_end: reason_end.map(Into::into),
            shuffle,
            skipped,
            offline,
            incognito,
            platform: platform.map(Into::into),
            country: country.map(Into::into),
        }
    })
}

/// Any part of a few sources.
pub(crate) fn parts() -> impl Strategy<Value = Part> {
    let names = (
        prop::collection::btree_set(items(), 1..5),
        prop::collection::btree_set(circumstances(), 1..4),
    );
    let id = prop_oneof![
        (0_u8..3).prop_map(|source| (source * 2, None)),
        (0_u8..2, prop_oneof![-2..700_i32, Just(i32::MAX)]).prop_map(|(source, month)| (source * 2 + 1, Some(month))),
    ];
    (id, names).prop_flat_map(|((source, month), (items, circumstances))| {
        let (items, circumstances) = (Vec::from_iter(items), Vec::from_iter(circumstances));
        let row = (
            prop_oneof![any::<i64>(), 0..3_i64],
            0..items.len() as u32,
            prop_oneof![any::<u32>(), 0..2_u32],
            0..circumstances.len() as u32,
            prop_oneof![any::<u16>(), 0..2_u16],
            prop::sample::select(vec![Provenance::Live, Provenance::Account, Provenance::Extended]),
            any::<bool>(),
        );
        let row = row.prop_map(
            |(ended_at, item, told_ms, circumstance, number, provenance, begin_only)| Evidence {
                ended_at: PlayedAt::from_millis(ended_at),
                item,
                told_ms,
                circumstance,
                number,
                provenance,
                times: if begin_only { Times::Begin } else { provenance.times() },
            },
        );
        prop::collection::btree_set(row, 0..12).prop_map(move |evidence| Part {
            batch: Batch {
                items: items.clone(),
                circumstances: circumstances.clone(),
                evidence: evidence.into_iter().collect(),
                ..Batch::default()
            },
            ..header(source, month)
        })
    })
}

/// Any decisions about a few things.
pub(crate) fn registers() -> impl Strategy<Value = Register> {
    let kind = prop::sample::select(vec!["hidden", "gaps", "a\0"]);
    let counter = prop_oneof![0..3_u64, Just(i64::MAX as u64)];
    (kind, texts(), counter, 0_u8..3, prop::option::of(texts()))
        .prop_map(|(kind, key, counter, machine, value)| register(kind, &key, counter, machine, value.as_deref()))
}
