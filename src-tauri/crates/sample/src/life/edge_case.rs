//! The edge cases of a life of listening. Each comes regularly, so that no life of 2,000 plays lacks one.

use super::{Circumstances, Life};
use crate::{
    calendar::BOOKS_FROM,
    play::{Duplicate, Play},
};

/// Sixteen minutes, 120 times in a row, make 32 hours.
const RAIN_PLAYS: usize = 120;
/// In a shorter life, a loop of 120 plays would be too large a part.
const SHORTEST_WITH_RAIN: usize = 2_000;

/// Something that importers get wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EdgeCase {
    /// A track of 20 to 29 seconds, twice in a row.
    BriefTwice,
    /// A track of 31 to 59 seconds, twice in a row.
    ShortTwice,
    /// Three rows of 0 ms that end in the same second.
    Burst,
    /// The end is given hours late.
    LateEnd,
    /// Two plays of the same length on two devices, which overlap by not quite half: just too far apart to be one play.
    JustApart,
    /// A long play that is told again, ending 20 seconds later.
    LateDouble,
    /// One track for 32 hours.
    Rain,
    Episodes,
    Chapters,
    MusicVideo,
    VideoEpisode,
    LocalFile,
    /// A track that has names but no URI any more.
    Removed,
    /// A row that is not a play.
    Flaw,
}

impl EdgeCase {
    pub(super) const ALL: [Self; 14] = [
        Self::BriefTwice,
        Self::ShortTwice,
        Self::Burst,
        Self::LateEnd,
        Self::JustApart,
        Self::LateDouble,
        Self::Rain,
        Self::Episodes,
        Self::Chapters,
        Self::MusicVideo,
        Self::VideoEpisode,
        Self::LocalFile,
        Self::Removed,
        Self::Flaw,
    ];

    /// After how many plays it comes for the first time in a life of `total` plays.
    pub(super) fn first(self, total: usize) -> usize {
        match self {
            Self::Rain if total < SHORTEST_WITH_RAIN => usize::MAX,
            Self::Rain => total / 10 * 7,
            other => other.period() * (other as usize + 1) / (Self::ALL.len() + 2),
        }
    }

    /// After how many plays it comes again, if there have been `played` now.
    pub(super) fn next(self, played: usize) -> usize {
        played.saturating_add(self.period())
    }

    fn period(self) -> usize {
        match self {
            Self::Rain => usize::MAX / 64,
            Self::BriefTwice | Self::ShortTwice | Self::JustApart => 400,
            Self::Burst | Self::LateDouble | Self::LateEnd => 350,
            Self::Episodes => 70,
            Self::Chapters => 90,
            Self::MusicVideo | Self::VideoEpisode => 240,
            Self::LocalFile => 160,
            Self::Removed => 130,
            Self::Flaw => 160,
        }
    }

    /// How many plays it consists of at most.
    pub(super) fn plays(self) -> usize {
        match self {
            Self::Rain => RAIN_PLAYS,
            Self::Flaw => 0,
            _ => 4,
        }
    }

    pub(super) fn is_possible(self, day: i64) -> bool {
        self != Self::Chapters || day >= BOOKS_FROM
    }
}

impl Life<'_> {
    pub(super) fn add_edge_case(&mut self, edge_case: EdgeCase, into: &mut Vec<Play>) {
        match edge_case {
            EdgeCase::BriefTwice => self.add_twice(0, into),
            EdgeCase::ShortTwice => self.add_twice(1, into),
            EdgeCase::Burst => self.add_burst(into),
            EdgeCase::LateEnd => self.add_late_end(into),
            EdgeCase::JustApart => self.add_side_by_side(2, Duplicate::None, into),
            EdgeCase::LateDouble => self.add_side_by_side(1, Duplicate::Later(20), into),
            EdgeCase::Rain => self.add_rain(into),
            EdgeCase::Episodes => self.add_in_order(self.catalogue.episodes.clone(), 2, false, into),
            EdgeCase::Chapters => self.add_in_order(self.catalogue.chapters.clone(), 4, false, into),
            EdgeCase::VideoEpisode => self.add_in_order(self.catalogue.episodes.clone(), 1, true, into),
            EdgeCase::MusicVideo => {
                let artist = self.artist();
                let item = self.song(artist);
                self.add_undisturbed(item, true, into);
            }
            EdgeCase::LocalFile => self.add_one_of(self.catalogue.locals.clone(), into),
            EdgeCase::Removed => self.add_one_of(self.catalogue.removed.clone(), into),
            EdgeCase::Flaw => {
                let artist = self.artist();
                let item = self.song(artist);
                self.add_flawed(item, into);
            }
        }
    }

    fn add_twice(&mut self, which: usize, into: &mut Vec<Play>) {
        let short_tracks = &self.catalogue.short_tracks[which];
        let item = short_tracks[self.random.below(short_tracks.len())];
        self.pause();
        for _ in 0..2 {
            self.add_exact(item, self.catalogue.item(item).length_ms, Duplicate::None, into);
            // The exports cut the end off to the second: with less than a second between the two, they would seem to overlap.
            self.at_ms += self.random.between(1_100, 1_900);
        }
    }

    fn add_burst(&mut self, into: &mut Vec<Play>) {
        for _ in 0..3 {
            let artist = self.artist();
            let item = self.song(artist);
            let mut play = self.new_play(item, 0, Circumstances::ordinary());
            play.reason_end = "fwdbtn";
            play.skipped = self.is_marked_skipped("fwdbtn");
            self.finish(&mut play, 0);
            self.record(play, into);
        }
    }

    fn add_late_end(&mut self, into: &mut Vec<Play>) {
        let artist = self.artist();
        let item = self.song(artist);
        let length = i64::from(self.catalogue.item(item).length_ms);
        let ms = self.random.between(5_000, length) as u32;
        let mut play = self.new_play(item, ms, Circumstances::ordinary());
        play.reason_end = if self.random.percent(50) {
            "logout"
        } else {
            "unexpected-exit"
        };
        self.finish(&mut play, 0);
        play.end_secs += self.random.between(3_700, 9 * 3_600);
        self.record(play, into);
    }

    /// Adds plays of one track and one length, each ending a little more than half of it after the one before.
    fn add_side_by_side(&mut self, count: i64, duplicate: Duplicate, into: &mut Vec<Play>) {
        let artist = self.artist();
        let item = self.song(artist);
        let length = self.catalogue.item(item).length_ms.max(60_000);
        let apart_ms = (i64::from(length) / 2_000 + 1) * 1_000;
        self.pause();
        let start_ms = self.at_ms;
        for number in 0..count {
            self.at_ms = start_ms + number * apart_ms;
            self.add_exact(item, length, duplicate, into);
        }
        self.pause();
    }

    fn add_rain(&mut self, into: &mut Vec<Play>) {
        let item = self.catalogue.rain;
        self.pause();
        for _ in 0..RAIN_PLAYS {
            self.add_exact(item, self.catalogue.item(item).length_ms, Duplicate::None, into);
            self.at_ms += 1_200;
        }
    }

    fn add_in_order(&mut self, from: std::ops::Range<u32>, count: u32, is_video: bool, into: &mut Vec<Play>) {
        let at = from.start + self.random.below(from.len()) as u32;
        for item in at..(at + count).min(from.end) {
            self.add_undisturbed(item, is_video, into);
        }
    }

    fn add_one_of(&mut self, from: std::ops::Range<u32>, into: &mut Vec<Play>) {
        let item = from.start + self.random.below(from.len()) as u32;
        self.add_undisturbed(item, false, into);
    }

    /// Adds a play without overlap, played to the end or stopped early.
    fn add_undisturbed(&mut self, item: u32, is_video: bool, into: &mut Vec<Play>) {
        let length = self.catalogue.item(item).length_ms;
        let done = self.random.percent(60) && !self.is_behind;
        let ms = if done {
            length
        } else {
            self.random.between(1_000, 40_000) as u32
        };
        let mut play = self.new_play(item, ms, Circumstances::ordinary());
        play.is_video = is_video;
        play.reason_end = if done { "trackdone" } else { "endplay" };
        self.finish(&mut play, 0);
        self.record(play, into);
        self.at_ms += self.random.between(300, 2_000);
    }

    fn add_exact(&mut self, item: u32, ms: u32, duplicate: Duplicate, into: &mut Vec<Play>) {
        let mut play = self.new_play(item, ms, Circumstances::ordinary());
        play.is_exact = true;
        play.duplicate = duplicate;
        self.finish(&mut play, 0);
        self.record(play, into);
    }

    /// Waits long enough that no earlier play can be taken for the next one.
    fn pause(&mut self) {
        self.at_ms += 200_000;
    }
}
