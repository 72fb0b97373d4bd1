//! A running simulator with a clock that moves only when told to, and a client that has signed in.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::DateTime;
use reqwest::{Method, Response, header, redirect};
use serde_json::Value;
use sha2::{Digest, Sha256};
use simulator::{DEMO_CLIENT_ID, Often, Options, Quirks, Simulator, start};
use url::Url;

/// Saturday 21 November 2026, 22:00.
pub(crate) const EVENING_SECS: i64 = 1_795_298_400;
pub(crate) const VERIFIER: &str = "0123456789-0123456789-0123456789-0123456789";
pub(crate) const REDIRECT: &str = "tonearm://callback";
pub(crate) const SCOPES: &str = "user-top-read user-read-recently-played user-read-currently-playing playlist-read-private \
    playlist-modify-private playlist-modify-public user-read-private user-read-email";

pub(crate) struct Harness {
    pub(crate) simulator: Simulator,
    pub(crate) http: reqwest::Client,
    pub(crate) token: String,
    pub(crate) refresh_token: String,
    clock_secs: Arc<AtomicI64>,
}

impl Harness {
    /// Signed in with every scope.
    pub(crate) async fn open() -> Self {
        Self::with(|_| {}, SCOPES).await
    }

    pub(crate) async fn with(change: impl FnOnce(&mut Options), scopes: &str) -> Self {
        let clock_secs = Arc::new(AtomicI64::new(EVENING_SECS));
        let read = clock_secs.clone();
        let mut options = Options::new(Arc::new(move || {
            DateTime::from_timestamp(read.load(Ordering::SeqCst), 0).unwrap()
        }));
        // Most tests compare whole answers with what they expect.
        options.fractions = Often::Never;
        options.quirks = Quirks::none();
        change(&mut options);
        let simulator = start(options).await.unwrap();
        let http = reqwest::Client::builder()
            .redirect(redirect::Policy::none())
            .build()
            .unwrap();
        let mut harness = Self {
            simulator,
            http,
            token: String::new(),
            refresh_token: String::new(),
            clock_secs,
        };
        let answer = harness.exchange(&harness.code(scopes).await).await;
        harness.token = answer["access_token"].as_str().unwrap().to_owned();
        harness.refresh_token = answer["refresh_token"].as_str().unwrap().to_owned();
        harness
    }

    pub(crate) fn pass(&self, secs: i64) {
        self.clock_secs.fetch_add(secs, Ordering::SeqCst);
    }

    /// The query of the authorize address.
    pub(crate) fn ask(scopes: &str) -> Vec<(&'static str, String)> {
        vec![
            ("client_id", DEMO_CLIENT_ID.to_owned()),
            ("response_type", "code".to_owned()),
            ("redirect_uri", REDIRECT.to_owned()),
            ("code_challenge_method", "S256".to_owned()),
            ("code_challenge", URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER))),
            ("scope", scopes.to_owned()),
            ("state", "a state & more".to_owned()),
        ]
    }

    /// Presses a button of the consent page and returns the address that it leads to.
    pub(crate) async fn press(&self, mut form: Vec<(&'static str, String)>, button: &str) -> Url {
        form.push(("answer", button.to_owned()));
        let url = format!("{}/authorize/consent", self.simulator.accounts_url());
        let response = self.http.post(url).form(&form).send().await.unwrap();
        assert_eq!(response.status(), 302);
        Url::parse(response.headers()[header::LOCATION].to_str().unwrap()).unwrap()
    }

    pub(crate) async fn code(&self, scopes: &str) -> String {
        let url = self.press(Self::ask(scopes), "agree").await;
        field(&url, "code").unwrap()
    }

    pub(crate) async fn exchange(&self, code: &str) -> Value {
        self.token_call(&[
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", REDIRECT),
            ("client_id", DEMO_CLIENT_ID),
            ("code_verifier", VERIFIER),
        ])
        .await
        .1
    }

    pub(crate) async fn refresh(&self, refresh_token: &str) -> (u16, Value) {
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh_token),
            ("client_id", DEMO_CLIENT_ID),
        ];
        self.token_call(&form).await
    }

    pub(crate) async fn token_call(&self, form: &[(&str, &str)]) -> (u16, Value) {
        let url = format!("{}/api/token", self.simulator.accounts_url());
        let response = self.http.post(url).form(form).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    /// Any call to the Web API, with the token; the path starts with a slash.
    pub(crate) async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Response {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let url = format!("{}{path}", self.simulator.api_url());
        let mut request = self.http.request(method, url).bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(&body);
        }
        request.send().await.unwrap()
    }

    /// The status and the body; null if there is no body.
    pub(crate) async fn answer(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let response = self.call(method, path, body).await;
        let status = response.status().as_u16();
        let text = response.text().await.unwrap();
        let value = if text.is_empty() {
            Value::Null
        } else {
            serde_json::from_str(&text).unwrap()
        };
        (status, value)
    }

    /// The body of a GET that must work.
    pub(crate) async fn get(&self, path: &str) -> Value {
        let (status, value) = self.answer("GET", path, None).await;
        assert_eq!(status, 200, "{path}: {value}");
        value
    }
}

/// A parameter of an address.
pub(crate) fn field(url: &Url, name: &str) -> Option<String> {
    url.query_pairs()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}
