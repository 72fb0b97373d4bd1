//! Why a scenario could not go on, as one readable message.
//! Any error turns into one by `?`, so a scenario stays a list of sentences.

use std::fmt;

/// Why a scenario could not go on. Its debug output is the message itself, because a failing test prints that.
pub struct Failure {
    message: String,
}

/// What every step of a scenario returns.
pub type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// A failure in plain words.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
        }
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

// `Failure` must not implement `std::error::Error` itself: the two implementations would overlap.
impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        let mut message = error.to_string();
        let mut cause = error.source();
        while let Some(deeper) = cause {
            message = format!("{message}: {deeper}");
            cause = deeper.source();
        }
        Self { message }
    }
}
