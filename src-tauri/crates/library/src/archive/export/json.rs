//! Spotify's extended streaming history, one row a line. Other tools read it as Spotify's own. Where Spotify's keys would claim
//! more than is known, keys of our own say so; our import understands them, and others skip them.

use std::io::{self, Write};

use chrono::{DateTime, SecondsFormat, Utc};
use plays::{Kind, Provenance};
use serde::Serialize;

use super::resolved::{PlayWriter, ResolvedPlay, utc};

pub(super) struct JsonWriter<W> {
    out: W,
    is_begun: bool,
}

/// Spotify's keys in Spotify's order; the personal ones are left out on purpose.
#[derive(Default, Serialize)]
struct JsonRow<'r> {
    ts: String,
    platform: Option<&'r str>,
    ms_played: u32,
    conn_country: Option<&'r str>,
    master_metadata_track_name: Option<&'r str>,
    master_metadata_album_artist_name: Option<&'r str>,
    master_metadata_album_album_name: Option<&'r str>,
    spotify_track_uri: Option<&'r str>,
    episode_name: Option<&'r str>,
    episode_show_name: Option<&'r str>,
    spotify_episode_uri: Option<&'r str>,
    audiobook_title: Option<&'r str>,
    /// Always unknown: plays belong to chapters.
    audiobook_uri: Option<&'r str>,
    audiobook_chapter_uri: Option<&'r str>,
    audiobook_chapter_title: Option<&'r str>,
    reason_start: Option<&'r str>,
    reason_end: Option<&'r str>,
    shuffle: Option<bool>,
    skipped: Option<bool>,
    offline: Option<bool>,
    /// Always unknown: its values are unreliable, so the archive does not keep them.
    offline_timestamp: Option<u64>,
    incognito_mode: Option<bool>,
    /// The provenance, if it is not the extended history.
    #[serde(skip_serializing_if = "Option::is_none")]
    tonearm_witness: Option<&'static str>,
    /// When it ended, if `ts` is too coarse for it or looks more certain than it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    tonearm_ended_at: Option<String>,
    /// When it began, if that is all that the source told. The other times are estimates.
    #[serde(skip_serializing_if = "Option::is_none")]
    tonearm_began_at: Option<String>,
}

impl<W: Write> JsonWriter<W> {
    pub(super) fn begin(out: W) -> Self {
        Self { out, is_begun: false }
    }
}

impl<'r, W: Write> PlayWriter<'r> for JsonWriter<W> {
    fn write(&mut self, play: ResolvedPlay<'r>) -> io::Result<()> {
        self.out.write_all(if self.is_begun { b",\n" } else { b"[\n" })?;
        self.is_begun = true;
        Ok(serde_json::to_writer(
            &mut self.out,
            &JsonRow::of(&play, utc(play.ended_at)?)?,
        )?)
    }

    fn finish(mut self) -> io::Result<()> {
        self.out.write_all(if self.is_begun { b"\n]\n" } else { b"[]\n" })?;
        self.out.flush()
    }
}

impl<'r> JsonRow<'r> {
    fn of(play: &ResolvedPlay<'r>, ended_at: DateTime<Utc>) -> io::Result<Self> {
        let non_empty = |text: &'r str| Some(text).filter(|text| !text.is_empty());
        let circumstance = play.circumstance;
        // As the row itself was told: a play is recognised by these names when the file is imported.
        let name = non_empty(&play.told.name);
        let album = non_empty(&play.told.album);
        let uri = non_empty(&play.track.uri).filter(|uri| uri.starts_with("spotify:"));
        let tonearm_witness = match play.provenance {
            Provenance::Extended => None,
            Provenance::Account => Some("account"),
            Provenance::Live => Some("live"),
        };
        let is_exact = tonearm_witness.is_none() && ended_at.timestamp_subsec_millis() == 0;
        let row = Self {
            ts: ended_at.to_rfc3339_opts(SecondsFormat::Secs, true),
            platform: circumstance.platform.as_deref(),
            ms_played: play.ms_played,
            conn_country: circumstance.country.as_deref(),
            reason_start: circumstance.reason_start.as_deref(),
            reason_end: circumstance.reason_end.as_deref(),
            shuffle: circumstance.shuffle,
            skipped: circumstance.skipped,
            offline: circumstance.offline,
            incognito_mode: circumstance.incognito,
            tonearm_witness,
            tonearm_ended_at: (!is_exact).then(|| ended_at.to_rfc3339_opts(SecondsFormat::Millis, true)),
            tonearm_began_at: play
                .began_at
                .map(|ms| utc(ms).map(|at| at.to_rfc3339_opts(SecondsFormat::Millis, true)))
                .transpose()?,
            ..Self::default()
        };
        Ok(match play.told.kind {
            Kind::Music => Self {
                master_metadata_track_name: name,
                // Of a recorded play, the first of the track's artists.
                master_metadata_album_artist_name: play.told.artist.lines().next(),
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
        })
    }
}
