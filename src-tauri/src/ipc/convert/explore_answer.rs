//! The archive's answer, as the Explore screen shows it.

use chrono::NaiveDate;
use library::{EntityKind, Explored, Label};
use stats::{GenreLevel, LocalPlay, OnThisDay, Stream, StreamBands, Subject, Totals};

use super::{
    entity::{Converted, Entities, bins, minute_of_day},
    explore_question::genre_level,
    filter::{day_range, platform_for_page},
};
use crate::ipc::{
    number::{count, number},
    view,
};

impl Entities<'_> {
    pub(crate) fn explore_answer(
        &self,
        question: &view::ExploreQuestion,
        explored: &Explored,
    ) -> Converted<view::ExploreAnswer> {
        let summary = &explored.summary;
        let has_plays = summary.timeline.bins.count > 0;
        let rows = match question.sort {
            view::EntityKind::Tracks => self.rows(&summary.tracks, Subject::Track)?,
            view::EntityKind::Artists => self.rows(&summary.artists, Subject::Artist)?,
            view::EntityKind::Albums => self.rows(&summary.albums, Subject::Album)?,
            view::EntityKind::Genres => self.rows(&summary.genres, Subject::Genre)?,
        };
        let new_year = NaiveDate::from_ymd_opt(summary.calendar.year, 1, 1).unwrap_or_default();
        Ok(view::ExploreAnswer {
            life: has_plays.then(|| self.history.table().life()).flatten().map(day_range),
            range: summary.range.map(day_range),
            before: summary.before.map(day_range),
            today: self.today.to_epoch_days(),
            zone: self.zone(),
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
                first_day: new_year.to_epoch_days(),
                days: self.amounts(&summary.calendar.days),
            },
            stream: self.stream(
                &summary.stream,
                summary.totals.artists,
                genre_level(question.genre_level),
            )?,
            sessions: summary.sessions.map(|sessions| view::Sessions {
                count: sessions.count,
                typical_mins: sessions.typical_mins,
                longest_mins: sessions.longest.secs / 60,
                longest_plays: sessions.longest.plays,
                longest_day: sessions.longest.began.date().to_epoch_days(),
                longest_minute: minute_of_day(sessions.longest.began),
            }),
            streaks: view::Streaks {
                current_days: summary.streaks.current_days,
                longest: summary.streaks.longest.map(day_range),
            },
            best_day: summary.best_day.map(|best| view::BestDay {
                day: best.day.to_epoch_days(),
                plays: best.amount.plays,
                secs: number(best.amount.ms / 1000),
            }),
            first: summary.first.map(|play| self.first_play(play)).transpose()?,
            skipped: summary.skipped,
            skips_known: summary.skips_known,
            estimated: summary.estimated,
            on_this_day: self.on_this_day(&summary.on_this_day)?,
            gaps: self.gaps(),
            last_export_day: self.history.exported_until().map(|at| self.day_of(at)),
            hidden: count(self.history.hidden()),
            names: self.filter_names(&question.filter)?,
            countries: self.history.countries().iter().map(|country| country.code()).collect(),
            platforms: self
                .history
                .platforms()
                .iter()
                .copied()
                .map(platform_for_page)
                .collect(),
        })
    }

    fn filter_names(&self, filter: &view::ExploreFilter) -> Converted<Vec<view::NamedKey>> {
        let mut names = Vec::new();
        for (kind, keys) in [
            (EntityKind::Artist, &filter.artists),
            (EntityKind::Album, &filter.albums),
            (EntityKind::Track, &filter.tracks),
            (EntityKind::Genre, &filter.genres),
        ] {
            for key in keys.only.iter().chain(&keys.never) {
                let label = self.archive.label_of_key(self.history, kind, key)?;
                names.push(view::NamedKey {
                    key: key.clone(),
                    name: label.name,
                });
            }
        }
        Ok(names)
    }

    fn stream(&self, stream: &Stream, artists: u32, level: GenreLevel) -> Converted<view::Stream> {
        let subjects: Vec<Subject> = match &stream.of {
            StreamBands::Artists(artists) => artists.iter().copied().map(Subject::Artist).collect(),
            StreamBands::Genres(genres) => genres.iter().copied().map(Subject::Genre).collect(),
        };
        let bands = subjects
            .iter()
            .zip(&stream.amounts)
            .map(|(subject, amounts)| -> Converted<_> {
                let Label { key, name, .. } = self.label(*subject)?;
                let amounts = self.amounts(amounts);
                Ok(view::StreamBand { key, name, amounts })
            });
        let other_count = match stream.of {
            StreamBands::Artists(_) => artists.saturating_sub(count(subjects.len())),
            StreamBands::Genres(_) => count(self.history.genre_count(level).saturating_sub(subjects.len())),
        };
        Ok(view::Stream {
            bins: bins(stream.bins),
            bands: bands.collect::<Converted<_>>()?,
            others: self.amounts(&stream.others),
            other_count,
        })
    }

    fn first_play(&self, play: LocalPlay) -> Converted<view::FirstPlay> {
        let Label { key, name, byline, .. } = self.label(Subject::Track(play.track))?;
        Ok(view::FirstPlay {
            day: play.began.date().to_epoch_days(),
            minute: minute_of_day(play.began),
            track: view::NamedKey { key, name },
            under: byline,
        })
    }

    fn on_this_day(&self, days: &[OnThisDay]) -> Converted<Vec<view::OnThisDay>> {
        let on_this_day = days.iter().map(|day| -> Converted<_> {
            let Label { key, name, byline, .. } = self.label(Subject::Track(day.track))?;
            Ok(view::OnThisDay {
                day: day.day.to_epoch_days(),
                plays: day.amount.plays,
                secs: number(day.amount.ms / 1000),
                track: view::NamedKey { key, name },
                under: byline,
            })
        });
        on_this_day.collect()
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
