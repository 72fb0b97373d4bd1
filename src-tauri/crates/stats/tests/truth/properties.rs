//! Whatever the history and whatever is asked, the engine answers as the oracle does.

use proptest::{collection::vec, prelude::*, sample::Index, test_runner::TestCaseResult};
use stats::{Engine, TableRow};

use crate::{
    compare::{same_detail, same_summary},
    engine::{engine_for, table_of},
    histories::history,
    history::History,
    oracle, oracle_detail,
    questions::{Request, query, question, requests},
};

/// As many as `PROPTEST_CASES` says, or 256. What fails is printed, and kept nowhere.
fn cases() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// A history and something asked about it.
fn with_history<T: std::fmt::Debug, S: Strategy<Value = T>>(
    asked: impl Fn(&History) -> S,
) -> impl Strategy<Value = (History, T)> {
    history().prop_flat_map(move |history| {
        let asked = asked(&history);
        (Just(history), asked)
    })
}

fn assert_same_answer(engine: &mut Engine, history: &History, request: &Request) -> TestCaseResult {
    match request {
        Request::Summary(question) => {
            let slow = oracle::summary(history, question);
            same_summary(&engine.summary(question), &slow, question)
        }
        Request::TopTracks(question, most) => {
            let slow = oracle::top_tracks(history, question, *most);
            prop_assert_eq!(engine.top_tracks(question, *most), slow);
            Ok(())
        }
        Request::Detail(query) => {
            let slow = oracle_detail::detail(history, query);
            same_detail(&engine.detail(query), &slow, query)
        }
    }
}

/// The history as it was before some of its plays, tracks and sets of attributes came; and these plays.
fn earlier(history: &History, known_tracks: usize, known_classes: usize, late: &[bool]) -> (History, Vec<TableRow>) {
    let is_known = |play: &TableRow| play.track.index() < known_tracks && usize::from(play.attributes) < known_classes;
    let mut then = history.clone();
    then.plays.clear();
    let mut more = Vec::new();
    for (play, late) in history.plays.iter().zip(late.iter().cycle()) {
        if is_known(play) && !late {
            then.plays.push(*play);
        } else {
            more.push(*play);
        }
    }
    let catalogue = &mut then.catalogue;
    catalogue.tracks.truncate(known_tracks);
    let tracks = &catalogue.tracks;
    let albums = tracks.iter().map(|track| track.album.0 + 1).max();
    let artists = tracks
        .iter()
        .flat_map(|track| &track.artists)
        .map(|artist| artist.0 + 1)
        .max();
    catalogue.albums = albums.unwrap_or(0);
    catalogue.artists.truncate(artists.unwrap_or(0) as usize);
    if catalogue.families == 0 {
        let genres = catalogue.artists.iter().flatten().map(|genre| genre.0 + 1).max();
        catalogue.genres = genres.unwrap_or(0);
    }
    then.attribute_sets.truncate(known_classes);
    (then, more)
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_summary_is_the_oracles((history, question) in with_history(question)) {
        assert_same_answer(&mut engine_for(&history), &history, &Request::Summary(question))?;
    }

    #[test]
    fn a_detail_is_the_oracles((history, query) in with_history(query)) {
        assert_same_answer(&mut engine_for(&history), &history, &Request::Detail(query))?;
    }

    #[test]
    fn top_tracks_are_the_oracles((history, question) in with_history(question), most in 0usize..10) {
        assert_same_answer(&mut engine_for(&history), &history, &Request::TopTracks(question, most))?;
    }

    #[test]
    fn matching_plays_are_the_oracles((history, question) in with_history(question)) {
        let slow = oracle::matching_plays(&history, &question);
        prop_assert_eq!(engine_for(&history).matching_plays(&question), slow);
    }

    #[test]
    fn what_was_asked_before_changes_no_answer((history, requests) in with_history(requests)) {
        let mut engine = engine_for(&history);
        for request in &requests {
            assert_same_answer(&mut engine, &history, request)?;
        }
    }

    #[test]
    fn an_engine_answers_about_the_table_that_replaced_another(
        (history, requests) in with_history(requests),
        known in any::<(Index, Index)>(),
        late in vec(any::<bool>(), 1..40),
        at_once in 1usize..40,
    ) {
        let (tracks, attribute_sets) = (history.catalogue.tracks.len(), history.attribute_sets.len());
        let known = (known.0.index(tracks + 1), known.1.index(attribute_sets + 1));
        let (mut then, more) = earlier(&history, known.0, known.1, &late);
        let mut engine = engine_for(&then);
        for request in requests.iter().filter(|request| request.is_about(&then)) {
            assert_same_answer(&mut engine, &then, request)?;
        }
        then.catalogue = history.catalogue.clone();
        then.attribute_sets = history.attribute_sets.clone();
        for piece in more.chunks(at_once) {
            then.plays.extend(piece);
            engine.replace_table(table_of(&then));
            assert_same_answer(&mut engine, &then, &requests[0])?;
        }
        engine.replace_table(table_of(&then));
        for request in &requests {
            assert_same_answer(&mut engine, &then, request)?;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..cases() })]

    #[test]
    fn an_hour_may_hold_hundreds_of_plays(
        (history, (question, query)) in with_history(|history| (question(history), query(history))),
        times in 2usize..60,
    ) {
        let mut crowded = history;
        crowded.plays.truncate(20);
        crowded.plays = std::iter::repeat_n(crowded.plays, times).flatten().collect();
        let mut engine = engine_for(&crowded);
        assert_same_answer(&mut engine, &crowded, &Request::Summary(question))?;
        assert_same_answer(&mut engine, &crowded, &Request::Detail(query))?;
    }
}
