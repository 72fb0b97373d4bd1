//! Spotify's list of recent plays: what it shows, when, and with which stamp.

use sample::Random;

use crate::life::{End, TruePlay};
use crate::rates::{
    DAYS_BETWEEN_STALLS, LONGEST_STALL_HOURS, MOVED, MOVED_FAR, RELINKED, SHORT_PAGE, STAMP_OFF_10_S, STAMP_OFF_60_S,
    STAMPED_AT_PAUSE,
};
use crate::time::{DAY, HOUR, MINUTE, SECOND, happens, now_and_then};

/// Spotify's list leaves out what was skipped before.
const LISTED_MS: u32 = 30_000;
/// The most plays of a page.
const PAGE: usize = 50;
/// How far a stamp may move.
const FARTHEST_MOVE_MS: i64 = 8_000;

/// A play as the list shows it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Listed {
    pub(crate) play: u32,
    pub(crate) stamp_ms: i64,
    /// From when on the list has it.
    pub(crate) from_ms: i64,
    /// What it is stamped after the first reading that shows it.
    moved_ms: i64,
    /// It goes by the other id of its track at first; later readings may change that.
    second_id: bool,
    is_relinked: bool,
    is_read: bool,
}

/// One play of a page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown {
    pub(crate) play: u32,
    pub(crate) stamp_ms: i64,
    pub(crate) second_id: bool,
}

/// The list, in order of stamps.
#[derive(Debug)]
pub(crate) struct Recent {
    pub(crate) listed: Vec<Listed>,
}

impl Recent {
    pub(crate) fn new(plays: &[TruePlay], life_ms: i64, length_of: impl Fn(u32) -> u32, random: &mut Random) -> Self {
        let stalls: Vec<(i64, i64)> = now_and_then(random, 0, life_ms, DAYS_BETWEEN_STALLS)
            .into_iter()
            .map(|from| (from, from + random.between(HOUR, LONGEST_STALL_HOURS * HOUR)))
            .collect();
        let mut listed = Vec::new();
        let mut before: Option<Listed> = None;
        for (play, number) in plays.iter().zip(0..) {
            let is_whole = play.heard_ms >= length_of(play.track);
            if play.session.is_private || (play.heard_ms < LISTED_MS && !is_whole) {
                continue;
            }
            let stamp_ms = stamp(
                play,
                before.filter(|before| is_same_burst(plays, before.play, play)),
                random,
            );
            let mut from_ms = play.ended_ms.max(stamp_ms) + random.between(SECOND, MINUTE);
            from_ms = from_ms.max(play.session.online_ms.unwrap_or(from_ms));
            let stall = stalls.iter().find(|(from, to)| (from..to).contains(&&from_ms));
            let one = Listed {
                play: number,
                stamp_ms,
                from_ms: stall.map_or(from_ms, |(_, to)| *to),
                moved_ms: if happens(random, MOVED) {
                    stamp_ms + move_by(random)
                } else {
                    stamp_ms
                },
                second_id: random.percent(50),
                is_relinked: happens(random, RELINKED),
                is_read: false,
            };
            before = Some(one);
            listed.push(one);
        }
        listed.sort_by_key(|one| (one.stamp_ms, one.play));
        Self { listed }
    }

    /// What the list shows at `now`, the oldest first.
    pub(crate) fn read(&mut self, now: i64, random: &mut Random) -> Vec<Shown> {
        let rows = if happens(random, SHORT_PAGE) {
            random.between(42, 49) as usize
        } else {
            PAGE
        };
        // What is listed now was stamped before.
        let end = self.listed.partition_point(|one| one.stamp_ms <= now);
        let mut page: Vec<Shown> = Vec::with_capacity(rows);
        for one in self.listed[..end]
            .iter_mut()
            .rev()
            .filter(|one| one.from_ms <= now)
            .take(rows)
        {
            page.push(Shown {
                play: one.play,
                stamp_ms: if one.is_read { one.moved_ms } else { one.stamp_ms },
                second_id: one.second_id != (one.is_read && one.is_relinked),
            });
            one.is_read = true;
        }
        page.sort_by_key(|shown| (shown.stamp_ms, shown.play));
        page
    }
}

fn is_same_burst(plays: &[TruePlay], before: u32, play: &TruePlay) -> bool {
    let before = plays[before as usize].session;
    before.is_burst && play.session.is_burst && before.online_ms == play.session.online_ms
}

/// Mostly the end, or a little beside it.
fn stamp(play: &TruePlay, burst: Option<Listed>, random: &mut Random) -> i64 {
    if play.session.is_burst {
        let online = play.session.online_ms.unwrap_or(play.ended_ms);
        return burst.map_or(online, |before| before.stamp_ms + random.between(0, SECOND));
    }
    if play.session.is_stamped_at_start {
        return play.began_ms;
    }
    let end = match play.paused_ms {
        Some(paused) if happens(random, STAMPED_AT_PAUSE) => paused,
        _ => play.ended_ms,
    };
    // Who leaves Spotify ends the play then, whenever the export tells of it.
    debug_assert!(!matches!(play.end, End::Left { told_ms } if told_ms < play.ended_ms));
    let kind = random.fraction();
    if kind < STAMP_OFF_60_S {
        end + random.between(-60 * SECOND, 60 * SECOND)
    } else if kind < STAMP_OFF_60_S + STAMP_OFF_10_S {
        end + random.between(-10 * SECOND, 10 * SECOND)
    } else {
        end + random.between(0, 1_500)
    }
}

fn move_by(random: &mut Random) -> i64 {
    let by = if happens(random, MOVED_FAR) {
        random.between(5 * SECOND, FARTHEST_MOVE_MS)
    } else {
        random.between(1, 5 * SECOND - 1)
    };
    if random.percent(50) { by } else { -by }
}

/// When somebody's computer reads the list, from `from` to `to`: their habits differ.
pub(crate) fn readings(habit: u64, from: i64, to: i64, random: &mut Random) -> Vec<i64> {
    use crate::rates::{DAYS_BETWEEN_OUTAGES, LONGEST_OUTAGE_DAYS, READING_MINUTES};
    let outages: Vec<(i64, i64)> = now_and_then(random, from, to, DAYS_BETWEEN_OUTAGES)
        .into_iter()
        .map(|begin| (begin, begin + random.between(6 * HOUR, LONGEST_OUTAGE_DAYS * DAY)))
        .collect();
    let mut readings = Vec::new();
    let mut now = from;
    let mut is_on_today = true;
    while now < to {
        let hour = now.rem_euclid(DAY) / HOUR;
        if hour == 0 && now.rem_euclid(HOUR) < READING_MINUTES * MINUTE {
            is_on_today = random.percent(60);
        }
        let is_on = match habit % 4 {
            0 => true,
            1 => (18..23).contains(&hour),
            2 => (9..18).contains(&hour) && now / DAY % 7 < 5,
            _ => is_on_today && (8..24).contains(&hour),
        };
        if is_on && !outages.iter().any(|(from, to)| (from..to).contains(&&now)) {
            readings.push(now);
        }
        now += READING_MINUTES * MINUTE;
    }
    readings
}
