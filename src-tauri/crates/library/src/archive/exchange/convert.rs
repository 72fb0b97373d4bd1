//! The texts of registers. Other machines read them, maybe years later: fields may be added, and none ever changes its meaning.

use plays::{
    Cover, Credit, Gap, GapKind, GenreAnswer, GenreOutcome, GenreSource, HiddenTarget, RowDecision, RowName, Snapshot,
    SpotifyTrack, WeighedGenre,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use store::{CompleteTime, DecidedRow, NamedAlbum};

use super::super::digest::digest;

fn text(value: &impl Serialize) -> String {
    // Nothing in here has a key that is no text, which is all that could fail.
    serde_json::to_string(value).unwrap_or_default()
}

fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

pub(super) fn hidden_key(target: &HiddenTarget) -> String {
    match target {
        HiddenTarget::Track(name) => format!("track {name}"),
        HiddenTarget::Album(name) => format!("album {name}"),
        HiddenTarget::Artist(name) => format!("artist {name}"),
        HiddenTarget::Time { from, to } => format!("time {from} {to}"),
    }
}

pub(super) fn hidden_target(key: &str) -> Option<HiddenTarget> {
    let (kind, what) = key.split_once(' ')?;
    Some(match kind {
        "track" => HiddenTarget::Track(what.to_owned()),
        "album" => HiddenTarget::Album(what.to_owned()),
        "artist" => HiddenTarget::Artist(what.to_owned()),
        "time" => {
            let (from, to) = what.split_once(' ')?;
            HiddenTarget::Time {
                from: from.parse().ok()?,
                to: to.parse().ok()?,
            }
        }
        _ => return None,
    })
}

/// What a decision about a row is called: a digest, so that what is left of one that was taken back tells nothing about any play.
pub(super) fn decided_row_key(row: &RowName) -> String {
    digest(&row.to_string(), 16)
}

#[derive(Serialize, Deserialize)]
struct DecidedRowText {
    row: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    same_as: Option<String>,
    decided_at: i64,
}

pub(super) fn decided_row(decided: &DecidedRow) -> (String, String) {
    let value = text(&DecidedRowText {
        row: decided.row.to_string(),
        same_as: match &decided.decision {
            RowDecision::OwnPlay => None,
            RowDecision::SameAs(row) => Some(row.to_string()),
        },
        decided_at: decided.decided_at,
    });
    (decided_row_key(&decided.row), value)
}

pub(super) fn read_decided_row(value: &str) -> Option<DecidedRow> {
    let told: DecidedRowText = read(value)?;
    Some(DecidedRow {
        row: told.row.parse().ok()?,
        decision: match told.same_as {
            None => RowDecision::OwnPlay,
            Some(row) => RowDecision::SameAs(row.parse().ok()?),
        },
        decided_at: told.decided_at,
    })
}

pub(super) fn complete_time(time: &CompleteTime) -> (String, String) {
    (format!("{} {}", time.from, time.to), time.decided_at.to_string())
}

pub(super) fn read_span(key: &str) -> Option<(i64, i64)> {
    let (from, to) = key.split_once(' ')?;
    Some((from.parse().ok()?, to.parse().ok()?))
}

#[derive(Serialize, Deserialize)]
struct GenreText {
    /// First, and with leading zeros, so that the greater text is the newer answer.
    answered_at: String,
    source: String,
    outcome: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mbid: Option<String>,
    genres: Vec<(String, f64)>,
}

pub(super) fn genre_answer(answer: &GenreAnswer) -> String {
    text(&GenreText {
        answered_at: format!("{:020}", answer.answered_at.max(0)),
        source: answer.source.code().to_owned(),
        outcome: answer.outcome.code().to_owned(),
        mbid: answer.mbid.clone(),
        genres: answer
            .genres
            .iter()
            .map(|genre| (genre.name.clone(), genre.weight))
            .collect(),
    })
}

pub(super) fn read_genre_answer(artist: &str, value: &str) -> Option<GenreAnswer> {
    let told: GenreText = read(value)?;
    Some(GenreAnswer {
        artist: artist.to_owned(),
        source: GenreSource::ALL
            .into_iter()
            .find(|source| source.code() == told.source)?,
        answered_at: told.answered_at.parse().ok()?,
        outcome: GenreOutcome::ALL
            .into_iter()
            .find(|outcome| outcome.code() == told.outcome)?,
        mbid: told.mbid,
        genres: told
            .genres
            .into_iter()
            .map(|(name, weight)| WeighedGenre { name, weight })
            .collect(),
    })
}

/// Begin, end and kind of each.
pub(super) fn gaps(gaps: &[Gap]) -> String {
    let gaps: Vec<(i64, i64, &str)> = gaps.iter().map(|gap| (gap.from, gap.to, gap.kind.code())).collect();
    text(&gaps)
}

pub(super) fn read_gaps(value: &str) -> Vec<Gap> {
    let gaps: Vec<(i64, i64, String)> = read(value).unwrap_or_default();
    let kind = |code: &str| {
        if code == GapKind::Missing.code() {
            GapKind::Missing
        } else {
            GapKind::MayBeMissing
        }
    };
    gaps.into_iter()
        .map(|(from, to, code)| Gap {
            from,
            to,
            kind: kind(&code),
        })
        .collect()
}

/// The day has leading zeros, so that keys are in order of time.
pub(super) fn snapshot(snapshot: &Snapshot) -> (String, String) {
    let Snapshot {
        account,
        taken_on,
        list,
        time_range,
        ranking,
    } = snapshot;
    (format!("{taken_on:07} {account} {list} {time_range}"), text(ranking))
}

pub(super) fn read_snapshot(key: &str, value: &str) -> Option<Snapshot> {
    let [taken_on, account, list, time_range] = key.splitn(4, ' ').collect::<Vec<_>>().try_into().ok()?;
    Some(Snapshot {
        account: account.to_owned(),
        taken_on: taken_on.parse().ok()?,
        list: list.to_owned(),
        time_range: time_range.to_owned(),
        ranking: read(value)?,
    })
}

#[derive(Serialize, Deserialize)]
struct AlbumText {
    name: String,
    artist: String,
    /// Address, width and height.
    covers: Vec<(String, Option<u32>, Option<u32>)>,
}

pub(super) fn album(album: &NamedAlbum) -> (String, String) {
    let told = AlbumText {
        name: album.name.clone(),
        artist: album.artist.clone(),
        covers: album
            .covers
            .iter()
            .map(|cover| (cover.url.clone(), cover.width, cover.height))
            .collect(),
    };
    (album.uri.clone(), text(&told))
}

pub(super) fn read_album(uri: &str, value: &str) -> Option<NamedAlbum> {
    let told: AlbumText = read(value)?;
    let cover = |(url, width, height)| Cover { url, width, height };
    Some(NamedAlbum {
        uri: uri.to_owned(),
        name: told.name,
        artist: told.artist,
        covers: told.covers.into_iter().map(cover).collect(),
    })
}

/// Names of what has a URI are registers of their own, because other tracks share them.
#[derive(Serialize, Deserialize)]
struct TrackText {
    name: String,
    artists: Vec<CreditText>,
    album: CreditText,
    /// Whom an album without a URI is by.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    album_artist: String,
    length_ms: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    isrc: Option<String>,
}

/// What a track names: by URI or, without one, by name.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum CreditText {
    Uri(String),
    Name(String),
}

impl From<&Credit> for CreditText {
    fn from(credit: &Credit) -> Self {
        match &credit.uri {
            Some(uri) => Self::Uri(uri.clone()),
            None => Self::Name(credit.name.clone()),
        }
    }
}

impl From<CreditText> for Credit {
    fn from(credit: CreditText) -> Self {
        let (uri, name) = match credit {
            CreditText::Uri(uri) => (Some(uri), String::new()),
            CreditText::Name(name) => (None, name),
        };
        Self { uri, name }
    }
}

pub(super) fn track(track: &SpotifyTrack) -> (String, String) {
    let told = TrackText {
        name: track.name.clone(),
        artists: track.artists.iter().map(CreditText::from).collect(),
        album: (&track.album).into(),
        album_artist: match track.album.uri {
            Some(_) => String::new(),
            None => track.album_artist.clone(),
        },
        length_ms: track.duration_ms,
        isrc: track.isrc.clone(),
    };
    (track.uri.clone(), text(&told))
}

/// A track, without the names of what has a URI.
pub(super) fn read_track(uri: &str, value: &str) -> Option<SpotifyTrack> {
    let told: TrackText = read(value)?;
    Some(SpotifyTrack {
        uri: uri.to_owned(),
        name: told.name,
        artists: told.artists.into_iter().map(Credit::from).collect(),
        album: told.album.into(),
        album_artist: told.album_artist,
        covers: Vec::new(),
        duration_ms: told.length_ms,
        isrc: told.isrc,
    })
}
