//! Exploring other histories than a full one: few plays, a single day, none, one with gaps, one with hidden things, and one
//! that is only recorded.

use std::sync::LazyLock;

use chrono::TimeDelta;
use simulator::DEMO_CLIENT_ID;

use super::explore::ALSO_LARGE;
use super::{Context, Group, state};
use crate::archive::{import, play_count};
use crate::clock::{LaggingClock, now};
use crate::downloads::{days, days_until, sparse as twelve};
use crate::failure::Outcome;
use crate::listener::sign_in;

use crate::wait::until;

pub(super) fn sparse() -> Group {
    Group {
        name: "explore-sparse",
        configure: |builder| builder,
        prepare: |testbed| import(testbed, &testbed.export("sparse", &twelve())?),
        opening: |at| Box::pin(at.explore()),
        sizes: ALSO_LARGE,
        states: vec![
            state("explore-sparse", |at| Box::pin(at.explore())),
            state("explore-sparse-rest", |at| Box::pin(at.scroll_to("#clock"))),
            state("page-sparse-artist", |at| Box::pin(at.first_page("artists"))),
            state("page-sparse-track", |at| Box::pin(at.first_page("tracks"))),
        ],
    }
}

pub(super) fn one_day() -> Group {
    Group {
        name: "explore-one-day",
        configure: |builder| builder,
        prepare: |testbed| import(testbed, &testbed.export("day", &days(1))?),
        opening: |at| Box::pin(at.explore()),
        sizes: ALSO_LARGE,
        states: vec![
            state("explore-one-day", |at| Box::pin(at.explore())),
            state("explore-one-day-rest", |at| Box::pin(at.scroll_to("#clock"))),
            state("page-one-day-artist", |at| Box::pin(at.first_page("artists"))),
        ],
    }
}

pub(super) fn none() -> Group {
    Group {
        name: "explore-none",
        configure: |builder| builder,
        prepare: |_| Ok(()),
        opening: |at| Box::pin(at.new_listener()),
        sizes: ALSO_LARGE,
        states: vec![state("explore-none", |at| {
            Box::pin(async {
                at.go("#/explore").await?;
                at.app.sees("No plays yet").await
            })
        })],
    }
}

/// Far enough behind for an export and two gaps after it.
static CLOCK: LazyLock<LaggingClock> = LazyLock::new(|| LaggingClock::hours_behind(160 * 24));

pub(super) fn gaps() -> Group {
    Group {
        name: "explore-gaps",
        configure: |builder| builder.with_spotify(CLOCK.spotify()).with_kind_list(),
        prepare: |testbed| {
            testbed.spotify().empty_listener();
            testbed.spotify().play(5);
            let exported_until = now() - TimeDelta::days(170);
            import(
                testbed,
                &testbed.export("before", &days_until(exported_until, EXPORTED))?,
            )
        },
        opening: |at| Box::pin(at.leave_two_gaps()),
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

/// How many days the export covers, with four plays on each.
const EXPORTED: usize = 400;

pub(super) fn hidden() -> Group {
    Group {
        name: "explore-hidden",
        configure: |builder| builder,
        prepare: |testbed| import(testbed, &testbed.export("spotify", &days(30))?),
        opening: |at| Box::pin(at.explore()),
        sizes: ALSO_LARGE,
        states: vec![
            state("library-hidden", |at| {
                Box::pin(async {
                    at.first_page("artists").await?;
                    at.app.press("button", "Hide from counts").await?;
                    at.app.sees("Hidden from counts").await?;
                    at.app.press("link", "Library").await?;
                    let form = at.app.find("form", "Hide days").await?;
                    // A date field is typed part by part, in the order of the language: here American.
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

pub(super) fn recorded() -> Group {
    Group {
        name: "explore-recorded",
        configure: |builder| builder,
        prepare: |_| Ok(()),
        opening: |at| Box::pin(sign_in(at.app)),
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

impl Context<'_> {
    /// Records five plays, and then plays more than Spotify remembers, twice.
    async fn leave_two_gaps(&self) -> Outcome {
        self.go("#/connect").await?;
        self.app.fill("Client ID", DEMO_CLIENT_ID).await?;
        self.app.press("button", "Sign in").await?;
        let mut plays = EXPORTED as u64 * 4 + 5;
        self.recorded(plays).await?;
        for days in [50, 70] {
            CLOCK.advance(days * 24);
            self.testbed.spotify().play(60);
            self.app.press("link", "Recent").await?;
            self.app.press("button", "Sync now").await?;
            plays += 50;
            self.recorded(plays).await?;
        }
        self.explore().await
    }

    async fn recorded(&self, plays: u64) -> Outcome {
        until(&format!("{plays} plays are recorded"), async || {
            play_count(self.testbed).is_ok_and(|count| count == plays)
        })
        .await
    }
}
