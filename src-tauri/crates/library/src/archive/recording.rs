//! Records a page of Spotify's recent plays. Where the page does not reach back to the latest play of the recording, a gap is
//! noted.
//!
//! Another service's list of recent plays would be recorded in the same way: a [`Provenance`] in `plays`, whose order says whom to
//! believe and whose number `store/src/evidence.rs` and a migration of its table know; a crate like `spotify` that asks the service;
//! a file like this one that turns its answer into evidence, called from a file like `sync.rs`; and a rule in `reconcile` for the
//! same play from two sources. `gaps.rs` and `store::SourceKind` take [`Provenance::Live`] for Spotify's list and anything else for
//! a file: tell them apart there first. A file with plays is an import format instead: see the crate `import`.

use std::collections::HashSet;

use plays::{Circumstance, Evidence, Item, ItemUri, Kind, PlayedAt, Provenance};
use spotify::{RecentPage, Track};
use store::{Cover, Credit, EvidenceRow, GapKind, NamingId, SpotifyTrack, StoreError};

use super::{Archive, canonical::reconcile_recorded, gaps::note_gap_before};

/// What a page of recent plays added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Recorded {
    /// Plays that no other evidence had shown before.
    pub plays: usize,
    /// Plays are missing, or may be, between the latest one before and these.
    pub gap: Option<GapKind>,
}

impl Archive {
    /// Records a page of recent plays of `account_id`. Pages may overlap what is in the archive, fill in older plays, and come
    /// in any order.
    ///
    /// # Errors
    /// When the archive can't be written. It then has nothing of the page.
    pub fn record(&self, account_id: &str, page: &RecentPage) -> Result<Recorded, StoreError> {
        if page.plays.is_empty() {
            self.set_owner(account_id)?;
            return Ok(Recorded::default());
        }
        let mut write = self.store().write()?;
        let (source, owner_changed) = self.recording_source(&mut write, account_id)?;
        let spotify_tracks: Vec<SpotifyTrack> = page.plays.iter().map(|play| stored_track(&play.track)).collect();
        let tracks = write.save_tracks(&spotify_tracks)?;
        let items: Vec<Item> = page.plays.iter().map(|play| told_item(&play.track)).collect();
        let namings = write.naming_ids(&tracks, &items)?;
        let circumstance = write.circumstance_ids(&[Circumstance::default()])?;
        let rows: Vec<EvidenceRow> = page
            .plays
            .iter()
            .zip(tracks.iter().zip(namings))
            .map(|(play, (item, naming))| EvidenceRow {
                evidence: Evidence {
                    ended_at: PlayedAt::from(play.played_at),
                    item: *item,
                    told_ms: 0,
                    circumstance: circumstance.first().copied().unwrap_or_default(),
                    number: 0,
                    provenance: Provenance::Live,
                },
                source,
                naming,
                is_canonical: false,
                ms_played: play.track.duration_ms,
            })
            .collect();
        let tracks: HashSet<u32> = tracks.into_iter().collect();
        let known: HashSet<_> = write
            .evidence(|row| row.source == source && tracks.contains(&row.evidence.item))?
            .iter()
            .map(identity)
            .collect();
        let is_new = |row: &&EvidenceRow| !known.contains(&identity(row));
        let new: Vec<EvidenceRow> = rows.iter().filter(is_new).copied().collect();
        if new.is_empty() {
            if owner_changed {
                write.commit()?;
            }
            return Ok(Recorded::default());
        }
        let gap = note_gap_before(&mut write, source, &rows, self.now())?;
        let ends = || new.iter().map(|row| row.evidence.ended_at.as_millis());
        if let Some((first, last)) = ends().min().zip(ends().max()) {
            write.widen_span(source, first, last)?;
        }
        let change = reconcile_recorded(&mut write, new)?;
        write.commit()?;
        let plays = (change.after.recorded + change.after.exported)
            .saturating_sub(change.before.recorded + change.before.exported);
        Ok(Recorded {
            plays: usize::try_from(plays).unwrap_or(usize::MAX),
            gap: gap.map(|gap| gap.kind),
        })
    }
}

/// What makes two live rows of one source the same row.
fn identity(row: &EvidenceRow) -> (NamingId, PlayedAt) {
    (row.naming, row.evidence.ended_at)
}

/// A track as Spotify's list of recent plays names it. The artists are those of the track and those of its album.
fn told_item(track: &Track) -> Item {
    let mut artists: Vec<&str> = Vec::new();
    for artist in track.artists.iter().chain(&track.album.artists) {
        if !artists.contains(&artist.name.as_str()) {
            artists.push(&artist.name);
        }
    }
    Item {
        uri: ItemUri::of_spotify_track(track.id.as_str()),
        kind: Kind::Music,
        name: track.name.as_str().into(),
        artist: artists.join("\n").into(),
        album: track.album.name.as_str().into(),
        length_ms: Some(track.duration_ms),
        isrc: track.isrc.as_deref().map(Into::into),
    }
}

/// A track of Spotify's API as the store takes it.
fn stored_track(track: &Track) -> SpotifyTrack {
    SpotifyTrack {
        uri: track.id.uri(),
        name: track.name.clone(),
        artists: track
            .artists
            .iter()
            .map(|artist| Credit {
                uri: artist.id.as_ref().map(|id| id.uri()),
                name: artist.name.clone(),
            })
            .collect(),
        album: Credit {
            uri: track.album.id.as_ref().map(|id| id.uri()),
            name: track.album.name.clone(),
        },
        covers: track
            .album
            .images
            .iter()
            .map(|image| Cover {
                url: image.url.clone(),
                width: image.width,
                height: image.height,
            })
            .collect(),
        duration_ms: track.duration_ms,
        isrc: track.isrc.clone(),
    }
}
