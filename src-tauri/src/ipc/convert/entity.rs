//! Names and covers for the numbers by which the statistics know tracks, albums, artists and genres.

use chrono::{NaiveDate, NaiveDateTime, Timelike};
use library::{Archive, Gap, Label, Library, LoadedHistory, StoreError};
use stats::{Amount, Bins, Measure, Ranked, Subject, Timeline};

use super::{spotify_page::has_page, track::cover};
use crate::ipc::{number::number, view};

pub(crate) type Converted<T> = Result<T, StoreError>;

/// What it takes to show an answer of the statistics: the archive that has the names, and how the question measured.
pub(crate) struct Entities<'a> {
    pub(crate) library: &'a Library,
    pub(crate) archive: &'a Archive,
    pub(crate) history: &'a LoadedHistory,
    pub(crate) measure: Measure,
    pub(crate) today: NaiveDate,
}

impl Entities<'_> {
    pub(super) fn label(&self, subject: Subject) -> Converted<Label> {
        Ok(self.archive.label(self.history, subject)?.unwrap_or_default())
    }

    pub(super) fn rows<N: Copy>(
        &self,
        ranks: &[Ranked<N>],
        subject: impl Fn(N) -> Subject,
    ) -> Converted<Vec<view::ExploreRow>> {
        ranks.iter().map(|rank| self.row(rank, &subject)).collect()
    }

    pub(super) fn row<N: Copy>(&self, rank: &Ranked<N>, subject: impl Fn(N) -> Subject) -> Converted<view::ExploreRow> {
        let label = self.label(subject(rank.number))?;
        Ok(view::ExploreRow {
            uri: self.uri(&label),
            cover: self.cover(&label),
            key: label.key,
            name: label.name,
            under: label.byline,
            plays: rank.amount.plays,
            secs: number(rank.amount.ms / 1000),
            rank_before: rank.rank_before,
            first_day: rank.first_heard.map(|day| day.to_epoch_days()),
        })
    }

    /// What Spotify has a page for.
    pub(super) fn uri(&self, label: &Label) -> Option<String> {
        label.uri().filter(|uri| has_page(uri)).map(str::to_owned)
    }

    pub(super) fn cover(&self, label: &Label) -> Option<view::Cover> {
        cover(self.library, &label.covers)
    }

    pub(super) fn timeline(&self, timeline: &Timeline) -> view::Timeline {
        view::Timeline {
            bins: bins(timeline.bins),
            all: self.amounts(&timeline.all),
            matched: self.amounts(&timeline.matched),
        }
    }

    /// Plays or seconds, by the question's measure.
    pub(super) fn amounts(&self, amounts: &[Amount]) -> Vec<u32> {
        let amount = |amount: &Amount| match self.measure {
            Measure::Plays => amount.plays,
            Measure::Time => number(amount.ms / 1000),
        };
        amounts.iter().map(amount).collect()
    }

    pub(super) fn gaps(&self) -> Vec<view::GapDays> {
        let gap = |gap: &Gap| view::GapDays {
            first_day: self.day_of(gap.from),
            last_day: self.day_of(gap.to),
            kind: gap.kind.into(),
        };
        self.history.gaps().iter().map(gap).collect()
    }

    /// `ms` are milliseconds since 1970.
    pub(super) fn day_of(&self, ms: i64) -> i32 {
        self.history.zone().local(ms).date_naive().to_epoch_days()
    }

    pub(super) fn zone(&self) -> String {
        self.history.zone().name().to_owned()
    }
}

pub(super) fn named_key(label: Label) -> view::NamedKey {
    view::NamedKey {
        key: label.key,
        name: label.name,
    }
}

pub(super) fn minute_of_day(at: NaiveDateTime) -> u32 {
    at.hour() * 60 + at.minute()
}

/// The day, and how much of it has gone by.
fn day_and_part(at: NaiveDateTime) -> f64 {
    f64::from(at.date().to_epoch_days()) + f64::from(at.num_seconds_from_midnight()) / 86_400.0
}

pub(super) fn bins(bins: Bins) -> view::Bins {
    view::Bins {
        unit: match bins.unit {
            stats::BinUnit::Hour => view::BinUnit::Hour,
            stats::BinUnit::Day => view::BinUnit::Day,
            stats::BinUnit::Week => view::BinUnit::Week,
            stats::BinUnit::Month => view::BinUnit::Month,
        },
        starts: bins.starts().map(day_and_part).collect(),
    }
}
