//! From a play's circumstance to the attributes that filters ask for. A play refers to them by number.

use std::collections::HashMap;

use plays::Circumstance;
use stats::{Country, Platform, PlayAttributes};

/// Every distinct set of attributes, by number. Many circumstances have the same attributes.
pub(super) struct AttributeIndex {
    circumstances: HashMap<u32, Circumstance>,
    all: Vec<PlayAttributes>,
    /// Numbers found so far, at twice the circumstance's id, plus one for an estimated length. A list because it is looked up for
    /// each play.
    numbers: Vec<Option<u16>>,
}

impl AttributeIndex {
    pub(super) fn new(circumstances: HashMap<u32, Circumstance>) -> Self {
        let last = circumstances.keys().max().map_or(0, |last| *last as usize + 1);
        Self {
            circumstances,
            all: Vec::new(),
            numbers: vec![None; last * 2],
        }
    }

    /// Every set of attributes, in the order of the numbers.
    pub(super) fn into_all(self) -> Vec<PlayAttributes> {
        self.all
    }

    pub(super) fn number_of(&mut self, circumstance: u32, estimated: bool) -> u16 {
        let at = circumstance as usize * 2 + usize::from(estimated);
        if let Some(Some(number)) = self.numbers.get(at) {
            return *number;
        }
        let known = self.circumstances.get(&circumstance);
        let attributes = attributes(known.unwrap_or(&Circumstance::default()), estimated);
        let number = self
            .all
            .iter()
            .position(|other| *other == attributes)
            .unwrap_or_else(|| {
                self.all.push(attributes);
                self.all.len() - 1
            });
        let number = u16::try_from(number).unwrap_or(u16::MAX);
        if let Some(entry) = self.numbers.get_mut(at) {
            *entry = Some(number);
        }
        number
    }
}

fn attributes(circumstance: &Circumstance, estimated: bool) -> PlayAttributes {
    let reason = circumstance
        .reason_end
        .as_deref()
        .filter(|reason| !reason.is_empty() && *reason != "unknown");
    // From April 2015 to October 2022 Spotify's own flag was never "true". The button that was pressed shows a skip as well.
    let skipped = match (circumstance.skipped, reason) {
        (Some(true), _) | (_, Some("fwdbtn")) => Some(true),
        (Some(false), _) | (_, Some(_)) => Some(false),
        (None, None) => None,
    };
    PlayAttributes {
        skipped,
        finished: reason.map(|reason| reason == "trackdone"),
        shuffle: circumstance.shuffle,
        platform: circumstance.platform.as_deref().and_then(Platform::of),
        country: circumstance.country.as_deref().and_then(Country::new),
        estimated,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circumstance(skipped: Option<bool>, reason_end: Option<&str>) -> Circumstance {
        Circumstance {
            skipped,
            reason_end: reason_end.map(Into::into),
            ..Circumstance::default()
        }
    }

    #[test]
    fn the_button_shows_a_skip_where_spotifys_own_flag_does_not() {
        let skipped = |flag, reason| attributes(&circumstance(flag, reason), false).skipped;
        assert_eq!(skipped(Some(false), Some("fwdbtn")), Some(true));
        assert_eq!(skipped(Some(true), None), Some(true));
        assert_eq!(skipped(Some(false), Some("trackdone")), Some(false));
        assert_eq!(skipped(None, Some("endplay")), Some(false));
        assert_eq!(skipped(None, None), None);
        assert_eq!(skipped(None, Some("")), None);
    }

    #[test]
    fn circumstances_with_equal_attributes_share_a_number_but_not_with_estimates() {
        let circumstances = [
            (1, circumstance(None, Some("trackdone"))),
            (2, circumstance(Some(false), Some("trackdone"))),
        ];
        let mut index = AttributeIndex::new(circumstances.into());
        assert_eq!(index.number_of(1, false), index.number_of(2, false));
        assert_ne!(index.number_of(1, true), index.number_of(1, false));
    }
}
