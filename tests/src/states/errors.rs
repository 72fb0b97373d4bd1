//! Signed in, and something fails: each error beside a list that is already there (recent plays), and without one (a ranking
//! that was never read).

use simulator::{Family, FaultKind};

use super::{Context, Group, SIZES, state};
use crate::failure::Outcome;
use crate::listener::{recent, sign_in};

const OFFLINE: &str = "Can't reach Spotify";
const NOT_ON_THE_LIST: &str = "Your account is not on the list";
const OWNER_NEEDS_PREMIUM: &str = "The Client ID's owner needs Premium";
const UNEXPECTED: &str = "That did not work";
const CONSENT_ENDED: &str = "Spotify's consent has ended";
const PAUSE: &str = "Spotify asked for a pause";
const QUOTA: &str = "The day's calls are used up";

const RETRY_AFTER: FaultKind = FaultKind::RetryAfter { secs: 2_000 };
const QUOTA_EXCEEDED: FaultKind = FaultKind::QuotaExceeded {
    retry_after_secs: Some(50_000),
};

pub(super) fn group() -> Group {
    Group {
        name: "troubles",
        configure: |builder| builder,
        prepare: |_| Ok(()),
        opening: |at| Box::pin(at.begin()),
        sizes: SIZES,
        states: vec![
            state("offline", |at| {
                Box::pin(async {
                    at.testbed.spotify().stop();
                    at.unread(OFFLINE).await
                })
            }),
            state("offline-with-rows", |at| {
                Box::pin(async {
                    at.testbed.spotify().stop();
                    at.sync(OFFLINE).await
                })
            }),
            state("not-on-the-list", |at| {
                Box::pin(at.refused(FaultKind::NotOnTheList, NOT_ON_THE_LIST))
            }),
            state("not-on-the-list-with-rows", |at| {
                Box::pin(at.with_rows(FaultKind::NotOnTheList, NOT_ON_THE_LIST))
            }),
            state("owner-needs-premium", |at| {
                Box::pin(at.refused(FaultKind::OwnerNeedsPremium, OWNER_NEEDS_PREMIUM))
            }),
            state("owner-needs-premium-with-rows", |at| {
                Box::pin(at.with_rows(FaultKind::OwnerNeedsPremium, OWNER_NEEDS_PREMIUM))
            }),
            state("unexpected", |at| {
                Box::pin(at.refused(FaultKind::MalformedJson, UNEXPECTED))
            }),
            state("unexpected-with-rows", |at| {
                Box::pin(at.with_rows(FaultKind::MalformedJson, UNEXPECTED))
            }),
            state("consent-ended-with-rows", |at| {
                Box::pin(async {
                    at.testbed.spotify().revoke_consent();
                    at.sync(CONSENT_ENDED).await
                })
            }),
            state("consent-ended", |at| Box::pin(at.unread(CONSENT_ENDED))),
            state("consent-ended-settings", |at| {
                Box::pin(async {
                    at.app.press("link", "Settings").await?;
                    at.app.find("button", "Sign in again").await.map(drop)
                })
            }),
        ],
    }
}

pub(super) fn pause() -> Group {
    Group {
        name: "pause",
        configure: |builder| builder,
        prepare: |_| Ok(()),
        opening: |at| Box::pin(at.begin()),
        sizes: SIZES,
        states: vec![
            state("rate-limited", |at| Box::pin(at.refused(RETRY_AFTER, PAUSE))),
            state("rate-limited-with-rows", |at| Box::pin(at.sync(PAUSE))),
        ],
    }
}

pub(super) fn quota() -> Group {
    Group {
        name: "quota",
        configure: |builder| builder,
        prepare: |_| Ok(()),
        opening: |at| Box::pin(at.begin()),
        sizes: SIZES,
        states: vec![
            state("quota-exceeded", |at| Box::pin(at.refused(QUOTA_EXCEEDED, QUOTA))),
            state("quota-exceeded-with-rows", |at| Box::pin(at.sync(QUOTA))),
        ],
    }
}

impl Context<'_> {
    /// Signed in, with recent plays on the screen.
    async fn begin(&self) -> Outcome {
        sign_in(self.app).await?;
        recent(self.app).await.map(drop)
    }

    /// A ranking that cannot be read.
    async fn refused(&self, kind: FaultKind, headline: &str) -> Outcome {
        self.inject(Family::Top, kind);
        self.unread(headline).await
    }

    /// Opens a ranking that was never read, with this headline.
    async fn unread(&self, headline: &str) -> Outcome {
        self.top("Tracks", "6 months").await?;
        self.app.sees(headline).await
    }

    /// Recent plays that are there, but cannot be read again.
    async fn with_rows(&self, kind: FaultKind, headline: &str) -> Outcome {
        self.inject(Family::Recent, kind);
        self.sync(headline).await
    }
}
