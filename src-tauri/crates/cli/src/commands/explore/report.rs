//! The answer for programs. Scripts read its JSON, so the names in it never change.

mod bars;
mod filter;
mod ranks;

use chrono::NaiveDate;
use library::{Archive, DayBounds, Explored, Gap, StoreError};
use serde::Serialize;
use stats::{Amount, OnThisDay, Session, Sessions, Streaks, Summary, Totals};

pub(in crate::commands) use self::ranks::NameLookup;
use self::{bars::TimelineBar, filter::Filter, ranks::Stream};
pub(super) use self::{
    bars::{Day, Hour},
    filter::kind,
    ranks::{NamedPlay, NamedSubject, Rank},
};
use super::{Repeated, request::Request};
use crate::wording::iso_ms;

#[derive(Debug, Serialize)]
pub(super) struct Report {
    filter: Filter,
    pub(super) range: Option<DayRange>,
    pub(super) before: Option<DayRange>,
    pub(super) totals: Sums,
    pub(super) totals_before: Option<Sums>,
    whole: PlaysAndTime,
    half: u32,
    pub(super) stayed: u32,
    pub(super) discovered: PlaysAndTime,
    pub(super) tracks: Vec<Rank>,
    pub(super) artists: Vec<Rank>,
    pub(super) albums: Vec<Rank>,
    pub(super) genres: Vec<Rank>,
    timeline: Vec<TimelineBar>,
    pub(super) clock: Vec<Hour>,
    calendar: Vec<Day>,
    stream: Vec<Stream>,
    pub(super) sessions: Option<SessionSummary>,
    pub(super) streaks: StreakDays,
    pub(super) best_day: Option<Day>,
    pub(super) first: Option<NamedPlay>,
    last: Option<NamedPlay>,
    pub(super) skipped: u32,
    pub(super) skips_known: u32,
    pub(super) estimated: u32,
    pub(super) on_this_day: Vec<Anniversary>,
    pub(super) gaps: Vec<ReportedGap>,
    /// How many things and spans of time are hidden.
    pub(super) hidden: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) repeat: Option<Repeated>,
}

impl Report {
    pub(super) fn new(
        archive: &Archive,
        request: &Request,
        explored: &Explored,
        repeat: Option<Repeated>,
    ) -> Result<Self, StoreError> {
        let Summary {
            range,
            before,
            totals,
            totals_before,
            whole,
            half,
            stayed,
            discovered,
            tracks,
            artists,
            albums,
            genres,
            timeline,
            clock,
            calendar,
            stream,
            sessions,
            streaks,
            best_day,
            first,
            last,
            skipped,
            skips_known,
            estimated,
            on_this_day,
        } = &explored.summary;
        let names = NameLookup {
            archive,
            known: &explored.history,
        };
        Ok(Self {
            filter: Filter::new(request),
            range: range.map(Into::into),
            before: before.map(Into::into),
            totals: (*totals).into(),
            totals_before: totals_before.map(Into::into),
            whole: (*whole).into(),
            half: *half,
            stayed: *stayed,
            discovered: (*discovered).into(),
            tracks: names.ranks(tracks, stats::Subject::Track)?,
            artists: names.ranks(artists, stats::Subject::Artist)?,
            albums: names.ranks(albums, stats::Subject::Album)?,
            genres: names.ranks(genres, stats::Subject::Genre)?,
            timeline: bars::timeline(timeline),
            clock: bars::clock(clock),
            calendar: bars::calendar(calendar),
            stream: names.stream(stream)?,
            sessions: sessions.map(Into::into),
            streaks: (*streaks).into(),
            best_day: best_day.map(|best| Day::new(best.day, best.amount)),
            first: first.map(|play| names.play(play)).transpose()?,
            last: last.map(|play| names.play(play)).transpose()?,
            skipped: *skipped,
            skips_known: *skips_known,
            estimated: *estimated,
            on_this_day: on_this_day
                .iter()
                .map(|OnThisDay { day, amount, track }| {
                    Ok(Anniversary {
                        day: *day,
                        amount: (*amount).into(),
                        track: names.subject(stats::Subject::Track(*track))?,
                    })
                })
                .collect::<Result<_, StoreError>>()?,
            gaps: gaps(explored, request),
            hidden: explored.history.hidden(),
            repeat,
        })
    }
}

#[derive(Debug, Clone, Copy, Serialize)]
pub(in crate::commands) struct PlaysAndTime {
    pub(in crate::commands) plays: u32,
    pub(in crate::commands) ms: u64,
}

impl From<Amount> for PlaysAndTime {
    fn from(Amount { plays, ms }: Amount) -> Self {
        Self { plays, ms }
    }
}

#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct DayRange {
    pub(super) from: NaiveDate,
    pub(super) to: NaiveDate,
}

impl From<stats::DayRange> for DayRange {
    fn from(days: stats::DayRange) -> Self {
        Self {
            from: days.first,
            to: days.last,
        }
    }
}

#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Sums {
    #[serde(flatten)]
    pub(super) amount: PlaysAndTime,
    pub(super) tracks: u32,
    pub(super) artists: u32,
    pub(super) albums: u32,
    pub(super) days: u32,
    pub(super) new_artists: u32,
}

impl From<Totals> for Sums {
    fn from(totals: Totals) -> Self {
        Self {
            amount: totals.amount.into(),
            tracks: totals.tracks,
            artists: totals.artists,
            albums: totals.albums,
            days: totals.days,
            new_artists: totals.new_artists,
        }
    }
}

#[derive(Debug, Serialize)]
pub(super) struct SessionSummary {
    pub(super) count: u32,
    pub(super) typical_mins: u32,
    pub(super) longest: LongestSession,
}

#[derive(Debug, Serialize)]
pub(super) struct LongestSession {
    /// In the listener's zone.
    pub(super) began: String,
    pub(super) secs: u32,
    pub(super) plays: u32,
}

#[derive(Debug, Serialize)]
pub(super) struct StreakDays {
    pub(super) current_days: u32,
    pub(super) longest_days: u32,
    pub(super) longest: Option<DayRange>,
}

#[derive(Debug, Serialize)]
pub(super) struct Anniversary {
    pub(super) day: NaiveDate,
    #[serde(flatten)]
    pub(super) amount: PlaysAndTime,
    pub(super) track: Option<NamedSubject>,
}

#[derive(Debug, Serialize)]
pub(super) struct ReportedGap {
    #[serde(skip)]
    pub(super) of: Gap,
    from: String,
    to: String,
    why: &'static str,
}

impl From<Sessions> for SessionSummary {
    fn from(sessions: Sessions) -> Self {
        let Session { began, secs, plays } = sessions.longest;
        Self {
            count: sessions.count,
            typical_mins: sessions.typical_mins,
            longest: LongestSession {
                began: began.format("%Y-%m-%dT%H:%M:%S").to_string(),
                secs,
                plays,
            },
        }
    }
}

impl From<Streaks> for StreakDays {
    fn from(streaks: Streaks) -> Self {
        Self {
            current_days: streaks.current_days,
            longest_days: streaks.longest.map_or(0, stats::DayRange::len),
            longest: streaks.longest.map(Into::into),
        }
    }
}

/// Where plays are missing, or may be, in the range.
fn gaps(explored: &Explored, request: &Request) -> Vec<ReportedGap> {
    let filter = &request.ask.question.filter;
    let days = DayBounds {
        from: filter.from,
        to: filter.to,
    };
    let (from, to) = days.millis(request.zone);
    let gaps = explored
        .history
        .gaps()
        .iter()
        .filter(|gap| gap.from < to && gap.to > from);
    gaps.map(|gap| ReportedGap {
        of: *gap,
        from: iso_ms(gap.from),
        to: iso_ms(gap.to),
        why: gap.kind.code(),
    })
    .collect()
}
