use super::*;
use crate::catalogue::GENRES;

fn names(count: usize) -> Vec<HeardArtist> {
    (0..count)
        .map(|at| HeardArtist {
            tracks: vec![
                format!("Song {at}").into(),
                format!("Other Song {at} (feat. Artist {}) - Remastered 2011", at + 1).into(),
            ],
            ..HeardArtist::from(format!("Artist {at}"))
        })
        .collect()
}

fn universe(artists: &[HeardArtist]) -> Universe {
    let mut universe = Universe::default();
    universe.add(1, Coverage::AsReal, artists);
    universe
}

fn truths(universe: &Universe, artists: &[HeardArtist]) -> Vec<TrueArtist> {
    artists
        .iter()
        .map(|heard| universe.truth(&heard.name).unwrap())
        .collect()
}

#[test]
fn misses_namesakes_and_crowds_are_as_frequent_as_promised() {
    let artists = names(4_000);
    let truths = truths(&universe(&artists), &artists);
    let share = |is: &dyn Fn(&TrueArtist) -> bool| truths.iter().filter(|truth| is(truth)).count() as f64 / 40.0;
    let unknown = share(&|truth| truth.mbid.is_none());
    let shared = share(&|truth| (1..=3).contains(&truth.namesakes.len()));
    let crowded = share(&|truth| truth.hits > 100);
    assert!((4.0..6.0).contains(&unknown), "{unknown} %");
    assert!((13.5..16.5).contains(&shared), "{shared} %");
    assert!((1.5..2.6).contains(&crowded), "{crowded} %");
}

#[test]
fn a_seed_gives_one_universe_in_whatever_order_the_artists_come() {
    let artists = names(300);
    let mut reversed = artists.clone();
    reversed.reverse();
    let sorted = |truth: &TrueArtist| {
        let mut truth = truth.clone();
        truth.namesakes.sort();
        truth
    };
    let one: Vec<_> = truths(&universe(&artists), &artists).iter().map(sorted).collect();
    let other: Vec<_> = truths(&universe(&reversed), &artists).iter().map(sorted).collect();
    assert_eq!(one, other);
    let mut next = Universe::default();
    next.add(2, Coverage::AsReal, &artists);
    assert_ne!(truths(&next, &artists), truths(&universe(&artists), &artists));
}

#[test]
fn adding_an_artist_again_adds_only_new_tracks() {
    let artists = names(200);
    let mut twice = universe(&artists);
    let (before, recordings) = (twice.artists.len(), twice.recordings.len());
    twice.add(1, Coverage::AsReal, &artists);
    assert_eq!((twice.artists.len(), twice.recordings.len()), (before, recordings));
    let known = artists.iter().find(|heard| twice.heard[&heard.name].is_some()).unwrap();
    let more = HeardArtist {
        tracks: (0..40).map(|at| format!("New {at}").into()).collect(),
        ..known.clone()
    };
    twice.add(1, Coverage::AsReal, &[more]);
    assert_eq!(twice.artists.len(), before);
    assert!(twice.recordings.len() > recordings + 25);
}

#[test]
fn namesakes_have_none_of_the_main_genres_of_the_listeners_artist() {
    let artists = names(2_000);
    let universe = universe(&artists);
    let mut compared = 0;
    for truth in truths(&universe, &artists) {
        let Some((genre, _)) = truth.genres.first() else {
            continue;
        };
        for namesake in &truth.namesakes {
            let tags = &universe.artist(namesake).unwrap().tags;
            assert!(tags.iter().all(|tag| tag.name != genre), "{} {genre}", truth.name);
            compared += 1;
        }
    }
    assert!(compared > 300, "{compared}");
}

#[test]
fn a_guest_is_in_the_credit_and_not_in_the_title() {
    let artists = names(400);
    let universe = universe(&artists);
    assert!(
        universe
            .recordings
            .iter()
            .all(|recording| !recording.title.contains("feat.") && !recording.title.contains("Remaster"))
    );
    let credits = universe
        .recordings
        .iter()
        .filter(|recording| recording.credit.len() == 2);
    assert!(credits.count() > 250);
}

#[test]
fn recordings_are_as_long_as_the_listeners_tracks_but_for_a_few() {
    let artists = names(1_000);
    let universe = universe(&artists);
    let (mut all, mut unknown, mut others) = (0, 0, 0);
    for heard in &artists {
        let Some(own) = universe.heard[&heard.name] else {
            continue;
        };
        let length = heard.tracks[0].length_ms.unwrap();
        let recordings = universe.credited(own).iter().map(|at| &universe.recordings[*at]);
        for recording in recordings.filter(|recording| recording.title == heard.tracks[0].title) {
            all += 1;
            match recording.length_ms {
                None => unknown += 1,
                Some(other) if other.abs_diff(length) > 1_500 => others += 1,
                Some(_) => {}
            }
        }
    }
    assert!(all > 800, "{all}");
    assert!(
        (5..25).contains(&unknown) && (5..25).contains(&others),
        "{unknown} {others}"
    );
}

#[test]
fn some_artists_go_by_another_spelling_and_have_the_listeners_as_an_alias() {
    let artists: Vec<_> = (0..500)
        .map(|at| HeardArtist::from(format!("Björn Ångström {at}")))
        .collect();
    let universe = universe(&artists);
    let others = |is: &dyn Fn(&Artist) -> bool| {
        let known = artists.iter().filter_map(|heard| universe.heard[&heard.name]);
        known.filter(|at| is(&universe.artists[*at])).count()
    };
    let plain = others(&|artist| artist.name.starts_with("Bjorn Angstrom"));
    assert!((180..300).contains(&plain), "{plain}");
    let renamed = others(&|artist| !artist.name.contains("ngstr"));
    assert!((8..40).contains(&renamed), "{renamed}");
    assert_eq!(
        others(&|artist| artist.name.starts_with("Bjorn") && artist.aliases.is_empty()),
        0
    );
}

#[test]
fn some_names_have_an_accent_more_than_the_listener_knows() {
    let artists: Vec<_> = (0..500).map(|at| HeardArtist::from(format!("Aeiou {at}"))).collect();
    let universe = universe(&artists);
    let known = artists
        .iter()
        .filter_map(|heard| Some((heard, universe.heard[&heard.name]?)));
    let accented: Vec<_> = known
        .map(|(heard, at)| (heard, &universe.artists[at]))
        .filter(|(heard, artist)| artist.name != heard.name && fold(&artist.name) == fold(&heard.name))
        .collect();
    assert!((8..40).contains(&accented.len()), "{}", accented.len());
    assert!(
        accented
            .iter()
            .all(|(heard, artist)| artist.aliases == [heard.name.clone()])
    );
}

#[test]
fn a_kind_universe_has_everybody_alone_with_genres_of_one_family() {
    let artists = names(1_000);
    let mut universe = Universe::default();
    universe.add(1, Coverage::Everybody, &artists);
    assert_eq!(universe.artists.len(), artists.len());
    for truth in truths(&universe, &artists) {
        assert!(truth.mbid.is_some() && truth.namesakes.is_empty(), "{}", truth.name);
        let is_of = |family: &&&[&str]| truth.genres.iter().all(|(genre, _)| family.contains(&genre.as_str()));
        assert!(
            !truth.genres.is_empty() && GENRES.iter().any(|family| is_of(&family)),
            "{truth:?}"
        );
    }
}
