//! The system's own file dialogs, answered by keys as a person would who knows the path.

use std::path::Path;

use super::keys::{ESCAPE, Held, RETURN};
use super::{Stage, until};
use crate::failure::{Failure, Told};

/// How the dialogs call themselves.
const OPEN: &str = "Choose your Spotify export";
const SAVE: &str = "Save your listening history";

impl Stage {
    /// Chooses this file or folder in the dialog that asks for history.
    ///
    /// # Errors
    /// When the dialog does not come up, or does not take the path.
    pub async fn choose(&self, path: &Path) -> Told {
        let path = path
            .to_str()
            .ok_or_else(|| Failure::new("not a path that can be typed"))?;
        self.answer_dialog(OPEN, path).await
    }

    /// Names the file in the dialog that asks where to save.
    ///
    /// # Errors
    /// When the dialog does not come up, or does not take the path.
    pub async fn save_as(&self, path: &Path) -> Told {
        let path = path
            .to_str()
            .ok_or_else(|| Failure::new("not a path that can be typed"))?;
        self.answer_dialog(SAVE, path).await
    }

    /// Thinks better of choosing anything.
    ///
    /// # Errors
    /// When the dialog does not come up, or stays.
    pub async fn choose_nothing(&self) -> Told {
        self.dialog(OPEN).await?;
        let display = self.display()?;
        display.press(display.window(OPEN)?, ESCAPE, Held::Nothing)?;
        self.dialog_is_gone(OPEN).await
    }

    async fn answer_dialog(&self, title: &str, path: &str) -> Told {
        self.dialog(title).await?;
        let display = self.display()?;
        let window = display.window(title)?;
        let (first, rest) = path.split_at(1);
        // A name may stand there already. The first letter makes room for a path, and where that is not there yet, others are lost.
        display.press(window, u32::from('a'), Held::Control)?;
        display.types(window, first)?;
        self.dialog(title).await?;
        display.types(window, rest)?;
        self.dialog(title).await?;
        display.press(window, RETURN, Held::Nothing)?;
        self.dialog_is_gone(title).await
    }

    /// Waits until the dialog is there and has come to rest: while it reads a folder, it forgets what is typed.
    async fn dialog(&self, title: &str) -> Told {
        let mut before = Vec::new();
        until(&format!("the system asks: {title}"), async || {
            let look = || {
                let display = self.display()?;
                display.picture(display.window(title)?)
            };
            let now = look().unwrap_or_default();
            let rests = !now.is_empty() && now == before;
            before = now;
            rests
        })
        .await
    }

    async fn dialog_is_gone(&self, title: &str) -> Told {
        until(&format!("the dialog is gone: {title}"), async || {
            self.display().is_ok_and(|display| !display.shows(title))
        })
        .await
    }
}
