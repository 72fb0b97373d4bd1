//! The crate against the oracle, over random cases. `TONEARM_CASES` in the environment asks for more of them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use plays::Provenance;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseResult, TestRunner};
use reconcile::{Decision, Names, Row, Rule, Verdict, reconcile, reconcile_decided, reconcile_recorded};

use crate::answer::answer;
use crate::cases::{Case, any_case, case_as_told};

const CASES: u32 = 256;

fn runner() -> TestRunner {
    let cases = std::env::var("TONEARM_CASES").ok().and_then(|cases| cases.parse().ok());
    TestRunner::new(Config {
        cases: cases.unwrap_or(CASES),
        failure_persistence: None,
        ..Config::default()
    })
}

/// What happened in how many cases.
#[derive(Default)]
struct Shares {
    cases: u32,
    happened: BTreeMap<&'static str, u32>,
}

impl Shares {
    fn add(&mut self, rows: &[Row], happened: &BTreeSet<&'static str>) {
        self.cases += 1;
        let provenances: BTreeSet<Provenance> = rows.iter().map(|row| row.provenance).collect();
        if provenances.len() == 3 {
            *self.happened.entry("all three provenances").or_default() += 1;
        }
        // Each rule once for each case, too.
        let rules: BTreeSet<&str> = happened.iter().map(|what| &what[..1]).collect();
        for what in happened.iter().copied().chain(rules) {
            *self.happened.entry(what).or_default() += 1;
        }
    }

    fn percent(&self, what: &str) -> f64 {
        100.0 * f64::from(self.happened.get(what).copied().unwrap_or(0)) / f64::from(self.cases)
    }
}

#[test]
fn the_crate_and_the_oracle_agree() {
    let shares = RefCell::new(Shares::default());
    let result = runner().run(&any_case(), |Case { rows, names }| {
        let expected = answer(&rows, &names);
        shares.borrow_mut().add(&rows, &expected.happened);
        check(&rows, &reconcile(rows.as_slice(), &names), &expected.verdicts)
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
    let shares = shares.into_inner();
    for what in shares.happened.keys() {
        println!("{:5.1} % {what}", shares.percent(what));
    }
    assert!(shares.percent("all three provenances") > 20.0);
    for rule in ["1", "2", "3", "4", "5", "6", "7", "8"] {
        assert!(
            shares.percent(rule) > 5.0,
            "rule {rule} is met too seldom: {} %",
            shares.percent(rule)
        );
    }
}

#[test]
fn the_order_of_rows_makes_no_difference() {
    let shuffled = case_as_told().prop_flat_map(|case| {
        let order = (0..case.rows.len()).collect::<Vec<_>>();
        (Just(case), Just(order).prop_shuffle())
    });
    let result = runner().run(&shuffled, |(Case { rows, names }, order)| {
        let reordered: Vec<Row> = order.iter().map(|place| rows[*place]).collect();
        prop_assert_eq!(plays(&rows, &names), plays(&reordered, &names));
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

/// Rows that are decided might as well not be there: the others come to the same without them.
#[test]
fn what_is_decided_wins_and_the_rules_see_only_the_rest() {
    let decided = any_case().prop_flat_map(|case| {
        let rows = case.rows.len().max(1);
        let decisions = prop::collection::btree_map(0..rows, prop::option::of(0..rows), 0..4);
        (Just(case), decisions)
    });
    let result = runner().run(&decided, |(Case { rows, names }, decided)| {
        // A row is joined to one about which nothing was decided.
        let decisions: BTreeMap<u32, Decision> = decided
            .iter()
            .filter(|(place, _)| **place < rows.len())
            .filter_map(|(place, by)| match by {
                None => Some((*place as u32, Decision::OwnPlay)),
                Some(by) if decided.contains_key(by) || rows[*by].set_aside => None,
                Some(by) => Some((*place as u32, Decision::SamePlay { by: *by as u32 })),
            })
            .collect();
        let is_left = |place: &usize| rows[*place].set_aside || !decisions.contains_key(&(*place as u32));
        let left: Vec<usize> = (0..rows.len()).filter(is_left).collect();
        let left_rows: Vec<Row> = left.iter().map(|place| rows[*place]).collect();
        let expected = answer(&left_rows, &names).verdicts;

        let found = reconcile_decided(rows.as_slice(), &names, &decisions);

        let found_left: Vec<Verdict> = left
            .iter()
            .map(|place| match found[*place] {
                Verdict::Absorbed { by, rule } => Verdict::Absorbed {
                    by: left.iter().position(|place| *place == by as usize).unwrap() as u32,
                    rule,
                },
                verdict => verdict,
            })
            .collect();
        check(&left_rows, &found_left, &expected)?;
        for (place, decision) in decisions {
            let expected = match decision {
                _ if rows[place as usize].set_aside => Verdict::SetAside,
                Decision::OwnPlay => Verdict::Play {
                    ms: rows[place as usize].ms,
                },
                Decision::SamePlay { by } => Verdict::Absorbed {
                    by,
                    rule: Rule::Decided,
                },
            };
            prop_assert_eq!(found[place as usize], expected);
        }
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

/// Recorded rows never change which exported rows are plays, so that it is enough to know those.
#[test]
fn recorded_rows_alone_come_to_the_same() {
    let result = runner().run(&any_case(), |Case { rows, names }| {
        let verdicts = reconcile(rows.as_slice(), &names);
        let is_play = |verdict: &Verdict| matches!(verdict, Verdict::Play { .. });
        let is_extended = |row: &&Row| row.provenance == Provenance::Extended && !row.set_aside;
        let latest = rows.iter().filter(is_extended).map(|row| row.at_ms).max();
        let known: Vec<Row> = rows
            .iter()
            .zip(&verdicts)
            .map(|(row, verdict)| Row {
                set_aside: row.set_aside || (row.provenance != Provenance::Live && !is_play(verdict)),
                ..*row
            })
            .collect();
        let alone = reconcile_recorded(known.as_slice(), &names, latest);
        for ((row, verdict), alone) in rows.iter().zip(verdicts).zip(alone) {
            if row.provenance == Provenance::Live {
                prop_assert_eq!(verdict, alone);
            }
        }
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

/// What a listener sees of the plays: when, what, how long, and from which source.
pub(crate) fn plays(rows: &[Row], names: &Names) -> Vec<(i64, u32, u32, Provenance)> {
    let verdicts = reconcile(rows, names);
    let play = |(row, verdict): (&Row, Verdict)| match verdict {
        Verdict::Play { ms } => Some((row.at_ms, names.namings[row.naming as usize].item, ms, row.provenance)),
        Verdict::Absorbed { .. } | Verdict::SetAside => None,
    };
    let mut plays: Vec<_> = rows.iter().zip(verdicts).filter_map(play).collect();
    plays.sort_unstable();
    plays
}

/// Where rows are paired, it must be the same pairs. Otherwise several rows may stand for the one that is absorbed, and it is enough
/// that it leads to a play.
pub(crate) fn check(rows: &[Row], found: &[Verdict], expected: &[Verdict]) -> TestCaseResult {
    prop_assert_eq!(found.len(), rows.len());
    for (place, (found_here, expected_here)) in found.iter().zip(expected).enumerate() {
        let Verdict::Absorbed { by, rule } = expected_here else {
            prop_assert_eq!(
                found_here,
                expected_here,
                "of row {}; {:?} instead of {:?}",
                place,
                found,
                expected
            );
            continue;
        };
        match found_here {
            Verdict::Absorbed {
                by: found_by,
                rule: found_rule,
            } if found_rule == rule => {
                let paired = match rule {
                    Rule::AccountInExtended
                    | Rule::OtherEdition
                    | Rule::RecordedInExtended
                    | Rule::RecordedInAccount => true,
                    Rule::MovedStamp | Rule::Double | Rule::AccountRepeat | Rule::Decided => false,
                };
                let same = !paired || found_by == by;
                prop_assert!(same, "row {} is absorbed by {} instead of {}", place, found_by, by);
            }
            _ => prop_assert!(false, "row {}: {:?} instead of {:?}", place, found, expected),
        }
        prop_assert!(
            leads_to_play(found, place),
            "row {} leads to no play: {:?}",
            place,
            found
        );
        prop_assert!(
            leads_to_play(expected, place),
            "the oracle: row {} leads to no play: {:?}",
            place,
            expected
        );
    }
    Ok(())
}

fn leads_to_play(verdicts: &[Verdict], mut place: usize) -> bool {
    for _ in verdicts {
        match verdicts[place] {
            Verdict::Play { .. } => return true,
            Verdict::SetAside => return false,
            Verdict::Absorbed { by, .. } => place = by as usize,
        }
    }
    false
}
