//! Plays with all that they point to, and whoever takes them one by one. Holds what there is to point to, never the plays.

use std::{borrow::Cow, collections::HashMap, io};

use plays::{Circumstance, Kind, Witness};
use store::{Album, Catalogue, Row, SourceId, SourceKind, Store, StoreError, Track};

/// A file being written, play by play, oldest first.
pub(super) trait Sheet<'k> {
    /// One more.
    fn put(&mut self, play: Play<'k>) -> io::Result<()>;

    /// That was the last.
    fn end(self) -> io::Result<()>;
}

/// Everything that plays point to.
pub(super) struct Known {
    catalogue: Catalogue,
    circumstances: HashMap<u32, Circumstance>,
    sources: HashMap<SourceId, String>,
}

/// A play.
#[derive(Clone, Copy)]
pub(super) struct Play<'k> {
    /// Milliseconds since 1970, UTC.
    pub(super) ended_at: i64,
    pub(super) ms_played: u32,
    pub(super) witness: Witness,
    pub(super) track: &'k Track,
    pub(super) album: &'k Album,
    pub(super) how: &'k Circumstance,
    /// The import's name, or `live`.
    pub(super) source: &'k str,
    catalogue: &'k Catalogue,
}

impl Known {
    pub(super) fn read(store: &Store) -> Result<Self, StoreError> {
        let sources = store.sources()?.into_iter();
        Ok(Self {
            catalogue: store.catalogue()?,
            circumstances: store.circumstances()?,
            sources: sources
                .map(|source| match source.kind {
                    // Its own name stands for the account, which is nobody else's business.
                    SourceKind::Live => (source.id, "live".to_owned()),
                    SourceKind::Import => (source.id, source.name),
                })
                .collect(),
        })
    }

    /// `row`, with what it points to; `None` if that is not there.
    pub(super) fn play(&self, row: &Row) -> Option<Play<'_>> {
        let track = by_id(&self.catalogue.tracks, row.evidence.item, |track| track.id)?;
        Some(Play {
            ended_at: row.evidence.ended_at.as_millis(),
            ms_played: row.evidence.ms_played,
            witness: row.evidence.witness,
            track,
            album: by_id(&self.catalogue.albums, track.album, |album| album.id)?,
            how: self.circumstances.get(&row.evidence.circumstance)?,
            source: self.sources.get(&row.source)?,
            catalogue: &self.catalogue,
        })
    }
}

impl Play<'_> {
    /// Every credited artist, in order.
    pub(super) fn artists(&self) -> Cow<'_, str> {
        let credited = self.track.credits.iter();
        let mut names = credited.filter_map(|artist| by_id(&self.catalogue.artists, *artist, |artist| artist.id));
        let Some(first) = names.next() else {
            return Cow::Borrowed(&self.track.artist);
        };
        let mut all = Cow::Borrowed(first.name.as_str());
        for other in names {
            let all = all.to_mut();
            all.push_str("; ");
            all.push_str(&other.name);
        }
        all
    }

    /// Whether the length is an estimate.
    pub(super) fn is_estimated(&self) -> bool {
        self.witness == Witness::Live
    }

    pub(super) fn kind(&self) -> &'static str {
        match self.track.kind {
            Kind::Music => "music",
            Kind::Podcast => "podcast",
            Kind::Audiobook => "audiobook",
        }
    }
}

/// The lists of a catalogue are in order of their numbers.
fn by_id<T>(list: &[T], id: u32, id_of: impl Fn(&T) -> u32) -> Option<&T> {
    let at = list.binary_search_by_key(&id, id_of).ok()?;
    list.get(at)
}

/// A moment as a date of the calendar.
pub(super) fn date(ms: i64) -> io::Result<chrono::DateTime<chrono::Utc>> {
    chrono::DateTime::from_timestamp_millis(ms).ok_or_else(|| {
        io::Error::new(
            io::ErrorKind::InvalidData,
            "a play ended at a time that no calendar has",
        )
    })
}
