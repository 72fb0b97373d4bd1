//! A whole number in Spotify's answers. Now and then Spotify writes one as a fraction: `640.0` for 640.
//! Every number that is read from an answer goes through here.

use serde::{Deserialize, Deserializer};
use serde_json::Number;

/// Reads a whole number from an integer or a fraction, which is rounded: 215000, 215000.0 and 215000.4 are the same.
/// For a field with `#[serde(default)]`. `None` for null, and for a number that `N` can't hold, such as a negative one: it
/// costs its own field and no other row.
///
/// # Errors
/// For what is no number at all.
pub(crate) fn whole<'de, D, N>(deserializer: D) -> Result<Option<N>, D::Error>
where
    D: Deserializer<'de>,
    N: TryFrom<u64>,
{
    let number = Option::<Number>::deserialize(deserializer)?;
    let whole = number.and_then(|number| number.as_u64().or_else(|| rounded(number.as_f64()?)));
    Ok(whole.and_then(|whole| whole.try_into().ok()))
}

/// `None` where the nearest whole number is negative or too large.
fn rounded(number: f64) -> Option<u64> {
    let nearest = number.round();
    // Within these bounds the conversion is exact. `u64::MAX` rounds up to the first number that is too large.
    (0.0..u64::MAX as f64).contains(&nearest).then_some(nearest as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<u32> {
        whole(&mut serde_json::Deserializer::from_str(json)).unwrap()
    }

    #[test]
    fn a_fraction_is_the_whole_number_that_is_nearest() {
        for json in ["215000", "215000.0", "215000.4", "214999.5", "2.15e5"] {
            assert_eq!(read(json), Some(215_000), "{json}");
        }
        for json in ["0", "0.0", "-0.0", "-0.4"] {
            assert_eq!(read(json), Some(0), "{json}");
        }
        assert_eq!(read("4294967295.0"), Some(u32::MAX));
    }

    #[test]
    fn no_number_and_an_impossible_one_are_none() {
        for json in [
            "null",
            "-1",
            "-0.5",
            "4294967296",
            "4294967295.5",
            "18446744073709551616",
            "-1e300",
            "1e300",
        ] {
            assert_eq!(read(json), None, "{json}");
        }
    }

    #[test]
    fn the_largest_numbers_neither_wrap_nor_panic() {
        let read = |json: &str| whole::<_, u64>(&mut serde_json::Deserializer::from_str(json)).unwrap();
        assert_eq!(read("18446744073709551615"), Some(u64::MAX));
        assert_eq!(read("18446744073709551615.0"), None);
        assert_eq!(read("9007199254740992.0"), Some(1 << 53));
    }

    #[test]
    fn what_is_no_number_is_an_error() {
        for json in [r#""640""#, "true", "[]", "{}", "NaN", "1e400"] {
            let read = whole::<_, u32>(&mut serde_json::Deserializer::from_str(json));
            assert!(read.is_err(), "{json}");
        }
    }
}
