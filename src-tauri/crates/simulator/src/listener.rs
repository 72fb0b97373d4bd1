//! The one listener: their history, which goes on by itself, and what a test makes them do.

use std::cell::OnceCell;

use crate::{
    catalogue::Catalogue,
    history::{Context, DAY_MS, History, Play, Tops},
};

/// Spotify keeps this many plays.
const REMEMBERED: usize = 50;

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

/// The changing part of the listener; the unchanging one is [`History`].
#[derive(Default)]
pub(crate) struct Listener {
    /// Plays added on top of the history, in the order of their ends.
    added: Vec<Play>,
    /// A new account has no history except the plays that were added.
    is_new: bool,
    player: Option<Player>,
    tops: OnceCell<Tops>,
}

impl Listener {
    /// Forgets everything, like a new account.
    pub(crate) fn reset(&mut self) {
        *self = Self {
            is_new: true,
            player: Some(Player::Silent),
            ..Self::default()
        };
    }

    pub(crate) fn set_player(&mut self, player: Player) {
        self.player = Some(player);
    }

    /// The last plays that ended by `now_ms`, the newest last.
    pub(crate) fn recent(&self, catalogue: &Catalogue, history: &History, now_ms: i64) -> Vec<Play> {
        let mut plays = if self.is_new {
            Vec::new()
        } else {
            history.latest(catalogue, now_ms, REMEMBERED)
        };
        plays.extend(&self.added);
        plays.sort_by_key(|play| play.ended_ms);
        plays.split_off(plays.len().saturating_sub(REMEMBERED))
    }

    /// Every play that ended from `since_ms` to `now_ms`, both included, in the order of their ends.
    pub(crate) fn between(&self, catalogue: &Catalogue, history: &History, since_ms: i64, now_ms: i64) -> Vec<Play> {
        // All plays of a day end before the next day does, because sessions do not cross midnight.
        let days = since_ms.div_euclid(DAY_MS)..=now_ms.div_euclid(DAY_MS);
        let from_history = days
            .filter(|_| !self.is_new)
            .flat_map(|day| history.day(catalogue, day));
        let mut plays: Vec<_> = from_history.chain(self.added.iter().copied()).collect();
        plays.retain(|play| (since_ms..=now_ms).contains(&play.ended_ms));
        plays.sort_by_key(|play| play.ended_ms);
        plays
    }

    /// Adds `count` plays, the last of which ends at `now_ms`: in full length one after the other if there is enough time since
    /// the last known play, else shortened to fit. No two end at the same instant.
    pub(crate) fn play(&mut self, catalogue: &Catalogue, history: &History, now_ms: i64, count: usize) {
        let earlier = self
            .recent(catalogue, history, now_ms)
            .last()
            .map_or(i64::MIN / 2, |play| play.ended_ms);
        let first = self.added.len() * 7 + 11;
        let tracks: Vec<_> = (0..count)
            .map(|at| (first + at * 13) % catalogue.tracks.len())
            .collect();
        let total: i64 = tracks.iter().map(|track| catalogue.tracks[*track].duration_ms).sum();
        let end_ms = now_ms.max(earlier + count as i64);
        let room = end_ms - earlier;
        let mut at = end_ms - total.min(room);
        for (place, track) in tracks.into_iter().enumerate() {
            let left = (count - place - 1) as i64;
            let share = if total <= room {
                catalogue.tracks[track].duration_ms
            } else {
                (end_ms - at) / (left + 1)
            };
            let ended_ms = if left == 0 { end_ms } else { at + share.max(1) };
            self.added.push(Play {
                track,
                started_ms: at,
                ended_ms,
                context: Context::Nothing,
            });
            at = ended_ms;
        }
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
        if self
            .tops
            .get()
            .is_some_and(|tops| tops.day != now_ms.div_euclid(DAY_MS))
        {
            self.tops.take();
        }
        Some(self.tops.get_or_init(|| history.tops(catalogue, now_ms)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Saturday 21 November 2026, 22:00.
    const EVENING: i64 = 1_795_298_400_000;

    #[test]
    fn plays_just_finished_are_the_newest_and_end_now() {
        let catalogue = Catalogue::new(1);
        let history = History::new(&catalogue);
        let mut listener = Listener::default();
        let before = listener.recent(&catalogue, &history, EVENING);
        listener.play(&catalogue, &history, EVENING, 3);
        listener.play(&catalogue, &history, EVENING, 2);
        let after = listener.recent(&catalogue, &history, EVENING);
        assert_eq!(after.len(), 50);
        assert_eq!(after[..45], before[5..]);
        assert!(after.windows(2).all(|pair| pair[0].ended_ms < pair[1].ended_ms));
        assert!((EVENING..EVENING + 10).contains(&after[49].ended_ms));
    }

    #[test]
    fn a_hundred_plays_push_out_all_others() {
        let catalogue = Catalogue::new(1);
        let history = History::new(&catalogue);
        let mut listener = Listener::default();
        listener.play(&catalogue, &history, EVENING, 100);
        let recent = listener.recent(&catalogue, &history, EVENING);
        assert_eq!(recent, listener.added[50..]);
    }

    #[test]
    fn a_new_account_has_nothing() {
        let catalogue = Catalogue::new(1);
        let history = History::new(&catalogue);
        let mut listener = Listener::default();
        listener.reset();
        assert!(listener.recent(&catalogue, &history, EVENING).is_empty());
        assert!(listener.tops(&catalogue, &history, EVENING).is_none());
        assert!(listener.now_playing(&catalogue, &history, EVENING).is_none());
        listener.play(&catalogue, &history, EVENING, 2);
        assert_eq!(listener.recent(&catalogue, &history, EVENING).len(), 2);
    }
}
