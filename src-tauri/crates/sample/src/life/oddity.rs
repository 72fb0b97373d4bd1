//! The odd things in a life of listening: each comes by turns, so that none is missing from any life of 2,000 plays.

use super::{BOOKS_FROM, Life, Manner};
use crate::heard::{Echo, Heard};

/// Sixteen minutes, 120 times over, make 32 hours.
const RAIN_PLAYS: usize = 120;
/// With fewer plays a loop of 120 would be the whole life.
const SHORTEST_WITH_RAIN: usize = 2_000;

/// Something out of the ordinary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Oddity {
    /// A track of 20 to 29 seconds, twice in a row.
    BriefTwice,
    /// A track of 31 to 59 seconds, twice in a row.
    ShortTwice,
    /// Three rows of 0 ms that end in the same second.
    Burst,
    /// The end is told hours late.
    LateEnd,
    /// Twice the same length with ends 31 seconds apart, on two devices: just too far apart to be one play.
    JustApart,
    /// Ends at 0, 20 and 40 seconds: the first takes the second, not the third.
    Chain,
    /// One track for 32 hours.
    Rain,
    Episodes,
    Chapters,
    MusicVideo,
    VideoEpisode,
    LocalFile,
    /// A track that has its names but no URI any more.
    Removed,
    /// A row that is no play.
    Flaw,
}

impl Oddity {
    pub(super) const ALL: [Self; 14] = [
        Self::BriefTwice,
        Self::ShortTwice,
        Self::Burst,
        Self::LateEnd,
        Self::JustApart,
        Self::Chain,
        Self::Rain,
        Self::Episodes,
        Self::Chapters,
        Self::MusicVideo,
        Self::VideoEpisode,
        Self::LocalFile,
        Self::Removed,
        Self::Flaw,
    ];

    /// After how many plays it comes for the first time in a life of `whole`.
    pub(super) fn first(self, whole: usize) -> usize {
        match self {
            Self::Rain if whole < SHORTEST_WITH_RAIN => usize::MAX,
            Self::Rain => whole / 10 * 7,
            other => other.period() * (other as usize + 1) / (Self::ALL.len() + 2),
        }
    }

    /// When it comes again.
    pub(super) fn next(self, lived: usize) -> usize {
        lived.saturating_add(self.period())
    }

    fn period(self) -> usize {
        match self {
            Self::Rain => usize::MAX / 64,
            Self::BriefTwice | Self::ShortTwice | Self::JustApart => 400,
            Self::Burst | Self::Chain | Self::LateEnd => 350,
            Self::Episodes => 70,
            Self::Chapters => 90,
            Self::MusicVideo | Self::VideoEpisode => 240,
            Self::LocalFile => 160,
            Self::Removed => 130,
            Self::Flaw => 160,
        }
    }

    /// How many plays it takes at most.
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
    pub(super) fn strike(&mut self, oddity: Oddity, into: &mut Vec<Heard>) {
        match oddity {
            Oddity::BriefTwice => self.twice(0, into),
            Oddity::ShortTwice => self.twice(1, into),
            Oddity::Burst => self.burst(into),
            Oddity::LateEnd => self.late_end(into),
            Oddity::JustApart => self.side_by_side(&[(0, Echo::None), (31, Echo::None)], into),
            Oddity::Chain => self.side_by_side(&[(0, Echo::Later(20)), (40, Echo::None)], into),
            Oddity::Rain => self.rain(into),
            Oddity::Episodes => self.in_order(self.catalogue.episodes.clone(), 2, false, into),
            Oddity::Chapters => self.in_order(self.catalogue.chapters.clone(), 4, false, into),
            Oddity::VideoEpisode => self.in_order(self.catalogue.episodes.clone(), 1, true, into),
            Oddity::MusicVideo => {
                let artist = self.artist();
                let item = self.song(artist);
                self.whole(item, true, into);
            }
            Oddity::LocalFile => self.any_of(self.catalogue.locals.clone(), into),
            Oddity::Removed => self.any_of(self.catalogue.removed.clone(), into),
            Oddity::Flaw => {
                let artist = self.artist();
                let item = self.song(artist);
                self.flawed(item, into);
            }
        }
    }

    fn twice(&mut self, which: usize, into: &mut Vec<Heard>) {
        let brief = &self.catalogue.brief[which];
        let item = brief[self.random.below(brief.len())];
        self.silence();
        for _ in 0..2 {
            self.proof(item, self.catalogue.item(item).length_ms, Echo::None, into);
            // The exports cut the end off to the second: less than one between the two would make them seem to overlap.
            self.at_ms += self.random.between(1_100, 1_900);
        }
    }

    fn burst(&mut self, into: &mut Vec<Heard>) {
        for _ in 0..3 {
            let artist = self.artist();
            let item = self.song(artist);
            let mut heard = self.begin(item, 0, Manner::plain());
            heard.reason_end = "fwdbtn";
            heard.skipped = self.says_skipped("fwdbtn");
            self.end(&mut heard, 0);
            self.keep(heard, into);
        }
    }

    fn late_end(&mut self, into: &mut Vec<Heard>) {
        let artist = self.artist();
        let item = self.song(artist);
        let length = i64::from(self.catalogue.item(item).length_ms);
        let ms = self.random.between(5_000, length) as u32;
        let mut heard = self.begin(item, ms, Manner::plain());
        heard.reason_end = if self.random.percent(50) {
            "logout"
        } else {
            "unexpected-exit"
        };
        self.end(&mut heard, 0);
        heard.end_secs += self.random.between(3_700, 9 * 3_600);
        self.keep(heard, into);
    }

    /// Plays of one track and one length that end so many seconds after the first.
    fn side_by_side(&mut self, ends: &[(i64, Echo)], into: &mut Vec<Heard>) {
        let artist = self.artist();
        let item = self.song(artist);
        let length = self.catalogue.item(item).length_ms.max(60_000);
        self.silence();
        let start_ms = self.at_ms;
        for (later, echo) in ends {
            self.at_ms = start_ms + later * 1000;
            self.proof(item, length, *echo, into);
        }
        self.silence();
    }

    fn rain(&mut self, into: &mut Vec<Heard>) {
        let item = self.catalogue.endless_rain;
        self.silence();
        for _ in 0..RAIN_PLAYS {
            self.proof(item, self.catalogue.item(item).length_ms, Echo::None, into);
            self.at_ms += 1_200;
        }
    }

    fn in_order(&mut self, from: std::ops::Range<u32>, count: u32, is_video: bool, into: &mut Vec<Heard>) {
        let at = from.start + self.random.below(from.len()) as u32;
        for item in at..(at + count).min(from.end) {
            self.whole(item, is_video, into);
        }
    }

    fn any_of(&mut self, from: std::ops::Range<u32>, into: &mut Vec<Heard>) {
        let item = from.start + self.random.below(from.len()) as u32;
        self.whole(item, false, into);
    }

    /// A play that nothing disturbs, heard to the end or left in the middle.
    fn whole(&mut self, item: u32, is_video: bool, into: &mut Vec<Heard>) {
        let length = self.catalogue.item(item).length_ms;
        let done = self.random.percent(60) && !self.behind;
        let ms = if done {
            length
        } else {
            self.random.between(1_000, 40_000) as u32
        };
        let mut heard = self.begin(item, ms, Manner::plain());
        heard.is_video = is_video;
        heard.reason_end = if done { "trackdone" } else { "endplay" };
        self.end(&mut heard, 0);
        self.keep(heard, into);
        self.at_ms += self.random.between(300, 2_000);
    }

    fn proof(&mut self, item: u32, ms: u32, echo: Echo, into: &mut Vec<Heard>) {
        let mut heard = self.begin(item, ms, Manner::plain());
        heard.is_proof = true;
        heard.echo = echo;
        self.end(&mut heard, 0);
        self.keep(heard, into);
    }

    /// Long enough that nothing before can be taken for what comes now.
    fn silence(&mut self) {
        self.at_ms += 200_000;
    }
}
