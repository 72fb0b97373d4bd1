//! Counting: what was played most, and how much in all. A play belongs to the day on which it began.
//! Artists and tracks that an export knows by name alone count with the one that Spotify's id is known of.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::ControlFlow,
};

use plays::Kind;
use store::{Catalogue, Hidden, HiddenWhat, Row, StoreError};

use super::{Archive, DaySpan, Zone};

/// What to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Query {
    /// When it began, in milliseconds since 1970: from the first inclusive, to the second exclusive.
    pub began: (i64, i64),
    /// A play counts if it was heard for so long.
    pub least_ms: u32,
    /// Whether hidden things count.
    pub with_hidden: bool,
}

/// Heard for half a minute.
const USUAL_LEAST_MS: u32 = 30_000;

impl Query {
    /// Every play, hidden ones too, by the usual rule.
    pub fn everything() -> Self {
        Self {
            began: (i64::MIN, i64::MAX),
            least_ms: USUAL_LEAST_MS,
            with_hidden: true,
        }
    }

    /// What began on these days in `zone`, without what is hidden.
    pub fn of_days(days: DaySpan, zone: Zone, least_ms: u32) -> Self {
        Self {
            began: days.millis(zone),
            least_ms,
            with_hidden: false,
        }
    }
}

/// Which ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Music tracks.
    Tracks,
    /// Every credited artist.
    Artists,
    /// Albums.
    Albums,
    /// Genres, as far as the archive knows any.
    Genres,
}

/// What ranks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The number of plays that count.
    Plays,
    /// The time listened.
    Time,
}

/// One rank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// From 1.
    pub rank: usize,
    /// The name.
    pub name: String,
    /// Whose it is; `None` for artists and genres.
    pub artist: Option<String>,
    /// Its URI, where Spotify gave one.
    pub uri: Option<String>,
    /// Plays that count.
    pub plays: u64,
    /// Time listened, plays that do not count included.
    pub ms: u64,
}

/// How much in all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Plays of any length and kind.
    pub plays: u64,
    /// Those that count.
    pub counted_plays: u64,
    /// Time listened.
    pub ms: u64,
    /// Different music tracks.
    pub tracks: u64,
    /// Different credited artists.
    pub artists: u64,
    /// The end of the first play, in milliseconds since 1970.
    pub first: Option<i64>,
    /// The end of the last.
    pub last: Option<i64>,
}

impl Archive {
    /// A ranking, best first, at most `limit` long.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn top(&self, list: List, by: By, query: &Query, limit: usize) -> Result<Vec<Ranked>, StoreError> {
        let entities = Entities::read(self)?;
        let tracks = count(self, &entities, query)?;
        let mut sums: HashMap<u32, Sum> = HashMap::new();
        for (track, sum) in tracks {
            for number in entities.of(list, track) {
                sums.entry(number).or_default().add(sum);
            }
        }
        let mut ranking: Vec<Ranked> = sums
            .into_iter()
            .filter(|(_, sum)| match by {
                By::Plays => sum.plays > 0,
                By::Time => sum.ms > 0,
            })
            .map(|(number, sum)| entities.ranked(list, number, sum))
            .collect();
        let key = |ranked: &Ranked| match by {
            By::Plays => (ranked.plays, ranked.ms),
            By::Time => (ranked.ms, ranked.plays),
        };
        ranking.sort_by(|a, b| {
            let names = || (&a.name, &a.uri, &a.artist).cmp(&(&b.name, &b.uri, &b.artist));
            key(b).cmp(&key(a)).then_with(names)
        });
        ranking.truncate(limit);
        for (rank, ranked) in (1..).zip(&mut ranking) {
            ranked.rank = rank;
        }
        Ok(ranking)
    }

    /// How much in all.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn summary(&self, query: &Query) -> Result<Summary, StoreError> {
        summary(self, query, |_| ())
    }
}

/// Also hands over each play that it counts, oldest first.
pub(super) fn summary(archive: &Archive, query: &Query, mut also: impl FnMut(&Row)) -> Result<Summary, StoreError> {
    let entities = Entities::read(archive)?;
    let mut summary = Summary::default();
    let tracks = each(archive, &entities, query, |row| {
        also(row);
        summary.plays += 1;
        summary.counted_plays += u64::from(row.evidence.ms_played >= query.least_ms);
        summary.ms += u64::from(row.evidence.ms_played);
        let end = row.evidence.ended_at.as_millis();
        summary.first = Some(summary.first.map_or(end, |first| first.min(end)));
        summary.last = Some(summary.last.map_or(end, |last| last.max(end)));
    })?;
    let different = |list| {
        let all = tracks.iter().flat_map(|(track, _)| entities.of(list, *track));
        all.collect::<HashSet<_>>().len() as u64
    };
    summary.tracks = different(List::Tracks);
    summary.artists = different(List::Artists);
    Ok(summary)
}

/// Plays that count, and time.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    plays: u64,
    ms: u64,
}

impl Sum {
    fn add(&mut self, other: Self) {
        self.plays += other.plays;
        self.ms += other.ms;
    }
}

fn count(archive: &Archive, entities: &Entities, query: &Query) -> Result<Vec<(u32, Sum)>, StoreError> {
    each(archive, entities, query, |_| ())
}

/// Hands over each play that `query` is about, and sums them up by the place of their track in the catalogue.
fn each(
    archive: &Archive,
    entities: &Entities,
    query: &Query,
    mut seen: impl FnMut(&Row),
) -> Result<Vec<(u32, Sum)>, StoreError> {
    let hidden = if query.with_hidden {
        Vec::new()
    } else {
        archive.hidden()?
    };
    let hidden = Unseen::new(&hidden, entities);
    let mut sums: Vec<Option<Sum>> = vec![None; entities.catalogue.tracks.len()];
    let (from, to) = query.began;
    archive.store().plays(|row| {
        let end = row.evidence.ended_at.as_millis();
        let began = end - i64::from(row.evidence.ms_played);
        let place = entities.place(row.evidence.item);
        if (from..to).contains(&began)
            && let Some(place) = place
            && !hidden.hides(place, end)
        {
            seen(&row);
            if let Some(sum) = sums.get_mut(place) {
                sum.get_or_insert_default().add(Sum {
                    plays: u64::from(row.evidence.ms_played >= query.least_ms),
                    ms: u64::from(row.evidence.ms_played),
                });
            }
        }
        ControlFlow::Continue(())
    })?;
    let numbered = (0u32..).zip(sums);
    Ok(numbered.filter_map(|(place, sum)| Some((place, sum?))).collect())
}

/// What is hidden, as places in the catalogue.
struct Unseen {
    tracks: HashSet<usize>,
    spans: Vec<(i64, i64)>,
}

impl Unseen {
    fn new(hidden: &[Hidden], entities: &Entities) -> Self {
        let mut unseen = Self {
            tracks: HashSet::new(),
            spans: Vec::new(),
        };
        let tracks = &entities.catalogue.tracks;
        for Hidden { what, .. } in hidden {
            let is_hidden = |place: usize| match what {
                HiddenWhat::Time { .. } => false,
                HiddenWhat::Track(uri) => {
                    let stands_for = entities.same_track.get(place).map_or(place, |same| *same as usize);
                    [place, stands_for]
                        .iter()
                        .any(|place| tracks.get(*place).is_some_and(|track| track.uri == *uri))
                }
                HiddenWhat::Album(what) => entities.is_called(List::Albums, place, what),
                HiddenWhat::Artist(what) => entities.is_called(List::Artists, place, what),
            };
            unseen
                .tracks
                .extend((0..tracks.len()).filter(|place| is_hidden(*place)));
            if let HiddenWhat::Time { from, to } = what {
                unseen.spans.push((*from, *to));
            }
        }
        unseen
    }

    fn hides(&self, place: usize, end: i64) -> bool {
        self.tracks.contains(&place) || self.spans.iter().any(|(from, to)| (*from..*to).contains(&end))
    }
}

/// The catalogue, and which of its entries are the same.
struct Entities {
    catalogue: Catalogue,
    /// For each place in the catalogue the place of the one that stands for it.
    same_track: Vec<u32>,
    same_album: Vec<u32>,
    same_artist: Vec<u32>,
}

impl Entities {
    fn read(archive: &Archive) -> Result<Self, StoreError> {
        let catalogue = archive.store().catalogue()?;
        let same_track = same(&catalogue.tracks, |track| {
            let by_uri = track.uri.starts_with("spotify:");
            (
                (track.artist.as_str(), track.name.as_str()),
                by_uri.then_some(track.uri.as_str()),
                Pick::First,
            )
        });
        let same_album = same(&catalogue.albums, |album| {
            (
                (album.artist.as_str(), album.name.as_str()),
                album.uri.as_deref(),
                Pick::OnlyOne,
            )
        });
        let same_artist = same(&catalogue.artists, |artist| {
            (("", artist.name.as_str()), artist.uri.as_deref(), Pick::OnlyOne)
        });
        Ok(Self {
            catalogue,
            same_track,
            same_album,
            same_artist,
        })
    }

    /// Where the track with this number of the archive stands in the catalogue.
    fn place(&self, track: u32) -> Option<usize> {
        self.catalogue
            .tracks
            .binary_search_by_key(&track, |track| track.id)
            .ok()
    }

    /// Whom a track at this place counts for. Spoken word has no rank among music.
    fn of(&self, list: List, place: u32) -> Vec<u32> {
        let Some(track) = self.catalogue.tracks.get(place as usize) else {
            return Vec::new();
        };
        if track.kind != Kind::Music {
            return Vec::new();
        }
        match list {
            List::Tracks => self.same_track.get(place as usize).copied().into_iter().collect(),
            List::Albums => {
                let album = self
                    .catalogue
                    .albums
                    .binary_search_by_key(&track.album, |album| album.id);
                album
                    .ok()
                    .and_then(|at| self.same_album.get(at).copied())
                    .into_iter()
                    .collect()
            }
            List::Artists => {
                let credited = track.credits.iter().filter_map(|artist| {
                    let at = self
                        .catalogue
                        .artists
                        .binary_search_by_key(artist, |artist| artist.id)
                        .ok()?;
                    self.same_artist.get(at).copied()
                });
                let mut credited: Vec<u32> = credited.collect();
                // Credited twice is credited.
                credited.sort_unstable();
                credited.dedup();
                credited
            }
            // Spotify's API and its exports tell none; another source is to come with its own crate.
            List::Genres => Vec::new(),
        }
    }

    fn is_called(&self, list: List, place: usize, what: &str) -> bool {
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        self.of(list, place).into_iter().any(|number| {
            let ranked = self.ranked(list, number, Sum::default());
            ranked.uri.as_deref() == Some(what) || ranked.name == what
        })
    }

    fn ranked(&self, list: List, number: u32, sum: Sum) -> Ranked {
        let at = number as usize;
        let (name, artist, uri) = match list {
            List::Tracks => self.catalogue.tracks.get(at).map(|track| {
                let uri = Some(track.uri.clone()).filter(|uri| uri.starts_with("spotify:"));
                (track.name.clone(), Some(track.artist.clone()), uri)
            }),
            List::Albums => {
                let album = self.catalogue.albums.get(at);
                album.map(|album| (album.name.clone(), Some(album.artist.clone()), album.uri.clone()))
            }
            List::Artists | List::Genres => {
                let artist = self.catalogue.artists.get(at);
                artist.map(|artist| (artist.name.clone(), None, artist.uri.clone()))
            }
        }
        .unwrap_or_default();
        Ranked {
            rank: 0,
            name,
            artist,
            uri,
            plays: sum.plays,
            ms: sum.ms,
        }
    }
}

/// Which of several ids of the same names stands for an entry without one.
#[derive(Clone, Copy, PartialEq)]
enum Pick {
    /// The first by its URI: releases of one song.
    First,
    /// None, if there are several: namesakes.
    OnlyOne,
}

/// For each entry the place of the one that stands for it: itself, unless it is known by names alone and an entry of the
/// same names has an id.
fn same<'a, T>(entries: &'a [T], told: impl Fn(&'a T) -> ((&'a str, &'a str), Option<&'a str>, Pick)) -> Vec<u32> {
    let mut with_id: BTreeMap<(&str, &str), Vec<(&str, u32)>> = BTreeMap::new();
    for (entry, place) in entries.iter().zip(0u32..) {
        if let (names, Some(uri), _) = told(entry) {
            with_id.entry(names).or_default().push((uri, place));
        }
    }
    let stands_for = |(entry, place)| match told(entry) {
        (names, None, pick) => match with_id.get(&names).map(Vec::as_slice) {
            Some([(_, only)]) => *only,
            Some(several) if pick == Pick::First => several.iter().min().map_or(place, |(_, first)| *first),
            _ => place,
        },
        _ => place,
    };
    entries.iter().zip(0u32..).map(stands_for).collect()
}
