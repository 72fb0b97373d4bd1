//! Looking artists up by the addresses of their pages at Spotify, and by their MBIDs.

use serde_json::json;
use simulator::metabrainz::HeardArtist;

use super::harness::{Brainz, ids};

fn resource(heard: &HeardArtist) -> String {
    format!(
        "https://open.spotify.com/artist/{}",
        heard.spotify_id.as_deref().unwrap()
    )
}

fn parameters(resources: &[String]) -> Vec<(&str, &str)> {
    let resources = resources.iter().map(|resource| ("resource", resource.as_str()));
    resources.chain([("inc", "artist-rels")]).collect()
}

#[tokio::test]
async fn one_address_gives_an_object_with_its_artist() {
    let brainz = Brainz::open().await;
    let (heard, truth) = brainz.find(&brainz.add(20), |truth| truth.is_linked);
    let resources = [resource(&heard)];
    let url = brainz.get("/url", &parameters(&resources)).await;
    assert_eq!(url["resource"], resources[0]);
    let relation = &url["relations"][0];
    assert_eq!(
        (&relation["type"], &relation["target-type"]),
        (&json!("free streaming"), &json!("artist"))
    );
    assert_eq!(relation["artist"]["id"], truth.mbid.unwrap());
    let bare = brainz.get("/url", &[("resource", &resources[0])]).await;
    assert_eq!(bare.get("relations"), None);
}

#[tokio::test]
async fn an_address_must_be_written_exactly_and_an_unknown_one_is_not_found() {
    let brainz = Brainz::open().await;
    let artists = brainz.add(60);
    let (linked, _) = brainz.find(&artists, |truth| truth.is_linked);
    let (unlinked, _) = brainz.find(&artists, |truth| !truth.is_linked);
    let exact = resource(&linked);
    for wrong in [
        resource(&unlinked),
        format!("{exact}?si=1"),
        exact.replace("/artist", "/intl-de/artist"),
        exact.replace("https", "http"),
    ] {
        let (status, body) = brainz.call("/url", &[("resource", &wrong)]).await;
        let help = "For usage, please see: https://musicbrainz.org/development/mmd";
        assert_eq!(
            (status, body),
            (404, json!({ "error": "Not Found", "help": help })),
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn of_several_addresses_only_those_come_back_that_are_known() {
    let brainz = Brainz::open().await;
    let artists = brainz.add(60);
    let resources: Vec<_> = artists.iter().map(resource).collect();
    let answer = brainz.get("/url", &parameters(&resources)).await;
    let urls = answer["urls"].as_array().unwrap();
    let linked = artists
        .iter()
        .map(|heard| brainz.truth(&heard.name))
        .filter(|truth| truth.is_linked);
    let mut expected: Vec<_> = linked.map(|truth| truth.mbid.unwrap()).collect();
    let mut found: Vec<_> = urls
        .iter()
        .map(|url| url["relations"][0]["artist"]["id"].as_str().unwrap().to_owned())
        .collect();
    assert_ne!(found, expected, "the order must not help");
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    assert!((40..60).contains(&found.len()), "{}", found.len());
    assert_eq!(
        (&answer["url-count"], &answer["url-offset"]),
        (&json!(found.len()), &json!(0))
    );
    let none = brainz
        .get("/url", &parameters(&["a:b".to_owned(), "c:d".to_owned()]))
        .await;
    assert_eq!(none, json!({ "url-count": 0, "url-offset": 0, "urls": [] }));
}

#[tokio::test]
async fn addresses_beyond_the_hundredth_are_left_out_without_a_word() {
    let brainz = Brainz::open().await;
    let (heard, _) = brainz.find(&brainz.add(20), |truth| truth.is_linked);
    let mut resources: Vec<_> = (0..99)
        .map(|at| format!("https://open.spotify.com/artist/x{at}"))
        .collect();
    resources.push(resource(&heard));
    let hundredth = brainz.get("/url", &parameters(&resources)).await;
    assert_eq!(hundredth["url-count"], 1);
    resources.insert(0, "https://open.spotify.com/artist/y".to_owned());
    let beyond = brainz.get("/url", &parameters(&resources)).await;
    assert_eq!(beyond["url-count"], 0);
}

#[tokio::test]
async fn an_artist_is_looked_up_with_its_genres_alone() {
    let brainz = Brainz::open().await;
    let artists = brainz.add(60);
    for heard in &artists[..20] {
        let truth = brainz.truth(&heard.name);
        let Some(mbid) = &truth.mbid else { continue };
        let answer = brainz.get(&format!("/artist/{mbid}"), &[("inc", "genres")]).await;
        let mut genres: Vec<_> = answer["genres"]
            .as_array()
            .unwrap()
            .iter()
            .map(|genre| {
                (
                    genre["name"].as_str().unwrap().to_owned(),
                    genre["count"].as_u64().unwrap() as u32,
                )
            })
            .collect();
        genres.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        assert_eq!(genres, truth.genres);
        assert_eq!(answer["id"], *mbid);
    }
    let (_, truth) = brainz.find(&artists, |truth| truth.mbid.is_some());
    let bare = brainz.get(&format!("/artist/{}", truth.mbid.unwrap()), &[]).await;
    assert_eq!(bare.get("genres"), None);
}

#[tokio::test]
async fn an_id_that_is_none_is_refused_and_an_unknown_one_not_found() {
    let brainz = Brainz::open().await;
    let (status, body) = brainz.call("/artist/nonsense", &[]).await;
    assert_eq!((status, &body["error"]), (400, &json!("Invalid mbid.")));
    assert_eq!(
        brainz.call("/artist/00000000-0000-4000-8000-000000000000", &[]).await.0,
        404
    );
    assert_eq!(brainz.call("/label", &[]).await.0, 404);
}

#[tokio::test]
async fn the_catalogues_artists_are_known_by_their_ids_at_spotify() {
    let brainz = Brainz::open().await;
    let uris = brainz.simulator.track_uris();
    let mut artists: Vec<_> = uris
        .iter()
        .map(|uri| brainz.simulator.credited_artists(uri)[0].clone())
        .collect();
    artists.sort();
    artists.dedup();
    let resources: Vec<_> = artists[..100]
        .iter()
        .map(|id| format!("https://open.spotify.com/artist/{id}"))
        .collect();
    let answer = brainz.get("/url", &parameters(&resources)).await;
    let found = ids(&answer["urls"]).len();
    assert!((70..95).contains(&found), "{found}");
    assert_eq!(brainz.metabrainz().artists().len(), 400);
}
