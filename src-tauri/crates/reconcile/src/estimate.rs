//! Rule 8, the length of a recorded play, which Spotify's list does not tell: as long as the track, but no longer than the time since
//! the stamp before. In the rare sessions whose stamps are the beginnings of plays, no longer than the time to the next stamp.

use crate::{
    recorded::Recordings,
    rows::{Row, Rows, Verdicts},
};

/// Stamps that lie further apart belong to two sessions.
const SESSION_BREAK_MS: i64 = 20 * 60_000;
/// Two stamps that lie as far apart as a track is long, to within this, say which of the two times the stamps are.
const FITS_MS: i64 = 2_000;
/// Stamps that lie closer together say nothing about a length.
const TELLING_MS: i64 = 2_000;

/// Applies rule 8 to the recorded rows that are still plays.
pub(crate) fn estimate<R: Rows + ?Sized>(verdicts: &mut Verdicts, rows: &R, recordings: &Recordings) {
    for recording in recordings {
        let stamps: Vec<Row> = recording.iter().map(|place| rows.row(*place as usize)).collect();
        let mut at = 0usize;
        for session in stamps.chunk_by(|one, next| next.at_ms - one.at_ms <= SESSION_BREAK_MS) {
            let are_starts = are_starts(session);
            for _ in session {
                let neighbour = if are_starts { at + 1 } else { at.wrapping_sub(1) };
                let ms = match stamps.get(neighbour) {
                    Some(neighbour) => within(&stamps[at], neighbour),
                    None => stamps[at].ms,
                };
                verdicts.set_length(recording[at], ms);
                at += 1;
            }
        }
    }
}

/// The length of a play beside a play with another stamp.
fn within(play: &Row, neighbour: &Row) -> u32 {
    let apart = play.at_ms.abs_diff(neighbour.at_ms);
    if apart < TELLING_MS.unsigned_abs() {
        return play.ms;
    }
    u32::try_from(apart).map_or(play.ms, |apart| play.ms.min(apart))
}

/// Whether the stamps of a session are the beginnings of its plays.
fn are_starts(session: &[Row]) -> bool {
    let (mut starts, mut ends) = (0, 0);
    for pair in session.windows(2) {
        let [before, after] = pair else { continue };
        let apart = after.at_ms - before.at_ms;
        let fits = |row: &Row| (apart - i64::from(row.ms)).abs() <= FITS_MS;
        match (fits(before), fits(after)) {
            (true, false) => starts += 1,
            (false, true) => ends += 1,
            _ => {}
        }
    }
    starts >= 2 && starts > 2 * ends
}
