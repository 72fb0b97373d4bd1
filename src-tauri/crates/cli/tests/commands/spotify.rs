//! Sign-in, recording and playlists against a Spotify on this computer, with a keychain of the test's own.
//! A person at a browser is played: they open the link that was printed, agree, and go where that leads.

mod desk;

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    os::unix::fs::PermissionsExt,
    process::{Child, Command, Stdio},
};

use serde_json::json;
use simulator::{DEMO_CLIENT_ID, Family, Fault, FaultKind};

use self::desk::Desk;
use crate::shelf::{Shelf, run};

/// The link that a sign-in prints.
fn link(child: &mut Child) -> String {
    let lines = BufReader::new(child.stderr.as_mut().unwrap()).lines();
    lines
        .map(Result::unwrap)
        .find(|line| line.starts_with("http://"))
        .unwrap()
}

/// What the browser shows at this address.
fn visit(address: &str) -> String {
    let path = address.strip_prefix("http://127.0.0.1:43117").unwrap();
    let mut page = TcpStream::connect("127.0.0.1:43117").unwrap();
    write!(
        page,
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:43117\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut shown = String::new();
    page.read_to_string(&mut shown).unwrap();
    shown
}

async fn sign_in(desk: &Desk) {
    let words = ["sign-in", "--no-browser", "--json", "--client-id", DEMO_CLIENT_ID];
    let mut child = desk.spawn(&words);
    let address = desk.spotify.agree(&link(&mut child)).await.unwrap();
    assert!(visit(&address).contains("You are signed in"));
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(
        said["id"].is_string() && said["consent_ends"].as_str().unwrap().ends_with('Z'),
        "{said}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listener_signs_in_records_saves_and_signs_out() {
    let Some(desk) = Desk::raise().await else { return };
    assert_eq!(desk.error(&["sync"]), ("signed_out".to_owned(), 5));
    assert_eq!(
        desk.error(&["sign-in", "--no-browser"]),
        ("client_id_missing".to_owned(), 1)
    );
    sign_in(&desk).await;

    let first = desk.json(&["sync"]);
    assert!(first["recorded"].as_u64().unwrap() > 0, "{first}");
    assert_eq!(
        desk.json(&["sync"]),
        json!({"recorded": 0, "gap": false, "rankings": true})
    );
    desk.spotify.play(3);
    assert_eq!(desk.json(&["sync"])["recorded"], 3);
    let recent = desk.json(&["recent", "--limit", "1"]);
    assert_eq!(
        (&recent[0]["estimated"], &recent[0]["kind"]),
        (&json!(true), &json!("music"))
    );
    assert_eq!(desk.error(&["undo", "1"]), ("is_recording".to_owned(), 1));

    let before = desk.spotify.playlists().len();
    let saved = desk.json(&[
        "playlist",
        "save",
        "--from",
        "top-tracks",
        "--range",
        "6months",
        "--name",
        "Mine",
        "--count",
        "7",
    ]);
    assert_eq!((&saved["name"], &saved["tracks"]), (&json!("Mine"), &json!(7)));
    desk.json(&["playlist", "save", "--from", "top-artists", "--count", "3"]);
    desk.json(&["playlist", "save", "--from", "recent"]);
    assert_eq!(desk.spotify.playlists().len(), before + 3);
    assert_eq!(desk.json(&["playlist", "finish"]), json!([]));

    for token in desk.spotify.tokens() {
        for (path, bytes) in desk.shelf.data() {
            let found = bytes.windows(token.len()).any(|window| window == token.as_bytes());
            assert!(!found, "a token in {}", path.display());
        }
    }
    assert_eq!(desk.json(&["sign-out"]), json!({"signed_out": true}));
    assert_eq!(desk.error(&["sync"]), ("signed_out".to_owned(), 5));
    assert!(desk.json(&["summary"])["plays"].as_u64().unwrap() > 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gap_is_noted_shown_and_closed_by_an_import() {
    let Some(desk) = Desk::raise().await else { return };
    desk.hours_ago(48);
    sign_in(&desk).await;
    desk.json(&["sync"]);
    assert_eq!(desk.json(&["gaps"]), json!([]));
    desk.hours_ago(0);
    desk.spotify.play(60);
    assert_eq!(
        desk.json(&["sync"]),
        json!({"recorded": 50, "gap": true, "rankings": true})
    );
    assert_eq!(desk.json(&["gaps"])[0]["why"], "not_running");
    let shown = run(&mut desk.command(&["recent", "--limit", "60"])).out;
    assert!(shown.contains("(plays are missing since"), "{shown}");
    let gap = desk.json(&["gaps"])[0].clone();
    assert_eq!(
        desk.json(&["explore"])["gaps"],
        json!([{"from": gap["from"], "to": gap["to"]}])
    );
    assert_eq!(desk.json(&["explore", "--to", "2020"])["gaps"], json!([]));
    let shown = run(&mut desk.command(&["explore"])).out;
    assert!(
        shown.contains("\nMissing         plays from ") && shown.contains("\nEstimated       the length of "),
        "{shown}"
    );

    let since = "2026-01-01T00:00:00Z".parse().unwrap();
    desk.spotify
        .export_extended(&desk.shelf.path("export.zip"), since)
        .unwrap();
    let report = desk.json(&["import", "export.zip"]);
    assert_eq!(report["gaps_closed"], 1);
    assert!(report["merged"].as_u64().unwrap() >= 50, "{report}");
    assert_eq!(desk.json(&["gaps"]), json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_playlist_that_broke_off_is_finished_by_a_later_run() {
    let Some(desk) = Desk::raise().await else { return };
    sign_in(&desk).await;
    let before = desk.spotify.playlists().len();
    let kind = FaultKind::OwnerNeedsPremium;
    desk.spotify.inject(Fault {
        on: Family::Items,
        kind,
        times: 1,
    });
    let (code, exit) = desk.error(&["playlist", "save", "--from", "top-tracks"]);
    assert_eq!((code.as_str(), exit), ("playlist_unfinished", 5));
    let finished = desk.json(&["playlist", "finish"]);
    assert_eq!(finished[0]["tracks"], 50);
    assert_eq!(desk.spotify.playlists().len(), before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disconnect_in_the_app_holds_for_what_was_there_before() {
    let Some(desk) = Desk::raise().await else { return };
    sign_in(&desk).await;
    let written = fs::metadata(desk.shelf.path("data/cli.json"))
        .unwrap()
        .modified()
        .unwrap();
    let disconnected_at = chrono::DateTime::<chrono::Utc>::from(written);
    let notes = json!({"clientId": DEMO_CLIENT_ID, "disconnectedAt": disconnected_at}).to_string();
    desk.shelf.write("data/tonearm.json", notes.as_bytes());
    assert_eq!(desk.error(&["sync"]), ("signed_out".to_owned(), 5));
    sign_in(&desk).await;
    assert!(desk.json(&["sync"])["recorded"].as_u64().unwrap() > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pause_that_spotify_asked_for_is_kept_for_the_next_run() {
    let Some(desk) = Desk::raise().await else { return };
    sign_in(&desk).await;
    let kind = FaultKind::RetryAfter { secs: 600 };
    desk.spotify.inject(Fault {
        on: Family::Recent,
        kind,
        times: 1,
    });
    assert_eq!(desk.error(&["sync"]), ("rate_limited".to_owned(), 5));
    let asked = desk.spotify.requests().len();
    assert_eq!(desk.error(&["sync"]), ("rate_limited".to_owned(), 5));
    assert_eq!(desk.spotify.requests().len(), asked, "Spotify was left alone");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_listeners_own_browser_opens() {
    let Some(desk) = Desk::raise().await else { return };
    if Command::new("xdg-open").arg("--version").output().is_err() {
        return;
    }
    let browser = desk.shelf.path("browser");
    fs::write(
        &browser,
        format!("#!/bin/sh\necho \"$1\" > {}\n", desk.shelf.path("opened").display()),
    )
    .unwrap();
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = desk.command(&["sign-in", "--client-id", DEMO_CLIENT_ID]);
    command.env("BROWSER", &browser);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let printed = link(&mut child);
    while !fs::read_to_string(desk.shelf.path("opened")).is_ok_and(|opened| opened.ends_with('\n')) {
        assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
        std::thread::yield_now();
    }
    assert_eq!(fs::read_to_string(desk.shelf.path("opened")).unwrap().trim(), printed);

    let other = desk.spotify.agree(&printed.replace("state=", "state=x")).await.unwrap();
    assert!(visit(&other).contains("That did not work"), "somebody else's answer");
    assert_eq!(
        desk.error(&["sign-in", "--client-id", DEMO_CLIENT_ID]),
        ("port_taken".to_owned(), 1)
    );
    let cancelled = "http://127.0.0.1:43117/callback?error=access_denied&state=";
    let state = printed.split("state=").nth(1).unwrap().split('&').next().unwrap();
    assert!(visit(&format!("{cancelled}{state}")).contains("That did not work"));
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(5), "{output:?}");
}

#[test]
fn without_a_keychain_a_sign_in_makes_no_sense() {
    let shelf = Shelf::new();
    let words = ["sign-in", "--client-id", DEMO_CLIENT_ID];
    assert_eq!(shelf.error(&words), ("no_keychain".to_owned(), 1));
    assert_eq!(shelf.error(&["sync"]), ("no_keychain".to_owned(), 5));
    assert_eq!(shelf.error(&["playlist", "finish"]), ("no_keychain".to_owned(), 5));
    assert_eq!(
        shelf.error(&["sign-in", "--client-id", "short"]),
        ("usage".to_owned(), 2)
    );
}

#[test]
fn a_token_is_never_sent_to_another_computer() {
    let shelf = Shelf::new();
    let mut command = shelf.command(&["sync", "--json"]);
    command.env("TONEARM_API_URL", "http://192.0.2.1/v1");
    let run = run(&mut command);
    assert_eq!((run.code, run.error().as_str()), (1, "not_loopback"));
}

#[test]
fn the_apps_file_is_read_and_never_written() {
    let shelf = Shelf::new();
    let notes = json!({"clientId": DEMO_CLIENT_ID, "settings": {"theme": "dark"}}).to_string();
    shelf.write("data/tonearm.json", notes.as_bytes());
    // The Client ID is known, so the next thing missing is the keychain.
    assert_eq!(shelf.error(&["sign-in"]), ("no_keychain".to_owned(), 1));
    assert_eq!(fs::read_to_string(shelf.path("data/tonearm.json")).unwrap(), notes);
}
