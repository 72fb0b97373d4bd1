//! Whatever the life and whatever is asked, the engine says what the oracle says.

use proptest::{collection::vec, prelude::*, sample::Index, test_runner::TestCaseResult};
use stats::{Engine, PlayRow};

use crate::{
    fast,
    history::History,
    life::history,
    oracle, oracle_detail,
    questions::{Ask, asks, inquiry, question},
    same::{same_detail, same_summary},
};

/// As many as `PROPTEST_CASES` says, or 256. What fails is printed, and kept nowhere.
fn cases() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// A life and something asked of it.
fn lived<T: std::fmt::Debug, S: Strategy<Value = T>>(
    asked: impl Fn(&History) -> S,
) -> impl Strategy<Value = (History, T)> {
    history().prop_flat_map(move |history| {
        let asked = asked(&history);
        (Just(history), asked)
    })
}

fn answers(engine: &mut Engine, history: &History, ask: &Ask) -> TestCaseResult {
    match ask {
        Ask::Summary(question) => {
            let slow = oracle::summary(history, question);
            same_summary(&engine.summary(question), &slow, question)
        }
        Ask::Totals(question) => {
            prop_assert_eq!(engine.totals(question), oracle::totals(history, question));
            Ok(())
        }
        Ask::TopTracks(question, most) => {
            let slow = oracle::top_tracks(history, question, *most);
            prop_assert_eq!(engine.top_tracks(question, *most), slow);
            Ok(())
        }
        Ask::Detail(inquiry) => {
            let slow = oracle_detail::detail(history, inquiry);
            same_detail(&engine.detail(inquiry), &slow, inquiry)
        }
    }
}

/// The same life as it was before some of its plays, tracks and classes came; and these plays.
fn earlier(history: &History, known_tracks: usize, known_classes: usize, late: &[bool]) -> (History, Vec<PlayRow>) {
    let is_known = |play: &PlayRow| play.track.index() < known_tracks && usize::from(play.attributes) < known_classes;
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
    let genres = catalogue.artists.iter().flatten().map(|genre| genre.0 + 1).max();
    catalogue.genres = genres.unwrap_or(0);
    then.classes.truncate(known_classes);
    (then, more)
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_summary_is_the_oracles((history, question) in lived(question)) {
        answers(&mut fast::engine(&history), &history, &Ask::Summary(question))?;
    }

    #[test]
    fn a_detail_is_the_oracles((history, inquiry) in lived(inquiry)) {
        answers(&mut fast::engine(&history), &history, &Ask::Detail(inquiry))?;
    }

    #[test]
    fn totals_are_the_oracles_and_the_summarys((history, question) in lived(question)) {
        let mut engine = fast::engine(&history);
        let totals = engine.totals(&question);
        prop_assert_eq!(totals, oracle::totals(&history, &question));
        prop_assert_eq!(totals, engine.summary(&question).totals);
    }

    #[test]
    fn top_tracks_are_the_oracles((history, question) in lived(question), most in 0usize..10) {
        answers(&mut fast::engine(&history), &history, &Ask::TopTracks(question, most))?;
    }

    #[test]
    fn what_was_asked_before_changes_no_answer((history, asks) in lived(asks)) {
        let mut engine = fast::engine(&history);
        for ask in &asks {
            answers(&mut engine, &history, ask)?;
        }
    }

    #[test]
    fn a_longer_table_is_the_table_of_all(
        (history, asks) in lived(asks),
        known in any::<(Index, Index)>(),
        late in vec(any::<bool>(), 1..40),
        at_once in 1usize..40,
    ) {
        let (tracks, classes) = (history.catalogue.tracks.len(), history.classes.len());
        let (mut then, more) = earlier(&history, known.0.index(tracks + 1), known.1.index(classes + 1), &late);
        let mut table = fast::table(&then);
        let mut engine = Engine::new(table.clone());
        for ask in asks.iter().filter(|ask| ask.is_about(&then)) {
            answers(&mut engine, &then, ask)?;
        }
        table = fast::longer(&table, &history, &[]);
        then.catalogue = history.catalogue.clone();
        then.classes = history.classes.clone();
        for piece in more.chunks(at_once) {
            table = fast::longer(&table, &history, piece);
            then.plays.extend(piece);
            engine.replace_table(table.clone());
            answers(&mut engine, &then, &asks[0])?;
        }
        engine.replace_table(table.clone());
        for ask in &asks {
            answers(&mut engine, &then, ask)?;
            answers(&mut Engine::new(table.clone()), &then, ask)?;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..cases() })]

    #[test]
    fn an_hour_may_hold_hundreds_of_plays(
        (history, (question, inquiry)) in lived(|history| (question(history), inquiry(history))),
        times in 2usize..60,
    ) {
        let mut crowded = history;
        crowded.plays.truncate(20);
        crowded.plays = std::iter::repeat_n(crowded.plays, times).flatten().collect();
        let mut engine = fast::engine(&crowded);
        answers(&mut engine, &crowded, &Ask::Summary(question))?;
        answers(&mut engine, &crowded, &Ask::Detail(inquiry))?;
    }
}
