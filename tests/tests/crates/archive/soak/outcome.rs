//! What must hold after a soak.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use library::{GapKind, ImportOptions, SourceKind, Zone};
use simulator::TruePlay;
use tonearm_tests::failure::{Failure, Outcome};

use super::leaks::{self, Tokens};
use super::run::{BEGAN, MINUTE, Run};
use crate::archive::truth::{covers, has_what_was_heard, plays, tellings};

/// The app reads four times an hour, and its timer rings once a minute. Where the way to Spotify is free for so many minutes, one of its
/// readings falls into them.
const MINUTES_WITH_A_READING: usize = 17;
/// The list may have so few plays, though there are older ones.
const SHORTEST_PAGE: usize = 42;

/// What happened in it, if all of it holds.
pub(crate) fn check(run: Run, seed: u64) -> Outcome<String> {
    let truth = run.truth();
    let archive = run.app.library.archive()?.clone();
    for source in archive.overview(Zone::default())?.sources {
        if source.kind == SourceKind::Import {
            archive.undo(source.id)?;
        }
    }

    for minutes in run.free.iter().flat_map(|free| free.windows(MINUTES_WITH_A_READING)) {
        let [from, .., to] = minutes else { continue };
        let read = run
            .readings_of_the_app
            .iter()
            .any(|at| (*from - MINUTE..=*to).contains(at));
        assert!(
            read,
            "seed {seed}: nothing kept the app from reading between {from} and {to}"
        );
    }

    // Every play stands once, nothing else does, and what could be had is there.
    let tellings = tellings(&truth, seed);
    let mut standing = vec![0; truth.len()];
    for (uri, stamp, _) in plays(&archive)? {
        let place = tellings.get(&(uri.as_str(), stamp));
        standing[*place.ok_or_else(|| Failure::new(format!("{uri} at {stamp} never was")))?] += 1;
    }
    let mut owed = owed(&truth, &run.free);
    owed.extend(run.readings.iter().flat_map(|at| listed(&truth, *at)));
    assert!(
        owed.len() > 40,
        "seed {seed}: hardly anything could be had: {} plays",
        owed.len()
    );
    for (place, play) in truth.iter().enumerate() {
        assert!(
            standing[place] < 2,
            "seed {seed}: doubled {} times: {play:?}",
            standing[place]
        );
        assert!(
            standing[place] == 1 || !owed.contains(&place),
            "seed {seed}: lost: {play:?}"
        );
    }

    // Where plays are said to be missing, some are.
    let is_lost = |place: usize| {
        let told = truth[place]
            .told
            .filter(|told| Some(&told.since) <= run.readings.last());
        standing[place] == 0 && told.is_some()
    };
    let lost: Vec<_> = (0..truth.len()).filter(|place| is_lost(*place)).collect();
    for gap in archive.open_gaps()?.iter().filter(|gap| gap.kind == GapKind::Missing) {
        let has_lost = lost.iter().any(|place| covers(gap, &truth[*place]));
        assert!(has_lost, "seed {seed}: nothing is missing in {gap:?}");
    }

    has_no_token_but_in_the_keychain(&run, seed)?;
    assert!(
        run.app.is_signed_in() && run.cli.is_signed_in(),
        "seed {seed}: signed out"
    );
    assert_eq!(archive.verify()?.problems, Vec::<String>::new(), "seed {seed}");

    let export = run.exports.join("everything.zip");
    run.simulator.export_extended(&export, run.heard_since())?;
    archive.import(&[export], ImportOptions::default(), &mut |_| ControlFlow::Continue(()))?;
    let of_these_days = |place: &usize| truth[*place].ended > BEGAN;
    let told = (0..truth.len())
        .filter(of_these_days)
        .filter(|place| truth[*place].told.is_some());
    let (told, had) = (told.count(), owed.iter().filter(|place| of_these_days(place)).count());
    has_what_was_heard(&archive, truth, seed)?;
    Ok(format!(
        "seed {seed}: {told} plays were told, {had} of them had to be had, {} are there; {}",
        standing.iter().sum::<usize>(),
        run.story()
    ))
}

/// The plays that the list offered for so long, on a free way, that a reading falls into that time.
fn owed(truth: &[TruePlay], free: &[Vec<DateTime<Utc>>]) -> BTreeSet<usize> {
    let mut owed = BTreeSet::new();
    for minutes in free {
        let mut offered = vec![0; truth.len()];
        for at in minutes {
            let listed = listed(truth, *at);
            for (place, times) in offered.iter_mut().enumerate() {
                *times = if listed.contains(&place) { *times + 1 } else { 0 };
                if *times >= MINUTES_WITH_A_READING {
                    owed.insert(place);
                }
            }
        }
    }
    owed
}

/// The plays that are on any page of this time.
fn listed(truth: &[TruePlay], at: DateTime<Utc>) -> BTreeSet<usize> {
    let stamped = truth.iter().enumerate().filter_map(|(place, play)| {
        let told = play.told.filter(|told| told.since <= at)?;
        let moved = told.moved.filter(|(since, _)| *since <= at);
        Some((moved.map_or(told.stamp, |(_, stamp)| stamp), place))
    });
    let mut stamped: Vec<_> = stamped.collect();
    stamped.sort();
    stamped
        .iter()
        .rev()
        .take(SHORTEST_PAGE)
        .map(|(_, place)| *place)
        .collect()
}

fn has_no_token_but_in_the_keychain(run: &Run, seed: u64) -> Outcome {
    let issued = run.simulator.tokens();
    assert!(
        issued.len() > 10,
        "seed {seed}: hardly a token was given: {}",
        issued.len()
    );
    let tokens = Tokens::new(&issued);
    let kept = run.desktop.keychain.read()?;
    let kept = kept.ok_or_else(|| Failure::new("the keychain is empty"))?;
    assert!(
        tokens.are_in(kept.reveal().as_bytes()),
        "seed {seed}: the keychain has no token"
    );
    assert_eq!(
        tokens.files_with(run.folder.path())?,
        Vec::<String>::new(),
        "seed {seed}"
    );
    assert!(
        !tokens.are_in(run.printed.as_bytes()),
        "seed {seed}: a program printed a token"
    );
    let logged = leaks::logged();
    assert!(
        logged.contains("refreshing the access token"),
        "seed {seed}: nothing was logged"
    );
    assert!(!tokens.are_in(logged.as_bytes()), "seed {seed}: a token was logged");
    Ok(())
}
