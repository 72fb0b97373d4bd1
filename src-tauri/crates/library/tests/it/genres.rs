//! Which answer about an artist's genres counts, and what becomes of answers when sources come and go.

mod families;

use std::{collections::BTreeSet, path::Path, sync::Arc};

use chrono::{DateTime, Utc};
use library::{Archive, ArtistGenres, GenreAnswer, GenreOutcome, GenreSource, SourceKind, Zone};
use plays::{
    Batch, BatchSource, Circumstance, Cover, Credit, Evidence, ImportedFiles, Item, ItemUri, Kind, PlayedAt,
    Provenance, SpotifyTrack, Times, WeighedGenre,
};
use proptest::prelude::*;
use rusqlite::Connection;
use tempfile::TempDir;

fn archive() -> (TempDir, Archive) {
    let folder = tempfile::tempdir().unwrap();
    let now: DateTime<Utc> = "2026-11-20T12:00:00Z".parse().unwrap();
    let archive = Archive::open(&folder.path().join("archive.db"), Arc::new(move || now)).unwrap();
    (folder, archive)
}

/// A track of an artist with so many plays; with `uri`, Spotify has told who the artist is.
struct Played {
    artist: &'static str,
    uri: Option<String>,
    plays: u32,
}

fn played(artist: &'static str, plays: u32) -> Played {
    Played {
        artist,
        uri: None,
        plays,
    }
}

fn import(archive: &Archive, played: &[Played], digit: u8) {
    let item = |one: &Played, number: usize| Item {
        uri: ItemUri::of_spotify_track(&format!("{digit}{number:021}")),
        kind: Kind::Music,
        name: format!("Title {digit} {number}").into(),
        artist: one.artist.into(),
        album: "Album".into(),
        length_ms: None,
        isrc: None,
    };
    let items: Vec<Item> = played.iter().zip(0..).map(|(one, number)| item(one, number)).collect();
    let mut evidence = Vec::new();
    for (one, number) in played.iter().zip(0u32..) {
        for play in 0..one.plays {
            evidence.push(Evidence {
                ended_at: PlayedAt::from_millis(
                    1_700_000_000_000
                        + i64::from(digit) * 10_000_000_000
                        + i64::from(number) * 100_000_000
                        + i64::from(play) * 400_000,
                ),
                item: number,
                told_ms: 200_000,
                circumstance: 0,
                number: 0,
                provenance: Provenance::Extended,
                times: Times::EndAndLength,
            });
        }
    }
    let tracks = played.iter().zip(&items).filter_map(|(one, item)| {
        let uri = one.uri.clone()?;
        Some(SpotifyTrack {
            uri: item.uri.as_str().to_owned(),
            name: item.name.to_string(),
            artists: vec![Credit {
                uri: Some(uri),
                name: one.artist.to_owned(),
            }],
            album: Credit {
                uri: None,
                name: "Album".to_owned(),
            },
            album_artist: one.artist.to_owned(),
            covers: Vec::<Cover>::new(),
            duration_ms: 200_000,
            isrc: None,
        })
    });
    let tracks = tracks.collect();
    archive
        .ingest(Batch {
            items,
            circumstances: vec![Circumstance::default()],
            evidence,
            tracks,
            ..Batch::of(BatchSource::Import(ImportedFiles {
                name: format!("{digit}.json"),
                sha256: [digit; 32],
                files: 1,
                rows: 1,
                rejects: Vec::new(),
                refused: Vec::new(),
            }))
        })
        .unwrap();
}

fn answer(artist: &str, source: GenreSource, genres: &[&str]) -> GenreAnswer {
    GenreAnswer {
        artist: artist.to_owned(),
        source,
        answered_at: 1_790_000_000_000,
        outcome: GenreOutcome::Known,
        mbid: None,
        genres: genres
            .iter()
            .zip((1..=genres.len()).rev())
            .map(|(name, weight)| WeighedGenre {
                name: (*name).to_owned(),
                weight: weight as f64,
            })
            .collect(),
    }
}

fn tell(archive: &Archive, answers: Vec<GenreAnswer>) {
    archive
        .ingest(Batch {
            genre_answers: answers,
            ..Batch::default()
        })
        .unwrap();
}

fn names(known: &ArtistGenres) -> Vec<&str> {
    known.genres.iter().map(|genre| genre.genre.name.as_str()).collect()
}

fn genres_of(archive: &Archive, artist: &str) -> Vec<String> {
    let known = archive.genres_of_artist(artist).unwrap();
    names(&known).into_iter().map(str::to_owned).collect()
}

/// What the view says that the page about the archive describes: artist's row and genre.
fn by_view(path: &Path) -> BTreeSet<(String, Option<String>, String)> {
    let archive = Connection::open(path).unwrap();
    let mut select = archive
        .prepare(
            "SELECT artist.name, artist.uri, genre.name FROM artist_genre
             JOIN artist ON artist.id = artist_genre.artist JOIN genre ON genre.id = artist_genre.genre",
        )
        .unwrap();
    let rows = select
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap();
    rows.map(Result::unwrap).collect()
}

fn uri(digit: u8) -> String {
    format!("spotify:artist:{}", digit.to_string().repeat(22))
}

fn outcome() -> impl Strategy<Value = GenreOutcome> {
    prop_oneof![
        3 => Just(GenreOutcome::Known),
        1 => Just(GenreOutcome::Unknown),
        1 => Just(GenreOutcome::Undecided),
        1 => Just(GenreOutcome::Unlinked),
        1 => Just(GenreOutcome::Identified),
    ]
}

fn source() -> impl Strategy<Value = GenreSource> {
    prop_oneof![
        Just(GenreSource::Listener),
        Just(GenreSource::Spotify),
        Just(GenreSource::MusicBrainz),
        Just(GenreSource::ListenBrainz),
    ]
}

const NAMES: [&str; 3] = ["Quarry Lanterns", "Low Tide", "Vesper"];
const GENRES: [&str; 4] = ["dub", "jazz", "black metal", "house"];

fn answers() -> impl Strategy<Value = Vec<GenreAnswer>> {
    let about = prop_oneof![
        (0..NAMES.len()).prop_map(|at| NAMES[at].to_owned()),
        (1..4u8).prop_map(uri)
    ];
    let genres = proptest::sample::subsequence(GENRES.to_vec(), 0..=3);
    let one =
        (about, source(), outcome(), genres, 0..3i64).prop_map(|(about, source, outcome, genres, at)| GenreAnswer {
            outcome,
            answered_at: at,
            genres: if outcome == GenreOutcome::Known {
                answer("", source, &genres).genres
            } else {
                Vec::new()
            },
            ..answer(&about, source, &[])
        });
    prop::collection::vec(one, 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// The app's rule and the view state which answer counts independently of each other.
    #[test]
    fn the_view_says_what_the_app_says(
        answers in answers(),
        uris in prop::collection::vec(prop::option::weighted(0.6, 1..4u8), 5),
        which in prop::collection::vec(0..NAMES.len(), 5),
    ) {
        let (_folder, archive) = archive();
        let played: Vec<Played> = uris
            .iter()
            .zip(&which)
            .map(|(digit, name)| Played { artist: NAMES[*name], uri: digit.map(uri), plays: 1 })
            .collect();
        import(&archive, &played, 1);
        tell(&archive, answers);
        let view = by_view(archive.path());
        let mut app = BTreeSet::new();
        for known in archive.genres_of_artists().unwrap() {
            for genre in names(&known) {
                app.insert((known.artist.name.clone(), known.artist.uri().map(str::to_owned), genre.to_owned()));
            }
        }
        // The app leaves out a name that counts as an artist whom Spotify has told of.
        let shown: BTreeSet<_> = archive.genres_of_artists().unwrap().into_iter().map(|known| known.artist.key).collect();
        let in_app = |(name, uri, _): &&(String, Option<String>, String)| match uri {
            Some(uri) => shown.contains(uri),
            None => shown.iter().any(|key| !key.starts_with("spotify:") && key.ends_with(&plays::escaped(name))),
        };
        let view: BTreeSet<_> = view.iter().filter(in_app).cloned().collect();
        prop_assert_eq!(app, view);
    }
}

#[test]
fn a_correction_wins_over_spotify_and_spotify_over_a_lookup() {
    let (_folder, archive) = archive();
    import(&archive, &[played("Low Tide", 3)], 1);
    tell(&archive, vec![answer("Low Tide", GenreSource::ListenBrainz, &["dub"])]);
    assert_eq!(genres_of(&archive, "Low Tide"), ["dub"]);
    tell(&archive, vec![answer("Low Tide", GenreSource::Spotify, &["jazz"])]);
    assert_eq!(genres_of(&archive, "Low Tide"), ["jazz"]);
    archive.correct_genres("Low Tide", Some(&["House".to_owned()])).unwrap();
    assert_eq!(genres_of(&archive, "Low Tide"), ["house"]);
    archive.correct_genres("Low Tide", None).unwrap();
    assert_eq!(genres_of(&archive, "Low Tide"), ["jazz"]);
}

#[test]
fn what_was_said_about_a_name_stays_when_spotify_tells_who_it_is_unless_there_are_two() {
    let (_folder, archive) = archive();
    import(&archive, &[played("Low Tide", 3)], 1);
    tell(&archive, vec![answer("Low Tide", GenreSource::ListenBrainz, &["dub"])]);
    let linked = |digit| Played {
        uri: Some(uri(digit)),
        ..played("Low Tide", 2)
    };
    import(&archive, &[linked(1)], 2);
    assert_eq!(genres_of(&archive, &uri(1)), ["dub"]);
    import(&archive, &[linked(2)], 3);
    assert_eq!(genres_of(&archive, &uri(1)), [""; 0]);
    assert_eq!(genres_of(&archive, &uri(2)), [""; 0]);
}

#[test]
fn undoing_an_import_takes_what_was_looked_up_for_it_and_leaves_corrections() {
    let (_folder, archive) = archive();
    import(&archive, &[played("Low Tide", 3), played("Vesper", 2)], 1);
    import(&archive, &[played("Quarry Lanterns", 2)], 2);
    tell(
        &archive,
        vec![
            answer("Low Tide", GenreSource::ListenBrainz, &["dub"]),
            answer("Quarry Lanterns", GenreSource::ListenBrainz, &["jazz"]),
        ],
    );
    archive.correct_genres("Vesper", Some(&["house".to_owned()])).unwrap();
    let sources = archive.overview(zone()).unwrap().sources;
    let first = sources
        .iter()
        .find(|source| source.kind == SourceKind::Import && source.name == "1.json");
    archive.undo(first.unwrap().id).unwrap();
    assert_eq!(genres_of(&archive, "Low Tide"), [""; 0]);
    assert_eq!(genres_of(&archive, "Vesper"), ["house"]);
    assert_eq!(genres_of(&archive, "Quarry Lanterns"), ["jazz"]);
}

#[test]
fn restoring_a_backup_keeps_what_is_known_of_genres() {
    let (_folder, archive) = archive();
    import(&archive, &[played("Low Tide", 3), played("Vesper", 2)], 1);
    archive.back_up().unwrap();
    tell(&archive, vec![answer("Low Tide", GenreSource::ListenBrainz, &["dub"])]);
    archive.correct_genres("Vesper", Some(&["house".to_owned()])).unwrap();
    let backup = archive.newest_good_backup().unwrap().unwrap();
    archive.restore(&backup.name).unwrap();
    assert_eq!(genres_of(&archive, "Low Tide"), ["dub"]);
    assert_eq!(genres_of(&archive, "Vesper"), ["house"]);
}

fn zone() -> Zone {
    "Europe/Vienna".parse().unwrap()
}
