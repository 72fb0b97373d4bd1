//! How the services treat who asks: as the real ones do, or kindly, for "Look around", where nobody should wait or miss anything.

use super::limits::Limits;

/// How the services treat who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manners {
    /// How much a client may ask.
    pub limits: Limits,
    /// Whom they know.
    pub coverage: Coverage,
}

/// Which of the listener's artists MusicBrainz knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// Most, some of them under other names, among namesakes, and with or without tags.
    AsReal,
    /// Everybody, under the listener's spelling, linked and with genres; and nobody else.
    Everybody,
}

impl Manners {
    /// As the real services.
    pub fn as_real() -> Self {
        Self {
            limits: Limits::default(),
            coverage: Coverage::AsReal,
        }
    }

    /// Everybody is known with genres, and as much may be asked as a client likes.
    pub fn kind() -> Self {
        Self {
            limits: Limits::none(),
            coverage: Coverage::Everybody,
        }
    }
}
