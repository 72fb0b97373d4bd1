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
    ending: String,
}

impl Play {
    fn began_ms(&self) -> i64 {
        self.end_secs * 1000 - self.ms
    }

    fn is_exit(&self) -> bool {
        ["logout", "unexpected-exit", "unexpected-exit-while-paused"].contains(&self.ending.as_str())
    }

    fn was_left(&self) -> bool {
        self.is_exit() || self.ending == "remote"
    }

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
    let rows: Vec<Play> = account.iter().map(account_play).collect();
    let unmatched = of_account_alone(rows, &good);
    let mut plays = one_of_each_edition(without_doubles(good));
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
        ending: text("reason_end").unwrap_or_default(),
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
        ending: String::new(),
    }
}

fn without_doubles(mut rows: Vec<Play>) -> Vec<Play> {
    rows.sort_by_key(|row| (row.end_secs, -row.ms, row.is_exit(), row.was_left()));
    let mut plays: Vec<Play> = Vec::new();
    for row in rows {
        let is_same = |play: &Play| play.item() == row.item() && is_double(play, &row);
        let is_worse =
            |play: &Play| (row.is_exit(), -row.ms, row.end_secs) >= (play.is_exit(), -play.ms, play.end_secs);
        if plays.iter().any(|play| is_same(play) && is_worse(play)) {
            continue;
        }
        plays.retain(|play| !is_same(play));
        plays.push(row);
    }
    plays
}

fn is_double(one: &Play, other: &Play) -> bool {
    let apart = (one.end_secs - other.end_secs).abs();
    let left = one.was_left() || other.was_left();
    let together = one.end_secs.min(other.end_secs) * 1000 - one.began_ms().max(other.began_ms());
    let shorter = one.ms.min(other.ms);
    match one.ms == other.ms {
        true if apart == 0 => true,
        true if apart <= 30 && (shorter < 10_000 || left) => true,
        _ => shorter >= 10_000 && !left && together > shorter / 2,
    }
}

fn one_of_each_edition(mut plays: Vec<Play>) -> Vec<Play> {
    plays.sort_by(|one, other| (one.ms, one.end_secs, &one.uri).cmp(&(other.ms, other.end_secs, &other.uri)));
    let mut at = 0;
    while at < plays.len() {
        let one = &plays[at];
        let other = plays[at + 1..].iter().position(|other| {
            let one_has_none = one.uri.is_none() || other.uri.is_none();
            let same_names = (&one.owner, &one.name) == (&other.owner, &other.name);
            one.ms == other.ms
                && other.end_secs - one.end_secs <= 2
                && one.item() != other.item()
                && (one.ms >= 10_000 || (one_has_none && same_names))
        });
        let Some(other) = other.map(|after| at + 1 + after) else {
            at += 1;
            continue;
        };
        let rank = |play: &Play| (play.uri.is_none(), play.uri.clone());
        let gone = if rank(&plays[at]) < rank(&plays[other]) {
            other
        } else {
            at
        };
        plays.remove(gone);
    }
    plays
}

fn of_account_alone(mut rows: Vec<Play>, extended: &[Play]) -> Vec<Play> {
    rows.sort_by_key(|row| row.end_secs);
    let mut others: Vec<&Play> = extended.iter().collect();
    others.sort_by_key(|play| play.end_secs);
    let mut told: Vec<Play> = Vec::new();
    let mut match_with = |rows: Vec<Play>, fits: &dyn Fn(&Play, &Play) -> bool| {
        let mut left = Vec::new();
        for row in rows {
            match others.iter().position(|other| other.ms == row.ms && fits(&row, other)) {
                Some(at) => {
                    others.remove(at);
                    told.push(row);
                }
                None => left.push(row),
            }
        }
        left
    };
    let rows = match_with(rows, &|row, other| {
        (&row.owner, &row.name) == (&other.owner, &other.name) && (other.end_secs - row.end_secs).abs() <= 60
    });
    let rows = match_with(rows, &|row, other| {
        row.ms >= 10_000 && (-2..=62).contains(&(other.end_secs - row.end_secs))
    });
    let mut plays: Vec<Play> = Vec::new();
    for row in rows {
        let same = |play: &&Play| (&play.owner, &play.name, play.ms) == (&row.owner, &row.name, row.ms);
        let known = || told.iter().chain(&plays).filter(same);
        let fit = if row.ms < 10_000 { 1 } else { (60_000 + row.ms) / row.ms };
        let is_full = known().filter(|play| play.end_secs == row.end_secs).count() as i64 >= fit;
        let follows = row.ms > 121_500 && known().any(|play| play.end_secs == row.end_secs - 60);
        if !is_full && !follows {
            plays.push(row);
        }
    }
    plays
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
