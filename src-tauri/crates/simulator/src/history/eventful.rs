//! The eventful life: twelve years in which artists come, reign and fade, with trips, a silence, busy Decembers, nights with one
//! album, spoken word, and hundreds of artists who are heard once. It goes on after the day on which the simulator was started.

mod seasons;
mod slots;
mod spoken;
mod taste;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use chrono::FixedOffset;
use sample::{Circumstances, Device, Random};

pub(crate) use self::spoken::SpokenPlay;
use self::{
    seasons::Seasons,
    slots::{Slot, slots},
    taste::{Taste, Weights},
};
use super::{
    Context, DAY_MS, MINUTE_MS, Play, SESSIONS_A_DAY, Session, add_tracks,
    skips::{add_skips, skipped_after_ms},
};
use crate::{catalogue::Catalogue, life::Casting};

/// Of 100 tracks, before how many the listener skips another one.
const SKIPS: usize = 10;
/// Of 100 tracks, how many the listener leaves before the end, but after half a minute.
const CUT_SHORT: usize = 8;
/// Of 100 evenings, in how many one track or one album is heard again and again.
const REPEATED_EVENINGS: usize = 5;

/// The streams of random numbers, one for each decision.
mod stream {
    pub(super) const DAY: u64 = 31;
    pub(super) const SKIPS: u64 = 32;
    pub(super) const WEEK: u64 = 33;
    pub(super) const TRIPS: u64 = 34;
    pub(super) const EPISODE: u64 = 35;
    pub(super) const CHAPTER: u64 = 36;
}

/// The listener's taste, times and trips.
pub(crate) struct Eventful {
    seed: u64,
    offset_ms: i64,
    /// The day on which the simulator was started, since the epoch.
    today: i64,
    taste: Taste,
    seasons: Seasons,
    /// By day since the epoch, the artists who are heard in passing.
    passing: HashMap<i64, Vec<usize>>,
}

impl Eventful {
    pub(super) fn new(catalogue: &Catalogue, offset: FixedOffset, now_ms: i64) -> Self {
        let casting = Casting::new(catalogue.seed);
        let offset_ms = i64::from(offset.local_minus_utc()) * 1000;
        let today = (now_ms + offset_ms).div_euclid(DAY_MS);
        let mut passing: HashMap<i64, Vec<usize>> = HashMap::new();
        for (artist, days) in (casting.roles.len()..).zip(&casting.passing) {
            for back in days {
                passing.entry(today - back).or_default().push(artist);
            }
        }
        Self {
            seed: catalogue.seed,
            offset_ms,
            today,
            taste: Taste::new(catalogue, casting.roles, today),
            seasons: Seasons::new(catalogue.seed, today),
            passing,
        }
    }

    pub(super) fn day_of(&self, ms: i64) -> i64 {
        (ms + self.offset_ms).div_euclid(DAY_MS)
    }

    /// Every session of a day since the epoch, in order.
    pub(super) fn day(&self, catalogue: &Catalogue, day: i64) -> Vec<Session> {
        let random = &mut Random::new(self.seed, &[stream::DAY, day as u64]);
        let fullness = self.seasons.fullness(day) * (0.35 + 1.3 * random.fraction());
        if fullness <= 0.0 || (fullness < 0.5 && random.percent(55)) {
            return Vec::new();
        }
        let years = self.seasons.years_before_today(day);
        let weights = self.taste.weights(day);
        let mut found: Vec<Session> = Vec::new();
        for (place, slot) in (0..).zip(slots(day, years, spoken::has_chapter(self.today, day))) {
            let start_minute = slot.from + random.between(0, 25);
            let minutes =
                (slot.to - start_minute) as f64 * (0.45 + 0.55 * random.fraction()) * fullness.clamp(0.5, 1.0);
            if !random.percent((slot.likely as f64 * fullness).min(96.0) as usize) {
                continue;
            }
            let begin_ms = day * DAY_MS - self.offset_ms;
            let start_ms = begin_ms + start_minute * MINUTE_MS + random.between(0, 59_999);
            let end_ms = begin_ms + slot.to.min(start_minute + minutes as i64) * MINUTE_MS;
            let totals = weights.totals(slot.hours);
            let number = (day * SESSIONS_A_DAY + place) as u64;
            let visitors = match found.is_empty() {
                true => self.passing.get(&day).map_or(&[][..], Vec::as_slice),
                false => &[],
            };
            let mut plays = self.session(
                catalogue,
                (start_ms, end_ms),
                &slot,
                visitors,
                (&weights, &totals),
                random,
            );
            let mut skips = Random::new(self.seed, &[stream::SKIPS, number]);
            add_skips(&mut plays, end_ms, SKIPS, &mut skips, |random| {
                let artist = random.weighted(&totals).unwrap_or_default();
                let heard_ms = skipped_after_ms(random);
                (self.taste.song(artist, &weights, random), heard_ms)
            });
            if !plays.is_empty() {
                found.push(Session { number, plays });
            }
        }
        found
    }

    pub(super) fn spoken(&self, day: i64) -> Vec<SpokenPlay> {
        if self.seasons.fullness(day) < 0.5 {
            return Vec::new();
        }
        spoken::of_day(self.seed, self.today, day, day * DAY_MS - self.offset_ms)
    }

    /// When the day began on which the simulator was started, in milliseconds since 1970.
    pub(crate) fn begin_of_today_ms(&self) -> i64 {
        self.today * DAY_MS - self.offset_ms
    }

    /// How a play came about.
    pub(crate) fn circumstances(&self, play: &Play) -> Circumstances {
        Circumstances {
            is_skipped: play.is_skip(),
            is_shuffled: matches!(play.context, Context::Playlist(_)),
            ..self.circumstances_at(play.ended_ms)
        }
    }

    /// Where something was heard that ended at this time, and on what.
    pub(crate) fn circumstances_at(&self, ended_ms: i64) -> Circumstances {
        let day = self.day_of(ended_ms);
        let hour = (ended_ms + self.offset_ms).rem_euclid(DAY_MS) / (60 * MINUTE_MS);
        Circumstances {
            device: match hour {
                _ if self.seasons.is_away(day) => Device::Phone,
                9..=16 => Device::Computer,
                19.. if day % 3 != 0 => Device::Speaker,
                19.. => Device::Computer,
                _ => Device::Phone,
            },
            country: self.seasons.country(day),
            is_skipped: false,
            is_shuffled: false,
        }
    }

    /// Music from start to end. `visitors` are heard first.
    fn session(
        &self,
        catalogue: &Catalogue,
        (start_ms, end_ms): (i64, i64),
        slot: &Slot,
        visitors: &[usize],
        (weights, totals): (&Weights, &[f64]),
        random: &mut Random,
    ) -> Vec<Play> {
        let mut plays = Vec::new();
        let mut at = start_ms;
        let first: Vec<_> = visitors
            .iter()
            .map(|artist| self.taste.song(*artist, weights, random))
            .collect();
        let repeated = match slot.is_evening && random.percent(REPEATED_EVENINGS) {
            true => self.repeated(catalogue, weights, totals, random),
            false => (Context::Nothing, Vec::new()),
        };
        let mut next = [(Context::Nothing, first), repeated].into_iter();
        while at < end_ms {
            let (context, tracks) = match next.next() {
                Some(chosen) => chosen,
                None => self.choose(catalogue, weights, totals, random),
            };
            at = add_tracks(
                &mut plays,
                catalogue,
                (context, &tracks),
                (at, end_ms),
                CUT_SHORT,
                random,
            );
        }
        plays
    }

    /// One track, or one album, again and again.
    fn repeated(
        &self,
        catalogue: &Catalogue,
        weights: &Weights,
        totals: &[f64],
        random: &mut Random,
    ) -> (Context, Vec<usize>) {
        let artist = random.weighted(totals).unwrap_or_default();
        let song = self.taste.song(artist, weights, random);
        if random.percent(60) {
            return (Context::Nothing, vec![song; random.between(5, 14) as usize]);
        }
        let album = catalogue.tracks[song].album;
        (Context::Album(album), catalogue.albums[album].tracks.repeat(2))
    }

    /// What to play next, and what it is started from.
    fn choose(
        &self,
        catalogue: &Catalogue,
        weights: &Weights,
        totals: &[f64],
        random: &mut Random,
    ) -> (Context, Vec<usize>) {
        let artist = random.weighted(totals).unwrap_or_default();
        let song = self.taste.song(artist, weights, random);
        match random.below(20) {
            0..=6 => {
                let album = catalogue.tracks[song].album;
                (Context::Album(album), catalogue.albums[album].tracks.clone())
            }
            7..=10 => {
                let songs = (0..3).map(|_| self.taste.song(artist, weights, random));
                (Context::Artist(artist), songs.collect())
            }
            11..=17 => {
                let mixed: Vec<_> = (0..6).filter_map(|_| random.weighted(totals)).collect();
                let playlist = Context::Playlist(random.below(3));
                let songs = mixed.into_iter().map(|artist| self.taste.song(artist, weights, random));
                (playlist, songs.collect())
            }
            _ => (Context::Nothing, vec![song]),
        }
    }
}
