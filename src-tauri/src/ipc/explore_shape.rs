//! From the archive's answers to what the page shows of them. Only renames and converts.

use chrono::{NaiveDate, NaiveDateTime, Timelike};
use library::{Archive, EntityKind, Explored, Label, LoadedHistory, StoreError, SubjectDetail};
use stats::{Amount, Bins, DayRange, Measure, OnThisDay, Ranked, Stream, StreamBands, Subject, Timeline, Totals};

use super::{
    archive_shape::number,
    explore_question as question, outside,
    shape::{self, Shape},
    view,
};

/// Names what numbers stand for, in one archive.
pub(crate) struct Names<'a> {
    pub(crate) shape: Shape<'a>,
    pub(crate) archive: &'a Archive,
    pub(crate) known: &'a LoadedHistory,
    pub(crate) measure: Measure,
    pub(crate) today: NaiveDate,
}

type Told<T> = Result<T, StoreError>;

impl Names<'_> {
    /// Everything that one filter shows.
    pub(crate) fn explored(&self, asked: &view::ExploreQuestion, explored: &Explored) -> Told<view::ExploreAnswer> {
        let summary = &explored.summary;
        let bins = summary.timeline.bins;
        let life = (bins.count > 0).then(|| self.known.table().life()).flatten();
        let rows = match asked.sort {
            view::EntityKind::Tracks => self.rows(&summary.tracks, Subject::Track)?,
            view::EntityKind::Artists => self.rows(&summary.artists, Subject::Artist)?,
            view::EntityKind::Albums => self.rows(&summary.albums, Subject::Album)?,
            view::EntityKind::Genres => self.rows(&summary.genres, Subject::Genre)?,
        };
        let year = NaiveDate::from_ymd_opt(summary.calendar.year, 1, 1).unwrap_or_default();
        let (on_this_day, names) = (self.on_this_day(&summary.on_this_day)?, self.names(&asked.filter)?);
        Ok(view::ExploreAnswer {
            life: life.map(range),
            range: summary.range.map(range),
            before: summary.before.map(range),
            today: self.today.to_epoch_days(),
            zone: self.known.zone().name().to_owned(),
            totals: totals(summary.totals),
            totals_before: summary.totals_before.map(totals),
            whole_plays: summary.whole.plays,
            whole_secs: number(summary.whole.ms / 1000),
            half: summary.half,
            stayed: summary.stayed,
            discovered_plays: summary.discovered.plays,
            rows,
            timeline: self.timeline(&summary.timeline),
            clock: self.amounts(&summary.clock),
            calendar: view::Calendar {
                year: summary.calendar.year,
                first_day: year.to_epoch_days(),
                days: self.amounts(&summary.calendar.days),
            },
            stream: self.stream(&summary.stream, summary.totals.artists)?,
            sessions: summary.sessions.map(|sessions| view::Sessions {
                count: sessions.count,
                typical_mins: sessions.typical_mins,
                longest_mins: sessions.longest.secs / 60,
                longest_plays: sessions.longest.plays,
                longest_day: sessions.longest.began.date().to_epoch_days(),
                longest_minute: minute(sessions.longest.began),
            }),
            streaks: view::Streaks {
                current_days: summary.streaks.current_days,
                longest: summary.streaks.longest.map(range),
            },
            skipped: summary.skipped,
            skips_known: summary.skips_known,
            estimated: summary.estimated,
            on_this_day,
            gaps: self.gaps(),
            last_export_day: self.known.exported_until().map(|at| self.day_of(at)),
            hidden: shape::count(self.known.hidden()),
            names,
            countries: self.known.countries().iter().map(|country| country.code()).collect(),
            platforms: self
                .known
                .platforms()
                .iter()
                .map(|platform| question::platform(*platform))
                .collect(),
        })
    }

    /// Everything about one of them.
    pub(crate) fn inquired(&self, inquired: &SubjectDetail) -> Told<view::Detail> {
        let SubjectDetail { subject, detail, .. } = inquired;
        let named = self.name(*subject)?;
        let (mut artists, mut album) = (Vec::new(), None);
        match subject {
            Subject::Track(track) => {
                if let Some(track) = self.archive.track_label(self.known, *track)? {
                    artists = track.artists.into_iter().map(named_for_page).collect();
                    album = Some(named_for_page(track.album));
                }
            }
            Subject::Album(_) if !named.byline.is_empty() => {
                artists.push(named_for_page(self.archive.label_of_key(
                    self.known,
                    EntityKind::Artist,
                    &named.byline,
                )?));
            }
            _ => {}
        }
        let genres = self.known.genres_of(*subject);
        let moment = |moment: &stats::LocalPlay| -> Told<view::PlayedTrack> {
            Ok(view::PlayedTrack {
                day: moment.began.date().to_epoch_days(),
                minute: minute(moment.began),
                track: named_for_page(self.name(Subject::Track(moment.track))?),
            })
        };
        let rivals = detail.rivals.iter().map(|rival| -> Told<_> {
            let Label { key, name, .. } = self.name(rival.subject)?;
            let ranks = rival.ranks.clone();
            Ok(view::Rival { key, name, ranks })
        });
        let companions = detail.companions.iter().map(|companion| -> Told<_> {
            let Label { key, name, .. } = self.name(companion.subject)?;
            let sessions = companion.sessions;
            Ok(view::Companion { key, name, sessions })
        });
        let top = detail.top.iter().map(|(track, amount)| {
            let ranked = Ranked {
                number: *track,
                amount: *amount,
                rank_before: None,
                first_heard: None,
            };
            self.row(&ranked, Subject::Track)
        });
        Ok(view::Detail {
            sort: sort(*subject),
            uri: named.uri().filter(|uri| outside::has_page(uri)).map(str::to_owned),
            cover: self.shape.cover(&named.covers),
            artists,
            album,
            genres: genres.into_iter().map(named_for_page).collect(),
            plays: detail.amount.plays,
            secs: number(detail.amount.ms / 1000),
            rank: detail.rank,
            tracks: detail.tracks,
            first: detail.first.as_ref().map(moment).transpose()?,
            first_day_plays: detail.first_day_plays,
            last: detail.last.as_ref().map(moment).transpose()?,
            longest_run: detail.longest_run.map(range),
            years: detail
                .years
                .iter()
                .map(|year| view::YearRank {
                    year: year.year,
                    plays: year.amount.plays,
                    secs: number(year.amount.ms / 1000),
                    rank: year.rank,
                    of: year.of,
                })
                .collect(),
            rivals: rivals.collect::<Told<_>>()?,
            timeline: self.timeline(&detail.timeline),
            clock: self.amounts(&detail.clock),
            top: top.collect::<Told<_>>()?,
            sessions: detail.sessions,
            companions: companions.collect::<Told<_>>()?,
            gaps: self.gaps(),
            today: self.today.to_epoch_days(),
            zone: self.known.zone().name().to_owned(),
            hidden: self.archive.hidden_id(self.known, *subject)?,
            key: named.key,
            name: named.name,
        })
    }

    fn name(&self, subject: Subject) -> Told<Label> {
        Ok(self.archive.label(self.known, subject)?.unwrap_or_default())
    }

    fn rows<N: Copy>(&self, ranks: &[Ranked<N>], subject: impl Fn(N) -> Subject) -> Told<Vec<view::ExploreRow>> {
        ranks.iter().map(|rank| self.row(rank, &subject)).collect()
    }

    fn row<N: Copy>(&self, rank: &Ranked<N>, subject: impl Fn(N) -> Subject) -> Told<view::ExploreRow> {
        let named = self.name(subject(rank.number))?;
        Ok(view::ExploreRow {
            uri: named.uri().filter(|uri| outside::has_page(uri)).map(str::to_owned),
            cover: self.shape.cover(&named.covers),
            key: named.key,
            name: named.name,
            under: named.byline,
            plays: rank.amount.plays,
            secs: number(rank.amount.ms / 1000),
            rank_before: rank.rank_before,
            first_day: rank.first_heard.map(|day| day.to_epoch_days()),
        })
    }

    fn names(&self, filter: &view::ExploreFilter) -> Told<Vec<view::NamedKey>> {
        let mut names = Vec::new();
        for (list, pick) in [
            (EntityKind::Artist, &filter.artists),
            (EntityKind::Album, &filter.albums),
            (EntityKind::Track, &filter.tracks),
            (EntityKind::Genre, &filter.genres),
        ] {
            for key in pick.only.iter().chain(&pick.never) {
                let named = self.archive.label_of_key(self.known, list, key)?;
                names.push(view::NamedKey {
                    key: key.clone(),
                    name: named.name,
                });
            }
        }
        Ok(names)
    }

    fn stream(&self, stream: &Stream, artists: u32) -> Told<view::Stream> {
        let subjects: Vec<Subject> = match &stream.of {
            StreamBands::Artists(artists) => artists.iter().copied().map(Subject::Artist).collect(),
            StreamBands::Genres(genres) => genres.iter().copied().map(Subject::Genre).collect(),
        };
        let bands = subjects
            .iter()
            .zip(&stream.amounts)
            .map(|(subject, amounts)| -> Told<_> {
                let Label { key, name, .. } = self.name(*subject)?;
                Ok(view::StreamBand {
                    key,
                    name,
                    amounts: self.amounts(amounts),
                })
            });
        let other_count = match stream.of {
            StreamBands::Artists(_) => artists.saturating_sub(shape::count(subjects.len())),
            StreamBands::Genres(_) => shape::count(self.known.genre_count().saturating_sub(subjects.len())),
        };
        Ok(view::Stream {
            bins: bins(stream.bins),
            bands: bands.collect::<Told<_>>()?,
            others: self.amounts(&stream.others),
            other_count,
        })
    }

    fn on_this_day(&self, days: &[OnThisDay]) -> Told<Vec<view::OnThisDay>> {
        let told = days.iter().map(|told| -> Told<_> {
            let Label {
                key,
                name,
                byline: under,
                ..
            } = self.name(Subject::Track(told.track))?;
            Ok(view::OnThisDay {
                day: told.day.to_epoch_days(),
                plays: told.amount.plays,
                secs: number(told.amount.ms / 1000),
                track: view::NamedKey { key, name },
                under,
            })
        });
        told.collect()
    }

    fn timeline(&self, timeline: &Timeline) -> view::Timeline {
        view::Timeline {
            bins: bins(timeline.bins),
            all: self.amounts(&timeline.all),
            matched: self.amounts(&timeline.matched),
        }
    }

    /// Plays, or seconds.
    fn amounts(&self, amounts: &[Amount]) -> Vec<u32> {
        let amount = |amount: &Amount| match self.measure {
            Measure::Plays => amount.plays,
            Measure::Time => number(amount.ms / 1000),
        };
        amounts.iter().map(amount).collect()
    }

    fn gaps(&self) -> Vec<view::DayRange> {
        let gap = |(from, to): &(i64, i64)| view::DayRange {
            first_day: self.day_of(*from),
            last_day: self.day_of(*to),
        };
        self.known.gaps().iter().map(gap).collect()
    }

    fn day_of(&self, ms: i64) -> i32 {
        self.known.zone().local(ms).date_naive().to_epoch_days()
    }
}

fn sort(subject: Subject) -> view::EntityKind {
    match subject {
        Subject::Track(_) => view::EntityKind::Tracks,
        Subject::Album(_) => view::EntityKind::Albums,
        Subject::Artist(_) => view::EntityKind::Artists,
        Subject::Genre(_) => view::EntityKind::Genres,
    }
}

fn named_for_page(named: Label) -> view::NamedKey {
    view::NamedKey {
        key: named.key,
        name: named.name,
    }
}

fn minute(at: NaiveDateTime) -> u32 {
    at.hour() * 60 + at.minute()
}

fn range(days: DayRange) -> view::DayRange {
    view::DayRange {
        first_day: days.first.to_epoch_days(),
        last_day: days.last.to_epoch_days(),
    }
}

fn bins(bins: Bins) -> view::Bins {
    view::Bins {
        unit: match bins.unit {
            stats::BinUnit::Day => view::BinUnit::Day,
            stats::BinUnit::Week => view::BinUnit::Week,
            stats::BinUnit::Month => view::BinUnit::Month,
        },
        starts: bins.starts().map(|day| day.to_epoch_days()).collect(),
    }
}

fn totals(totals: Totals) -> view::ExploreTotals {
    view::ExploreTotals {
        plays: totals.amount.plays,
        secs: number(totals.amount.ms / 1000),
        tracks: totals.tracks,
        artists: totals.artists,
        albums: totals.albums,
        days: totals.days,
        new_artists: totals.new_artists,
    }
}
