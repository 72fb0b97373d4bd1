//! How many requests a library of names costs.

use ::genres::Outcome;

use crate::support::{Server, World, look_up, mbid, titled};

const ARTISTS: u32 = 1200;
/// One in this many names is borne by two artists.
const NAMESAKES: u32 = 40;
/// One in this many names is part of many others.
const FLOODS: u32 = 300;

#[tokio::test]
async fn twelve_hundred_names_cost_a_request_for_twelve_and_one_for_each_namesake() {
    let mut world = World::default();
    let wanted: Vec<_> = (0..ARTISTS)
        .map(|key| {
            let name = format!("Band {key}x");
            let artist = world.artist(&name, "rock");
            world.recording(artist, "Song");
            titled(key, &name, "Song")
        })
        .collect();
    for key in (0..ARTISTS).step_by(NAMESAKES as usize) {
        world.artist(&format!("BAND {key}X"), "pop");
    }
    for key in (7..ARTISTS).step_by(FLOODS as usize) {
        for number in 0..150 {
            world.artist(&format!("Band {key}x {number}"), "pop");
        }
    }
    let server = Server::start(world).await;
    let outcomes = look_up(&server, wanted).await;

    for (key, outcome) in &outcomes {
        assert!(
            matches!(outcome, Outcome::Known { mbid: found, .. } if *found == mbid(*key as usize)),
            "{key}: {outcome:?}"
        );
    }
    assert_eq!(outcomes.len(), ARTISTS as usize);
    let (namesakes, floods) = (ARTISTS / NAMESAKES, ARTISTS / FLOODS);
    assert_eq!(server.count("/ws/2/artist"), (ARTISTS / 12 + floods) as usize);
    let browsed = server.values("artist").concat().len();
    assert_eq!(browsed, namesakes as usize);
    assert_eq!(
        server.count("/ws/2/recording") - browsed,
        (namesakes as usize).div_ceil(8)
    );
    assert_eq!(server.count("/1/"), ARTISTS as usize / 100);
    let budget = f64::from(130 + 13 + namesakes) * 1.05;
    assert!(
        (server.paths().len() as f64) <= budget,
        "{} of {budget}",
        server.paths().len()
    );
}

#[tokio::test]
async fn however_much_there_is_to_compare_it_costs_a_request_for_each_namesake_and_forty() {
    let mut world = World::default();
    for key in 0..120 {
        for _ in 0..4 {
            world.artist(&format!("Band {key}x"), "rock");
        }
    }
    // Titles of nobody's: for each artist, the recordings of four would have to be read.
    let wanted: Vec<_> = (0..120)
        .map(|key| titled(key, &format!("Band {key}x"), "Song"))
        .collect();
    let server = Server::start(world).await;
    let outcomes = look_up(&server, wanted).await;
    assert!(outcomes.values().all(|outcome| *outcome == Outcome::Undecided));
    let sent = server.count("/ws/2/recording");
    assert!((140..=120 + 40).contains(&sent), "{sent}");
    // All are asked for by title; nobody is compared with some of the namesakes only.
    let browsed = server.values("artist").concat().len();
    assert_eq!(sent - browsed, 120 / 8);
    assert_eq!(browsed % 4, 0, "{browsed}");
}
