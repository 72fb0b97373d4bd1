//! Exploring a full history: every panel, every form of a figure, a filter that nothing matches; and the pages of artists,
//! albums and tracks.

use sample::generate;

use super::{Context, Group, LARGE, SMALL, Size, USUAL, state};
use crate::archive::import;
use crate::failure::Outcome;
use crate::testbed::Testbed;

/// What the simulator calls its export of a whole life.
const LIFE: &str = "my_spotify_data_extended.zip";

/// For screens that arrange their parts in one column in a small window, and side by side in a large one.
pub(super) const ALSO_LARGE: &[Size] = &[USUAL, SMALL, LARGE];

/// The artist with the most plays in that history.
const ARTIST: &str = "Шуфутинский";

pub(super) fn full() -> Group {
    Group {
        name: "explore",
        configure: |builder| builder,
        prepare: import_history,
        opening: |at| Box::pin(at.explore()),
        sizes: ALSO_LARGE,
        states: vec![
            state("explore", |at| Box::pin(at.explore())),
            state("explore-calendar", |at| Box::pin(at.scroll_to("#calendar"))),
            state("explore-sessions", |at| Box::pin(at.scroll_to("#sessions"))),
            state("explore-figure-menu", |at| {
                Box::pin(async {
                    at.scroll_to("#stream").await?;
                    at.app.press("button", "Listening clock: table and copies").await?;
                    at.app.find("button", "Copy as CSV").await.map(drop)
                })
            }),
            state("explore-filtered", |at| {
                Box::pin(async {
                    at.go("#/explore?from=2019-03-12&to=2021-08-04&day=1-5&list=artists")
                        .await?;
                    at.app.sees("4 Aug 2021").await?;
                    at.leave_out(ARTIST).await?;
                    at.app.sees(&format!("Not {ARTIST}")).await
                })
            }),
            state("explore-minutes", |at| {
                Box::pin(async {
                    at.go("#/explore?from=2021-01-01&to=2021-12-31&by=time&list=albums")
                        .await?;
                    at.app.sees("31 Dec 2021").await?;
                    at.app.sees("time per week").await
                })
            }),
            state("explore-genres-unknown", |at| {
                Box::pin(async {
                    at.go("#/explore?from=2021-03-01&to=2021-03-07&stream=genres&list=genres")
                        .await?;
                    at.app.sees("No genre is known here").await
                })
            }),
            state("explore-filter-panel", |at| {
                Box::pin(async {
                    at.go("#/explore?from=2019-03-12&to=2021-08-04&hour=8-11&skipped=no&rule=60s")
                        .await?;
                    at.app.press("button", "Add a filter").await?;
                    at.app.fill("Artist, album, track or genre", "Björk").await?;
                    at.app.find("button", "Never Björk").await.map(drop)
                })
            }),
            state("explore-filter-panel-nothing-found", |at| {
                Box::pin(async {
                    at.app.press("button", "Add a filter").await?;
                    at.app.fill("Artist, album, track or genre", "xyzzy").await?;
                    at.app.sees("Nothing you heard is called “xyzzy”").await
                })
            }),
            state("explore-range-panel", |at| {
                Box::pin(async {
                    at.app.press("button", "12 Mar 2019").await?;
                    at.app.fill("Name for", "Between two jobs").await?;
                    at.app.press("button", "Save these days").await?;
                    at.app.list("Saved ranges").await.map(drop)
                })
            }),
            state("explore-range-panel-fault", |at| {
                Box::pin(async {
                    at.app.press("button", "12 Mar 2019").await?;
                    at.app.fill("Last day", "yesterday").await?;
                    at.app.sees("or a month or year alone").await
                })
            }),
            state("explore-why", |at| {
                Box::pin(async {
                    at.app.press("button", "Why this number?").await?;
                    at.app.find("dialog", "Why this number?").await.map(drop)
                })
            }),
            state("explore-why-rows", |at| {
                Box::pin(async {
                    at.app.press("button", "Why this number?").await?;
                    at.see_rows("One play, ").await
                })
            }),
            state("explore-nothing", |at| {
                Box::pin(async {
                    at.go("#/explore?from=2014-01-01&to=2014-01-31&hour=4&day=7&in=NZ")
                        .await?;
                    at.app.sees("Nothing matches").await
                })
            }),
            state("explore-table", |at| {
                Box::pin(async {
                    at.explore().await?;
                    at.table("Top tracks").await
                })
            }),
            state("explore-timeline-table", |at| Box::pin(at.table("A life of listening"))),
        ],
    }
}

pub(super) fn pages() -> Group {
    Group {
        name: "explore-pages",
        configure: |builder| builder,
        prepare: import_history,
        opening: |at| Box::pin(at.explore()),
        sizes: ALSO_LARGE,
        states: vec![
            state("page-artist", |at| Box::pin(at.page("artists", ARTIST))),
            state("page-artist-rest", |at| Box::pin(at.scroll_to("#life"))),
            state("page-artist-hidden", |at| {
                Box::pin(async {
                    at.app.press("button", "Hide from counts").await?;
                    at.app.sees("so there is nothing to count").await
                })
            }),
            state("page-artist-hidden-and-seen", |at| {
                Box::pin(async {
                    at.app.press("link", "See it all the same").await?;
                    at.app.find("heading", "Most played").await.map(drop)
                })
            }),
            state("page-album", |at| {
                Box::pin(async {
                    at.app.press("button", "Count again").await?;
                    at.first_page("albums").await
                })
            }),
            state("page-track", |at| Box::pin(at.first_page("tracks"))),
            state("page-track-rest", |at| Box::pin(at.scroll_to("#life"))),
            state("page-gone", |at| {
                Box::pin(async {
                    at.go("#/explore/albums/spotify:album:0000000000000000000000").await?;
                    at.app.sees("Not in your archive").await
                })
            }),
        ],
    }
}

pub(super) fn import_history(testbed: &Testbed) -> Outcome {
    let life = testbed.downloads()?.join("life");
    generate(&life, 20_000, 7)?;
    import(testbed, &life.join(LIFE))
}

impl Context<'_> {
    pub(super) async fn explore(&self) -> Outcome {
        self.go("#/explore").await?;
        self.app.find("heading", "Who, over time").await.map(drop)
    }

    /// Goes to an address within the application.
    pub(super) async fn go(&self, to: &str) -> Outcome {
        self.app
            .execute("location.hash = arguments[0]", vec![to.into()])
            .await
            .map(drop)
    }

    /// Scrolls a part of the screen to the top of the window, and keeps it there when the window is resized.
    pub(super) async fn scroll_to(&self, selector: &str) -> Outcome {
        self.app
            .execute(
                "const part = document.querySelector(arguments[0]);
                 const show = () => part.scrollIntoView();
                 // Figures take on their new size a frame later.
                 onresize = () => setTimeout(show, 100);
                 show()",
                vec![selector.into()],
            )
            .await
            .map(drop)
    }

    async fn leave_out(&self, name: &str) -> Outcome {
        self.app.press("button", "Add a filter").await?;
        self.app.fill("Artist, album, track or genre", name).await?;
        self.app.press("button", &format!("Never {name}")).await?;
        self.app.press("button", "Done").await
    }

    /// Waits for the rows that tell of a play, and scrolls to them.
    pub(super) async fn see_rows(&self, words: &str) -> Outcome {
        self.app.sees(words).await?;
        self.scroll_to("dialog section").await
    }

    async fn table(&self, figure: &str) -> Outcome {
        self.app.press("button", &format!("{figure}: table and copies")).await?;
        self.app.press("button", "Show as table").await?;
        self.app.find("region", &format!("{figure}, table")).await.map(drop)
    }

    /// Opens the page of an artist, album or track by its name in the ranking.
    pub(super) async fn page(&self, ranking: &str, name: &str) -> Outcome {
        self.go(&format!("#/explore?list={ranking}")).await?;
        let list = self.app.find("list", &format!("Top {ranking}")).await?;
        self.app.press_in(&list, "link", name).await?;
        self.app.find("heading", "Plays by").await.map(drop)
    }

    /// Opens the page of the first row of a ranking.
    pub(super) async fn first_page(&self, ranking: &str) -> Outcome {
        self.page(ranking, "").await
    }
}
