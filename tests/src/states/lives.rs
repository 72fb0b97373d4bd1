//! Exploring lives other than a full one: hardly any plays, a single day, none at all, one with gaps, one with things hidden,
//! and one that is only recorded.

use std::sync::LazyLock;

use chrono::TimeDelta;
use simulator::DEMO_CLIENT_ID;

use super::explore::{ALSO_LARGE, import};
use super::{Act, Scene, state};
use crate::archive::kept;
use crate::downloads::{days, days_until, sparse as twelve};
use crate::failure::Told;
use crate::listener::sign_in;
use crate::past::Past;
use crate::stage::{now, until};

pub(super) fn sparse() -> Act {
    Act {
        name: "explore-sparse",
        stage: |props| props,
        before: |stage| import(stage, &stage.export("sparse", &twelve())?),
        overture: |at| Box::pin(at.explore()),
        sizes: ALSO_LARGE,
        states: vec![
            state("explore-sparse", |at| Box::pin(at.explore())),
            state("explore-sparse-rest", |at| Box::pin(at.scroll_to("#clock"))),
            state("page-sparse-artist", |at| Box::pin(at.first_page("artists"))),
            state("page-sparse-track", |at| Box::pin(at.first_page("tracks"))),
        ],
    }
}

pub(super) fn one_day() -> Act {
    Act {
        name: "explore-one-day",
        stage: |props| props,
        before: |stage| import(stage, &stage.export("day", &days(1))?),
        overture: |at| Box::pin(at.explore()),
        sizes: ALSO_LARGE,
        states: vec![
            state("explore-one-day", |at| Box::pin(at.explore())),
            state("explore-one-day-rest", |at| Box::pin(at.scroll_to("#clock"))),
            state("page-one-day-artist", |at| Box::pin(at.first_page("artists"))),
        ],
    }
}

pub(super) fn none() -> Act {
    Act {
        name: "explore-none",
        stage: |props| props,
        before: |_| Ok(()),
        overture: |at| Box::pin(at.comes_new()),
        sizes: ALSO_LARGE,
        states: vec![state("explore-none", |at| {
            Box::pin(async {
                at.goes("#/explore").await?;
                at.app.sees("No plays yet").await
            })
        })],
    }
}

/// Long enough for an export, a gap, and another gap.
static PAST: LazyLock<Past> = LazyLock::new(|| Past::hours_ago(160 * 24));

pub(super) fn gaps() -> Act {
    Act {
        name: "explore-gaps",
        stage: |props| props.with_spotify(PAST.spotify()),
        before: |stage| {
            stage.spotify().empty_listener();
            stage.spotify().play(5);
            let told_until = now() - TimeDelta::days(170);
            import(stage, &stage.export("before", &days_until(told_until, EXPORTED))?)
        },
        overture: |at| Box::pin(at.miss_much()),
        sizes: ALSO_LARGE,
        states: vec![
            state("explore-gaps", |at| Box::pin(at.explore())),
            state("explore-gaps-calendar", |at| Box::pin(at.scroll_to("#calendar"))),
            state("explore-gaps-why", |at| {
                Box::pin(async {
                    at.app.press("button", "Why this number?").await?;
                    at.app.sees("What is missing").await
                })
            }),
            state("page-gaps-artist", |at| {
                Box::pin(async {
                    at.first_page("artists").await?;
                    at.scroll_to("#life").await
                })
            }),
        ],
    }
}

/// How many days the export tells of; four plays on each.
const EXPORTED: usize = 400;

pub(super) fn hidden() -> Act {
    Act {
        name: "explore-hidden",
        stage: |props| props,
        before: |stage| import(stage, &stage.export("spotify", &days(30))?),
        overture: |at| Box::pin(at.explore()),
        sizes: ALSO_LARGE,
        states: vec![
            state("library-hidden", |at| {
                Box::pin(async {
                    at.first_page("artists").await?;
                    at.app.press("button", "Hide from counts").await?;
                    at.app.sees("Hidden from counts").await?;
                    at.app.press("link", "Library").await?;
                    let form = at.app.find("form", "Hide days").await?;
                    // A field for dates is typed part by part, in the order of the language, here American.
                    at.app.fill("Hide from", "04-20-2024").await?;
                    at.app.fill("to", "04-22-2024").await?;
                    at.app.press_in(&form, "button", "Hide these days").await?;
                    at.app.find("heading", "2 things hidden").await?;
                    at.scroll_to("[aria-label=Hidden]").await
                })
            }),
            state("explore-hidden", |at| Box::pin(at.explore())),
            state("explore-hidden-why", |at| {
                Box::pin(async {
                    at.app.press("button", "Why this number?").await?;
                    at.app.sees("What is hidden").await
                })
            }),
        ],
    }
}

pub(super) fn recorded() -> Act {
    Act {
        name: "explore-recorded",
        stage: |props| props,
        before: |_| Ok(()),
        overture: |at| Box::pin(sign_in(at.app)),
        sizes: ALSO_LARGE,
        states: vec![
            state("explore-recorded", |at| Box::pin(at.explore())),
            state("explore-playlist", |at| {
                Box::pin(async {
                    at.explore().await?;
                    at.app.press("button", "Save as playlist").await?;
                    at.app.find("field", "Name").await.map(drop)
                })
            }),
        ],
    }
}

impl Scene<'_> {
    /// Five plays are kept, and then twice more are heard than Spotify remembers.
    async fn miss_much(&self) -> Told {
        self.goes("#/connect").await?;
        self.app.fill("Client ID", DEMO_CLIENT_ID).await?;
        self.app.press("button", "Sign in").await?;
        let mut plays = EXPORTED as u64 * 4 + 5;
        self.keeps(plays).await?;
        for days in [50, 70] {
            PAST.pass(days * 24);
            self.stage.spotify().play(60);
            self.app.press("link", "Recent").await?;
            self.app.press("button", "Sync now").await?;
            plays += 50;
            self.keeps(plays).await?;
        }
        self.explore().await
    }

    async fn keeps(&self, plays: u64) -> Told {
        until(&format!("{plays} plays are kept"), async || {
            kept(self.stage).is_ok_and(|kept| kept == plays)
        })
        .await
    }
}
