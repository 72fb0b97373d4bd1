//! The archive, as a listener uses it: files are imported, pages recorded, and both undone.

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use chrono::DateTime;
use library::{Archive, ImportOptions};
use serde_json::json;
use spotify::{AlbumRef, ArtistRef, RecentPage, RecentPlay, Track};

use crate::{
    Outcome, Steps,
    life::{Life, Play},
};

/// Each figure is the fastest of so many runs.
const RUNS: usize = 3;
/// Rows of a file of account data.
const ROWS_A_FILE: usize = 10_000;
/// Nobody gets pages this long; with fifty plays a page, filling the archive would take longer than everything else.
const LONG_PAGE: usize = 10_000;
const PAGE: usize = 50;
const PAGES: usize = 10;

/// The steps of one life, in order; the archive holds more from each to the next.
pub(crate) fn measure(life: &Life) -> Outcome<Steps> {
    let folder = tempfile::tempdir()?;
    let extended = folder.path().join("my_spotify_data_extended.zip");
    sample::write_zip(&extended, &extended_rows(life))?;
    let account = folder.path().join("account");
    write_account(life, &account)?;
    let mut fastest: Steps = Vec::new();
    for run in 0..RUNS {
        let steps = one_run(life, &folder.path().join(format!("{run}.db")), &extended, &account)?;
        if fastest.is_empty() {
            fastest = steps;
        } else {
            for (fastest, step) in fastest.iter_mut().zip(steps) {
                fastest.1 = fastest.1.min(step.1);
            }
        }
    }
    Ok(fastest)
}

fn one_run(life: &Life, archive: &Path, extended: &Path, account: &Path) -> Outcome<Steps> {
    #[expect(clippy::disallowed_methods, reason = "this main hands out the clock")]
    let archive = Archive::open(archive, Arc::new(chrono::Utc::now))?;
    let import = |path: &Path| -> Outcome<store::SourceId> {
        let report = archive.import(&[PathBuf::from(path)], ImportOptions::default(), &mut |_| {
            ControlFlow::Continue(())
        })?;
        Ok(report.source.ok_or("nothing was imported")?)
    };
    let mut steps: Steps = Vec::new();
    let mut step = |name, began: Instant| steps.push((name, began.elapsed().as_secs_f64()));

    let began = Instant::now();
    let of_extended = import(extended)?;
    step("import the extended history", began);
    let began = Instant::now();
    let of_account = import(account)?;
    step("import account data", began);
    let began = Instant::now();
    archive.undo(of_account)?;
    step("undo account data", began);

    let plays: Vec<Play> = life.plays().collect();
    let (early, late) = plays.split_at(plays.len().saturating_sub(PAGES * PAGE));
    let began = Instant::now();
    for plays in early.chunks(LONG_PAGE) {
        record(&archive, plays)?;
    }
    step("record all but 500 plays, 10,000 a page", began);
    let began = Instant::now();
    for plays in late.chunks(PAGE) {
        record(&archive, plays)?;
    }
    step("record 500 plays, 50 a page", began);

    let began = Instant::now();
    let of_account = import(account)?;
    step("import account data again", began);
    let began = Instant::now();
    archive.undo(of_extended)?;
    step("undo the extended history", began);
    let began = Instant::now();
    import(extended)?;
    step("import the extended history again", began);
    let began = Instant::now();
    archive.undo(of_account)?;
    step("undo account data again", began);
    Ok(steps)
}

fn record(archive: &Archive, plays: &[Play]) -> Outcome {
    let plays = plays.iter().rev().map(recent_play).collect::<Outcome<_>>()?;
    archive.record("listener", &RecentPage { plays })?;
    Ok(())
}

fn name(play: &Play) -> String {
    format!("Track {}", play.track)
}

fn recent_play(play: &Play) -> Outcome<RecentPlay> {
    let artist = ArtistRef {
        id: None,
        name: "Ada".to_owned(),
    };
    let album = AlbumRef {
        id: None,
        name: "Harbour".to_owned(),
        artists: Vec::new(),
        images: Vec::new(),
    };
    Ok(RecentPlay {
        track: Track {
            id: format!("{:022}", play.track).parse()?,
            name: name(play),
            artists: vec![artist],
            album,
            duration_ms: play.length_ms,
            isrc: None,
        },
        played_at: DateTime::from_timestamp_millis(play.end_ms).ok_or("no such time")?,
    })
}

fn extended_rows(life: &Life) -> Vec<sample::Row> {
    let row = |play: Play| sample::Row {
        uri: Some(format!("spotify:track:{:022}", play.track)),
        name: name(&play),
        artist: "Ada".to_owned(),
        album: "Harbour".to_owned(),
        ended_at_ms: play.end_ms,
        ms_played: i64::from(play.length_ms),
    };
    life.plays().map(row).collect()
}

fn write_account(life: &Life, folder: &Path) -> Outcome {
    fs::create_dir(folder)?;
    let plays: Vec<Play> = life.plays().collect();
    for (number, plays) in plays.chunks(ROWS_A_FILE).enumerate() {
        let mut rows = Vec::new();
        for play in plays {
            let end = DateTime::from_timestamp_millis(play.end_ms).ok_or("no such time")?;
            rows.push(json!({
                "endTime": end.format("%Y-%m-%d %H:%M").to_string(),
                "artistName": "Ada",
                "trackName": name(play),
                "msPlayed": play.length_ms,
            }));
        }
        let file = fs::File::create(folder.join(format!("StreamingHistory_music_{number}.json")))?;
        serde_json::to_writer(std::io::BufWriter::new(file), &rows)?;
    }
    Ok(())
}
