//! What is counted, line by line: by the archive, and once more one play after the other, by the definitions alone.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use chrono::{DateTime, NaiveDate};
use library::{Archive, ExploreQuery, HiddenTarget, Label, LoadedHistory, PickedKeys, TotalsQuery, Zone};
use plays::{CountingRule, Kind};
use stats::{Question, Ranked, Subject};
use store::{Catalogue, EvidenceRow, Store, Track};

/// What the archive counts: its totals, and every track, album and artist with music.
pub(super) fn counts(archive: &Archive, query: &TotalsQuery) -> BTreeSet<String> {
    let totals = archive.totals(query, zone()).unwrap();
    let mut question = Question {
        rule: query.rule,
        measure: stats::Measure::Time,
        with_hidden: query.with_hidden,
        ranks: usize::MAX,
        ..Question::new(NaiveDate::default())
    };
    (question.filter.from, question.filter.to) = (query.days.from, query.days.to);
    let picks = PickedKeys::default();
    let explored = archive.explore(&ExploreQuery { picks, question }, zone()).unwrap();
    let (summary, history) = (&explored.summary, &explored.history);
    let mut lines = BTreeSet::from([format!("{totals:?}")]);
    lines.extend(ranked(archive, history, "track", &summary.tracks, Subject::Track));
    lines.extend(ranked(archive, history, "album", &summary.albums, Subject::Album));
    lines.extend(ranked(archive, history, "artist", &summary.artists, Subject::Artist));
    lines
}

fn ranked<N: Copy>(
    archive: &Archive,
    history: &LoadedHistory,
    kind: &'static str,
    ranking: &[Ranked<N>],
    subject: fn(N) -> Subject,
) -> Vec<String> {
    let line = |ranked: &Ranked<N>| {
        let Label { key, name, byline, .. } = archive.label(history, subject(ranked.number)).unwrap().unwrap();
        let entity = match kind {
            "track" => Entity::track(key, name),
            kind => Entity::named(kind, name, byline, Some(key)),
        };
        entity.line(ranked.amount.plays, ranked.amount.ms)
    };
    ranking.iter().map(line).collect()
}

/// The same by the definitions: looks at one play after the other, and at the whole catalogue for each.
pub(super) fn slow_counts(archive: &Archive, query: &TotalsQuery) -> BTreeSet<String> {
    let store = Store::open(archive.path(), DateTime::UNIX_EPOCH).unwrap().store;
    let definitions = Definitions::of(archive);
    let mut plays = Vec::new();
    store
        .plays(|row| {
            plays.push(row);
            ControlFlow::Continue(())
        })
        .unwrap();
    plays.retain(|play| definitions.is_asked_for(play, query));
    plays.sort_by_key(|play| (began(play).div_euclid(1000), end(play)));

    let CountingRule::AtLeast { ms: least_ms } = query.rule else {
        panic!("rules about a track's length are for the tests of stats");
    };
    let counts = |play: &&EvidenceRow| play.ms_played >= least_ms;
    let music: Vec<(&EvidenceRow, &Track)> = plays
        .iter()
        .map(|play| (play, definitions.track(play)))
        .filter(|(_, track)| track.kind == Kind::Music)
        .collect();
    let mut sums: BTreeMap<Entity, (u32, u64)> = BTreeMap::new();
    for (play, track) in &music {
        for entity in definitions.entities_of(track) {
            let (plays, ms) = sums.entry(entity).or_default();
            *plays += u32::from(counts(play));
            *ms += u64::from(play.ms_played);
        }
    }
    let different = |kind: &str| sums.keys().filter(|entity| entity.kind == kind).count() as u32;
    let totals = library::ArchiveTotals {
        plays: plays.len() as u32,
        counted_plays: plays.iter().filter(counts).count() as u32,
        ms: plays.iter().map(|play| u64::from(play.ms_played)).sum(),
        tracks: different("track"),
        artists: different("artist"),
        first: plays.first().map(end),
        last: plays.last().map(end),
    };
    let mut lines = BTreeSet::from([format!("{totals:?}")]);
    let heard = sums.iter().filter(|(_, (_, ms))| *ms > 0);
    lines.extend(heard.map(|(entity, (plays, ms))| entity.line(*plays, *ms)));
    lines
}

/// Where every day is an hour away from that in UTC.
pub(super) fn zone() -> Zone {
    "Europe/Vienna".parse().unwrap()
}

fn end(play: &EvidenceRow) -> i64 {
    play.evidence.ended_at.as_millis()
}

fn began(play: &EvidenceRow) -> i64 {
    end(play) - i64::from(play.ms_played)
}

/// A track, an album or an artist.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Entity {
    kind: &'static str,
    name: String,
    byline: String,
    /// At Spotify; a track without one has an address of ours.
    id: Option<String>,
}

impl Entity {
    fn track(uri: String, name: String) -> Self {
        Self {
            kind: "track",
            name,
            byline: String::new(),
            id: Some(uri),
        }
    }

    fn named(kind: &'static str, name: String, byline: String, key: Option<String>) -> Self {
        Self {
            kind,
            name,
            byline,
            id: key.filter(|key| key.starts_with("spotify:")),
        }
    }

    fn line(&self, plays: u32, ms: u64) -> String {
        format!("{self:?}: {plays} plays, {ms} ms")
    }
}

pub(super) struct Definitions {
    catalogue: Catalogue,
    hidden: Vec<HiddenTarget>,
}

impl Definitions {
    pub(super) fn of(archive: &Archive) -> Self {
        let store = Store::open(archive.path(), DateTime::UNIX_EPOCH).unwrap().store;
        Self {
            catalogue: store.catalogue().unwrap(),
            hidden: store.hidden().unwrap().into_iter().map(|entry| entry.target).collect(),
        }
    }

    fn track(&self, play: &EvidenceRow) -> &Track {
        self.track_with(play.evidence.item)
    }

    /// The track with this id.
    pub(super) fn track_with(&self, id: u32) -> &Track {
        let mut tracks = self.catalogue.tracks.iter();
        tracks.find(|track| track.id == id).unwrap()
    }

    /// Whether a track counts as one with that of an address.
    pub(super) fn count_as_one(&self, track: &Track, uri: &str) -> bool {
        let other = self.catalogue.tracks.iter().find(|other| other.uri == uri);
        self.id_of(track) == self.id_of(other.unwrap())
    }

    /// Of whoever is credited for a track.
    pub(super) fn artist_names(&self, track: &Track) -> BTreeSet<String> {
        let entities = self.entities_of(track).into_iter();
        let artists = entities.filter(|entity| entity.kind == "artist");
        artists.map(|artist| artist.name).collect()
    }

    /// A play belongs to the day on which it began.
    fn is_asked_for(&self, play: &EvidenceRow, query: &TotalsQuery) -> bool {
        let day = zone().local(began(play)).date_naive();
        query.days.from.is_none_or(|from| from <= day)
            && query.days.to.is_none_or(|to| day <= to)
            && (query.with_hidden || !self.hides(self.track(play), end(play)))
    }

    /// A track is hidden as soon as one of those is that count as one with it.
    pub(super) fn hides(&self, track: &Track, ended_ms: i64) -> bool {
        let same = self.id_of(track);
        let mut as_one = self.catalogue.tracks.iter().filter(|track| self.id_of(track) == same);
        let in_hidden_time = self.hidden.iter().any(|target| match target {
            HiddenTarget::Time { from, to } => *from <= ended_ms && ended_ms < *to,
            _ => false,
        });
        in_hidden_time || as_one.any(|track| self.hides_track(track))
    }

    fn hides_track(&self, track: &Track) -> bool {
        let music = track.kind == Kind::Music;
        self.hidden.iter().any(|target| match target {
            HiddenTarget::Track(uri) => track.uri == *uri,
            HiddenTarget::Album(name) => music && self.album(track).name == *name,
            HiddenTarget::Artist(name) => music && self.artists(track).iter().any(|artist| artist.name == *name),
            HiddenTarget::Time { .. } => false,
        })
    }

    /// A track that is known by its names alone counts as the one of these names that has an id, of several the first by id.
    fn id_of(&self, track: &Track) -> u32 {
        if track.uri.starts_with("spotify:") {
            return track.id;
        }
        let names = |track: &Track| (track.artist.clone(), track.name.clone());
        let with_id = self
            .catalogue
            .tracks
            .iter()
            .filter(|other| other.uri.starts_with("spotify:") && names(other) == names(track));
        with_id
            .min_by(|one, other| one.uri.cmp(&other.uri))
            .map_or(track.id, |other| other.id)
    }

    fn entities_of(&self, track: &Track) -> Vec<Entity> {
        let same = self.id_of(track);
        let track = self.catalogue.tracks.iter().find(|other| other.id == same).unwrap();
        let mut entities = vec![Entity::track(track.uri.clone(), track.name.clone()), self.album(track)];
        entities.extend(self.artists(track));
        entities
    }

    fn album(&self, track: &Track) -> Entity {
        let albums = &self.catalogue.albums;
        let album = albums.iter().find(|album| album.id == track.album).unwrap();
        let same_names = albums
            .iter()
            .filter(|other| (&other.name, &other.artist) == (&album.name, &album.artist));
        let id = album
            .uri
            .clone()
            .or_else(|| only(same_names.filter_map(|other| other.uri.clone())));
        Entity::named("album", album.name.clone(), album.artist.clone(), id)
    }

    /// Each credited artist once.
    fn artists(&self, track: &Track) -> BTreeSet<Entity> {
        let artists = &self.catalogue.artists;
        let of_credit = |credit: &u32| {
            let artist = artists.iter().find(|artist| artist.id == *credit).unwrap();
            let same_name = artists.iter().filter(|other| other.name == artist.name);
            let id = artist
                .uri
                .clone()
                .or_else(|| only(same_name.filter_map(|other| other.uri.clone())));
            Entity::named("artist", artist.name.clone(), String::new(), id)
        };
        track.credits.iter().map(of_credit).collect()
    }
}

/// An album or an artist that is known by names alone counts as the one of these names that has an id, if there is only one.
fn only(mut ids: impl Iterator<Item = String>) -> Option<String> {
    let first = ids.next();
    first.filter(|_| ids.next().is_none())
}
