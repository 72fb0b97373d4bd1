//! Rule 1, moved stamps. When Spotify's list of recent plays is read again, the stamp of a play may have moved by some seconds, and
//! the play may go by another id of the same recording.
//!
//! Rows of one recording are one play if they are less than 5 s apart, and less than half of the track's length, and name the same
//! item, the same ISRC, or the same title and an artist in common. The earliest is the play.
//! Plays without a connection are told all at once: in a burst of three or more stamps, each at most 1 s after the one before, only
//! equal stamps are one play.

use plays::Provenance;

use crate::rows::{Names, Naming, Row, Rows, Rule, Verdicts};

/// A stamp that moved by less than this is the same, in milliseconds.
pub const MOVED_MS: i64 = 5_000;
/// Stamps of a burst are at most this far apart.
const BURST_MS: i64 = 1_000;
const BURST_LEAST: usize = 3;

/// The plays of each recording, by time; among them those that later rules absorb.
pub(crate) type Recordings = Vec<Vec<u32>>;

/// Applies rule 1.
pub(crate) fn join_moved<R: Rows + ?Sized>(verdicts: &mut Verdicts, rows: &R, names: &Names) -> Recordings {
    let mut places = verdicts.plays(rows, Provenance::Live);
    places.sort_by_key(|place| {
        let row = rows.row(*place as usize);
        // Of equal stamps, the row that tells of the longer track is the play; then one that tells more than the beginning.
        let weak = (u32::MAX - row.ms, row.begin_only, row.naming);
        (row.recording, row.at_ms, weak, *place)
    });
    let recording = |place: &u32| rows.row(*place as usize).recording;
    places
        .chunk_by(|one, next| recording(one) == recording(next))
        .map(|recording| join_in_recording(verdicts, rows, names, recording))
        .collect()
}

fn join_in_recording<R: Rows + ?Sized>(
    verdicts: &mut Verdicts,
    rows: &R,
    names: &Names,
    recording: &[u32],
) -> Vec<u32> {
    let at = |place: u32| rows.row(place as usize).at_ms;
    let mut plays: Vec<u32> = Vec::with_capacity(recording.len());
    for run in recording.chunk_by(|one, next| at(*next) - at(*one) <= BURST_MS) {
        let stamps = run.chunk_by(|one, next| at(*one) == at(*next)).count();
        for place in run {
            let row = rows.row(*place as usize);
            // What came with the same stamp can always be the same play.
            let earlier = plays
                .iter()
                .rev()
                .take_while(|play| row.at_ms - at(**play) < MOVED_MS)
                .filter(|play| stamps < BURST_LEAST || at(**play) == row.at_ms)
                .find(|play| is_same_play(&rows.row(**play as usize), &row, names));
            match earlier {
                Some(play) => verdicts.absorb(*place, *play, Rule::MovedStamp),
                None => plays.push(*place),
            }
        }
    }
    plays
}

/// Whether two rows of one recording tell of one play. The earlier first; they are less than 5 s apart.
pub(crate) fn is_same_play(earlier: &Row, later: &Row, names: &Names) -> bool {
    let apart = later.at_ms - earlier.at_ms;
    let is_near = apart == 0 || (apart < MOVED_MS && apart * 2 < i64::from(earlier.ms.min(later.ms)));
    is_near && is_same_recording(names.naming(earlier), names.naming(later))
}

fn is_same_recording(one: &Naming, other: &Naming) -> bool {
    one.item == other.item
        || (one.isrc.is_some() && one.isrc == other.isrc)
        || (one.title == other.title && one.artists.iter().any(|artist| other.artists.contains(artist)))
}
