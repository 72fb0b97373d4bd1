//! Consent and tokens.

use reqwest::header;
use simulator::{Client, DEMO_CLIENT_ID};

use crate::harness::{Harness, REDIRECT, SCOPES, VERIFIER, field};

/// Opens the authorize page after one change to what is asked: status, text, and where it redirects to.
async fn page(harness: &Harness, name: &str, value: &str) -> (u16, String, String) {
    let mut ask = Harness::ask(SCOPES);
    for field in &mut ask {
        if field.0 == name {
            value.clone_into(&mut field.1);
        }
    }
    let url = format!("{}/authorize", harness.simulator.accounts_url());
    let response = harness.http.get(url).query(&ask).send().await.unwrap();
    let to = response
        .headers()
        .get(header::LOCATION)
        .map(|to| to.to_str().unwrap().to_owned());
    (
        response.status().as_u16(),
        response.text().await.unwrap(),
        to.unwrap_or_default(),
    )
}

#[tokio::test]
async fn the_page_says_what_it_is_and_what_is_asked_and_offers_both_answers() {
    let harness = Harness::open().await;
    let (status, text, _) = page(&harness, "", "").await;
    assert_eq!(status, 200);
    for part in [
        "not Spotify",
        "Tonearm",
        "Make and change private playlists",
        ">Agree<",
        ">Cancel<",
    ] {
        assert!(text.contains(part), "{part}");
    }
    assert!(text.contains("value=\"a state &amp; more\""));
    assert!(!text.contains("{{"));
}

#[tokio::test]
async fn a_wrong_client_or_redirect_is_told_to_the_person_only() {
    let harness = Harness::open().await;
    for (name, value, words) in [
        ("client_id", "0123", "INVALID_CLIENT: Invalid client"),
        (
            "redirect_uri",
            "tonearm://callback/",
            "INVALID_CLIENT: Invalid redirect URI",
        ),
        (
            "redirect_uri",
            "tonearm://elsewhere",
            "INVALID_CLIENT: Invalid redirect URI",
        ),
        (
            "redirect_uri",
            "http://localhost:4381/callback",
            "INVALID_CLIENT: Insecure redirect URI",
        ),
    ] {
        assert_eq!(
            page(&harness, name, value).await,
            (400, words.to_owned(), String::new())
        );
    }
}

#[tokio::test]
async fn localhost_and_hyphens_fail_even_when_registered() {
    let harness = Harness::open().await;
    let mut client = Client::new(DEMO_CLIENT_ID);
    client.redirects = vec![
        "http://localhost:1/callback".into(),
        "https://example.com/call-back".into(),
    ];
    harness.simulator.set_client(client);
    let (status, text, _) = page(&harness, "redirect_uri", "http://localhost:1/callback").await;
    assert_eq!((status, text.as_str()), (400, "INVALID_CLIENT: Insecure redirect URI"));
    let (status, text, _) = page(&harness, "redirect_uri", "https://example.com/call-back").await;
    assert_eq!((status, text.as_str()), (400, "INVALID_CLIENT: Invalid redirect URI"));
}

#[tokio::test]
async fn any_other_mistake_goes_back_to_the_app_with_its_state() {
    let harness = Harness::open().await;
    for (name, value, error) in [
        ("response_type", "token", "unsupported_response_type"),
        ("code_challenge_method", "plain", "invalid_request"),
        ("code_challenge", "", "invalid_request"),
        ("scope", "user-top-read world-domination", "invalid_scope"),
    ] {
        let (status, _, to) = page(&harness, name, value).await;
        assert_eq!(status, 302, "{name}");
        let to = url::Url::parse(&to).unwrap();
        assert_eq!(field(&to, "error").as_deref(), Some(error));
        assert_eq!(field(&to, "state").as_deref(), Some("a state & more"));
    }
}

#[tokio::test]
async fn agreeing_gives_a_code_and_cancelling_an_error() {
    let harness = Harness::open().await;
    let agreed = harness.press(Harness::ask(SCOPES), "agree").await;
    assert!(agreed.as_str().starts_with("tonearm://callback?code="));
    assert_eq!(field(&agreed, "state").as_deref(), Some("a state & more"));
    let cancelled = harness.press(Harness::ask(SCOPES), "cancel").await;
    assert_eq!(field(&cancelled, "error").as_deref(), Some("access_denied"));
    assert_eq!(field(&cancelled, "state").as_deref(), Some("a state & more"));
    assert_eq!(field(&cancelled, "code"), None);
}

#[tokio::test]
async fn a_loopback_redirect_works_on_any_port() {
    let harness = Harness::open().await;
    let mut ask = Harness::ask(SCOPES);
    ask[2].1 = "http://127.0.0.1:43817/callback".into();
    let to = harness.press(ask, "agree").await;
    assert_eq!(to.port(), Some(43817));
    assert!(field(&to, "code").is_some());
}

#[tokio::test]
async fn a_token_comes_with_its_scopes_and_its_hour() {
    let harness = Harness::open().await;
    let answer = harness
        .exchange(&harness.code("user-top-read playlist-read-private").await)
        .await;
    assert_eq!(answer["token_type"], "Bearer");
    assert_eq!(answer["expires_in"], 3600);
    assert_eq!(answer["scope"], "user-top-read playlist-read-private");
    assert!(answer["refresh_token"].is_string());
}

#[tokio::test]
async fn a_code_used_twice_takes_the_first_tokens_back() {
    let harness = Harness::open().await;
    let code = harness.code(SCOPES).await;
    let first = harness.exchange(&code).await;
    let again = harness.exchange(&code).await;
    assert_eq!(again["error"], "invalid_grant");
    let (status, refreshed) = harness.refresh(first["refresh_token"].as_str().unwrap()).await;
    assert_eq!((status, &refreshed["error"]), (400, &"invalid_grant".into()));
}

#[tokio::test]
async fn a_wrong_verifier_gets_nothing() {
    let harness = Harness::open().await;
    let code = harness.code(SCOPES).await;
    let mut form = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", REDIRECT),
        ("client_id", DEMO_CLIENT_ID),
        ("code_verifier", "another-verifier-another-verifier-another-v"),
    ];
    assert_eq!(harness.token_call(&form).await.0, 400);
    form[4].1 = VERIFIER;
    assert_eq!(harness.token_call(&form).await.0, 200);
}

#[tokio::test]
async fn the_token_call_speaks_oauth_about_what_is_wrong() {
    let harness = Harness::open().await;
    for (form, error) in [
        (vec![("grant_type", "password")], "unsupported_grant_type"),
        (vec![("client_id", DEMO_CLIENT_ID)], "unsupported_grant_type"),
        (
            vec![("grant_type", "refresh_token"), ("client_id", "0123")],
            "invalid_client",
        ),
        (
            vec![("grant_type", "refresh_token"), ("client_id", DEMO_CLIENT_ID)],
            "invalid_request",
        ),
        (
            vec![("grant_type", "authorization_code"), ("client_id", DEMO_CLIENT_ID)],
            "invalid_request",
        ),
    ] {
        let (status, answer) = harness.token_call(&form).await;
        assert_eq!((status, &answer["error"]), (400, &error.into()), "{form:?}");
        assert!(answer["error_description"].is_string());
    }
    let url = format!("{}/api/token", harness.simulator.accounts_url());
    let json = harness.http.post(url).json(&"grant_type").send().await.unwrap();
    assert_eq!(json.status(), 400);
    assert_eq!(
        json.json::<serde_json::Value>().await.unwrap()["error"],
        "unsupported_grant_type"
    );
}

#[tokio::test]
async fn refreshing_keeps_the_refresh_token_until_rotation_is_switched_on() {
    let harness = Harness::open().await;
    let (status, kept) = harness.refresh(&harness.refresh_token).await;
    assert_eq!((status, kept.get("refresh_token")), (200, None));
    harness.simulator.set_rotation(true);
    let (_, rotated) = harness.refresh(&harness.refresh_token).await;
    assert!(rotated["refresh_token"].is_string());
    let (status, spent) = harness.refresh(&harness.refresh_token).await;
    assert_eq!((status, &spent["error"]), (400, &"invalid_grant".into()));
}

#[tokio::test]
async fn after_an_hour_the_access_token_expires_and_a_refresh_mends_it() {
    let mut harness = Harness::open().await;
    harness.pass(3600);
    let (status, answer) = harness.answer("GET", "/me", None).await;
    assert_eq!(
        (status, &answer["error"]["message"]),
        (401, &"The access token expired".into())
    );
    harness.token = harness.refresh(&harness.refresh_token).await.1["access_token"]
        .as_str()
        .unwrap()
        .into();
    harness.get("/me").await;
}

#[tokio::test]
async fn six_months_after_consent_the_refresh_token_is_dead() {
    let harness = Harness::open().await;
    harness.pass(182 * 86_400);
    let (status, answer) = harness.refresh(&harness.refresh_token).await;
    assert_eq!(
        (status, &answer["error_description"]),
        (400, &"Refresh token expired".into())
    );
}

#[tokio::test]
async fn revoking_the_consent_ends_both_tokens() {
    let harness = Harness::open().await;
    harness.simulator.revoke_consent();
    let (status, answer) = harness.answer("GET", "/me", None).await;
    assert_eq!(
        (status, &answer["error"]["message"]),
        (401, &"Invalid access token".into())
    );
    let (_, answer) = harness.refresh(&harness.refresh_token).await;
    assert_eq!(answer["error_description"], "Refresh token revoked");
}

#[tokio::test]
async fn every_secret_given_out_is_known_and_none_is_in_the_requests() {
    let harness = Harness::open().await;
    harness.get("/me").await;
    let tokens = harness.simulator.tokens();
    assert_eq!(tokens.len(), 3, "a code and two tokens");
    assert!(tokens.contains(&harness.token) && tokens.contains(&harness.refresh_token));
    let seen = format!("{:?}", harness.simulator.requests());
    assert!(tokens.iter().all(|token| !seen.contains(token)));
}

#[tokio::test]
async fn agreeing_without_a_browser_leads_where_the_page_would() {
    let harness = Harness::open().await;
    let mut url = url::Url::parse(&format!("{}/authorize", harness.simulator.accounts_url())).unwrap();
    url.query_pairs_mut().extend_pairs(Harness::ask(SCOPES));
    let to = harness.simulator.agree(url.as_str()).await.unwrap();
    assert!(to.starts_with("tonearm://callback?code="), "{to}");
    assert!(
        harness
            .simulator
            .agree("http://127.0.0.1/authorize?client_id=0")
            .await
            .is_err()
    );
}
