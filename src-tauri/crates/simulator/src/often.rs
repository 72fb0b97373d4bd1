//! How often Spotify does one of the things that it should not do.

use sample::Random;

/// How often the simulator does something unkind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Often {
    /// Never.
    Never,
    /// As often as Spotify. The seed and what it is about decide when.
    Sometimes,
    /// Every time.
    Always,
}

impl Often {
    /// Whether it happens this time. Sometimes means `share` of 1,000 times.
    pub(crate) fn applies(self, share: usize, random: &mut Random) -> bool {
        match self {
            Self::Never => false,
            Self::Sometimes => random.below(1_000) < share,
            Self::Always => true,
        }
    }
}
