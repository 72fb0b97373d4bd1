//! Nobody is taken for a namesake, by the names of six listeners, although MusicBrainz has titles of the wrong one alone.

use genres::{Pacing, WantedArtist};
use simulator::metabrainz::{HeardArtist, Manners};

use super::world::{World, finish, wanted};

const ARTISTS: usize = 12_000;

/// Those whose names several bear. If a title misleads, that is the one to be asked about.
fn among_namesakes(world: &World) -> (Vec<WantedArtist>, usize) {
    let mut misled = 0;
    let artists = (0..).zip(&world.artists).filter_map(|(key, artist)| {
        let truth = world.truth(artist);
        let misleads = |track: usize| truth.misleading_titles.contains(&artist.tracks[track].title);
        let mut tracks = artist.tracks.clone();
        if let Some(first) = (0..tracks.len()).find(|track| misleads(*track)) {
            tracks.swap(0, first);
            misled += usize::from(tracks.len() > 1);
        }
        let artist = HeardArtist {
            tracks,
            ..artist.clone()
        };
        (!truth.namesakes.is_empty()).then(|| wanted(key, &artist))
    });
    (artists.collect(), misled)
}

#[tokio::test(start_paused = true)]
async fn of_six_listeners_nobody_is_taken_for_a_namesake() {
    let mut all_misled = 0;
    for listener in 1..=6 {
        let world = World::of_listener(listener, ARTISTS, Manners::as_real()).await;
        let (artists, misled) = among_namesakes(&world);
        assert!(artists.len() * 100 > ARTISTS * 14, "{}", artists.len());
        let outcomes = finish(world.client(Pacing::Polite).look_up(artists)).await;
        assert_eq!(world.score(&outcomes).wrong, [""; 0], "listener {listener}");
        all_misled += misled;
    }
    assert!(all_misled >= 5, "{all_misled}");
}
