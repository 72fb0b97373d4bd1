//! Which tracks a list stands for. Everything comes from what is known of the listener, except a track for a top artist
//! of whom none is known: Spotify is asked for that one.

use std::collections::HashSet;

use spotify::{ArtistId, Error, TimeRange, Track, TrackId};

use crate::{ExploreQuery, Library, SyncError, Zone};

/// Which list a playlist is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaylistSource {
    /// The top tracks themselves.
    TopTracks(TimeRange),
    /// One track of each top artist: the listener's favourite where known, else Spotify's first hit.
    TopArtists(TimeRange),
    /// The listener's tracks by the artists of one genre.
    TopGenre {
        /// Over which time.
        range: TimeRange,
        /// As Spotify writes it.
        genre: String,
    },
    /// What was just played, each track once.
    Recent,
    /// What is heard most by a filter.
    Explored {
        /// Which plays.
        query: Box<ExploreQuery>,
        /// By which days and hours go.
        zone: Zone,
    },
}

/// No playlist of what was explored is longer.
const MOST_EXPLORED: usize = 500;

impl PlaylistSource {
    pub(crate) fn range(&self) -> Option<TimeRange> {
        match self {
            Self::TopTracks(range) | Self::TopArtists(range) | Self::TopGenre { range, .. } => Some(*range),
            Self::Recent | Self::Explored { .. } => None,
        }
    }
}

impl Library {
    /// How many tracks [`Self::tracks`] has to give, without a call.
    pub(crate) fn tracks_available(&self, source: &PlaylistSource) -> usize {
        match source {
            PlaylistSource::TopArtists(range) => self
                .memory()
                .top_artists
                .get(range.as_spotify_says())
                .map_or(0, |list| list.rows.len()),
            PlaylistSource::Explored { query: ask, zone } => {
                let archive = self.archive().map_err(Into::into);
                let tracks = archive.and_then(|archive| Ok(archive.top_tracks(ask, *zone, MOST_EXPLORED)?));
                tracks.map_or_else(
                    |error: SyncError| {
                        log::error!("what could be saved is not known: {error}");
                        0
                    },
                    |tracks| tracks.len(),
                )
            }
            _ => self.own_tracks(source).len(),
        }
    }

    /// The first `count` tracks of `source`. Asks Spotify only for artists of whom no track is known.
    pub(crate) async fn tracks(&self, source: &PlaylistSource, count: usize) -> Result<Vec<TrackId>, Error> {
        if let PlaylistSource::Explored { query: ask, zone } = source {
            let (ask, zone) = (Box::clone(ask), *zone);
            let explored = self
                .in_archive(move |archive| archive.top_tracks(&ask, zone, count))
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
            return Ok(self
                .own_tracks(source)
                .into_iter()
                .take(count)
                .map(|track| track.id)
                .collect());
        };
        let artists = self
            .memory()
            .top_artists
            .get(range.as_spotify_says())
            .map(|list| list.rows.clone())
            .unwrap_or_default();
        let own = self.all_own_tracks(*range);
        let mut chosen = Vec::new();
        for artist in artists.into_iter().take(count) {
            let favourite = own
                .iter()
                .find(|track| credits(track, &artist.id) && !chosen.contains(&track.id));
            let track = match favourite {
                Some(track) => Some(track.id.clone()),
                None => {
                    let query = format!("artist:\"{}\"", artist.name.replace('"', ""));
                    let hits = self.0.spotify.search_tracks(&query, 10).await?;
                    // The search is by name: only a hit that credits this very artist is theirs.
                    hits.into_iter().find(|hit| credits(hit, &artist.id)).map(|hit| hit.id)
                }
            };
            chosen.extend(track);
        }
        Ok(chosen)
    }

    /// The listener's own tracks of a source, each once.
    fn own_tracks(&self, source: &PlaylistSource) -> Vec<Track> {
        let tracks = match source {
            PlaylistSource::TopTracks(range) | PlaylistSource::TopArtists(range) => self
                .memory()
                .top_tracks
                .get(range.as_spotify_says())
                .map(|list| list.rows.clone())
                .unwrap_or_default(),
            PlaylistSource::TopGenre { range, genre } => {
                let artists: HashSet<ArtistId> = self
                    .memory()
                    .top_artists
                    .get(range.as_spotify_says())
                    .into_iter()
                    .flat_map(|list| &list.rows)
                    .filter(|artist| artist.genres.contains(genre))
                    .map(|artist| artist.id.clone())
                    .collect();
                let mut tracks = self.all_own_tracks(*range);
                tracks.retain(|track| artists.iter().any(|artist| credits(track, artist)));
                tracks
            }
            PlaylistSource::Recent => self.recent_tracks(),
            PlaylistSource::Explored { .. } => Vec::new(),
        };
        each_once(tracks)
    }

    /// Every track known to be the listener's, those of `range` first, then the other ranges, then
    /// what was just played.
    fn all_own_tracks(&self, range: TimeRange) -> Vec<Track> {
        let recent = self.recent_tracks();
        let kept = self.memory();
        let first = range.as_spotify_says();
        let mut lists: Vec<_> = kept.top_tracks.iter().collect();
        lists.sort_by_key(|(key, _)| key.as_str() != first);
        let top = lists.into_iter().flat_map(|(_, list)| &list.rows);
        each_once(top.chain(&recent).cloned().collect())
    }
}

fn credits(track: &Track, artist: &ArtistId) -> bool {
    track.artists.iter().any(|credit| credit.id.as_ref() == Some(artist))
}

fn each_once(mut tracks: Vec<Track>) -> Vec<Track> {
    let mut seen = HashSet::new();
    tracks.retain(|track| seen.insert(track.id.clone()));
    tracks
}
