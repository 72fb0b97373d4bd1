//! All that a table is made of, and each play of it read out: when it began by the listener's clock, who is credited,
//! whether it counts and passes. Nothing is remembered from one question to the next.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeZone, Timelike};
use chrono_tz::Tz;
use plays::{CountingRule, Kind};
use stats::{
    AlbumNo, ArtistNo, Catalogue, DayRange, Filter, GenreNo, HiddenPlays, PlayAttributes, PlayRow, Selection, TrackNo,
};

/// What the listener has.
#[derive(Debug, Clone)]
pub(crate) struct History {
    pub(crate) catalogue: Catalogue,
    pub(crate) classes: Vec<PlayAttributes>,
    pub(crate) plays: Vec<PlayRow>,
    pub(crate) hidden: HiddenPlays,
    pub(crate) zone: Tz,
}

/// A play with all that anybody asks of it.
#[derive(Debug, Clone)]
pub(crate) struct Heard {
    pub(crate) track: TrackNo,
    pub(crate) kind: Kind,
    pub(crate) album: AlbumNo,
    pub(crate) artists: BTreeSet<ArtistNo>,
    pub(crate) genres: BTreeSet<GenreNo>,
    pub(crate) class: PlayAttributes,
    /// In seconds since 1970.
    pub(crate) start: i64,
    /// In seconds since 1970.
    pub(crate) end: i64,
    /// When it began, by the listener's clock.
    pub(crate) began: NaiveDateTime,
    pub(crate) ms_played: u32,
    /// The track's length, told or taken from its plays.
    pub(crate) length_ms: u32,
    pub(crate) hidden: bool,
}

impl History {
    /// Every play, hidden ones included, in order.
    pub(crate) fn heard(&self) -> Vec<Heard> {
        let mut heard: Vec<Heard> = self.plays.iter().map(|play| self.read(play)).collect();
        heard.sort_by_key(|play| play.start);
        heard
    }

    fn read(&self, play: &PlayRow) -> Heard {
        let track = &self.catalogue.tracks[play.track.index()];
        let genres = |artist: &ArtistNo| self.catalogue.artists[artist.index()].clone();
        let start = play.began_ms.div_euclid(1000);
        Heard {
            track: play.track,
            kind: track.kind,
            album: track.album,
            artists: track.artists.iter().copied().collect(),
            genres: track.artists.iter().flat_map(genres).collect(),
            class: self.classes[usize::from(play.attributes)],
            start,
            end: start + i64::from(play.ms_played / 1000),
            began: self.zone.timestamp_opt(start, 0).unwrap().naive_local(),
            ms_played: play.ms_played,
            length_ms: self.length_ms(play.track),
            hidden: self.hides(play),
        }
    }

    fn hides(&self, play: &PlayRow) -> bool {
        let ended = play.began_ms + i64::from(play.ms_played);
        let mut spans = self.hidden.spans.iter();
        self.hidden.tracks.contains(&play.track) || spans.any(|(from, to)| *from <= ended && ended < *to)
    }

    fn length_ms(&self, track: TrackNo) -> u32 {
        let of_it = || self.plays.iter().filter(|play| play.track == track);
        let finished = |play: &&PlayRow| self.classes[usize::from(play.attributes)].finished == Some(true);
        let told = self.catalogue.tracks[track.index()].length_ms;
        let of_finished = || of_it().filter(finished).map(|play| play.ms_played).max();
        let of_any = || of_it().map(|play| play.ms_played).max();
        told.or_else(of_finished).or_else(of_any).unwrap()
    }
}

impl Heard {
    /// The day to which it belongs.
    pub(crate) fn day(&self) -> NaiveDate {
        self.began.date()
    }

    /// Which of the 168 hours of the week.
    pub(crate) fn cell(&self) -> usize {
        self.weekday() * 24 + self.hour()
    }

    fn weekday(&self) -> usize {
        self.day().weekday().num_days_from_monday() as usize
    }

    fn hour(&self) -> usize {
        self.began.hour() as usize
    }

    /// Whether it counts as a play.
    pub(crate) fn counts(&self, rule: CountingRule) -> bool {
        let heard = u64::from(self.ms_played);
        let length = u64::from(self.length_ms);
        match rule {
            CountingRule::AtLeast { ms } => self.ms_played >= ms,
            CountingRule::HalfTheTrack => heard > 0 && 2 * heard >= length,
            CountingRule::ToTheEnd => match self.class.finished {
                Some(finished) => finished,
                None => heard > 0 && heard >= length,
            },
        }
    }

    /// Whether it passes every part of the filter but its range.
    pub(crate) fn passes(&self, filter: &Filter) -> bool {
        let class = &self.class;
        filter.weekdays[self.weekday()]
            && filter.hours[self.hour()]
            && picks(&filter.artists, &self.artists)
            && picks(&filter.albums, &BTreeSet::from([self.album]))
            && picks(&filter.tracks, &BTreeSet::from([self.track]))
            && picks(&filter.genres, &self.genres)
            && filter.kinds.contains(&self.kind)
            && (filter.skipped.is_none() || filter.skipped == class.skipped)
            && (filter.shuffle.is_none() || filter.shuffle == class.shuffle)
            && is_among(class.platform, &filter.platforms)
            && is_among(class.country, &filter.countries)
    }
}

fn picks<N: Ord>(pick: &Selection<N>, of: &BTreeSet<N>) -> bool {
    let has_any = |list: &[N]| list.iter().any(|number| of.contains(number));
    (pick.only.is_empty() || has_any(&pick.only)) && !has_any(&pick.never)
}

fn is_among<T: PartialEq>(told: Option<T>, list: &[T]) -> bool {
    list.is_empty() || told.is_some_and(|told| list.contains(&told))
}

/// From the first day with a play to the last; the order of plays is not always that of days.
pub(crate) fn life(heard: &[Heard]) -> Option<DayRange> {
    let days = || heard.iter().map(Heard::day);
    Some(DayRange {
        first: days().min()?,
        last: days().max()?,
    })
}
