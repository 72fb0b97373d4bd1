//! Gaps and rankings for questions in SQL, as the registers that hold tell of them.

use plays::{Register, SourceKey};

use crate::{
    history::{import, recording, register, undone},
    place::Place,
};

/// Source, beginning, end and kind.
fn gaps(place: &Place) -> Vec<(String, i64, i64, String)> {
    let sql = "SELECT replace(source::text, '-', ''), from_at, to_at, kind FROM tonearm.gap ORDER BY 1, 2, 3";
    let rows = place.admin().query(sql, &[]).unwrap();
    rows.iter()
        .map(|row| (row.get(0), row.get(1), row.get(2), row.get(3)))
        .collect()
}

/// Account, day, list, range, rank and name.
fn rankings(place: &Place) -> Vec<String> {
    let sql = "SELECT concat_ws(' ', account, taken_on, list, time_range, rank, uri, name) FROM tonearm.snapshot
        ORDER BY account, taken_on, list, time_range, rank";
    let rows = place.admin().query(sql, &[]).unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

fn source(number: u8) -> String {
    SourceKey([number; 16]).to_string()
}

fn gap_register(of: u8, counter: u64, value: Option<&str>) -> Register {
    register("gaps", &source(of), counter, 1, value)
}

fn ranking(key: &str, counter: u64, value: Option<&str>) -> Register {
    register("rankings", key, counter, 0, value)
}

fn put(place: &Place, registers: &[Register]) {
    place.open(1).put_registers(registers).unwrap();
}

fn places() -> [Option<Place>; 2] {
    [Place::database(), Place::poor_database()]
}

#[test]
fn gaps_can_be_asked_about_as_the_latest_tells_them() {
    for place in places() {
        let Some(place) = place else { return };
        put(
            &place,
            &[
                gap_register(1, 1, Some(r#"[[1, 2, "missing"], [3, 4, "may_be_missing"]]"#)),
                gap_register(3, 1, Some(r#"[[5, 6, "missing"]]"#)),
            ],
        );
        let second = (source(1), 3, 4, "may_be_missing".to_owned());
        let third = (source(3), 5, 6, "missing".to_owned());
        assert_eq!(
            gaps(&place),
            [(source(1), 1, 2, "missing".to_owned()), second.clone(), third.clone()]
        );
        let changed = r#"[[1, 2, "may_be_missing"], [3, 4, "may_be_missing"]]"#;
        put(&place, &[gap_register(1, 2, Some(changed))]);
        let first = (source(1), 1, 2, "may_be_missing".to_owned());
        assert_eq!(gaps(&place), [first, second, third]);
    }
}

#[test]
fn where_nothing_is_missing_any_more_there_is_no_gap() {
    let Some(place) = Place::database() else { return };
    for none in [None, Some("[]")] {
        let one = Some(r#"[[1, 2, "missing"]]"#);
        let counter = 1 + u64::from(none.is_some()) * 2;
        put(&place, &[gap_register(1, counter, one), gap_register(3, counter, one)]);
        put(&place, &[gap_register(1, counter + 1, none)]);
        assert_eq!(gaps(&place), [(source(3), 1, 2, "missing".to_owned())], "{none:?}");
    }
}

#[test]
fn what_loses_changes_no_row() {
    let Some(place) = Place::database() else { return };
    let key = "0018262 me tracks short_term";
    put(
        &place,
        &[
            gap_register(1, 2, Some(r#"[[1, 2, "missing"]]"#)),
            ranking(key, 0, Some(r#"[["b", "b"]]"#)),
        ],
    );
    let versions = || {
        let sql =
            "SELECT xmin::text, from_at::text FROM tonearm.gap UNION ALL SELECT xmin::text, uri FROM tonearm.snapshot";
        let rows = place.admin().query(sql, &[]).unwrap();
        rows.iter()
            .map(|row| (row.get(0), row.get(1)))
            .collect::<Vec<(String, String)>>()
    };
    let before = versions();
    assert_eq!(before.len(), 2);
    put(
        &place,
        &[
            gap_register(1, 1, Some(r#"[[7, 8, "missing"]]"#)),
            ranking(key, 0, Some(r#"[["a", "a"], ["c", "c"]]"#)),
        ],
    );
    assert_eq!(versions(), before);
}

#[test]
fn what_can_not_be_read_is_kept_and_changes_no_row() {
    let Some(place) = Place::database() else { return };
    let key = "0018262 me tracks short_term";
    put(
        &place,
        &[
            gap_register(1, 1, Some(r#"[[1, 2, "missing"]]"#)),
            ranking(key, 1, Some(r#"[["a", "a"]]"#)),
        ],
    );
    let before = (gaps(&place), rankings(&place));
    let mut counter = 1;
    for value in [
        "",
        "nonsense",
        "7",
        r#"[[1, 2]]"#,
        r#"[[1, 2, "missing", 3]]"#,
        r#"[[3, 4, "missing"], [5, 6, "unheard of"]]"#,
        r#"[["a", 7]]"#,
        r#"[["a"]]"#,
        r#"[[1e99, 2, "missing"]]"#,
    ] {
        counter += 1;
        let unread = [
            gap_register(1, counter, Some(value)),
            ranking(key, counter, Some(value)),
        ];
        put(&place, &unread);
        assert_eq!((gaps(&place), rankings(&place)), before, "{value}");
        let mut remote = place.open(2);
        let buckets: Vec<_> = remote.manifest().unwrap().registers.into_keys().collect();
        assert_eq!(remote.registers(&buckets).unwrap(), unread, "it is exchanged");
    }
    let (gap, named) = (Some(r#"[[3, 4, "missing"]]"#), Some(r#"[["a", "a"]]"#));
    put(
        &place,
        &[
            register("gaps", "no source", 1, 1, gap),
            register("gaps", &"AB".repeat(16), 1, 1, gap),
            ranking("18262 me tracks short_term", 1, named),
            ranking("2932897 me tracks short_term", 1, named),
            ranking("-000001 me tracks short_term", 1, named),
            ranking("0018262 me albums short_term", 1, named),
            ranking("0018262 me tracks", 1, named),
            ranking("", 1, named),
        ],
    );
    assert_eq!((gaps(&place), rankings(&place)), before, "keys that are none");
}

#[test]
fn gaps_of_a_source_that_was_undone_go_and_stay_away() {
    let Some(place) = Place::database() else { return };
    let one = Some(r#"[[1, 2, "missing"]]"#);
    let left = [(source(3), 1, 2, "missing".to_owned())];
    place.open(1).send(&recording(1, 600, &[1])).unwrap();
    place.open(1).send(&import(2, &[(1, 2)])).unwrap();
    put(&place, &[gap_register(1, 1, one), gap_register(3, 1, one)]);
    put(&place, &[undone(1)]);
    assert_eq!(gaps(&place), left);
    put(&place, &[gap_register(1, 2, one)]);
    assert_eq!(gaps(&place), left, "told later");
    put(&place, &[gap_register(5, 1, one), undone(5)]);
    assert_eq!(gaps(&place), left, "at once");
}

#[test]
fn rankings_can_be_asked_about_best_first() {
    for place in places() {
        let Some(place) = place else { return };
        let (tracks, artists) = ("0018262 me tracks short_term", "0018262 me artists long_term");
        put(
            &place,
            &[
                ranking(tracks, 0, Some(r#"[["u:b", "B\u0000"], ["u:a", "A"]]"#)),
                ranking(artists, 0, Some(r#"[["u:c", "C"]]"#)),
                ranking("0018262 you tracks short_term", 0, Some(r#"[["u:d", "D"]]"#)),
                ranking("0000000 me tracks short_term", 0, Some(r#"[["u:e", "E"]]"#)),
            ],
        );
        let [oldest, others, yours] = [
            "me 1970-01-01 tracks short_term 1 u:e E",
            "me 2020-01-01 artists long_term 1 u:c C",
            "you 2020-01-01 tracks short_term 1 u:d D",
        ];
        assert_eq!(
            rankings(&place),
            [
                oldest,
                others,
                "me 2020-01-01 tracks short_term 1 u:b B\u{1}\u{1}",
                "me 2020-01-01 tracks short_term 2 u:a A",
                yours
            ]
        );
        put(&place, &[ranking(tracks, 0, Some(r#"[["u:z", "Z"]]"#))]);
        let replaced = "me 2020-01-01 tracks short_term 1 u:z Z";
        assert_eq!(
            rankings(&place),
            [oldest, others, replaced, yours],
            "the greater one holds"
        );
        put(&place, &[ranking(tracks, 1, None), ranking(artists, 1, Some("[]"))]);
        assert_eq!(rankings(&place), [oldest, yours]);
    }
}

#[test]
fn many_rankings_at_once_are_all_there() {
    for place in places() {
        let Some(place) = place else { return };
        let value = serde_json::to_string(&(0..50).map(|rank| (rank.to_string(), "name")).collect::<Vec<_>>()).unwrap();
        let days = |counter| (0..450).map(move |day| (format!("{day:07} me tracks short_term"), counter));
        let all = |counter| {
            days(counter)
                .map(|(key, counter)| ranking(&key, counter, Some(&value)))
                .collect::<Vec<_>>()
        };
        for counter in [1, 2] {
            put(&place, &all(counter));
            let count = place.admin().query_one("SELECT count(*) FROM tonearm.snapshot", &[]);
            assert_eq!(count.unwrap().get::<_, i64>(0), 450 * 50);
        }
    }
}
