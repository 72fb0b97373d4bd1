//! The manners that "Look around" has: everybody known, and nothing to wait for.

use std::time::Duration;

use simulator::metabrainz::Manners;

use super::harness::Brainz;

#[tokio::test(start_paused = true)]
async fn every_artist_of_the_listener_is_known_with_genres_and_nobody_has_to_wait() {
    let brainz = Brainz::with(|options| options.metabrainz = Manners::kind()).await;
    let names = brainz.metabrainz().artists();
    assert_eq!(names.len(), 400, "the whole catalogue");
    for name in &names {
        let truth = brainz.truth(name);
        assert!(!truth.genres.is_empty() && truth.is_linked, "{truth:?}");
        assert!(truth.namesakes.is_empty(), "{truth:?}");
    }
    for name in names.iter().take(60) {
        let answer = brainz
            .at_once("/artist", &[("query", &format!("artist:\"{name}\""))])
            .await;
        assert_eq!(answer.status(), 200);
        let id = brainz.truth(name).mbid.unwrap();
        assert_eq!(brainz.metadata(&id, "tag").await.status(), 200);
    }
    assert_eq!(brainz.metabrainz().shortest_gap().unwrap().by_timer, Duration::ZERO);
    assert_eq!(brainz.metabrainz().ban(), None);
}
