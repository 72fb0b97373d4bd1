//! The colours that a sheet can have: those of the window's twelve on which dark ink has a contrast of 4.5 to 1, and brass.

/// The colour of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ground(&'static str);

/// `--c1` to `--c8` and `--c11` of the window's dark theme.
const COLOURS: [&str; 9] = [
    "#f37d7d", "#67b2ba", "#f7d789", "#9f87ee", "#4d82aa", "#bb7c2e", "#b8e3ef", "#c9b3fd", "#daac1e",
];

impl Ground {
    /// The colour of what belongs to nobody in particular, such as a year.
    pub const BRASS: Self = Self("#d9a13b");

    /// The colour of the artist with this key: always the same one.
    pub fn of_key(key: &str) -> Self {
        // FNV-1a: the standard library's hashes may change with its versions.
        let hash = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let place = (hash % COLOURS.len() as u64) as usize;
        Self(COLOURS.get(place).copied().unwrap_or(Self::BRASS.0))
    }

    pub(crate) fn hex(self) -> &'static str {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::INK;

    fn luminance(hex: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    #[test]
    fn dark_ink_can_be_read_on_every_ground() {
        for hex in COLOURS.into_iter().chain([Ground::BRASS.0]) {
            let contrast = (luminance(hex) + 0.05) / (luminance(INK) + 0.05);
            assert!(contrast >= 4.5, "{hex} has {contrast}");
        }
    }

    #[test]
    fn an_artist_keeps_a_colour_and_all_colours_are_used() {
        let of = |number: u32| Ground::of_key(&format!("spotify:artist:{number}")).hex();
        assert_eq!(of(7), of(7));
        for colour in COLOURS {
            assert!((0..200).any(|number| of(number) == colour), "{colour}");
        }
    }
}
