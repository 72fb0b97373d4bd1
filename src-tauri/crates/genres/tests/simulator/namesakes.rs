//! Nobody is taken for a namesake, by the names of six listeners, although MusicBrainz has titles of the wrong one alone.

use std::collections::BTreeMap;

use genres::{Outcome, Pacing, WantedArtist};
use simulator::metabrainz::{HeardArtist, Manners};

use super::world::{World, finish, wanted};

const ARTISTS: usize = 12_000;

/// Artists among namesakes.
#[derive(Default)]
struct Asked {
    wanted: Vec<WantedArtist>,
    /// Who they are, if MusicBrainz knows them.
    truth: BTreeMap<u32, Option<String>>,
    /// How many are asked about by a title that misleads.
    misled: usize,
}

/// All about whom one of their titles misleads, and some of the others.
fn among_namesakes(world: &World) -> Asked {
    let mut asked = Asked::default();
    let mut shared = 0;
    for (key, artist) in (0..).zip(&world.artists) {
        let truth = world.truth(artist);
        if truth.namesakes.is_empty() {
            continue;
        }
        shared += 1;
        let mut tracks = artist.tracks.clone();
        let misleading = tracks
            .iter()
            .position(|track| truth.misleading_titles.contains(&track.title));
        if misleading.is_none() && shared % 10 != 0 {
            continue;
        }
        if let Some(track) = misleading {
            tracks.swap(0, track);
            asked.misled += 1;
        }
        let artist = HeardArtist {
            tracks,
            ..artist.clone()
        };
        asked.wanted.push(wanted(key, &artist));
        asked.truth.insert(key, truth.mbid);
    }
    asked
}

#[tokio::test(start_paused = true)]
async fn of_six_listeners_nobody_is_taken_for_a_namesake() {
    let (mut misled, mut right) = (0, 0);
    for listener in 1..=6 {
        // Whoever is known by one title alone is not asked about.
        let world = World::of_listener(listener, ARTISTS, 2, Manners::as_real()).await;
        let asked = among_namesakes(&world);
        misled += asked.misled;
        let outcomes = finish(world.client(Pacing::Polite).look_up(asked.wanted)).await;
        for (key, truth) in asked.truth {
            if let Outcome::Known { mbid, .. } | Outcome::Identified { mbid } = outcomes[&key] {
                let name = &world.artists[key as usize].name;
                assert_eq!(Some(mbid.to_string()), truth, "listener {listener}: {name}");
                right += 1;
            }
        }
    }
    assert!(misled >= 5 && right > 600, "{misled} misled, {right} right");
}
