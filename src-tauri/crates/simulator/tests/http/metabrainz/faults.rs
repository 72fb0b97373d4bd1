//! Faults on demand, and what tests can see of the requests.

use std::time::Duration;

use serde_json::{Value, json};
use simulator::metabrainz::{Call, Fault, FaultKind, Limits, RandomFaults};

use super::harness::{AGENT, Brainz, told};

const QUERY: &[(&str, &str)] = &[("query", "artist:\"a\"")];
const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

async fn unhurried() -> Brainz {
    Brainz::with(|options| {
        options.metabrainz.limits = Limits {
            musicbrainz_interval: Duration::ZERO,
            listenbrainz_calls: u32::MAX,
            ..Limits::default()
        };
    })
    .await
}

fn once(on: Call, kind: FaultKind) -> Fault {
    Fault { on, kind, times: 1 }
}

#[tokio::test]
async fn each_refusal_has_its_status_and_passes_after_one_call() {
    let brainz = unhurried().await;
    for (kind, status) in [
        (FaultKind::Busy { retry_after_secs: None }, 503),
        (FaultKind::TooManyRequests { retry_after_secs: 7 }, 429),
        (FaultKind::Status(500), 500),
        (FaultKind::Status(502), 502),
    ] {
        brainz.metabrainz().inject(once(Call::ArtistSearch, kind.clone()));
        brainz.metabrainz().inject(once(Call::ListenBrainz, kind.clone()));
        assert_eq!(brainz.at_once("/artist", QUERY).await.status(), status, "{kind:?}");
        assert_eq!(brainz.at_once("/artist", QUERY).await.status(), 200, "{kind:?}");
        assert_eq!(brainz.metadata(NOBODY, "tag").await.status(), status, "{kind:?}");
        assert_eq!(brainz.metadata(NOBODY, "tag").await.status(), 200, "{kind:?}");
    }
}

#[tokio::test]
async fn a_busy_service_and_a_hasty_client_can_be_told_apart() {
    let brainz = unhurried().await;
    brainz.metabrainz().inject(once(
        Call::MusicBrainz,
        FaultKind::Busy {
            retry_after_secs: Some(0),
        },
    ));
    let busy = brainz.at_once("/artist", QUERY).await;
    assert_eq!(
        (told(&busy, "retry-after"), told(&busy, "x-ratelimit-who")),
        ("0", "search-shed")
    );
    let error = "The MusicBrainz web server is currently busy. Please try again later.";
    assert_eq!(busy.json::<Value>().await.unwrap(), json!({ "error": error }));
    brainz.metabrainz().inject(once(
        Call::ArtistMetadata,
        FaultKind::TooManyRequests { retry_after_secs: 7 },
    ));
    let hasty = brainz.metadata(NOBODY, "tag").await;
    assert_eq!((told(&hasty, "retry-after"), hasty.status().as_u16()), ("7", 429));
}

#[tokio::test]
async fn an_answer_can_be_half_or_nothing_or_break_off() {
    let brainz = unhurried().await;
    brainz
        .metabrainz()
        .inject(once(Call::ArtistSearch, FaultKind::MalformedJson));
    let half = brainz.at_once("/artist", QUERY).await.text().await.unwrap();
    assert!(!half.is_empty() && serde_json::from_str::<Value>(&half).is_err());
    brainz
        .metabrainz()
        .inject(once(Call::ArtistSearch, FaultKind::EmptyBody));
    assert_eq!(brainz.at_once("/artist", QUERY).await.text().await.unwrap(), "");
    brainz.metabrainz().inject(once(Call::ArtistSearch, FaultKind::Cut));
    let url = format!("{}/ws/2/artist?query=a&fmt=json", brainz.simulator.musicbrainz_url());
    let cut = match brainz.http.get(url).send().await {
        Ok(response) => response.bytes().await.is_err(),
        Err(_) => true,
    };
    assert!(cut);
}

#[tokio::test]
async fn an_answer_can_stall() {
    let brainz = unhurried().await;
    // The first answer takes time of its own.
    assert_eq!(brainz.at_once("/url", &[("resource", "a:b")]).await.status(), 404);
    let slow = FaultKind::Slow(Duration::from_secs(3600));
    brainz.metabrainz().inject(once(Call::Urls, slow));
    let url = format!("{}/ws/2/url?resource=a:b&fmt=json", brainz.simulator.musicbrainz_url());
    let request = brainz.http.get(url).timeout(Duration::from_millis(300));
    assert!(request.send().await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn faults_stay_with_their_calls_until_cleared() {
    let brainz = unhurried().await;
    brainz.metabrainz().inject(Fault {
        on: Call::ListenBrainz,
        kind: FaultKind::Status(500),
        times: u32::MAX,
    });
    for _ in 0..3 {
        assert_eq!(brainz.metadata(NOBODY, "tag").await.status(), 500);
        assert_eq!(brainz.at_once("/artist", QUERY).await.status(), 200);
    }
    brainz.metabrainz().clear_faults();
    assert_eq!(brainz.metadata(NOBODY, "tag").await.status(), 200);
}

#[tokio::test]
async fn random_faults_strike_some_calls() {
    let brainz = unhurried().await;
    brainz.metabrainz().set_random_faults(Some(RandomFaults {
        percent: 30,
        kinds: vec![FaultKind::Status(500), FaultKind::Status(503)],
        seed: 4,
    }));
    let mut statuses = Vec::new();
    for _ in 0..60 {
        statuses.push(brainz.at_once("/artist", QUERY).await.status().as_u16());
    }
    for (status, expected) in [(200, 30..55), (500, 3..20), (503, 3..20)] {
        let count = statuses.iter().filter(|other| **other == status).count();
        assert!(expected.contains(&count), "{count} times {status}");
    }
    brainz.metabrainz().set_random_faults(None);
    for _ in 0..20 {
        assert_eq!(brainz.at_once("/artist", QUERY).await.status(), 200);
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_request_uses_up_no_fault() {
    let brainz = Brainz::open().await;
    brainz.at_once("/artist", QUERY).await;
    brainz
        .metabrainz()
        .inject(once(Call::ArtistSearch, FaultKind::Status(500)));
    assert_eq!(brainz.at_once("/artist", QUERY).await.status(), 503);
    assert_eq!(brainz.call("/artist", QUERY).await.0, 500);
}

#[tokio::test(start_paused = true)]
async fn requests_tell_what_was_asked_when_and_how_it_was_answered() {
    let brainz = Brainz::open().await;
    brainz.call("/artist", QUERY).await;
    brainz.at_once("/url", &[("resource", "a:b")]).await;
    brainz.metadata(NOBODY, "tag").await;
    let requests = brainz.metabrainz().requests();
    let told: Vec<_> = requests
        .iter()
        .map(|request| (request.call, request.status, request.user_agent.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (Call::ArtistSearch, 200, AGENT),
            (Call::Urls, 503, AGENT),
            (Call::ArtistMetadata, 200, AGENT)
        ]
    );
    assert_eq!(requests[0].query, "query=artist%3A%22a%22&fmt=json");
    assert_eq!(requests[1].at, requests[0].at);
    assert_eq!(requests[1].instant, requests[0].instant);
    let counts =
        [Call::MusicBrainz, Call::Urls, Call::Lookup, Call::ListenBrainz].map(|call| brainz.metabrainz().count(call));
    assert_eq!(counts, [2, 1, 0, 1]);
    assert!(brainz.simulator.requests().is_empty(), "Spotify's log is another");
}
