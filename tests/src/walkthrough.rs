//! A walkthrough of Tonearm as a new listener experiences it, from the first screen to a saved playlist, an import that is
//! undone, and a life explored.
//! Reports each step as soon as it is done, with a screenshot of the result.

mod exploring;

use std::path::Path;

use chrono::DateTime;

use crate::downloads::ZIP;
use crate::failure::{Failure, Outcome};
use crate::listener::{enter_client_id, import};
use crate::testbed::Testbed;
use crate::wait::until;
use crate::window::Window;

/// A step that was done.
#[derive(Debug)]
pub struct Step {
    /// Its name, as in the file name of its screenshot.
    pub name: &'static str,
    /// The path of its screenshot, or words where there is nothing to photograph.
    pub seen: String,
}

struct Walkthrough<'a, T> {
    testbed: &'a Testbed,
    window: Window<'a>,
    pictures: &'a Path,
    done: u32,
    report: T,
}

/// Visits every screen and leaves screenshots in a folder.
///
/// # Errors
/// When a step fails; the message names it.
pub async fn walk_through(testbed: &Testbed, pictures: &Path, report: impl FnMut(Step)) -> Outcome {
    let window = testbed.open().await?;
    Walkthrough {
        testbed,
        window,
        pictures,
        done: 0,
        report,
    }
    .run()
    .await
}

impl<T: FnMut(Step)> Walkthrough<'_, T> {
    async fn run(&mut self) -> Outcome {
        let outcome = self.welcome().await;
        self.finish("welcome", outcome).await?;
        let outcome = self.guide().await;
        self.finish("connect-guide", outcome).await?;
        let outcome = self.consent().await;
        self.finish("consent", outcome).await?;
        for (name, tab) in [
            ("top-tracks", "Tracks"),
            ("top-artists", "Artists"),
            ("top-genres", "Genres"),
        ] {
            let outcome = self.top(tab).await;
            self.finish(name, outcome).await?;
        }
        let outcome = self.playlist_form().await;
        self.finish("save-playlist", outcome).await?;
        let outcome = self.saved().await;
        self.finish("playlist-saved", outcome).await?;
        let outcome = self.recent().await;
        self.finish("recent", outcome).await?;
        let outcome = self.library().await;
        self.finish("library", outcome).await?;
        self.explore().await?;
        let outcome = self.settings().await;
        self.finish("settings", outcome).await?;
        let seen = self
            .tray()
            .await
            .map_err(|failure| Failure::new(format!("tray: {failure}")))?;
        (self.report)(Step { name: "tray", seen });
        Ok(())
    }

    async fn finish(&mut self, name: &'static str, outcome: Outcome) -> Outcome {
        outcome.map_err(|failure| Failure::new(format!("{name}: {failure}")))?;
        self.done += 1;
        let picture = self.pictures.join(format!("{:02}-{name}.png", self.done));
        self.window.screenshot(&picture).await?;
        (self.report)(Step {
            name,
            seen: picture.display().to_string(),
        });
        Ok(())
    }

    async fn welcome(&self) -> Outcome {
        self.window.sees("Drop the needle").await
    }

    async fn guide(&self) -> Outcome {
        enter_client_id(&self.window).await?;
        self.window.press("button", "Check").await?;
        self.window.sees("Spotify knows this Client ID").await
    }

    /// The person agrees in the browser, outside the window; the browser then opens a `tonearm:` link.
    async fn consent(&self) -> Outcome {
        self.window.press("button", "Sign in").await?;
        until("the browser opens a tonearm: link", async || {
            let visits = self.testbed.browser().visits().unwrap_or_default();
            visits
                .last()
                .and_then(|visit| visit.returned_to.as_deref())
                .is_some_and(|to| to.starts_with("tonearm:"))
        })
        .await?;
        self.window.list("Top tracks").await?;
        self.window.lacks("dialog", "").await
    }

    async fn top(&self, tab: &str) -> Outcome {
        self.window.press("tab", tab).await?;
        if tab == "Genres" {
            // Asked once; the simulated services know everybody.
            self.window.press("button", "Look up genres").await?;
            self.window.sees("Learned about your music").await?;
            return self.window.find("heading", "Families").await.map(drop);
        }
        self.window.list(&format!("Top {}", tab.to_lowercase())).await.map(drop)
    }

    async fn playlist_form(&self) -> Outcome {
        self.window.press("tab", "Tracks").await?;
        self.window.list("Top tracks").await?;
        self.window.press("button", "Save as playlist").await?;
        self.window.find("field", "Name").await.map(drop)
    }

    async fn saved(&self) -> Outcome {
        let before = self.testbed.spotify().playlists().len();
        let name = self.window.value_of("Name").await?;
        self.window.press("button", "Save").await?;
        self.window.sees("is in Spotify").await?;
        let playlists = self.testbed.spotify().playlists();
        let saved = playlists.iter().find(|playlist| playlist.name == name);
        match saved {
            Some(playlist) if playlists.len() == before + 1 && !playlist.public && !playlist.uris.is_empty() => Ok(()),
            other => Err(Failure::new(format!(
                "Spotify has {other:?}, among {} playlists",
                playlists.len()
            ))),
        }
    }

    async fn recent(&self) -> Outcome {
        self.window.press("button", "Close").await?;
        self.window.press("link", "Recent").await?;
        self.window.find("button", "Sync now").await?;
        let main = self.window.find("main", "").await?;
        self.window.list_in(&main, "").await.map(drop)
    }

    /// Imports an extended export through the system's own dialog.
    async fn library(&self) -> Outcome {
        let export = std::path::absolute(self.pictures.join(ZIP))?;
        std::fs::create_dir_all(self.pictures)?;
        self.testbed.spotify().export_extended(&export, DateTime::UNIX_EPOCH)?;
        self.window.press("link", "Library").await?;
        import(self.testbed, &self.window, &export).await
    }

    async fn settings(&self) -> Outcome {
        self.window.press("link", "Settings").await?;
        self.window.sees("consent ends in").await
    }

    /// The latest play, as the tray's menu shows it.
    async fn tray(&self) -> Outcome<String> {
        let mut latest = None;
        until("the tray shows plays", async || {
            let menu = self.testbed.tray().menu().await.unwrap_or_default();
            let is_play = |label: &str| label.contains(" ago: ") || label.starts_with("Just now: ");
            latest = menu.into_iter().map(|entry| entry.label).find(|label| is_play(label));
            latest.is_some()
        })
        .await?;
        latest.ok_or_else(|| Failure::new("the play disappeared"))
    }
}
