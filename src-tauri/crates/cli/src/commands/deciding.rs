//! `decide` and `decisions`: what the listener knows better than the rules about plays.

use library::{
    Archive, CompleteTime, DecisionChange, DecisionError, ListedDecision, RowDecision, RowName, Zone, row_id,
};
use serde::Serialize;

use super::{recount::title, why::teller};
use crate::{
    answer::Answer,
    arguments::Decide,
    failure::Failure,
    period,
    wording::{iso_ms, local, several, thousands},
};

#[derive(Serialize)]
struct ChangeJson {
    plays_before: u64,
    plays: u64,
}

#[derive(Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
enum DecisionJson {
    /// A row is a play of its own.
    Apart { id: String, decided_at: String },
    /// A row tells of the same play as another.
    Same {
        id: String,
        same_as: String,
        decided_at: String,
    },
    /// Nothing is missing in a time.
    Complete {
        id: String,
        from: String,
        to: String,
        decided_at: String,
    },
}

pub(super) fn decide(archive: &Archive, what: &Decide, zone: Zone) -> Result<Answer, Failure> {
    let row = |id: &str| archive.row_of_id(id).map_err(|error| failure(error, id));
    match what {
        Decide::Apart { row: id } => {
            let change = archive.keep_apart(&row(id)?).map_err(|error| failure(error, id))?;
            changed(
                change,
                &format!("It is a play of its own. To take that back: tonearm-cli decide undo {id}"),
            )
        }
        Decide::Same { row: id, other } => {
            let (one, other) = (row(id)?, row(other)?);
            let change = archive.join_plays(&one, &other).map_err(|error| failure(error, id))?;
            changed(
                change,
                &format!("They are one play. To take that back: tonearm-cli decide undo {id}"),
            )
        }
        Decide::Complete { from, to } => {
            let from_ms = period::start_ms(from, zone).map_err(Failure::usage)?;
            let to_ms = period::end_ms(to, zone).map_err(Failure::usage)?;
            let before = archive.open_gaps()?.len();
            archive.call_complete(from_ms, to_ms).map_err(|error| match error {
                DecisionError::NoTime => Failure::usage(format!("{from} does not come before {to}")),
                other => failure(other, from),
            })?;
            let closed = before.saturating_sub(archive.open_gaps()?.len()) as u64;
            let id = time_id(from_ms, to_ms);
            let gaps = match closed {
                0 => "No gap lies in this time.".to_owned(),
                _ => format!("{} no gap any more.", several(closed, "gap is", "gaps are")),
            };
            let json = serde_json::json!({ "gaps_closed": closed });
            Answer::done(&json, format!("{gaps} To take that back: tonearm-cli decide undo {id}"))
        }
        Decide::Undo { decision } => undo(archive, decision),
    }
}

pub(super) fn decisions(archive: &Archive, zone: Zone) -> Result<Answer, Failure> {
    let (rows, times) = (archive.decisions()?, archive.complete_times()?);
    let json: Vec<_> = rows.iter().map(row_json).chain(times.iter().map(time_json)).collect();
    if json.is_empty() {
        return Answer::to_question(&json, "Nothing was decided. `tonearm-cli why` shows the rows of plays.");
    }
    let rows = rows.iter().map(|listed| row_text(listed, zone));
    let times = times.iter().map(|time| {
        let (from, to) = (local(time.from, zone), local(time.to, zone));
        format!(
            "{}  nothing is missing from {from} to {to}\n",
            time_id(time.from, time.to)
        )
    });
    Answer::to_question(&json, rows.chain(times).collect::<String>())
}

fn undo(archive: &Archive, id: &str) -> Result<Answer, Failure> {
    let times = archive.complete_times()?;
    if let Some(time) = times.iter().find(|time| time_id(time.from, time.to) == id) {
        archive.take_back_complete(time.from, time.to)?;
        return Answer::done(&time_json(time), "Gaps in this time are gaps again.");
    }
    let decided = archive.decisions()?.into_iter().map(|listed| listed.decided.row);
    let row: Option<RowName> = decided.into_iter().find(|row| row_id(row) == id);
    let change = match &row {
        Some(row) => archive.take_back_decision(row)?,
        None => None,
    };
    match change {
        Some(change) => changed(change, "The rules decide again."),
        None => Err(Failure::new(
            "no_such_decision",
            format!("Nothing that was decided is called {id}. Choose one from: tonearm-cli decisions"),
        )),
    }
}

fn changed(change: DecisionChange, what: &str) -> Result<Answer, Failure> {
    let DecisionChange { before, after } = change;
    let json = ChangeJson {
        plays_before: before,
        plays: after,
    };
    let plays = several(after, "play", "plays");
    Answer::done(
        &json,
        format!("{what}\nThe archive has {plays}; before, it had {}.", thousands(before)),
    )
}

fn failure(error: DecisionError, id: &str) -> Failure {
    match error {
        DecisionError::Store(error) => error.into(),
        DecisionError::NoSuchRow => Failure::new(
            "no_such_row",
            format!("No row is called {id}. `tonearm-cli why` shows what rows are called"),
        ),
        DecisionError::IsOwnPlay => Failure::new(
            "is_own_play",
            format!("{id} counts as a play already. Name a row that `tonearm-cli why` calls the same play"),
        ),
        DecisionError::IsSamePlay => Failure::new("is_same_play", "These rows tell of one play already".to_owned()),
        DecisionError::OtherAccount | DecisionError::NoTime => Failure::new("not_possible", error.to_string()),
    }
}

/// A short name for a time, as rows have one.
fn time_id(from: i64, to: i64) -> String {
    format!("{:x}-{:x}", from / 1000, (to - from) / 1000)
}

fn row_json(listed: &ListedDecision) -> DecisionJson {
    let decided = &listed.decided;
    let (id, decided_at) = (row_id(&decided.row), iso_ms(decided.decided_at));
    match &decided.decision {
        RowDecision::OwnPlay => DecisionJson::Apart { id, decided_at },
        RowDecision::SameAs(other) => DecisionJson::Same {
            id,
            same_as: row_id(other),
            decided_at,
        },
    }
}

fn time_json(time: &CompleteTime) -> DecisionJson {
    DecisionJson::Complete {
        id: time_id(time.from, time.to),
        from: iso_ms(time.from),
        to: iso_ms(time.to),
        decided_at: iso_ms(time.decided_at),
    }
}

fn row_text(listed: &ListedDecision, zone: Zone) -> String {
    let what = match &listed.decided.decision {
        RowDecision::OwnPlay => "a play of its own".to_owned(),
        RowDecision::SameAs(other) => format!("the same play as {}", row_id(other)),
    };
    let row = match &listed.told {
        Some(told) => format!("{}, {}", title(told), teller(told, zone)),
        None => "a row that no source has any more".to_owned(),
    };
    format!("{}  {what}: {row}\n", row_id(&listed.decided.row))
}
