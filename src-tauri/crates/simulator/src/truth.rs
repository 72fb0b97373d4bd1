//! What was really heard, and what Spotify's list of recent plays makes of it: for tests, which hold the one against the other.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    catalogue::Catalogue,
    history::{Context, Play, SpokenPlay},
    recent_list::{Told, Treatment},
};

/// A play that a test makes the listener hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hearing {
    /// The index of the track in [`track_uris`](crate::Simulator::track_uris).
    pub track: usize,
    /// When it began.
    pub began: DateTime<Utc>,
    /// When it ended.
    pub ended: DateTime<Utc>,
    /// How much of that was heard; the rest it was paused.
    pub heard: TimeDelta,
}

/// One play of the listener's life, also one that is skipped or in a private session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TruePlay {
    /// The track.
    pub uri: String,
    /// The track's name.
    pub name: String,
    /// The names of all that it credits, the album's artist first.
    pub artists: Vec<String>,
    /// Another URI of the same recording, by which the list of recent plays may name it.
    pub other_uri: String,
    /// When it began.
    pub began: DateTime<Utc>,
    /// When it ended.
    pub ended: DateTime<Utc>,
    /// How much of that was heard.
    pub heard: TimeDelta,
    /// How long the track is.
    pub track_length: TimeDelta,
    /// Whether it was in a private session.
    pub is_private: bool,
    /// How the list of recent plays tells of it; `None` if it never does, and while the list stands still.
    pub told: Option<Telling>,
}

/// How the list of recent plays tells of a play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Telling {
    /// Since when. Fifty newer plays push it out again.
    pub since: DateTime<Utc>,
    /// Its stamp at first.
    pub stamp: DateTime<Utc>,
    /// Since when it has another stamp, and which.
    pub moved: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// Since when it goes by the other URI.
    pub relinked_since: Option<DateTime<Utc>>,
}

/// A podcast's episode or a chapter of an audiobook that was heard. The list of recent plays never tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrueSpokenPlay {
    /// `spotify:episode:…` or `spotify:chapter:…`.
    pub uri: String,
    /// The episode's or chapter's name.
    pub name: String,
    /// The podcast or the audiobook.
    pub collection: String,
    /// When it ended.
    pub ended: DateTime<Utc>,
    /// How much of it was heard.
    pub heard: TimeDelta,
}

impl From<SpokenPlay> for TrueSpokenPlay {
    fn from(play: SpokenPlay) -> Self {
        Self {
            uri: play.uri,
            name: play.name,
            collection: play.collection.to_owned(),
            ended: time(play.ended_ms),
            heard: TimeDelta::milliseconds(play.heard_ms),
        }
    }
}

impl TruePlay {
    pub(crate) fn new(catalogue: &Catalogue, play: &Play, treatment: Treatment, told: Option<Told>) -> Self {
        let track = &catalogue.tracks[play.track];
        Self {
            uri: catalogue.uri(play.track),
            name: track.name.clone(),
            artists: track
                .artists
                .iter()
                .map(|artist| catalogue.artists[*artist].name.clone())
                .collect(),
            other_uri: catalogue.other_uri(play.track),
            began: time(play.started_ms),
            ended: time(play.ended_ms),
            heard: TimeDelta::milliseconds(play.heard_ms),
            track_length: TimeDelta::milliseconds(track.duration_ms),
            is_private: treatment == Treatment::Private,
            told: told.map(|told| Telling {
                since: time(told.since_ms),
                stamp: time(told.stamp_ms),
                moved: told.moved.map(|(since_ms, stamp_ms)| (time(since_ms), time(stamp_ms))),
                relinked_since: told.relinked_since_ms.map(time),
            }),
        }
    }
}

impl Hearing {
    /// The play of it; an index beyond the catalogue's end continues from its start.
    pub(crate) fn play(&self, catalogue: &Catalogue) -> Play {
        Play {
            track: self.track % catalogue.tracks.len(),
            started_ms: self.began.timestamp_millis(),
            ended_ms: self.ended.timestamp_millis(),
            heard_ms: self.heard.num_milliseconds(),
            context: Context::Nothing,
        }
    }
}

fn time(ms: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(ms).unwrap_or_default()
}
