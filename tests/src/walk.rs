//! One walk through Tonearm as a new listener makes it, from the first screen to a saved playlist.
//! Each step is told as soon as it is done, with a picture of where it led.

use std::path::Path;

use chrono::TimeDelta;
use simulator::DEMO_CLIENT_ID;

use crate::downloads::ZIP;
use crate::failure::{Failure, Told};
use crate::listener::import;
use crate::stage::{Stage, now, until};
use crate::window::Window;

/// A step that was made.
#[derive(Debug)]
pub struct Step {
    /// What was done.
    pub name: &'static str,
    /// What there is to see of it: where its picture lies, or words where there is nothing to photograph.
    pub seen: String,
}

/// A walk under way.
struct Walk<'a, T> {
    stage: &'a Stage,
    window: Window<'a>,
    pictures: &'a Path,
    made: u32,
    tell: T,
}

/// Walks through every screen and leaves pictures in a folder.
///
/// # Errors
/// At the first step that cannot be made, named.
pub async fn walk(stage: &Stage, pictures: &Path, tell: impl FnMut(Step)) -> Told {
    let window = stage.open().await?;
    Walk {
        stage,
        window,
        pictures,
        made: 0,
        tell,
    }
    .whole()
    .await
}

/// Only signs in, through the browser, and quits.
///
/// # Errors
/// When a step cannot be made.
pub async fn sign_in(stage: &Stage) -> Told {
    let window = stage.open().await?;
    window.press("link", "Start, about 3 minutes").await?;
    window.fill("Client ID", DEMO_CLIENT_ID).await?;
    window.press("button", "Sign in").await?;
    window.list("Top tracks").await?;
    window.quit().await
}

impl<T: FnMut(Step)> Walk<'_, T> {
    async fn whole(&mut self) -> Told {
        let done = self.welcome().await;
        self.made("welcome", done).await?;
        let done = self.guide().await;
        self.made("connect-guide", done).await?;
        let done = self.consent().await;
        self.made("consent", done).await?;
        for (name, tab) in [
            ("top-tracks", "Tracks"),
            ("top-artists", "Artists"),
            ("top-genres", "Genres"),
        ] {
            let done = self.top(tab).await;
            self.made(name, done).await?;
        }
        let done = self.asked_to_save().await;
        self.made("save-playlist", done).await?;
        let done = self.saved().await;
        self.made("playlist-saved", done).await?;
        let done = self.recent().await;
        self.made("recent", done).await?;
        let done = self.library().await;
        self.made("library", done).await?;
        let done = self.settings().await;
        self.made("settings", done).await?;
        let seen = self
            .tray()
            .await
            .map_err(|failure| Failure::new(format!("tray: {failure}")))?;
        (self.tell)(Step { name: "tray", seen });
        Ok(())
    }

    async fn made(&mut self, name: &'static str, done: Told) -> Told {
        done.map_err(|failure| Failure::new(format!("{name}: {failure}")))?;
        self.made += 1;
        let picture = self.pictures.join(format!("{:02}-{name}.png", self.made));
        self.window.screenshot(&picture).await?;
        (self.tell)(Step {
            name,
            seen: picture.display().to_string(),
        });
        Ok(())
    }

    async fn welcome(&self) -> Told {
        self.window.sees("Drop the needle").await
    }

    async fn guide(&self) -> Told {
        self.window.press("link", "Start, about 3 minutes").await?;
        self.window.fill("Client ID", DEMO_CLIENT_ID).await?;
        self.window.press("button", "Check").await?;
        self.window.sees("Spotify knows this Client ID").await
    }

    /// The browser's part plays outside the window: the person agrees there, and the link comes back.
    async fn consent(&self) -> Told {
        self.window.press("button", "Sign in").await?;
        until("the browser comes back by tonearm:", async || {
            let visits = self.stage.browser().visits().unwrap_or_default();
            visits
                .last()
                .and_then(|visit| visit.returned_to.as_deref())
                .is_some_and(|to| to.starts_with("tonearm:"))
        })
        .await?;
        self.window.list("Top tracks").await?;
        self.window.lacks("dialog", "").await
    }

    async fn top(&self, tab: &str) -> Told {
        self.window.press("tab", tab).await?;
        if tab == "Genres" {
            // Spotify sends none to personal Client IDs, and the screen says so.
            return self.window.sees("genres").await;
        }
        self.window.list(&format!("Top {}", tab.to_lowercase())).await.map(drop)
    }

    async fn asked_to_save(&self) -> Told {
        self.window.press("tab", "Tracks").await?;
        self.window.list("Top tracks").await?;
        self.window.press("button", "Save as playlist").await?;
        self.window.find("field", "Name").await.map(drop)
    }

    async fn saved(&self) -> Told {
        let before = self.stage.spotify().playlists().len();
        let name = self.window.holds("Name").await?;
        self.window.press("button", "Save").await?;
        self.window.sees("is in Spotify").await?;
        let playlists = self.stage.spotify().playlists();
        let saved = playlists.iter().find(|playlist| playlist.name == name);
        match saved {
            Some(playlist) if playlists.len() == before + 1 && !playlist.public && !playlist.uris.is_empty() => Ok(()),
            other => Err(Failure::new(format!(
                "at Spotify there is {other:?}, among {}",
                playlists.len()
            ))),
        }
    }

    async fn recent(&self) -> Told {
        self.window.press("button", "Close").await?;
        self.window.press("link", "Recent").await?;
        self.window.find("button", "Sync now").await?;
        let main = self.window.find("main", "").await?;
        self.window.list_in(&main, "").await.map(drop)
    }

    /// What Spotify sends when it is asked for everything, brought through the system's own dialog.
    async fn library(&self) -> Told {
        let export = std::path::absolute(self.pictures.join(ZIP))?;
        std::fs::create_dir_all(self.pictures)?;
        self.stage
            .spotify()
            .export_extended(&export, now() - TimeDelta::days(400))?;
        self.window.press("link", "Library").await?;
        import(self.stage, &self.window, &export).await
    }

    async fn settings(&self) -> Told {
        self.window.press("link", "Settings").await?;
        self.window.sees("consent ends in").await
    }

    /// The latest play as the tray's menu has it.
    async fn tray(&self) -> Told<String> {
        let mut latest = None;
        until("the tray shows plays", async || {
            let menu = self.stage.shelf().menu().await.unwrap_or_default();
            let is_play = |label: &str| label.contains(" ago: ") || label.starts_with("Just now: ");
            latest = menu.into_iter().map(|entry| entry.label).find(|label| is_play(label));
            latest.is_some()
        })
        .await?;
        latest.ok_or_else(|| Failure::new("the play went away"))
    }
}
