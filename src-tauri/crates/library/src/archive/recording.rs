//! Records a page of Spotify's recent plays. Where the page does not reach back to the latest play of the recording, a gap is
//! noted.
//!
//! Another service's list of recent plays would be recorded in the same way: a crate like `spotify` that asks the service, and a file
//! like this one that turns its answer into a batch, called from a file like `sync.rs`. If the service knows other things of a play
//! than Spotify does, a [`Provenance`] in `plays` says so and a rule in `reconcile` joins it with the rest. A file with plays is an
//! import format instead: see docs/notes/import-formats.md.

use std::collections::HashMap;

use plays::{
    Batch, BatchSource, Circumstance, Cover, Credit, Evidence, GapKind, Item, ItemUri, Kind, PlayedAt, Provenance,
    SpotifyTrack, Times,
};
use spotify::{RecentPage, Track};
use store::StoreError;

use super::{Archive, owner::account_digest};

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
        let ingested = self.ingest(batch(account_id, page))?;
        Ok(Recorded {
            plays: usize::try_from(ingested.added).unwrap_or(usize::MAX),
            gap: ingested.gap.map(|gap| gap.kind),
        })
    }
}

/// A page as a batch.
fn batch(account_id: &str, page: &RecentPage) -> Batch {
    let mut items: Vec<Item> = page.plays.iter().map(|play| told_item(&play.track)).collect();
    items.sort_unstable();
    items.dedup();
    let numbers: HashMap<&Item, u32> = items.iter().zip(0..).collect();
    let evidence = page.plays.iter().filter_map(|play| {
        Some(Evidence {
            ended_at: PlayedAt::from(play.played_at),
            item: *numbers.get(&told_item(&play.track))?,
            told_ms: 0,
            circumstance: 0,
            number: 0,
            provenance: Provenance::Live,
            times: Times::End,
        })
    });
    Batch {
        evidence: evidence.collect(),
        circumstances: vec![Circumstance::default()],
        tracks: page.plays.iter().map(|play| described(&play.track)).collect(),
        items,
        ..Batch::of(BatchSource::Page {
            account: account_digest(account_id),
        })
    }
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

/// A track with everything that the answer tells of it.
fn described(track: &Track) -> SpotifyTrack {
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
        // Where Spotify does not say who the album is by, it is taken to be by whom the track is by.
        album_artist: track
            .album
            .artists
            .iter()
            .chain(&track.artists)
            .next()
            .map(|artist| artist.name.clone())
            .unwrap_or_default(),
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
