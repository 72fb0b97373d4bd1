//! Files that can be imported: some of the plays of a life, told in one of the formats, with what is wrong in real ones.

use chrono::{DateTime, SecondsFormat};
use plays::Kind;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::life::TruePlay;
use super::tracks::{EDITIONS, Track, track};

/// A file: which plays it tells of, and how.
#[derive(Debug, Clone)]
pub(crate) struct File {
    pub(crate) format: FileFormat,
    /// The first play, and how many; taken modulo those that there are.
    pub(crate) from: usize,
    pub(crate) count: usize,
    /// The names that tracks had when it was made.
    pub(crate) edition: usize,
    /// What is odd about its rows, one after the other.
    pub(crate) oddities: Vec<Oddity>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileFormat {
    Extended,
    /// The first edition of the extended history.
    ExtendedWithoutUris,
    Account,
    /// What Tonearm wrote from the archive of another computer: recorded plays and account data among the others.
    OtherArchive,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Oddity {
    None,
    /// The row is not there.
    Missing,
    /// It has a URI at most, and no names.
    Nameless,
    /// It is there this often, each time so many seconds later.
    Again {
        times: usize,
        secs: i64,
    },
    /// It ends so many seconds later.
    Later(i64),
    Heard(u32),
    EndedBy(&'static str),
    /// The names of another edition.
    Called(usize),
    /// Another track.
    Track(usize),
}

pub(crate) fn files() -> impl Strategy<Value = Vec<File>> {
    prop::collection::vec(file(), 1..5)
}

fn file() -> impl Strategy<Value = File> {
    let format = select(vec![
        FileFormat::Extended,
        FileFormat::Extended,
        FileFormat::ExtendedWithoutUris,
        FileFormat::Account,
        FileFormat::Account,
        FileFormat::OtherArchive,
    ]);
    let oddities = prop::collection::vec(oddity(), 0..8);
    (format, 0..14_usize, 1..14_usize, 0..EDITIONS, oddities).prop_map(|(format, from, count, edition, oddities)| {
        File {
            format,
            from,
            count,
            edition,
            oddities,
        }
    })
}

fn oddity() -> impl Strategy<Value = Oddity> {
    prop_oneof![
        6 => Just(Oddity::None),
        1 => Just(Oddity::Missing),
        1 => Just(Oddity::Nameless),
        3 => (2..4_usize, select(vec![0, 0, 1, 5, 22, 60])).prop_map(|(times, secs)| Oddity::Again { times, secs }),
        2 => select(vec![1, 2, 3, 30, 60, 90, 86_400, 60 * 86_400]).prop_map(Oddity::Later),
        1 => select(vec![0, 9_999, 10_000, 30_000]).prop_map(Oddity::Heard),
        1 => select(vec!["logout", "remote", "trackdone", "unexpected-exit"]).prop_map(Oddity::EndedBy),
        1 => (0..EDITIONS).prop_map(Oddity::Called),
        1 => (0..8_usize).prop_map(Oddity::Track),
    ]
}

impl File {
    /// Its text. `None` if it would have no row.
    pub(crate) fn text(&self, life: &[TruePlay]) -> Option<String> {
        let plays = life.iter().skip(self.from % life.len()).take(self.count);
        let mut rows = Vec::new();
        for (place, play) in plays.enumerate() {
            let oddity = self.oddities.get(place).copied().unwrap_or(Oddity::None);
            let mut told = Told {
                track: track(play.track, self.edition),
                ended_ms: play.ended_ms,
                heard_ms: play.heard_ms,
                ended_by: play.ended_by,
                is_nameless: false,
            };
            let (mut times, mut apart_ms) = (1, 0);
            match oddity {
                Oddity::None => {}
                Oddity::Missing => continue,
                Oddity::Nameless => told.is_nameless = true,
                Oddity::Again { times: more, secs } => (times, apart_ms) = (more, secs * 1_000),
                Oddity::Later(secs) => told.ended_ms += secs * 1_000,
                Oddity::Heard(ms) => told.heard_ms = ms,
                Oddity::EndedBy(reason) => told.ended_by = reason,
                Oddity::Called(edition) => told.track = track(play.track, edition),
                Oddity::Track(number) => told.track = track(number, self.edition),
            }
            for _ in 0..times {
                rows.push(self.row(&told, place));
                told.ended_ms += apart_ms;
            }
        }
        (!rows.is_empty()).then(|| Value::from(rows).to_string())
    }

    fn row(&self, told: &Told, place: usize) -> Value {
        match (self.format, place % 3) {
            (FileFormat::Account, _) => told.in_account_data(),
            (FileFormat::ExtendedWithoutUris, _) if !told.is_nameless => told.in_extended(false),
            (FileFormat::OtherArchive, 0) => {
                let mut row = told.in_extended(true);
                row["reason_end"] = Value::Null;
                row["tonearm_witness"] = "live".into();
                row["tonearm_ended_at"] = told.time(told.ended_ms + 321, SecondsFormat::Millis).into();
                row
            }
            // Nameless rows of account data do not exist.
            (FileFormat::OtherArchive, 1) if !told.is_nameless => {
                let mut row = told.in_extended(false);
                row["reason_end"] = Value::Null;
                if told.track.kind == Kind::Music {
                    row["master_metadata_album_artist_name"] = told.track.artist.into();
                    row["master_metadata_album_album_name"] = Value::Null;
                }
                row["tonearm_witness"] = "account".into();
                row["tonearm_ended_at"] = told.time(told.ended_ms / 60_000 * 60_000, SecondsFormat::Millis).into();
                row
            }
            _ => told.in_extended(true),
        }
    }
}

/// A play as a row tells it.
struct Told {
    track: Track,
    ended_ms: i64,
    heard_ms: u32,
    ended_by: &'static str,
    is_nameless: bool,
}

impl Told {
    fn time(&self, ms: i64, precision: SecondsFormat) -> String {
        let time = DateTime::from_timestamp_millis(ms).unwrap();
        time.to_rfc3339_opts(precision, true)
    }

    fn in_extended(&self, with_uri: bool) -> Value {
        let track = &self.track;
        let name = |name: &'static str| (!self.is_nameless).then_some(name);
        let uri = (with_uri || self.is_nameless).then(|| track.uri());
        let mut row = json!({"ts": self.time(self.ended_ms, SecondsFormat::Secs), "ms_played": self.heard_ms, "reason_end": self.ended_by});
        if track.kind == Kind::Podcast {
            row["episode_name"] = name(track.title).into();
            row["episode_show_name"] = name(track.album).into();
            row["spotify_episode_uri"] = uri.into();
        } else {
            row["master_metadata_track_name"] = name(track.title).into();
            row["master_metadata_album_artist_name"] = name(track.album_artist).into();
            row["master_metadata_album_album_name"] = name(track.album).into();
            row["spotify_track_uri"] = uri.into();
        }
        row
    }

    fn in_account_data(&self) -> Value {
        let track = &self.track;
        let minute = DateTime::from_timestamp_millis(self.ended_ms).unwrap();
        let mut row = json!({"endTime": minute.format("%Y-%m-%d %H:%M").to_string(), "msPlayed": self.heard_ms});
        if track.kind == Kind::Podcast {
            row["podcastName"] = track.album.into();
            row["episodeName"] = track.title.into();
        } else {
            row["artistName"] = track.artist.into();
            row["trackName"] = track.title.into();
        }
        row
    }
}
