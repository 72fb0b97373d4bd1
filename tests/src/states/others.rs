//! Listeners other than the usual: a new one, the invented one, and one whose computer keeps no secrets.

use super::{Act, SIZES, Scene, state};
use crate::failure::Told;
use crate::listener::{bring_the_client_id, sign_in};
use crate::stage::Props;

pub(super) fn newcomer() -> Act {
    Act {
        name: "newcomer",
        stage: |props| props,
        before: |_| Ok(()),
        overture: |at| Box::pin(at.comes_new()),
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

pub(super) fn sample() -> Act {
    Act {
        name: "sample",
        stage: |props| props,
        before: |_| Ok(()),
        overture: |at| Box::pin(at.app.press("button", "Open the sample")),
        sizes: SIZES,
        states: vec![
            state("sample-top-tracks", |at| {
                Box::pin(async { at.app.list("Top tracks").await.map(drop) })
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

pub(super) fn no_keychain() -> Act {
    Act {
        name: "no-keychain",
        stage: Props::without_keychain,
        before: |_| Ok(()),
        overture: |at| Box::pin(sign_in(at.app)),
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
        ],
    }
}

impl Scene<'_> {
    /// A listener who never played anything signs in.
    pub(super) async fn comes_new(&self) -> Told {
        self.stage.spotify().empty_listener();
        bring_the_client_id(self.app).await?;
        self.app.press("button", "Sign in").await?;
        self.app.sees("Nothing yet").await
    }
}
