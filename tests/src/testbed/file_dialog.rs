//! The system's own file dialogs, answered by typing the path.

use std::path::Path;

use super::Testbed;
use super::keyboard::{ESCAPE, Held, RETURN};
use crate::failure::{Failure, Outcome};
use crate::wait::until;

/// The titles of the dialogs.
const OPEN: &str = "Choose your Spotify export";
const SHARED: &str = "Choose the folder that your machines share";
const SAVE: &str = "Save your listening history";
const POSTER: &str = "Save as poster";

impl Testbed {
    /// Chooses this file or folder in the dialog that asks for an export.
    ///
    /// # Errors
    /// When the dialog does not open, or does not accept the path.
    pub async fn choose(&self, path: &Path) -> Outcome {
        let path = path.to_str().ok_or_else(|| Failure::new("this path cannot be typed"))?;
        self.answer_dialog(OPEN, path).await
    }

    /// Chooses this folder in the dialog that asks where the machines meet.
    ///
    /// # Errors
    /// When the dialog does not open, or does not accept the path.
    pub async fn choose_shared_folder(&self, path: &Path) -> Outcome {
        let path = path.to_str().ok_or_else(|| Failure::new("this path cannot be typed"))?;
        self.answer_dialog(SHARED, path).await
    }

    /// Names the file in the dialog that asks where to save.
    ///
    /// # Errors
    /// When the dialog does not open, or does not accept the path.
    pub async fn save_as(&self, path: &Path) -> Outcome {
        let path = path.to_str().ok_or_else(|| Failure::new("this path cannot be typed"))?;
        self.answer_dialog(SAVE, path).await
    }

    /// Names the file in the dialog that asks where a poster is to be saved.
    ///
    /// # Errors
    /// When the dialog does not open, or does not accept the path.
    pub async fn save_poster_as(&self, path: &Path) -> Outcome {
        let path = path.to_str().ok_or_else(|| Failure::new("this path cannot be typed"))?;
        self.answer_dialog(POSTER, path).await
    }

    /// Cancels the dialog that asks for an export.
    ///
    /// # Errors
    /// When the dialog does not open, or does not close.
    pub async fn choose_nothing(&self) -> Outcome {
        self.dialog(OPEN).await?;
        let display = self.display()?;
        display.press(display.window(OPEN)?, ESCAPE, Held::Nothing)?;
        self.dialog_is_closed(OPEN).await
    }

    async fn answer_dialog(&self, title: &str, path: &str) -> Outcome {
        self.dialog(title).await?;
        let display = self.display()?;
        let window = display.window(title)?;
        let (first, rest) = path.split_at(1);
        // The field may hold a name already: replace it. In the other dialog, the first letter opens the field for a path,
        // and letters typed before it is open are lost.
        display.press(window, u32::from('a'), Held::Control)?;
        display.types(window, first)?;
        self.dialog(title).await?;
        display.types(window, rest)?;
        self.dialog(title).await?;
        display.press(window, RETURN, Held::Nothing)?;
        self.dialog_is_closed(title).await
    }

    /// Waits until the dialog is open and no longer changes: while it reads a folder, it loses what is typed.
    pub(super) async fn dialog(&self, title: &str) -> Outcome {
        let mut before = Vec::new();
        until(&format!("the dialog is open: {title}"), async || {
            let picture = || {
                let display = self.display()?;
                display.picture(display.window(title)?)
            };
            let now = picture().unwrap_or_default();
            let still = !now.is_empty() && now == before;
            before = now;
            still
        })
        .await
    }

    pub(super) async fn dialog_is_closed(&self, title: &str) -> Outcome {
        until(&format!("the dialog is closed: {title}"), async || {
            self.display().is_ok_and(|display| !display.shows(title))
        })
        .await
    }
}
