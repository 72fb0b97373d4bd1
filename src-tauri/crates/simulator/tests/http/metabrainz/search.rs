//! Searching artists by name.

use std::{collections::HashSet, time::Duration};

use serde_json::{Value, json};
use simulator::metabrainz::HeardArtist;

use super::harness::{Brainz, ids};

/// A query for names and aliases, as a client has to write it.
fn by_names(artists: &[HeardArtist]) -> String {
    let clauses: Vec<_> = artists
        .iter()
        .map(|heard| format!(r#"artist:"{0}" OR alias:"{0}""#, heard.name))
        .collect();
    clauses.join(" OR ")
}

#[tokio::test]
async fn ten_names_in_one_query_find_everybody_who_bears_one_and_nobody_else() {
    let brainz = Brainz::open().await;
    let artists = brainz.add(200);
    let mut asked = 0;
    for ten in artists.chunks(10) {
        let truths: Vec<_> = ten.iter().map(|heard| brainz.truth(&heard.name)).collect();
        if truths.iter().any(|truth| truth.hits > 20) {
            continue;
        }
        let answer = brainz.artists(&by_names(ten), "100").await;
        let found: HashSet<_> = ids(&answer["artists"]).into_iter().collect();
        let bearers = truths
            .iter()
            .flat_map(|truth| truth.mbid.iter().chain(&truth.namesakes));
        assert_eq!(found, bearers.cloned().collect::<HashSet<_>>());
        assert_eq!((&answer["count"], &answer["offset"]), (&json!(found.len()), &json!(0)));
        assert_eq!(
            answer["created"],
            "2026-11-21T22:00:00.000Z".replace("00.000Z", &format!("{:02}.000Z", asked + 1))
        );
        asked += 1;
    }
    assert!(asked >= 10, "{asked}");
}

#[tokio::test]
async fn a_hit_tells_names_score_and_tags_and_does_not_say_which_tags_are_genres() {
    let brainz = Brainz::open().await;
    let (heard, truth) = brainz.find(&brainz.add(200), |truth| {
        truth.namesakes.len() == 2 && truth.genres.len() > 1
    });
    let answer = brainz.artists(&by_names(&[heard]), "100").await;
    let hits = answer["artists"].as_array().unwrap();
    let scores: Vec<_> = hits.iter().map(|hit| hit["score"].as_u64().unwrap()).collect();
    assert!(
        scores[0] == 100 && scores.is_sorted_by(|one, other| one >= other),
        "{scores:?}"
    );
    let own = hits
        .iter()
        .find(|hit| hit["id"] == truth.mbid.as_deref().unwrap())
        .unwrap();
    assert!(own["sort-name"].is_string() && own["type-id"].is_string());
    assert_eq!(own.get("disambiguation"), None);
    let tags = own["tags"].as_array().unwrap();
    for (genre, count) in &truth.genres {
        assert!(tags.contains(&json!({ "name": genre, "count": count })), "{tags:?}");
    }
    let others = hits
        .iter()
        .filter(|hit| truth.namesakes.contains(&hit["id"].as_str().unwrap().to_owned()));
    assert!(others.clone().all(|hit| hit["disambiguation"].is_string()));
    assert_eq!(others.count(), 2);
}

#[tokio::test]
async fn a_name_of_more_than_a_hundred_is_cut_and_the_rest_comes_page_by_page() {
    let brainz = Brainz::open().await;
    let (heard, truth) = brainz.find(&brainz.add(300), |truth| truth.hits > 100 && truth.mbid.is_some());
    let query = format!(r#"artist:"{}""#, heard.name);
    let first = brainz.artists(&query, "100").await;
    assert_eq!(first["count"], truth.hits);
    let mut found = ids(&first["artists"]);
    assert_eq!(found.len(), 100);
    let page = [("query", query.as_str()), ("limit", "100"), ("offset", "100")];
    let rest = brainz.get("/artist", &page).await;
    assert_eq!(rest["offset"], 100);
    found.extend(ids(&rest["artists"]));
    assert_eq!(found.iter().collect::<HashSet<_>>().len(), truth.hits);
    assert!(truth.namesakes.iter().all(|namesake| found.contains(namesake)));
}

#[tokio::test]
async fn names_that_are_the_phrase_come_before_longer_ones() {
    let brainz = Brainz::open().await;
    let (heard, truth) = brainz.find(&brainz.add(600), |truth| {
        truth.mbid.is_some() && truth.hits > truth.namesakes.len() + 20 && truth.hits > 100
    });
    let answer = brainz.artists(&format!(r#"artist:"{}""#, heard.name), "100").await;
    let hits = answer["artists"].as_array().unwrap();
    let scores: Vec<_> = hits.iter().map(|hit| hit["score"].as_u64().unwrap()).collect();
    assert!(scores.is_sorted_by(|one, other| one >= other), "{scores:?}");
    assert!(scores[0] == 100 && scores[99] < 100, "{scores:?}");
    let exact = hits.iter().take_while(|hit| hit["name"] == *heard.name).count();
    assert_eq!(exact, 1 + truth.namesakes.len());
    assert!(hits[exact..].iter().all(|hit| hit["name"] != *heard.name));
}

#[tokio::test]
async fn the_usual_limit_is_25_and_one_out_of_bounds_counts_as_none() {
    let brainz = Brainz::open().await;
    let (heard, _) = brainz.find(&brainz.add(300), |truth| truth.hits > 100);
    let query = format!(r#"artist:"{}""#, heard.name);
    for (limit, expected) in [("101", 25), ("0", 25), ("x", 25), ("100", 100), ("3", 3)] {
        let answer = brainz.artists(&query, limit).await;
        assert_eq!(ids(&answer["artists"]).len(), expected, "{limit}");
    }
    assert_eq!(
        ids(&brainz.get("/artist/", &[("query", &query)]).await["artists"]).len(),
        25
    );
}

#[tokio::test]
async fn accents_and_case_make_no_difference() {
    let brainz = Brainz::open().await;
    let artists: Vec<_> = (0..30)
        .map(|at| HeardArtist::from(format!("Björk Guðmunds {at}")))
        .collect();
    brainz.metabrainz().add_artists(artists.clone());
    let mut spellings = HashSet::new();
    for heard in &artists {
        let truth = brainz.truth(&heard.name);
        if truth.mbid.is_none() || truth.hits > 100 {
            continue;
        }
        let plain = heard.name.replace('ö', "o").to_uppercase();
        let answer = brainz
            .artists(&format!(r#"artist:"{plain}" OR alias:"{plain}""#), "100")
            .await;
        let hits = answer["artists"].as_array().unwrap();
        let own = hits.iter().find(|hit| hit["id"] == truth.mbid.as_deref().unwrap());
        let own = own.unwrap_or_else(|| panic!("{plain}: {answer}"));
        let has_alias = own["aliases"]
            .as_array()
            .is_some_and(|aliases| aliases[0]["name"] == *heard.name);
        spellings.insert((own["name"] == *heard.name, has_alias));
    }
    assert_eq!(spellings, HashSet::from([(true, false), (false, true)]));
}

#[tokio::test]
async fn an_artist_who_goes_by_another_name_is_found_only_by_alias() {
    let brainz = Brainz::open().await;
    let (heard, truth) = brainz.find(&brainz.add(200), |truth| truth.hits == 0 && truth.mbid.is_some());
    let by_name = brainz.artists(&format!(r#"artist:"{}""#, heard.name), "100").await;
    assert_eq!(by_name["count"], 0);
    for query in [format!(r#"alias:"{}""#, heard.name), format!(r#""{}""#, heard.name)] {
        let answer = brainz.artists(&query, "100").await;
        assert_eq!(ids(&answer["artists"]), [truth.mbid.clone().unwrap()], "{query}");
        assert_eq!(answer["artists"][0]["aliases"][0]["name"], heard.name);
    }
}

#[tokio::test]
async fn escaped_marks_are_part_of_a_name() {
    let brainz = Brainz::open().await;
    // Of many numbers, so that one at least is an artist whom MusicBrainz knows by this name.
    let names: Vec<_> = (0..20).map(|at| format!(r#"12" AC/DC (No {at}): a\b [x]?"#)).collect();
    brainz.metabrainz().add_artists(names.clone());
    let name = names
        .iter()
        .find(|name| (1..100).contains(&brainz.truth(name).hits))
        .unwrap();
    let escaped: String = name
        .chars()
        .flat_map(|letter| {
            let is_special = r#"+-&|!(){}[]^"~*?:\/"#.contains(letter);
            is_special.then_some('\\').into_iter().chain([letter])
        })
        .collect();
    let answer = brainz.artists(&format!(r#"artist:"{escaped}""#), "100").await;
    assert!(
        ids(&answer["artists"]).contains(&brainz.truth(name).mbid.unwrap()),
        "{answer}"
    );
    assert_eq!(answer["artists"][0]["name"], *name);
    let unescaped = format!(r#"artist:"{name}""#);
    assert_eq!(brainz.call("/artist", &[("query", &unescaped)]).await.0, 400);
}

#[tokio::test]
async fn a_malformed_query_is_refused() {
    let brainz = Brainz::open().await;
    for query in [r#"artist:"open"#, "artist:(a", "a AND", "artist:", "AC/DC"] {
        let (status, body) = brainz.call("/artist", &[("query", query)]).await;
        let error = "Search server could not complete query: Bad request";
        assert_eq!((status, &body["error"]), (400, &json!(error)), "{query}");
    }
    let (status, body) = brainz.call("/artist", &[("query", "")]).await;
    let error = "The given parameters do not match any available query type for the artist resource.";
    assert_eq!((status, &body["error"]), (400, &json!(error)));
    assert_eq!(brainz.call("/artist", &[("query", "color:blue")]).await.0, 400);
}

#[tokio::test]
async fn nobody_of_a_name_is_an_empty_list() {
    let brainz = Brainz::open().await;
    let (heard, _) = brainz.find(&brainz.add(100), |truth| {
        truth.mbid.is_none() && truth.namesakes.is_empty()
    });
    let answer = brainz.artists(&by_names(&[heard]), "100").await;
    assert_eq!((&answer["count"], &answer["artists"]), (&json!(0), &json!([])));
}

#[tokio::test]
async fn whoever_does_not_ask_for_json_gets_xml() {
    let brainz = Brainz::open().await;
    let url = format!("{}/ws/2/artist?query=a", brainz.simulator.musicbrainz_url());
    let xml = brainz.http.get(&url).send().await.unwrap();
    assert_eq!(
        (xml.status().as_u16(), xml.headers()["content-type"].to_str().unwrap()),
        (200, "application/xml; charset=utf-8")
    );
    brainz.pass(Duration::from_secs(1));
    let json = brainz
        .http
        .get(&url)
        .header("accept", "application/json")
        .send()
        .await
        .unwrap();
    assert!(json.json::<Value>().await.unwrap()["artists"].is_array());
}

#[tokio::test]
async fn a_seed_gives_one_truth_and_only_one() {
    let (one, same) = (Brainz::open().await, Brainz::open().await);
    let other = Brainz::with(|options| options.seed = 2).await;
    let truths = |brainz: &Brainz| {
        let artists = brainz.add(50);
        artists
            .iter()
            .map(|heard| brainz.truth(&heard.name))
            .collect::<Vec<_>>()
    };
    let first = truths(&one);
    assert_eq!(first, truths(&same));
    assert_ne!(first, truths(&other));
    assert_eq!(one.metabrainz().truth("Nobody whom anybody added"), None);
}
