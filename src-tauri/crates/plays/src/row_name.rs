//! Single rows of evidence by what they say, so that a decision about one holds on every machine, and again when its file comes back.

use std::{fmt, str::FromStr};

use crate::{ItemUri, PlayedAt, Provenance};

/// What tells a row of evidence from all others. Equal rows of two files have one name: they are the same row.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowName {
    /// When it ended, according to the source.
    pub ended_at: PlayedAt,
    /// Which kind of source says so.
    pub provenance: Provenance,
    /// How long it was heard, in milliseconds; 0 where the source does not tell it.
    pub told_ms: u32,
    /// Its place among the equal rows of its file.
    pub number: u16,
    /// What was played.
    pub item: ItemUri,
}

/// What the listener decided about a row of evidence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowDecision {
    /// It is a play of its own, whatever the rules say.
    OwnPlay,
    /// It tells of the same play as this row.
    SameAs(RowName),
}

impl fmt::Display for RowName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            ended_at,
            provenance,
            told_ms,
            number,
            item,
        } = self;
        let provenance = provenance.code();
        write!(
            f,
            "{provenance} {} {told_ms} {number} {}",
            ended_at.as_millis(),
            item.as_str()
        )
    }
}

/// A text that is not the name of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidRowName;

impl fmt::Display for InvalidRowName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is not the name of a row of evidence")
    }
}

impl std::error::Error for InvalidRowName {}

impl FromStr for RowName {
    type Err = InvalidRowName;

    fn from_str(text: &str) -> Result<Self, InvalidRowName> {
        let mut parts = text.splitn(5, ' ');
        let mut next = || parts.next().ok_or(InvalidRowName);
        let provenance = next()?;
        Ok(Self {
            provenance: Provenance::ALL
                .into_iter()
                .find(|known| known.code() == provenance)
                .ok_or(InvalidRowName)?,
            ended_at: PlayedAt::from_millis(next()?.parse().map_err(|_| InvalidRowName)?),
            told_ms: next()?.parse().map_err(|_| InvalidRowName)?,
            number: next()?.parse().map_err(|_| InvalidRowName)?,
            item: match next()? {
                "" => return Err(InvalidRowName),
                uri => ItemUri::written_down(uri),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_as_it_was_written() {
        let uris = [
            ItemUri::of_spotify_track("4uLU6hMCjMI75M1A2tKUQC"),
            ItemUri::written_down("spotify:local:some one:an album:a title:200"),
        ];
        for (item, provenance) in uris.into_iter().zip(Provenance::ALL) {
            let name = RowName {
                ended_at: PlayedAt::from_millis(-5),
                provenance,
                told_ms: 215_000,
                number: 2,
                item,
            };
            assert_eq!(name.to_string().parse(), Ok(name));
        }
    }

    #[test]
    fn anything_else_is_no_name() {
        for text in [
            "",
            "extended_history",
            "extended_history 1 2 3",
            "extended_history 1 2 3 ",
            "memory 1 2 3 spotify:track:a",
            "extended_history one 2 3 spotify:track:a",
            "extended_history 1 -2 3 spotify:track:a",
        ] {
            assert_eq!(text.parse::<RowName>(), Err(InvalidRowName), "{text}");
        }
    }
}
