//! Telling namesakes apart by a track.

use std::collections::BTreeMap;

use serde_json::Value;
use simulator::metabrainz::{Call, HeardArtist, length_of};

use super::harness::Brainz;

/// The ids of all artists in the credits of the recordings that a title and a name find.
async fn credited(brainz: &Brainz, title: &str, artist: &str) -> Vec<Vec<String>> {
    let query = format!(r#"recording:"{title}" AND artist:"{artist}""#);
    let answer = brainz.get("/recording", &[("query", &query), ("limit", "25")]).await;
    let credit = |recording: &Value| {
        let credit = recording["artist-credit"].as_array().unwrap().iter();
        credit
            .map(|one| one["artist"]["id"].as_str().unwrap().to_owned())
            .collect()
    };
    answer["recordings"].as_array().unwrap().iter().map(credit).collect()
}

#[tokio::test]
async fn a_track_tells_the_listeners_artist_from_most_namesakes() {
    let brainz = Brainz::open().await;
    let artists = brainz.add(400);
    let (mut right, mut unclear, mut nothing) = (0, 0, 0);
    for heard in &artists {
        let truth = brainz.truth(&heard.name);
        if truth.namesakes.is_empty() || truth.namesakes.len() > 3 || truth.hits == truth.namesakes.len() {
            continue;
        }
        let found = credited(&brainz, &heard.tracks[0].title, &heard.name).await;
        let mut ids: Vec<_> = found.into_iter().flatten().collect();
        ids.sort();
        ids.dedup();
        match ids.as_slice() {
            [] => nothing += 1,
            [id] if Some(id) == truth.mbid.as_ref() => right += 1,
            _ => unclear += 1,
        }
    }
    // One track in ten has no recording, and some namesakes have one of the same title.
    assert!(
        right >= 35,
        "{right} right, {unclear} unclear, {nothing} without a recording"
    );
    assert!(
        unclear >= 1 && nothing >= 1,
        "{right} right, {unclear} unclear, {nothing} without a recording"
    );
}

#[tokio::test]
async fn guests_are_in_the_credit_after_the_artist_and_not_in_the_title() {
    let brainz = Brainz::open().await;
    let artists = brainz.add(60);
    let mut compared = 0;
    for pair in artists.windows(2) {
        let [host, guest] = pair else { continue };
        let (host_truth, guest_truth) = (brainz.truth(&host.name), brainz.truth(&guest.name));
        if host_truth.hits != 1 || guest_truth.hits != 1 {
            continue;
        }
        let title = host.tracks[1].title.split_once(" (").unwrap().0;
        let found = credited(&brainz, title, &guest.name).await;
        if found.is_empty() {
            continue;
        }
        assert_eq!(found, [[host_truth.mbid.unwrap(), guest_truth.mbid.unwrap()]]);
        let whole = host.tracks[1].title.as_str();
        assert!(credited(&brainz, whole, &host.name).await.is_empty(), "{whole}");
        compared += 1;
    }
    assert!(compared > 10, "{compared}");
}

#[tokio::test]
async fn tracks_that_are_added_later_are_found_too() {
    let brainz = Brainz::open().await;
    let (heard, truth) = brainz.find(&brainz.add(20), |truth| truth.hits == 1);
    let titles: Vec<_> = (0..20).map(|at| format!("Late {at}")).collect();
    brainz.metabrainz().add_artists([HeardArtist {
        tracks: titles.iter().cloned().map(Into::into).collect(),
        ..heard.clone()
    }]);
    let mut found = 0;
    for title in &titles {
        let credits = credited(&brainz, title, &heard.name).await;
        assert!(credits.iter().all(|credit| credit[..] == [truth.mbid.clone().unwrap()]));
        found += credits.len();
    }
    assert!((14..=20).contains(&found), "{found}");
}

#[tokio::test]
async fn recordings_are_found_by_their_ids_with_their_lengths() {
    let brainz = Brainz::open().await;
    let artists = brainz.add(30);
    let mut lengths = BTreeMap::new();
    for heard in &artists {
        let query = format!(r#"recording:"{}""#, heard.tracks[0].title);
        let answer = brainz.get("/recording", &[("query", &query), ("limit", "100")]).await;
        for recording in answer["recordings"].as_array().unwrap() {
            let id = recording["id"].as_str().unwrap().to_owned();
            lengths.insert(id, recording["length"].clone());
        }
    }
    let ids: Vec<_> = lengths.keys().map(|id| format!("rid:{id}")).collect();
    let query = format!("{} OR rid:00000000-0000-4000-8000-000000000000", ids.join(" OR "));
    let answer = brainz.get("/recording", &[("query", &query), ("limit", "100")]).await;
    let found = answer["recordings"].as_array().unwrap().iter();
    let found: BTreeMap<_, _> = found
        .map(|recording| {
            (
                recording["id"].as_str().unwrap().to_owned(),
                recording["length"].clone(),
            )
        })
        .collect();
    assert_eq!(found, lengths);
    let expected = length_of(&artists[0].tracks[0].title);
    assert_eq!(artists[0].tracks[0].length_ms, Some(expected));
    let known = lengths.values().filter_map(Value::as_u64).count();
    assert!(known > 20, "{known}");
}

#[tokio::test]
async fn the_recordings_of_an_artist_come_in_pages_with_their_lengths() {
    let brainz = Brainz::open().await;
    let (heard, truth) = brainz.find(&brainz.add(20), |truth| truth.hits == 1);
    let tracks = (0..150).map(|at| format!("Late {at}").into());
    brainz.metabrainz().add_artists([HeardArtist {
        tracks: tracks.collect(),
        ..heard
    }]);
    let id = truth.mbid.unwrap();
    let mut seen = BTreeMap::new();
    for (offset, limit, length) in [("0", "100", 100), ("0", "1000", 100), ("0", "0", 25), ("100", "100", 0)] {
        let query = [("artist", id.as_str()), ("limit", limit), ("offset", offset)];
        let answer = brainz.get("/recording", &query).await;
        let page = answer["recordings"].as_array().unwrap();
        let count = answer["recording-count"].as_u64().unwrap() as usize;
        assert!((120..150).contains(&count), "{count}");
        assert_eq!(answer["recording-offset"].to_string(), offset);
        assert_eq!(page.len(), if length == 0 { count - 100 } else { length });
        for recording in page {
            let own_id = recording["id"].as_str().unwrap().to_owned();
            seen.insert(own_id, recording["title"].as_str().unwrap().to_owned());
            assert!(
                recording["length"].is_null() || recording["length"].is_u64(),
                "{recording}"
            );
            assert!(recording.get("artist-credit").is_none(), "{recording}");
        }
    }
    let late = seen.values().filter(|title| title.starts_with("Late ")).count();
    assert!((120..=seen.len()).contains(&late), "{late}");
    let of_artist = brainz.metabrainz().count(Call::RecordingsOfArtist);
    assert_eq!((of_artist, brainz.metabrainz().count(Call::RecordingSearch)), (4, 0));
}

#[tokio::test]
async fn nobody_has_the_recordings_of_somebody_unknown() {
    let brainz = Brainz::open().await;
    for (artist, status, error) in [
        ("00000000-0000-4000-8000-000000000000", 404, "Not Found"),
        ("Low", 400, "Invalid mbid."),
    ] {
        let (answered, body) = brainz.call("/recording", &[("artist", artist)]).await;
        assert_eq!((answered, body["error"].as_str()), (status, Some(error)));
    }
}
