//! The listener's life, day after day: what is played, for how long, and how it ends. Remembers only the latest plays, so that
//! a life may be long. Its edge cases are in `edge_case`.

mod edge_case;

use std::collections::VecDeque;

use crate::{
    calendar::{self, DAY_MS, Day, NEVER_SKIPPED},
    catalogue::Catalogue,
    play::{Duplicate, Exports, Flaw, Play},
    random::Random,
};
use edge_case::EdgeCase;

/// Two plays of one name and one length that end within this time could be taken for one.
const APART_SECS: i64 = 130;
/// Plays that far apart cannot end so close together, unless one ends hours late.
const REMEMBERED: usize = 200;
/// Artists that stay favourites for a whole life.
const LASTING_FAVOURITES: usize = 400;
/// How often in a life the other favourites change.
const PHASES: f64 = 28.0;

/// A life in progress.
pub(crate) struct Life<'a> {
    catalogue: &'a Catalogue,
    random: Random,
    /// How many plays there are in the whole life.
    total: usize,
    /// How many plays there have been.
    played: usize,
    /// How many there should have been by the end of the day.
    goal: usize,
    age: f64,
    day: i64,
    /// When the next play starts.
    at_ms: i64,
    /// Whether the day is over before its plays are.
    is_behind: bool,
    /// Name, length and end of the latest plays.
    recent: VecDeque<(u32, u32, i64)>,
    /// After how many plays each edge case comes next.
    due: [usize; EdgeCase::ALL.len()],
    flaws: usize,
    duplicates: usize,
    /// What was played last. Nobody hears one item twice at the same time.
    last_item: Option<u32>,
}

/// How some plays in a row came about.
#[derive(Clone, Copy)]
struct Circumstances {
    shuffle: bool,
    offline: bool,
    incognito: bool,
    reason_start: &'static str,
}

impl<'a> Life<'a> {
    /// A life of `total` plays, none played yet.
    pub(crate) fn new(catalogue: &'a Catalogue, seed: u64, total: usize) -> Self {
        Self {
            catalogue,
            random: Random::new(seed, &[23]),
            total,
            played: 0,
            goal: 0,
            age: 0.0,
            day: 0,
            at_ms: 0,
            is_behind: false,
            recent: VecDeque::with_capacity(REMEMBERED),
            due: EdgeCase::ALL.map(|edge_case| edge_case.first(total)),
            flaws: 0,
            duplicates: 0,
            last_item: None,
        }
    }

    /// Adds the plays of `day`, which may last into the next, in the order in which they happened. Some ends are given late.
    pub(crate) fn simulate_day(&mut self, day: &Day, into: &mut Vec<Play>) {
        self.age = day.age;
        self.day = day.number;
        self.goal += day.plays;
        let sessions = (day.plays / 14 + 1).min(9);
        let starts = calendar::session_starts(day.number, sessions, &mut self.random);
        for (at, start) in starts.iter().enumerate() {
            self.at_ms = self.at_ms.max(day.number * DAY_MS + start);
            let until = self.goal - day.plays * (sessions - 1 - at) / sessions;
            while self.played < until {
                // A listener with more plays than fit into the day skips through them.
                self.is_behind = self.at_ms > (day.number + 1) * DAY_MS;
                self.add_some(until, into);
            }
        }
    }

    /// Adds an edge case if one is due, else part of an album, of an artist's tracks or of a mix.
    fn add_some(&mut self, until: usize, into: &mut Vec<Play>) {
        let due = EdgeCase::ALL
            .iter()
            .position(|edge_case| self.due[*edge_case as usize] <= self.played);
        if let Some(edge_case) = due.map(|at| EdgeCase::ALL[at]) {
            self.due[edge_case as usize] = edge_case.next(self.played);
            if self.played + edge_case.plays() <= self.total && edge_case.is_possible(self.day) {
                self.add_edge_case(edge_case, into);
            }
            return;
        }
        let (items, circumstances) = self.choose();
        for item in items {
            if self.played >= until {
                return;
            }
            self.add_play(item, circumstances, into);
        }
    }

    fn choose(&mut self) -> (Vec<u32>, Circumstances) {
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
        let circumstances = Circumstances {
            shuffle: choice > 5 || self.random.percent(10),
            offline: self.random.percent(6),
            incognito: self.random.percent(2),
            reason_start: if choice < 8 { "clickrow" } else { "playbtn" },
        };
        (items, circumstances)
    }

    /// An artist to play: a favourite (which change over the years), one discovered lately, or anyone discovered so far.
    fn artist(&mut self) -> usize {
        let all = self.catalogue.artists.len();
        let discovered = ((all as f64 * (0.08 + 0.92 * self.age)) as usize).clamp(6.min(all), all);
        let prolific = &self.catalogue.prolific;
        match self.random.below(100) {
            0..=27 => {
                let known = prolific.partition_point(|artist| (*artist as usize) < discovered);
                let favourite = known.min(LASTING_FAVOURITES) as f64 * self.random.fraction().powi(3);
                prolific[favourite as usize] as usize
            }
            28..=49 => {
                // A phase is a part of the list that begins anywhere.
                let known = prolific
                    .partition_point(|artist| (*artist as usize) < discovered)
                    .max(1);
                let phase = (self.age * PHASES) as usize * 7_919 % known;
                let favourite = (known as f64 * self.random.fraction().powi(5)) as usize;
                prolific[(phase + favourite) % known] as usize
            }
            50..=84 => discovered - 1 - (discovered as f64 * 0.12 * self.random.fraction().powi(2)) as usize,
            _ => self.random.below(discovered),
        }
    }

    fn song(&mut self, artist: usize) -> u32 {
        let tracks = &self.catalogue.artists[artist].tracks;
        tracks.start + (f64::from(tracks.end - tracks.start) * self.random.fraction().powi(3)) as u32
    }

    /// Adds an ordinary play.
    fn add_play(&mut self, item: u32, circumstances: Circumstances, into: &mut Vec<Play>) {
        let length = self.catalogue.item(item).length_ms;
        let (ms, reason_end) = self.length_and_reason(length);
        let mut play = self.new_play(item, ms, circumstances);
        play.reason_end = reason_end;
        play.skipped = self.is_marked_skipped(reason_end);
        // About one row in twelve begins before the row before it has ended.
        let overlap = if ms > 4_000 && self.last_item != Some(item) && self.random.percent(8) {
            self.random.between(2_600, i64::from(ms).min(25_000))
        } else {
            0
        };
        self.finish(&mut play, overlap);
        if self.played % 97 == 5 {
            play.duplicate = self.next_duplicate(ms);
        }
        self.record(play, into);
        self.at_ms += self.random.between(200, 1_400);
    }

    /// How long an item of this length is played, and what ends it.
    fn length_and_reason(&mut self, length: u32) -> (u32, &'static str) {
        let forward = if self.random.percent(12) { "backbtn" } else { "fwdbtn" };
        let hurry = if self.is_behind { 60 } else { 0 };
        let (low, high, reason_end) = match self.random.below(100) + hurry {
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
        (self.random.between(low.min(high), high) as u32, reason_end)
    }

    fn is_marked_skipped(&self, reason_end: &str) -> bool {
        !NEVER_SKIPPED.contains(&self.day) && matches!(reason_end, "fwdbtn" | "backbtn" | "endplay")
    }

    fn new_play(&mut self, item: u32, ms: u32, circumstances: Circumstances) -> Play {
        Play {
            item,
            end_secs: 0,
            ms,
            flaw: None,
            duplicate: Duplicate::None,
            is_exact: false,
            is_video: false,
            reason_start: match self.random.below(12) {
                0..=7 => "trackdone",
                8 => "fwdbtn",
                9 => "backbtn",
                10 => "appload",
                _ => circumstances.reason_start,
            },
            reason_end: "trackdone",
            shuffle: circumstances.shuffle,
            skipped: false,
            offline: circumstances.offline,
            incognito: circumstances.incognito,
            noise: self.random.next_u64() as u32,
            exports: Exports::default(),
        }
    }

    /// Moves the clock to the end of this play, which began `overlap_ms` before the clock's time.
    fn finish(&mut self, play: &mut Play, overlap_ms: i64) {
        self.at_ms += i64::from(play.ms) - overlap_ms;
        play.end_secs = self.at_ms.div_euclid(1000);
    }

    fn next_duplicate(&mut self, ms: u32) -> Duplicate {
        self.duplicates += 1;
        match self.duplicates % 4 {
            1 => Duplicate::Exact,
            2 => Duplicate::SkippedDiffers,
            // If the play is shorter, an end half a minute later would make it a second play.
            3 if ms > 60_000 => Duplicate::Later(30),
            _ => Duplicate::Later(self.random.between(1, 4) as u8),
        }
    }

    /// Adds the play to the life. Unless its length must stay exact, it must not look like another play by accident.
    fn record(&mut self, mut play: Play, into: &mut Vec<Play>) {
        self.last_item = Some(play.item);
        let name = self.catalogue.same_name[play.item as usize];
        while !play.is_exact && self.resembles_another(name, play.ms, play.end_secs) {
            play.ms += 1;
        }
        if self.recent.len() == REMEMBERED {
            self.recent.pop_front();
        }
        self.recent.push_back((name, play.ms, play.end_secs));
        self.played += 1;
        into.push(play);
    }

    fn resembles_another(&self, name: u32, ms: u32, end_secs: i64) -> bool {
        self.recent
            .iter()
            .any(|(other, length, end)| *other == name && *length == ms && end.abs_diff(end_secs) <= APART_SECS as u64)
    }

    /// Adds a row that is not a play.
    fn add_flawed(&mut self, item: u32, into: &mut Vec<Play>) {
        let flaw = Flaw::ALL[self.flaws % Flaw::ALL.len()];
        self.flaws += 1;
        let mut play = self.new_play(item, 20_000, Circumstances::ordinary());
        play.flaw = Some(flaw);
        play.end_secs = self.at_ms.div_euclid(1000);
        into.push(play);
    }
}

impl Circumstances {
    fn ordinary() -> Self {
        Self {
            shuffle: false,
            offline: false,
            incognito: false,
            reason_start: "clickrow",
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
            life.simulate_day(&day, &mut plays);
        }
        let late: Vec<_> = plays
            .windows(2)
            .filter(|pair| pair[1].end_secs + 3_600 < pair[0].end_secs)
            .map(|pair| pair[0].reason_end)
            .collect();
        assert!(late.len() >= 3, "{late:?}");
        assert!(
            late.iter().all(|reason| ["logout", "unexpected-exit"].contains(reason)),
            "{late:?}"
        );
    }
}
