//! The same plays and the engine's own answer, for other engines.

use std::{
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::Path,
};

use plays::Kind;
use serde_json::json;
use stats::{Amount, Summary};

use crate::{Done, life::Life, times::Times};

/// Into `plays.csv`, oldest first: when it began in milliseconds since 1970 UTC, for how many milliseconds it was heard, the
/// numbers of its track and of its first artist. Only music, which is what the engine was asked about: nobody else has to
/// filter for it. Into `answer.json`: the engine's times in milliseconds, and what it found.
pub(crate) fn write(folder: &Path, life: &Life, summary: &Summary, times: &Times) -> Done {
    fs::create_dir_all(folder)?;
    let mut out = BufWriter::new(File::create(folder.join("plays.csv"))?);
    writeln!(out, "began_ms,ms_played,track,artist")?;
    let mut plays: Vec<_> = life.plays.iter().collect();
    plays.sort_by_key(|play| play.began_ms);
    let mut written = 0_u32;
    for play in plays {
        let track = life.catalogue.tracks.get(play.track.index()).ok_or("no such track")?;
        if track.kind != Kind::Music {
            continue;
        }
        let [artist] = track.artists.as_slice() else {
            return Err("a track of an export has one artist, by whom the others count".into());
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
