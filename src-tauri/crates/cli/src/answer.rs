//! The result of a command that worked, for people and for programs. `output` prints it.

use serde::Serialize;

use crate::{exit::Exit, failure::Failure};

/// The result of a command.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) json: Option<String>,
    pub(crate) text: String,
    /// `--quiet` leaves it out: it only says that something was done.
    pub(crate) is_confirmation: bool,
    pub(crate) warnings: Vec<String>,
    pub(crate) exit: Exit,
}

impl Answer {
    /// An answer to a question.
    pub(crate) fn to_question(json: &impl Serialize, text: impl Into<String>) -> Result<Self, Failure> {
        let json = serde_json::to_string(json).map_err(|error| Failure::unexpected(&error))?;
        Ok(Self {
            json: Some(json),
            ..Self::text(text)
        })
    }

    /// The confirmation that something was done, which `--quiet` leaves out.
    pub(crate) fn done(json: &impl Serialize, text: impl Into<String>) -> Result<Self, Failure> {
        Ok(Self {
            is_confirmation: true,
            ..Self::to_question(json, text)?
        })
    }

    /// A text that is the same for people and programs.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self {
            json: None,
            text: text.into(),
            is_confirmation: false,
            warnings: Vec::new(),
            exit: Exit::Done,
        }
    }

    /// Ends the program in another way than well, although there is an answer.
    pub(crate) fn ending(mut self, exit: Exit) -> Self {
        self.exit = exit;
        self
    }

    /// Adds something that went wrong although there is an answer.
    pub(crate) fn warning(mut self, warning: impl Into<String>) -> Self {
        self.warnings.push(warning.into());
        self
    }
}
