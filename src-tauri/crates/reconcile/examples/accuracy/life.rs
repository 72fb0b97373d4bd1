//! What somebody really played.

use sample::Random;

use crate::catalogue::{Catalogue, SOUNDS};
use crate::rates::{
    CROSSFADE_MS, CROSSFADED, DAYS_BETWEEN_LOOPS, HANDED_OVER, LEFT, LEFT_DAYS, LEFT_HOURS, LONGEST_PAUSE_MS, OFFLINE,
    OFFLINE_BURST, OFFLINE_DAYS, PAUSED, PLAYS_A_LOOP, PLAYS_A_SESSION, PRIVATE, REPEATED, SECOND_DEVICE,
    SKIPPED_EARLY, SKIPPED_LATE, STAMPED_AT_START,
};
use crate::time::{DAY, HOUR, MINUTE, SECOND, among, happens};

/// One play as it was.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TruePlay {
    pub(crate) track: u32,
    pub(crate) began_ms: i64,
    pub(crate) ended_ms: i64,
    /// Without pauses.
    pub(crate) heard_ms: u32,
    pub(crate) end: End,
    /// When the pause began, if there was one.
    pub(crate) paused_ms: Option<i64>,
    pub(crate) session: Session,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// By itself, or somebody skipped to the next.
    Usual,
    /// Another device took over.
    Remote,
    /// Spotify was left. The extended history says that it ended when it was told, at this time.
    Left { told_ms: i64 },
}

/// What the plays of a session have in common.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Session {
    pub(crate) is_private: bool,
    pub(crate) is_stamped_at_start: bool,
    is_offline: bool,
    /// It was offline until then.
    pub(crate) online_ms: Option<i64>,
    /// And its plays were stamped then.
    pub(crate) is_burst: bool,
    crossfade_ms: i64,
}

/// All plays of a life of so many days, with up to so many sessions each, in order of their ends.
pub(crate) fn live(catalogue: &Catalogue, days: i64, sessions_a_day: usize, random: &mut Random) -> Vec<TruePlay> {
    let mut listener = Listener {
        catalogue,
        sessions_a_day,
        random,
        now: 0,
        plays: Vec::new(),
    };
    for day in 0..days {
        listener.day(day);
    }
    let mut plays = listener.plays;
    plays.sort_by_key(|play| (play.ended_ms, play.track));
    plays
}

struct Listener<'c> {
    catalogue: &'c Catalogue,
    sessions_a_day: usize,
    random: &'c mut Random,
    now: i64,
    plays: Vec<TruePlay>,
}

impl Listener<'_> {
    fn day(&mut self, day: i64) {
        let sessions = self.random.below(self.sessions_a_day + 1);
        let mut begins: Vec<i64> = (0..sessions)
            .map(|_| self.random.between(6 * HOUR, 23 * HOUR))
            .collect();
        begins.sort_unstable();
        for begin in begins {
            let begin = day * DAY + begin;
            if !happens(self.random, SECOND_DEVICE) {
                self.now = self.now.max(begin);
            } else {
                self.now = begin;
            }
            let plays = 1 + self.random.below(2 * PLAYS_A_SESSION);
            let (session, first) = (self.session(), self.plays.len());
            self.songs(session, plays);
            self.come_online(first, session);
        }
        if happens(self.random, 1.0 / DAYS_BETWEEN_LOOPS) {
            self.now = self.now.max((day + 1) * DAY - HOUR);
            let (session, first) = (self.session(), self.plays.len());
            let sound = self.random.below(SOUNDS) as u32;
            for _ in 0..among(self.random, PLAYS_A_LOOP) {
                let length = self.length(sound);
                self.add(sound, length, End::Usual, session);
            }
            self.come_online(first, session);
        }
    }

    /// Ends a session whose first play is at this place: if it was offline, its plays are told hours or days later.
    fn come_online(&mut self, first: usize, session: Session) {
        if session.is_offline {
            let longest = if happens(self.random, OFFLINE_DAYS) {
                72 * HOUR
            } else {
                12 * HOUR
            };
            let online_ms = self.now + self.random.between(MINUTE, longest);
            for play in &mut self.plays[first..] {
                play.session.online_ms = Some(online_ms);
            }
        }
    }

    fn session(&mut self) -> Session {
        let is_offline = happens(self.random, OFFLINE);
        Session {
            is_offline,
            is_private: happens(self.random, PRIVATE),
            is_stamped_at_start: happens(self.random, STAMPED_AT_START),
            online_ms: None,
            is_burst: is_offline && happens(self.random, OFFLINE_BURST),
            crossfade_ms: if happens(self.random, CROSSFADED) {
                among(self.random, CROSSFADE_MS)
            } else {
                0
            },
        }
    }

    fn songs(&mut self, session: Session, plays: usize) {
        let mut track = self.any_track();
        for number in 0..plays {
            if number > 0 && !happens(self.random, REPEATED) {
                track = self.any_track();
            }
            let length = self.length(track);
            let kind = self.random.fraction();
            let mut end = End::Usual;
            let heard = if kind < SKIPPED_EARLY {
                self.random.between(500, 30 * SECOND)
            } else if kind < SKIPPED_EARLY + SKIPPED_LATE {
                self.random.between(30 * SECOND, i64::from(length).max(31 * SECOND))
            } else if kind < SKIPPED_EARLY + SKIPPED_LATE + LEFT {
                end = End::Left { told_ms: 0 };
                self.random.between(2 * SECOND, i64::from(length))
            } else if kind < SKIPPED_EARLY + SKIPPED_LATE + LEFT + HANDED_OVER {
                end = End::Remote;
                self.random.between(2 * SECOND, i64::from(length))
            } else {
                i64::from(length)
            };
            let heard = (heard as u32).min(length);
            self.add(track, heard, end, session);
            if end == End::Remote && length > heard {
                // The rest of it, on the other device.
                self.now += self.random.between(0, 3 * SECOND);
                self.add(track, length - heard, End::Usual, session);
            } else if end != End::Usual {
                return;
            }
        }
    }

    /// The lower numbers are played far more often.
    fn any_track(&mut self) -> u32 {
        let songs = (self.catalogue.tracks.len() - SOUNDS) as f64;
        SOUNDS as u32 + (self.random.fraction().powi(3) * songs) as u32
    }

    fn add(&mut self, track: u32, heard_ms: u32, end: End, session: Session) {
        // A track fades into the next only at its end.
        let is_after_end = self
            .plays
            .last()
            .is_some_and(|before| before.heard_ms == self.length(before.track) && self.now - before.ended_ms < MINUTE);
        let fade = if is_after_end {
            session.crossfade_ms.min(i64::from(heard_ms) / 2)
        } else {
            0
        };
        let began_ms = self.now - fade;
        let mut ended_ms = began_ms + i64::from(heard_ms);
        let mut paused_ms = None;
        if happens(self.random, PAUSED) {
            let before = self.random.between(0, i64::from(heard_ms));
            paused_ms = Some(began_ms + before);
            ended_ms += self.random.between(MINUTE, LONGEST_PAUSE_MS);
        }
        let end = match end {
            End::Left { .. } => End::Left {
                told_ms: ended_ms + self.told_later(),
            },
            other => other,
        };
        self.plays.push(TruePlay {
            track,
            began_ms,
            ended_ms,
            heard_ms,
            end,
            paused_ms,
            session,
        });
        self.now = ended_ms + self.random.between(100, 1_500);
    }

    fn length(&self, track: u32) -> u32 {
        self.catalogue.tracks[track as usize].length_ms
    }

    /// How much later a row tells that Spotify was left.
    fn told_later(&mut self) -> i64 {
        let kind = self.random.fraction();
        if kind < LEFT_DAYS {
            self.random.between(DAY, 9 * DAY)
        } else if kind < LEFT_DAYS + LEFT_HOURS {
            self.random.between(HOUR, 20 * HOUR)
        } else {
            0
        }
    }
}
