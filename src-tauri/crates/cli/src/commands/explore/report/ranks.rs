//! Rankings and the stream, with names in place of the table's numbers.

use chrono::{NaiveDate, NaiveDateTime};
use library::{Archive, LoadedHistory, StoreError};
use serde::Serialize;
use stats::{LocalPlay, Ranked, StreamBands, Subject};

use super::{
    PlaysAndTime,
    bars::{self, BarSpan},
};

/// One artist, album, track or genre, by name.
#[derive(Debug, Serialize)]
pub(in crate::commands) struct NamedSubject {
    key: String,
    pub(in crate::commands) name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::commands) artists: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::commands) uri: Option<String>,
}

#[derive(Debug, Serialize)]
pub(in crate::commands) struct Rank {
    pub(in crate::commands) rank: usize,
    pub(in crate::commands::explore) rank_before: Option<u32>,
    #[serde(flatten)]
    pub(in crate::commands) subject: NamedSubject,
    #[serde(flatten)]
    pub(in crate::commands) amount: PlaysAndTime,
    first_heard: Option<NaiveDate>,
}

/// One play, by the listener's clock.
#[derive(Debug, Serialize)]
pub(in crate::commands::explore) struct NamedPlay {
    pub(in crate::commands::explore) began: NaiveDateTime,
    /// Nothing where the archive has lost the track since the table was made.
    pub(in crate::commands::explore) track: Option<NamedSubject>,
}

/// One band of the stream; the one without a key is all the others together.
#[derive(Debug, Serialize)]
pub(in crate::commands::explore) struct Stream {
    key: Option<String>,
    name: String,
    bins: Vec<Bin>,
}

#[derive(Debug, Serialize)]
struct Bin {
    #[serde(flatten)]
    span: BarSpan,
    #[serde(flatten)]
    amount: PlaysAndTime,
}

pub(in crate::commands) struct NameLookup<'a> {
    pub(in crate::commands) archive: &'a Archive,
    pub(in crate::commands) known: &'a LoadedHistory,
}

impl NameLookup<'_> {
    pub(in crate::commands) fn ranks<N: Copy>(
        &self,
        ranked: &[Ranked<N>],
        to_subject: impl Fn(N) -> Subject,
    ) -> Result<Vec<Rank>, StoreError> {
        let mut ranks = Vec::new();
        for (ranked, rank) in ranked.iter().zip(1..) {
            // What the archive has lost since the table was made keeps its rank, and is left out.
            ranks.extend(self.subject(to_subject(ranked.number))?.map(|subject| Rank {
                rank,
                rank_before: ranked.rank_before,
                subject,
                amount: ranked.amount.into(),
                first_heard: ranked.first_heard,
            }));
        }
        Ok(ranks)
    }

    pub(super) fn stream(&self, stream: &stats::Stream) -> Result<Vec<Stream>, StoreError> {
        let subjects: Vec<Subject> = match &stream.of {
            StreamBands::Artists(artists) => artists.iter().copied().map(Subject::Artist).collect(),
            StreamBands::Genres(genres) => genres.iter().copied().map(Subject::Genre).collect(),
        };
        let bins = |amounts: &[stats::Amount]| {
            let bins = bars::spans(stream.bins).zip(amounts).map(|(span, amount)| Bin {
                span,
                amount: (*amount).into(),
            });
            bins.collect()
        };
        let mut bands = Vec::new();
        for (subject, amounts) in subjects.into_iter().zip(&stream.amounts) {
            bands.extend(self.subject(subject)?.map(|named| Stream {
                key: Some(named.key),
                name: named.name,
                bins: bins(amounts),
            }));
        }
        bands.push(Stream {
            key: None,
            name: "others".to_owned(),
            bins: bins(&stream.others),
        });
        Ok(bands)
    }

    pub(super) fn play(&self, play: LocalPlay) -> Result<NamedPlay, StoreError> {
        Ok(NamedPlay {
            began: play.began,
            track: self.subject(Subject::Track(play.track))?,
        })
    }

    pub(super) fn subject(&self, subject: Subject) -> Result<Option<NamedSubject>, StoreError> {
        if let Subject::Track(track) = subject {
            return Ok(self.archive.track_label(self.known, track)?.map(|track| NamedSubject {
                uri: uri(&track.key),
                key: track.key,
                name: track.name,
                artists: track.artists.into_iter().map(|artist| artist.name).collect(),
            }));
        }
        Ok(self.archive.label(self.known, subject)?.map(|named| NamedSubject {
            uri: uri(&named.key),
            key: named.key,
            name: named.name,
            artists: Some(named.byline)
                .filter(|under| !under.is_empty())
                .into_iter()
                .collect(),
        }))
    }
}

/// The key, where it is one of Spotify's URIs.
fn uri(key: &str) -> Option<String> {
    Some(key.to_owned()).filter(|key| key.starts_with("spotify:"))
}
