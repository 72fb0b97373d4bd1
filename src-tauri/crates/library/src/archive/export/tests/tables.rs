//! CSV and Parquet have the same columns and the same cells, and nothing that should not be in them.

use std::fs::File;

use ::parquet::{
    basic::{LogicalType, TimeUnit},
    file::reader::{FileReader, SerializedFileReader},
    record::Field,
};

use super::archive::{SONG, TestArchive, history_rows};
use crate::ExportFormat::{Csv, Json, Parquet, Sqlite};

const HEADING: &str = "ended_at,ms_played,estimated,kind,track,artists,album,uri,reason_start,reason_end,shuffle,\
                       skipped,offline,incognito,platform,country,source,genres";

fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let rows = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect());
    rows.collect()
}

fn parquet(sample: &TestArchive) -> SerializedFileReader<File> {
    sample.export(Parquet);
    SerializedFileReader::new(File::open(sample.path("out")).unwrap()).unwrap()
}

/// Each row as CSV would show it.
fn parquet_rows(sample: &TestArchive) -> Vec<Vec<String>> {
    let cell = |field: &Field| match field {
        Field::Null => String::new(),
        Field::Bool(flag) => flag.to_string(),
        Field::Int(number) => number.to_string(),
        Field::Str(text) => text.clone(),
        Field::TimestampMillis(ms) => chrono::DateTime::from_timestamp_millis(*ms)
            .unwrap()
            .to_rfc3339_opts(chrono::SecondsFormat::Millis, true),
        other => panic!("a cell of an unexpected type: {other:?}"),
    };
    let reader = parquet(sample);
    let rows = reader.get_row_iter(None).unwrap().map(|row| {
        let row = row.unwrap();
        row.get_column_iter().map(|(_, field)| cell(field)).collect()
    });
    rows.collect()
}

#[test]
fn a_csv_row_tells_all_there_is() {
    let text = TestArchive::of(&history_rows()[..1]).export_text(Csv);
    let row = "2019-03-31T01:59:59.000Z,269000,false,music,Glue,Bicep,Bicep,spotify:track:4uLU6hMCjMI75M1A2tKUQC,\
               clickrow,trackdone,true,false,false,true,ios,AT,history.json,";
    assert_eq!(text, format!("{HEADING}\n{row}\n"));
}

#[test]
fn an_empty_archive_is_a_table_without_rows() {
    let sample = TestArchive::empty();
    assert_eq!(sample.export_text(Csv), format!("{HEADING}\n"));
    assert_eq!(parquet(&sample).metadata().file_metadata().num_rows(), 0);
}

#[test]
fn a_recorded_play_is_marked_as_estimated_and_credits_everybody() {
    let sample = TestArchive::empty();
    sample.record("2024-05-01T10:00:00.123Z");
    let row = &csv_rows(&sample.export_text(Csv))[0];
    assert_eq!(row[0], "2024-05-01T10:00:00.123Z");
    assert_eq!(row[2], "true");
    assert_eq!(row[5], "Bicep; A guest");
    assert_eq!(row[7], SONG);
    assert_eq!(row[16], "live", "the account is nobody's business");
}

#[test]
fn genres_are_those_that_count_with_corrections() {
    let sample = TestArchive::of(&history_rows()[..1]);
    let genres = ["Deep house".to_owned(), "Garage".to_owned()];
    sample.archive.correct_genres("Bicep", Some(&genres)).unwrap();
    for rows in [csv_rows(&sample.export_text(Csv)), parquet_rows(&sample)] {
        assert_eq!(rows[0][17], "deep house; garage");
    }
}

#[test]
fn names_stay_what_they_are_whatever_is_in_them() {
    let sample = TestArchive::of(&history_rows()[2..3]);
    for rows in [csv_rows(&sample.export_text(Csv)), parquet_rows(&sample)] {
        let names: Vec<&str> = rows[0][4..7].iter().map(String::as_str).collect();
        assert_eq!(
            names,
            ["=1+1, \"said\"\n\u{1F3B5} she\u{0} %;", "-Sigur: Rós;", "@ \\ home"]
        );
    }
}

#[test]
fn parquet_tells_the_same_as_csv() {
    let sample = TestArchive::of(&history_rows());
    sample.record("2024-05-01T10:00:00.123Z");
    let rows = csv_rows(&sample.export_text(Csv));
    assert_eq!(rows.len(), history_rows().len() + 1);
    assert_eq!(parquet_rows(&sample), rows);
}

#[test]
fn parquet_has_types_and_the_headings_of_csv() {
    let reader = parquet(&TestArchive::of(&history_rows()));
    let schema = reader.metadata().file_metadata().schema_descr();
    let headings: Vec<&str> = schema.columns().iter().map(|column| column.name()).collect();
    assert_eq!(headings.join(","), HEADING);
    let ended_at = schema.column(0).logical_type_ref().cloned();
    assert_eq!(ended_at, Some(LogicalType::timestamp(true, TimeUnit::MILLIS)));
}

#[test]
fn more_plays_than_a_row_group_holds_make_several() {
    let plays = super::super::parquet::GROUP_PLAYS + 3;
    let rows = (0..plays).map(|second| {
        let ts = chrono::DateTime::from_timestamp(1_500_000_000 + 132 * second as i64, 0).unwrap();
        format!(r#"{{"ts":"{ts}","ms_played":{second},"spotify_track_uri":"{SONG}","offline":false}}"#)
    });
    let sample = TestArchive::empty();
    sample.import(&format!("[{}]", rows.collect::<Vec<_>>().join(",")));
    let reader = parquet(&sample);
    let groups = reader.metadata().row_groups().iter();
    assert_eq!(
        groups.map(|group| group.num_rows()).collect::<Vec<_>>(),
        [plays as i64 - 3, 3]
    );
    let last = reader.get_row_iter(None).unwrap().last().unwrap().unwrap();
    let ms_played = last.get_column_iter().find(|(heading, _)| *heading == "ms_played");
    assert_eq!(ms_played.map(|(_, ms)| ms.clone()), Some(Field::Int(plays as i32 - 1)));
}

#[test]
fn no_file_tells_what_is_personal() {
    let sample = TestArchive::of(&history_rows());
    sample.record("2024-05-01T10:00:00.123Z");
    let tables = parquet_rows(&sample).concat().join("\n").into_bytes();
    let files = [Json, Csv, Parquet, Sqlite].map(|format| sample.export(format));
    for file in files.iter().chain([&tables]) {
        let text = String::from_utf8_lossy(file);
        for personal in [
            "ip_addr",
            "user_agent",
            "username",
            "jane",
            "203.0.113",
            "Smith",
            "somebody",
        ] {
            assert!(!text.contains(personal), "{personal}");
        }
    }
}
