//! Posters: whom or what they are about, what counts on them, and their shape.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::filter::CountingRule;

/// Which poster. A key names an artist, album or track.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PosterQuery {
    pub subject: PosterSubject,
    pub rule: CountingRule,
    /// Count what is hidden too.
    pub with_hidden: bool,
}

/// Whom or what a poster is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub(crate) enum PosterSubject {
    Artist {
        key: String,
    },
    Album {
        key: String,
    },
    Track {
        key: String,
    },
    /// A calendar year.
    Year {
        year: i32,
    },
}

/// The sheet of a poster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum PosterShape {
    /// 1080 x 1350 pixels.
    Portrait,
    /// 1920 x 1080 pixels.
    Wide,
}
