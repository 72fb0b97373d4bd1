//! Recording: what Spotify's list of recent plays tells goes into the archive, and where it can't reach back, a gap is noted.

use std::collections::HashSet;

use plays::{Circumstance, Evidence, PlayedAt, Provenance};
use spotify::{RecentPage, RecentPlay, Track};
use store::{Cover, Credit, EvidenceRow, Gap, SpotifyTrack, StoreError, Write};

use super::{Archive, canonical::settle_anew};
use crate::reconcile::NEAR_MS;

/// What a reading brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Recorded {
    /// Plays that nobody had told of before.
    pub plays: usize,
    /// Plays are missing between the last one known and these.
    pub gap: bool,
}

impl Archive {
    /// Writes down what one reading of the recent list told of `account_id`. A reading may overlap what is known, fill in
    /// older plays, and come in any order.
    ///
    /// # Errors
    /// When the archive can't be written; nothing of the reading is in it then.
    pub fn record(&self, account_id: &str, page: &RecentPage) -> Result<Recorded, StoreError> {
        if page.plays.is_empty() {
            self.set_owner(account_id)?;
            return Ok(Recorded::default());
        }
        let mut write = self.store().write()?;
        let (source, changed_hands) = self.recording_of(&mut write, account_id)?;
        let learnt: Vec<SpotifyTrack> = page.plays.iter().map(|play| told(&play.track)).collect();
        let items = write.save_tracks(&learnt)?;
        let circumstance = write.circumstance_ids(&[Circumstance::default()])?;
        let mut new: Vec<EvidenceRow> = page
            .plays
            .iter()
            .zip(items)
            .map(|(play, item)| EvidenceRow {
                evidence: Evidence {
                    ended_at: PlayedAt::from(play.played_at),
                    item,
                    ms_played: play.track.duration_ms,
                    circumstance: circumstance.first().copied().unwrap_or_default(),
                    provenance: Provenance::Live,
                },
                source,
                is_canonical: false,
            })
            .collect();
        let tracks: Vec<u32> = new.iter().map(|row| row.evidence.item).collect();
        let related: HashSet<u32> = write.namesakes(&tracks)?.into_iter().collect();
        // A length that Spotify corrected since makes no second play.
        let known: HashSet<_> = write
            .evidence(Some(&related))?
            .iter()
            .filter(|row| row.source == source)
            .map(moment)
            .collect();
        new.retain(|row| !known.contains(&moment(row)));
        if new.is_empty() {
            if changed_hands {
                write.commit()?;
            }
            return Ok(Recorded::default());
        }
        let all_new = new.len() == page.plays.len();
        let gap = (page.full && all_new)
            .then(|| missing_before(&write, &page.plays))
            .transpose()?
            .flatten();
        if let Some(gap) = &gap {
            write.add_gap(source, gap)?;
        }
        let ends = || new.iter().map(|row| row.evidence.ended_at.as_millis());
        if let Some((first, last)) = ends().min().zip(ends().max()) {
            write.widen_span(source, first, last)?;
        }
        let shift = settle_anew(&mut write, Some(&related), new)?;
        write.commit()?;
        let plays = (shift.after.live + shift.after.told).saturating_sub(shift.before.live + shift.before.told);
        Ok(Recorded {
            plays: usize::try_from(plays).unwrap_or(usize::MAX),
            gap: gap.is_some(),
        })
    }
}

/// The gap between the latest play known and the first of `plays`, if these do not reach back to it.
fn missing_before(write: &Write<'_>, plays: &[RecentPlay]) -> Result<Option<Gap>, StoreError> {
    let began = |play: &RecentPlay| PlayedAt::from(play.played_at).as_millis() - i64::from(play.track.duration_ms);
    let Some(to) = plays.iter().map(began).min() else {
        return Ok(None);
    };
    let known = write.last_end()?.filter(|known| known + NEAR_MS < to);
    Ok(known.map(|from| Gap {
        from,
        to,
        why: "not_running".to_owned(),
    }))
}

fn moment(row: &EvidenceRow) -> (u32, PlayedAt) {
    (row.evidence.item, row.evidence.ended_at)
}

fn told(track: &Track) -> SpotifyTrack {
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
