//! Genres are looked up, shown, corrected, ranked and filtered by.

use serde_json::{Value, json};
use simulator::metabrainz::Call;

use super::{desktop::Desktop, sign_in};
use crate::sandbox::run;

fn genres_of<'a>(listed: &'a Value, artist: &str) -> &'a Value {
    let mut listed = listed.as_array().unwrap().iter();
    listed.find(|known| known["artist"] == *artist).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn genres_are_looked_up_when_asked_for_and_a_correction_wins() {
    let Some(desktop) = Desktop::start_with_kind_list().await else {
        return;
    };
    sign_in(&desktop).await;
    desktop.json(&["sync"]);
    let unknown = desktop.json(&["genres"]);
    let first = unknown[0]["artist"].as_str().unwrap().to_owned();
    assert_eq!(
        (&unknown[0]["genres"], &unknown[0]["source"]),
        (&json!([]), &json!(null))
    );
    let services = desktop.spotify.metabrainz();
    assert_eq!(
        services.requests().len(),
        0,
        "something was asked before the listener called for it"
    );

    let some = desktop.json(&["learn", "--limit", "1"]);
    assert_eq!((&some["looked_up"], &some["known"]), (&json!(1), &json!(1)));
    let all = desktop.json(&["learn"]);
    assert_eq!((&all["left"], &all["plays_known"]), (&json!(0), &json!(1.0)));
    let asked = services.count(Call::MusicBrainz) + services.count(Call::ListenBrainz);
    assert_eq!(desktop.json(&["learn"])["looked_up"], json!(0));
    assert_eq!(
        services.count(Call::MusicBrainz) + services.count(Call::ListenBrainz),
        asked
    );

    let known = desktop.json(&["genres"]);
    let of_first = genres_of(&known, &first);
    assert_eq!(of_first["source"], json!("listenbrainz"));
    let truth = services.truth(&first).unwrap().genres;
    let truth: Vec<&str> = truth.iter().map(|(genre, _)| genre.as_str()).collect();
    assert_eq!(of_first["genres"], json!(truth));
    assert_eq!(&desktop.json(&["genres", &first])[0], of_first);

    let corrected = desktop.json(&["genres", &first, "--set", "Sea Shanty,drone metal"]);
    assert_eq!(
        (
            &corrected[0]["genres"],
            &corrected[0]["source"],
            &corrected[0]["families"]
        ),
        (
            &json!(["sea shanty", "drone metal"]),
            &json!("listener"),
            &json!(["metal"])
        )
    );
    let ranked = desktop.json(&["top", "genres", "--limit", "1000"]);
    assert!(
        ranked
            .as_array()
            .unwrap()
            .iter()
            .any(|rank| rank["name"] == "sea shanty"),
        "{ranked}"
    );
    let families = desktop.json(&["top", "genres", "--families"]);
    assert!(
        families.as_array().unwrap().iter().any(|rank| rank["name"] == "metal"),
        "{families}"
    );
    let filtered = desktop.json(&["explore", "--genre", "sea shanty"]);
    let artists: Vec<&Value> = filtered["artists"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rank| &rank["name"])
        .collect();
    assert!(artists.contains(&&json!(first)), "{artists:?}");
    let whole = desktop.json(&["explore"])["totals"]["plays"].as_u64().unwrap();
    let by_genre = filtered["totals"]["plays"].as_u64().unwrap();
    assert!(0 < by_genre && by_genre < whole, "{by_genre} of {whole}");
    let by_family = desktop.json(&["explore", "--genre", "metal", "--families"]);
    assert!(by_family["totals"]["plays"].as_u64().unwrap() >= by_genre);

    let taken_back = desktop.json(&["genres", &first, "--unset"]);
    assert_eq!(taken_back[0]["source"], json!("listenbrainz"));
    let none = desktop.json(&["genres", &first, "--set", ""]);
    assert_eq!(
        (&none[0]["genres"], &none[0]["miss"]),
        (&json!([]), &json!("no_genres"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_sense_is_refused_with_a_next_step() {
    let Some(desktop) = Desktop::start_with_kind_list().await else {
        return;
    };
    let empty = desktop.json(&["learn"]);
    assert_eq!((&empty["artists"], &empty["looked_up"]), (&json!(0), &json!(0)));
    assert_eq!(desktop.error(&["genres", "Nobody at all"]).1, 1);
    assert_eq!(desktop.error(&["top", "artists", "--families"]).1, 2);
    assert_eq!(desktop.error(&["genres", "--set", "dub"]).1, 2);
    let lock = std::fs::File::create(desktop.sandbox.path("data/genres.lock")).unwrap();
    lock.lock().unwrap();
    assert_eq!(desktop.error(&["learn"]), ("busy".to_owned(), 1));
    drop(lock);
    let mut elsewhere = desktop.command(&["learn"]);
    elsewhere.env("TONEARM_MUSICBRAINZ_URL", "http://192.0.2.1");
    let refused = run(&mut elsewhere);
    assert!(refused.err.contains("TONEARM_MUSICBRAINZ_URL"), "{}", refused.err);
}
