//! How fast a client may ask, and what happens to one that asks faster.

use std::time::Duration;

use serde_json::{Value, json};
use simulator::metabrainz::{Ban, Call, LISTENBRAINZ_TOKEN, Limits};

use super::harness::{Brainz, told};

const SECOND: Duration = Duration::from_secs(1);
const QUERY: &[(&str, &str)] = &[("query", "artist:\"a\"")];

#[tokio::test(start_paused = true)]
async fn a_second_request_within_a_second_is_refused_and_a_later_one_is_not() {
    let brainz = Brainz::open().await;
    assert_eq!(brainz.at_once("/artist", QUERY).await.status(), 200);
    brainz.pass(Duration::from_millis(900));
    let refused = brainz.at_once("/artist", QUERY).await;
    assert_eq!(refused.status(), 503);
    assert_eq!(
        (told(&refused, "retry-after"), told(&refused, "x-ratelimit-remaining")),
        ("1", "0")
    );
    assert!(told(&refused, "x-ratelimit-zone").starts_with("ws ip="));
    let error = "Your requests are exceeding the allowable rate limit. \
                 Please see http://wiki.musicbrainz.org/XMLWebService for more information.";
    assert_eq!(refused.json::<Value>().await.unwrap(), json!({ "error": error }));
    brainz.pass(SECOND);
    assert_eq!(brainz.at_once("/artist", QUERY).await.status(), 200);
    let gap = brainz.metabrainz().shortest_gap().unwrap();
    assert_eq!(gap.by_clock, Duration::from_millis(900));
    assert_eq!(brainz.metabrainz().ban(), None);
}

#[tokio::test(start_paused = true)]
async fn ten_refusals_within_half_a_minute_are_a_ban_for_ever() {
    let brainz = Brainz::open().await;
    for _ in 0..=10 {
        assert_eq!(brainz.metabrainz().ban(), None);
        brainz.at_once("/artist", QUERY).await;
    }
    assert_eq!(brainz.metabrainz().ban(), Some(Ban::TooFast));
    brainz.pass(Duration::from_secs(86_400));
    assert_eq!(brainz.at_once("/artist", QUERY).await.status(), 403);
    assert_eq!(brainz.at_once("/url", &[("resource", "a:b")]).await.status(), 403);
}

#[tokio::test(start_paused = true)]
async fn whoever_gives_no_contact_is_banned_at_once() {
    for agent in ["", "reqwest/0.13", "Tonearm/0.1"] {
        let brainz = Brainz::open().await;
        let url = format!("{}/ws/2/artist?query=a&fmt=json", brainz.simulator.musicbrainz_url());
        let refused = brainz.http.get(url).header("user-agent", agent).send().await.unwrap();
        assert_eq!(
            (refused.status().as_u16(), told(&refused, "x-ratelimit-who")),
            (403, "ua-missing"),
            "{agent}"
        );
        assert_eq!(brainz.metabrainz().ban(), Some(Ban::NoContact));
        assert_eq!(brainz.call("/artist", QUERY).await.0, 403);
    }
}

#[tokio::test(start_paused = true)]
async fn time_that_a_test_has_paused_counts_as_well() {
    let brainz = Brainz::open().await;
    for _ in 0..20 {
        assert_eq!(brainz.at_once("/artist", QUERY).await.status(), 200);
        tokio::time::sleep(SECOND).await;
    }
    let gap = brainz.metabrainz().shortest_gap().unwrap();
    assert_eq!(gap.by_clock, Duration::ZERO);
    assert_eq!(gap.by_timer, SECOND);
}

#[tokio::test(start_paused = true)]
async fn the_limit_of_musicbrainz_can_be_switched_off() {
    let brainz = Brainz::with(|options| {
        options.metabrainz.limits = Limits {
            musicbrainz_interval: Duration::ZERO,
            ..Limits::default()
        };
    })
    .await;
    for _ in 0..30 {
        assert_eq!(brainz.at_once("/artist", QUERY).await.status(), 200);
    }
}

#[tokio::test(start_paused = true)]
async fn listenbrainz_tells_what_is_left_and_refuses_what_is_more() {
    let brainz = Brainz::open().await;
    brainz.pass(Duration::from_secs(3));
    let id = "00000000-0000-4000-8000-000000000000";
    for left in (0..30).rev() {
        let answer = brainz.metadata(id, "tag").await;
        assert_eq!(answer.status(), 200);
        let headers =
            ["limit", "remaining", "reset-in"].map(|name| told(&answer, &format!("x-ratelimit-{name}")).to_owned());
        assert_eq!(headers, ["30", &left.to_string(), "7"]);
    }
    let over = brainz.metadata(id, "tag").await;
    assert_eq!(
        (over.status().as_u16(), told(&over, "x-ratelimit-remaining")),
        (429, "0")
    );
    assert_eq!(over.json::<Value>().await.unwrap()["code"], 429);
    let token = format!("Token {LISTENBRAINZ_TOKEN}");
    let body = json!({ "recordings": [{ "artist_name": "a", "recording_name": "b" }] });
    assert_eq!(
        brainz.look_up(Some(&token), &body).await.0,
        200,
        "a token has a limit of its own"
    );
    brainz.pass(Duration::from_secs(7));
    let next = brainz.metadata(id, "tag").await;
    assert_eq!(
        (next.status().as_u16(), told(&next, "x-ratelimit-remaining")),
        (200, "29")
    );
    assert_eq!(brainz.metabrainz().ban(), None);
    assert_eq!(brainz.metabrainz().count(Call::ListenBrainz), 33);
}

#[tokio::test(start_paused = true)]
async fn with_a_token_listenbrainz_allows_fifty() {
    let brainz = Brainz::open().await;
    let token = format!("Token {LISTENBRAINZ_TOKEN}");
    let body = json!({ "recordings": [{ "artist_name": "a", "recording_name": "b" }] });
    let mut answered = 0;
    for _ in 0..60 {
        answered += usize::from(brainz.look_up(Some(&token), &body).await.0 == 200);
    }
    assert_eq!(answered, 50);
}

#[tokio::test(start_paused = true)]
async fn an_address_of_more_than_eight_kilobytes_is_too_long() {
    let brainz = Brainz::open().await;
    let ids = |count: usize| {
        let ids: Vec<_> = (0..count)
            .map(|at| format!("00000000-0000-4000-8000-{at:012}"))
            .collect();
        ids.join(",")
    };
    assert_eq!(brainz.metadata(&ids(100), "tag").await.status(), 200);
    assert_eq!(brainz.metadata(&ids(300), "tag").await.status(), 414);
}
