//! The listener's life, day after day: what is put on, how long it is heard, how it ends. Remembers little, so that it may be long.
//! The odd things that happen in a life are in `life/oddity.rs`.

mod oddity;

use std::collections::VecDeque;

use super::{
    calendar::{self, BOOKS_FROM, DAY_MS, Day, NEVER_SKIPPED},
    catalogue::Catalogue,
    heard::{Echo, Flaw, Heard, Told},
};
use crate::Random;
use oddity::Oddity;

/// Plays of one name and one length nearer than this could be taken for one.
const APART_SECS: i64 = 130;
/// Within as many plays; those whose end is told hours late aside.
const REMEMBERED: usize = 200;
/// Artists who stay dear for a whole life.
const LASTING_LOVES: usize = 400;
/// How often in a life the rest of taste changes.
const PHASES: f64 = 28.0;

/// A life in progress.
pub(super) struct Life<'a> {
    catalogue: &'a Catalogue,
    random: Random,
    whole: usize,
    /// How many plays there have been.
    pub(super) lived: usize,
    /// How many there should have been by the end of the day.
    goal: usize,
    age: f64,
    day: i64,
    /// Where the clock stands: the next play starts then.
    at_ms: i64,
    behind: bool,
    recent: VecDeque<(u32, u32, i64)>,
    due: [usize; Oddity::ALL.len()],
    flaws: usize,
    echoes: usize,
}

/// How a stretch of plays came about.
#[derive(Clone, Copy)]
struct Manner {
    shuffle: bool,
    offline: bool,
    incognito: bool,
    began: &'static str,
}

impl<'a> Life<'a> {
    /// A life of `whole` plays, none lived yet.
    pub(super) fn new(catalogue: &'a Catalogue, seed: u64, whole: usize) -> Self {
        Self {
            catalogue,
            random: Random::new(seed, &[23]),
            whole,
            lived: 0,
            goal: 0,
            age: 0.0,
            day: 0,
            at_ms: 0,
            behind: false,
            recent: VecDeque::with_capacity(REMEMBERED),
            due: Oddity::ALL.map(|oddity| oddity.first(whole)),
            flaws: 0,
            echoes: 0,
        }
    }

    /// Lives through `day`, which may last into the next. Gives what happened, in order of happening: ends may be told late.
    pub(super) fn live(&mut self, day: &Day, into: &mut Vec<Heard>) {
        self.age = day.age;
        self.day = day.number;
        self.goal += day.plays;
        let sessions = (day.plays / 14 + 1).min(9);
        let starts = calendar::session_starts(day.number, sessions, &mut self.random);
        for (at, start) in starts.iter().enumerate() {
            self.at_ms = self.at_ms.max(day.number * DAY_MS + start);
            let until = self.goal - day.plays * (sessions - 1 - at) / sessions;
            while self.lived < until {
                // Whoever has more plays than the day has hours skips through them.
                self.behind = self.at_ms > (day.number + 1) * DAY_MS;
                self.stretch(until, into);
            }
        }
    }

    /// An oddity if one is due, else an album, an artist or a mix.
    fn stretch(&mut self, until: usize, into: &mut Vec<Heard>) {
        let due = Oddity::ALL
            .iter()
            .position(|oddity| self.due[*oddity as usize] <= self.lived);
        if let Some(oddity) = due.map(|at| Oddity::ALL[at]) {
            self.due[oddity as usize] = oddity.next(self.lived);
            if self.lived + oddity.plays() <= self.whole && oddity.is_possible(self.day) {
                self.strike(oddity, into);
            }
            return;
        }
        let (items, manner) = self.choice();
        for item in items {
            if self.lived >= until {
                return;
            }
            self.hear(item, manner, into);
        }
    }

    fn choice(&mut self) -> (Vec<u32>, Manner) {
        let artist = self.artist();
        let choice = self.random.below(10);
        let items = match choice {
            0..=2 => {
                let song = self.song(artist);
                self.catalogue.collection(song).items.clone().collect()
            }
            3..=4 => (0..4).map(|_| self.song(artist)).collect(),
            _ => (0..8)
                .map(|_| {
                    let artist = self.artist();
                    self.song(artist)
                })
                .collect(),
        };
        let manner = Manner {
            shuffle: choice > 5 || self.random.percent(10),
            offline: self.random.percent(6),
            incognito: self.random.percent(2),
            began: if choice < 8 { "clickrow" } else { "playbtn" },
        };
        (items, manner)
    }

    /// Somebody to hear: loved ones that change over the years, somebody found lately, or anybody ever found.
    fn artist(&mut self) -> usize {
        let all = self.catalogue.artists.len();
        let found = ((all as f64 * (0.08 + 0.92 * self.age)) as usize).clamp(6.min(all), all);
        let prolific = &self.catalogue.prolific;
        match self.random.below(100) {
            0..=27 => {
                let known = prolific.partition_point(|artist| (*artist as usize) < found);
                let love = known.min(LASTING_LOVES) as f64 * self.random.fraction().powi(3);
                prolific[love as usize] as usize
            }
            28..=49 => {
                // A phase is a stretch of the list that begins anywhere.
                let known = prolific.partition_point(|artist| (*artist as usize) < found).max(1);
                let phase = (self.age * PHASES) as usize * 7_919 % known;
                let love = (known as f64 * self.random.fraction().powi(5)) as usize;
                prolific[(phase + love) % known] as usize
            }
            50..=84 => found - 1 - (found as f64 * 0.12 * self.random.fraction().powi(2)) as usize,
            _ => self.random.below(found),
        }
    }

    fn song(&mut self, artist: usize) -> u32 {
        let tracks = &self.catalogue.artists[artist].tracks;
        tracks.start + (f64::from(tracks.end - tracks.start) * self.random.fraction().powi(3)) as u32
    }

    /// One ordinary play.
    fn hear(&mut self, item: u32, manner: Manner, into: &mut Vec<Heard>) {
        let length = self.catalogue.item(item).length_ms;
        let (ms, ended) = self.extent(length);
        let mut heard = self.begin(item, ms, manner);
        heard.reason_end = ended;
        heard.skipped = self.says_skipped(ended);
        // About one row in twelve begins before the one before it has ended.
        let overlap = if ms > 4_000 && self.random.percent(8) {
            self.random.between(2_600, i64::from(ms).min(25_000))
        } else {
            0
        };
        self.end(&mut heard, overlap);
        let echo = self.lived % 97 == 5;
        if echo {
            heard.echo = self.next_echo(ms);
        }
        self.keep(heard, into);
        self.at_ms += self.random.between(200, 1_400);
    }

    /// How long a play of this length is heard, and what ends it.
    fn extent(&mut self, length: u32) -> (u32, &'static str) {
        let forward = if self.random.percent(12) { "backbtn" } else { "fwdbtn" };
        let hurry = if self.behind { 60 } else { 0 };
        let (low, high, ended) = match self.random.below(100) + hurry {
            0..=59 => {
                let rest = i64::from(length);
                return (rest as u32, "trackdone");
            }
            60..=77 => (300, 29_999, forward),
            78..=87 => (30_000, i64::from(length), forward),
            88..=91 => (2_000, i64::from(length), "endplay"),
            92..=93 => (1, 2_500, "trackerror"),
            94 => (2_000, i64::from(length), "logout"),
            95 => (1_000, i64::from(length), "unexpected-exit-while-paused"),
            96 => (1_000, i64::from(length), "remote"),
            97 => (1_000, i64::from(length), if self.day < 16_800 { "" } else { "unknown" }),
            98 if self.random.percent(50) => (0, 0, "trackerror"),
            _ => (40, 3_000, forward),
        };
        (self.random.between(low.min(high), high) as u32, ended)
    }

    fn says_skipped(&self, ended: &str) -> bool {
        !NEVER_SKIPPED.contains(&self.day) && matches!(ended, "fwdbtn" | "backbtn" | "endplay")
    }

    fn begin(&mut self, item: u32, ms: u32, manner: Manner) -> Heard {
        Heard {
            item,
            end_secs: 0,
            ms,
            flaw: None,
            echo: Echo::None,
            is_proof: false,
            is_video: false,
            reason_start: match self.random.below(12) {
                0..=7 => "trackdone",
                8 => "fwdbtn",
                9 => "backbtn",
                10 => "appload",
                _ => manner.began,
            },
            reason_end: "trackdone",
            shuffle: manner.shuffle,
            skipped: false,
            offline: manner.offline,
            incognito: manner.incognito,
            salt: self.random.next_u64() as u32,
            told: Told::default(),
        }
    }

    /// Lets the clock run to the end of this play, which began `overlap_ms` before the clock.
    fn end(&mut self, heard: &mut Heard, overlap_ms: i64) {
        self.at_ms += i64::from(heard.ms) - overlap_ms;
        heard.end_secs = self.at_ms.div_euclid(1000);
    }

    fn next_echo(&mut self, ms: u32) -> Echo {
        self.echoes += 1;
        match self.echoes % 4 {
            1 => Echo::Exact,
            2 => Echo::Skipped,
            // Of less than that, half a minute later would be a second play.
            3 if ms > 30_000 => Echo::Later(30),
            _ => Echo::Later(self.random.between(1, 5) as u8),
        }
    }

    /// Takes the play into the life. Unless it is a proof of something, chance must not make it look like another play.
    fn keep(&mut self, mut heard: Heard, into: &mut Vec<Heard>) {
        let name = self.catalogue.namesake[heard.item as usize];
        while !heard.is_proof && self.resembles_another(name, heard.ms, heard.end_secs) {
            heard.ms += 1;
        }
        if self.recent.len() == REMEMBERED {
            self.recent.pop_front();
        }
        self.recent.push_back((name, heard.ms, heard.end_secs));
        self.lived += 1;
        into.push(heard);
    }

    fn resembles_another(&self, name: u32, ms: u32, end_secs: i64) -> bool {
        self.recent
            .iter()
            .any(|(other, length, end)| *other == name && *length == ms && end.abs_diff(end_secs) <= APART_SECS as u64)
    }

    /// A row that is no play.
    fn flawed(&mut self, item: u32, into: &mut Vec<Heard>) {
        let flaw = Flaw::ALL[self.flaws % Flaw::ALL.len()];
        self.flaws += 1;
        let manner = Manner::plain();
        let mut heard = self.begin(item, 20_000, manner);
        heard.flaw = Some(flaw);
        heard.end_secs = self.at_ms.div_euclid(1000);
        into.push(heard);
    }
}

impl Manner {
    fn plain() -> Self {
        Self {
            shuffle: false,
            offline: false,
            incognito: false,
            began: "clickrow",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_ends_are_told_hours_late_and_no_others() {
        let catalogue = Catalogue::new(1, 3_000);
        let mut life = Life::new(&catalogue, 1, 3_000);
        let mut plays = Vec::new();
        for day in calendar::days(1, 3_000) {
            life.live(&day, &mut plays);
        }
        let late: Vec<_> = plays
            .windows(2)
            .filter(|pair| pair[1].end_secs + 3_600 < pair[0].end_secs)
            .map(|pair| pair[0].reason_end)
            .collect();
        assert!(late.len() >= 3, "{late:?}");
        assert!(
            late.iter().all(|ended| ["logout", "unexpected-exit"].contains(ended)),
            "{late:?}"
        );
    }
}
