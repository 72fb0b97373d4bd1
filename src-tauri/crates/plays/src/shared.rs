//! What several machines call things of one history: sources that keep their names everywhere, and decisions of which the latest counts.

use std::{fmt, str::FromStr};

/// The lasting name of a source, the same on every machine. Importing the same files again after an undo makes another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct SourceKey(pub [u8; 16]);

/// The lasting name of an installation. A copied disk is noticed and takes a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct MachineId(pub [u8; 16]);

/// What is exchanged as one: a whole import, or what a recording has of one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartId {
    /// Of which source.
    pub source: SourceKey,
    /// The month of a recording, counted from January 1970 in UTC; `None` for an import.
    pub month: Option<i32>,
}

/// Says which of two decisions is the later one, without a clock: whoever decides counts on from the highest number that is known there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Stamp {
    /// The number.
    pub counter: u64,
    /// Who decided. Settles which of two equal numbers is the later one.
    pub machine: MachineId,
}

/// What was decided or found out about one thing. Of two about the same thing, the one that [wins](Self::wins_over) stays.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Register {
    /// The kind, as a short name that never changes.
    pub kind: String,
    /// About what, within its kind.
    pub key: String,
    /// When, among all decisions. Zero for what was found out and not decided.
    pub stamp: Stamp,
    /// What; `None` if it was taken back. Text that only the library reads.
    pub value: Option<String>,
}

impl Register {
    /// Whether this stays and `other` goes, on every machine alike. Of equal stamps, the greater value stays.
    pub fn wins_over(&self, other: &Self) -> bool {
        (self.stamp, &self.value) > (other.stamp, &other.value)
    }
}

/// The kind of a [`Register`] that says that a source was undone, whose key is the source's. It is never taken back.
pub const UNDONE: &str = "undone";

/// The text is not the name of a source or a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidKey;

impl fmt::Display for InvalidKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not 32 hexadecimal digits")
    }
}

impl std::error::Error for InvalidKey {}

fn from_hex(text: &str) -> Result<[u8; 16], InvalidKey> {
    let digits: Vec<u32> = text.chars().map_while(|digit| digit.to_digit(16)).collect();
    if digits.len() != 32 || text.len() != 32 {
        return Err(InvalidKey);
    }
    let mut bytes = [0; 16];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = u8::try_from(pair[0] * 16 + pair[1]).map_err(|_| InvalidKey)?;
    }
    Ok(bytes)
}

fn write_hex(bytes: &[u8; 16], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

impl fmt::Display for SourceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(&self.0, f)
    }
}

impl fmt::Display for MachineId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(&self.0, f)
    }
}

impl FromStr for SourceKey {
    type Err = InvalidKey;

    fn from_str(text: &str) -> Result<Self, InvalidKey> {
        from_hex(text).map(Self)
    }
}

impl FromStr for MachineId {
    type Err = InvalidKey;

    fn from_str(text: &str) -> Result<Self, InvalidKey> {
        from_hex(text).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn register(counter: u64, machine: u8, value: Option<&str>) -> Register {
        Register {
            kind: "hidden".into(),
            key: "artist".into(),
            stamp: Stamp {
                counter,
                machine: MachineId([machine; 16]),
            },
            value: value.map(str::to_owned),
        }
    }

    #[test]
    fn the_later_decision_wins_and_of_equal_ones_the_same_everywhere() {
        let ordered = [
            register(0, 9, None),
            register(1, 1, Some("b")),
            register(1, 2, None),
            register(1, 2, Some("a")),
            register(2, 1, None),
        ];
        for (at, one) in ordered.iter().enumerate() {
            for (other_at, other) in ordered.iter().enumerate() {
                assert_eq!(one.wins_over(other), at > other_at, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn a_key_that_was_written_down_comes_back() {
        let key = SourceKey(std::array::from_fn(|at| at as u8 * 17));
        assert_eq!(key.to_string(), "00112233445566778899aabbccddeeff");
        assert_eq!(key.to_string().parse(), Ok(key));
        for wrong in [
            "",
            "00",
            "00112233445566778899aabbccddeefg",
            "00112233445566778899aabbccddeeff0",
        ] {
            assert_eq!(wrong.parse::<SourceKey>(), Err(InvalidKey), "{wrong}");
        }
    }
}
