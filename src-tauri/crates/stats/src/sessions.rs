//! Sessions: plays that count, with no pause of more than half an hour between them.

use chrono_tz::Tz;

use crate::{Session, Sessions, ground::COUNTS, hours};

/// The longest pause within a session, in seconds.
pub(crate) const PAUSE: u32 = 30 * 60;
/// Lengths are told apart up to here.
const MOST_MINS: usize = 2 * 24 * 60;

/// One session.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sitting {
    /// The row of its first play.
    pub(crate) row: u32,
    began: u32,
    end: u32,
    plays: u32,
}

impl Sitting {
    pub(crate) fn is_any(self) -> bool {
        self.plays > 0
    }

    fn secs(self) -> u32 {
        self.end - self.began
    }

    /// The next plays, from `row` on: those that count have their bit in `counting`. Sessions that end go to `ended`.
    // Walks the bits instead of branching on each play, for whether a play counts is as good as random.
    #[inline]
    pub(crate) fn add(&mut self, counting: u64, row: u32, began: &[u32], weights: &[u32], ended: &mut Vec<Self>) {
        // Without any play yet, the next one begins a session whenever it is.
        let pause = i64::from(PAUSE);
        let mut latest = if self.is_any() { i64::from(self.end) + pause } else { -1 };
        let (mut rest, mut before) = (counting, 0);
        while rest != 0 {
            let at = rest.trailing_zeros();
            let (Some(start), Some(weight)) = (began.get(at as usize), weights.get(at as usize)) else {
                break;
            };
            if i64::from(*start) > latest {
                let yet = (counting & !rest).count_ones();
                let end = u32::try_from(latest - pause).unwrap_or(u32::MAX);
                let plays = self.plays + yet - before;
                if plays > 0 {
                    ended.push(Self { end, plays, ..*self });
                }
                (self.row, self.began, self.plays) = (row + at, *start, 0);
                before = yet;
            }
            latest = latest.max(i64::from(*start) + i64::from((weight & !COUNTS) / 1000) + pause);
            rest &= rest - 1;
        }
        self.plays += counting.count_ones() - before;
        self.end = u32::try_from(latest - pause).unwrap_or(if latest < 0 { 0 } else { u32::MAX });
    }
}

/// Sums sessions up.
pub(crate) fn sessions(sittings: impl Iterator<Item = Sitting>, lengths: &mut Vec<u32>, zone: Tz) -> Option<Sessions> {
    lengths.clear();
    lengths.resize(MOST_MINS + 1, 0);
    let (mut count, mut longest) = (0, Sitting::default());
    for sitting in sittings {
        if count == 0 || sitting.secs() > longest.secs() {
            longest = sitting;
        }
        count += 1;
        if let Some(length) = lengths.get_mut((sitting.secs() as usize / 60).min(MOST_MINS)) {
            *length += 1;
        }
    }
    let mut before = 0;
    let typical = lengths.iter().position(|sessions| {
        before += sessions;
        before > count / 2
    });
    (count > 0).then(|| Sessions {
        count,
        longest: Session {
            began: hours::local(longest.began, zone),
            secs: longest.secs(),
            plays: longest.plays,
        },
        typical_mins: typical.unwrap_or_default() as u32,
    })
}
