//! The one place that prints: answers to standard output, everything else to standard error.
//! Text from others, such as a track's name, can't steer the terminal.

use std::io::{self, ErrorKind, Write};

use crate::{answer::Answer, exit::Exit, failure::Failure, terminal_text};

/// Prints the way the listener wants it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    json: bool,
    quiet: bool,
}

impl Output {
    pub(crate) fn new(json: bool, quiet: bool) -> Self {
        Self { json, quiet }
    }

    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet
    }

    pub(crate) fn answer(&self, answer: Answer) -> Exit {
        for warning in &answer.warnings {
            self.warn(warning);
        }
        let text = match (self.json, answer.json) {
            (true, Some(json)) => terminal_text::json(&json),
            _ if self.quiet && answer.is_confirmation => return answer.exit,
            (_, None) | (false, Some(_)) => terminal_text::lines(&answer.text),
        };
        let mut out = io::stdout().lock();
        let printed = out
            .write_all(text.trim_end_matches('\n').as_bytes())
            .and_then(|()| out.write_all(b"\n"))
            .and_then(|()| out.flush());
        match printed {
            // The reader closed the pipe: it needs no more.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => answer.exit,
            Err(error) => self.fail(&Failure::output(&error)),
            Ok(()) => answer.exit,
        }
    }

    pub(crate) fn fail(&self, failure: &Failure) -> Exit {
        if self.json {
            to_stderr(&terminal_text::json(&failure.as_json()));
        } else if failure.exit == Exit::Usage {
            to_stderr(&format!(
                "{}\n\nFor more information, try '--help'.",
                terminal_text::lines(&failure.to_string())
            ));
        } else {
            to_stderr(&terminal_text::lines(&failure.to_string()));
        }
        failure.exit
    }

    /// Prints something beside the answer, at once, unless the listener wants quiet.
    pub(crate) fn remark(&self, text: &str) {
        if !self.quiet {
            to_stderr(&terminal_text::lines(text));
        }
    }

    /// Prints what went wrong although the command goes on.
    pub(crate) fn warn(&self, text: &str) {
        to_stderr(&format!("warning: {}", terminal_text::lines(text)));
    }

    /// Prints what the listener has to know even with `--quiet`.
    pub(crate) fn insist(&self, text: &str) {
        to_stderr(&terminal_text::lines(text));
    }
}

fn to_stderr(text: &str) {
    // If standard error is gone, there is nowhere to report it.
    let _ = writeln!(io::stderr().lock(), "{text}");
}
