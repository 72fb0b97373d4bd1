//! The plays that the crate of rules gives for evidence, asked without an archive.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use plays::{Circumstance, Item, Kind, Provenance};
use reconcile::{Ending, Names, Naming, Row, Verdict, reconcile};

use super::content::{Play, Told};

/// The plays of these rows, in order.
pub(super) fn plays_of(evidence: &[&Told]) -> Vec<Play> {
    let names = numbers(evidence.iter().map(|told| told.item.clone()));
    let details = numbers(
        evidence
            .iter()
            .map(|told| Reverse((tells(&told.circumstance), told.circumstance.clone()))),
    );
    // The other way round than the archive has them.
    let rows: Vec<Row> = evidence
        .iter()
        .rev()
        .map(|told| Row {
            at_ms: told.at_ms,
            ms: match told.provenance {
                Provenance::Live => told.item.length_ms.unwrap_or_default(),
                Provenance::Account | Provenance::Extended => told.told_ms,
            },
            naming: names[&told.item],
            provenance: told.provenance,
            ending: Ending::of(told.circumstance.reason_end.as_deref()),
            detail: details[&Reverse((tells(&told.circumstance), told.circumstance.clone()))],
            number: u32::from(told.number),
            recording: 0,
            begin_only: false,
            set_aside: told.is_foreign,
        })
        .collect();
    let verdicts = reconcile(rows.as_slice(), &names_for_rules(&names));
    let mut plays: Vec<Play> = evidence
        .iter()
        .rev()
        .zip(verdicts)
        .filter_map(|(told, verdict)| match verdict {
            Verdict::Play { ms } => Some(Play::new(told, ms)),
            Verdict::Absorbed { .. } | Verdict::SetAside => None,
        })
        .collect();
    plays.sort();
    plays
}

/// The place of each value among all.
fn numbers<T: Ord>(values: impl Iterator<Item = T>) -> BTreeMap<T, u32> {
    let mut numbers: BTreeMap<T, u32> = values.map(|value| (value, 0)).collect();
    for (place, number) in (0..).zip(numbers.values_mut()) {
        *number = place;
    }
    numbers
}

/// How much is told of how a play came about.
fn tells(circumstance: &Circumstance) -> usize {
    // Of these, the files of the tests tell no more.
    usize::from(circumstance.reason_end.is_some())
}

fn names_for_rules(items: &BTreeMap<Item, u32>) -> Names {
    let texts = numbers(items.keys().flat_map(|item| {
        [&item.name, &item.album]
            .into_iter()
            .chain(item.isrc.as_ref())
            .map(|text| text.to_string())
            .chain(item.artist.split('\n').map(str::to_owned))
    }));
    let uris = numbers(items.keys().map(|item| item.uri.clone()));
    let naming = |item: &Item| Naming {
        item: uris[&item.uri],
        title: texts[&*item.name],
        artists: match item.kind {
            Kind::Music => item.artist.split('\n').map(|artist| texts[artist]).collect(),
            Kind::Podcast | Kind::Audiobook => vec![texts[&*item.album]],
        },
        isrc: item.isrc.as_deref().map(|isrc| texts[isrc]),
    };
    Names {
        namings: items.keys().map(naming).collect(),
        items: uris
            .keys()
            .map(|uri| reconcile::Item {
                has_id: uri.is_from_spotify(),
            })
            .collect(),
    }
}
