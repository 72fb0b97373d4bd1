//! Spotify's extended streaming history, in all its generations: `Streaming_History_Audio_….json`, `…_Video_….json`, `endsong_….json`.
//! Tonearm writes its archive in this shape too, with two keys more for what it had from elsewhere.
//! What is personal in a row (addresses, devices' signatures, the user's name) is skipped over and never looked at.

use plays::{ItemUri, Kind, Provenance};

use crate::{
    RejectReason,
    format::Layout,
    heard::{Heard, How, Names, What, believable_length},
    moment,
    row::row,
    value::{Value, joined},
};

/// The format.
pub(crate) struct Extended;

row! {
    /// One row. The personal keys are missing on purpose.
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
        told_by = "tonearm_witness",
        ended_at = "tonearm_ended_at",
    }
}

impl Layout for Extended {
    type Row<'a> = Row<'a>;

    fn heard<'r>(row: &'r Row<'_>) -> Result<Heard<'r>, RejectReason> {
        Ok(Heard {
            what: row.what().ok_or(RejectReason::NothingPlayed)?,
            ended_at_ms: moment::millis(
                row.ended_at
                    .text()
                    .or(row.ts.text())
                    .ok_or(RejectReason::TimeUnreadable)?,
            )?,
            ms_played: believable_length(row.ms_played.whole())?,
            how: row.how(),
            provenance: row.witness()?,
        })
    }

    fn harmless(row: &Row<'_>) -> String {
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
    /// Who told of it: the history itself, unless Tonearm wrote the row and notes that it had it from elsewhere.
    fn witness(&self) -> Result<Provenance, RejectReason> {
        match &self.told_by {
            Value::Nothing => Ok(Provenance::Extended),
            Value::Text(word) if word == "live" => Ok(Provenance::Live),
            Value::Text(word) if word == "account" => Ok(Provenance::Account),
            _ => Err(RejectReason::ProvenanceUnknown),
        }
    }

    /// What was played: the first that has a URI, else the first that has a name.
    fn what(&self) -> Option<What<'_>> {
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
        let whats = kinds.map(|(kind, uri, name, artist, album)| What {
            kind,
            uri: uri.text().filter(|uri| uri.parse::<ItemUri>().is_ok()),
            names: Names {
                name: name.text().unwrap_or_default(),
                artist: artist.text().unwrap_or_default(),
                album: album.text().unwrap_or_default(),
            },
        });
        let with_uri = whats.iter().find(|what| what.uri.is_some());
        with_uri
            .or_else(|| whats.iter().find(|what| !what.names.is_empty()))
            .copied()
    }

    fn how(&self) -> How<'_> {
        How {
            reason_start: self.reason_start.text(),
            reason_end: self.reason_end.text(),
            shuffle: self.shuffle.truth(),
            skipped: self.skipped.truth(),
            offline: self.offline.truth(),
            incognito: self.incognito.truth(),
            platform: self.platform.text().filter(|platform| *platform != "not_applicable"),
            country: self.country.text().filter(|country| is_a_country(country)),
        }
    }
}

/// Spotify writes `ZZ` where it does not know.
fn is_a_country(code: &str) -> bool {
    code.len() == 2 && code != "ZZ" && code.bytes().all(|letter| letter.is_ascii_alphabetic())
}
