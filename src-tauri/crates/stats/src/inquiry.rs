//! Answers about one artist, album, track or genre: several passes over the whole life, for a page that is opened now and then.

use chrono::{Datelike, NaiveDate};
use plays::Kind;

use crate::{
    Amount, Companion, Detail, DetailQuery, Engine, Filter, LocalPlay, PlayTable, Rival, Selection, Subject, YearRank,
    charts::{longest_run, timeline, year_of},
    day::{self, Span},
    engine::of_kinds,
    ground::{self, COUNTS, Ground},
    hours, packed,
    rank::{self, By, Place, Sums},
    sessions::Sitting,
    sieve::{self, Sieve},
    sweep::View,
    table::TRACK,
};

/// Others that it is compared with.
const RIVALS: usize = 6;

impl Engine {
    /// Everything about one artist, album, track or genre.
    pub fn detail(&mut self, inquiry: &DetailQuery) -> Detail {
        let table = &*self.table;
        if self.ground.lay(table, inquiry.rule, inquiry.with_hidden) {
            (self.whole, self.life) = (None, None);
        }
        Asked::new(table, &self.ground, inquiry).detail()
    }
}

struct Asked<'a> {
    table: &'a PlayTable,
    ground: &'a Ground,
    inquiry: &'a DetailQuery,
    by: By,
    /// The subject's number among its like.
    number: u32,
    /// Everything of its kind.
    like: Sieve,
    /// The subject alone.
    alone: Sieve,
}

/// The subject's own plays.
struct Own {
    days: Vec<u64>,
    clock: Vec<Amount>,
    /// Those that count.
    rows: Vec<u32>,
}

impl<'a> Asked<'a> {
    fn new(table: &'a PlayTable, ground: &'a Ground, inquiry: &'a DetailQuery) -> Self {
        let groups = &table.groups;
        let (by, number) = match inquiry.subject {
            Subject::Track(track) => (By::Track, groups.inner(track).unwrap_or(u32::MAX)),
            Subject::Album(album) => (By::Album, album.0),
            Subject::Artist(artist) => (By::Artist, artist.0),
            Subject::Genre(genre) => (By::Genre, genre.0),
        };
        let kind = match by {
            By::Track => groups.kinds.get(number as usize).copied(),
            By::Album => {
                let on_it = groups.albums.iter().zip(&groups.kinds).zip(&groups.outer);
                let on_it = on_it.filter(|((album, _), _)| **album == number);
                on_it.min_by_key(|(_, outer)| **outer).map(|((_, kind), _)| *kind)
            }
            By::Artist | By::Genre => None,
        };
        let of_kind = of_kinds(&[kind.unwrap_or(Kind::Music)]);
        let alone = match inquiry.subject {
            Subject::Track(track) => Filter {
                tracks: just(track),
                ..of_kind.clone()
            },
            Subject::Album(album) => Filter {
                albums: just(album),
                ..of_kind.clone()
            },
            Subject::Artist(artist) => Filter {
                artists: just(artist),
                ..of_kind.clone()
            },
            Subject::Genre(genre) => Filter {
                genres: just(genre),
                ..of_kind.clone()
            },
        };
        Self {
            table,
            ground,
            inquiry,
            by,
            number,
            like: Sieve::new(table, of_kind),
            alone: Sieve::new(table, alone),
        }
    }

    fn detail(&self) -> Detail {
        let life = self.table.life;
        let Own { days, clock, rows } = self.own_plays();
        let mut tracks = vec![0; self.table.groups.tracks()];
        let survey = self.view(&self.like).survey(&mut tracks);
        let sums = self.fold(&tracks);
        let places = self.sums(&sums);
        let others = places.best(RIVALS + 1);
        let others = others.iter().map(|place| place.number);
        let rivals: Vec<u32> = others.filter(|rival| *rival != self.number).take(RIVALS).collect();
        let (years, rivals) = self.years(&rivals);
        let first = rows.first().copied();
        let first_day_plays = first.and_then(|row| self.plays_on_its_day(row, &days));
        let (sessions, companions) = self.company(&places, &survey.sittings, &rows);
        let mut amount = Amount::default();
        days.iter().for_each(|day| amount += packed::amount(*day));
        // Without a play there is nothing to say today's day for: the timeline is empty, wherever it begins.
        let nowhere = NaiveDate::default();
        Detail {
            amount,
            rank: places.ranks([self.number]).first().copied().flatten(),
            tracks: self
                .own_tracks(&tracks)
                .filter(|(_, sum)| packed::plays(*sum) > 0)
                .count() as u32,
            first: first.map(|row| self.moment(row)),
            first_day_plays: first_day_plays.unwrap_or_default(),
            last: rows.last().map(|row| self.moment(*row)),
            longest_run: life.and_then(|life| longest_run(life.first, &days)),
            years,
            rivals,
            timeline: timeline(life, &survey.days, &days, nowhere),
            clock,
            top: self.top(&tracks),
            sessions,
            companions,
        }
    }

    fn view(&self, sieve: &'a Sieve) -> View<'a> {
        View {
            table: self.table,
            ground: self.ground,
            sieve,
        }
    }

    fn sums<'b>(&'b self, sums: &'b [u64]) -> Sums<'b> {
        Sums {
            table: self.table,
            sums,
            firsts: self.by.firsts(self.ground),
            measure: self.inquiry.measure,
            outer: (self.by == By::Track).then_some(&self.table.groups.outer),
        }
    }

    /// Sums of its like, of sums of tracks.
    fn fold(&self, tracks: &[u64]) -> Vec<u64> {
        let of_kind = |track: u32| self.like.parts.get(track as usize) == Some(&sieve::ALL);
        let (mut heard, mut sums) = (Vec::new(), Vec::new());
        rank::heard(tracks, &mut heard);
        self.by.fold(&self.table.groups, tracks, &heard, of_kind, &mut sums);
        sums
    }

    /// Its own tracks and their sums.
    fn own_tracks<'b>(&'b self, tracks: &'b [u64]) -> impl Iterator<Item = (u32, u64)> + 'b {
        let parts = self.alone.parts.iter().zip(tracks).zip(0..);
        let own = parts.filter(|((parts, _), _)| **parts == sieve::ALL);
        own.map(|((_, sum), track)| (track, *sum))
    }

    fn top(&self, tracks: &[u64]) -> Vec<(crate::TrackNo, Amount)> {
        let mut own = vec![0; tracks.len()];
        for (track, sum) in self.own_tracks(tracks) {
            if let Some(entry) = own.get_mut(track as usize) {
                *entry = sum;
            }
        }
        let sums = Sums {
            table: self.table,
            sums: &own,
            firsts: &self.ground.tracks,
            measure: self.inquiry.measure,
            outer: Some(&self.table.groups.outer),
        };
        let best = sums.best(self.inquiry.ranks);
        let told = |place: &Place| {
            let sum = own.get(place.number as usize).copied().unwrap_or_default();
            (self.table.groups.outer(place.number), packed::amount(sum))
        };
        best.iter().map(told).collect()
    }

    fn subject(&self, number: u32) -> Subject {
        match self.by {
            By::Track => Subject::Track(self.table.groups.outer(number)),
            By::Album => Subject::Album(crate::AlbumNo(number)),
            By::Artist => Subject::Artist(crate::ArtistNo(number)),
            By::Genre => Subject::Genre(crate::GenreNo(number)),
        }
    }

    /// Its standing and its rivals' ranks, year by year.
    fn years(&self, rivals: &[u32]) -> (Vec<YearRank>, Vec<Rival>) {
        let Some(life) = self.table.life else {
            return (Vec::new(), Vec::new());
        };
        let mut told: Vec<Rival> = rivals
            .iter()
            .map(|rival| Rival {
                subject: self.subject(*rival),
                ranks: Vec::new(),
            })
            .collect();
        let mut tracks = vec![0; self.table.groups.tracks()];
        let years = day::date(life.first).year()..=day::date(life.last).year();
        let standings = years.map(|year| {
            tracks.fill(0);
            if let Some(span) = year_of(year) {
                self.view(&self.like).tracks(span, &mut tracks);
            }
            let sums = self.fold(&tracks);
            let places = self.sums(&sums);
            let mut ranks = places
                .ranks(std::iter::once(self.number).chain(rivals.iter().copied()))
                .into_iter();
            let rank = ranks.next().flatten();
            for (rival, rank) in told.iter_mut().zip(ranks) {
                rival.ranks.push(rank);
            }
            YearRank {
                year,
                amount: packed::amount(sums.get(self.number as usize).copied().unwrap_or_default()),
                rank,
                of: places.count() as u32,
            }
        });
        let standings = standings.collect();
        (standings, told)
    }

    /// Its plays in a pass of their own: they are few, so that summing up all its like for them would be in vain.
    fn own_plays(&self) -> Own {
        let mut own = Own {
            days: vec![0; self.table.life.map_or(0, Span::days)],
            clock: vec![Amount::default(); 7 * 24],
            rows: Vec::new(),
        };
        let first = self.table.life.map_or(0, |life| life.first);
        let view = self.view(&self.alone);
        for (at, run) in self.table.runs.iter().enumerate() {
            let rows = self.table.rows(at);
            let (mut sum, columns) = (0, view.columns(rows.clone()));
            for ((item, weight), row) in columns.items.iter().zip(columns.weights).zip(run.row..) {
                if self.alone.parts.get((item & TRACK) as usize) == Some(&sieve::ALL) {
                    sum += ground::amount(*weight);
                    if weight & COUNTS != 0 {
                        own.rows.push(row);
                    }
                }
            }
            if sum > 0 {
                let day = usize::try_from(i32::from(run.day) - first).unwrap_or_default();
                if let (Some(day), Some(cell)) = (own.days.get_mut(day), own.clock.get_mut(usize::from(run.hour))) {
                    *day += sum;
                    *cell += packed::amount(sum);
                }
            }
        }
        own
    }

    fn moment(&self, row: u32) -> LocalPlay {
        let at = row as usize;
        let item = self.table.item.get(at);
        LocalPlay {
            began: hours::local(self.table.second(row), self.table.zone),
            track: self.table.groups.outer(item.copied().unwrap_or_default() & TRACK),
            ms_played: self.table.ms.get(at).copied().unwrap_or_default(),
        }
    }

    fn plays_on_its_day(&self, row: u32, days: &[u64]) -> Option<u32> {
        let day = i32::from(self.table.run_of(row)?.day) - self.table.life?.first;
        days.get(usize::try_from(day).ok()?).map(|sum| packed::plays(*sum))
    }

    /// In how many sessions it was heard, and with whom. `own` are the rows of its plays that count.
    fn company(&self, places: &Sums<'_>, sittings: &[Sitting], own: &[u32]) -> (u32, Vec<Companion>) {
        let (count, like) = (self.by.count(&self.table.groups), self.view(&self.like));
        let mut together = vec![0u32; count];
        // The last session that each was met in.
        let mut met = vec![0u32; count];
        let (mut sessions, mut own) = (0, own.iter().copied().peekable());
        let ends = sittings.iter().skip(1).map(|next| next.row);
        for (sitting, end) in sittings.iter().zip(ends.chain([self.table.len() as u32])) {
            if own.peek().is_none_or(|row| *row >= end) {
                continue;
            }
            while own.next_if(|row| *row < end).is_some() {}
            sessions += 1;
            let rows = like.columns(sitting.row as usize..end as usize);
            for (item, weight) in rows.items.iter().zip(rows.weights) {
                let track = item & TRACK;
                if weight & COUNTS == 0 || self.like.parts.get(track as usize) != Some(&sieve::ALL) {
                    continue;
                }
                self.by.each(&self.table.groups, track, |one| {
                    let at = one as usize;
                    if let (Some(last), Some(times)) = (met.get_mut(at), together.get_mut(at)) {
                        *times += u32::from(*last != sessions);
                        *last = sessions;
                    }
                });
            }
        }
        let others = (0..)
            .zip(&together)
            .filter(|(other, times)| **times > 0 && *other != self.number);
        let mut others: Vec<(u32, u32)> = others.map(|(other, times)| (other, *times)).collect();
        let order = |(a, a_times): &(u32, u32), (b, b_times): &(u32, u32)| {
            b_times.cmp(a_times).then_with(|| places.order(*a, *b))
        };
        if self.inquiry.ranks < others.len() {
            others.select_nth_unstable_by(self.inquiry.ranks, order);
            others.truncate(self.inquiry.ranks);
        }
        others.sort_unstable_by(order);
        let companions = others.iter().map(|(other, sessions)| Companion {
            subject: self.subject(*other),
            sessions: *sessions,
        });
        (sessions, companions.collect())
    }
}

fn just<N>(one: N) -> Selection<N> {
    Selection {
        only: vec![one],
        never: Vec::new(),
    }
}
