//! Which rows count differently than before, and why.

use std::collections::HashMap;

use reconcile::{Rule, Verdict, last_of};
use store::{EvidenceRow, RecountReason, RecountRow};

/// The rows that count differently by these verdicts than they did before, in their order. Where a row stands for a play that another
/// row stood for before, neither of the two is among them: the play counts once, as before.
pub(super) fn changes<'r>(rows: &'r [EvidenceRow], verdicts: &'r [Verdict]) -> impl Iterator<Item = RecountRow> + 'r {
    let replaced = replaced(rows, verdicts);
    (0u32..)
        .zip(rows.iter().zip(verdicts))
        .filter_map(move |(place, (row, verdict))| {
            let change = |reason| RecountRow {
                row: *row,
                counts: false,
                reason,
                same: None,
            };
            match *verdict {
                Verdict::Play { ms } if !row.is_canonical && !replaced.contains_key(&place) => Some(RecountRow {
                    row: EvidenceRow { ms_played: ms, ..*row },
                    counts: true,
                    ..change(RecountReason::OwnPlay)
                }),
                Verdict::Absorbed { rule, .. } if row.is_canonical => {
                    let (play, same) = play_of(place, rows, verdicts);
                    (replaced.get(&play) != Some(&place)).then(|| RecountRow {
                        same,
                        ..change(reason(rule))
                    })
                }
                Verdict::SetAside if row.is_canonical => Some(change(RecountReason::OtherAccount)),
                _ => None,
            }
        })
}

/// The places of rows that stand for a play now and did not before, each with that of one that stood for it before.
fn replaced(rows: &[EvidenceRow], verdicts: &[Verdict]) -> HashMap<u32, u32> {
    let mut replaced = HashMap::new();
    for (place, (row, verdict)) in (0..).zip(rows.iter().zip(verdicts)) {
        if row.is_canonical && matches!(verdict, Verdict::Absorbed { .. }) {
            let (play, _) = play_of(place, rows, verdicts);
            if !rows[play as usize].is_canonical {
                replaced.entry(play).or_insert(place);
            }
        }
    }
    replaced
}

/// The row that stands for the play that the row at `place` tells of: its place, and the row with the length that counts now.
fn play_of(place: u32, rows: &[EvidenceRow], verdicts: &[Verdict]) -> (u32, Option<EvidenceRow>) {
    let place = last_of(verdicts, place);
    let row = rows[place as usize];
    let same = match verdicts[place as usize] {
        Verdict::Play { ms } => Some(EvidenceRow { ms_played: ms, ..row }),
        Verdict::Absorbed { .. } | Verdict::SetAside => None,
    };
    (place, same)
}

/// The rule as the archive names it.
pub(in crate::archive) fn reason(rule: Rule) -> RecountReason {
    match rule {
        Rule::MovedStamp => RecountReason::MovedStamp,
        Rule::AccountInExtended => RecountReason::AccountInExtended,
        Rule::Double => RecountReason::Double,
        Rule::OtherEdition => RecountReason::OtherEdition,
        Rule::AccountRepeat => RecountReason::AccountRepeat,
        Rule::RecordedInExtended => RecountReason::RecordedInExtended,
        Rule::RecordedInAccount => RecountReason::RecordedInAccount,
        Rule::Decided => RecountReason::Decided,
    }
}

#[cfg(test)]
mod tests {
    use plays::{Evidence, PlayedAt, Provenance};

    use super::*;

    const LENGTH_MS: u32 = 200_000;

    fn row(minute: i64, is_canonical: bool) -> EvidenceRow {
        EvidenceRow {
            evidence: Evidence {
                ended_at: PlayedAt::from_millis(minute * 60_000),
                item: 1,
                told_ms: LENGTH_MS,
                circumstance: 1,
                number: 0,
                provenance: Provenance::Extended,
                times: Provenance::Extended.times(),
            },
            source: 1,
            naming: 1,
            is_canonical,
            ms_played: LENGTH_MS,
        }
    }

    const PLAY: Verdict = Verdict::Play { ms: LENGTH_MS };

    fn by(by: u32) -> Verdict {
        Verdict::Absorbed { by, rule: Rule::Double }
    }

    /// `8 no longer, as 3`: the minute, whether it counts, and the minute of the play that it tells of as well.
    fn told(rows: &[(i64, bool)], verdicts: &[Verdict]) -> Vec<String> {
        let rows: Vec<_> = rows
            .iter()
            .map(|(minute, is_canonical)| row(*minute, *is_canonical))
            .collect();
        let minute = |row: &EvidenceRow| row.evidence.ended_at.as_millis() / 60_000;
        let told = changes(&rows, verdicts).map(|change| {
            let what = if change.counts { "now" } else { "no longer" };
            let same = change.same.map(|same| format!(", as {}", minute(&same)));
            format!("{} {what}{}", minute(&change.row), same.unwrap_or_default())
        });
        told.collect()
    }

    #[test]
    fn a_play_that_was_counted_twice_is_told_with_the_one_that_stands_in_the_end() {
        let rows = [(1, true), (2, false), (3, true)];
        assert_eq!(told(&rows, &[by(1), by(2), PLAY]), ["1 no longer, as 3"]);
    }

    #[test]
    fn a_play_that_was_not_counted_is_told() {
        assert_eq!(told(&[(1, true), (2, false)], &[PLAY, PLAY]), ["2 now"]);
    }

    #[test]
    fn a_play_that_another_row_stands_for_now_was_counted_once_and_is() {
        assert!(told(&[(1, true), (2, false)], &[by(1), PLAY]).is_empty());
    }

    #[test]
    fn of_two_rows_that_a_third_stands_for_now_one_was_too_many() {
        let rows = [(1, true), (2, true), (3, false), (4, false)];
        assert_eq!(told(&rows, &[by(2), by(2), PLAY, PLAY]), ["2 no longer, as 3", "4 now"]);
    }

    #[test]
    fn what_was_recorded_for_another_account_is_no_play_of_anybodys() {
        let rows = [row(1, true)];
        let told: Vec<_> = changes(&rows, &[Verdict::SetAside]).collect();
        assert_eq!((told[0].reason, told[0].same), (RecountReason::OtherAccount, None));
    }

    #[test]
    fn lengths_are_those_that_counted_before_and_those_that_count_now() {
        let rows = [row(1, true), row(2, true), row(3, false)];
        let verdicts = [by(1), Verdict::Play { ms: 150_000 }, Verdict::Play { ms: 70_000 }];
        let told: Vec<_> = changes(&rows, &verdicts).collect();
        assert_eq!(told[0].row.ms_played, LENGTH_MS);
        assert_eq!(told[0].same.map(|same| same.ms_played), Some(150_000));
        assert_eq!(told[1].row.ms_played, 70_000);
    }
}
