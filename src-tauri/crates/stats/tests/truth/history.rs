//! Everything that a table is made of, and each play of it in full: when it began by the listener's clock, who is credited,
//! whether it counts and passes. Nothing is kept from one question to the next.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeZone, Timelike};
use chrono_tz::Tz;
use plays::{CountingRule, Kind};
use stats::{
    AlbumNo, ArtistNo, Catalogue, DayRange, Filter, GenreNo, HiddenPlays, PlayAttributes, Selection, TableRow, TrackNo,
};

/// What the listener has.
#[derive(Debug, Clone)]
pub(crate) struct History {
    pub(crate) catalogue: Catalogue,
    pub(crate) attribute_sets: Vec<PlayAttributes>,
    pub(crate) plays: Vec<TableRow>,
    pub(crate) hidden: HiddenPlays,
    pub(crate) zone: Tz,
}

/// A play with everything that a question may ask of it.
#[derive(Debug, Clone)]
pub(crate) struct FullPlay {
    pub(crate) track: TrackNo,
    pub(crate) kind: Kind,
    pub(crate) album: AlbumNo,
    pub(crate) artists: BTreeSet<ArtistNo>,
    pub(crate) genres: BTreeSet<GenreNo>,
    pub(crate) families: BTreeSet<GenreNo>,
    pub(crate) attributes: PlayAttributes,
    /// In seconds since 1970.
    pub(crate) start: i64,
    /// In seconds since 1970.
    pub(crate) end: i64,
    /// When it began, by the listener's clock.
    pub(crate) began: NaiveDateTime,
    pub(crate) ms_played: u32,
    /// The track's length, from the catalogue or from its plays.
    pub(crate) length_ms: u32,
    pub(crate) hidden: bool,
}

impl History {
    /// Every play, hidden ones included, in order.
    pub(crate) fn full_plays(&self) -> Vec<FullPlay> {
        let mut plays: Vec<FullPlay> = self.plays.iter().map(|play| self.read(play)).collect();
        plays.sort_by_key(|play| play.start);
        plays
    }

    fn read(&self, play: &TableRow) -> FullPlay {
        let track = &self.catalogue.tracks[play.track.index()];
        let genres = |artist: &ArtistNo| self.catalogue.artists[artist.index()].clone();
        let (genres, families) = track
            .artists
            .iter()
            .flat_map(genres)
            .partition(|genre| genre.0 < self.catalogue.genres);
        let start = play.began_ms.div_euclid(1000);
        FullPlay {
            track: play.track,
            kind: track.kind,
            album: track.album,
            artists: track.artists.iter().copied().collect(),
            genres,
            families,
            attributes: self.attribute_sets[usize::from(play.attributes)],
            start,
            end: start + i64::from(play.ms_played / 1000),
            began: self.zone.timestamp_opt(start, 0).unwrap().naive_local(),
            ms_played: play.ms_played,
            length_ms: self.length_ms(play.track),
            hidden: self.hides(play),
        }
    }

    fn hides(&self, play: &TableRow) -> bool {
        let ended = play.began_ms + i64::from(play.ms_played);
        let mut spans = self.hidden.spans.iter();
        self.hidden.tracks.contains(&play.track) || spans.any(|(from, to)| *from <= ended && ended < *to)
    }

    fn length_ms(&self, track: TrackNo) -> u32 {
        let of_it = || self.plays.iter().filter(|play| play.track == track);
        let finished = |play: &&TableRow| self.attribute_sets[usize::from(play.attributes)].finished == Some(true);
        let in_catalogue = self.catalogue.tracks[track.index()].length_ms;
        let of_finished = || of_it().filter(finished).map(|play| play.ms_played).max();
        let of_any = || of_it().map(|play| play.ms_played).max();
        in_catalogue.or_else(of_finished).or_else(of_any).unwrap()
    }
}

impl FullPlay {
    /// The day that it belongs to.
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
        let played = u64::from(self.ms_played);
        let length = u64::from(self.length_ms);
        match rule {
            CountingRule::AtLeast { ms } => self.ms_played >= ms,
            CountingRule::HalfTheTrack => played > 0 && 2 * played >= length,
            CountingRule::ToTheEnd => match self.attributes.finished {
                Some(finished) => finished,
                None => played > 0 && played >= length,
            },
        }
    }

    /// Whether it passes every part of the filter but its range.
    pub(crate) fn passes(&self, filter: &Filter) -> bool {
        let attributes = &self.attributes;
        filter.weekdays[self.weekday()]
            && filter.hours[self.hour()]
            && picks(&filter.artists, &self.artists)
            && picks(&filter.albums, &BTreeSet::from([self.album]))
            && picks(&filter.tracks, &BTreeSet::from([self.track]))
            && picks(&filter.genres, &self.genres.union(&self.families).copied().collect())
            && filter.kinds.contains(&self.kind)
            && (filter.skipped.is_none() || filter.skipped == attributes.skipped)
            && (filter.shuffle.is_none() || filter.shuffle == attributes.shuffle)
            && is_among(attributes.platform, &filter.platforms)
            && is_among(attributes.country, &filter.countries)
    }
}

fn picks<N: Ord>(pick: &Selection<N>, of: &BTreeSet<N>) -> bool {
    let has_any = |list: &[N]| list.iter().any(|number| of.contains(number));
    (pick.only.is_empty() || has_any(&pick.only)) && !has_any(&pick.never)
}

fn is_among<T: PartialEq>(known: Option<T>, list: &[T]) -> bool {
    list.is_empty() || known.is_some_and(|known| list.contains(&known))
}

/// From the first day with a play to the last; the order of plays is not always that of days.
pub(crate) fn life(plays: &[FullPlay]) -> Option<DayRange> {
    let days = || plays.iter().map(FullPlay::day);
    Some(DayRange {
        first: days().min()?,
        last: days().max()?,
    })
}
