//! Telling namesakes apart by a track.

use serde_json::Value;
use simulator::metabrainz::HeardArtist;

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
        let found = credited(&brainz, &heard.tracks[0], &heard.name).await;
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
        let title = host.tracks[1].split_once(" (").unwrap().0;
        let found = credited(&brainz, title, &guest.name).await;
        if found.is_empty() {
            continue;
        }
        assert_eq!(found, [[host_truth.mbid.unwrap(), guest_truth.mbid.unwrap()]]);
        let whole = host.tracks[1].as_str();
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
        tracks: titles.clone(),
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
