//! One play by what a list shows of it and by each of its rows, and the plays that it may be the same as, held against all plays.

use library::{Archive, AskedPlay, ExplainedPlay, PlayKey};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// `all` are the plays of the archive, `play` among them.
pub(super) fn check(archive: &Archive, play: &ExplainedPlay, all: &[ExplainedPlay]) -> Result<(), TestCaseError> {
    let key = PlayKey {
        began_secs: play.began_ms.div_euclid(1000),
        ms_played: play.ms_played,
        track: uri(play).to_owned(),
    };
    let listed = archive.explain_play(AskedPlay::Listed(&key)).unwrap().unwrap();
    // What a list shows of a play is enough to find it again, or one that nobody can tell from it.
    let alike = |play: &ExplainedPlay| {
        let name = play.rows[0].told.play.name.clone();
        (play.began_ms / 1000, play.ms_played, name)
    };
    prop_assert_eq!(alike(&listed.play), alike(play));
    for row in &play.rows {
        let found = archive.explain_play(AskedPlay::OfRow(&row.name)).unwrap().unwrap();
        prop_assert!(found.play.rows.iter().any(|other| other.name == row.name));
    }
    others(&listed.play, &listed.others, all)?;

    let unknown = PlayKey {
        ms_played: key.ms_played + 1,
        began_secs: key.began_secs - 86_400 * 365,
        ..key
    };
    prop_assert_eq!(archive.explain_play(AskedPlay::Listed(&unknown)).unwrap(), None);
    Ok(())
}

fn others(play: &ExplainedPlay, others: &[ExplainedPlay], all: &[ExplainedPlay]) -> Result<(), TestCaseError> {
    let away = |other: &ExplainedPlay| other.began_ms.abs_diff(play.began_ms);
    let is_other = |other: &&ExplainedPlay| other.rows[0] != play.rows[0];
    // Plays that began at one time have no order of their own, so that both counts leave room.
    let between = |other: &ExplainedPlay, is_sure: bool| {
        let (first, last) = (play.began_ms.min(other.began_ms), play.began_ms.max(other.began_ms));
        let lies_between = |third: &&ExplainedPlay| match is_sure {
            true => first < third.began_ms && third.began_ms < last,
            false => first <= third.began_ms && third.began_ms <= last && third.rows[0] != other.rows[0],
        };
        all.iter().filter(is_other).filter(lies_between).count()
    };
    for other in others {
        prop_assert!(away(other) <= DAY_MS);
        prop_assert!(is_other(&other));
        let nearer = all
            .iter()
            .filter(is_other)
            .filter(|third| uri(third) == uri(play) && away(third) < away(other));
        let is_of_track = uri(other) == uri(play) && nearer.count() < 4;
        prop_assert!(between(other, true) < 2 || is_of_track);
    }
    for beside in all.iter().filter(is_other) {
        if away(beside) <= DAY_MS && between(beside, false) < 2 {
            prop_assert!(others.iter().any(|other| other.rows[0] == beside.rows[0]));
        }
    }
    prop_assert!(others.is_sorted_by_key(|other| other.began_ms));
    Ok(())
}

fn uri(play: &ExplainedPlay) -> &str {
    &play.rows[0].told.play.uri
}
