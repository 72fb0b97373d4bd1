//! Fractions for whole numbers: in which answers, and what they leave alone.

use serde_json::{Value, json};
use simulator::{Family, Fault, FaultKind, Often, Options};

use crate::harness::{Harness, SCOPES};

/// Every number in an answer.
fn numbers(answer: &Value) -> Vec<&Value> {
    match answer {
        Value::Number(_) => vec![answer],
        Value::Array(items) => items.iter().flat_map(numbers).collect(),
        Value::Object(fields) => fields.values().flat_map(numbers).collect(),
        _ => Vec::new(),
    }
}

/// A harness that is asked more often than Spotify would allow, with the fractions that come by default.
async fn by_default(seed: u64) -> Harness {
    let change = |options: &mut Options| {
        options.fractions = Options::new(options.clock.clone()).fractions;
        options.seed = seed;
        options.calls_per_30_secs = u32::MAX;
    };
    Harness::with(change, SCOPES).await
}

/// Which of so many answers have fractions.
async fn with_fractions(harness: &Harness, answers: usize) -> Vec<usize> {
    let mut found = Vec::new();
    for at in 0..answers {
        let answer = harness.get("/me/top/artists?limit=1").await;
        let fractions = numbers(&answer).iter().filter(|number| number.is_f64()).count();
        assert!(fractions == 0 || fractions == numbers(&answer).len(), "{answer}");
        if fractions > 0 {
            found.push(at);
        }
    }
    found
}

#[tokio::test]
async fn now_and_then_all_whole_numbers_of_an_answer_are_fractions() {
    let found = with_fractions(&by_default(1).await, 1000).await;
    assert!((10..=40).contains(&found.len()), "{found:?}");
    assert_eq!(
        found,
        with_fractions(&by_default(1).await, 1000).await,
        "the seed decides"
    );
    assert_ne!(found, with_fractions(&by_default(2).await, 1000).await);
}

#[tokio::test]
async fn fractions_can_be_in_every_answer_or_in_none() {
    let harness = by_default(1).await;
    for (fractions, answers) in [(Often::Always, 200), (Often::Never, 0)] {
        harness.simulator.set_fractions(fractions);
        assert_eq!(with_fractions(&harness, 200).await.len(), answers, "{fractions:?}");
    }
}

#[tokio::test]
async fn nothing_but_the_form_of_the_numbers_changes() {
    let harness = Harness::open().await;
    let path = "/me/player/recently-played?limit=50";
    let usual = harness.call("GET", path, None).await.text().await.unwrap();
    harness.simulator.set_fractions(Often::Always);
    let other = harness.call("GET", path, None).await.text().await.unwrap();
    assert!(other.contains(r#""height":640.0"#), "{other}");
    assert_eq!(other.replace(".0,", ",").replace(".0}", "}"), usual);
    let (status, image) = harness.answer("GET", "/me", None).await;
    assert_eq!((status, &image["images"][0]["width"]), (200, &json!(640.0)));
}

#[tokio::test]
async fn tokens_and_refusals_have_them_too_and_faults_come_on_top() {
    let harness = Harness::open().await;
    harness.simulator.set_fractions(Often::Always);
    let (_, tokens) = harness.refresh(&harness.refresh_token).await;
    assert_eq!(tokens["expires_in"], json!(3600.0));
    let (status, refusal) = harness.answer("GET", "/nothing", None).await;
    assert_eq!((status, &refusal["error"]["status"]), (404, &json!(404.0)));
    harness.simulator.inject(Fault {
        on: Family::Me,
        kind: FaultKind::MalformedJson,
        times: 1,
    });
    let half = harness.call("GET", "/me", None).await.text().await.unwrap();
    assert!(serde_json::from_str::<Value>(&half).is_err(), "{half}");
}
