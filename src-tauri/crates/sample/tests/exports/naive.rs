//! The rules of the truth a second time, written for reading and not for speed, from the JSON alone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDateTime};
use sample::{Figures, Kinds, TopAlbum, TopArtist, TopTrack};
use serde_json::Value;

use crate::files::end_secs;

const WEEK_MS: i64 = 7 * 86_400_000;

#[derive(Clone, Debug)]
struct Play {
    kind: &'static str,
    uri: Option<String>,
    name: String,
    owner: String,
    album: Option<String>,
    end_secs: i64,
    ms: i64,
}

impl Play {
    fn item(&self) -> (&str, &str, &str) {
        match &self.uri {
            Some(uri) => (uri, "", ""),
            None => (self.kind, &self.owner, &self.name),
        }
    }
}

/// Rows of extended histories, and rows of account data.
pub(crate) fn figures(extended: &[Value], account: &[Value]) -> Figures {
    let mut figures = Figures {
        rows: extended.len() + account.len(),
        ..Figures::default()
    };
    let mut good = Vec::new();
    for row in extended {
        match extended_play(row) {
            Ok(play) => good.push(play),
            Err(why) => *figures.set_aside.entry(why.to_owned()).or_default() += 1,
        }
    }
    let mut plays = without_duplicates(good);
    let mut free: Vec<bool> = vec![true; plays.len()];
    let mut unmatched = Vec::new();
    for row in without_duplicates(account.iter().map(account_play).collect()) {
        let same = (0..plays.len()).find(|at| {
            let play = &plays[*at];
            free[*at]
                && (&play.owner, &play.name, play.ms) == (&row.owner, &row.name, row.ms)
                && (play.end_secs - row.end_secs).abs() <= 60
        });
        match same {
            Some(at) => free[at] = false,
            None => unmatched.push(row),
        }
    }
    plays.extend(unmatched);
    sum(&plays, figures)
}

fn extended_play(row: &Value) -> Result<Play, &'static str> {
    let text = |key: &str| row[key].as_str().map(str::to_owned);
    let forms = [
        (
            "music",
            "spotify_track_uri",
            "master_metadata_track_name",
            "master_metadata_album_artist_name",
        ),
        ("podcast", "spotify_episode_uri", "episode_name", "episode_show_name"),
        (
            "audiobook",
            "audiobook_chapter_uri",
            "audiobook_chapter_title",
            "audiobook_title",
        ),
    ];
    let (kind, uri, name, owner) = forms
        .into_iter()
        .find(|(_, uri, name, _)| row[uri].is_string() || row[name].is_string())
        .ok_or("nothing_played")?;
    let end_secs = end_secs(row).ok_or("time_unreadable")?;
    let year = chrono::DateTime::from_timestamp(end_secs, 0).unwrap().year();
    if !(2006..=2100).contains(&year) {
        return Err("time_impossible");
    }
    let ms = row["ms_played"].as_i64().ok_or("length_unreadable")?;
    if !(0..=WEEK_MS).contains(&ms) {
        return Err("length_impossible");
    }
    Ok(Play {
        kind,
        uri: text(uri),
        name: text(name).unwrap(),
        owner: text(owner).unwrap(),
        album: text("master_metadata_album_album_name"),
        end_secs,
        ms,
    })
}

fn account_play(row: &Value) -> Play {
    let text = |key: &str| row[key].as_str().unwrap().to_owned();
    let (kind, name, owner) = if row["trackName"].is_string() {
        ("music", "trackName", "artistName")
    } else {
        ("podcast", "episodeName", "podcastName")
    };
    let end = NaiveDateTime::parse_from_str(&text("endTime"), "%Y-%m-%d %H:%M").unwrap();
    Play {
        kind,
        uri: None,
        name: text(name),
        owner: text(owner),
        album: None,
        end_secs: end.and_utc().timestamp(),
        ms: row["msPlayed"].as_i64().unwrap(),
    }
}

fn without_duplicates(mut plays: Vec<Play>) -> Vec<Play> {
    plays.sort_by_key(|play| play.end_secs);
    let mut canonical: Vec<Play> = Vec::new();
    for play in plays {
        let is_duplicate = canonical
            .iter()
            .rev()
            .take_while(|earlier| play.end_secs - earlier.end_secs <= 30)
            .filter(|earlier| (earlier.item(), earlier.ms) == (play.item(), play.ms))
            .any(|earlier| play.ms < 10_000 || (play.end_secs - earlier.end_secs) * 1000 < play.ms);
        if !is_duplicate {
            canonical.push(play);
        }
    }
    canonical
}

fn sum(plays: &[Play], mut figures: Figures) -> Figures {
    let counted = |play: &&Play| play.ms >= 30_000;
    let ms = |plays: &[&Play]| plays.iter().map(|play| play.ms as u64).sum::<u64>();
    let all: Vec<&Play> = plays.iter().collect();
    let music: Vec<&Play> = plays.iter().filter(|play| play.kind == "music").collect();
    let of = |kind: &str| plays.iter().filter(|play| play.kind == kind).count();
    figures.plays = plays.len();
    figures.counted_plays = all.iter().copied().filter(counted).count();
    figures.ms = ms(&all);
    figures.tracks = music.iter().map(|play| play.item()).collect::<BTreeSet<_>>().len();
    figures.items = plays.iter().map(Play::item).collect::<BTreeSet<_>>().len();
    figures.artists = music.iter().map(|play| &play.owner).collect::<BTreeSet<_>>().len();
    figures.kinds = Kinds {
        music: music.len(),
        podcast: of("podcast"),
        audiobook: of("audiobook"),
    };
    let time = |secs: i64| {
        chrono::DateTime::from_timestamp(secs, 0)
            .unwrap()
            .format("%Y-%m-%dT%H:%M:%SZ")
            .to_string()
    };
    figures.first = plays
        .iter()
        .map(|play| play.end_secs)
        .min()
        .map(time)
        .unwrap_or_default();
    figures.last = plays
        .iter()
        .map(|play| play.end_secs)
        .max()
        .map(time)
        .unwrap_or_default();
    for play in plays {
        let year = chrono::DateTime::from_timestamp(play.end_secs, 0).unwrap().year();
        let year = figures.years.entry(year).or_default();
        year.plays += 1;
        year.counted_plays += usize::from(play.ms >= 30_000);
        year.ms += play.ms as u64;
    }
    figures.top_tracks = top(
        group(&music, |play| Some(play.item())),
        |first, plays, ms| TopTrack {
            uri: first.uri.clone(),
            name: first.name.clone(),
            artist: first.owner.clone(),
            plays,
            ms,
        },
        |track| {
            (
                track.plays,
                track.ms,
                format!(
                    "{}\0{}\0{}",
                    track.name,
                    track.uri.clone().unwrap_or_default(),
                    track.artist
                ),
            )
        },
    );
    figures.top_artists = top(
        group(&music, |play| Some(&play.owner)),
        |first, plays, ms| TopArtist {
            name: first.owner.clone(),
            plays,
            ms,
        },
        |artist| (artist.plays, artist.ms, artist.name.clone()),
    );
    figures.top_albums = top(
        group(&music, |play| Some((&play.owner, play.album.as_ref()?))),
        |first, plays, ms| TopAlbum {
            name: first.album.clone().unwrap(),
            artist: first.owner.clone(),
            plays,
            ms,
        },
        |album| (album.plays, album.ms, format!("{}\0{}", album.name, album.artist)),
    );
    figures
}

fn group<'a, K: Ord>(plays: &[&'a Play], by: impl Fn(&'a Play) -> Option<K>) -> Vec<Vec<&'a Play>> {
    let mut groups: BTreeMap<K, Vec<&Play>> = BTreeMap::new();
    for play in plays {
        if let Some(key) = by(play) {
            groups.entry(key).or_default().push(play);
        }
    }
    groups.into_values().collect()
}

fn top<T>(
    groups: Vec<Vec<&Play>>,
    entry: impl Fn(&Play, usize, u64) -> T,
    rank: impl Fn(&T) -> (usize, u64, String),
) -> Vec<T> {
    let mut ranked: Vec<T> = groups
        .iter()
        .map(|plays| {
            let counted = plays.iter().filter(|play| play.ms >= 30_000).count();
            entry(plays[0], counted, plays.iter().map(|play| play.ms as u64).sum())
        })
        .filter(|entry| rank(entry).0 > 0)
        .collect();
    ranked.sort_by(|left, right| {
        let (left, right) = (rank(left), rank(right));
        (right.0, right.1).cmp(&(left.0, left.1)).then(left.2.cmp(&right.2))
    });
    ranked.truncate(50);
    ranked
}
