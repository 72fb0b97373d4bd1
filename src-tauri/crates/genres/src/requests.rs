//! What is told of each request as it leaves, for a page that shows what was asked of whom.

use std::sync::Arc;

use chrono::{DateTime, Utc};

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Service {
    /// Who an artist is, and genres where ListenBrainz has none.
    MusicBrainz,
    /// Genres of many artists at once.
    ListenBrainz,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Question {
    /// Who has these Spotify links?
    Links,
    /// Who has these names?
    Names,
    /// Which of the namesakes is it? Asks who recorded a title, and what else they recorded.
    Title,
    /// Which genres have they?
    Genres,
}

/// One request that left this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    /// To whom.
    pub service: Service,
    /// What it asked.
    pub question: Question,
    /// About how many artists.
    pub artists: usize,
    /// When.
    pub at: DateTime<Utc>,
}

/// Called with each request just before it is sent. Must not block.
pub type OnRequest = Arc<dyn Fn(Sent) + Send + Sync>;
