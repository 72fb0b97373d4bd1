//! The pages of the window that something outside of it can ask for.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A page of the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub(crate) enum Page {
    /// Everything about one track.
    Track {
        key: String,
    },
    Library,
}

impl Page {
    /// Its address in the window, as `ui/src/navigation/route.ts` reads it.
    pub(crate) fn address(&self) -> String {
        match self {
            Self::Track { key } => format!("#/explore/tracks/{}", utf8_percent_encode(key, NON_ALPHANUMERIC)),
            Self::Library => "#/library".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_can_be_no_other_address() {
        let page = Page::Track {
            key: "spotify:local:a/b?c#d é".to_owned(),
        };
        assert_eq!(
            page.address(),
            "#/explore/tracks/spotify%3Alocal%3Aa%2Fb%3Fc%23d%20%C3%A9"
        );
    }
}
