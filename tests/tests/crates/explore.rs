//! Exploring a generated history gives the figures that the generator knows to be true, and follows changes of the archive.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use library::{Archive, EntityKind, ExploreQuery, Explored, HiddenTarget, ImportOptions, PickedKeys, Zone};
use plays::{CountingRule, Kind};
use sample::{Figures, generate};
use stats::Question;
use tonearm_tests::clock::now;
use tonearm_tests::failure::Outcome;

const PLAYS: usize = 8_000;
const ZIP: &str = "my_spotify_data_extended.zip";

fn history(folder: &Path) -> Outcome<(Archive, Figures)> {
    let truth = generate(folder, PLAYS, 11)?.extended;
    let archive = Archive::open(&folder.join("archive.db"), Arc::new(now))?;
    import(&archive, &folder.join(ZIP))?;
    Ok((archive, truth))
}

fn import(archive: &Archive, path: &Path) -> Outcome {
    archive.import(&[path.to_owned()], ImportOptions::default(), &mut |_| {
        ControlFlow::Continue(())
    })?;
    Ok(())
}

/// Everything, as of the end of the generated history.
fn everything() -> ExploreQuery {
    let mut question = Question::new("2026-11-14".parse().unwrap_or_default());
    question.filter.kinds = vec![Kind::Music, Kind::Podcast, Kind::Audiobook];
    ExploreQuery {
        picks: PickedKeys::default(),
        question,
    }
}

fn music() -> ExploreQuery {
    let mut ask = everything();
    ask.question.filter.kinds = vec![Kind::Music];
    ask
}

fn explore(archive: &Archive, ask: &ExploreQuery) -> Outcome<Explored> {
    Ok(archive.explore(ask, Zone::default())?)
}

#[test]
fn a_generated_life_is_explored_as_its_truth_has_it() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (archive, truth) = history(folder.path())?;

    let totals = explore(&archive, &everything())?.summary.totals;

    assert_eq!(totals.amount.plays as usize, truth.counted_plays);
    assert_eq!(totals.amount.ms, truth.ms);
    Ok(())
}

#[test]
fn without_a_rule_every_kind_has_as_many_plays_as_the_truth_says() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (archive, truth) = history(folder.path())?;
    for (kind, plays) in [
        (Kind::Music, truth.kinds.music),
        (Kind::Podcast, truth.kinds.podcast),
        (Kind::Audiobook, truth.kinds.audiobook),
    ] {
        let mut ask = everything();
        ask.question.rule = CountingRule::AtLeast { ms: 0 };
        ask.question.filter.kinds = vec![kind];

        let explored = explore(&archive, &ask)?;

        assert_eq!(explored.summary.totals.amount.plays as usize, plays, "{kind:?}");
    }
    Ok(())
}

#[test]
fn rankings_are_the_truths() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (archive, truth) = history(folder.path())?;
    let mut ask = music();
    ask.question.ranks = usize::MAX;

    let Explored {
        summary,
        history: known,
        ..
    } = explore(&archive, &ask)?;

    let mut artists = BTreeMap::new();
    for rank in &summary.artists {
        let name = archive.artist_label(&known, rank.number)?.unwrap_or_default().name;
        artists.insert(name, (rank.amount.plays as usize, rank.amount.ms));
    }
    for artist in &truth.top_artists {
        assert_eq!(
            artists.get(&artist.name),
            Some(&(artist.plays, artist.ms)),
            "{}",
            artist.name
        );
    }
    let mut albums = BTreeMap::new();
    for rank in &summary.albums {
        let album = archive.album_label(&known, rank.number)?.unwrap_or_default();
        albums.insert((album.name, album.byline), (rank.amount.plays as usize, rank.amount.ms));
    }
    for album in &truth.top_albums {
        let names = (album.name.clone(), album.artist.clone());
        assert_eq!(albums.get(&names), Some(&(album.plays, album.ms)), "{names:?}");
    }
    let mut tracks = BTreeMap::new();
    for rank in &summary.tracks {
        let track = archive.track_label(&known, rank.number)?;
        let key = track.map(|track| track.key).unwrap_or_default();
        tracks.insert(key, (rank.amount.plays as usize, rank.amount.ms));
    }
    for track in &truth.top_tracks {
        let Some(uri) = &track.uri else { continue };
        assert_eq!(tracks.get(uri), Some(&(track.plays, track.ms)), "{}", track.name);
    }
    Ok(())
}

#[test]
fn years_add_up_to_the_whole() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (archive, truth) = history(folder.path())?;
    let mut plays = 0;
    for year in 2013..=2026 {
        let mut ask = everything();
        ask.question.filter.from = format!("{year}-01-01").parse().ok();
        ask.question.filter.to = format!("{year}-12-31").parse().ok();
        let of_year = explore(&archive, &ask)?.summary.totals.amount.plays as usize;
        // The truth counts by the end of a play, Explore by its start: one play may be in different years.
        let expected = truth.years.get(&year).map_or(0, |year| year.counted_plays);
        assert!(of_year.abs_diff(expected) <= 1, "{year}: {of_year} and {expected}");
        plays += of_year;
    }
    assert_eq!(plays, truth.counted_plays);
    Ok(())
}

#[test]
fn what_came_meanwhile_is_there_once_the_table_was_made_anew_and_until_then_the_old_one_answers() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (archive, truth) = history(folder.path())?;
    let before = explore(&archive, &everything())?;
    assert!(!before.is_stale);

    import(&archive, &folder.path().join("older"))?;

    let meanwhile = explore(&archive, &everything())?;
    assert!(meanwhile.is_stale);
    assert_eq!(meanwhile.summary, before.summary);
    assert!(archive.refresh(Zone::default())?);
    let after = explore(&archive, &everything())?;
    assert!(!after.is_stale);
    assert!(after.summary.totals.amount.plays as usize > truth.counted_plays);
    assert!(!archive.refresh(Zone::default())?, "nothing has changed since");
    Ok(())
}

#[test]
fn a_hidden_artist_counts_nowhere_until_shown_again() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (archive, truth) = history(folder.path())?;
    let first = &truth.top_artists[0];
    let all = explore(&archive, &music())?.summary.totals.amount;

    archive.hide(&HiddenTarget::Artist(first.name.clone()))?;
    archive.refresh(Zone::default())?;

    let Explored {
        summary,
        history: known,
        ..
    } = explore(&archive, &music())?;
    assert_eq!(summary.totals.amount.plays as usize, all.plays as usize - first.plays);
    assert_eq!(summary.totals.amount.ms, all.ms - first.ms);
    for rank in &summary.artists {
        assert_ne!(
            archive.artist_label(&known, rank.number)?.unwrap_or_default().name,
            first.name
        );
    }
    let things = archive.hidden_things(Zone::default())?;
    assert_eq!(
        things.iter().map(|thing| thing.name.as_str()).collect::<Vec<_>>(),
        [first.name.as_str()]
    );
    archive.unhide(things[0].id)?;
    archive.refresh(Zone::default())?;
    assert_eq!(explore(&archive, &music())?.summary.totals.amount, all);
    Ok(())
}

#[test]
fn a_key_picks_what_it_names_and_one_that_names_nothing_lets_nothing_pass() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (archive, truth) = history(folder.path())?;
    let first = &truth.top_artists[0];
    let known = explore(&archive, &music())?.history;
    let key = archive.label_of_key(&known, EntityKind::Artist, &first.name)?.key;
    let picked = |key: &str| -> Outcome<u32> {
        let mut ask = music();
        ask.picks.artists.only = vec![key.to_owned()];
        Ok(explore(&archive, &ask)?.summary.totals.amount.plays)
    };

    assert_eq!(picked(&key)? as usize, first.plays);
    assert_eq!(picked(&first.name)? as usize, first.plays);
    assert_eq!(picked("tonearm:artist:nobody%20at%20all")?, 0);
    assert_eq!(picked("spotify:artist:0000000000000000000000")?, 0);
    Ok(())
}
