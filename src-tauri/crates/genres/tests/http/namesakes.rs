//! Several artists of one name: a title decides, or nothing does.

use ::genres::Outcome;

use crate::support::{LENGTH_MS, Server, World, genre_names, knowing, lasting, look_up, mbid, named, titled};

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
        let expected = [
            "/ws/2/artist",
            "/ws/2/recording",
            "/ws/2/recording",
            "/1/metadata/artist/",
        ];
        assert_eq!(paths, expected);
    }
}

#[tokio::test]
async fn a_title_of_both_or_of_neither_decides_nothing_nor_do_recordings_that_are_no_help() {
    for title in ["Intro", "Smells Like Nothing", "Lithium (Remastered)"] {
        let (outcome, paths) = outcome(two_nirvanas(), title).await;
        assert_eq!(outcome, Outcome::Undecided, "{title}");
        let both = ["/ws/2/artist", "/ws/2/recording", "/ws/2/recording", "/ws/2/recording"];
        assert_eq!(paths, both);
    }
}

#[tokio::test]
async fn where_the_title_decides_nothing_two_songs_of_one_of_them_do() {
    let mut world = two_nirvanas();
    world.recording(0, "Polly");
    world.recording(1, "Polly");
    let server = Server::start(world).await;
    for (key, title, others, genre) in [
        (0, "Smells Like Nothing", ["Lithium", "Polly"], Some("grunge")),
        (
            1,
            "Polly",
            ["Rainbow Chaser", "Smells Like Nothing"],
            Some("psychedelic pop"),
        ),
        (2, "Polly", ["Lithium", "Rainbow Chaser"], None),
        (3, "Smells Like Nothing", ["Lithium", "Lithium (live)"], None),
    ] {
        let outcomes = look_up(&server, vec![knowing(titled(key, "Nirvana", title), &others)]).await;
        match genre {
            Some(genre) => assert_eq!(genre_names(&outcomes[&key]), [genre], "{title} {others:?}"),
            None => assert_eq!(outcomes[&key], Outcome::Undecided, "{title} {others:?}"),
        }
    }
    let sent = server.values("query").concat().join(" ");
    assert!(!sent.contains("Lithium") && !sent.contains("Rainbow"), "{sent}");
}

#[tokio::test]
async fn whoever_has_a_title_alone_and_no_other_gives_way_to_one_with_two_songs() {
    let mut world = two_nirvanas();
    world.recording(0, "Sappy");
    world.recording(1, "Polly");
    let server = Server::start(world).await;
    let wanted = vec![knowing(titled(0, "Nirvana", "Polly"), &["Lithium", "Sappy"])];
    let outcomes = look_up(&server, wanted).await;
    assert_eq!(genre_names(&outcomes[&0]), ["grunge"]);
    let asked = server.values("artist").concat();
    assert_eq!(asked, [mbid(1).to_string(), mbid(0).to_string()], "each once");
}

#[tokio::test]
async fn more_than_four_namesakes_are_compared_by_one_search_for_all_that_they_recorded() {
    let many = || {
        let mut world = two_nirvanas();
        for _ in 0..3 {
            world.artist("Nirvana", "pop");
        }
        world.recording(0, "Polly");
        world.artist("Nirvana Tribute", "rock");
        for title in ["Lithium", "Polly", "Dumb"] {
            world.recording(5, title);
        }
        world
    };
    let mut long = many();
    for number in 0..400 {
        long.recording(4, &format!("Jam {number}"));
    }
    for (world, others, is_found) in [
        (many(), &["Lithium", "Polly", "Anthem of Everybody"][..], true),
        (many(), &["Lithium", "Polly"], false),
        (long, &["Lithium", "Polly", "Anthem of Everybody"], false),
    ] {
        let server = Server::start(world).await;
        let wanted = knowing(titled(0, "Nirvana", "Smells Like Nothing"), others);
        let outcomes = look_up(&server, vec![wanted]).await;
        assert_eq!(outcomes[&0] != Outcome::Undecided, is_found, "{others:?}: {outcomes:?}");
        assert_eq!(server.values("artist").concat(), [""; 0]);
        let expected = [
            r#"artist:"Nirvana" OR alias:"Nirvana""#,
            r#"recording:"Smells Like Nothing" AND artist:"Nirvana""#,
            r#"artist:"Nirvana""#,
        ];
        assert_eq!(server.values("query").concat(), expected);
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
    assert_eq!(paths.iter().filter(|path| *path == "/ws/2/recording").count(), 2 + 1);

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
async fn without_a_length_the_title_stays_here() {
    for length in [None, Some(0)] {
        let server = Server::start(two_nirvanas()).await;
        let wanted = vec![
            lasting(0, "Nirvana", "Lithium", length),
            knowing(lasting(1, "Nirvana", "Lithium", length), &["Rainbow Chaser"]),
        ];
        let outcomes = look_up(&server, wanted).await;
        assert_eq!(genre_names(&outcomes[&0]), ["grunge"], "by recordings");
        assert_eq!(outcomes[&1], Outcome::Undecided);
        assert_eq!(
            server.values("query").concat(),
            [r#"artist:"Nirvana" OR alias:"Nirvana""#]
        );
    }
}

#[tokio::test]
async fn without_another_title_the_title_stays_here_as_well() {
    for others in [&[][..], &["LITHIUM", "Lithium - Live"]] {
        let server = Server::start(two_nirvanas()).await;
        let outcomes = look_up(&server, vec![knowing(titled(0, "Nirvana", "Lithium"), others)]).await;
        assert_eq!(outcomes[&0], Outcome::Undecided);
        assert_eq!(server.paths(), ["/ws/2/artist"]);
    }
}

#[tokio::test]
async fn a_title_that_is_there_of_the_wrong_one_alone_deceives_nobody() {
    let mut world = two_nirvanas();
    world.recording(1, "Polly");
    world.without_anthem(1);
    let server = Server::start(world).await;
    let wanted = vec![
        knowing(titled(0, "Nirvana", "Polly"), &["Lithium", "Dumb"]),
        knowing(titled(1, "Nirvana", "Polly"), &["Rainbow Chaser"]),
    ];
    let outcomes = look_up(&server, wanted).await;
    assert_eq!(outcomes[&0], Outcome::Undecided);
    assert_eq!(genre_names(&outcomes[&1]), ["psychedelic pop"]);
}

#[tokio::test]
async fn two_pages_of_recordings_are_read_for_another_title() {
    for (between, pages, is_found) in [(90, 1, true), (150, 2, true), (220, 2, false)] {
        let mut world = two_nirvanas();
        for number in 0..between {
            world.recording(0, &format!("Jam {number}"));
        }
        world.recording(0, "Polly");
        let server = Server::start(world).await;
        let outcomes = look_up(&server, vec![knowing(titled(0, "Nirvana", "Lithium"), &["Polly"])]).await;
        assert_eq!(outcomes[&0] != Outcome::Undecided, is_found, "{between}: {outcomes:?}");
        assert_eq!(server.values("artist").concat(), vec![mbid(0).to_string(); pages]);
    }
}

#[tokio::test]
async fn a_namesake_who_is_gone_is_nobody() {
    let mut world = two_nirvanas();
    world.gone(0);
    let server = Server::start(world).await;
    let outcomes = look_up(&server, vec![titled(0, "Nirvana", "Lithium")]).await;
    assert_eq!(outcomes[&0], Outcome::Undecided);
}

#[tokio::test]
async fn a_title_of_both_is_his_whose_recording_is_as_long() {
    let mut world = two_nirvanas();
    world.recording_lasting(0, "Sappy", Some(LENGTH_MS + 20_000));
    world.recording_lasting(1, "Sappy", Some(LENGTH_MS));
    world.recording_lasting(0, "Polly", Some(LENGTH_MS + 20_000));
    world.recording_lasting(0, "Dumb", Some(LENGTH_MS));
    world.recording_lasting(1, "Dumb", None);
    world.recording_lasting(0, "Aero Zeppelin", Some(LENGTH_MS));
    world.recording_lasting(1, "Aero Zeppelin", Some(0));
    let server = Server::start(world).await;
    let lasting = |key, title| lasting(key, "Nirvana", title, Some(LENGTH_MS + 3_500));
    let wanted = vec![
        lasting(0, "Sappy"),
        knowing(lasting(1, "Polly"), &["Rainbow Chaser"]),
        lasting(2, "Dumb"),
        lasting(3, "Aero Zeppelin"),
    ];
    let outcomes = look_up(&server, wanted).await;
    assert_eq!(genre_names(&outcomes[&0]), ["psychedelic pop"]);
    assert_eq!(outcomes[&1], Outcome::Undecided, "of another length");
    assert_eq!(outcomes[&2], Outcome::Undecided, "one of unknown length");
    assert_eq!(outcomes[&3], Outcome::Undecided, "no song lasts no time");
}

#[tokio::test]
async fn a_remastered_track_is_the_same_recording_and_a_live_one_is_not() {
    let server = Server::start(two_nirvanas()).await;
    let wanted = vec![
        titled(0, "Nirvana", "Lithium - Remastered 2011"),
        titled(1, "Nirvana", "Lithium - Live"),
    ];
    let outcomes = look_up(&server, wanted).await;
    assert_eq!(genre_names(&outcomes[&0]), ["grunge"]);
    assert_eq!(outcomes[&1], Outcome::Undecided);
    let queries = server.values("query").concat();
    let expected = r#"(recording:"Lithium" AND artist:"Nirvana") OR (recording:"Lithium - Live" AND artist:"Nirvana")"#;
    assert_eq!(queries[1], expected);
}

#[tokio::test]
async fn eight_titles_go_into_one_search_and_a_full_answer_makes_nobody_certain() {
    let mut world = World::default();
    let mut wanted = Vec::new();
    for key in 0..20 {
        let name = format!("Band {key}x");
        let first = world.artist(&name, "rock");
        world.artist(&name, "pop");
        world.recording(first, "Song");
        wanted.push(titled(key, &name, "Song"));
    }
    // The fifth has so many that his namesake's recording is far behind.
    for number in 0..350 {
        world.recording(8, &format!("Song {number}"));
    }
    world.recording(9, "Song");
    let server = Server::start(world).await;
    let outcomes = look_up(&server, wanted).await;
    for (key, outcome) in &outcomes {
        match key {
            4 => assert_eq!(*outcome, Outcome::Undecided),
            _ => assert_eq!(genre_names(outcome), ["rock"], "{key}"),
        }
    }
    // The first eight, of whom the answer is full; seven of them, and the fifth on four pages; the twelve others.
    let browsed = server.values("artist").concat().len();
    assert_eq!(browsed, 19 + 2, "of the fifth, both have two songs");
    assert_eq!(server.count("/ws/2/recording") - browsed, 1 + 1 + 4 + 2);
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
