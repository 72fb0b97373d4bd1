//! Why plays are as many as they are: the rows that tell of them, and the rules by which several are one play.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::recount::{RecountReason, ToldPlay};

/// What makes up plays. The rows less those that are joined are the plays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Explanation {
    /// The rows that tell of these plays.
    pub rows: Vec<SourceRows>,
    /// The rows that tell of a play which another row stands for.
    pub joined: Vec<JoinedRows>,
    pub plays: u32,
    /// Plays that pass the filter and do not count by the rule.
    pub uncounted: u32,
    /// The latest of the plays.
    pub latest: Option<ExplainedPlay>,
}

/// How many rows come from one kind of source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SourceRows {
    pub provenance: Provenance,
    pub rows: u32,
}

/// How many rows one rule joined to others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct JoinedRows {
    pub reason: RecountReason,
    pub rows: u32,
    /// The latest play that it joined a row to.
    pub example: ExplainedPlay,
}

/// A play, and every row that tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExplainedPlay {
    pub began_secs: u32,
    pub ms_played: u32,
    /// The row that stands for it, then the others, in the order of their ends.
    pub rows: Vec<ExplainedRow>,
}

/// A play, and others that it may be the same as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlayAmongOthers {
    pub play: ExplainedPlay,
    /// Those around it, and those of its track on the days around it: in the order in which they began.
    pub others: Vec<ExplainedPlay>,
}

/// A row that tells of a play.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExplainedRow {
    /// What `keep_apart`, `join_plays` and `take_back_decision` take.
    pub row: String,
    /// As long as it says that the play was heard: 0 if it does not.
    pub told: ToldPlay,
    pub provenance: Provenance,
    pub times: ToldTimes,
    /// The time that it tells: the begin if it tells nothing else, or else the end. Account data tells the minute.
    pub stamp_secs: u32,
    /// The rule by which it tells of the same play as another; `None` for the row that stands for the play.
    pub joined: Option<RecountReason>,
    /// The listener decided about it.
    pub decided: bool,
}

/// Which kind of source a row is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Provenance {
    Recorded,
    AccountData,
    ExtendedHistory,
}

/// Which times a row tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum ToldTimes {
    Begin,
    End,
    EndAndLength,
}
