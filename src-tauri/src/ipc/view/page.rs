//! The pages of the window that something outside of it can ask for.

use chrono::NaiveDate;
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
    /// Some days in Explore, counted since 1970; the last one is included.
    #[serde(rename_all = "camelCase")]
    Explore {
        from_day: i32,
        to_day: i32,
    },
    Settings,
}

impl Page {
    /// Its address in the window, as `ui/src/navigation/route.ts` reads it.
    pub(crate) fn address(&self) -> String {
        match self {
            Self::Track { key } => format!("#/explore/tracks/{}", utf8_percent_encode(key, NON_ALPHANUMERIC)),
            Self::Library => "#/library".to_owned(),
            Self::Explore { from_day, to_day } => {
                let parts = [("from", from_day), ("to", to_day)];
                let day = |(name, day): (_, &i32)| Some(format!("{name}={}", NaiveDate::from_epoch_days(*day)?));
                let days: Vec<_> = parts.into_iter().filter_map(day).collect();
                format!("#/explore?{}", days.join("&"))
            }
            Self::Settings => "#/settings".to_owned(),
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
