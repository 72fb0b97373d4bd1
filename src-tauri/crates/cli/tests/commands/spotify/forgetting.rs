//! Forgetting a recording, which no import brings back.

use serde_json::json;

use super::{desktop::Desktop, sign_in};

#[tokio::test(flavor = "multi_thread")]
async fn a_recording_is_forgotten_in_the_backups_too_unless_it_shall_stay_there() {
    let Some(desktop) = Desktop::start_with_kind_list().await else {
        return;
    };
    sign_in(&desktop).await;
    desktop.json(&["sync"]);
    desktop.json(&["backup"]);
    let forget = ["undo", "1", "--forget-recording"];
    let kept = desktop.json(&[&forget[..], &["--keep-in-backups"]].concat());
    assert_eq!((&kept["removed"], &kept["backups_changed"]), (&json!(50), &json!(0)));
    let plays = |backups: &serde_json::Value| -> Vec<u64> {
        let backups = backups.as_array().unwrap().iter();
        backups.map(|backup| backup["plays"].as_u64().unwrap()).collect()
    };
    assert_eq!(plays(&desktop.json(&["backups"])), [50, 50]);

    desktop.json(&["sync"]);
    let forgotten = desktop.json(&forget);
    assert_eq!(
        (&forgotten["removed"], &forgotten["backups_changed"]),
        (&json!(50), &json!(2))
    );
    assert_eq!(desktop.json(&["backups"]), json!([]));
    assert_eq!(desktop.error(&["undo", "1", "--keep-in-backups"]).1, 2);
}
