//! What a command came to, and the one place that prints it: answers to standard output, all else to standard error.
//! What others wrote, such as a track's name, can't steer the terminal.

use std::{
    io::{self, ErrorKind, Write},
    process::ExitCode,
};

use serde::Serialize;

use crate::failure::Failure;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    Done = 0,
    Failed = 1,
    Usage = 2,
    Damaged = 3,
    SomeRefused = 4,
    SpotifyRefused = 5,
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// What a command came to, for people and for programs.
#[derive(Debug)]
pub(crate) struct Answer {
    json: Option<String>,
    plain: String,
    /// The listener asked to be told this; else it only says that something was done.
    asked: bool,
    warnings: Vec<String>,
    pub(crate) exit: Exit,
}

impl Answer {
    /// An answer to a question.
    pub(crate) fn to_question(json: &impl Serialize, plain: impl Into<String>) -> Result<Self, Failure> {
        let json = serde_json::to_string(json).map_err(|error| Failure::unexpected(&error))?;
        Ok(Self {
            json: Some(json),
            plain: plain.into(),
            asked: true,
            warnings: Vec::new(),
            exit: Exit::Done,
        })
    }

    /// Word that something was done, which `--quiet` leaves out.
    pub(crate) fn done(json: &impl Serialize, plain: impl Into<String>) -> Result<Self, Failure> {
        let mut answer = Self::to_question(json, plain)?;
        answer.asked = false;
        Ok(answer)
    }

    /// A text that is the same for people and programs.
    pub(crate) fn text(plain: impl Into<String>) -> Self {
        Self {
            json: None,
            plain: plain.into(),
            asked: true,
            warnings: Vec::new(),
            exit: Exit::Done,
        }
    }

    /// Ends the program otherwise than well, although there is an answer.
    pub(crate) fn ending(mut self, exit: Exit) -> Self {
        self.exit = exit;
        self
    }

    /// Something that went wrong although there is an answer.
    pub(crate) fn warning(mut self, warning: impl Into<String>) -> Self {
        self.warnings.push(warning.into());
        self
    }
}

/// How the listener wants to be spoken to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Voice {
    json: bool,
    quiet: bool,
}

impl Voice {
    pub(crate) fn new(json: bool, quiet: bool) -> Self {
        Self { json, quiet }
    }

    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Says an answer.
    pub(crate) fn say(&self, answer: Answer) -> Exit {
        for warning in &answer.warnings {
            self.warn(warning);
        }
        let text = match (self.json, answer.json) {
            (true, Some(json)) => json,
            _ if self.quiet && !answer.asked => return answer.exit,
            (_, None) => answer.plain,
            (false, Some(_)) => tame(&answer.plain),
        };
        let mut out = io::stdout().lock();
        let printed = out
            .write_all(text.trim_end_matches('\n').as_bytes())
            .and_then(|()| out.write_all(b"\n"))
            .and_then(|()| out.flush());
        match printed {
            // Whoever reads has read enough.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => answer.exit,
            Err(error) => self.fail(&Failure::output(&error)),
            Ok(()) => answer.exit,
        }
    }

    /// Says what went wrong.
    pub(crate) fn fail(&self, failure: &Failure) -> Exit {
        if self.json {
            to_stderr(&failure.as_json());
        } else if failure.exit == Exit::Usage {
            to_stderr(&format!(
                "{}\n\nFor more information, try '--help'.",
                tame(&failure.to_string())
            ));
        } else {
            to_stderr(&tame(&failure.to_string()));
        }
        failure.exit
    }

    /// Says something beside the answer, at once.
    pub(crate) fn remark(&self, text: &str) {
        if !self.quiet {
            to_stderr(&tame(text));
        }
    }

    /// Says what went wrong although the command goes on.
    pub(crate) fn warn(&self, text: &str) {
        to_stderr(&format!("warning: {}", tame(text)));
    }

    /// Says what has to be known even by whoever wants quiet.
    pub(crate) fn insist(&self, text: &str) {
        to_stderr(&tame(text));
    }
}

fn to_stderr(text: &str) {
    // There is nowhere left to complain.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Without what a terminal would obey.
fn tame(text: &str) -> String {
    let shown = |letter: char| {
        if letter.is_control() && letter != '\n' {
            ' '
        } else {
            letter
        }
    };
    text.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_not_steer_the_terminal() {
        assert_eq!(tame("a\u{1b}[2Jb\u{9b}1m\nc"), "a [2Jb 1m\nc");
    }
}
