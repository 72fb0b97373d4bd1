//! Who is to be looked up: artists without an answer, the most played first, and misses again after a month.

use chrono::{DateTime, TimeDelta, Utc};
use plays::{GenreAnswer, GenreOutcome};
use store::StoreError;

use super::{
    NamedArtist,
    played::{PlayedArtist, PlayedTrack},
};
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
    /// A track of theirs.
    pub(crate) track: Option<PlayedTrack>,
    pub(crate) mbid: Option<String>,
    pub(crate) plays: u64,
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
                    track: None,
                });
            }
        }
        let mut plan = LookupPlan {
            artists: played.len(),
            plays: played.iter().map(|artist| artist.plays).sum(),
            example: played
                .first()
                .and_then(|first| Some((first.artist.name.clone(), first.track.clone()?.title))),
            ..LookupPlan::default()
        };
        for PlayedArtist { artist, plays, track } in played {
            let uri = artist.uri.as_deref();
            if let Some(winner) = known.winner(uri, &artist.name) {
                if !winner.genres.is_empty() {
                    plan.plays_with_genre += plays;
                }
                if !winner.genres.is_empty() || !winner.source.is_lookup() || is_recent(winner, now) {
                    continue;
                }
            }
            // Of the artist's own: that nobody has the name says nothing about the link that is known by now.
            let lookup = known.lookup_of(artist.answered_as());
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
                track,
                plays,
            });
        }
        Ok(plan)
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
