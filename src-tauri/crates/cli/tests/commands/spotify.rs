//! Sign-in, recording and playlists against a simulated Spotify, with a keychain of the test's own.
//! The test acts as the person at the browser: it opens the link that was printed, agrees, and follows the redirect.

mod desktop;
mod forgetting;
mod genres;

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    os::unix::fs::PermissionsExt,
    process::{Child, Command, Stdio},
};

use chrono::TimeDelta;
use serde_json::json;
use simulator::{Client, DEMO_CLIENT_ID, Family, Fault, FaultKind, Hearing, Often, Quirks};

pub(crate) use self::desktop::Desktop;
use crate::sandbox::{Sandbox, run};

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
    let (host, path) = address.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut page = TcpStream::connect(host).unwrap();
    write!(
        page,
        "GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut shown = String::new();
    page.read_to_string(&mut shown).unwrap();
    match shown.lines().find_map(|line| line.strip_prefix("location: ")) {
        Some(next) => visit(&format!("http://{host}{next}")),
        None => shown,
    }
}

async fn sign_in(desktop: &Desktop) {
    let words = ["sign-in", "--no-browser", "--json", "--client-id", DEMO_CLIENT_ID];
    // As in a system that writes core dumps; whatever this process starts inherits it.
    let this = std::process::id().to_string();
    let raised = Command::new("prlimit").args(["--core=1024:", "--pid", &this]).status();
    assert!(raised.unwrap().success());
    let mut child = desktop.spawn(&words);
    let link = link(&mut child);
    let limits = fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    let cores = limits.lines().find(|line| line.starts_with("Max core file size"));
    assert_eq!(
        cores.unwrap().split_whitespace().nth(4),
        Some("0"),
        "no memory is written when it crashes"
    );
    let address = desktop.spotify.agree(&link).await.unwrap();
    assert!(visit(&address).contains("You are signed in"));
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let printed: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(
        printed["id"].is_string() && printed["consent_ends"].as_str().unwrap().ends_with('Z'),
        "{printed}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listener_signs_in_records_saves_and_signs_out() {
    let Some(desktop) = Desktop::start_with_kind_list().await else {
        return;
    };
    assert_eq!(desktop.error(&["sync"]), ("signed_out".to_owned(), 5));
    assert_eq!(
        desktop.error(&["sign-in", "--no-browser"]),
        ("client_id_missing".to_owned(), 1)
    );
    sign_in(&desktop).await;

    let first = desktop.json(&["sync"]);
    assert!(first["recorded"].as_u64().unwrap() > 0, "{first}");
    assert_eq!(
        desktop.json(&["sync"]),
        json!({"recorded": 0, "gap": false, "why": null, "rankings": true})
    );
    desktop.spotify.play(3);
    assert_eq!(desktop.json(&["sync"])["recorded"], 3);
    let recent = desktop.json(&["recent", "--limit", "1"]);
    assert_eq!(
        (&recent[0]["estimated"], &recent[0]["kind"]),
        (&json!(true), &json!("music"))
    );
    assert_eq!(desktop.error(&["undo", "1"]), ("is_recording".to_owned(), 1));

    let before = desktop.spotify.playlists().len();
    let saved = desktop.json(&[
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
    desktop.json(&["playlist", "save", "--from", "top-artists", "--count", "3"]);
    desktop.json(&["playlist", "save", "--from", "recent"]);
    assert_eq!(desktop.spotify.playlists().len(), before + 3);
    assert_eq!(desktop.json(&["playlist", "finish"]), json!([]));

    for token in desktop.spotify.tokens() {
        for (path, bytes) in desktop.sandbox.data() {
            let found = bytes.windows(token.len()).any(|window| window == token.as_bytes());
            assert!(!found, "a token in {}", path.display());
        }
    }
    assert_eq!(desktop.json(&["sign-out"]), json!({"signed_out": true}));
    assert_eq!(desktop.error(&["sync"]), ("signed_out".to_owned(), 5));
    assert!(desktop.json(&["summary"])["plays"].as_u64().unwrap() > 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn whole_numbers_that_come_as_fractions_are_recorded_as_ever() {
    let Some(desktop) = Desktop::start_with_kind_list().await else {
        return;
    };
    desktop.spotify.set_fractions(Often::Always);
    sign_in(&desktop).await;
    assert_eq!(
        desktop.json(&["sync"]),
        json!({"recorded": 50, "gap": false, "why": null, "rankings": true})
    );
    desktop.spotify.play(3);
    assert_eq!(desktop.json(&["sync"])["recorded"], 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gap_is_noted_shown_and_closed_by_an_import() {
    let Some(desktop) = Desktop::start_with_kind_list().await else {
        return;
    };
    desktop.hours_ago(48);
    sign_in(&desktop).await;
    desktop.json(&["sync"]);
    assert_eq!(desktop.json(&["gaps"]), json!([]));
    desktop.hours_ago(0);
    desktop.spotify.play(60);
    assert_eq!(
        desktop.json(&["sync"]),
        json!({"recorded": 50, "gap": true, "why": "missing", "rankings": true})
    );
    assert_eq!(desktop.json(&["gaps"])[0]["why"], "missing");
    let shown = run(&mut desktop.command(&["recent", "--limit", "60"])).out;
    assert!(shown.contains("(plays are missing since"), "{shown}");
    let gap = desktop.json(&["gaps"])[0].clone();
    assert_eq!(
        desktop.json(&["explore"])["gaps"],
        json!([{"from": gap["from"], "to": gap["to"], "why": "missing"}])
    );
    assert_eq!(desktop.json(&["explore", "--to", "2020"])["gaps"], json!([]));
    let shown = run(&mut desktop.command(&["explore"])).out;
    assert!(
        shown.contains("\nMissing         plays from ") && shown.contains("\nEstimated       the length of "),
        "{shown}"
    );

    let day = |end: &str| gap[end].as_str().unwrap()[..10].to_owned();
    let closed = desktop.json(&["decide", "complete", &day("from"), &day("to")]);
    assert_eq!(closed["gaps_closed"], 1);
    assert_eq!(desktop.json(&["gaps"]), json!([]));
    let decided = desktop.json(&["decisions"])[0]["id"].clone();
    desktop.json(&["decide", "undo", decided.as_str().unwrap()]);
    assert_eq!(desktop.json(&["gaps"])[0], gap);

    let since = "2026-01-01T00:00:00Z".parse().unwrap();
    desktop
        .spotify
        .export_extended(&desktop.sandbox.path("export.zip"), since)
        .unwrap();
    let report = desktop.json(&["import", "export.zip"]);
    assert_eq!(report["gaps_closed"], 1);
    assert!(report["merged"].as_u64().unwrap() >= 50, "{report}");
    assert_eq!(desktop.json(&["gaps"]), json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gap_that_may_be_none_is_called_so_everywhere() {
    let Some(desktop) = Desktop::start_with_kind_list().await else {
        return;
    };
    // Sixty plays in less than half a day, at any time of it: who was away so shortly may have heard fifty of them at once.
    desktop.spotify.empty_listener();
    desktop.hours_ago(8);
    desktop.spotify.play(5);
    sign_in(&desktop).await;
    desktop.json(&["sync"]);
    desktop.hours_ago(0);
    desktop.spotify.play(60);

    let sync = run(&mut desktop.command(&["sync"])).out;
    assert!(
        sync.contains("Before them, plays may be missing; see: tonearm-cli gaps"),
        "{sync}"
    );
    let gaps = run(&mut desktop.command(&["gaps"])).out;
    assert!(gaps.contains("plays may be missing"), "{gaps}");
    let recent = run(&mut desktop.command(&["recent", "--limit", "60"])).out;
    assert!(recent.contains("(plays may be missing since"), "{recent}");
    let explored = run(&mut desktop.command(&["explore"])).out;
    assert!(explored.contains("\nMay be missing  plays from "), "{explored}");
    for said in [sync, gaps, recent, explored] {
        assert!(!said.contains("are missing"), "{said}");
    }
    assert_eq!(desktop.json(&["gaps"])[0]["why"], "may_be_missing");
    assert_eq!(desktop.json(&["explore"])["gaps"][0]["why"], "may_be_missing");
}

#[tokio::test(flavor = "multi_thread")]
async fn plays_that_are_stamped_with_their_beginnings_are_those_of_the_export() {
    let Some(desktop) = Desktop::start_with_kind_list().await else {
        return;
    };
    desktop.spotify.empty_listener();
    desktop.spotify.set_quirks(Quirks {
        start_stamps: Often::Always,
        ..Quirks::none()
    });
    // Twenty minutes from one to the next; the first is paused for ten.
    let begin = desktop.now() - TimeDelta::hours(2);
    let hearing = |(track, after, paused)| Hearing {
        track,
        began: begin + TimeDelta::minutes(after),
        ended: begin + TimeDelta::minutes(after + 4 + paused),
        heard: TimeDelta::minutes(4),
    };
    desktop
        .spotify
        .hear(&[(40, 0, 10), (41, 20, 0), (42, 40, 0)].map(hearing));
    sign_in(&desktop).await;
    assert_eq!(desktop.json(&["sync"])["recorded"], 3);

    let export = desktop.sandbox.path("export.zip");
    desktop
        .spotify
        .export_extended(&export, begin - TimeDelta::days(1))
        .unwrap();
    let report = desktop.json(&["import", "export.zip"]);

    assert_eq!(
        (&report["added"], &report["merged"]),
        (&json!(0), &json!(3)),
        "{report}"
    );
    let summary = desktop.json(&["summary"]);
    assert_eq!(
        (&summary["plays"], &summary["ms"]),
        (&json!(3), &json!(720_000)),
        "{summary}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_playlist_that_broke_off_is_finished_by_a_later_run() {
    let Some(desktop) = Desktop::start().await else { return };
    sign_in(&desktop).await;
    let before = desktop.spotify.playlists().len();
    let kind = FaultKind::OwnerNeedsPremium;
    desktop.spotify.inject(Fault {
        on: Family::Items,
        kind,
        times: 1,
    });
    let (code, exit) = desktop.error(&["playlist", "save", "--from", "top-tracks"]);
    assert_eq!((code.as_str(), exit), ("playlist_unfinished", 5));
    let finished = desktop.json(&["playlist", "finish"]);
    assert_eq!(finished[0]["tracks"], 50);
    assert_eq!(desktop.spotify.playlists().len(), before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disconnect_in_the_app_holds_for_what_was_there_before() {
    let Some(desktop) = Desktop::start().await else { return };
    sign_in(&desktop).await;
    let written = fs::metadata(desktop.sandbox.path("data/cli.json"))
        .unwrap()
        .modified()
        .unwrap();
    let disconnected_at = chrono::DateTime::<chrono::Utc>::from(written);
    let notes = json!({"clientId": DEMO_CLIENT_ID, "disconnectedAt": disconnected_at}).to_string();
    desktop.sandbox.write("data/tonearm.json", notes.as_bytes());
    assert_eq!(desktop.error(&["sync"]), ("signed_out".to_owned(), 5));
    sign_in(&desktop).await;
    assert!(desktop.json(&["sync"])["recorded"].as_u64().unwrap() > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pause_that_spotify_asked_for_is_kept_for_the_next_run() {
    let Some(desktop) = Desktop::start().await else { return };
    sign_in(&desktop).await;
    let kind = FaultKind::RetryAfter { secs: 600 };
    desktop.spotify.inject(Fault {
        on: Family::Recent,
        kind,
        times: 1,
    });
    assert_eq!(desktop.error(&["sync"]), ("rate_limited".to_owned(), 5));
    let asked = desktop.spotify.requests().len();
    assert_eq!(desktop.error(&["sync"]), ("rate_limited".to_owned(), 5));
    assert_eq!(desktop.spotify.requests().len(), asked, "Spotify was left alone");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_listeners_own_browser_opens() {
    let Some(desktop) = Desktop::start().await else { return };
    if Command::new("xdg-open").arg("--version").output().is_err() {
        return;
    }
    let browser = desktop.sandbox.path("browser");
    fs::write(
        &browser,
        format!(
            "#!/bin/sh\necho \"$1\" > {}\n",
            desktop.sandbox.path("opened").display()
        ),
    )
    .unwrap();
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = desktop.command(&["sign-in", "--client-id", DEMO_CLIENT_ID]);
    command.env("BROWSER", &browser);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let printed = link(&mut child);
    while !fs::read_to_string(desktop.sandbox.path("opened")).is_ok_and(|opened| opened.ends_with('\n')) {
        assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
        std::thread::yield_now();
    }
    assert_eq!(
        fs::read_to_string(desktop.sandbox.path("opened")).unwrap().trim(),
        printed
    );

    let other = desktop
        .spotify
        .agree(&printed.replace("state=", "state=x"))
        .await
        .unwrap();
    assert!(visit(&other).contains("That did not work"), "somebody else's answer");
    let (page, _) = other.split_once('?').unwrap();
    let cancelled = format!("{page}?error=access_denied&state=");
    let state = printed.split("state=").nth(1).unwrap().split('&').next().unwrap();
    assert!(visit(&format!("{cancelled}{state}")).contains("That did not work"));
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(5), "{output:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_registered_the_address_with_a_port_is_answered_there() {
    let Some(desktop) = Desktop::start().await else { return };
    desktop.spotify.set_client(Client {
        redirects: vec!["http://127.0.0.1:43117/callback".to_owned()],
        ..Client::new(DEMO_CLIENT_ID)
    });
    let other = TcpListener::bind("127.0.0.1:43117").unwrap();
    let words = ["sign-in", "--no-browser", "--client-id", DEMO_CLIENT_ID];
    assert_eq!(desktop.error(&words), ("port_taken".to_owned(), 1));
    drop(other);
    sign_in(&desktop).await;
}

#[test]
fn without_a_keychain_a_sign_in_makes_no_sense() {
    let sandbox = Sandbox::new();
    let words = ["sign-in", "--client-id", DEMO_CLIENT_ID];
    assert_eq!(sandbox.error(&words), ("no_keychain".to_owned(), 1));
    assert_eq!(sandbox.error(&["sync"]), ("no_keychain".to_owned(), 5));
    assert_eq!(sandbox.error(&["playlist", "finish"]), ("no_keychain".to_owned(), 5));
    assert_eq!(
        sandbox.error(&["sign-in", "--client-id", "short"]),
        ("usage".to_owned(), 2)
    );
}

#[test]
fn the_apps_file_is_read_and_never_written() {
    let sandbox = Sandbox::new();
    let notes = json!({"clientId": DEMO_CLIENT_ID, "settings": {"theme": "dark"}}).to_string();
    sandbox.write("data/tonearm.json", notes.as_bytes());
    // The Client ID is known, so the next thing missing is the keychain.
    assert_eq!(sandbox.error(&["sign-in"]), ("no_keychain".to_owned(), 1));
    assert_eq!(fs::read_to_string(sandbox.path("data/tonearm.json")).unwrap(), notes);
}
