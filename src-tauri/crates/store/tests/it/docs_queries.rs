//! docs/archive.md is right: it names every table and column and no others, and every query in it gives the right answer for a small
//! archive, while the archive is open.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write as _};
use std::process::Command;

use chrono::{DateTime, Utc};
use plays::{Circumstance, Evidence, Item, Kind, PlayedAt, Provenance};
use rusqlite::{Connection, OpenFlags, types::ValueRef};
use store::{
    Credit, EvidenceRow, Gap, GapKind, HiddenTarget, ImportCounts, NewSource, Reject, Snapshot, SourceKind,
    SpotifyTrack, Store, Write,
};

const PAGE: &str = include_str!("../../../../../docs/archive.md");

/// The first row of the answer to each question; where the time zone of this computer matters, only how many plays are in it.
const ANSWERS: [(&str, &str); 12] = [
    ("The top tracks of a year", "Glue | Bicep | 2 | 8"),
    ("The top artists, everybody credited", "Bicep | 4"),
    ("Minutes a month", "2022-12 | 4 | 0"),
    ("Plays by the hour of the day", "5 plays"),
    ("When each artist was first heard", "Bicep | 2022-12-31 | 5"),
    ("What is skipped most", "Glue | Bicep | 4 | 1"),
    (
        "Where plays are missing or may be",
        "2023-06-01 10:00:00 | 2023-06-10 10:00:00 | missing",
    ),
    ("The longest silences", "2023-01-02 10:04:30 | 150"),
    ("What each source brought", "endsong.zip | 2024-01-01 | 6 | 5"),
    (
        "Why a row is not a play",
        "Glue | 2023-01-01 10:00:02 | 2 | 2023-01-01 10:00:00 | 2 | 2",
    ),
    ("Time listened without what is hidden", "0.226"),
    ("How ranks moved at Spotify", "Glue | 1 | 1 | 2023-06-02"),
];

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn ms(text: &str) -> i64 {
    at(text).timestamp_millis()
}

/// One row of evidence: end, item, seconds heard, circumstance, provenance, whether it is canonical.
type Row = (&'static str, u32, u32, u32, Provenance, bool);

fn add_source(write: &mut Write<'_>, kind: SourceKind, name: &str, rows: &[Row]) -> u32 {
    let added_at = at("2024-01-01T00:00:00Z") + chrono::TimeDelta::days(i64::from(kind == SourceKind::Live));
    let new = NewSource {
        kind,
        name,
        sha256: None,
        added_at,
        origin: None,
    };
    let source = write.begin_source(&new).unwrap();
    let row = |&(ended_at, item, secs, circumstance, provenance, is_canonical): &Row| EvidenceRow {
        evidence: Evidence {
            ended_at: PlayedAt::from_millis(ms(ended_at)),
            item,
            told_ms: if provenance == Provenance::Live { 0 } else { secs * 1000 },
            circumstance,
            number: 0,
            provenance,
            times: provenance.times(),
        },
        source,
        // The tracks have no plays yet that name them, so that both are numbered alike.
        naming: item,
        is_canonical,
        ms_played: secs * 1000,
    };
    write.put_evidence(rows.iter().map(row)).unwrap();
    source
}

/// A New Year's Eve, a double, a skip, a recording that an export knows too, a podcast, a gap, and something hidden.
fn small_archive(folder: &std::path::Path) -> Store {
    let store = Store::open(&folder.join("archive.db"), at("2024-01-01T00:00:00Z"))
        .unwrap()
        .store;
    let mut write = store.write().unwrap();
    let item = |uri: &str, kind, name: &str, artist: &str, album: &str| Item {
        uri: uri.parse().unwrap(),
        kind,
        name: name.into(),
        artist: artist.into(),
        album: album.into(),
        length_ms: None,
        isrc: None,
    };
    let song = "spotify:track:0000000000000000000001";
    let items = [
        item(song, Kind::Music, "Glue", "Bicep", "Bicep"),
        item(
            "spotify:track:0000000000000000000002",
            Kind::Music,
            "Opal",
            "Bicep",
            "Bicep",
        ),
        item(
            "spotify:episode:0000000000000000000003",
            Kind::Podcast,
            "One",
            "",
            "A show",
        ),
    ];
    let tracks = write.track_ids(&items, &[0, 0, 0]).unwrap();
    assert_eq!(write.naming_ids(&tracks, &items).unwrap(), tracks);
    let items = tracks;
    let from_spotify = SpotifyTrack {
        uri: song.to_owned(),
        name: "Glue".to_owned(),
        artists: ["Bicep", "A guest"]
            .map(|name| Credit {
                uri: None,
                name: name.to_owned(),
            })
            .to_vec(),
        album: Credit {
            uri: None,
            name: "Bicep".to_owned(),
        },
        album_artist: "Bicep".to_owned(),
        covers: Vec::new(),
        duration_ms: 269_000,
        isrc: None,
    };
    write.save_tracks(&[from_spotify]).unwrap();
    let ending = |word: &str| Circumstance {
        reason_end: Some(word.into()),
        ..Circumstance::default()
    };
    let how = [ending("trackdone"), ending("fwdbtn"), Circumstance::default()];
    let how = write.circumstance_ids(&how).unwrap();
    let (glue, opal, one) = (items[0], items[1], items[2]);
    let (done, skipped, unknown) = (how[0], how[1], how[2]);
    use Provenance::{Extended, Live};
    let exported = [
        ("2022-12-31T23:00:00Z", glue, 269, done, Extended, true),
        ("2023-01-01T10:00:00Z", glue, 269, done, Extended, true),
        ("2023-01-01T10:00:02Z", glue, 269, done, Extended, false),
        ("2023-01-02T10:00:00Z", opal, 269, done, Extended, true),
        ("2023-01-02T10:04:30Z", glue, 5, skipped, Extended, true),
        ("2023-06-01T10:00:00Z", one, 1800, done, Extended, true),
    ];
    let recorded = [
        ("2023-01-02T10:00:01Z", opal, 260, unknown, Live, false),
        ("2023-06-10T10:00:00Z", glue, 269, unknown, Live, true),
    ];
    let import = add_source(&mut write, SourceKind::Import, "endsong.zip", &exported);
    let recording = add_source(&mut write, SourceKind::Live, "0123456789abcdef", &recorded);
    let counts = ImportCounts {
        files: 1,
        read: 7,
        added: 5,
        already_known: 1,
        merged: 0,
    };
    let reject = Reject {
        reason: "nothing_played".to_owned(),
        count: 1,
        sample: "a row".to_owned(),
    };
    write.finish_source(import, &counts, &[reject], &[]).unwrap();
    let (first, last) = (ms("2022-12-31T23:00:00Z"), ms("2023-06-01T10:00:00Z"));
    write.widen_span(import, first, last).unwrap();
    write.add_span(import, first, last).unwrap();
    for (from, to) in [
        ("2023-01-05T10:00:00Z", "2023-01-06T10:00:00Z"),
        ("2023-06-01T10:00:00Z", "2023-06-10T10:00:00Z"),
    ] {
        let gap = Gap {
            from: ms(from),
            to: ms(to),
            kind: GapKind::Missing,
        };
        write.add_gap(recording, &gap).unwrap();
    }
    for (taken_on, first, second) in [(19_509, "Opal", "Glue"), (19_510, "Glue", "Opal")] {
        let snapshot = Snapshot {
            account: "0123456789abcdef".to_owned(),
            taken_on,
            list: "tracks".to_owned(),
            time_range: "short_term".to_owned(),
            ranking: [first, second]
                .map(|name| (format!("uri of {name}"), name.to_owned()))
                .to_vec(),
        };
        write.put_snapshot(&snapshot).unwrap();
    }
    write.hide(&HiddenTarget::Album("A show".to_owned()), 0).unwrap();
    write.hide(&HiddenTarget::Track(song.replace('1', "9")), 0).unwrap();
    let new_year = HiddenTarget::Time {
        from: ms("2022-12-31T00:00:00Z"),
        to: ms("2023-01-01T00:00:00Z"),
    };
    write.hide(&new_year, 0).unwrap();
    write.set_owner("0123456789abcdef").unwrap();
    write.commit().unwrap();
    store
}

/// Opens the archive as the page says.
fn opened(store: &Store) -> Connection {
    Connection::open_with_flags(store.path(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

/// Each question of the page with its query.
fn questions() -> Vec<(&'static str, &'static str)> {
    let sections = PAGE.split("\n### ").skip(1);
    let with_query = sections.filter_map(|section| {
        let (_, query) = section.split_once("```sql\n")?;
        Some((section.lines().next()?, query.split_once("```")?.0))
    });
    with_query.collect()
}

fn rows(connection: &Connection, query: &str) -> Vec<String> {
    let mut select = connection.prepare(query).unwrap_or_else(|why| panic!("{why}: {query}"));
    let columns = select.column_count();
    let cell = |value: ValueRef<'_>| match value {
        ValueRef::Null => "-".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => format!("{}", (number * 1000.0).round() / 1000.0),
        ValueRef::Text(text) | ValueRef::Blob(text) => String::from_utf8_lossy(text).into_owned(),
    };
    let rows = select.query_map([], |row| {
        let cells = (0..columns).map(|column| row.get_ref(column).map(cell));
        Ok(cells.collect::<Result<Vec<_>, _>>()?.join(" | "))
    });
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn every_query_of_the_page_gives_the_right_answer() {
    let folder = tempfile::tempdir().unwrap();
    let store = small_archive(folder.path());
    let archive = opened(&store);
    let answers = questions().into_iter().map(|(question, query)| {
        let rows = rows(&archive, query);
        let plays = rows
            .iter()
            .filter_map(|row| row.rsplit(" | ").next()?.parse::<u32>().ok());
        let answer = match query.contains("localtime") {
            true => format!("{} plays", plays.sum::<u32>()),
            false => rows.first().cloned().unwrap_or_default(),
        };
        (question, answer)
    });
    let expected = ANSWERS.map(|(question, answer)| (question, answer.to_owned()));
    assert_eq!(answers.collect::<Vec<_>>(), expected);
}

/// The system's `sqlite3` is older than the one in Tonearm, as are those of most programs that people open the archive with.
#[test]
fn every_query_of_the_page_is_answered_alike_by_the_sqlite_of_the_system() {
    if Command::new("sqlite3").arg("--version").output().is_err() {
        // Not by `println!`, which shows only with tests that fail.
        io::stderr().write_all(b"skipped: there is no sqlite3 here\n").unwrap();
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let store = small_archive(folder.path());
    let archive = opened(&store);
    let tables = ("every table", "PRAGMA quick_check");
    let artists = (
        "everybody credited",
        "SELECT track, artists FROM listening ORDER BY 1, 2",
    );
    for (question, query) in questions().into_iter().chain([tables, artists]) {
        let output = Command::new("sqlite3")
            .args(["-readonly", "-json"])
            .arg(store.path())
            .arg(query)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{question}: {errors}");
        let theirs: Vec<serde_json::Value> = match output.stdout.as_slice() {
            [] => Vec::new(),
            json => serde_json::from_slice(json).unwrap(),
        };
        assert_eq!(theirs.len(), rows(&archive, query).len(), "{question}");
    }
    let ours = rows(&archive, artists.1);
    let theirs = Command::new("sqlite3")
        .args(["-readonly", "-separator", " | "])
        .arg(store.path())
        .arg(artists.1)
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8_lossy(&theirs.stdout).lines().collect::<Vec<_>>(),
        ours
    );
}

#[test]
fn every_table_and_column_is_on_the_page_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let store = small_archive(folder.path());
    let columns = "SELECT t.name || '.' || c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
                   WHERE t.type IN ('table', 'view') AND t.name NOT LIKE 'sqlite_%'";
    let real: BTreeSet<String> = rows(&opened(&store), columns).into_iter().collect();
    let sections = PAGE.split("\n### `").skip(1);
    let described = sections.flat_map(|section| {
        let table = section.split('`').next().unwrap_or_default();
        let lines = section.lines().filter_map(|line| line.strip_prefix("| `"));
        let names = lines.flat_map(|line| line.split(" | ").next().unwrap_or_default().split(", "));
        names.map(move |name| format!("{table}.{}", name.trim_matches('`')))
    });
    assert_eq!(described.collect::<BTreeSet<_>>(), real);
}

#[test]
fn the_page_describes_the_newest_schema() {
    let folder = tempfile::tempdir().unwrap();
    let store = small_archive(folder.path());
    let version = &rows(&opened(&store), "PRAGMA user_version")[0];
    assert!(
        PAGE.contains(&format!("this page describes number {version}")),
        "{version}"
    );
}

#[test]
fn the_small_archive_is_one_that_a_thorough_look_finds_sound() {
    let folder = tempfile::tempdir().unwrap();
    let store = small_archive(folder.path());
    let check = store.check().unwrap();
    assert_eq!((check.problems, check.rows, check.plays), (Vec::new(), 8, 6));
    let by_kind = rows(
        &opened(&store),
        "SELECT kind, count(*) FROM listening GROUP BY kind ORDER BY kind",
    );
    let by_kind: BTreeMap<_, _> = by_kind.iter().filter_map(|row| row.split_once(" | ")).collect();
    assert_eq!(by_kind, BTreeMap::from([("music", "5"), ("podcast", "1")]));
}
