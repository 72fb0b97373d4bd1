//! Which tracks a list stands for. They come from what was fetched and recorded; only for a top artist of whom no track is
//! known is Spotify asked for one.

use std::collections::HashSet;

use spotify::{ArtistId, Error, TimeRange, Track, TrackId};

use crate::{ExploreQuery, Library, Zone, sync::SyncError, top_genres::has_genre};

/// Which list a playlist is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaylistSource {
    /// The top tracks.
    TopTracks(TimeRange),
    /// One track of each top artist: the listener's favourite where known, else Spotify's first hit.
    TopArtists(TimeRange),
    /// The listener's tracks by the artists of one genre, or of one family of genres.
    TopGenre {
        /// Over how long.
        range: TimeRange,
        /// Its name.
        genre: String,
    },
    /// What was just played, each track once.
    Recent,
    /// What is played most among the plays that pass a filter.
    Explored {
        /// The filter.
        query: Box<ExploreQuery>,
        /// The time zone that its days and hours are in.
        zone: Zone,
    },
}

/// The longest playlist that is made of a filter.
const MAX_EXPLORED_TRACKS: usize = 500;

impl PlaylistSource {
    pub(crate) fn range(&self) -> Option<TimeRange> {
        match self {
            Self::TopTracks(range) | Self::TopArtists(range) | Self::TopGenre { range, .. } => Some(*range),
            Self::Recent | Self::Explored { .. } => None,
        }
    }
}

impl Library {
    /// How many tracks [`Self::tracks`] can return, found out without a request to Spotify.
    pub(crate) fn tracks_available(&self, source: &PlaylistSource) -> usize {
        match source {
            PlaylistSource::TopArtists(range) => self
                .state()
                .top_artists
                .get(range.as_spotify_says())
                .map_or(0, |list| list.rows.len()),
            PlaylistSource::Explored { query, zone } => {
                let archive = self.archive().map_err(Into::into);
                let tracks = archive.and_then(|archive| Ok(archive.top_tracks(query, *zone, MAX_EXPLORED_TRACKS)?));
                tracks.map_or_else(
                    |error: SyncError| {
                        log::error!("what could be saved is not known: {error}");
                        0
                    },
                    |tracks| tracks.len(),
                )
            }
            _ => self.known_tracks(source).len(),
        }
    }

    /// The first `count` tracks of `source`. Spotify is asked only about artists of whom no track is known.
    pub(crate) async fn tracks(&self, source: &PlaylistSource, count: usize) -> Result<Vec<TrackId>, Error> {
        if let PlaylistSource::Explored { query, zone } = source {
            let (query, zone) = (Box::clone(query), *zone);
            let explored = self
                .with_archive(move |archive| archive.top_tracks(&query, zone, count))
                .await;
            let explored = explored.map_err(|error| match error {
                SyncError::Spotify(error) => error,
                SyncError::Archive(error) => Error::Unexpected(format!("the archive could not be read: {error}")),
            })?;
            return Ok(explored
                .iter()
                .filter_map(|track| TrackId::from_uri(track.as_uri()).ok())
                .collect());
        }
        let PlaylistSource::TopArtists(range) = source else {
            let (library, of) = (self.clone(), source.clone());
            let known = tokio::task::spawn_blocking(move || library.known_tracks(&of)).await;
            let known = known.map_err(|error| Error::Unexpected(format!("the tracks were not chosen: {error}")))?;
            return Ok(known.into_iter().take(count).map(|track| track.id).collect());
        };
        let artists = self
            .state()
            .top_artists
            .get(range.as_spotify_says())
            .map(|list| list.rows.clone())
            .unwrap_or_default();
        let known = self.all_known_tracks(*range);
        let mut chosen = Vec::new();
        for artist in artists.into_iter().take(count) {
            let favourite = known
                .iter()
                .find(|track| credits(track, &artist.id) && !chosen.contains(&track.id));
            let track = match favourite {
                Some(track) => Some(track.id.clone()),
                None => {
                    let query = format!("artist:\"{}\"", artist.name.replace('"', ""));
                    let hits = self.0.spotify.search_tracks(&query, 10).await?;
                    // The search goes by name, so only a hit that credits this very artist counts.
                    hits.into_iter().find(|hit| credits(hit, &artist.id)).map(|hit| hit.id)
                }
            };
            chosen.extend(track);
        }
        Ok(chosen)
    }

    /// The tracks of a source that are known without asking Spotify, each once. Blocks on the disk.
    fn known_tracks(&self, source: &PlaylistSource) -> Vec<Track> {
        let tracks = match source {
            PlaylistSource::TopTracks(range) | PlaylistSource::TopArtists(range) => self
                .state()
                .top_tracks
                .get(range.as_spotify_says())
                .map(|list| list.rows.clone())
                .unwrap_or_default(),
            PlaylistSource::TopGenre { range, genre } => {
                let ranked = self
                    .state()
                    .top_artists
                    .get(range.as_spotify_says())
                    .map(|list| list.rows.clone())
                    .unwrap_or_default();
                let artists: HashSet<ArtistId> = self
                    .with_known_genres(ranked)
                    .into_iter()
                    .filter(|(artist, _)| has_genre(artist, genre))
                    .map(|(artist, _)| artist.id)
                    .collect();
                let mut tracks = self.all_known_tracks(*range);
                tracks.retain(|track| artists.iter().any(|artist| credits(track, artist)));
                tracks
            }
            PlaylistSource::Recent => self.recent_tracks(),
            PlaylistSource::Explored { .. } => Vec::new(),
        };
        without_repeats(tracks)
    }

    /// Every track that is known: first the top tracks of `range`, then those of the other ranges, then what was just played.
    fn all_known_tracks(&self, range: TimeRange) -> Vec<Track> {
        let recent = self.recent_tracks();
        let state = self.state();
        let first = range.as_spotify_says();
        let mut lists: Vec<_> = state.top_tracks.iter().collect();
        lists.sort_by_key(|(key, _)| key.as_str() != first);
        let top = lists.into_iter().flat_map(|(_, list)| &list.rows);
        without_repeats(top.chain(&recent).cloned().collect())
    }
}

fn credits(track: &Track, artist: &ArtistId) -> bool {
    track.artists.iter().any(|credit| credit.id.as_ref() == Some(artist))
}

fn without_repeats(mut tracks: Vec<Track>) -> Vec<Track> {
    let mut seen = HashSet::new();
    tracks.retain(|track| seen.insert(track.id.clone()));
    tracks
}
