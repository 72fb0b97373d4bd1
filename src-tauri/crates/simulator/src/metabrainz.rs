//! Stand-ins for MusicBrainz and ListenBrainz, from which genres come, as they are in November 2026. They know the artists of the
//! simulator's catalogue and those that a test adds, among namesakes, and [`MetaBrainz::truth`] tells who is who.
//! They answer as unkindly as the real ones: misses, namesakes, cut answers, junk among the tags, limits and bans.

mod answer;
mod call;
mod entry;
mod fault;
mod fold;
mod genres;
mod heard;
mod id;
mod index;
mod limits;
mod listenbrainz;
mod log;
mod manners;
mod middleware;
mod musicbrainz;
mod query;
mod refusal;
mod search;
mod service;
mod stopwatch;
mod universe;

use std::sync::Arc;

use axum::Router;
use plays::Clock;

use self::service::Service;
pub use self::{
    call::{Call, Request},
    fault::{Fault, FaultKind, RandomFaults},
    heard::{HeardArtist, HeardTrack, length_of},
    limits::{Ban, LISTENBRAINZ_TOKEN, Limits},
    manners::{Coverage, Manners},
    service::ShortestGap,
    universe::TrueArtist,
};
use crate::catalogue::Catalogue;

/// Where MusicBrainz is, below the simulator's address.
pub(crate) const MUSICBRAINZ_PATH: &str = "/musicbrainz";
/// Where ListenBrainz is, below the simulator's address.
pub(crate) const LISTENBRAINZ_PATH: &str = "/listenbrainz";

/// Both services. Clones share them.
#[derive(Clone)]
pub struct MetaBrainz(Arc<Service>);

impl MetaBrainz {
    /// Knows the artists of the catalogue.
    pub(crate) fn new(clock: Clock, seed: u64, manners: Manners, catalogue: &Catalogue) -> Self {
        Self(Arc::new(Service::new(
            clock,
            seed,
            manners,
            heard::artists_of(catalogue),
        )))
    }

    pub(crate) fn routes(&self) -> Router {
        Router::new()
            .nest(&format!("{MUSICBRAINZ_PATH}/ws/2"), musicbrainz::routes(&self.0))
            .nest(&format!("{LISTENBRAINZ_PATH}/1"), listenbrainz::routes(&self.0))
    }

    /// From now on the listener hears these artists as well: MusicBrainz has entries for most of them, for namesakes and for their
    /// recordings. Of an artist who is known by this name already, only new tracks are added.
    pub fn add_artists<T: Into<HeardArtist>>(&self, artists: impl IntoIterator<Item = T>) {
        self.0.state().add_artists(artists.into_iter().map(Into::into));
    }

    /// Who the listener's artist of this name really is; `None` if nobody of this name was added or is in the catalogue.
    pub fn truth(&self, name: &str) -> Option<TrueArtist> {
        self.0.state().universe().truth(name)
    }

    /// The names of all artists that the listener hears: those of the catalogue, and those added.
    pub fn artists(&self) -> Vec<String> {
        self.0.state().universe().heard().map(str::to_owned).collect()
    }

    /// Every request so far, oldest first; at most the last 20,000.
    pub fn requests(&self) -> Vec<Request> {
        self.0.state().log.all().cloned().collect()
    }

    /// How many requests of this kind there were, also those that were refused or are no longer in [`requests`](Self::requests).
    pub fn count(&self, call: Call) -> usize {
        self.0.state().log.count(call)
    }

    /// The shortest time between two requests to MusicBrainz, also refused ones; `None` before the second.
    pub fn shortest_gap(&self) -> Option<ShortestGap> {
        self.0.state().gaps.shortest
    }

    /// Why MusicBrainz answers no more; it never forgives.
    pub fn ban(&self) -> Option<Ban> {
        self.0.state().pace.ban
    }

    /// Adds a fault. Faults for the same calls are applied in the order in which they were added.
    pub fn inject(&self, fault: Fault) {
        self.0.state().faults.add(fault);
    }

    /// From now on, some calls that no injected fault concerns have one of these; with `None`, no more do.
    pub fn set_random_faults(&self, faults: Option<RandomFaults>) {
        self.0.state().faults.set_random(faults);
    }

    /// Removes all faults.
    pub fn clear_faults(&self) {
        self.0.state().faults = Default::default();
    }
}
