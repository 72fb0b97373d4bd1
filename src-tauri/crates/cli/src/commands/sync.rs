//! `sync`: what was just played goes into the archive, with today's rankings.

use library::{Archive, GapKind, Priority};
use serde::Serialize;

use crate::{
    answer::Answer,
    connection::Connection,
    failure::Failure,
    wording::{missing, several},
};

#[derive(Serialize)]
struct SyncJson {
    recorded: usize,
    gap: bool,
    why: Option<&'static str>,
    rankings: bool,
}

pub(super) async fn run(connection: Connection, archive: &Archive) -> Result<Answer, Failure> {
    connection.require_sign_in()?;
    let library = &connection.library;
    // Who never opens the app has no other daily backup.
    let backup_error = archive.back_up_daily().err();
    let recorded = library.sync(Priority::Listener).await;
    // Nobody waits for these, and the next run goes on from there.
    let rankings = match &recorded {
        Ok(_) => library.snapshot_rankings(Priority::Background).await.err(),
        Err(_) => None,
    };
    connection.close();
    let recorded = recorded?;
    let json = SyncJson {
        recorded: recorded.plays,
        gap: recorded.gap.is_some(),
        why: recorded.gap.map(GapKind::code),
        rankings: rankings.is_none(),
    };
    let mut text = match recorded.plays {
        0 => "Nothing new was played.".to_owned(),
        plays => format!("Recorded {}.", several(plays as u64, "play", "plays")),
    };
    if let Some(kind) = recorded.gap {
        text.push_str(&format!(" Before them, {}; see: tonearm-cli gaps", missing(kind)));
    }
    let mut answer = Answer::done(&json, text)?;
    if let Some(error) = backup_error {
        answer = answer.warning(format!("there is no backup of today: {error}"));
    }
    Ok(match rankings.map(Failure::from) {
        Some(failure) => answer
            .warning(format!("today's rankings are not all recorded. {}", failure.message))
            .ending(failure.exit),
        None => answer,
    })
}
