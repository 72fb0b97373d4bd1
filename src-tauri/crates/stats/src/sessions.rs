//! Sessions: plays that count, with no pause of more than half an hour between them.

use chrono_tz::Tz;

use crate::{Session, Sessions, hours, weight::COUNTS};

/// The longest pause within a session.
const MAX_PAUSE_SECS: u32 = 30 * 60;
/// Longer sessions are taken to be this long where the typical length is looked for: two days.
const MAX_MINS: usize = 2 * 24 * 60;

/// One session, by where it lies in the table.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct SessionSpan {
    /// The row of its first play.
    pub(crate) row: u32,
    began_secs: u32,
    ended_secs: u32,
    plays: u32,
}

impl SessionSpan {
    pub(crate) fn has_plays(self) -> bool {
        self.plays > 0
    }

    fn secs(self) -> u32 {
        self.ended_secs - self.began_secs
    }

    /// Adds the next rows, from `row` on: those that count have their bit in `counting`. Sessions that end go to `ended`.
    // Walks the bits instead of branching on each play, because whether a play counts is as good as random.
    #[inline]
    pub(crate) fn add(&mut self, counting: u64, row: u32, began_secs: &[u32], weights: &[u32], ended: &mut Vec<Self>) {
        let pause = i64::from(MAX_PAUSE_SECS);
        // The last second in which a play still belongs to this session. Without any play yet, every play begins a session.
        let mut until = if self.has_plays() {
            i64::from(self.ended_secs) + pause
        } else {
            -1
        };
        let (mut rest, mut added) = (counting, 0);
        while rest != 0 {
            let at = rest.trailing_zeros();
            let (Some(start), Some(weight)) = (began_secs.get(at as usize), weights.get(at as usize)) else {
                break;
            };
            if i64::from(*start) > until {
                let walked = (counting & !rest).count_ones();
                let ended_secs = u32::try_from(until - pause).unwrap_or(u32::MAX);
                let plays = self.plays + walked - added;
                if plays > 0 {
                    ended.push(Self {
                        ended_secs,
                        plays,
                        ..*self
                    });
                }
                (self.row, self.began_secs, self.plays) = (row + at, *start, 0);
                added = walked;
            }
            until = until.max(i64::from(*start) + i64::from((weight & !COUNTS) / 1000) + pause);
            rest &= rest - 1;
        }
        self.plays += counting.count_ones() - added;
        self.ended_secs = u32::try_from(until - pause).unwrap_or(if until < 0 { 0 } else { u32::MAX });
    }
}

/// Sums sessions up; `None` if there is none. `lengths` is memory that is used again.
pub(crate) fn sum_up(
    sessions: impl Iterator<Item = SessionSpan>,
    lengths: &mut Vec<u32>,
    zone: Tz,
) -> Option<Sessions> {
    lengths.clear();
    lengths.resize(MAX_MINS + 1, 0);
    let (mut count, mut longest) = (0, SessionSpan::default());
    for session in sessions {
        if count == 0 || session.secs() > longest.secs() {
            longest = session;
        }
        count += 1;
        if let Some(length) = lengths.get_mut((session.secs() as usize / 60).min(MAX_MINS)) {
            *length += 1;
        }
    }
    let mut shorter = 0;
    let typical = lengths.iter().position(|sessions| {
        shorter += sessions;
        shorter > count / 2
    });
    (count > 0).then(|| Sessions {
        count,
        longest: Session {
            began: hours::local_time(longest.began_secs, zone),
            secs: longest.secs(),
            plays: longest.plays,
        },
        typical_mins: typical.unwrap_or_default() as u32,
    })
}
