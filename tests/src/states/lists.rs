//! Signed in, without errors: the lists, the settings and their dialogs.

use std::time::Duration;

use simulator::{Family, Fault, FaultKind, QuotaMode};

use super::{CONTROL, Context, Group, SIZES, state};
use crate::failure::Outcome;
use crate::listener::sign_in;

/// Longer than a state is inspected.
const LONG: Duration = Duration::from_secs(60);

pub(super) fn group() -> Group {
    Group {
        name: "lists",
        configure: |builder| builder,
        prepare: |_| Ok(()),
        opening: |at| Box::pin(sign_in(at.app)),
        sizes: SIZES,
        states: vec![
            state("top-tracks", |at| Box::pin(at.ranking("Tracks", "4 weeks"))),
            state("top-artists", |at| Box::pin(at.ranking("Artists", "4 weeks"))),
            state("top-genres", |at| {
                Box::pin(async {
                    at.testbed.spotify().set_quota(QuotaMode::Extended);
                    at.go("#/top/genres/sixMonths/weight").await?;
                    at.app.list("Top genres").await.map(drop)
                })
            }),
            state("recent-playing", |at| {
                Box::pin(async {
                    at.testbed.spotify().set_now_playing(Some(5));
                    at.sync("Playing now").await
                })
            }),
            state("recent", |at| {
                Box::pin(async {
                    at.testbed.spotify().set_now_playing(None);
                    at.sync("Last played").await
                })
            }),
            state("settings", |at| {
                Box::pin(async {
                    at.app.press("link", "Settings").await?;
                    at.app.sees("consent ends in").await
                })
            }),
            state("disconnect-dialog", |at| {
                Box::pin(async {
                    at.app.press("button", "Disconnect").await?;
                    at.app.find("dialog", "Disconnect from Spotify?").await.map(drop)
                })
            }),
            state("command-list", |at| {
                Box::pin(async {
                    at.ranking("Tracks", "4 weeks").await?;
                    at.app.types(&format!("{CONTROL}k")).await?;
                    at.app.find("dialog", "Commands").await.map(drop)
                })
            }),
            state("playlist-form", |at| Box::pin(at.playlist("Tracks", "4 weeks"))),
            state("playlist-form-faults", |at| {
                Box::pin(async {
                    at.playlist("Tracks", "4 weeks").await?;
                    at.app.fill("Name", "").await?;
                    at.app.fill("How many tracks", "0").await?;
                    at.app.press("button", "Save").await?;
                    at.app.sees("A playlist needs a name").await
                })
            }),
            state("playlist-form-genres", |at| {
                Box::pin(async {
                    at.go("#/top/genres/sixMonths/weight").await?;
                    at.app.list("Top genres").await?;
                    at.app.press("button", "Save as playlist").await?;
                    at.app.find("combobox", "Genre").await.map(drop)
                })
            }),
            state("playlist-form-error", |at| {
                Box::pin(async {
                    at.inject(Family::Playlists, FaultKind::NotOnTheList);
                    at.playlist("Tracks", "4 weeks").await?;
                    at.app.press("button", "Save").await?;
                    at.app.sees("Your account is not on the list").await
                })
            }),
            state("playlist-saved", |at| {
                Box::pin(async {
                    at.playlist("Tracks", "4 weeks").await?;
                    at.app.press("button", "Save").await?;
                    at.app.sees("is in Spotify").await
                })
            }),
            state("playlist-unfinished", |at| {
                Box::pin(async {
                    at.inject(Family::Items, FaultKind::Status(502));
                    at.playlist("Tracks", "4 weeks").await?;
                    at.app.press("button", "Save").await?;
                    at.app.sees("tracks not confirmed").await
                })
            }),
            state("top-with-unfinished-playlist", |at| {
                Box::pin(async {
                    at.ranking("Tracks", "4 weeks").await?;
                    at.app.sees("of 50 tracks").await
                })
            }),
            state("playlist-saving", |at| {
                Box::pin(async {
                    at.inject(Family::Playlists, FaultKind::Slow(LONG));
                    at.playlist("Tracks", "4 weeks").await?;
                    at.app.press("button", "Save").await?;
                    at.app.sees("Saving 0/50").await
                })
            }),
            state("top-loading", |at| {
                Box::pin(async {
                    at.inject(Family::Top, FaultKind::Slow(LONG));
                    at.top("Tracks", "1 year").await?;
                    at.app.sees("Reading your top tracks").await
                })
            }),
        ],
    }
}

impl Context<'_> {
    /// From now on, every call of a family fails like this.
    pub(super) fn inject(&self, on: Family, kind: FaultKind) {
        let times = u32::MAX;
        self.testbed.spotify().inject(Fault { on, kind, times });
    }

    /// Opens a ranking, whether it has rows or not.
    pub(super) async fn top(&self, tab: &str, range: &str) -> Outcome {
        self.app.press("link", "Top").await?;
        self.app.press("tab", tab).await?;
        self.app.press("radio", range).await
    }

    async fn ranking(&self, tab: &str, range: &str) -> Outcome {
        self.top(tab, range).await?;
        let list = format!("Top {}", tab.to_lowercase());
        self.app.list(&list).await.map(drop)
    }

    /// Reads the recent plays again, with this result on the screen.
    pub(super) async fn sync(&self, result: &str) -> Outcome {
        self.app.press("link", "Recent").await?;
        self.app.press("button", "Sync now").await?;
        self.app.sees(result).await
    }

    /// Opens the form that saves a ranking.
    async fn playlist(&self, tab: &str, range: &str) -> Outcome {
        self.ranking(tab, range).await?;
        self.app.press("button", "Save as playlist").await?;
        self.app.find("field", "Name").await.map(drop)
    }
}
