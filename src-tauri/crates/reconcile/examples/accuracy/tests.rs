//! What is invented has everything that it should have, and the rules keep what they promise on it. Only what holds for every life is
//! asserted; the tables have the rest.

use std::collections::HashSet;

use plays::Provenance;
use reconcile::{Ending, Row, Verdict};

use crate::export::Told;
use crate::gaps::GapFigures;
use crate::judge::judge;
use crate::life::{End, Session, TruePlay};
use crate::sources::{SETS, Set, Sources};
use crate::time::{DAY, HOUR, MINUTE, SECOND};

/// Long enough for everything to happen.
const DAYS: i64 = 240;

fn set(name: &str) -> Set {
    SETS.into_iter().find(|set| set.name == name).unwrap()
}

/// Plays that are lost and doubled.
fn wrong(sources: &Sources, name: &str) -> (usize, usize, usize) {
    let judgement = sources.judge(set(name));
    (judgement.lost.len(), judgement.doubled.len(), judgement.told)
}

#[test]
fn a_life_has_every_kind_and_the_rules_keep_their_promises() {
    // Its computer is always on.
    let sources = Sources::of_life(0, DAYS);
    has_every_kind(&sources);

    let (lost, doubled, told) = wrong(&sources, "extended");
    assert!(told > 3_000, "{told}");
    assert!(lost * 1_000 <= told, "doubles take no plays along: {lost} of {told}");
    assert!(doubled * 500 <= told, "{doubled} of {told}");
    // Recorded plays and account data neither take anything away from a complete export nor add to it, but for stamps that moved far and
    // plays under another name.
    for more in ["live + extended", "extended + account", "two editions", "all sources"] {
        let (lost_now, doubled_now, told) = wrong(&sources, more);
        assert!(lost_now <= lost + told / 500, "{more}: {lost_now} of {told} are lost");
        assert!(
            doubled_now <= doubled + told / 250,
            "{more}: {doubled_now} of {told} are doubled"
        );
    }
    let (lost, doubled, told) = wrong(&sources, "live");
    assert!(lost * 250 <= told, "{lost} of {told}");
    assert!(
        doubled * 100 <= told,
        "a stamp that moved by less than 5 s is the same: {doubled} of {told}"
    );
}

#[test]
fn a_recording_with_outages_loses_plays_and_says_so() {
    let mut gaps = GapFigures::default();
    // Computers that are on in the evenings, on workdays, and now and then.
    for life in [1, 2, 3] {
        Sources::of_life(life, DAYS).count_gaps(&mut gaps);
    }
    assert!(gaps.lost > 100, "{gaps:?}");
    assert!(gaps.missing > 0 && gaps.may_be > 0, "{gaps:?}");
    assert!((gaps.unmarked - gaps.unmarked_late) * 50 <= gaps.lost, "{gaps:?}");
    assert!(gaps.missing_false * 4 <= gaps.missing, "{gaps:?}");
}

#[test]
fn the_same_number_is_the_same_life() {
    let rows = |number| -> Vec<Row> {
        let all = Sources::of_life(number, DAYS).rows(set("all sources"));
        all.into_iter().map(|told| told.row).collect()
    };
    assert_eq!(rows(2), rows(2));
    assert_ne!(rows(2), rows(3));
}

fn has_every_kind(sources: &Sources) {
    let plays = &sources.plays;
    let of_play = |kind: &str, is: &dyn Fn(&TruePlay) -> bool| {
        assert!(plays.iter().any(is), "no play {kind}");
    };
    of_play("was skipped", &|play| play.heard_ms < 30_000);
    of_play("is a sound on repeat", &|play| {
        (play.track as usize) < crate::catalogue::SOUNDS
    });
    of_play("was paused", &|play| play.paused_ms.is_some());
    of_play("was private", &|play| play.session.is_private);
    of_play("was handed over", &|play| play.end == End::Remote);
    of_play("came in a burst", &|play| play.session.is_burst);
    of_play("came late", &|play| {
        play.session.online_ms.is_some() && !play.session.is_burst
    });
    of_play(
        "was told hours later",
        &|play| matches!(play.end, End::Left { told_ms } if told_ms > play.ended_ms),
    );
    of_play("began before the one before had ended", &|play| {
        plays
            .iter()
            .any(|other| other.began_ms < play.began_ms && play.began_ms + SECOND < other.ended_ms)
    });

    let rows = sources.rows(set("all sources"));
    let told_twice = |provenance: Provenance, is: &dyn Fn(&Row, &Row) -> bool| {
        let of_source: Vec<&Told> = rows.iter().filter(|told| told.row.provenance == provenance).collect();
        of_source
            .windows(2)
            .any(|two| two[0].play == two[1].play && is(&two[0].row, &two[1].row))
    };
    let (extended, account, live) = (Provenance::Extended, Provenance::Account, Provenance::Live);
    let naming = |row: &Row| &sources.catalogue.names.namings[row.naming as usize];
    let has_id = |row: &Row| sources.catalogue.names.items[naming(row).item as usize].has_id;
    assert!(told_twice(extended, &|one, other| (one.at_ms, one.ms) == (other.at_ms, other.ms)));
    assert!(told_twice(extended, &|one, other| one.at_ms < other.at_ms && one.ms == other.ms));
    assert!(told_twice(extended, &|one, other| one.ms < other.ms));
    assert!(told_twice(extended, &|one, _| one.ending == Ending::Exit));
    assert!(told_twice(extended, &|one, _| one.ending == Ending::Remote));
    assert!(told_twice(account, &|one, other| one.at_ms == other.at_ms
        && other.number == one.number + 1));
    assert!(told_twice(live, &|one, other| other.at_ms - one.at_ms > 5_000));
    assert!(told_twice(live, &|one, other| (1..5_000).contains(&(other.at_ms - one.at_ms))));
    assert!(told_twice(live, &|one, other| naming(one).item != naming(other).item));
    assert!(
        rows.iter()
            .any(|told| told.row.provenance == extended && !has_id(&told.row))
    );
    assert!(
        rows.iter()
            .filter(|told| told.row.provenance == extended)
            .all(|told| told.row.at_ms % SECOND == 0)
    );
    assert!(
        rows.iter()
            .filter(|told| told.row.provenance == account)
            .all(|told| told.row.at_ms % MINUTE == 0)
    );
    let names = |provenance: Provenance, name: &dyn Fn(&Row) -> u32| -> HashSet<(u32, u32)> {
        let of_source = rows.iter().filter(|told| told.row.provenance == provenance);
        of_source
            .map(|told| (plays[told.play as usize].track, name(&told.row)))
            .collect()
    };
    let tracks = names(extended, &|_| 0).len();
    assert!(
        names(extended, &|row| naming(row).title).len() > tracks,
        "tracks are renamed"
    );
    let artist = |row: &Row| naming(row).artists[0];
    assert!(
        !names(account, &artist).is_subset(&names(extended, &artist)),
        "compilations"
    );
}

/// A play of one track, three minutes long.
fn play(ended_ms: i64) -> TruePlay {
    TruePlay {
        track: 0,
        began_ms: ended_ms - 180_000,
        ended_ms,
        heard_ms: 180_000,
        end: End::Usual,
        paused_ms: None,
        session: Session::default(),
    }
}

/// A row about the play at this place.
fn told(play: u32, at_ms: i64) -> Told {
    let row = Row::plain(Provenance::Extended, at_ms, 180_000, 0);
    Told { row, play }
}

const STANDS: Verdict = Verdict::Play { ms: 180_000 };
const GONE: Verdict = Verdict::SetAside;

/// How many plays are lost and doubled.
fn judged(plays: &[TruePlay], rows: &[(Told, Verdict)]) -> (usize, usize) {
    let (rows, verdicts): (Vec<Told>, Vec<Verdict>) = rows.iter().copied().unzip();
    let judgement = judge(plays, &rows, &verdicts);
    (judgement.lost.len(), judgement.doubled.len())
}

#[test]
fn every_play_once_is_right() {
    let plays = [play(HOUR), play(2 * HOUR)];
    assert_eq!(
        judged(&plays, &[(told(0, HOUR), STANDS), (told(1, 2 * HOUR), STANDS)]),
        (0, 0)
    );
    assert_eq!(
        judged(&plays, &[(told(0, HOUR), STANDS), (told(0, HOUR), GONE)]),
        (0, 0)
    );
}

#[test]
fn a_play_that_no_row_stands_for_is_lost_and_a_second_row_is_a_double() {
    let plays = [play(HOUR), play(2 * HOUR)];
    assert_eq!(
        judged(&plays, &[(told(0, HOUR), GONE), (told(1, 2 * HOUR), STANDS)]),
        (1, 0)
    );
    assert_eq!(
        judged(&plays, &[(told(0, HOUR), STANDS), (told(0, HOUR + SECOND), STANDS)]),
        (0, 1)
    );
    // The rows of one play do not stand for another that was hours away.
    let both = [
        (told(0, HOUR), STANDS),
        (told(0, HOUR + SECOND), STANDS),
        (told(1, 2 * HOUR), GONE),
    ];
    assert_eq!(judged(&plays, &both), (1, 1));
}

#[test]
fn where_plays_follow_each_other_their_number_counts() {
    let plays = [play(HOUR), play(HOUR + 3 * MINUTE)];
    let swapped = [
        (told(0, HOUR), GONE),
        (told(1, HOUR + 3 * MINUTE), STANDS),
        (told(1, HOUR + 90 * SECOND), STANDS),
    ];
    assert_eq!(judged(&plays, &swapped), (0, 0));
}

#[test]
fn a_row_may_be_as_late_as_it_was_told() {
    let plays = [play(HOUR)];
    assert_eq!(judged(&plays, &[(told(0, DAY), STANDS)]), (0, 0));
    assert_eq!(
        judged(&plays, &[(told(0, DAY), STANDS), (told(0, HOUR), STANDS)]),
        (0, 1)
    );
}
