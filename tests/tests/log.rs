//! In a process of its own, because the logger belongs to the whole process.
//! No token, code or verifier reaches the log, not even at trace level, and not in the lines of libraries. Neither does anything that
//! the listener played, looked for or named.

use std::fs;
use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;
use library::{ArchiveError, ExportFormat, Freshness, ImportOptions, Priority};
use log::{LevelFilter, Log, Metadata, Record};
use serde_json::json;
use simulator::{Family, FaultKind};
use spotify::{NewPlaylist, TimeRange};
use tonearm_tests::account::Account;
use tonearm_tests::consent;
use tonearm_tests::failure::Outcome;
use tonearm_tests::test_library::TestLibrary;

struct Recorder(Mutex<String>);

static RECORDER: Recorder = Recorder(Mutex::new(String::new()));

impl Log for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.push_str(&format!("{} {} {}\n", record.level(), record.target(), record.args()));
    }

    fn flush(&self) {}
}

/// Everything that handles a token.
async fn a_full_day(account: &Account) -> Outcome<String> {
    let mut printed = String::new();
    let attempt = account.attempt()?;
    let callback = consent::agree(attempt.url()).await?;
    let code = attempt.read(&callback, account.now())?;
    printed += &format!("{attempt:?} {code:?}");
    account.spotify.finish_sign_in(attempt, code).await?;
    printed += &format!("{:?}", account.spotify.grant());

    let spotify = &account.spotify;
    let _ = spotify.top_tracks(TimeRange::Year).await?;
    let draft = NewPlaylist {
        name: "Quiet".to_owned(),
        description: String::new(),
        public: false,
    };
    spotify.create_playlist(&draft).await?;
    account.simulator.set_rotation(true);
    account.advance(TimeDelta::hours(1));
    spotify.me().await?;
    for kind in [
        FaultKind::AccessTokenExpired,
        FaultKind::Cut,
        FaultKind::MalformedJson,
        FaultKind::NotOnTheList,
        FaultKind::Status(500),
        FaultKind::RetryAfter { secs: 1 },
    ] {
        account.inject(Family::Me, kind, 1);
        printed += &format!("{:?}", spotify.me().await);
    }
    for kind in [FaultKind::MalformedJson, FaultKind::EmptyBody, FaultKind::Status(400)] {
        account.advance(TimeDelta::hours(1));
        account.inject(Family::Token, kind, 1);
        match spotify.me().await {
            Ok(me) => printed += &format!("{me:?}"),
            Err(error) => printed += &format!("{error:?} {error}"),
        }
    }
    account.simulator.stop();
    printed += &format!("{:?}", spotify.me().await);
    account.simulator.resume().await?;
    account.simulator.revoke_consent();
    printed += &format!("{:?}", spotify.me().await);
    Ok(printed + &format!("{:?}", account.changes()))
}

/// Everything that is logged from now on, and by the test beside it.
fn record() {
    // The test beside it may have been first.
    let _ = log::set_logger(&RECORDER);
    log::set_max_level(LevelFilter::Trace);
}

fn recorded() -> String {
    RECORDER.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

#[tokio::test]
async fn a_full_day_leaves_no_token_in_the_log() -> Outcome {
    record();
    let account = Account::new().await?;
    let printed = a_full_day(&account).await?;
    let lines = recorded();

    assert!(
        lines.contains("DEBUG spotify::http GET /v1/me: 200 OK"),
        "our own lines were caught"
    );
    assert!(
        lines.lines().any(|line| line.starts_with("TRACE hyper_util")),
        "and the libraries' at trace level"
    );
    let tokens = account.simulator.tokens();
    assert!(tokens.len() > 4, "a code, access and refresh tokens");
    for token in tokens {
        assert!(!printed.contains(&token), "printed");
        for line in lines.lines() {
            assert!(!line.contains(&token), "{}", line.replace(&token, "<TOKEN>"));
        }
    }
    Ok(())
}

/// A history of one artist, in files whose names tell something as well; one can be read, the others can't.
const ARTIST: &str = "Quixotic Marmalade";
const ALBUM: &str = "Zeppelins over Yorkshire";
const TRACK: &str = "Umbrella Fandango";
const FOLDER: &str = "letters-to-wilhelmina";
const PLAYLIST: &str = "Songs for Persimmon";
const SEARCH: &str = "hurdygurdy";

#[tokio::test]
async fn what_was_played_looked_for_and_named_is_not_in_the_log() -> Outcome {
    record();
    let account = Account::signed_in().await?;
    let test = TestLibrary::new(&account)?;
    let (library, archive) = (&test.library, test.archive()?);
    let folder = tempfile::tempdir()?;
    let folder = folder.path().join(FOLDER);
    fs::create_dir(&folder)?;
    let row = json!({
        "ts": "2024-05-01T10:00:00Z", "ms_played": 60_000, "spotify_track_uri": "spotify:track:0123456789abcdefghijkl",
        "master_metadata_track_name": TRACK, "master_metadata_album_artist_name": ARTIST,
        "master_metadata_album_album_name": ALBUM,
    });
    let mut wrong = row.clone();
    wrong["ms_played"] = json!(TRACK);
    let good = folder.join(format!("{ARTIST}.json"));
    let broken = folder.join(format!("{ALBUM}.json"));
    fs::write(&good, json!([row, wrong]).to_string())?;
    fs::write(&broken, format!("[{row}, {{\"{TRACK}\": "))?;
    let go_on = &mut |_| ControlFlow::Continue(());
    archive.import(&[good], ImportOptions::default(), go_on)?;
    for missing in [broken, folder.join("missing.zip"), folder.clone()] {
        let _ = archive.import(&[missing], ImportOptions::default(), go_on);
    }
    archive.export(ExportFormat::Json, &folder.join("out.json"))?;
    let refused = archive.export(ExportFormat::Csv, &folder.join("no such folder/out.csv"));
    assert!(matches!(refused, Err(ArchiveError::Export { .. })));
    library.sync(Priority::Listener).await?;
    let top = library.top_tracks(TimeRange::Year, Freshness::Now).await?.rows;
    let _ = library.now_playing(Priority::Listener).await?;
    account.spotify.search_tracks(SEARCH, 5).await?;
    let draft = NewPlaylist {
        name: PLAYLIST.to_owned(),
        description: SEARCH.to_owned(),
        public: false,
    };
    account.spotify.create_playlist(&draft).await?;
    for kind in [
        FaultKind::MalformedJson,
        FaultKind::Cut,
        FaultKind::Status(400),
        FaultKind::Status(404),
    ] {
        for family in [Family::Top, Family::Recent, Family::Search, Family::Playlists] {
            account.inject(family, kind.clone(), 1);
        }
        let _ = library.top_tracks(TimeRange::Year, Freshness::Now).await;
        let _ = library.sync(Priority::Listener).await;
        let _ = account.spotify.search_tracks(SEARCH, 5).await;
        let _ = account.spotify.create_playlist(&draft).await;
    }

    let lines = recorded();
    assert!(
        lines.contains("/v1/me/top/tracks: 200 OK"),
        "there is something to search"
    );
    let played = top
        .iter()
        .flat_map(|track| [track.name.clone(), track.artists[0].name.clone()]);
    let ours = [ARTIST, ALBUM, TRACK, FOLDER, PLAYLIST, SEARCH].map(str::to_owned);
    // Short names are found by chance.
    for name in ours.into_iter().chain(played.filter(|name| name.len() > 6)) {
        for line in lines.lines() {
            assert!(!line.contains(&name), "{name}: {line}");
        }
    }
    Ok(())
}
