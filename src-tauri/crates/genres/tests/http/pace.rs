//! How fast MusicBrainz is asked, measured where the requests arrive.

use std::time::Duration;

use ::genres::Pacing;

use crate::support::{Server, World, client_with, named, run};

#[tokio::test]
async fn two_requests_never_arrive_within_a_second_though_two_lookups_run() {
    let server = Server::start(World::default()).await;
    let (client, _) = client_with(&server, Pacing::Polite, None);
    let other = client.clone();
    tokio::join!(
        run(&client, vec![named(0, "Low")]),
        run(&other, vec![named(0, "Duster")]),
        run(&other, vec![named(0, "Bedhead")]),
    );
    let arrived = server.arrived();
    assert_eq!(arrived.len(), 3);
    for pair in arrived.windows(2) {
        let apart = pair[1].at - pair[0].at;
        assert!(apart >= Duration::from_secs(1), "{apart:?}");
    }
}
