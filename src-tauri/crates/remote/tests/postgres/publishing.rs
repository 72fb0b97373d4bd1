//! Plays for questions in SQL.

use plays::{Circumstance, Kind, MachineId, SourceKey};
use postgres::Client;
use remote::{
    Catalogue, Postgres, PublishedAlbum, PublishedArtist, PublishedMonth, PublishedPlay, PublishedTrack, Publisher,
    Remote, published_fingerprint,
};

use crate::{history::undone, place::Place};

fn open(place: &Place) -> Postgres {
    match place.open(1) {
        Remote::Postgres(postgres) => *postgres,
        Remote::Folder(_) => panic!("a folder publishes nothing"),
    }
}

fn by(rules: u32) -> Publisher {
    Publisher {
        machine: MachineId([1; 16]),
        rules,
    }
}

/// Low (slowcore, rock) and Dirty Three (rock), who play one track of two together.
pub(crate) fn catalogue() -> Catalogue {
    let artist = |name: &str, genres: &[&str]| PublishedArtist {
        uri: Some(format!("spotify:artist:{name}")),
        name: name.to_owned(),
        genres: genres
            .iter()
            .map(|genre| ((*genre).to_owned(), "spotify", 1.0))
            .collect(),
    };
    let track = |name: &str, artists: &[u32]| PublishedTrack {
        uri: format!("spotify:track:{name}"),
        kind: Kind::Music,
        name: name.to_owned(),
        album: 0,
        artists: artists.to_vec(),
        length_ms: None,
        isrc: None,
    };
    Catalogue {
        artists: vec![artist("Low", &["slowcore", "rock"]), artist("Dirty Three", &["rock"])],
        albums: vec![PublishedAlbum {
            uri: Some("spotify:album:1".into()),
            name: "In the Fishtank 7".into(),
            artist: "Low".into(),
        }],
        tracks: vec![track("Down by the River", &[0, 1, 0]), track("Canada", &[0])],
    }
}

fn play(ended_at_ms: i64, day: i32, track: u32) -> PublishedPlay {
    PublishedPlay {
        ended_at_ms,
        day,
        track,
        ms_played: 100_000,
        is_estimated: false,
        counts: true,
        is_hidden: false,
        source: SourceKey([2; 16]),
        circumstance: 0,
    }
}

pub(crate) fn month(month: i32, plays: Vec<PublishedPlay>) -> PublishedMonth {
    PublishedMonth {
        month,
        circumstances: vec![Circumstance::default()],
        plays,
    }
}

/// On one day both tracks, on the next one too short, one hidden, and one after the other at the same moment.
pub(crate) fn plays() -> Vec<PublishedPlay> {
    vec![
        play(1_600_000_000_000, 18_518, 0),
        play(1_600_000_200_000, 18_518, 1),
        PublishedPlay {
            counts: false,
            ms_played: 5,
            ..play(1_600_080_000_000, 18_519, 1)
        },
        PublishedPlay {
            is_hidden: true,
            ..play(1_600_090_000_000, 18_519, 1)
        },
        play(1_600_095_000_000, 18_519, 0),
        play(1_600_095_000_000, 18_519, 0),
    ]
}

/// Name, day, plays and milliseconds, by name and day.
fn top(admin: &mut Client, view: &str) -> Vec<(String, String, i64, i64)> {
    let sql = format!("SELECT name, day::text, plays, ms FROM tonearm.{view} ORDER BY name, day");
    let rows = admin.query(&sql, &[]).unwrap();
    rows.iter()
        .map(|row| (row.get(0), row.get(1), row.get(2), row.get(3)))
        .collect()
}

fn told(rows: &[(&str, &str, i64, i64)]) -> Vec<(String, String, i64, i64)> {
    rows.iter()
        .map(|row| (row.0.to_owned(), row.1.to_owned(), row.2, row.3))
        .collect()
}

#[test]
fn what_is_published_can_be_asked_about() {
    let Some(place) = Place::database() else { return };
    let (catalogue, month) = (catalogue(), month(608, plays()));
    open(&place)
        .publish(&catalogue, std::slice::from_ref(&month), by(1))
        .unwrap();
    let published = open(&place).published().unwrap();
    assert_eq!(
        published,
        [(608, (by(1), published_fingerprint(&catalogue, &month)))].into()
    );

    let mut admin = place.admin();
    let (first, second) = ("2020-09-13", "2020-09-14");
    assert_eq!(
        top(&mut admin, "top_tracks"),
        told(&[
            ("Canada", first, 1, 100_000),
            ("Canada", second, 0, 5),
            ("Down by the River", first, 1, 100_000),
            ("Down by the River", second, 2, 200_000),
        ])
    );
    assert_eq!(
        top(&mut admin, "top_artists"),
        told(&[
            ("Dirty Three", first, 1, 100_000),
            ("Dirty Three", second, 2, 200_000),
            ("Low", first, 2, 200_000),
            ("Low", second, 2, 200_005),
        ])
    );
    assert_eq!(
        top(&mut admin, "top_genres"),
        told(&[
            ("rock", first, 2, 200_000),
            ("rock", second, 2, 200_005),
            ("slowcore", first, 2, 200_000),
            ("slowcore", second, 2, 200_005),
        ])
    );
    let sql = "SELECT track, artists, album, kind, hidden, ended_at = '2020-09-13 12:26:40Z' FROM tonearm.listening ORDER BY ended_at LIMIT 1";
    let row = admin.query_one(sql, &[]).unwrap();
    assert_eq!(
        (row.get(0), row.get(1), row.get(2), row.get(3), row.get(4), row.get(5)),
        (
            "Down by the River",
            "Low, Dirty Three, Low",
            "In the Fishtank 7",
            "music",
            false,
            true
        )
    );
    let count = admin.query_one("SELECT count(*) FROM tonearm.listening", &[]).unwrap();
    assert_eq!(count.get::<_, i64>(0), 6, "hidden ones, too");
}

#[test]
fn only_what_differs_is_written_again_and_never_by_older_rules() {
    let Some(place) = Place::database() else { return };
    let catalogue = catalogue();
    let (long, short) = (month(608, plays()), month(608, plays()[..2].to_vec()));
    let mut postgres = open(&place);
    let versions = || {
        let sql = "SELECT DISTINCT xmin::text FROM tonearm.play";
        let rows = place.admin().query(sql, &[]).unwrap();
        rows.iter().map(|row| row.get::<_, String>(0)).collect::<Vec<_>>()
    };
    postgres
        .publish(&catalogue, std::slice::from_ref(&long), by(2))
        .unwrap();
    let first = versions();
    postgres
        .publish(&catalogue, std::slice::from_ref(&long), by(3))
        .unwrap();
    assert_eq!(versions(), first, "the rows are the same");
    assert_eq!(postgres.published().unwrap()[&608].0, by(3));
    postgres
        .publish(&catalogue, std::slice::from_ref(&short), by(2))
        .unwrap();
    let fingerprint = published_fingerprint(&catalogue, &long);
    assert_eq!(
        postgres.published().unwrap()[&608],
        (by(3), fingerprint),
        "these rules are older"
    );
    postgres
        .publish(&catalogue, std::slice::from_ref(&short), by(3))
        .unwrap();
    let fingerprint = published_fingerprint(&catalogue, &short);
    assert_eq!(postgres.published().unwrap()[&608], (by(3), fingerprint));
}

#[test]
fn a_month_without_plays_goes_and_so_do_plays_of_what_was_undone() {
    let Some(place) = Place::database() else { return };
    let catalogue = catalogue();
    let mut postgres = open(&place);
    let mut later = plays();
    for play in &mut later {
        play.day += 30;
    }
    postgres
        .publish(&catalogue, &[month(608, plays()), month(609, later)], by(1))
        .unwrap();
    postgres.publish(&catalogue, &[month(608, Vec::new())], by(1)).unwrap();
    assert_eq!(postgres.published().unwrap().into_keys().collect::<Vec<_>>(), [609]);
    place.open(1).put_registers(&[undone(2)]).unwrap();
    assert_eq!(
        postgres.published().unwrap()[&609].1.rows,
        0,
        "so that it is published again"
    );
}

#[test]
fn every_field_of_a_play_is_in_its_fingerprint() {
    let (one, catalogue) = (play(1, 1, 0), catalogue());
    let others = [
        PublishedPlay {
            ended_at_ms: 2,
            ..one.clone()
        },
        PublishedPlay { day: 2, ..one.clone() },
        PublishedPlay {
            track: 1,
            ..one.clone()
        },
        PublishedPlay {
            ms_played: 2,
            ..one.clone()
        },
        PublishedPlay {
            is_estimated: true,
            ..one.clone()
        },
        PublishedPlay {
            counts: false,
            ..one.clone()
        },
        PublishedPlay {
            is_hidden: true,
            ..one.clone()
        },
        PublishedPlay {
            source: SourceKey([3; 16]),
            ..one.clone()
        },
        PublishedPlay {
            circumstance: 1,
            ..one.clone()
        },
        one,
    ];
    let fingerprint = |play: &PublishedPlay| {
        let mut month = month(1, vec![play.clone()]);
        month.circumstances.push(Circumstance {
            offline: Some(true),
            ..Circumstance::default()
        });
        published_fingerprint(&catalogue, &month)
    };
    let distinct: std::collections::BTreeSet<_> = others.iter().map(fingerprint).collect();
    assert_eq!(distinct.len(), others.len());
}

#[test]
fn what_is_known_of_a_track_stays_and_credits_and_genres_are_replaced() {
    let Some(place) = Place::database() else { return };
    let learnt = catalogue();
    let mut told = learnt.clone();
    for artist in &mut told.artists {
        artist.uri = None;
    }
    told.tracks[0].artists = vec![0];
    let mut postgres = open(&place);
    let months = [month(608, plays())];
    let artists = |track: &str| -> (String, bool) {
        let sql = "SELECT artists, EXISTS (SELECT FROM tonearm.track WHERE name = $1 AND length_ms = 7 AND isrc = 'x')
            FROM tonearm.listening WHERE track = $1 LIMIT 1";
        let row = place.admin().query_one(sql, &[&track]).unwrap();
        (row.get(0), row.get(1))
    };
    postgres.publish(&told, &months, by(1)).unwrap();
    assert_eq!(artists("Down by the River"), ("Low".into(), false));

    let mut more = learnt.clone();
    more.tracks[0].length_ms = Some(7);
    more.tracks[0].isrc = Some("x".into());
    postgres.publish(&more, &[], by(1)).unwrap();
    assert_eq!(artists("Down by the River"), ("Low, Dirty Three, Low".into(), true));
    postgres.publish(&told, &[], by(1)).unwrap();
    assert_eq!(
        artists("Down by the River"),
        ("Low".into(), true),
        "the credits are those of the latest, and its length is not forgotten"
    );

    let mut corrected = learnt;
    corrected.artists[0].genres = vec![("gospel".into(), "listener", 1.0)];
    postgres.publish(&corrected, &[], by(1)).unwrap();
    let genres = top(&mut place.admin(), "top_genres");
    let mut genres: Vec<_> = genres.into_iter().map(|(name, ..)| name).collect();
    genres.dedup();
    assert_eq!(genres, ["gospel", "rock"]);
}
