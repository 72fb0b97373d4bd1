//! Why plays are as many as they are, as the archive explains it, held against all that is in it.

use std::collections::{BTreeMap, HashSet};

use chrono::{Datelike, NaiveDate, Timelike};
use library::{Archive, AskedPlays, ExplainedPlay, Explanation, ExploreQuery, PickedKeys};
use plays::{CountingRule, Kind};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use stats::{Question, Selection};

use super::content::Content;
use super::counts::{Definitions, zone};
use super::one_play;

/// Every row is told of once, with the play that it tells of; each play has one row that counts; and the sums are right.
pub(super) fn check(archive: &Archive, found: &Content) -> Result<(), TestCaseError> {
    let explained = began(archive, i64::MIN, i64::MAX, usize::MAX);
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

    let decisions = archive.decisions().unwrap();
    let decided: HashSet<_> = decisions.into_iter().map(|listed| listed.decided.row).collect();
    for row in explained.latest.iter().flat_map(|play| &play.rows) {
        prop_assert_eq!(row.is_decided, decided.contains(&row.name), "{}", row.name);
    }

    let mut by_provenance = BTreeMap::new();
    for told in &own {
        *by_provenance.entry(told.provenance).or_insert(0u64) += 1;
    }
    prop_assert_eq!(&explained.rows, &by_provenance);
    let joined: u64 = explained.joined.values().sum();
    prop_assert_eq!(own.len() as u64 - joined, explained.plays);

    // Two halves of the time make up the whole.
    if let Some(middle) = explained.latest.get(explained.latest.len() / 2) {
        let before = began(archive, i64::MIN, middle.began_ms, 0);
        let after = began(archive, middle.began_ms, i64::MAX, 0);
        prop_assert_eq!(before.plays + after.plays, explained.plays);
        prop_assert!(before.latest.is_empty() && after.plays > 0);
        one_play::check(archive, middle, &explained.latest)?;
    }
    let definitions = Definitions::of(archive);
    for query in queries(&explained) {
        matching(archive, &query, &explained, &definitions)?;
    }
    Ok(())
}

fn began(archive: &Archive, from_ms: i64, to_ms: i64, limit: usize) -> Explanation {
    archive.explain_plays(AskedPlays::Began(from_ms, to_ms), limit).unwrap()
}

/// Questions by rule, by what is hidden, by kind, by day, by hour, by artist and by track.
fn queries(explained: &Explanation) -> Vec<ExploreQuery> {
    let music = || Question::new(NaiveDate::default());
    let with = |change: fn(&mut Question)| {
        let mut question = music();
        change(&mut question);
        ExploreQuery {
            picks: PickedKeys::default(),
            question,
        }
    };
    let mut queries = vec![
        with(|_| {}),
        with(|all| {
            all.with_hidden = true;
            all.rule = CountingRule::AtLeast { ms: 0 };
            all.filter.kinds = vec![Kind::Music, Kind::Podcast, Kind::Audiobook];
        }),
        with(|day| {
            day.filter.from = NaiveDate::from_ymd_opt(2023, 11, 14);
            day.filter.to = day.filter.from;
            day.rule = CountingRule::AtLeast { ms: 9_000 };
        }),
        with(|hours| {
            hours.filter.hours = std::array::from_fn(|hour| hour % 2 == 0);
            hours.filter.weekdays = std::array::from_fn(|day| day != 2);
        }),
    ];
    let Some(middle) = explained.latest.get(explained.latest.len() / 2) else {
        return queries;
    };
    let play = &middle.rows[0].told.play;
    let only = |key: &String| Selection {
        only: vec![key.clone()],
        never: Vec::new(),
    };
    let of_track = PickedKeys {
        tracks: only(&play.uri),
        ..PickedKeys::default()
    };
    let of_artist = play.artists.first().map(|artist| PickedKeys {
        artists: only(&artist.name),
        ..PickedKeys::default()
    });
    queries.extend([Some(of_track), of_artist].into_iter().flatten().map(|picks| {
        let mut question = music();
        question.with_hidden = true;
        ExploreQuery { picks, question }
    }));
    queries
}

/// What explains a number is what explains the plays that it counts, one by one by the definitions; and it ends with that number.
fn matching(
    archive: &Archive,
    query: &ExploreQuery,
    all: &Explanation,
    definitions: &Definitions,
) -> Result<(), TestCaseError> {
    let CountingRule::AtLeast { ms: least_ms } = query.question.rule else {
        panic!("rules about a track's length are for the tests of stats");
    };
    let passing: Vec<_> = all
        .latest
        .iter()
        .filter(|play| passes(play, query, definitions))
        .collect();
    let counted = || passing.iter().filter(|play| play.ms_played >= least_ms);
    let found = archive
        .explain_plays(AskedPlays::Matching(query, zone()), usize::MAX)
        .unwrap();

    let mut slow = Explanation {
        plays: counted().count() as u64,
        uncounted: (passing.len() - counted().count()) as u32,
        ..Explanation::default()
    };
    for row in counted().flat_map(|play| &play.rows) {
        *slow.rows.entry(row.told.play.provenance).or_default() += 1;
        if let Some(rule) = row.joined {
            *slow.joined.entry(rule).or_default() += 1;
        }
    }
    prop_assert_eq!(&found.rows, &slow.rows, "{:?}", query);
    prop_assert_eq!(&found.joined, &slow.joined);
    prop_assert_eq!((found.plays, found.uncounted), (slow.plays, slow.uncounted));
    prop_assert_eq!(
        found.latest.iter().collect::<Vec<_>>(),
        counted().copied().collect::<Vec<_>>()
    );

    for (rule, example) in &found.examples {
        let latest = counted().find(|play| play.rows.iter().any(|row| row.joined == Some(*rule)));
        prop_assert_eq!(Some(&example), latest);
    }
    prop_assert!(found.examples.keys().eq(found.joined.keys()));

    let headline = archive.explore(query, zone()).unwrap().summary.totals.amount.plays;
    prop_assert_eq!(found.plays, u64::from(headline));
    Ok(())
}

fn passes(play: &ExplainedPlay, query: &ExploreQuery, definitions: &Definitions) -> bool {
    let told = &play.rows[0].told.play;
    let filter = &query.question.filter;
    let track = definitions.track_with(told.track);
    let began = zone().local(play.began_ms);
    let day = began.date_naive();
    let is_artist = |name: &String| definitions.artist_names(track).contains(name);
    let is_track = |uri: &String| definitions.count_as_one(track, uri);
    filter.kinds.contains(&track.kind)
        && filter.from.is_none_or(|from| from <= day)
        && filter.to.is_none_or(|to| day <= to)
        && filter.hours[began.hour() as usize]
        && filter.weekdays[day.weekday().num_days_from_monday() as usize]
        && (query.question.with_hidden || !definitions.hides(track, told.ended_at.as_millis()))
        && query.picks.artists.only.iter().all(is_artist)
        && query.picks.tracks.only.iter().all(is_track)
}
