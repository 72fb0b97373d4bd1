//! What counts as a play, as people write it on a command line.

use std::{fmt, str::FromStr};

use plays::CountingRule;

/// How long a play must have been heard to count: `30s`, `0s`, `1m`, `1500ms`; a bare number is seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MinLength {
    pub(crate) ms: u32,
}

impl Default for MinLength {
    fn default() -> Self {
        Self {
            ms: CountingRule::DEFAULT_LEAST_MS,
        }
    }
}

impl fmt::Display for MinLength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ms {
            ms if ms % 1000 == 0 => write!(f, "{}s", ms / 1000),
            ms => write!(f, "{ms}ms"),
        }
    }
}

impl FromStr for MinLength {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let not_a_length = || "give a number of seconds such as 30s, or minutes such as 1m".to_owned();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at(digits);
        let unit_ms = match unit.trim() {
            "" | "s" => 1000,
            "ms" => 1,
            "m" | "min" => 60_000,
            _ => return Err(not_a_length()),
        };
        let number: u32 = number.parse().map_err(|_| not_a_length())?;
        let ms = number.checked_mul(unit_ms).ok_or_else(not_a_length)?;
        Ok(Self { ms })
    }
}

/// What counts as a play where half the track and its end can be asked for too: `half`, `end`, or a length as in [`MinLength`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Rule(pub(crate) CountingRule);

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            CountingRule::AtLeast { ms } => MinLength { ms }.fmt(f),
            CountingRule::HalfTheTrack => f.write_str("half"),
            CountingRule::ToTheEnd => f.write_str("end"),
        }
    }
}

impl FromStr for Rule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(Self(match text {
            "half" => CountingRule::HalfTheTrack,
            "end" => CountingRule::ToTheEnd,
            length => CountingRule::AtLeast {
                ms: length
                    .parse::<MinLength>()
                    .map_err(|not_a_length| format!("{not_a_length}, or half or end"))?
                    .ms,
            },
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_a_length() {
        let least = |text: &str| text.parse::<MinLength>().map(|length| length.ms).ok();
        assert_eq!(least("30s"), Some(30_000));
        assert_eq!(least("0s"), Some(0));
        assert_eq!(least("45"), Some(45_000));
        assert_eq!(least("1m"), Some(60_000));
        assert_eq!(least("1500ms"), Some(1500));
        for wrong in ["", "s", "-1s", "1h30", "99999999m", "1.5m"] {
            assert_eq!(least(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_rule_can_ask_for_a_part_of_the_track() {
        let rule = |text: &str| text.parse::<Rule>().map(|rule| rule.0).ok();
        assert_eq!(rule("half"), Some(CountingRule::HalfTheTrack));
        assert_eq!(rule("end"), Some(CountingRule::ToTheEnd));
        assert_eq!(rule("1m"), Some(CountingRule::AtLeast { ms: 60_000 }));
        assert_eq!(rule("third"), None);
    }
}
