//! An older archive was counted again: the note that says so, and the list of what that changed.

use std::ops::ControlFlow;

use library::ImportOptions;
use sample::generate;

use super::{Context, Group, SIZES, state};
use crate::archive;
use crate::failure::Outcome;

/// A life that three exports tell of, most of it more than once.
pub(super) fn many() -> Group {
    Group {
        name: "recount",
        configure: |builder| builder,
        prepare: |testbed| {
            let life = testbed.downloads()?.join("life");
            generate(&life, 3_000, 7)?;
            let archive = archive::open(testbed)?;
            for export in std::fs::read_dir(life)? {
                let file = export?.path();
                if file.extension().is_some_and(|ending| ending == "zip") {
                    archive.import(&[file], ImportOptions::default(), &mut |_| ControlFlow::Continue(()))?;
                }
            }
            drop(archive);
            archive::count_otherwise(testbed)
        },
        opening: |at| Box::pin(at.app.sees("Tonearm now counts more carefully")),
        sizes: SIZES,
        states: vec![
            state("recount-note-explore", |at| {
                Box::pin(async {
                    at.app.press("link", "Explore").await?;
                    at.app.find("heading", "Explore").await?;
                    at.app.sees("Tonearm now counts more carefully").await
                })
            }),
            state("recount-note-recent", |at| {
                Box::pin(async {
                    at.app.press("link", "Recent").await?;
                    at.app.sees("Show older plays").await
                })
            }),
            state("recount-list", |at| Box::pin(at.see_recount())),
            state("recount-list-end-of-page", |at| {
                Box::pin(async {
                    at.see_recount().await?;
                    at.app
                        .execute(
                            "const more = [...document.querySelectorAll('dialog .btn')].find((button) => button.innerText.includes('older'));
                             more.scrollIntoView({ block: 'center' })",
                            vec![],
                        )
                        .await
                        .map(drop)
                })
            }),
            state("recount-why", |at| Box::pin(at.see_ledger())),
            state("recount-why-rows", |at| {
                Box::pin(async {
                    at.see_ledger().await?;
                    at.see_rows("One play, ").await
                })
            }),
            state("recount-why-play", |at| {
                Box::pin(async {
                    at.go("#/recent").await?;
                    at.app.press("button", "Why this play?").await?;
                    at.app.sees("One play, ").await
                })
            }),
            state("recount-note-library", |at| {
                Box::pin(async {
                    at.app.press("link", "Library").await?;
                    at.app.sees("Where it comes from").await?;
                    at.app.sees("Tonearm now counts more carefully").await
                })
            }),
        ],
    }
}

/// An archive of version 0.1, in which one play had been counted twice.
pub(super) fn one() -> Group {
    Group {
        name: "recount-one",
        configure: |builder| builder,
        prepare: archive::from_version_0_1,
        opening: |at| Box::pin(at.app.sees("1 play had been counted twice")),
        sizes: SIZES,
        states: vec![
            state("recount-one-note", |at| Box::pin(at.app.sees("See it"))),
            state("recount-one-list", |at| Box::pin(at.see_recount())),
        ],
    }
}

impl Context<'_> {
    async fn see_ledger(&self) -> Outcome {
        self.explore().await?;
        self.app.press("button", "Why this number?").await?;
        self.app.sees("Rows that match").await
    }

    /// Opens the list, which the Library always offers.
    async fn see_recount(&self) -> Outcome {
        self.app.press("link", "Library").await?;
        self.app.press("button", "See").await?;
        self.app.list("Plays that count differently").await.map(drop)
    }
}
