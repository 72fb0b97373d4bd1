//! Who is to be looked up: artists without an answer, the most played first, and misses again after a month.

use std::{cmp::Reverse, collections::HashMap, ops::ControlFlow};

use chrono::{DateTime, TimeDelta, Utc};
use plays::{GenreAnswer, GenreOutcome, Kind};
use store::StoreError;

use super::NamedArtist;
use crate::archive::{Archive, entities::Entities, known_genres::KnownGenres};

/// A miss may be mended at MusicBrainz meanwhile.
const ASK_AGAIN_AFTER: TimeDelta = TimeDelta::days(30);

/// Everybody who was played or is ranked by Spotify, and what is known of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct LookupPlan {
    /// To be looked up, the most played first.
    pub(crate) wanted: Vec<PlannedArtist>,
    /// All artists.
    pub(crate) artists: usize,
    /// Plays of all artists; one with several artists counts for each.
    pub(crate) plays: u64,
    /// Plays of the artists in `wanted`.
    pub(crate) wanted_plays: u64,
    /// Plays of artists whose genres are known.
    pub(crate) plays_with_genre: u64,
    /// The name of the most played artist, and the title of their most played track.
    pub(crate) example: Option<(String, String)>,
}

/// An artist to be looked up, with what an earlier lookup found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlannedArtist {
    /// What the answer is kept under.
    pub(crate) answered_as: String,
    pub(crate) name: String,
    /// Set unless MusicBrainz has no link to it.
    pub(crate) uri: Option<String>,
    /// Their most played track.
    pub(crate) title: Option<String>,
    pub(crate) mbid: Option<String>,
    pub(crate) plays: u64,
}

/// What an artist was played.
struct PlayedArtist {
    artist: NamedArtist,
    plays: u64,
    title: Option<String>,
}

impl Archive {
    /// Who is to be looked up at `now`, of the artists with music in the archive and those of `listed`, by URI and name.
    pub(crate) fn lookup_plan(
        &self,
        listed: &[(String, String)],
        now: DateTime<Utc>,
    ) -> Result<LookupPlan, StoreError> {
        let entities = Entities::read(self)?;
        let known = KnownGenres::read(self, &entities.catalogue.artists)?;
        let mut played = self.played_artists(&entities)?;
        for (uri, name) in listed {
            let is_known = |other: &PlayedArtist| {
                other.artist.uri.as_ref() == Some(uri) || (other.artist.uri.is_none() && other.artist.name == *name)
            };
            if !played.iter().any(is_known) {
                played.push(PlayedArtist {
                    artist: NamedArtist {
                        uri: Some(uri.clone()),
                        name: name.clone(),
                    },
                    plays: 0,
                    title: None,
                });
            }
        }
        let mut plan = LookupPlan {
            artists: played.len(),
            plays: played.iter().map(|artist| artist.plays).sum(),
            example: played
                .first()
                .and_then(|first| Some((first.artist.name.clone(), first.title.clone()?))),
            ..LookupPlan::default()
        };
        for PlayedArtist { artist, plays, title } in played {
            let uri = artist.uri.as_deref();
            if let Some(winner) = known.winner(uri, &artist.name) {
                if !winner.genres.is_empty() {
                    plan.plays_with_genre += plays;
                }
                if !winner.genres.is_empty() || winner.source.precedence() < 2 || is_recent(winner, now) {
                    continue;
                }
            }
            let lookup = known
                .about(uri, &artist.name)
                .into_iter()
                .find(|answer| answer.source.precedence() == 2);
            if lookup.is_some_and(|lookup| is_settled(lookup) && is_recent(lookup, now)) {
                continue;
            }
            let fresh = lookup.filter(|lookup| is_recent(lookup, now));
            let is_unlinked = fresh.is_some_and(|lookup| lookup.outcome == GenreOutcome::Unlinked);
            plan.wanted_plays += plays;
            plan.wanted.push(PlannedArtist {
                answered_as: artist.answered_as().to_owned(),
                mbid: lookup.and_then(|lookup| lookup.mbid.clone()),
                uri: artist.uri.filter(|_| !is_unlinked),
                name: artist.name,
                title,
                plays,
            });
        }
        Ok(plan)
    }

    /// Everybody with plays of music, the most played first.
    fn played_artists(&self, entities: &Entities) -> Result<Vec<PlayedArtist>, StoreError> {
        let tracks = &entities.catalogue.tracks;
        let mut by_id: Vec<u32> = vec![0; tracks.last().map_or(0, |track| track.id as usize + 1)];
        self.store().plays(|row| {
            if let Some(plays) = by_id.get_mut(row.evidence.item as usize) {
                *plays += 1;
            }
            ControlFlow::Continue(())
        })?;
        let artists = &entities.catalogue.artists;
        // By place of the artist: all plays, and the track with most of them.
        let mut sums: HashMap<u32, (u64, u32, &str)> = HashMap::new();
        for track in tracks.iter().filter(|track| track.kind == Kind::Music) {
            let plays = by_id.get(track.id as usize).copied().unwrap_or_default();
            for credit in track.credits.iter().filter(|_| plays > 0) {
                let place = artists.binary_search_by_key(credit, |artist| artist.id).ok();
                let Some(same) = place.and_then(|place| entities.same_artist.get(place)) else {
                    continue;
                };
                let (sum, most, title) = sums.entry(*same).or_insert((0, 0, ""));
                *sum += u64::from(plays);
                if plays > *most {
                    (*most, *title) = (plays, &track.name);
                }
            }
        }
        let mut played: Vec<PlayedArtist> = sums
            .into_iter()
            .filter_map(|(place, (plays, _, title))| {
                let artist = artists.get(place as usize)?;
                Some(PlayedArtist {
                    artist: NamedArtist {
                        uri: artist.uri.clone(),
                        name: artist.name.clone(),
                    },
                    plays,
                    title: (!title.is_empty()).then(|| title.to_owned()),
                })
            })
            .collect();
        played.sort_by(|one, other| {
            (Reverse(one.plays), &one.artist.name).cmp(&(Reverse(other.plays), &other.artist.name))
        });
        Ok(played)
    }
}

/// Whether it is not yet time to ask again. An answer from the future, by a clock that was wrong, is asked for again.
fn is_recent(answer: &GenreAnswer, now: DateTime<Utc>) -> bool {
    let age = now.timestamp_millis() - answer.answered_at;
    (0..ASK_AGAIN_AFTER.num_milliseconds()).contains(&age)
}

/// Whether nothing more is to be asked for now.
fn is_settled(answer: &GenreAnswer) -> bool {
    match answer.outcome {
        GenreOutcome::Known | GenreOutcome::Unknown | GenreOutcome::Undecided => true,
        GenreOutcome::Identified | GenreOutcome::Unlinked => false,
    }
}
