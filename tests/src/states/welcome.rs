//! Before the first sign-in: the first screen, the guide, the wait for the browser.

use std::net::TcpListener;

use simulator::{Client, DEMO_CLIENT_ID, Family, Fault, FaultKind};

use super::{Context, Group, SIZES, state};
use crate::browser::Intent;
use crate::failure::Outcome;
use crate::testbed::Builder;

/// Only the last letter differs from the known one.
const UNKNOWN_CLIENT_ID: &str = "d0c0ffee5eed4a11b1e55ed7ab1ec106";

pub(super) fn group() -> Group {
    Group {
        name: "start",
        configure: Builder::with_fixed_port,
        prepare: |_| Ok(()),
        opening: |at| Box::pin(at.app.sees("Drop the needle")),
        sizes: SIZES,
        states: vec![
            state("welcome", |at| Box::pin(at.app.sees("Drop the needle"))),
            state("welcome-why", |at| {
                Box::pin(async {
                    at.app.press("button", "Why my own ID?").await?;
                    at.app.sees("five listeners").await
                })
            }),
            state("guide", |at| {
                Box::pin(async {
                    at.app.press("link", "Start, about 3 minutes").await?;
                    at.app.sees("Bring your own ID").await
                })
            }),
            state("guide-no-id-at-all", |at| Box::pin(at.check("not an id", "32"))),
            state("guide-unknown-client", |at| {
                Box::pin(at.check(UNKNOWN_CLIENT_ID, "Spotify does not know this Client ID"))
            }),
            state("guide-redirect-missing", |at| {
                Box::pin(async {
                    at.testbed.spotify().set_client(Client {
                        redirects: Vec::new(),
                        ..Client::new(DEMO_CLIENT_ID)
                    });
                    at.check(DEMO_CLIENT_ID, "Spotify has the app, but not this redirect")
                        .await
                })
            }),
            state("guide-not-checked", |at| {
                Box::pin(async {
                    at.testbed.spotify().inject(Fault {
                        on: Family::Authorize,
                        kind: FaultKind::Status(503),
                        times: u32::MAX,
                    });
                    at.check(DEMO_CLIENT_ID, "No answer from Spotify").await
                })
            }),
            state("guide-ready", |at| {
                Box::pin(async {
                    at.testbed.spotify().set_client(Client::new(DEMO_CLIENT_ID));
                    at.check(DEMO_CLIENT_ID, "Spotify knows this Client ID").await
                })
            }),
            state("sign-in-waiting", |at| {
                Box::pin(at.sign_in(Intent::Hold, "Waiting for your browser"))
            }),
            state("sign-in-not-ours", |at| {
                Box::pin(at.sign_in(Intent::WrongState, "That answer belongs to another sign-in"))
            }),
            state("sign-in-cancelled", |at| {
                Box::pin(at.sign_in(Intent::Cancel, "You said no in the browser"))
            }),
            state("sign-in-code-rejected", |at| {
                Box::pin(at.sign_in(Intent::ReuseCode, "Spotify didn't accept the answer"))
            }),
            state("sign-in-port-taken", |at| {
                Box::pin(async {
                    at.app.press("radio", "http://127.0.0.1").await?;
                    let _other = TcpListener::bind(("127.0.0.1", 43117))?;
                    at.testbed.spotify().set_client(Client {
                        redirects: vec!["http://127.0.0.1:43117/callback".to_owned()],
                        ..Client::new(DEMO_CLIENT_ID)
                    });
                    at.sign_in(Intent::Agree, "Port 43117 is taken").await?;
                    at.testbed.spotify().set_client(Client::new(DEMO_CLIENT_ID));
                    Ok(())
                })
            }),
            state("welcome-with-id", |at| {
                Box::pin(async {
                    at.app.press("link", "Back to the start").await?;
                    at.app.find("button", "Sign in").await.map(drop)
                })
            }),
        ],
    }
}

impl Context<'_> {
    /// Checks a Client ID in the guide.
    async fn check(&self, client_id: &str, result: &str) -> Outcome {
        self.app.fill("Client ID", client_id).await?;
        self.app.press("button", "Check").await?;
        self.app.sees(result).await
    }

    /// Signs in from the guide, with this intent in the browser.
    async fn sign_in(&self, intent: Intent, outcome: &str) -> Outcome {
        self.testbed.browser().will(intent)?;
        self.app.press("button", "Sign in").await?;
        self.app.sees(outcome).await
    }
}
