//! Writes the same plays and our own answer to files, for other engines.

use std::{
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::Path,
};

use plays::Kind;
use serde_json::json;
use stats::{Amount, Summary};

use crate::{Outcome, history::SampleHistory, times::Times};

/// `plays.csv` has one row for each play, oldest first: when it began in milliseconds since 1970 UTC, how many milliseconds it
/// lasted, and the numbers of its track and its first artist. It has only music, because that is what the question is about,
/// and the other engines need not filter for it. `answer.json` has the engine's times in milliseconds and its answer.
pub(crate) fn write(folder: &Path, history: &SampleHistory, summary: &Summary, times: &Times) -> Outcome {
    fs::create_dir_all(folder)?;
    let mut out = BufWriter::new(File::create(folder.join("plays.csv"))?);
    writeln!(out, "began_ms,ms_played,track,artist")?;
    let mut plays: Vec<_> = history.plays.iter().collect();
    plays.sort_by_key(|play| play.began_ms);
    let mut written = 0_u32;
    for play in plays {
        let track = history
            .catalogue
            .tracks
            .get(play.track.index())
            .ok_or("no such track")?;
        if track.kind != Kind::Music {
            continue;
        }
        let [artist] = track.artists.as_slice() else {
            return Err("a track of an export should have one artist".into());
        };
        writeln!(
            out,
            "{},{},{},{}",
            play.began_ms, play.ms_played, play.track.0, artist.0
        )?;
        written += 1;
    }
    out.flush()?;
    let pair = |amount: &Amount| (amount.plays, amount.ms);
    let totals = &summary.totals;
    let (plays, ms) = pair(&totals.amount);
    let answer = json!({
        "plays": written,
        "p50_ms": times.percentile(50),
        "p95_ms": times.percentile(95),
        "totals": (plays, ms, totals.tracks, totals.artists, totals.days),
        "tracks": summary.tracks.iter().map(|rank| pair(&rank.amount)).collect::<Vec<_>>(),
        "artists": summary.artists.iter().map(|rank| pair(&rank.amount)).collect::<Vec<_>>(),
        "clock": summary.clock.iter().map(pair).collect::<Vec<_>>(),
    });
    fs::write(folder.join("answer.json"), answer.to_string())?;
    Ok(())
}
