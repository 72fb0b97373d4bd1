//! What is hidden is not counted, and comes back when asked for.

use serde_json::{Value, json};

use crate::sandbox::{Sandbox, history, names, row, uri};

fn plays(sandbox: &Sandbox) -> u64 {
    sandbox.json(&["summary"])["plays"].as_u64().unwrap()
}

#[test]
fn a_hidden_artist_is_not_counted_until_shown_again() {
    let sandbox = Sandbox::with_history();
    let hidden = sandbox.json(&["hide", "artist", "bicep"]);
    assert_eq!(hidden, json!({"id": 1, "kind": "artist", "what": "Bicep", "plays": 5}));
    assert_eq!(plays(&sandbox), 1);
    assert_eq!(
        sandbox.json(&["recent"]).as_array().unwrap().len(),
        6,
        "hidden, not deleted"
    );
    assert_eq!(
        sandbox.json(&["hidden"]),
        json!([{"id": 1, "kind": "artist", "what": "Bicep"}])
    );
    sandbox.json(&["unhide", "1"]);
    assert_eq!((plays(&sandbox), sandbox.json(&["hidden"])), (6, json!([])));
    assert_eq!(sandbox.error(&["unhide", "1"]), ("no_such_hidden".to_owned(), 1));
}

#[test]
fn tracks_are_hidden_by_name_link_or_uri() {
    for what in [
        "Glue".to_owned(),
        uri("Glue"),
        uri("Glue").replace("spotify:track:", "https://open.spotify.com/track/"),
    ] {
        let sandbox = Sandbox::with_history();
        let hidden = sandbox.json(&["hide", "track", &what]);
        assert_eq!(
            (&hidden["what"], &hidden["plays"]),
            (&json!(uri("Glue")), &json!(3)),
            "{what}"
        );
        assert_eq!(plays(&sandbox), 3);
        assert!(sandbox.run(&["hidden"]).out.contains("Glue by Bicep"));
    }
}

#[test]
fn a_track_without_an_id_can_be_hidden_too() {
    let sandbox = Sandbox::new();
    let played =
        json!({"endTime": "2024-01-01 10:00", "artistName": "A: B", "trackName": "Just a name", "msPlayed": 60_000});
    sandbox.export("StreamingHistory_music_0.json", &[played]);
    sandbox.json(&["import", "StreamingHistory_music_0.json"]);
    assert_eq!(sandbox.json(&["hide", "track", "Just a name"])["plays"], 1);
    assert!(sandbox.run(&["hidden"]).out.contains("Just a name by A: B"));
}

#[test]
fn a_track_hidden_by_its_names_stays_hidden_when_an_export_brings_its_id() {
    let sandbox = Sandbox::new();
    let glue = json!({"endTime": "2023-01-01 10:00", "artistName": "Bicep", "trackName": "Glue", "msPlayed": 60_000});
    sandbox.export("StreamingHistory_music_0.json", &[glue]);
    sandbox.json(&["import", "StreamingHistory_music_0.json"]);
    sandbox.json(&["hide", "track", "Glue"]);
    assert_eq!(plays(&sandbox), 0);

    sandbox.export("history.json", &history());
    sandbox.json(&["import", "history.json"]);

    let explored = sandbox.json(&["explore", "--rule", "0s"]);
    assert_eq!(explored["totals"]["plays"], 3);
    assert_eq!(plays(&sandbox), 3);
    let top = sandbox.json(&["top", "tracks", "--rule", "0s"]);
    assert_eq!(names(&explored["tracks"]), ["1 Atlas 2", "2 Opal 1"]);
    assert_eq!(names(&top), names(&explored["tracks"]));
    assert!(sandbox.run(&["hidden"]).out.contains("Glue by Bicep"));
}

#[test]
fn a_name_in_other_capitals_is_enough() {
    let sandbox = Sandbox::with_history();
    assert_eq!(sandbox.json(&["hide", "track", "glue"])["what"], uri("Glue"));
    assert_eq!(sandbox.json(&["hide", "album", "isles"])["what"], "Isles");
}

#[test]
fn a_name_that_two_tracks_bear_is_asked_back() {
    let sandbox = Sandbox::new();
    let mut other = row("2024-09-01T10:00:00Z", 60, "Somebody", "Else", "Glue");
    other["spotify_track_uri"] = json!("spotify:track:9999999999999999999999");
    sandbox.export("history.json", &[history(), vec![other]].concat());
    sandbox.json(&["import", "history.json"]);
    assert_eq!(sandbox.error(&["hide", "track", "Glue"]), ("ambiguous".to_owned(), 1));
    let printed = sandbox.run(&["hide", "track", "Glue"]);
    assert!(
        printed.err.contains("spotify:track:9999999999999999999999  Somebody"),
        "{printed:?}"
    );
}

#[test]
fn a_name_that_nothing_bears_hides_nothing() {
    let sandbox = Sandbox::with_history();
    for kind in ["track", "album", "artist"] {
        assert_eq!(
            sandbox.error(&["hide", kind, "Nobody"]),
            ("not_in_the_archive".to_owned(), 1)
        );
    }
    assert_eq!(sandbox.json(&["hidden"]), json!([]));
}

#[test]
fn an_album_can_be_hidden() {
    let sandbox = Sandbox::with_history();
    assert_eq!(sandbox.json(&["hide", "album", "Isles"])["plays"], 2);
    assert_eq!(plays(&sandbox), 4);
}

#[test]
fn a_span_of_time_is_hidden_in_the_listeners_zone() {
    let sandbox = Sandbox::with_history();
    let hidden = sandbox.json(&[
        "hide",
        "time",
        "2024-05-01T12:00",
        "2024-05-01T12:30",
        "--zone",
        "Europe/Vienna",
    ]);
    let expected = json!({
        "id": 1, "kind": "time", "from": "2024-05-01T10:00:00.000Z", "to": "2024-05-01T10:30:00.000Z", "plays": 1,
    });
    assert_eq!(hidden, expected);
    assert_eq!(sandbox.json(&["hide", "time", "2024-03-31", "2024-03-31"])["plays"], 2);
    assert_eq!(plays(&sandbox), 3);
    let wrong: [[&str; 2]; 2] = [["2024-05-02", "2024-05-01"], ["noon", "2024-05-01"]];
    for [from, to] in wrong {
        assert_eq!(sandbox.error(&["hide", "time", from, to]), ("usage".to_owned(), 2));
    }
}

#[test]
fn hiding_twice_is_hiding_once() {
    let sandbox = Sandbox::with_history();
    sandbox.json(&["hide", "artist", "Bicep"]);
    let again: Value = sandbox.json(&["hide", "artist", "Bicep"]);
    assert_eq!((&again["id"], &again["plays"]), (&json!(1), &json!(0)));
    assert_eq!(sandbox.json(&["hidden"]).as_array().unwrap().len(), 1);
}
