//! The one listener: their history, which goes on by itself, and what a test makes them do.

use std::{cell::OnceCell, ops::RangeInclusive};

use crate::{
    catalogue::Catalogue,
    history::{Context, History, Play, Session, Tops},
    quirks::Quirks,
    recent_list::{RecentList, Told, Treatment},
};

/// The numbers of the sessions that a test adds begin here, beyond those of any day.
const ADDED: u64 = 1 << 40;
/// The listener rests for fewer days than this.
const LONGEST_REST_DAYS: i64 = 60;

/// What the player does instead of following the history.
#[derive(Clone, Copy)]
pub(crate) enum Player {
    Silent,
    Track { track: usize, since_ms: i64 },
    Advert,
}

/// What is playing.
pub(crate) enum NowPlaying {
    Play { play: Play, progress_ms: i64 },
    Advert,
}

/// A play as the list of recent plays shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) play: Play,
    pub(crate) stamp_ms: i64,
    /// Whether it goes by the track's other id.
    pub(crate) is_relinked: bool,
}

/// A play, what became of its session, and how the list tells of it.
pub(crate) type Heard = (Play, Treatment, Option<Told>);

/// The changing part of the listener; the unchanging one is [`History`].
pub(crate) struct Listener {
    /// Sessions on top of the history, in order, and what the list made of each when it was added.
    added: Vec<(Session, Treatment)>,
    /// A new account has no history except the plays that were added.
    is_new: bool,
    player: Option<Player>,
    tops: OnceCell<Tops>,
    list: RecentList,
    /// The end of what [`play`](Self::play) added last. On a clock that stands still, it lies some milliseconds ahead.
    played_until_ms: i64,
}

impl Listener {
    pub(crate) fn new(quirks: Quirks, now_ms: i64) -> Self {
        Self {
            added: Vec::new(),
            is_new: false,
            player: None,
            tops: OnceCell::new(),
            list: RecentList::new(quirks, now_ms),
            played_until_ms: i64::MIN,
        }
    }

    /// Forgets everything, like a new account. Spotify stays as unkind as it is.
    pub(crate) fn reset(&mut self) {
        self.added.clear();
        self.is_new = true;
        self.player = Some(Player::Silent);
        self.tops.take();
    }

    pub(crate) fn set_player(&mut self, player: Player) {
        self.player = Some(player);
    }

    pub(crate) fn set_quirks(&mut self, quirks: Quirks, now_ms: i64) {
        self.list.set(quirks, now_ms);
    }

    /// What the list of recent plays shows at `now_ms`, the newest last.
    pub(crate) fn recent(&self, catalogue: &Catalogue, history: &History, now_ms: i64) -> Vec<Listed> {
        let now_ms = now_ms.max(self.played_until_ms);
        let page_plays = self.list.page_plays(catalogue.seed, now_ms);
        let listed = |(play, _, told): Heard| {
            let told = told.filter(|told| told.since_ms <= now_ms)?;
            Some(Listed {
                play,
                stamp_ms: told.stamp_at(now_ms),
                is_relinked: told.is_relinked_at(now_ms),
            })
        };
        let mut shown: Vec<_> = self.heard_of_added(catalogue).filter_map(listed).collect();
        let today = history.day_of(now_ms);
        let mut from_history = Vec::new();
        for day in (today - LONGEST_REST_DAYS..=today).rev() {
            // Stamps of a burst may be of the day after, so that one day more is needed.
            let is_enough = from_history.len() >= page_plays;
            from_history.extend(self.heard_of_days(catalogue, history, day..=day).filter_map(listed));
            if is_enough {
                break;
            }
        }
        shown.extend(from_history);
        shown.sort_by_key(|listed| listed.stamp_ms);
        shown.split_off(shown.len().saturating_sub(page_plays))
    }

    /// Everything that was heard and ended from `since_ms` to `until_ms`, both included, in the order of the ends.
    pub(crate) fn between(&self, catalogue: &Catalogue, history: &History, since_ms: i64, until_ms: i64) -> Vec<Heard> {
        // All plays of a day end before the next day does.
        let days = history.day_of(since_ms)..=history.day_of(until_ms);
        let mut heard: Vec<_> = self
            .heard_of_days(catalogue, history, days)
            .chain(self.heard_of_added(catalogue))
            .filter(|(play, ..)| (since_ms..=until_ms).contains(&play.ended_ms))
            .collect();
        heard.sort_by_key(|(play, ..)| play.ended_ms);
        heard
    }

    /// Adds `count` plays, the last of which ends at `now_ms`: in full length one after the other if there is enough time since
    /// the last known play, else closer together than they last. No two end at the same instant.
    pub(crate) fn play(&mut self, catalogue: &Catalogue, history: &History, now_ms: i64, count: usize) {
        let earlier = self.last_end(catalogue, history, now_ms).unwrap_or(i64::MIN / 2);
        let added: usize = self.added.iter().map(|(session, _)| session.plays.len()).sum();
        let first = added * 7 + 11;
        let tracks: Vec<_> = (0..count)
            .map(|at| (first + at * 13) % catalogue.tracks.len())
            .collect();
        let total: i64 = tracks.iter().map(|track| catalogue.tracks[*track].duration_ms).sum();
        let end_ms = now_ms.max(earlier + count as i64);
        self.played_until_ms = end_ms;
        let room = end_ms - earlier;
        let mut at = end_ms - total.min(room);
        let mut plays = Vec::with_capacity(count);
        for (place, track) in tracks.into_iter().enumerate() {
            let left = (count - place - 1) as i64;
            let length = catalogue.tracks[track].duration_ms;
            let share = if total <= room {
                length
            } else {
                (end_ms - at) / (left + 1)
            };
            let ended_ms = if left == 0 { end_ms } else { at + share.max(1) };
            plays.push(Play {
                track,
                started_ms: at,
                ended_ms,
                heard_ms: length,
                context: Context::Nothing,
            });
            at = ended_ms;
        }
        self.hear(catalogue, plays);
    }

    /// Adds a session, on which the quirks of this moment decide.
    pub(crate) fn hear(&mut self, catalogue: &Catalogue, plays: Vec<Play>) {
        let number = ADDED + self.added.len() as u64;
        let session = Session { number, plays };
        let treatment = self.list.treatment(catalogue.seed, &session);
        self.added.push((session, treatment));
    }

    pub(crate) fn now_playing(&self, catalogue: &Catalogue, history: &History, now_ms: i64) -> Option<NowPlaying> {
        match self.player {
            Some(Player::Silent) => None,
            Some(Player::Advert) => Some(NowPlaying::Advert),
            Some(Player::Track { track, since_ms }) => {
                let length = catalogue.tracks[track].duration_ms;
                let progress_ms = (now_ms - since_ms).max(0) % length;
                let started_ms = now_ms - progress_ms;
                let play = Play {
                    track,
                    started_ms,
                    ended_ms: started_ms + length,
                    heard_ms: length,
                    context: Context::Nothing,
                };
                Some(NowPlaying::Play { play, progress_ms })
            }
            None => {
                let play = history.current(catalogue, now_ms)?;
                Some(NowPlaying::Play {
                    play,
                    progress_ms: now_ms - play.started_ms,
                })
            }
        }
    }

    /// The rankings, counted once a day; none for a new account.
    pub(crate) fn tops(&mut self, catalogue: &Catalogue, history: &History, now_ms: i64) -> Option<&Tops> {
        if self.is_new {
            return None;
        }
        if self.tops.get().is_some_and(|tops| tops.day != history.day_of(now_ms)) {
            self.tops.take();
        }
        Some(self.tops.get_or_init(|| history.tops(catalogue, now_ms)))
    }

    /// The latest end of anything heard by `now_ms`, or added.
    fn last_end(&self, catalogue: &Catalogue, history: &History, now_ms: i64) -> Option<i64> {
        let today = history.day_of(now_ms);
        let ends_of_day = |day| {
            let ends = history.plays_of_day(catalogue, day).map(|play| play.ended_ms);
            ends.filter(|ended_ms| *ended_ms <= now_ms).max()
        };
        let mut days = (today - LONGEST_REST_DAYS..=today).rev().filter(|_| !self.is_new);
        let of_history = days.find_map(ends_of_day);
        let of_added = self.added.iter().filter_map(|(session, _)| session.ended_ms()).max();
        of_history.max(of_added)
    }

    fn heard_of_added(&self, catalogue: &Catalogue) -> impl Iterator<Item = Heard> {
        let sessions = self.added.iter();
        sessions.flat_map(|(session, treatment)| self.heard(catalogue, session, *treatment))
    }

    /// What was heard on these days since the epoch, without what was added.
    fn heard_of_days(
        &self,
        catalogue: &Catalogue,
        history: &History,
        days: RangeInclusive<i64>,
    ) -> impl Iterator<Item = Heard> {
        let sessions = days
            .filter(|_| !self.is_new)
            .flat_map(|day| history.day(catalogue, day));
        sessions.flat_map(|session| {
            let treatment = self.list.treatment(catalogue.seed, &session);
            self.heard(catalogue, &session, treatment)
        })
    }

    fn heard(&self, catalogue: &Catalogue, session: &Session, treatment: Treatment) -> Vec<Heard> {
        let told = self.list.told(catalogue, session, treatment);
        let plays = session.plays.iter().zip(told);
        plays.map(|(play, told)| (*play, treatment, told)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::life::Life;

    /// Saturday 21 November 2026, 22:00.
    const EVENING: i64 = 1_795_298_400_000;

    fn kind() -> Listener {
        Listener::new(Quirks::none(), EVENING)
    }

    #[test]
    fn plays_just_finished_are_the_newest_and_end_now() {
        let catalogue = Catalogue::new(1);
        let history = History::new(Life::Even, &catalogue, EVENING);
        let mut listener = kind();
        let before = listener.recent(&catalogue, &history, EVENING);
        listener.play(&catalogue, &history, EVENING, 3);
        listener.play(&catalogue, &history, EVENING, 2);
        let after = listener.recent(&catalogue, &history, EVENING);
        assert_eq!(after.len(), 50);
        assert_eq!(after[..45], before[5..]);
        assert!(after.windows(2).all(|pair| pair[0].stamp_ms < pair[1].stamp_ms));
        assert!((EVENING..EVENING + 10).contains(&after[49].stamp_ms));
    }

    #[test]
    fn there_are_always_fifty_plays_in_order_without_overlap() {
        let catalogue = Catalogue::new(1);
        let history = History::new(Life::Even, &catalogue, EVENING);
        for hours in 0..24 * 40 {
            let now = EVENING + hours * 3_600_000;
            let listed = kind().recent(&catalogue, &history, now);
            assert_eq!(listed.len(), 50);
            let plays = listed.iter().map(|listed| listed.play);
            assert!(
                plays
                    .clone()
                    .zip(plays.skip(1))
                    .all(|(one, next)| one.ended_ms <= next.started_ms)
            );
            assert!(listed[49].stamp_ms <= now && listed.iter().all(|listed| listed.stamp_ms == listed.play.ended_ms));
        }
    }

    #[test]
    fn a_hundred_plays_push_out_all_others() {
        let catalogue = Catalogue::new(1);
        let history = History::new(Life::Even, &catalogue, EVENING);
        let mut listener = kind();
        listener.play(&catalogue, &history, EVENING, 100);
        let recent = listener.recent(&catalogue, &history, EVENING);
        let plays: Vec<_> = recent.iter().map(|listed| listed.play).collect();
        assert_eq!(plays, listener.added[0].0.plays[50..]);
    }

    #[test]
    fn a_new_account_has_nothing() {
        let catalogue = Catalogue::new(1);
        let history = History::new(Life::Even, &catalogue, EVENING);
        let mut listener = kind();
        listener.reset();
        assert!(listener.recent(&catalogue, &history, EVENING).is_empty());
        assert!(listener.tops(&catalogue, &history, EVENING).is_none());
        assert!(listener.now_playing(&catalogue, &history, EVENING).is_none());
        listener.play(&catalogue, &history, EVENING, 2);
        assert_eq!(listener.recent(&catalogue, &history, EVENING).len(), 2);
    }
}
