//! The questions that the system's own dialog asks, answered by keys.

use super::Testbed;
use super::keyboard::{Held, RETURN, TAB};
use crate::failure::Outcome;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Whether an import is to be undone: yes, no.
    Undo,
    /// Whether a recording is to be forgotten: everywhere, in the archive, no.
    Forget,
    /// Whether a recording is kept after disconnecting: yes, no, later.
    KeepAfterDisconnecting,
}

impl Question {
    fn title(self) -> &'static str {
        match self {
            Self::Undo => "Undo this import?",
            Self::Forget => "Forget what was recorded?",
            Self::KeepAfterDisconnecting => "Keep what was recorded?",
        }
    }
}

impl Testbed {
    /// Presses a button of a question, counted from 0.
    ///
    /// # Errors
    /// When the question is not asked, or does not go away.
    pub async fn press_in_question(&self, question: Question, button: usize) -> Outcome {
        let title = question.title();
        self.dialog(title).await?;
        let display = self.display()?;
        let window = display.window(title)?;
        for _ in 0..button {
            display.press(window, TAB, Held::Nothing)?;
            self.dialog(title).await?;
        }
        display.press(window, RETURN, Held::Nothing)?;
        self.dialog_is_closed(title).await
    }
}
