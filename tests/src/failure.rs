//! Why a scenario could not go on, in one readable piece.
//! Any error turns into one by `?`, so a scenario stays a list of sentences.

use std::fmt;

/// Why a scenario could not go on. Prints as its story, so that a failing test can be read.
pub struct Failure {
    story: String,
}

/// What every act of a scenario answers with.
pub type Told<T = ()> = Result<T, Failure>;

impl Failure {
    /// A failure in plain words.
    pub fn new(story: impl Into<String>) -> Self {
        Self { story: story.into() }
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.story)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.story)
    }
}

// `Failure` is no `std::error::Error` itself: that is what makes room for this.
impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        let mut story = error.to_string();
        let mut cause = error.source();
        while let Some(deeper) = cause {
            story = format!("{story}: {deeper}");
            cause = deeper.source();
        }
        Self { story }
    }
}
