//! The library from its first file to its last trouble, and recent plays as the archive has them.

use std::fs::{self, File};
use std::sync::LazyLock;

use sample::generate;

use super::{Act, SIZES, Scene, state};
use crate::archive;
use crate::downloads::days;
use crate::failure::Told;
use crate::listener::{bring_the_client_id, choose, import};
use crate::past::Past;
use crate::stage::{Stage, until};

/// What crate `sample` calls its export of a whole life.
const LIFE: &str = "my_spotify_data_extended.zip";

pub(super) fn act() -> Act {
    Act {
        name: "archive",
        stage: |props| props,
        before: |_| Ok(()),
        overture: |at| Box::pin(at.app.sees("Drop the needle")),
        sizes: SIZES,
        states: vec![
            state("library-empty", |at| {
                Box::pin(async {
                    at.app.types("5").await?;
                    at.app.sees("From a file").await
                })
            }),
            state("library-failed", |at| {
                Box::pin(async {
                    let file = at.stage.download("Invoice 2024-05.pdf", b"%PDF-1.7")?;
                    choose(at.stage, at.app, &file).await?;
                    at.app.sees("This cannot be imported").await
                })
            }),
            state("library-report", |at| {
                Box::pin(async {
                    let life = at.stage.downloads()?.join("life");
                    generate(&life, 20_000, 7)?;
                    let cut = br#"[{"ts":"2020-01-01T00:00:00Z","ms_played":200000,"#;
                    let cut = at.stage.download("whole/Streaming_History_Audio_2020_9.json", cut)?;
                    let whole = cut.parent().unwrap_or(&cut);
                    fs::copy(life.join(LIFE), whole.join(LIFE))?;
                    at.app.press("button", "Put this away").await?;
                    at.app.press("button", "Choose a folder").await?;
                    at.stage.choose(whole).await?;
                    at.app.sees("could not be read").await
                })
            }),
            state("library-undo-dialog", |at| {
                Box::pin(async {
                    at.app.press("button", "Undo this import").await?;
                    at.app.find("dialog", "Undo this import?").await.map(drop)
                })
            }),
            state("library-full", |at| {
                Box::pin(async {
                    at.app.press("button", "Done").await?;
                    at.app.press("button", "Back up now").await?;
                    at.app.sees("you asked for it").await
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
                    let life = at.stage.downloads()?.join("life").join(LIFE);
                    import(at.stage, at.app, &life).await?;
                    at.app.sees("Nothing in it is new").await
                })
            }),
            state("library-running", |at| {
                Box::pin(async {
                    at.app.press("button", "Done").await?;
                    // An import takes a backup first, and whoever holds this lock holds that up.
                    let lock = File::options()
                        .write(true)
                        .open(at.stage.data().join("archive.db.lock"))?;
                    lock.lock()?;
                    at.hold(lock);
                    choose(at.stage, at.app, &at.stage.export("more", &days(3))?).await?;
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
                    let file = at.stage.export("dragged", &days(4))?;
                    at.hold(at.stage.drag(&[file]).await?);
                    at.app.sees("Drop it here").await
                })
            }),
        ],
    }
}

/// Seven hours are enough for more plays than Spotify remembers.
static PAST: LazyLock<Past> = LazyLock::new(|| Past::hours_ago(7));

pub(super) fn gaps() -> Act {
    Act {
        name: "gaps",
        stage: |props| props.with_spotify(PAST.spotify()),
        before: |stage| {
            stage.spotify().empty_listener();
            stage.spotify().play(5);
            Ok(())
        },
        overture: |at| Box::pin(at.miss_plays()),
        sizes: SIZES,
        states: vec![
            state("recent-gap", |at| {
                Box::pin(async {
                    at.sync("Last played").await?;
                    at.app.press("button", "Show older plays").await?;
                    at.app.sees("Plays are missing here").await?;
                    at.app
                        .ask(
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

pub(super) fn damage() -> Act {
    Act {
        name: "damage",
        stage: |props| props,
        before: |stage| {
            let export = stage.export("spotify", &days(30))?;
            let archive = archive::open(stage)?;
            archive.import(&[export], library::ImportOptions::default(), &mut |_| {
                std::ops::ControlFlow::Continue(())
            })?;
            archive.back_up()?;
            drop(archive);
            archive::damage(stage).map(drop)
        },
        overture: |at| Box::pin(at.app.sees("The archive was damaged")),
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

impl Scene<'_> {
    /// Five plays are kept, and then more are heard than Spotify remembers.
    async fn miss_plays(&self) -> Told {
        bring_the_client_id(self.app).await?;
        self.app.press("button", "Sign in").await?;
        until("the first plays are kept", async || five(self.stage)).await?;
        PAST.pass(6);
        self.stage.spotify().play(60);
        Ok(())
    }
}

fn five(stage: &Stage) -> bool {
    archive::kept(stage).is_ok_and(|plays| plays == 5)
}
