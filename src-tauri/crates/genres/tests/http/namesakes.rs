//! Several artists of one name: a title decides, or nothing does.

use ::genres::Outcome;

use crate::support::{Server, World, genre_names, look_up, mbid, named, titled};

fn two_nirvanas() -> World {
    let mut world = World::default();
    world.artist("Nirvana", "grunge");
    world.artist("NIRVANA", "psychedelic pop");
    world.recording(0, "Lithium");
    world.recording(0, "Lithium (live)");
    world.recording(1, "Rainbow Chaser");
    world.recording(0, "Intro");
    world.recording(1, "Intro");
    world
}

async fn outcome(world: World, title: &str) -> (Outcome, Vec<String>) {
    let server = Server::start(world).await;
    let outcomes = look_up(&server, vec![titled(0, "Nirvana", title)]).await;
    (outcomes[&0].clone(), server.paths())
}

#[tokio::test]
async fn a_title_of_one_of_them_decides() {
    for (title, number) in [("Lithium", 0), ("RAINBOW CHASER", 1)] {
        let (outcome, paths) = outcome(two_nirvanas(), title).await;
        assert!(
            matches!(outcome, Outcome::Known { mbid: found, .. } if found == mbid(number)),
            "{outcome:?}"
        );
        assert_eq!(paths, ["/ws/2/artist", "/ws/2/recording", "/1/metadata/artist/"]);
    }
}

#[tokio::test]
async fn a_title_of_both_or_of_neither_decides_nothing() {
    for title in ["Intro", "Smells Like Nothing", "Lithium (Remastered)"] {
        let (outcome, paths) = outcome(two_nirvanas(), title).await;
        assert_eq!(outcome, Outcome::Undecided, "{title}");
        assert_eq!(paths, ["/ws/2/artist", "/ws/2/recording"]);
    }
}

#[tokio::test]
async fn the_second_one_at_the_end_of_a_long_list_is_seen() {
    let mut world = two_nirvanas();
    for number in 0..150 {
        world.recording(0, &format!("Polly {number}"));
    }
    world.recording(0, "Polly");
    let (decided, paths) = outcome(world, "Polly").await;
    assert!(matches!(decided, Outcome::Known { mbid: found, .. } if found == mbid(0)));
    assert_eq!(paths.iter().filter(|path| *path == "/ws/2/recording").count(), 2);

    let mut world = two_nirvanas();
    for _ in 0..150 {
        world.recording(0, "Polly");
    }
    world.recording(1, "Polly");
    assert_eq!(outcome(world, "Polly").await.0, Outcome::Undecided);
}

#[tokio::test]
async fn without_a_title_nothing_is_guessed_and_nothing_more_is_asked() {
    let server = Server::start(two_nirvanas()).await;
    let outcomes = look_up(&server, vec![named(0, "Nirvana")]).await;
    assert_eq!(outcomes[&0], Outcome::Undecided);
    assert_eq!(server.paths(), ["/ws/2/artist"]);
}

#[tokio::test]
async fn an_alias_makes_a_namesake_as_well() {
    let mut world = World::default();
    world.artist("Low", "slowcore");
    world.artist("Florian Thomas", "rap");
    world.alias(1, "LOW");
    let server = Server::start(world).await;
    assert_eq!(look_up(&server, vec![named(0, "Low")]).await[&0], Outcome::Undecided);
}

#[tokio::test]
async fn who_has_the_name_only_as_an_alias_is_asked_about_the_title_as_well() {
    let world = || {
        let mut world = World::default();
        world.artist("Florian Thomas", "rap");
        world.alias(0, "Low");
        world.artist("Low", "slowcore");
        world.recording(0, "Intro");
        world
    };
    let mut both = world();
    both.recording(1, "Intro");
    let server = Server::start(both).await;
    assert_eq!(
        look_up(&server, vec![titled(0, "Low", "Intro")]).await[&0],
        Outcome::Undecided
    );
    let server = Server::start(world()).await;
    let outcomes = look_up(&server, vec![titled(0, "Low", "Intro")]).await;
    assert_eq!(genre_names(&outcomes[&0]), ["rap"]);
}

#[tokio::test]
async fn a_guest_in_the_title_is_looked_for_in_the_credit() {
    let mut world = World::default();
    world.artist("Low", "slowcore");
    world.artist("LOW", "rap");
    world.artist("Tkay", "rap");
    world.recording(0, "Intro");
    world.recording_with_guest(1, 2, "Intro");
    let server = Server::start(world).await;
    for (key, title) in ["Intro (feat. Tkay)", "INTRO [ft. Tkay]", "Intro (with Tkay)"]
        .into_iter()
        .enumerate()
    {
        let outcomes = look_up(&server, vec![titled(key as u32, "Low", title)]).await;
        assert_eq!(genre_names(&outcomes[&(key as u32)]), ["rap"], "{title}");
    }
    let outcomes = look_up(&server, vec![titled(0, "Low", "Intro")]).await;
    assert_eq!(outcomes[&0], Outcome::Undecided, "the title of both");
}
