//! The plays that the crate of rules gives for evidence, asked without an archive.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use library::DecidedRow;
use plays::{Circumstance, Item, Kind, PlayedAt, Provenance, RowDecision, RowName};
use reconcile::{Ending, Names, Naming, Row, Verdict, reconcile};

use super::content::{Play, Told};

/// The plays of these rows, in order. Rows about which something was decided are not shown to the rules: a row is a play of its own if
/// that was decided, and no play if it tells of another's.
pub(super) fn plays_of(evidence: &[&Told], decided: &[DecidedRow]) -> Vec<Play> {
    let mut own: BTreeMap<RowName, &Told> = BTreeMap::new();
    let mut others = Vec::new();
    for told in evidence {
        match decision_about(told, evidence, decided).filter(|_| !told.is_foreign) {
            None => others.push(*told),
            // Rows with one name are one row. It is the first by what they call the track, then the one that tells most.
            Some(RowDecision::OwnPlay) => {
                let order = |told: &Told| {
                    let circumstance = told.circumstance.clone();
                    (told.item.clone(), Reverse((tells(&circumstance), circumstance)))
                };
                let first = own.entry(name(told)).or_insert(*told);
                if order(told) < order(first) {
                    *first = *told;
                }
            }
            Some(RowDecision::SameAs(_)) => {}
        }
    }
    let mut plays = plays_by_the_rules(&others);
    plays.extend(own.into_values().map(|told| Play::new(told, length(told))));
    plays.sort();
    plays
}

/// What was decided about a row, unless it leads nowhere, or to a row that was itself decided to be another's.
fn decision_about<'d>(told: &Told, evidence: &[&Told], decided: &'d [DecidedRow]) -> Option<&'d RowDecision> {
    let about = |row: &RowName| decided.iter().find(|one| one.row == *row).map(|one| &one.decision);
    let decision = about(&name(told))?;
    match decision {
        RowDecision::SameAs(other) => {
            let is_there = evidence.iter().any(|told| !told.is_foreign && name(told) == *other);
            let is_joined = matches!(about(other), Some(RowDecision::SameAs(_)));
            (is_there && !is_joined).then_some(decision)
        }
        RowDecision::OwnPlay => Some(decision),
    }
}

fn name(told: &Told) -> RowName {
    RowName {
        ended_at: PlayedAt::from_millis(told.at_ms),
        provenance: told.provenance,
        told_ms: told.told_ms,
        number: told.number,
        item: told.item.uri.clone(),
    }
}

fn length(told: &Told) -> u32 {
    match told.provenance {
        Provenance::Live => told.item.length_ms.unwrap_or_default(),
        Provenance::Account | Provenance::Extended => told.told_ms,
    }
}

fn plays_by_the_rules(evidence: &[&Told]) -> Vec<Play> {
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
            ms: length(told),
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
