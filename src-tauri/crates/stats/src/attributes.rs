//! How a play came about, as far as filters ask for it.

use crate::Platform;

/// A country by its two letters, as in ISO 3166.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country([u8; 2]);

impl Country {
    /// Two capital letters; `None` for anything else, and for `ZZ`, which means "unknown".
    pub fn new(code: &str) -> Option<Self> {
        match code.as_bytes() {
            b"ZZ" => None,
            &[first, second] if first.is_ascii_uppercase() && second.is_ascii_uppercase() => {
                Some(Self([first, second]))
            }
            _ => None,
        }
    }

    /// The two letters.
    pub fn code(self) -> String {
        self.0.iter().map(|letter| char::from(*letter)).collect()
    }
}

/// What is known of a play besides what was played and when. `None` where no source says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct PlayAttributes {
    /// Whether it was skipped.
    pub skipped: Option<bool>,
    /// Whether it ended by itself.
    pub finished: Option<bool>,
    /// Whether it was played in shuffled order.
    pub shuffle: Option<bool>,
    /// The device it was played on.
    pub platform: Option<Platform>,
    /// Where it was played.
    pub country: Option<Country>,
    /// Whether its length is an estimate.
    pub estimated: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_two_capital_letters() {
        assert_eq!(Country::new("AT").map(Country::code).as_deref(), Some("AT"));
        for wrong in ["", "ZZ", "at", "AUT", "Ä"] {
            assert_eq!(Country::new(wrong), None, "{wrong}");
        }
    }
}
