//! What the listener does not want to count: a child's songs, sleep noise, a loop left running. Hidden, never deleted.

use std::collections::HashSet;

use store::{EntityKind, HiddenEntry, HiddenTarget, StoreError};

use super::{Archive, entities::Entities};

impl Archive {
    /// Hides something; hiding it again changes nothing.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn hide(&self, target: &HiddenTarget) -> Result<(), StoreError> {
        let mut write = self.store().write()?;
        write.hide(target, self.now().timestamp_millis())?;
        write.commit()
    }

    /// Makes something count again. `false` if nothing hidden has this number.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn unhide(&self, id: u32) -> Result<bool, StoreError> {
        let mut write = self.store().write()?;
        let was_hidden = write.unhide(id)?;
        write.commit()?;
        Ok(was_hidden)
    }

    /// What is hidden, oldest first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn hidden(&self) -> Result<Vec<HiddenEntry>, StoreError> {
        self.store().hidden()
    }
}

/// What is hidden, looked up in the catalogue.
pub(super) struct ResolvedHidden {
    /// By place in the catalogue. Where several tracks count as one, all of them are hidden as soon as one of them is.
    pub(super) tracks: HashSet<usize>,
    /// Plays that end in these times are hidden. In milliseconds since 1970.
    pub(super) spans: Vec<(i64, i64)>,
}

impl ResolvedHidden {
    pub(super) fn new(hidden: &[HiddenEntry], entities: &Entities) -> Self {
        let (mut hidden_tracks, mut spans) = (HashSet::new(), Vec::new());
        let tracks = &entities.catalogue.tracks;
        let counts_as = |place: usize| entities.same_track.get(place).map_or(place, |same| *same as usize);
        for HiddenEntry { target, .. } in hidden {
            let tracks_of = |kind, key: &str| {
                let hidden = entities.places_of_key(kind, key);
                let is_of = move |place: &usize| {
                    let place = u32::try_from(*place).unwrap_or(u32::MAX);
                    entities
                        .credited(kind, place)
                        .iter()
                        .any(|place| hidden.contains(place))
                };
                (0..tracks.len()).filter(is_of).collect()
            };
            let places: Vec<usize> = match target {
                HiddenTarget::Time { from, to } => {
                    spans.push((*from, *to));
                    Vec::new()
                }
                HiddenTarget::Track(uri) => {
                    let places = (0..).zip(tracks).filter(|(_, track)| track.uri == *uri);
                    places.map(|(place, _)| place).collect()
                }
                HiddenTarget::Album(key) => tracks_of(EntityKind::Album, key),
                HiddenTarget::Artist(key) => tracks_of(EntityKind::Artist, key),
            };
            hidden_tracks.extend(places.into_iter().map(counts_as));
        }
        let places = 0..tracks.len();
        Self {
            tracks: places
                .filter(|place| hidden_tracks.contains(&counts_as(*place)))
                .collect(),
            spans,
        }
    }

    pub(super) fn hides(&self, place: usize, end: i64) -> bool {
        self.tracks.contains(&place) || self.spans.iter().any(|(from, to)| (*from..*to).contains(&end))
    }
}
