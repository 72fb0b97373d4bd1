//! Invented histories: small catalogues, so that every combination comes up, and plays at the times when clocks are changed
//! and years begin.

use std::ops::Range;

use chrono::{DateTime, Datelike, TimeZone, Utc};
use chrono_tz::Tz;
use plays::Kind;
use proptest::{
    collection::{btree_set, vec},
    option,
    prelude::*,
    sample::{Index, select},
};
use stats::{
    AlbumNo, ArtistNo, Catalogue, CatalogueTrack, Country, GenreNo, HiddenPlays, Platform, PlayAttributes, TableRow,
    TrackNo,
};

use crate::history::History;

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

pub(crate) const KINDS: [Kind; 3] = [Kind::Music, Kind::Podcast, Kind::Audiobook];
pub(crate) const PLATFORMS: [Platform; 3] = [Platform::Ios, Platform::Web, Platform::Other];

pub(crate) fn countries() -> Vec<Country> {
    ["AT", "NP", "US"]
        .into_iter()
        .map(|code| Country::new(code).unwrap())
        .collect()
}

/// Zones with some of the instants at which their clocks jump.
const ZONES: [(Tz, &[&str]); 13] = [
    (Tz::UTC, &["2016-12-31T23:59:59Z"]),
    (
        Tz::Europe__Vienna,
        &["2021-03-28T01:00:00Z", "2021-10-31T01:00:00Z", "1980-09-28T00:00:00Z"],
    ),
    (Tz::America__New_York, &["2007-03-11T07:00:00Z", "2021-11-07T06:00:00Z"]),
    (Tz::Asia__Kathmandu, &["1985-12-31T18:30:00Z"]),
    (
        Tz::Australia__Lord_Howe,
        &["2020-04-04T15:00:00Z", "2020-10-03T15:30:00Z"],
    ),
    (
        Tz::America__St_Johns,
        &["1988-04-03T03:31:00Z", "1988-10-30T01:31:00Z", "2010-11-07T02:31:00Z"],
    ),
    (Tz::Pacific__Apia, &["2011-12-30T10:00:00Z", "2012-03-31T14:00:00Z"]),
    (Tz::Africa__Monrovia, &["1972-01-07T00:44:30Z"]),
    (Tz::America__Caracas, &["2007-12-09T07:00:00Z", "2016-05-01T07:00:00Z"]),
    (Tz::Asia__Pyongyang, &["2015-08-14T15:00:00Z", "2018-05-04T15:00:00Z"]),
    // From 02:00 back to 23:00 of the day before.
    (Tz::Antarctica__Casey, &["2010-03-04T15:00:00Z", "2012-02-21T17:00:00Z"]),
    // Both at midnight.
    (
        Tz::America__Sao_Paulo,
        &["2018-02-18T02:00:00Z", "2018-11-04T03:00:00Z"],
    ),
    (Tz::America__Havana, &["2019-03-10T05:00:00Z", "2019-11-03T05:00:00Z"]),
];

pub(crate) fn history() -> BoxedStrategy<History> {
    (catalogue(), attribute_sets(), select(ZONES.as_slice()))
        .prop_flat_map(|(catalogue, attribute_sets, (zone, changes))| {
            let (tracks, kinds) = (catalogue.tracks.len(), attribute_sets.len());
            let changes: Vec<i64> = changes.iter().map(|change| seconds(change)).collect();
            plays(tracks, kinds, changes).prop_flat_map(move |plays| {
                let (catalogue, attribute_sets, given) = (catalogue.clone(), attribute_sets.clone(), plays.clone());
                hidden(tracks, &plays).prop_map(move |hidden| History {
                    catalogue: catalogue.clone(),
                    attribute_sets: attribute_sets.clone(),
                    plays: given.clone(),
                    hidden,
                    zone,
                })
            })
        })
        .boxed()
}

fn seconds(instant: &str) -> i64 {
    DateTime::parse_from_rfc3339(instant).unwrap().timestamp()
}

fn catalogue() -> BoxedStrategy<Catalogue> {
    let few = (1u32..4, 1u32..6, 1u32..5, 1usize..9);
    // So that some rank below the twelve of the stream.
    let many = (1u32..30, 14u32..24, 14u32..18, 12usize..30);
    prop_oneof![5 => few, 1 => many]
        .prop_flat_map(|(albums, artists, genres, tracks)| (Just((albums, artists, genres, tracks)), 0..=genres))
        .prop_flat_map(|((albums, artists, all_genres, tracks), genres)| {
            let kind = prop_oneof![4 => Just(Kind::Music), 1 => select(KINDS.as_slice())];
            let length = prop_oneof![
                3 => Just(None),
                5 => select([0, 1, 1001, 30_000, 59_999, 60_000, 200_000, u32::MAX].as_slice()).prop_map(Some),
            ];
            let track = (kind, 0..albums, numbers(artists, 4), length).prop_map(|(kind, album, artists, length_ms)| {
                CatalogueTrack {
                    kind,
                    album: AlbumNo(album),
                    artists: artists.into_iter().map(ArtistNo).collect(),
                    length_ms,
                }
            });
            let genres_of = numbers(all_genres, 4).prop_map(|genres| genres.into_iter().map(GenreNo).collect());
            (vec(track, tracks), vec(genres_of, artists as usize)).prop_map(move |(tracks, artists)| Catalogue {
                tracks,
                albums,
                artists,
                genres,
                families: all_genres - genres,
            })
        })
        .boxed()
}

/// A few different numbers in any order.
fn numbers(below: u32, most: usize) -> BoxedStrategy<Vec<u32>> {
    let set = btree_set(0..below, 0..most.min(below as usize + 1));
    set.prop_map(|set| set.into_iter().collect::<Vec<u32>>())
        .prop_shuffle()
        .boxed()
}

fn attribute_sets() -> BoxedStrategy<Vec<PlayAttributes>> {
    prop_oneof![20 => vec(attributes(), 1..5), 1 => vec(attributes(), 60..140)].boxed()
}

fn attributes() -> BoxedStrategy<PlayAttributes> {
    let flag = || option::weighted(0.7, any::<bool>());
    let platform = option::weighted(0.8, select(PLATFORMS.as_slice()));
    let country = option::weighted(0.8, select(countries()));
    (flag(), flag(), flag(), platform, country, any::<bool>())
        .prop_map(
            |(skipped, finished, shuffle, platform, country, estimated)| PlayAttributes {
                skipped,
                finished,
                shuffle,
                platform,
                country,
                estimated,
            },
        )
        .boxed()
}

fn ms_played() -> BoxedStrategy<u32> {
    prop_oneof![
        1 => Just(0u32),
        1 => 1u32..1500,
        3 => 29_990u32..30_010,
        2 => select([500, 501, 1001, 59_999, 60_000, 100_000, 200_000].as_slice()),
        3 => 20_000u32..300_000,
        1 => 600_000u32..20_000_000,
        1 => prop_oneof![5 => Just(1u32), 1 => 80_000_000u32..400_000_000],
    ]
    .boxed()
}

/// When a history begins, in seconds, and how many seconds it covers.
fn time_span(changes: Vec<i64>) -> BoxedStrategy<(i64, i64)> {
    let new_year = (1999i32..2027).prop_map(|year| Utc.with_ymd_and_hms(year, 1, 1, 0, 0, 0).unwrap().timestamp());
    let anchor = prop_oneof![2 => select(changes), 1 => new_year, 1 => 400_000_000i64..1_800_000_000];
    let days = prop_oneof![
        2 => 0i64..3,
        2 => 0i64..40,
        2 => 88i64..96,
        2 => 360i64..380,
        2 => 728i64..735,
        2 => 1000i64..5500,
    ];
    (anchor, -30 * HOUR..4 * HOUR, days)
        .prop_map(|(anchor, earlier, days)| (anchor + earlier, days * DAY))
        .boxed()
}

/// Where in a history a session begins.
#[derive(Debug, Clone, Copy)]
enum Place {
    Anywhere(Index),
    /// So many seconds after the clocks jump.
    AtClockChange(Index, i64),
    /// On the day of the year on which the history begins, so many seconds later.
    Anniversary(Index, i64),
}

/// The time from a play's start to the next one's.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// Seconds.
    By(i64),
    /// As long as the play lasts, and so many seconds.
    Over(i64),
}

impl Place {
    fn start(self, first: i64, lasts: i64, changes: &[i64]) -> i64 {
        match self {
            Self::Anywhere(at) => first + at.index(lasts as usize + 1) as i64,
            Self::AtClockChange(at, more) => {
                let reached = (first - 2 * DAY)..=(first + lasts + 2 * DAY);
                let changes: Vec<i64> = changes
                    .iter()
                    .copied()
                    .filter(|change| reached.contains(change))
                    .collect();
                if changes.is_empty() {
                    first
                } else {
                    at.get(&changes) + more
                }
            }
            Self::Anniversary(at, more) => {
                let years = at.index((lasts / (365 * DAY)) as usize + 1) as i32;
                let day = DateTime::from_timestamp(first, 0).unwrap();
                day.with_year(day.year() + years).unwrap_or(day).timestamp() + more
            }
        }
    }
}

/// Where it begins, and for each play the step to the next one, how long it is heard, track, attributes, and milliseconds past
/// the second.
type Sketch = (Place, Vec<(Step, u32, usize, usize, i64)>);

fn session(tracks: usize, attribute_sets: usize) -> BoxedStrategy<Sketch> {
    let place = prop_oneof![
        6 => any::<Index>().prop_map(Place::Anywhere),
        2 => (any::<Index>(), -4000i64..8000).prop_map(|(at, more)| Place::AtClockChange(at, more)),
        1 => (any::<Index>(), -70i64..70).prop_map(|(at, more)| Place::AtClockChange(at, more)),
        2 => (any::<Index>(), 0..4 * HOUR).prop_map(|(at, more)| Place::Anniversary(at, more)),
    ];
    let step = prop_oneof![
        2 => Just(Step::By(0)),
        2 => (1i64..400).prop_map(Step::By),
        3 => (0i64..30).prop_map(Step::Over),
        3 => (1798i64..1803).prop_map(Step::Over),
        1 => (0i64..30 * HOUR).prop_map(Step::By),
    ];
    let millis = prop_oneof![Just(0i64), Just(999), 0i64..1000];
    let play = (step, ms_played(), 0..tracks, 0..attribute_sets, millis);
    (place, vec(play, 1..9)).boxed()
}

fn plays(tracks: usize, attribute_sets: usize, changes: Vec<i64>) -> BoxedStrategy<Vec<TableRow>> {
    let sessions = prop_oneof![
        1 => Just(0usize..1),
        1 => Just(1..2),
        12 => Just(1..12),
        4 => Just(8..24),
    ];
    let sketches = sessions.prop_flat_map(move |count: Range<usize>| vec(session(tracks, attribute_sets), count));
    (time_span(changes.clone()), sketches)
        .prop_map(move |((first, lasts), sketches)| {
            let mut plays = Vec::new();
            for (place, sketch) in sketches {
                let mut start = place.start(first, lasts, &changes);
                for (step, ms_played, track, attributes, millis) in sketch {
                    plays.push(TableRow {
                        began_ms: start * 1000 + millis,
                        ms_played,
                        track: TrackNo(track as u32),
                        attributes: attributes as u16,
                    });
                    start += match step {
                        Step::By(secs) => secs,
                        Step::Over(secs) => i64::from(ms_played / 1000) + secs,
                    };
                }
            }
            plays
        })
        .boxed()
}

fn hidden(tracks: usize, plays: &[TableRow]) -> BoxedStrategy<HiddenPlays> {
    // Exactly where a play ends, or beside it.
    let ends: Vec<i64> = plays
        .iter()
        .map(|play| play.began_ms + i64::from(play.ms_played))
        .collect();
    let ends = if ends.is_empty() { vec![0] } else { ends };
    let span = (select(ends.clone()), -1i64..2, select(ends), -1i64..2);
    let spans = vec(
        span.prop_map(|(from, a, to, b)| (from.min(to) + a, from.max(to) + b)),
        0..3,
    );
    let tracks = vec((0..tracks as u32 + 1).prop_map(TrackNo), 0..2);
    let some = (tracks, spans).prop_map(|(tracks, spans)| HiddenPlays { tracks, spans });
    prop_oneof![1 => Just(HiddenPlays::default()), 1 => some].boxed()
}
