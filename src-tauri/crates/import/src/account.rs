//! The listening history of Spotify's account data, the last year only: `StreamingHistory_music_0.json`,
//! `StreamingHistory_podcast_0.json`, `StreamingHistory0.json`. Names alone, and the end to the minute.

use plays::{Kind, Provenance};

use crate::{
    RejectReason,
    format::Layout,
    heard::{Heard, How, Names, What, believable_length},
    moment,
    row::row,
    value::joined,
};

/// The format.
pub(crate) struct Account;

row! {
    /// One row.
    Row {
        end = "endTime",
        artist = "artistName",
        track = "trackName",
        podcast = "podcastName",
        episode = "episodeName",
        ms_played = "msPlayed",
    }
}

impl Layout for Account {
    type Row<'a> = Row<'a>;

    fn heard<'r>(row: &'r Row<'_>) -> Result<Heard<'r>, RejectReason> {
        Ok(Heard {
            what: row.what().ok_or(RejectReason::NothingPlayed)?,
            ended_at_ms: moment::millis(row.end.text().ok_or(RejectReason::TimeUnreadable)?)?,
            ms_played: believable_length(row.ms_played.whole())?,
            how: How::default(),
            provenance: Provenance::Account,
        })
    }

    fn harmless(row: &Row<'_>) -> String {
        joined([
            &row.end,
            &row.ms_played,
            &row.artist,
            &row.track,
            &row.podcast,
            &row.episode,
        ])
    }
}

impl Row<'_> {
    fn what(&self) -> Option<What<'_>> {
        let (artist, track) = (self.artist.text(), self.track.text());
        // Spotify's words for what it no longer knows.
        let forgotten = artist == Some("Unknown Artist") && track == Some("Unknown Track");
        let music = (artist.is_some() || track.is_some()).then(|| What {
            kind: Kind::Music,
            uri: None,
            names: Names {
                name: track.unwrap_or_default(),
                artist: artist.unwrap_or_default(),
                album: "",
            },
        });
        let (podcast, episode) = (self.podcast.text(), self.episode.text());
        let spoken = (podcast.is_some() || episode.is_some()).then(|| What {
            kind: Kind::Podcast,
            uri: None,
            names: Names {
                name: episode.unwrap_or_default(),
                artist: "",
                album: podcast.unwrap_or_default(),
            },
        });
        music.filter(|_| !forgotten).or(spoken)
    }
}
