//! The services inside "Look around": at once, and everybody with genres.

use std::collections::BTreeSet;

use genres::{Outcome, Pacing, WantedArtist, families};
use simulator::metabrainz::{Call, Manners};
use tokio::time::Instant;

use super::world::{World, finish};

#[tokio::test(start_paused = true)]
async fn every_artist_has_genres_of_one_or_two_families_without_a_second_of_waiting() {
    let world = World::start(0, Manners::kind()).await;
    let names = world.services().artists();
    let wanted = (0..).zip(&names).map(|(key, name)| WantedArtist {
        key,
        name: name.clone(),
        spotify_id: None,
        track: None,
        mbid: None,
    });
    let start = Instant::now();
    let outcomes = finish(world.client(Pacing::StandIn).look_up(wanted.collect())).await;
    assert!(start.elapsed().as_secs() < 1, "{:?}", start.elapsed());

    assert_eq!(outcomes.len(), 400, "the whole catalogue");
    let mut all = BTreeSet::new();
    for (key, outcome) in &outcomes {
        let Outcome::Known { genres, .. } = outcome else {
            panic!("{:?}: {outcome:?}", names[*key as usize]);
        };
        let of: BTreeSet<_> = genres
            .iter()
            .filter_map(|genre| families::family(&genre.name))
            .collect();
        assert!((1..=2).contains(&of.len()), "{genres:?} {of:?}");
        all.extend(of);
    }
    assert!(all.len() > 6, "{all:?}");
    assert_eq!(world.services().count(Call::MusicBrainz), 34);
    assert_eq!(world.services().count(Call::ListenBrainz), 4);
}
