//! Why plays are as many as they are, as the archive explains it, held against all that is in it.

use std::collections::BTreeMap;

use library::Archive;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::content::Content;

/// Every row is told of once, with the play that it tells of; each play has one row that counts; and the sums are right.
pub(super) fn check(archive: &Archive, found: &Content) -> Result<(), TestCaseError> {
    let explained = archive.explain_plays((i64::MIN, i64::MAX), usize::MAX).unwrap();
    let own: Vec<_> = found
        .evidence
        .iter()
        .map(|(_, told)| told)
        .filter(|told| !told.is_foreign)
        .collect();

    let mut told: Vec<_> = own
        .iter()
        .map(|told| (told.at_ms, told.told_ms, told.provenance))
        .collect();
    let rows = explained.latest.iter().flat_map(|play| &play.rows).map(|row| {
        let play = &row.told.play;
        (play.ended_at.as_millis(), play.ms_played, play.provenance)
    });
    let mut listed: Vec<_> = rows.collect();
    told.sort_unstable();
    listed.sort_unstable();
    prop_assert_eq!(listed, told);

    let mut plays: Vec<_> = found
        .plays
        .iter()
        .map(|play| (play.told.at_ms, play.heard_ms))
        .collect();
    let mut counting = Vec::new();
    for play in &explained.latest {
        let (first, others) = play.rows.split_first().unwrap();
        prop_assert_eq!(first.joined, None);
        prop_assert!(others.iter().all(|row| row.joined.is_some()));
        prop_assert_eq!(
            play.began_ms,
            first.told.play.ended_at.as_millis() - i64::from(play.ms_played)
        );
        counting.push((first.told.play.ended_at.as_millis(), play.ms_played));
    }
    plays.sort_unstable();
    counting.sort_unstable();
    prop_assert_eq!(counting, plays);

    let mut by_provenance = BTreeMap::new();
    for told in &own {
        *by_provenance.entry(told.provenance).or_insert(0u64) += 1;
    }
    prop_assert_eq!(&explained.rows, &by_provenance);
    let joined: u64 = explained.joined.values().sum();
    prop_assert_eq!(own.len() as u64 - joined, explained.plays);

    // Two halves of the time make up the whole.
    if let Some(middle) = explained.latest.get(explained.latest.len() / 2) {
        let before = archive.explain_plays((i64::MIN, middle.began_ms), 0).unwrap();
        let after = archive.explain_plays((middle.began_ms, i64::MAX), 0).unwrap();
        prop_assert_eq!(before.plays + after.plays, explained.plays);
        prop_assert!(before.latest.is_empty() && after.plays > 0);
    }
    Ok(())
}
