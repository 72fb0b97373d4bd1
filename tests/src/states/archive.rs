//! The library from the first import to a damaged archive, and recent plays without an account.

use std::fs::{self, File};
use std::sync::LazyLock;

use sample::generate;

use super::{Context, Group, SIZES, state};
use crate::archive;
use crate::clock::LaggingClock;
use crate::downloads::days;
use crate::failure::Outcome;
use crate::listener::{choose, enter_client_id, import};
use crate::wait::until;

/// What crate `sample` calls its export of a whole life.
const LIFE: &str = "my_spotify_data_extended.zip";

pub(super) fn group() -> Group {
    Group {
        name: "archive",
        configure: |builder| builder,
        prepare: |_| Ok(()),
        opening: |at| Box::pin(at.app.sees("Drop the needle")),
        sizes: SIZES,
        states: vec![
            state("library-empty", |at| {
                Box::pin(async {
                    at.app.types("4").await?;
                    at.app.sees("From a file").await
                })
            }),
            state("library-failed", |at| {
                Box::pin(async {
                    let file = at.testbed.download("Invoice 2024-05.pdf", b"%PDF-1.7")?;
                    choose(at.testbed, at.app, &file).await?;
                    at.app.sees("This cannot be imported").await
                })
            }),
            state("library-report", |at| {
                Box::pin(async {
                    let life = at.testbed.downloads()?.join("life");
                    generate(&life, 20_000, 7)?;
                    let cut = br#"[{"ts":"2020-01-01T00:00:00Z","ms_played":200000,"#;
                    let cut = at.testbed.download("whole/Streaming_History_Audio_2020_9.json", cut)?;
                    let whole = cut.parent().unwrap_or(&cut);
                    fs::copy(life.join(LIFE), whole.join(LIFE))?;
                    at.app.press("button", "Dismiss").await?;
                    at.app.press("button", "Choose a folder").await?;
                    at.testbed.choose(whole).await?;
                    at.app.sees("could not be read").await
                })
            }),
            state("library-full", |at| {
                Box::pin(async {
                    at.app.press("button", "Done").await?;
                    at.app.press("button", "Back up now").await?;
                    at.app.sees("made by you").await
                })
            }),
            state("library-years-table", |at| {
                Box::pin(async {
                    at.app.press("button", "Show as table").await?;
                    at.app.find("table", "").await.map(drop)
                })
            }),
            state("library-restore-dialog", |at| {
                Box::pin(async {
                    at.app.press("button", "Restore the backup").await?;
                    at.app.find("dialog", "Restore this backup?").await.map(drop)
                })
            }),
            state("library-nothing-new", |at| {
                Box::pin(async {
                    let life = at.testbed.downloads()?.join("life").join(LIFE);
                    import(at.testbed, at.app, &life).await?;
                    at.app.sees("Nothing in it is new").await
                })
            }),
            state("library-running", |at| {
                Box::pin(async {
                    at.app.press("button", "Done").await?;
                    // An import begins with a backup, which has to wait for this lock.
                    let lock = File::options()
                        .write(true)
                        .open(at.testbed.data().join("archive.db.lock"))?;
                    lock.lock()?;
                    at.keep(lock);
                    choose(at.testbed, at.app, &at.testbed.export("more", &days(3))?).await?;
                    at.app.sees("Writing to the archive").await
                })
            }),
            state("recent-signed-out", |at| {
                Box::pin(async {
                    at.app.press("link", "Recent").await?;
                    at.app.sees("Nothing new is recorded").await?;
                    at.app.find("button", "Show older plays").await.map(drop)
                })
            }),
            state("top-signed-out", |at| {
                Box::pin(async {
                    at.app.press("link", "Top").await?;
                    at.app.sees("Top needs a sign-in").await
                })
            }),
            state("drop-target", |at| {
                Box::pin(async {
                    let file = at.testbed.export("dragged", &days(4))?;
                    at.keep(at.testbed.drag(&[file]).await?);
                    at.app.sees("Drop it here").await
                })
            }),
        ],
    }
}

/// Within seven hours a listener can play more than Spotify remembers.
static CLOCK: LazyLock<LaggingClock> = LazyLock::new(|| LaggingClock::hours_behind(7));

pub(super) fn gaps() -> Group {
    Group {
        name: "gaps",
        configure: |builder| builder.with_spotify(CLOCK.spotify()).with_kind_list(),
        prepare: |testbed| {
            testbed.spotify().empty_listener();
            testbed.spotify().play(5);
            Ok(())
        },
        opening: |at| Box::pin(at.miss_plays()),
        sizes: SIZES,
        states: vec![
            state("recent-gap", |at| {
                Box::pin(async {
                    at.sync("Last played").await?;
                    at.app.press("button", "Show older plays").await?;
                    at.app.sees("Plays may be missing here").await?;
                    at.app
                        .execute(
                            "document.querySelector('[role=note]').scrollIntoView({ block: 'center' })",
                            vec![],
                        )
                        .await
                        .map(drop)
                })
            }),
            state("library-gap", |at| {
                Box::pin(async {
                    at.app.press("link", "Library").await?;
                    at.app.find("heading", "1 gap").await.map(drop)
                })
            }),
        ],
    }
}

pub(super) fn damage() -> Group {
    Group {
        name: "damage",
        configure: |builder| builder,
        prepare: |testbed| {
            let export = testbed.export("spotify", &days(30))?;
            let archive = archive::open(testbed)?;
            archive.import(&[export], library::ImportOptions::default(), &mut |_| {
                std::ops::ControlFlow::Continue(())
            })?;
            archive.back_up()?;
            drop(archive);
            archive::damage(testbed).map(drop)
        },
        opening: |at| Box::pin(at.app.sees("The archive was damaged")),
        sizes: SIZES,
        states: vec![
            state("library-damage", |at| Box::pin(at.app.sees("The archive was damaged"))),
            state("settings-damage", |at| {
                Box::pin(async {
                    at.app.press("link", "Settings").await?;
                    at.app.sees("See what can be done").await
                })
            }),
        ],
    }
}

/// An archive that does not open, where nobody knows whether there are plays.
pub(super) fn unopened() -> Group {
    Group {
        name: "unopened",
        configure: |builder| builder,
        // A folder can't be opened as a file.
        prepare: |testbed| Ok(fs::create_dir_all(testbed.data().join("archive.db"))?),
        opening: |at| Box::pin(at.app.sees("The archive cannot be written to")),
        sizes: SIZES,
        states: vec![state("library-unopened", |at| {
            Box::pin(at.app.sees("The archive cannot be written to"))
        })],
    }
}

impl Context<'_> {
    /// Records five plays, and then plays more than Spotify remembers.
    async fn miss_plays(&self) -> Outcome {
        enter_client_id(self.app).await?;
        self.app.press("button", "Sign in").await?;
        until("the first plays are recorded", async || {
            archive::play_count(self.testbed).is_ok_and(|plays| plays == 5)
        })
        .await?;
        CLOCK.advance(6);
        self.testbed.spotify().play(60);
        Ok(())
    }
}
