//! A play together with the track, album, circumstance and source that its row refers to by number. Holds all of those in
//! memory, but never all plays.

use std::{borrow::Cow, collections::HashMap, io};

use plays::{Circumstance, Item, Kind, Provenance, Times};
use store::{Album, Catalogue, EvidenceRow, NamingId, SourceId, SourceKind, StoreError, Track};

use super::super::{Archive, entities::Entities, known_genres::KnownGenres};

/// A file being written, play by play, oldest first.
pub(super) trait PlayWriter<'r> {
    /// Adds one play.
    fn write(&mut self, play: ResolvedPlay<'r>) -> io::Result<()>;

    /// Completes the file after the last play.
    fn finish(self) -> io::Result<()>;
}

/// Everything that plays refer to.
pub(super) struct References {
    catalogue: Catalogue,
    circumstances: HashMap<u32, Circumstance>,
    namings: HashMap<NamingId, Item>,
    sources: HashMap<SourceId, String>,
    /// By the artist's place in the catalogue: the genres that count, most weight first.
    genres: Vec<Vec<String>>,
}

/// A play with everything it refers to.
#[derive(Clone, Copy)]
pub(super) struct ResolvedPlay<'r> {
    /// Milliseconds since 1970, UTC.
    pub(super) ended_at: i64,
    pub(super) ms_played: u32,
    /// Where only that is told: when it began, in milliseconds since 1970, UTC.
    pub(super) began_at: Option<i64>,
    pub(super) provenance: Provenance,
    pub(super) track: &'r Track,
    /// The track as the row names it.
    pub(super) told: &'r Item,
    pub(super) album: &'r Album,
    pub(super) circumstance: &'r Circumstance,
    /// The import's name, or `live`.
    pub(super) source: &'r str,
    catalogue: &'r Catalogue,
    genres: &'r [Vec<String>],
}

impl References {
    pub(super) fn read(archive: &Archive) -> Result<Self, StoreError> {
        let store = archive.store();
        let sources = store.sources()?.into_iter();
        let entities = Entities::read(archive)?;
        let genres = genres(archive, &entities)?;
        Ok(Self {
            catalogue: entities.catalogue,
            genres,
            circumstances: store.circumstances()?,
            namings: store.namings()?.into_iter().map(|(id, _, item)| (id, item)).collect(),
            sources: sources
                .map(|source| match source.kind {
                    // Its stored name identifies the account, which is private.
                    SourceKind::Live => (source.id, "live".to_owned()),
                    SourceKind::Import => (source.id, source.name),
                })
                .collect(),
        })
    }

    /// `row` with everything it refers to; `None` if any of that is not there.
    pub(super) fn resolve(&self, row: &EvidenceRow) -> Option<ResolvedPlay<'_>> {
        let track = by_id(&self.catalogue.tracks, row.evidence.item, |track| track.id)?;
        let told = self.namings.get(&row.naming)?;
        let ended_at = row.evidence.ended_at.as_millis();
        let began_at = ended_at - i64::from(told.length_ms.unwrap_or_default());
        Some(ResolvedPlay {
            ended_at,
            began_at: (row.evidence.times == Times::Begin).then_some(began_at),
            ms_played: row.ms_played,
            provenance: row.evidence.provenance,
            track,
            told,
            album: by_id(&self.catalogue.albums, track.album, |album| album.id)?,
            circumstance: self.circumstances.get(&row.evidence.circumstance)?,
            source: self.sources.get(&row.source)?,
            catalogue: &self.catalogue,
            genres: &self.genres,
        })
    }
}

impl ResolvedPlay<'_> {
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

    /// The genres of every credited artist, each once.
    pub(super) fn genres(&self) -> String {
        let credited = self.track.credits.iter();
        let places = credited.filter_map(|artist| {
            let artists = &self.catalogue.artists;
            artists.binary_search_by_key(artist, |artist| artist.id).ok()
        });
        let mut all: Vec<&str> = Vec::new();
        for genre in places.filter_map(|place| self.genres.get(place)).flatten() {
            if !all.contains(&genre.as_str()) {
                all.push(genre);
            }
        }
        all.join("; ")
    }

    /// Whether the length is an estimate: Spotify's list of recent plays does not tell how long a track was played.
    pub(super) fn is_estimated(&self) -> bool {
        self.provenance == Provenance::Live
    }

    pub(super) fn kind(&self) -> &'static str {
        match self.track.kind {
            Kind::Music => "music",
            Kind::Podcast => "podcast",
            Kind::Audiobook => "audiobook",
        }
    }
}

/// The genres of each artist of the catalogue; those of one that counts as another are the other's.
fn genres(archive: &Archive, entities: &Entities) -> Result<Vec<Vec<String>>, StoreError> {
    let artists = &entities.catalogue.artists;
    let known = KnownGenres::read(archive, artists)?;
    let of_artist = |place: &u32| {
        let genres = artists
            .get(*place as usize)
            .map_or(&[][..], |artist| known.genres_of(artist));
        genres.iter().map(|genre| genre.name.clone()).collect()
    };
    Ok(entities.same_artist.iter().map(of_artist).collect())
}

/// Looks up by binary search: the lists of a catalogue are sorted by id.
fn by_id<T>(list: &[T], id: u32, id_of: impl Fn(&T) -> u32) -> Option<&T> {
    let at = list.binary_search_by_key(&id, id_of).ok()?;
    list.get(at)
}

/// From milliseconds since 1970.
pub(super) fn utc(ms: i64) -> io::Result<chrono::DateTime<chrono::Utc>> {
    chrono::DateTime::from_timestamp_millis(ms).ok_or_else(|| {
        io::Error::new(
            io::ErrorKind::InvalidData,
            "a play ended at a time that no calendar has",
        )
    })
}
