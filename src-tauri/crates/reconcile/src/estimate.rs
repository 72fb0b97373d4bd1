//! Rule 8, the length of a recorded play, which Spotify's list does not tell: as long as the track, but no longer than the time since
//! the stamp before. In the rare sessions whose stamps are the beginnings of plays, no longer than the time to the next stamp. Where
//! the source is known to tell beginnings, no longer than the time to the next of these.

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
        let plays = recording.iter().map(|place| (*place, rows.row(*place as usize)));
        let (begun, stamped): (Vec<_>, Vec<_>) = plays.partition(|(_, row)| row.begin_only);
        estimate_stamped(verdicts, &stamped);
        estimate_begun(verdicts, begun);
    }
}

/// The lengths of plays whose stamps are mostly their ends, in the order of stamps.
fn estimate_stamped(verdicts: &mut Verdicts, plays: &[(u32, Row)]) {
    let mut at = 0usize;
    for session in plays.chunk_by(|(_, one), (_, next)| next.at_ms - one.at_ms <= SESSION_BREAK_MS) {
        let are_starts = are_starts(session);
        for (place, play) in session {
            let neighbour = if are_starts { at + 1 } else { at.wrapping_sub(1) };
            let ms = match plays.get(neighbour) {
                Some((_, neighbour)) => within(play, play.at_ms.abs_diff(neighbour.at_ms)),
                None => play.ms,
            };
            verdicts.set_length(*place, ms);
            at += 1;
        }
    }
}

/// The lengths of plays of which the beginning is told.
fn estimate_begun(verdicts: &mut Verdicts, plays: Vec<(u32, Row)>) {
    let mut begun: Vec<(i64, u32, Row)> = plays
        .into_iter()
        .map(|(place, row)| (row.at_ms - i64::from(row.ms), place, row))
        .collect();
    begun.sort_by_key(|(began, place, row)| (*began, row.at_ms, row.naming, *place));
    for (at, (began, place, play)) in begun.iter().enumerate() {
        let next = begun.get(at + 1).map(|(next, ..)| next.abs_diff(*began));
        verdicts.set_length(*place, next.map_or(play.ms, |apart| within(play, apart)));
    }
}

/// The length of a play if another play's stamp lies so many milliseconds apart.
fn within(play: &Row, apart: u64) -> u32 {
    if apart < TELLING_MS.unsigned_abs() {
        return play.ms;
    }
    u32::try_from(apart).map_or(play.ms, |apart| play.ms.min(apart))
}

/// Whether the stamps of a session are the beginnings of its plays.
fn are_starts(session: &[(u32, Row)]) -> bool {
    let (mut starts, mut ends) = (0, 0);
    for pair in session.windows(2) {
        let [(_, before), (_, after)] = pair else {
            continue;
        };
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
