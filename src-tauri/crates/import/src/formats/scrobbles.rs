//! Scrobbles: a service notes when a track begins, and nothing of how it went on. An example of a format that Tonearm does not read.

use plays::{Kind, Provenance, Told};

use crate::{
    Format, RejectReason,
    evidence::{Names, RowCircumstance, RowEvidence, RowItem, plausible_length},
    format::Signature,
    layout::Layout,
    row::row,
    timestamp,
    value::{Value, joined},
};

/// A list such as `[{"scrobbled_at": "2026-05-04T13:37:00Z", "artist": "Bicep", "track": "Glue", "track_ms": 269150}]`.
pub(super) const FORMAT: Format = Format::list::<Scrobbles>(
    "scrobbles",
    "Scrobbles",
    Signature {
        core: ["scrobbled_at", "track"],
        more: &["artist", "album", "track_ms"],
    },
);

struct Scrobbles;

row! {
    Row {
        began = "scrobbled_at",
        artist = "artist",
        track = "track",
        album = "album",
        track_ms = "track_ms",
    }
}

impl Layout for Scrobbles {
    type Row<'a> = Row<'a>;

    fn evidence<'r>(row: &'r Row<'_>) -> Result<RowEvidence<'r>, RejectReason> {
        let length_ms = match row.track_ms {
            Value::Nothing => None,
            _ => Some(plausible_length(row.track_ms.as_integer())?),
        };
        Ok(RowEvidence {
            item: RowItem {
                kind: Kind::Music,
                uri: None,
                names: Names {
                    name: row.track.as_text().ok_or(RejectReason::NothingPlayed)?,
                    artist: row.artist.as_text().unwrap_or_default(),
                    album: row.album.as_text().unwrap_or_default(),
                },
            },
            told: Told {
                began_at: timestamp::of(&row.began)?,
                length_ms,
                ..Told::default()
            },
            circumstance: RowCircumstance::default(),
            provenance: Provenance::Live,
        })
    }

    fn sample(row: &Row<'_>) -> String {
        joined([&row.began, &row.artist, &row.track])
    }
}
