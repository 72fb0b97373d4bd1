//! Rankings and the stream, with names for the table's numbers.

use chrono::NaiveDate;
use library::{Archive, LoadedHistory, StoreError};
use serde::Serialize;
use stats::{Ranked, StreamBands, Subject};

use super::{Much, Span, bars::spans};

/// One artist, album, track or genre.
#[derive(Debug, Serialize)]
pub(in crate::commands::explore) struct Thing {
    key: String,
    pub(in crate::commands::explore) name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::commands::explore) artists: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<String>,
}

#[derive(Debug, Serialize)]
pub(in crate::commands::explore) struct Rank {
    pub(in crate::commands::explore) rank: usize,
    pub(in crate::commands::explore) rank_before: Option<u32>,
    #[serde(flatten)]
    pub(in crate::commands::explore) thing: Thing,
    #[serde(flatten)]
    pub(in crate::commands::explore) amount: Much,
    first_heard: Option<NaiveDate>,
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
    days: Span,
    #[serde(flatten)]
    amount: Much,
}

/// Where names come from.
pub(super) struct Names<'a> {
    pub(super) archive: &'a Archive,
    pub(super) known: &'a LoadedHistory,
}

impl Names<'_> {
    pub(super) fn ranks<N: Copy>(
        &self,
        ranked: &[Ranked<N>],
        subject: impl Fn(N) -> Subject,
    ) -> Result<Vec<Rank>, StoreError> {
        let mut ranks = Vec::new();
        for (ranked, rank) in ranked.iter().zip(1..) {
            // What the archive has lost since the table was made keeps its rank, and is not told.
            ranks.extend(self.thing(subject(ranked.number))?.map(|thing| Rank {
                rank,
                rank_before: ranked.rank_before,
                thing,
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
            let bins = spans(stream.bins).zip(amounts).map(|(days, amount)| Bin {
                days,
                amount: (*amount).into(),
            });
            bins.collect()
        };
        let mut bands = Vec::new();
        for (subject, amounts) in subjects.into_iter().zip(&stream.amounts) {
            bands.extend(self.thing(subject)?.map(|thing| Stream {
                key: Some(thing.key),
                name: thing.name,
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

    pub(super) fn thing(&self, subject: Subject) -> Result<Option<Thing>, StoreError> {
        if let Subject::Track(track) = subject {
            return Ok(self.archive.track_label(self.known, track)?.map(|track| Thing {
                uri: uri(&track.key),
                key: track.key,
                name: track.name,
                artists: track.artists.into_iter().map(|artist| artist.name).collect(),
            }));
        }
        Ok(self.archive.label(self.known, subject)?.map(|named| Thing {
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

/// Spotify's address, where the key is one.
fn uri(key: &str) -> Option<String> {
    Some(key.to_owned()).filter(|key| key.starts_with("spotify:"))
}
