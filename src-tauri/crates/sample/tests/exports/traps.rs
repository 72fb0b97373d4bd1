//! Every export of 2,000 plays and more contains each trap of real exports.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use crate::files::{Export, end_secs};

/// The rows of today's export that are plays, in the order of their ends.
fn good(export: &Export) -> Vec<(i64, i64, Value)> {
    let mut rows: Vec<_> = export
        .extended()
        .into_iter()
        .filter_map(|row| {
            let end = end_secs(&row).filter(|end| *end > 1_000_000_000)?;
            let ms = row["ms_played"].as_i64().filter(|ms| (0..604_800_000).contains(ms))?;
            Some((end, ms, row))
        })
        .collect();
    rows.sort_by_key(|(end, ..)| *end);
    rows
}

/// By URI and length: the ends.
fn ends_of_same(rows: &[(i64, i64, Value)]) -> HashMap<(String, i64), Vec<i64>> {
    let mut ends: HashMap<_, Vec<i64>> = HashMap::new();
    for (end, ms, row) in rows {
        if let Some(uri) = row["spotify_track_uri"].as_str() {
            ends.entry((uri.to_owned(), *ms)).or_default().push(*end);
        }
    }
    ends
}

fn apart(ends: &HashMap<(String, i64), Vec<i64>>, fits: impl Fn(i64, i64) -> bool) -> usize {
    ends.iter()
        .flat_map(|((_, ms), ends)| ends.windows(2).map(|pair| (*ms, pair[1] - pair[0])))
        .filter(|(ms, apart)| fits(*ms, *apart))
        .count()
}

#[test]
fn doubles_and_true_repeats_are_there() {
    for seed in [1, 2] {
        let export = Export::of(2_000, seed);
        let rows = good(&export);
        let ends = ends_of_same(&rows);
        assert!(
            apart(&ends, |ms, apart| (20_000..30_000).contains(&ms)
                && (20..=31).contains(&apart))
                >= 3
        );
        assert!(
            apart(&ends, |ms, apart| (31_000..60_000).contains(&ms)
                && (31..=62).contains(&apart))
                >= 3
        );
        assert!(apart(&ends, |_, apart| apart == 0) >= 5, "to the second");
        assert!(apart(&ends, |_, apart| (1..=5).contains(&apart)) >= 3, "by seconds");
        assert!(
            apart(&ends, |ms, apart| ms > 60_000 && apart == 30) >= 2,
            "by half a minute"
        );
        let half = |ms: i64, apart: i64| (0..=1_500).contains(&(apart * 1_000 - ms / 2));
        assert!(
            apart(&ends, |ms, apart| ms >= 60_000 && half(ms, apart)) >= 3,
            "just too far"
        );
        assert!(
            apart(&ends, |ms, apart| ms >= 60_000 && apart == 20) >= 3,
            "late doubles"
        );
        assert!(ends.values().any(|ends| ends.len() >= 120), "a loop of 32 hours");
    }
}

#[test]
fn some_doubles_differ_in_skipped_alone() {
    let rows = good(&Export::of(2_000, 1));
    let but_skipped = |row: &Value| {
        let mut row = row.clone();
        row.as_object_mut().unwrap().remove("skipped");
        row
    };
    let pairs: Vec<_> = rows
        .windows(2)
        .filter(|pair| but_skipped(&pair[0].2) == but_skipped(&pair[1].2))
        .collect();
    let differ = pairs.iter().filter(|pair| pair[0].2 != pair[1].2).count();
    assert!(differ >= 3, "{differ}");
    assert!(pairs.len() - differ >= 3, "{} exact", pairs.len() - differ);
}

#[test]
fn rows_overlap_and_share_a_second() {
    let rows = good(&Export::of(3_000, 1));
    let overlapping = rows
        .windows(2)
        .filter(|pair| pair[1].0 * 1000 - pair[1].1 < pair[0].0 * 1000 - 1000 && pair[1].0 != pair[0].0)
        .count();
    let share = overlapping * 100 / rows.len();
    assert!((5..=13).contains(&share), "{share} %");

    let mut seconds: BTreeMap<i64, usize> = BTreeMap::new();
    for (end, ..) in &rows {
        *seconds.entry(*end).or_default() += 1;
    }
    assert!(seconds.values().filter(|count| **count >= 3).count() >= 5);
}

#[test]
fn skipped_is_always_false_from_2015_to_2022() {
    let rows = good(&Export::of(3_000, 1));
    let is_in_those_years = |row: &Value| {
        let ts = row["ts"].as_str().unwrap();
        ("2015-04-13".."2022-10-17").contains(&ts)
    };
    let (in_those_years, others): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(.., row)| is_in_those_years(row));
    assert!(in_those_years.iter().all(|(.., row)| row["skipped"] != true));
    assert!(others.iter().any(|(.., row)| row["skipped"] == true));
    assert!(
        in_those_years.iter().any(|(.., row)| row["reason_end"] == "fwdbtn"),
        "skips all the same"
    );
}

#[test]
fn every_kind_of_row_is_there() {
    let export = Export::of(2_000, 1);
    let rows = export.extended();
    let count = |fits: &dyn Fn(&Value) -> bool| rows.iter().filter(|row| fits(row)).count();
    let starts = |row: &Value, key: &str, with: &str| row[key].as_str().is_some_and(|text| text.starts_with(with));
    for (least, what, fits) in [
        (
            20,
            "podcasts",
            &(|row: &Value| starts(row, "spotify_episode_uri", "spotify:episode:")) as &dyn Fn(&Value) -> bool,
        ),
        (5, "audiobooks", &|row| {
            starts(row, "audiobook_chapter_uri", "spotify:chapter:")
        }),
        (5, "local files", &|row| {
            starts(row, "spotify_track_uri", "spotify:local:")
        }),
        (5, "removed tracks", &|row| {
            row["spotify_track_uri"].is_null() && row["master_metadata_track_name"].is_string()
        }),
        (5, "0 ms", &|row| row["ms_played"] == 0),
        (20, "under a second", &|row| {
            row["ms_played"].as_i64().is_some_and(|ms| (1..1_000).contains(&ms))
        }),
        (100, "under half a minute", &|row| {
            row["ms_played"].as_i64().is_some_and(|ms| ms < 30_000)
        }),
        (5, "no country", &|row| row["conn_country"] == ""),
        (5, "country ZZ", &|row| row["conn_country"] == "ZZ"),
        (5, "incognito", &|row| row["incognito_mode"] == true),
        (20, "offline", &|row| row["offline"] == true),
        (2, "no reason to start", &|row| row["reason_start"].is_null()),
        (2, "an empty reason to start", &|row| row["reason_start"] == ""),
        (2, "no reason to end", &|row| row["reason_end"].is_null()),
        (2, "an empty reason to end", &|row| row["reason_end"] == ""),
        (2, "offline_timestamp in ms", &|row| {
            row["offline_timestamp"].as_i64() > Some(1_000_000_000_000)
        }),
    ] {
        assert!(count(fits) >= least, "{what}: {}", count(fits));
    }
    let video = crate::files::rows(&export.extended_members(), "_Video_");
    assert!(
        video.iter().any(|row| row["spotify_track_uri"].is_string()),
        "music videos"
    );
    assert!(
        video.iter().any(|row| row["spotify_episode_uri"].is_string()),
        "episodes with a picture"
    );
    for reason in [
        "nothing_played",
        "time_unreadable",
        "time_impossible",
        "length_unreadable",
        "length_impossible",
    ] {
        assert!(export.truth.extended.set_aside[reason] > 0, "{reason}");
        assert!(export.truth.older.set_aside[reason] > 0, "{reason}");
    }
}

#[test]
fn trying_names_are_heard_and_songs_are_on_several_releases() {
    let export = Export::of(2_000, 1);
    let rows = export.extended();
    let name = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    for artist in ["Шуфутинский", "久石譲", "Björk", "Þorgerður", "فيروز"] {
        let is_played = rows
            .iter()
            .any(|row| name(row, "master_metadata_album_artist_name") == artist);
        assert!(is_played, "{artist}");
    }
    let titles: Vec<_> = rows.iter().map(|row| name(row, "master_metadata_track_name")).collect();
    for part in ["\"", "\\", "🌧"] {
        assert!(titles.iter().any(|title| title.contains(part)), "{part}");
    }
    assert!(
        titles
            .iter()
            .any(|title| title.chars().count() == 80 && !title.contains(' '))
    );
    let mut releases: HashMap<(String, String), Vec<String>> = HashMap::new();
    for row in &rows {
        if let Some(uri) = row["spotify_track_uri"].as_str() {
            let song = (
                name(row, "master_metadata_album_artist_name"),
                name(row, "master_metadata_track_name"),
            );
            let uris = releases.entry(song).or_default();
            if !uris.iter().any(|known| known == uri) {
                uris.push(uri.to_owned());
            }
        }
    }
    assert!(releases.values().filter(|uris| uris.len() > 1).count() >= 20);
}

#[test]
fn the_life_has_its_years_its_hours_and_its_gaps() {
    let export = Export::of(6_000, 1);
    let rows = good(&export);
    assert_eq!(
        export.truth.together.years.keys().copied().collect::<Vec<_>>(),
        (2013..=2026).collect::<Vec<_>>()
    );
    assert!(export.truth.together.last.as_str() <= "2026-11-15T23:59:59Z");
    let gaps = rows
        .windows(2)
        .filter(|pair| pair[1].0 - pair[0].0 > 40 * 86_400)
        .count();
    assert!(gaps >= 3, "{gaps}");
    let at = |hours: std::ops::Range<i64>| {
        rows.iter()
            .filter(|(end, ..)| hours.contains(&(end % 86_400 / 3600)))
            .count()
    };
    assert!(
        at(17..22) > at(1..6) * 3,
        "{} in the evening, {} at night",
        at(17..22),
        at(1..6)
    );
}
