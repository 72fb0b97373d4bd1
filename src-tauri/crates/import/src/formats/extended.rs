//! The format of Spotify's extended streaming history, in all its generations: `Streaming_History_Audio_….json`, `…_Video_….json`,
//! `endsong_….json`. Tonearm exports its archive in this format too, with three more keys for plays of other provenance.
//! What is personal in a row (IP addresses, user agents, the user's name) is skipped and never looked at.

use plays::{ItemUri, Kind, Provenance, Told};

use crate::{
    Format, RejectReason,
    evidence::{Names, RowCircumstance, RowEvidence, RowItem, plausible_length},
    format::Signature,
    layout::Layout,
    row::row,
    timestamp,
    value::{Value, joined},
};

pub(super) const FORMAT: Format = Format::list::<Extended>(
    "extended",
    "Extended streaming history",
    Signature {
        core: ["ts", "ms_played"],
        more: &[
            "master_metadata_track_name",
            "master_metadata_album_artist_name",
            "spotify_track_uri",
            "spotify_episode_uri",
            "episode_name",
            "reason_start",
            "reason_end",
            "conn_country",
            "incognito_mode",
        ],
    },
);

struct Extended;

row! {
    /// The personal keys are missing on purpose.
    Row {
        ts = "ts",
        ms_played = "ms_played",
        track_uri = "spotify_track_uri",
        track = "master_metadata_track_name",
        artist = "master_metadata_album_artist_name",
        album = "master_metadata_album_album_name",
        episode_uri = "spotify_episode_uri",
        episode = "episode_name",
        show = "episode_show_name",
        chapter_uri = "audiobook_chapter_uri",
        chapter = "audiobook_chapter_title",
        book = "audiobook_title",
        reason_start = "reason_start",
        reason_end = "reason_end",
        shuffle = "shuffle",
        skipped = "skipped",
        offline = "offline",
        incognito = "incognito_mode",
        platform = "platform",
        country = "conn_country",
        provenance = "tonearm_witness",
        ended_at = "tonearm_ended_at",
        began_at = "tonearm_began_at",
    }
}

impl Layout for Extended {
    type Row<'a> = Row<'a>;

    fn evidence<'r>(row: &'r Row<'_>) -> Result<RowEvidence<'r>, RejectReason> {
        let provenance = row.provenance()?;
        Ok(RowEvidence {
            item: row.item().ok_or(RejectReason::NothingPlayed)?,
            told: row.told(provenance)?,
            circumstance: row.circumstance(),
            provenance,
        })
    }

    fn sample(row: &Row<'_>) -> String {
        joined([
            &row.ts,
            &row.ms_played,
            &row.artist,
            &row.track,
            &row.track_uri,
            &row.show,
            &row.episode,
            &row.episode_uri,
            &row.book,
            &row.chapter,
            &row.chapter_uri,
            &row.reason_start,
            &row.reason_end,
        ])
    }
}

impl Row<'_> {
    /// Extended history, unless Tonearm exported the row and notes another provenance.
    fn provenance(&self) -> Result<Provenance, RejectReason> {
        match &self.provenance {
            Value::Nothing => Ok(Provenance::Extended),
            Value::Text(word) if word == "live" => Ok(Provenance::Live),
            Value::Text(word) if word == "account" => Ok(Provenance::Account),
            _ => Err(RejectReason::ProvenanceUnknown),
        }
    }

    fn told(&self, provenance: Provenance) -> Result<Told, RejectReason> {
        let is_live = provenance == Provenance::Live;
        // Where that is all that was told, the other times are Tonearm's estimates.
        let began_at = if is_live { timestamp::of(&self.began_at)? } else { None };
        let ended_at = match (began_at, timestamp::of(&self.ended_at)?) {
            (Some(_), _) => None,
            (None, None) => timestamp::of(&self.ts)?,
            (None, told) => told,
        };
        let ms = plausible_length(self.ms_played.as_integer())?;
        Ok(Told {
            began_at,
            ended_at,
            heard_ms: (!is_live).then_some(ms),
            length_ms: is_live.then_some(ms),
        })
    }

    /// What was played: the first that has a URI, else the first that has a name.
    fn item(&self) -> Option<RowItem<'_>> {
        let kinds = [
            (Kind::Music, &self.track_uri, &self.track, &self.artist, &self.album),
            (
                Kind::Podcast,
                &self.episode_uri,
                &self.episode,
                &Value::Nothing,
                &self.show,
            ),
            (
                Kind::Audiobook,
                &self.chapter_uri,
                &self.chapter,
                &Value::Nothing,
                &self.book,
            ),
        ];
        let items = kinds.map(|(kind, uri, name, artist, album)| RowItem {
            kind,
            uri: uri.as_text().filter(|uri| uri.parse::<ItemUri>().is_ok()),
            names: Names {
                name: name.as_text().unwrap_or_default(),
                artist: artist.as_text().unwrap_or_default(),
                album: album.as_text().unwrap_or_default(),
            },
        });
        let with_uri = items.iter().find(|item| item.uri.is_some());
        with_uri
            .or_else(|| items.iter().find(|item| !item.names.is_empty()))
            .copied()
    }

    fn circumstance(&self) -> RowCircumstance<'_> {
        RowCircumstance {
            reason_start: self.reason_start.as_text(),
            reason_end: self.reason_end.as_text(),
            shuffle: self.shuffle.as_bool(),
            skipped: self.skipped.as_bool(),
            offline: self.offline.as_bool(),
            incognito: self.incognito.as_bool(),
            platform: self.platform.as_text().filter(|platform| *platform != "not_applicable"),
            country: self.country.as_text().filter(|country| is_country(country)),
        }
    }
}

/// Two letters. Spotify writes `ZZ` where it does not know the country.
fn is_country(code: &str) -> bool {
    code.len() == 2 && code != "ZZ" && code.bytes().all(|letter| letter.is_ascii_alphabetic())
}
