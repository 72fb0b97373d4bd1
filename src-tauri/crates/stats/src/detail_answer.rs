//! The answer about one artist, album, track or genre. It takes several scans over all days, because its page is opened only
//! now and then.

mod companions;
mod subject_plays;
mod years;

use chrono::NaiveDate;
use plays::Kind;

use self::subject_plays::SubjectPlays;
use crate::{
    AlbumNo, Amount, ArtistNo, Detail, DetailQuery, Filter, GenreNo, PlayTable, Selection, Subject, TrackNo, bars,
    compiled_filter::{ALL_PARTS, CompiledFilter},
    day,
    grouping::{Grouping, list_played},
    packed,
    rank::{GroupSums, Place},
    rule_index::RuleIndex,
    scan::Scan,
};

/// How many others it is compared with.
const RIVALS: usize = 6;

/// A question about one subject and everything that it is answered from.
pub(crate) struct DetailAnswer<'a> {
    table: &'a PlayTable,
    rule_index: &'a RuleIndex,
    query: &'a DetailQuery,
    grouping: Grouping,
    /// The subject's number in its grouping.
    number: u32,
    /// Everything of the subject's kind.
    kind_filter: CompiledFilter,
    /// The subject alone.
    subject_filter: CompiledFilter,
}

impl<'a> DetailAnswer<'a> {
    pub(crate) fn new(table: &'a PlayTable, rule_index: &'a RuleIndex, query: &'a DetailQuery) -> Self {
        let catalogue = &table.catalogue;
        let (grouping, number) = match query.subject {
            Subject::Track(track) => (Grouping::Track, catalogue.number_of(track).unwrap_or(u32::MAX)),
            Subject::Album(album) => (Grouping::Album, album.0),
            Subject::Artist(artist) => (Grouping::Artist, artist.0),
            Subject::Genre(genre) if genre.index() < catalogue.genre_count => (Grouping::Genre, genre.0),
            Subject::Genre(family) => (Grouping::Family, family.0),
        };
        let kind = match grouping {
            Grouping::Track => catalogue.kinds.get(number as usize).copied(),
            Grouping::Album => {
                let tracks = catalogue.albums.iter().zip(&catalogue.kinds);
                let tracks = tracks.zip(&catalogue.catalogue_numbers);
                let on_it = tracks.filter(|((album, _), _)| **album == number);
                on_it
                    .min_by_key(|(_, in_catalogue)| **in_catalogue)
                    .map(|((_, kind), _)| *kind)
            }
            Grouping::Artist | Grouping::Genre | Grouping::Family => None,
        };
        let of_kind = Filter::of_kinds(&[kind.unwrap_or(Kind::Music)]);
        let mut alone = of_kind.clone();
        match query.subject {
            Subject::Track(track) => alone.tracks = Selection::just(track),
            Subject::Album(album) => alone.albums = Selection::just(album),
            Subject::Artist(artist) => alone.artists = Selection::just(artist),
            Subject::Genre(genre) => alone.genres = Selection::just(genre),
        }
        Self {
            table,
            rule_index,
            query,
            grouping,
            number,
            kind_filter: CompiledFilter::new(table, of_kind),
            subject_filter: CompiledFilter::new(table, alone),
        }
    }

    pub(crate) fn detail(&self) -> Detail {
        let life = self.table.life;
        let SubjectPlays { days, clock, rows } = self.subject_plays();
        let mut track_sums = vec![0; self.table.catalogue.track_count()];
        let kind_totals = self.scan(&self.kind_filter).filter_totals(&mut track_sums);
        let sums = self.fold(&track_sums);
        let sums = self.group_sums(&sums);
        let best = sums.best(RIVALS + 1);
        let others = best.iter().map(|place| place.number);
        let rivals: Vec<u32> = others.filter(|other| *other != self.number).take(RIVALS).collect();
        let (years, rivals) = self.years(&rivals);
        let first = rows.first().copied();
        let first_day_plays = first.and_then(|row| self.plays_on_day_of(row, &days));
        let (sessions, companions) = self.companions(&sums, &kind_totals.sessions, &rows);
        let mut amount = Amount::default();
        days.iter().for_each(|day| amount += packed::amount(*day));
        // Without any play the timeline is empty, so it does not matter which day it begins.
        let any_day = NaiveDate::default();
        Detail {
            amount,
            rank: sums.ranks([self.number]).first().copied().flatten(),
            tracks: self
                .subject_tracks(&track_sums)
                .filter(|(_, sum)| packed::plays(*sum) > 0)
                .count() as u32,
            first: first.map(|row| self.table.local_play(row)),
            first_day_plays: first_day_plays.unwrap_or_default(),
            last: rows.last().map(|row| self.table.local_play(*row)),
            longest_run: life.and_then(|life| day::longest_run(life.first, &days)),
            years,
            rivals,
            timeline: bars::timeline(
                life,
                [&kind_totals.days, &days],
                || [&self.kind_filter, &self.subject_filter].map(|of| self.scan(of).hours_of_life()),
                any_day,
            ),
            clock,
            top: self.top(&track_sums),
            sessions,
            companions,
        }
    }

    fn scan(&self, filter: &'a CompiledFilter) -> Scan<'a> {
        Scan {
            table: self.table,
            rule_index: self.rule_index,
            filter,
        }
    }

    fn group_sums<'b>(&'b self, sums: &'b [u64]) -> GroupSums<'b> {
        GroupSums::new(self.table, self.rule_index, self.grouping, sums, self.query.measure)
    }

    /// Sums up tracks of the subject's kind by the subject's grouping.
    fn fold(&self, track_sums: &[u64]) -> Vec<u64> {
        let of_kind = |track: u32| self.kind_filter.passes(track, ALL_PARTS);
        let (mut played, mut sums) = (Vec::new(), Vec::new());
        list_played(track_sums, &mut played);
        self.grouping
            .fold(&self.table.catalogue, track_sums, &played, of_kind, &mut sums);
        sums
    }

    /// The subject's own tracks and their sums.
    fn subject_tracks<'b>(&'b self, track_sums: &'b [u64]) -> impl Iterator<Item = (u32, u64)> + 'b {
        let tracks = self.subject_filter.passed_parts.iter().zip(track_sums).zip(0..);
        let own = tracks.filter(|((parts, _), _)| **parts == ALL_PARTS);
        own.map(|((_, sum), track)| (track, *sum))
    }

    fn top(&self, track_sums: &[u64]) -> Vec<(TrackNo, Amount)> {
        let mut own = vec![0; track_sums.len()];
        for (track, sum) in self.subject_tracks(track_sums) {
            if let Some(entry) = own.get_mut(track as usize) {
                *entry = sum;
            }
        }
        let sums = GroupSums::new(self.table, self.rule_index, Grouping::Track, &own, self.query.measure);
        let entry = |place: &Place| {
            let track = self.table.catalogue.track_no(place.number);
            (track, packed::amount(sums.of(place.number)))
        };
        sums.best(self.query.ranks).iter().map(entry).collect()
    }

    /// The subject of this number in the same grouping.
    fn subject(&self, number: u32) -> Subject {
        match self.grouping {
            Grouping::Track => Subject::Track(self.table.catalogue.track_no(number)),
            Grouping::Album => Subject::Album(AlbumNo(number)),
            Grouping::Artist => Subject::Artist(ArtistNo(number)),
            Grouping::Genre | Grouping::Family => Subject::Genre(GenreNo(number)),
        }
    }

    fn plays_on_day_of(&self, row: u32, day_sums: &[u64]) -> Option<u32> {
        let day = i32::from(self.table.run_of(row)?.day) - self.table.life?.first;
        day_sums.get(usize::try_from(day).ok()?).map(|sum| packed::plays(*sum))
    }
}
