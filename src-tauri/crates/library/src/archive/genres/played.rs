//! Who was played how often, and by which track each artist is best told from namesakes: its title, and about how long it is.

use std::{cmp::Reverse, collections::HashMap, ops::ControlFlow};

use plays::Kind;
use store::{StoreError, Track};

use super::NamedArtist;
use crate::archive::{Archive, entities::Entities};

/// An artist with plays of music.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlayedArtist {
    pub(super) artist: NamedArtist,
    pub(super) plays: u64,
    pub(super) track: Option<PlayedTrack>,
}

/// A track that an artist is asked about by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlayedTrack {
    pub(crate) title: String,
    /// As Spotify tells it, or as long as it was mostly heard to its end.
    pub(crate) length_ms: Option<u32>,
    /// Titles of other tracks, the most played first.
    pub(crate) other_titles: Vec<String>,
}

/// How many other titles tell an artist from namesakes.
const OTHER_TITLES: usize = 20;

/// What is known of a track's plays.
#[derive(Debug, Clone, Copy, Default)]
struct TrackPlays {
    plays: u32,
    length_ms: Option<u32>,
}

/// What is known of an artist's plays so far.
#[derive(Debug, Clone, Default)]
struct ArtistPlays {
    plays: u64,
    /// Of each track: whether its length is known, its plays, and its place in the catalogue.
    tracks: Vec<(bool, u32, usize)>,
}

impl ArtistPlays {
    /// The most played of the tracks whose length is known, else of all.
    fn best_track(mut self, tracks: &[Track], length_of: impl Fn(&Track) -> Option<u32>) -> Option<PlayedTrack> {
        let order = |(has_length, plays, at): &(bool, u32, usize)| (*has_length, *plays, Reverse(*at));
        let best = *self.tracks.iter().max_by_key(|track| order(track))?;
        let best = tracks.get(best.2)?;
        self.tracks
            .sort_unstable_by_key(|(_, plays, at)| (Reverse(*plays), *at));
        let mut other_titles: Vec<String> = Vec::new();
        for other in self.tracks.iter().filter_map(|(.., at)| tracks.get(*at)) {
            if other.name != best.name && !other_titles.contains(&other.name) {
                other_titles.push(other.name.clone());
            }
            if other_titles.len() == OTHER_TITLES {
                break;
            }
        }
        Some(PlayedTrack {
            title: best.name.clone(),
            length_ms: length_of(best),
            other_titles,
        })
    }
}

impl Archive {
    /// Everybody with plays of music, the most played first, each with the most played track of those whose length is known.
    pub(super) fn played_artists(&self, entities: &Entities) -> Result<Vec<PlayedArtist>, StoreError> {
        let by_id = self.track_plays(entities)?;
        let artists = &entities.catalogue.artists;
        let mut by_place: HashMap<u32, ArtistPlays> = HashMap::new();
        let tracks = &entities.catalogue.tracks;
        let music = tracks.iter().enumerate().filter(|(_, track)| track.kind == Kind::Music);
        for (at, track) in music {
            let TrackPlays { plays, length_ms } = by_id.get(track.id as usize).copied().unwrap_or_default();
            for credit in track.credits.iter().filter(|_| plays > 0) {
                let place = artists.binary_search_by_key(credit, |artist| artist.id).ok();
                let Some(same) = place.and_then(|place| entities.same_artist.get(place)) else {
                    continue;
                };
                let artist = by_place.entry(*same).or_default();
                artist.plays += u64::from(plays);
                if !track.name.is_empty() {
                    artist.tracks.push((length_ms.is_some(), plays, at));
                }
            }
        }
        let length_of = |track: &Track| by_id.get(track.id as usize).and_then(|known| known.length_ms);
        let mut played: Vec<PlayedArtist> = by_place
            .into_iter()
            .filter_map(|(place, artist_plays)| {
                let artist = artists.get(place as usize)?;
                Some(PlayedArtist {
                    artist: artist.into(),
                    plays: artist_plays.plays,
                    track: artist_plays.best_track(tracks, length_of),
                })
            })
            .collect();
        let order = |one: &PlayedArtist| (Reverse(one.plays), one.artist.name.clone());
        played.sort_by_cached_key(order);
        Ok(played)
    }

    /// By id of the track.
    fn track_plays(&self, entities: &Entities) -> Result<Vec<TrackPlays>, StoreError> {
        let tracks = &entities.catalogue.tracks;
        let mut by_id = vec![TrackPlays::default(); tracks.last().map_or(0, |track| track.id as usize + 1)];
        let circumstances = self.store().circumstances()?;
        let is_finished = |circumstance: u32| {
            let reason = circumstances
                .get(&circumstance)
                .and_then(|one| one.reason_end.as_deref());
            reason.map(|reason| reason == "trackdone")
        };
        // Of each play that may have reached the end: the track, whether it surely did, and how many seconds it was heard.
        let mut heard: Vec<(u32, bool, u32)> = Vec::new();
        self.store().plays(|row| {
            let id = row.evidence.item;
            if let Some(track) = by_id.get_mut(id as usize) {
                track.plays += 1;
                let finished = is_finished(row.evidence.circumstance);
                if finished != Some(false) {
                    heard.push((id, finished == Some(true), row.ms_played / 1000));
                }
            }
            ControlFlow::Continue(())
        })?;
        heard.sort_unstable();
        for of_track in heard.chunk_by(|one, next| one.0 == next.0) {
            if let Some(track) = of_track.first().and_then(|(id, ..)| by_id.get_mut(*id as usize)) {
                track.length_ms = usual_length(of_track).map(|secs| secs * 1000 + 500);
            }
        }
        for track in tracks {
            if let (Some(known), Some(entry)) = (track.duration_ms, by_id.get_mut(track.id as usize)) {
                entry.length_ms = Some(known);
            }
        }
        Ok(by_id)
    }
}

/// How many seconds a track was heard most often when it was heard to its end. Where no source tells the ends, the length has to come up
/// twice: two plays that were broken off are hardly ever of one length. `plays` are those of one track, in order.
fn usual_length(plays: &[(u32, bool, u32)]) -> Option<u32> {
    let (uncertain, finished) = plays.split_at(plays.partition_point(|(_, finished, _)| !finished));
    let (plays, least) = if finished.is_empty() {
        (uncertain, 2)
    } else {
        (finished, 1)
    };
    let lengths = plays
        .chunk_by(|one, next| one.2 == next.2)
        .filter(|same| same.len() >= least);
    let longest_run = lengths.max_by_key(|same| same.len())?;
    longest_run.first().map(|(_, _, secs)| *secs).filter(|secs| *secs > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn length(plays: &[(bool, u32)]) -> Option<u32> {
        let mut plays: Vec<_> = plays.iter().map(|(finished, secs)| (1, *finished, *secs)).collect();
        plays.sort_unstable();
        usual_length(&plays)
    }

    #[test]
    fn a_track_is_as_long_as_it_was_mostly_heard_to_its_end() {
        assert_eq!(length(&[(true, 200), (true, 200), (true, 260)]), Some(200));
        assert_eq!(length(&[(true, 200), (false, 90), (false, 90), (false, 90)]), Some(200));
    }

    #[test]
    fn where_nobody_tells_the_ends_a_length_has_to_come_up_twice() {
        assert_eq!(length(&[(false, 200), (false, 90), (false, 200)]), Some(200));
        assert_eq!(length(&[(false, 200), (false, 90)]), None);
        assert_eq!(length(&[]), None);
    }
}
