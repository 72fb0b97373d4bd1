//! What a library of twelve thousand artists costs the services, and how good the answers are.

use std::time::Duration;

use genres::{Outcome, Pacing};
use simulator::metabrainz::{Call, Manners};

use super::world::{World, finish};

const ARTISTS: usize = 12_000;
const SECOND: Duration = Duration::from_secs(1);

/// Two tests, because they run at the same time.
#[tokio::test(start_paused = true)]
async fn twelve_thousand_names_cost_a_search_for_twelve_and_less_than_another_for_each_that_several_bear() {
    for listener in 1..=3 {
        names_are_cheap_and_genres_many(listener).await;
    }
}

#[tokio::test(start_paused = true)]
async fn so_do_those_of_three_other_listeners() {
    for listener in 4..=6 {
        names_are_cheap_and_genres_many(listener).await;
    }
}

async fn names_are_cheap_and_genres_many(listener: u64) {
    let world = World::of_listener(listener, ARTISTS, 1, Manners::as_real()).await;
    let outcomes = finish(world.client(Pacing::Polite).look_up(world.by_name())).await;

    let services = world.services();
    let (mut shared, mut crowded) = (0, 0);
    for artist in &world.artists {
        let truth = world.truth(artist);
        shared += usize::from(!truth.namesakes.is_empty());
        crowded += usize::from(truth.hits > 100);
    }
    assert!(
        shared * 100 > ARTISTS * 14 && crowded * 1000 > ARTISTS * 15,
        "{shared} {crowded}"
    );
    let counts = [
        Call::ArtistSearch,
        Call::RecordingSearch,
        Call::RecordingsOfArtist,
        Call::ArtistMetadata,
        Call::Artist,
    ]
    .map(|call| services.count(call));
    let sent: usize = counts.iter().sum();
    let budget = (1_300 + 130 + shared) * 105 / 100;
    let score = world.score(&outcomes);
    assert!(sent <= budget, "listener {listener}: {counts:?} of {budget}");
    let [searches, titles, checks, genres, genres_one_by_one] = counts;
    assert!(
        searches <= 1_300 && titles * 7 <= shared && checks <= shared && genres + genres_one_by_one <= 130,
        "listener {listener}: {counts:?}"
    );
    assert_eq!(outcomes.len(), ARTISTS);
    assert!(outcomes.values().all(|outcome| *outcome != Outcome::NotAnswered));

    assert!(score.plays_with_genres >= 0.95, "listener {listener}: {score:?}");
    assert_eq!(score.wrong, [""; 0], "listener {listener}");

    let gap = services.shortest_gap().unwrap();
    assert!(gap.by_timer >= SECOND, "{gap:?}");
    assert_eq!(services.ban(), None);
}

#[tokio::test(start_paused = true)]
async fn three_thousand_ids_cost_a_request_for_a_hundred_and_another_for_their_genres() {
    let world = World::start(3_000, Manners::as_real()).await;
    let outcomes = finish(world.client(Pacing::Polite).look_up(world.by_id())).await;

    let services = world.services();
    let sent = services.count(Call::MusicBrainz) + services.count(Call::ListenBrainz);
    assert!(sent <= 30 + 30, "{sent}");
    for (key, artist) in (0..).zip(&world.artists) {
        let truth = world.truth(artist);
        let outcome = outcomes.get(&key).unwrap();
        match outcome {
            Outcome::Known { mbid, genres, .. } => {
                assert!(truth.is_linked, "{truth:?}");
                assert_eq!(Some(mbid.to_string()), truth.mbid);
                assert_eq!(genres.len(), truth.genres.len(), "{truth:?}");
            }
            other => assert!(*other == Outcome::Unlinked && !truth.is_linked, "{other:?} {truth:?}"),
        }
    }
    let gap = services.shortest_gap().unwrap();
    assert!(gap.by_timer >= SECOND, "{gap:?}");
}
