//! The quick view at the tray's icon.

use std::fs;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sample::Row;
use simulator::{Family, FaultKind};

use super::{Context, Group, Size, state};
use crate::clock::now;
use crate::downloads::play;
use crate::failure::Outcome;
use crate::listener::import;

/// Its only size.
const SIZES: &[Size] = &[(360, 584)];

/// Longer than a state is inspected.
const LONG: Duration = Duration::from_secs(60);

/// With no account and no play.
pub(super) fn nothing() -> Group {
    Group {
        name: "quick-view-nothing",
        configure: |builder| builder,
        prepare: |_| Ok(()),
        opening: |at| Box::pin(at.app.sees("Drop the needle")),
        sizes: SIZES,
        states: vec![state("quick-view-nothing", |at| Box::pin(at.glance("Nothing yet")))],
    }
}

pub(super) fn unopened() -> Group {
    Group {
        name: "quick-view-unopened",
        configure: |builder| builder,
        // A folder can't be opened as a file.
        prepare: |testbed| Ok(fs::create_dir_all(testbed.data().join("archive.db"))?),
        opening: |at| Box::pin(at.app.sees("The archive cannot be written to")),
        sizes: SIZES,
        states: vec![state("quick-view-unopened", |at| {
            Box::pin(at.glance("The archive cannot be written to"))
        })],
    }
}

/// From names of all kinds to what can be wrong.
pub(super) fn listening() -> Group {
    Group {
        name: "quick-view",
        configure: |builder| builder,
        prepare: |_| Ok(()),
        opening: |at| {
            Box::pin(async {
                let rows = of_all_kinds(now());
                import(at.testbed, at.app, &at.testbed.export("today", &rows)?).await
            })
        },
        sizes: SIZES,
        states: vec![
            state("quick-view-signed-out", |at| Box::pin(at.glance("Signed out"))),
            state("quick-view-playing", |at| {
                Box::pin(async {
                    at.testbed.spotify().set_now_playing(Some(5));
                    at.go("#/connect").await?;
                    at.app.fill("Client ID", simulator::DEMO_CLIENT_ID).await?;
                    at.app.press("button", "Sign in").await?;
                    at.app.sees("Synced").await?;
                    at.glance("Playing now").await
                })
            }),
            state("quick-view-last-played", |at| {
                Box::pin(async {
                    at.testbed.spotify().set_now_playing(None);
                    at.glance("Last played").await
                })
            }),
            state("quick-view-syncing", |at| {
                Box::pin(async {
                    at.glance("Synced").await?;
                    at.inject(Family::Recent, FaultKind::Slow(LONG));
                    at.app.press("button", "Sync now").await?;
                    at.app.sees("Syncing").await
                })
            }),
            state("quick-view-offline", |at| {
                Box::pin(async {
                    at.glance("Synced").await?;
                    at.testbed.spotify().stop();
                    at.app.press("button", "Sync now").await?;
                    at.app.sees("Can't reach Spotify").await
                })
            }),
            state("quick-view-paused", |at| {
                Box::pin(async {
                    at.glance("Synced").await?;
                    at.app.press("button", "Pause recording").await?;
                    at.app.sees("Recording is paused").await
                })
            }),
        ],
    }
}

/// Today's and yesterday's plays, with names that are long, in other directions and in other scripts.
fn of_all_kinds(now: DateTime<Utc>) -> Vec<Row> {
    let names = [
        ("A Wednesday Abroad", "Tamsin Achterveld"),
        (
            "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungsänderungsgesetz",
            "Þorgerður",
        ),
        ("كان عنا طاحون", "فيروز"),
        ("Summer", "久石譲"),
        ("Левый берег Дона", "Михаил Шуфутинский"),
        (
            "Quiet Machinery",
            "Vesper Kilometre with a name that goes on for longer than there is room",
        ),
        ("Jóga", "Björk"),
    ];
    let plays = names.iter().enumerate().map(|(nth, (name, artist))| Row {
        name: (*name).to_owned(),
        artist: (*artist).to_owned(),
        ..play(
            nth,
            now - TimeDelta::minutes(40 + 47 * i64::try_from(nth).unwrap_or_default()),
        )
    });
    plays.collect()
}

impl Context<'_> {
    /// Opens the quick view, which says this.
    async fn glance(&self, words: &str) -> Outcome {
        self.app.open_quick_view().await?;
        self.app.sees(words).await
    }
}
