//! Spotify's extended streaming history, one row a line. Other tools read it as Spotify's own; what Spotify did not tell so
//! exactly says so in keys of ours, which this program's import understands and others skip.

use std::io::{self, Write};

use chrono::{DateTime, SecondsFormat, Utc};
use plays::{Kind, Witness};
use serde::Serialize;

use super::play::{Play, Sheet, date};

/// A list being written.
pub(super) struct List<W> {
    out: W,
    is_begun: bool,
}

/// Spotify's keys in Spotify's order; the personal ones are missing on purpose.
#[derive(Default, Serialize)]
struct Row<'k> {
    ts: String,
    platform: Option<&'k str>,
    ms_played: u32,
    conn_country: Option<&'k str>,
    master_metadata_track_name: Option<&'k str>,
    master_metadata_album_artist_name: Option<&'k str>,
    master_metadata_album_album_name: Option<&'k str>,
    spotify_track_uri: Option<&'k str>,
    episode_name: Option<&'k str>,
    episode_show_name: Option<&'k str>,
    spotify_episode_uri: Option<&'k str>,
    audiobook_title: Option<&'k str>,
    /// Always unknown: plays are of chapters.
    audiobook_uri: Option<&'k str>,
    audiobook_chapter_uri: Option<&'k str>,
    audiobook_chapter_title: Option<&'k str>,
    reason_start: Option<&'k str>,
    reason_end: Option<&'k str>,
    shuffle: Option<bool>,
    skipped: Option<bool>,
    offline: Option<bool>,
    /// Always unknown: it says nothing that holds, so it is not kept.
    offline_timestamp: Option<u64>,
    incognito_mode: Option<bool>,
    /// Who tells of the play, if not the extended history.
    #[serde(skip_serializing_if = "Option::is_none")]
    tonearm_witness: Option<&'static str>,
    /// When it ended, where `ts` is too short to say it or seems surer than it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    tonearm_ended_at: Option<String>,
}

impl<W: Write> List<W> {
    pub(super) fn begin(out: W) -> Self {
        Self { out, is_begun: false }
    }
}

impl<'k, W: Write> Sheet<'k> for List<W> {
    fn put(&mut self, play: Play<'k>) -> io::Result<()> {
        self.out.write_all(if self.is_begun { b",\n" } else { b"[\n" })?;
        self.is_begun = true;
        Ok(serde_json::to_writer(
            &mut self.out,
            &Row::of(&play, date(play.ended_at)?),
        )?)
    }

    fn end(mut self) -> io::Result<()> {
        self.out.write_all(if self.is_begun { b"\n]\n" } else { b"[]\n" })?;
        self.out.flush()
    }
}

impl<'k> Row<'k> {
    fn of(play: &Play<'k>, ended_at: DateTime<Utc>) -> Self {
        let told = |text: &'k str| Some(text).filter(|text| !text.is_empty());
        let how = play.how;
        let name = told(&play.track.name);
        let album = told(&play.album.name);
        let uri = told(&play.track.uri).filter(|uri| uri.starts_with("spotify:"));
        let tonearm_witness = match play.witness {
            Witness::Extended => None,
            Witness::Account => Some("account"),
            Witness::Live => Some("live"),
        };
        let is_exact = tonearm_witness.is_none() && ended_at.timestamp_subsec_millis() == 0;
        let row = Self {
            ts: ended_at.to_rfc3339_opts(SecondsFormat::Secs, true),
            platform: how.platform.as_deref(),
            ms_played: play.ms_played,
            conn_country: how.country.as_deref(),
            reason_start: how.reason_start.as_deref(),
            reason_end: how.reason_end.as_deref(),
            shuffle: how.shuffle,
            skipped: how.skipped,
            offline: how.offline,
            incognito_mode: how.incognito,
            tonearm_witness,
            tonearm_ended_at: (!is_exact).then(|| ended_at.to_rfc3339_opts(SecondsFormat::Millis, true)),
            ..Self::default()
        };
        match play.track.kind {
            Kind::Music => Self {
                master_metadata_track_name: name,
                // Not the credited artists: names alone are recognised by this one.
                master_metadata_album_artist_name: told(&play.track.artist),
                master_metadata_album_album_name: album,
                spotify_track_uri: uri,
                ..row
            },
            Kind::Podcast => Self {
                episode_name: name,
                episode_show_name: album,
                spotify_episode_uri: uri,
                ..row
            },
            Kind::Audiobook => Self {
                audiobook_chapter_title: name,
                audiobook_title: album,
                audiobook_chapter_uri: uri,
                ..row
            },
        }
    }
}
