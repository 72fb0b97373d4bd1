//! Listeners other than the usual one: a new one, the sample's, and one without a keychain.

use super::{Context, Group, SIZES, state};
use crate::failure::Outcome;
use crate::listener::{enter_client_id, sign_in};
use crate::testbed::Builder;

/// How often the usual time is waited for the sample's history.
const HISTORY_WAITS: usize = 4;

pub(super) fn newcomer() -> Group {
    Group {
        name: "newcomer",
        configure: |builder| builder,
        prepare: |_| Ok(()),
        opening: |at| Box::pin(at.new_listener()),
        sizes: SIZES,
        states: vec![
            state("newcomer-top-tracks", |at| Box::pin(at.app.sees("Nothing yet"))),
            state("newcomer-top-genres", |at| {
                Box::pin(async {
                    at.app.press("tab", "Genres").await?;
                    at.app.sees("Nothing yet").await
                })
            }),
            state("newcomer-recent", |at| {
                Box::pin(async {
                    at.app.press("link", "Recent").await?;
                    at.app.sees("A track appears here when it has ended").await
                })
            }),
        ],
    }
}

/// Opens the sample. Its history follows in the background, and takes its time on a busy machine.
async fn the_sample(at: &Context<'_>) -> Outcome {
    at.app.press("button", "Try the sample").await?;
    let has_come = async || {
        let text = at.app.text().await?;
        // Fifty plays are there at once.
        let is_thousands = |line: &str| line.ends_with("plays kept") && line.contains(',');
        Ok(text.lines().any(is_thousands).then_some(()))
    };
    let mut outcome = Ok(());
    for _ in 0..HISTORY_WAITS {
        outcome = at.app.wait("the sample's history has come", has_come).await;
        if outcome.is_ok() {
            break;
        }
    }
    outcome
}

pub(super) fn sample() -> Group {
    Group {
        name: "sample",
        configure: |builder| builder,
        prepare: |_| Ok(()),
        opening: |at| Box::pin(the_sample(at)),
        sizes: SIZES,
        states: vec![
            state("sample-top-tracks", |at| {
                Box::pin(async { at.app.list("Top tracks").await.map(drop) })
            }),
            state("sample-genres", |at| {
                Box::pin(async {
                    at.go("#/top/genres/all").await?;
                    at.app.find("heading", "Families").await.map(drop)
                })
            }),
            state("sample-genres-weight", |at| {
                Box::pin(async {
                    at.go("#/top/genres/fourWeeks/weight/families").await?;
                    at.app.list("Top genres").await.map(drop)
                })
            }),
            state("sample-explore", |at| {
                Box::pin(async {
                    at.explore().await?;
                    at.app.list("Top tracks").await.map(drop)
                })
            }),
            state("sample-explore-calendar", |at| Box::pin(at.scroll_to("#calendar"))),
            state("sample-artist", |at| Box::pin(at.page("artists", "Mirador Septet"))),
            state("sample-why-play", |at| {
                Box::pin(async {
                    at.go("#/recent").await?;
                    at.app.press("button", "Why this play?").await?;
                    at.app.press("button", "Is it the same play as another one?").await?;
                    at.app.list("Plays around it").await.map(drop)
                })
            }),
            state("sample-settings", |at| {
                Box::pin(async {
                    at.app.press("link", "Settings").await?;
                    at.app.sees("An invented listener").await
                })
            }),
        ],
    }
}

pub(super) fn no_keychain() -> Group {
    Group {
        name: "no-keychain",
        configure: Builder::without_keychain,
        prepare: |_| Ok(()),
        opening: |at| Box::pin(sign_in(at.app)),
        sizes: SIZES,
        states: vec![
            state("no-keychain-top-tracks", |at| {
                Box::pin(at.app.sees("Signed in for this run only"))
            }),
            state("no-keychain-settings", |at| {
                Box::pin(async {
                    at.app.press("link", "Settings").await?;
                    at.app.sees("For this run only").await
                })
            }),
            state("settings-login-to-counting", |at| {
                Box::pin(async {
                    at.app.press("link", "Settings").await?;
                    at.app.sees("What counts").await?;
                    let script = "document.getElementById('login').closest('section').scrollIntoView()";
                    at.app.execute(script, vec![]).await.map(drop)
                })
            }),
            state("settings-end", |at| {
                Box::pin(async {
                    at.app.press("link", "Settings").await?;
                    at.app.sees("Nothing was asked today").await?;
                    let script = "document.getElementById('about').closest('section').scrollIntoView()";
                    at.app.execute(script, vec![]).await.map(drop)
                })
            }),
        ],
    }
}

impl Context<'_> {
    /// Signs in as a listener who has never played anything.
    pub(super) async fn new_listener(&self) -> Outcome {
        self.testbed.spotify().empty_listener();
        enter_client_id(self.app).await?;
        self.app.press("button", "Sign in").await?;
        self.app.sees("Nothing yet").await
    }
}
