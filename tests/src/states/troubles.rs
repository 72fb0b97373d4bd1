//! Signed in, and something is in the way: each trouble with a list to keep (recent plays) and without one (a ranking never read).

use simulator::{Family, FaultKind};

use super::{Act, SIZES, Scene, state};
use crate::failure::Told;
use crate::listener::{recent, sign_in};

const OFFLINE: &str = "No way to Spotify";
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

pub(super) fn act() -> Act {
    Act {
        name: "troubles",
        stage: |props| props,
        before: |_| Ok(()),
        overture: |at| Box::pin(at.begin()),
        sizes: SIZES,
        states: vec![
            state("offline", |at| {
                Box::pin(async {
                    at.stage.spotify().stop();
                    at.unread(OFFLINE).await
                })
            }),
            state("offline-with-rows", |at| {
                Box::pin(async {
                    at.stage.spotify().stop();
                    at.sync(OFFLINE).await
                })
            }),
            state("not-on-the-list", |at| {
                Box::pin(at.refused(FaultKind::NotOnTheList, NOT_ON_THE_LIST))
            }),
            state("not-on-the-list-with-rows", |at| {
                Box::pin(at.kept(FaultKind::NotOnTheList, NOT_ON_THE_LIST))
            }),
            state("owner-needs-premium", |at| {
                Box::pin(at.refused(FaultKind::Forbidden, OWNER_NEEDS_PREMIUM))
            }),
            state("owner-needs-premium-with-rows", |at| {
                Box::pin(at.kept(FaultKind::Forbidden, OWNER_NEEDS_PREMIUM))
            }),
            state("unexpected", |at| {
                Box::pin(at.refused(FaultKind::MalformedJson, UNEXPECTED))
            }),
            state("unexpected-with-rows", |at| {
                Box::pin(at.kept(FaultKind::MalformedJson, UNEXPECTED))
            }),
            state("consent-ended-with-rows", |at| {
                Box::pin(async {
                    at.stage.spotify().revoke_consent();
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

pub(super) fn pause() -> Act {
    Act {
        name: "pause",
        stage: |props| props,
        before: |_| Ok(()),
        overture: |at| Box::pin(at.begin()),
        sizes: SIZES,
        states: vec![
            state("rate-limited", |at| Box::pin(at.refused(RETRY_AFTER, PAUSE))),
            state("rate-limited-with-rows", |at| Box::pin(at.sync(PAUSE))),
        ],
    }
}

pub(super) fn quota() -> Act {
    Act {
        name: "quota",
        stage: |props| props,
        before: |_| Ok(()),
        overture: |at| Box::pin(at.begin()),
        sizes: SIZES,
        states: vec![
            state("quota-exceeded", |at| Box::pin(at.refused(QUOTA_EXCEEDED, QUOTA))),
            state("quota-exceeded-with-rows", |at| Box::pin(at.sync(QUOTA))),
        ],
    }
}

impl Scene<'_> {
    /// Signed in, with recent plays on the screen.
    async fn begin(&self) -> Told {
        sign_in(self.app).await?;
        recent(self.app).await.map(drop)
    }

    /// A ranking that could not be read.
    async fn refused(&self, kind: FaultKind, headline: &str) -> Told {
        self.trouble(Family::Top, kind);
        self.unread(headline).await
    }

    /// Turns to a ranking that was never read, with this outcome.
    async fn unread(&self, headline: &str) -> Told {
        self.top("Tracks", "6 months").await?;
        self.app.sees(headline).await
    }

    /// Recent plays that could not be read anew.
    async fn kept(&self, kind: FaultKind, headline: &str) -> Told {
        self.trouble(Family::Recent, kind);
        self.sync(headline).await
    }
}
