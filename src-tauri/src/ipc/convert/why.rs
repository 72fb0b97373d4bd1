//! What makes up plays, and which rows tell of one.

use library::{CompleteTime, ExplainedPlay, ExplainedRow, Explanation, Library, PlayAmongOthers, PlayEntry, PlayKey};
use plays::{Provenance, Times};

use super::recount::told_play;
use crate::ipc::{
    number::{number, secs_from_ms},
    view,
};

/// `library` keeps the covers.
pub(crate) fn explanation(library: &Library, explanation: &Explanation) -> view::Explanation {
    let rows = explanation.rows.iter().map(|(provenance, rows)| view::SourceRows {
        provenance: (*provenance).into(),
        rows: number(*rows),
    });
    let joined = explanation.joined.iter().filter_map(|(reason, rows)| {
        Some(view::JoinedRows {
            reason: (*reason).into(),
            rows: number(*rows),
            example: explained_play(library, explanation.examples.get(reason)?),
        })
    });
    view::Explanation {
        rows: rows.collect(),
        joined: joined.collect(),
        plays: number(explanation.plays),
        uncounted: explanation.uncounted,
        latest: explanation.latest.first().map(|play| explained_play(library, play)),
    }
}

pub(crate) fn play_among_others(library: &Library, found: &PlayAmongOthers) -> view::PlayAmongOthers {
    view::PlayAmongOthers {
        play: explained_play(library, &found.play),
        others: found.others.iter().map(|play| explained_play(library, play)).collect(),
    }
}

fn explained_play(library: &Library, play: &ExplainedPlay) -> view::ExplainedPlay {
    view::ExplainedPlay {
        began_secs: secs_from_ms(play.began_ms),
        ms_played: play.ms_played,
        rows: play.rows.iter().map(|row| explained_row(library, row)).collect(),
    }
}

fn explained_row(library: &Library, row: &ExplainedRow) -> view::ExplainedRow {
    view::ExplainedRow {
        row: row.name.to_string(),
        told: told_play(library, &row.told),
        provenance: row.told.play.provenance.into(),
        times: match row.times {
            Times::Begin => view::ToldTimes::Begin,
            Times::End => view::ToldTimes::End,
            Times::EndAndLength => view::ToldTimes::EndAndLength,
        },
        stamp_secs: secs_from_ms(row.stamp_ms),
        joined: row.joined.map(Into::into),
        decided: row.is_decided,
    }
}

impl From<Provenance> for view::Provenance {
    fn from(provenance: Provenance) -> Self {
        match provenance {
            Provenance::Live => Self::Recorded,
            Provenance::Account => Self::AccountData,
            Provenance::Extended => Self::ExtendedHistory,
        }
    }
}

impl From<view::PlayKey> for PlayKey {
    fn from(key: view::PlayKey) -> Self {
        Self {
            began_secs: i64::from(key.began_secs),
            ms_played: key.ms_played,
            track: key.track,
        }
    }
}

impl From<&PlayEntry> for view::PlayKey {
    fn from(play: &PlayEntry) -> Self {
        Self {
            began_secs: secs_from_ms(play.ended_at.as_millis() - i64::from(play.ms_played)),
            ms_played: play.ms_played,
            track: play.uri.clone(),
        }
    }
}

impl From<CompleteTime> for view::CompleteTime {
    fn from(time: CompleteTime) -> Self {
        Self {
            from_secs: secs_from_ms(time.from),
            to_secs: secs_from_ms(time.to),
        }
    }
}
