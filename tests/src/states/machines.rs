//! Other machines in the Library: none yet, both forms, a database that does not answer, two machines, an exchange under way, and a folder
//! that is gone.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::thread;

use library::in_use;

use super::{Context, Group, SIZES, state};
use crate::archive;
use crate::downloads::days;
use crate::failure::{Failure, Outcome};
use crate::testbed::Testbed;

/// What says that a folder is a place where machines meet.
const MARKER: &str = "tonearm-remote.json";

pub(super) fn group() -> Group {
    Group {
        name: "machines",
        configure: |builder| builder,
        prepare: |testbed| {
            fs::create_dir_all(shared(testbed)?)?;
            archive::import(testbed, &testbed.export("spotify", &days(30))?)
        },
        opening: |at| Box::pin(at.machines()),
        sizes: SIZES,
        states: vec![
            state("machines-alone", |at| Box::pin(at.machines())),
            state("machines-database-form", |at| {
                Box::pin(async {
                    at.app.press("button", "Use a database").await?;
                    at.machines().await
                })
            }),
            state("machines-database-form-failed", |at| {
                Box::pin(async {
                    at.app.fill("Host", "localhost").await?;
                    // Nobody listens there.
                    at.app.fill("Port", "9").await?;
                    at.app.fill("Database", "tonearm").await?;
                    at.app.fill("User", "music").await?;
                    at.app.press("button", "Check and use it").await?;
                    at.app.sees("The server does not answer").await?;
                    at.machines().await
                })
            }),
            state("machines-address-form", |at| {
                Box::pin(async {
                    at.app.press("button", "Enter an address instead").await?;
                    at.machines().await
                })
            }),
            state("machines-folder-form", |at| {
                Box::pin(async {
                    at.app.press("button", "Cancel").await?;
                    at.app.press("button", "Choose a folder…").await?;
                    at.testbed.choose_shared_folder(&shared(at.testbed)?).await?;
                    at.app.fill("This machine is called", "study-pc").await?;
                    at.machines().await
                })
            }),
            state("machines-two", |at| {
                Box::pin(async {
                    at.app.press("button", "Use this folder").await?;
                    at.app.sees("Last exchange").await?;
                    at.exchange_elsewhere().await?;
                    at.app.press("button", "Exchange now").await?;
                    at.app.sees("travel laptop").await?;
                    at.machines().await
                })
            }),
            state("machines-remove-dialog", |at| {
                Box::pin(async {
                    at.app.press("button", "Remove…").await?;
                    at.app.find("dialog", "Remove this folder?").await.map(drop)
                })
            }),
            state("machines-running", |at| {
                Box::pin(async {
                    at.keep(HeldFolder::of(shared(at.testbed)?)?);
                    at.app.press("button", "Exchange now").await?;
                    at.app.sees("comparing what each has").await?;
                    at.machines().await
                })
            }),
            state("machines-failed", |at| {
                Box::pin(async {
                    at.app.find("button", "Exchange now").await?;
                    let folder = shared(at.testbed)?;
                    in_use::rename(&folder, &folder.with_file_name("moved"))?;
                    at.app.press("button", "Exchange now").await?;
                    at.app.sees("The folder is not there").await?;
                    at.machines().await
                })
            }),
        ],
    }
}

/// The folder that the machines share.
fn shared(testbed: &Testbed) -> Outcome<PathBuf> {
    Ok(testbed.downloads()?.join("Sync"))
}

impl Context<'_> {
    /// Goes to the other machines in the Library.
    async fn machines(&self) -> Outcome {
        self.app.press("link", "Library").await?;
        self.app.find("region", "Other machines").await?;
        let script = "[...document.querySelectorAll('h2')].find((heading) => heading.innerText === 'Other machines') \
                      .scrollIntoView({ block: 'start' })";
        self.app.execute(script, vec![]).await.map(drop)
    }

    /// Has another machine exchange through the same folder.
    async fn exchange_elsewhere(&self) -> Outcome {
        let data = self.testbed.downloads()?.join("laptop").display().to_string();
        let folder = shared(self.testbed)?.display().to_string();
        let add = ["remote", "add", &folder, "--machine", "travel laptop"];
        for rest in [&add[..], &["remote", "sync"]] {
            let arguments = [&["--data", data.as_str()], rest].concat();
            let ended = self.testbed.command_line(&arguments).await?;
            if ended.code != Some(0) {
                return Err(Failure::new(format!("{arguments:?}: {ended:?}")));
            }
        }
        Ok(())
    }
}

/// A folder that does not answer until this is dropped: a pipe to which nobody writes stands where its marker was.
struct HeldFolder(PathBuf);

impl HeldFolder {
    fn of(folder: PathBuf) -> Outcome<Self> {
        let marker = folder.join(MARKER);
        in_use::rename(&marker, &folder.join("kept.json"))?;
        if !Command::new("mkfifo").arg(&marker).status()?.success() {
            return Err(Failure::new("no pipe could be made"));
        }
        Ok(Self(folder))
    }
}

impl Drop for HeldFolder {
    fn drop(&mut self) {
        let (marker, kept, pipe) = (self.0.join(MARKER), self.0.join("kept.json"), self.0.join("pipe.json"));
        let text = fs::read(&kept).unwrap_or_default();
        drop(in_use::rename(&marker, &pipe).and_then(|()| in_use::rename(&kept, &marker)));
        // Waits for whoever reads it.
        thread::spawn(move || drop(fs::write(&pipe, text).and_then(|()| fs::remove_file(&pipe))));
    }
}
