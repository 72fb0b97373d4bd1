//! Makes MusicBrainz's entries for an artist of the listener's: the artist, namesakes, and others with longer names.

use sample::{Random, names};

use super::{
    super::{
        entry::{Artist, Link, Recording},
        fold::{fold, number},
        genres::{Tag, family, genres, tags},
        heard::{HeardArtist, usual_length},
        id::mbid,
        manners::Coverage,
    },
    Universe,
};

/// Of 100 artists, how many MusicBrainz does not know.
const UNKNOWN: usize = 5;
/// Of 100 names, how many two to four artists bear.
const SHARED: usize = 15;
/// Of 100 names, how many find more than 100 artists.
const CROWDED: usize = 2;
/// Of 100 artists, how many MusicBrainz has under another name, and under this one only as an alias.
const RENAMED: usize = 4;
/// Of 100 names without accents, how many MusicBrainz writes with one.
const ACCENTED: usize = 4;
/// Of 100 names with accents, how many MusicBrainz writes without.
const PLAIN: usize = 50;
/// Of 100 artists whose Spotify id is known, how many MusicBrainz links to their page.
const LINKED: usize = 85;
/// Of 100 namesakes, how many are linked to a page of theirs.
const NAMESAKES_LINKED: usize = 60;
/// Of 100 namesakes, how many have a recording of the same title as the listener's artist.
const SAME_TITLE: usize = 10;
/// Of 100 tracks, how many MusicBrainz knows.
const RECORDED: usize = 90;

/// Of 100 recordings of the listener's artists, how many are another version: half of them of unknown length, half of another.
const OTHER_VERSIONS: usize = 3;
/// Of 100 recordings of namesakes, how many are of unknown length.
const WITHOUT_LENGTH: usize = 2;
/// How much longer or shorter than the listener's track a recording of the same version is, in milliseconds.
const LENGTHS_DIFFER: i64 = 1_500;

/// What a longer name has beside the name that it contains.
const LONGER: &[&str] = &[
    "Quartet",
    "Band",
    "Tribute",
    "Ensemble",
    "Orchestra",
    "Project",
    "Experience",
    "Brothers",
];
const TELLING_APART: &[&str] = &[
    "Finnish duo",
    "US rapper",
    "early 1970s band",
    "Berlin producer",
    "children's choir",
];
const ACCENTS: &[(char, char)] = &[('a', 'á'), ('o', 'ö'), ('e', 'é'), ('u', 'ü'), ('i', 'í')];

/// How many artists a name leads to.
enum Fate {
    Unknown,
    Alone,
    Shared,
    Crowded,
}

pub(super) struct Builder {
    seed: u64,
    coverage: Coverage,
}

impl Builder {
    pub(super) fn new(seed: u64, coverage: Coverage) -> Self {
        Self { seed, coverage }
    }

    /// A stream of random numbers for one purpose and name.
    fn random(&self, purpose: u64, name: &str) -> Random {
        Random::new(self.seed, &[8, purpose, number(name)])
    }

    pub(super) fn add_artist(&self, universe: &mut Universe, heard: &HeardArtist) {
        let mut random = self.random(1, &heard.name);
        if self.coverage == Coverage::Everybody {
            let at = universe.add_entry(known_artist(heard, &mut random));
            universe.heard.insert(heard.name.clone(), Some(at));
            return;
        }
        let fate = match random.below(100) {
            roll if roll < UNKNOWN => Fate::Unknown,
            roll if roll < UNKNOWN + SHARED => Fate::Shared,
            roll if roll < UNKNOWN + SHARED + CROWDED => Fate::Crowded,
            _ => Fate::Alone,
        };
        if matches!(fate, Fate::Unknown) {
            universe.heard.insert(heard.name.clone(), None);
            return;
        }
        let family = family(&mut random, None);
        let artist = listeners_artist(heard, family, &mut random);
        let at = universe.add_entry(artist);
        universe.heard.insert(heard.name.clone(), Some(at));
        match fate {
            Fate::Shared => {
                for _ in 0..random.between(1, 3) {
                    let namesake = other_artist(heard.name.clone(), family, &mut random);
                    add_namesake(universe, namesake, heard, &mut random);
                }
            }
            Fate::Crowded => add_crowd(universe, heard, family, &mut random),
            Fate::Unknown | Fate::Alone => {}
        }
    }

    /// Adds the recordings of an artist who was added before.
    pub(super) fn add_recordings(&self, universe: &mut Universe, heard: &HeardArtist) {
        let Some(Some(artist)) = universe.heard.get(&heard.name).copied() else {
            return;
        };
        for track in &heard.tracks {
            let track_of = (heard.name.clone(), track.title.clone());
            if universe.settled.contains_key(&track_of) {
                continue;
            }
            universe.settled.insert(track_of, track.true_length());
            let mut random = self.random(2, &format!("{}\n{}", heard.name, track.title));
            if !random.percent(RECORDED) {
                continue;
            }
            let (title, guest) = recorded_as(&track.title);
            let guest = guest.and_then(|guest| *universe.heard.get(guest)?);
            let credit = [artist].into_iter().chain(guest.filter(|guest| *guest != artist));
            let length_ms = if random.percent(OTHER_VERSIONS) {
                random.percent(50).then(|| usual_length(&mut random))
            } else {
                let differs = random.between(-LENGTHS_DIFFER, LENGTHS_DIFFER) as i32;
                Some(track.true_length().saturating_add_signed(differs))
            };
            universe.add_recording(Recording {
                length_ms,
                ..recording(title.to_owned(), credit.collect(), &mut random)
            });
        }
    }
}

fn listeners_artist(heard: &HeardArtist, family: usize, random: &mut Random) -> Artist {
    let (name, aliases) = known_as(&heard.name, random);
    let linked = random.percent(LINKED);
    let id = heard.spotify_id.as_deref().filter(|_| linked);
    Artist {
        id: mbid(random),
        name,
        aliases,
        is_person: random.percent(50),
        disambiguation: String::new(),
        tags: tags(random, family, None),
        link: id.map(|id| Link::new(id, random)),
    }
}

/// An artist of whom all is known.
fn known_artist(heard: &HeardArtist, random: &mut Random) -> Artist {
    let family = family(random, None);
    Artist {
        id: mbid(random),
        name: heard.name.clone(),
        aliases: Vec::new(),
        is_person: random.percent(50),
        disambiguation: String::new(),
        // Some lines reach into three families of genres; nobody's music does.
        tags: match heard.genres.as_slice() {
            [] => genres(random, family, 2),
            known => known
                .iter()
                .take(2)
                .zip([30, 18])
                .map(|(name, count)| Tag::genre(name, count))
                .collect(),
        },
        link: heard.spotify_id.as_deref().map(|id| Link::new(id, random)),
    }
}

/// The name under which MusicBrainz has an artist, and aliases.
fn known_as(name: &str, random: &mut Random) -> (String, Vec<String>) {
    let plain = fold(name);
    let has_accents = plain.chars().count() == name.chars().count() && plain != name.to_lowercase();
    if random.percent(RENAMED) {
        return (names::artist(random), vec![name.to_owned()]);
    }
    let other = if has_accents && random.percent(PLAIN) {
        // Letter by letter, which keeps the capitals.
        let letters = name.chars().zip(plain.chars());
        letters
            .map(|(letter, plain)| {
                if letter.is_uppercase() {
                    plain.to_ascii_uppercase()
                } else {
                    plain
                }
            })
            .collect()
    } else if !has_accents && random.percent(ACCENTED) {
        let (from, to) = ACCENTS[random.below(ACCENTS.len())];
        name.replacen(from, &to.to_string(), 1)
    } else {
        name.to_owned()
    };
    if other == name {
        return (other, Vec::new());
    }
    (other, vec![name.to_owned()])
}

/// Somebody else, of none of the listener's artist's genres.
fn other_artist(name: String, not_family: usize, random: &mut Random) -> Artist {
    let own = family(random, Some(not_family));
    let id = random.base62(22);
    Artist {
        id: mbid(random),
        name,
        aliases: Vec::new(),
        is_person: random.percent(50),
        disambiguation: random.pick(TELLING_APART).to_owned(),
        tags: tags(random, own, Some(not_family)),
        link: random.percent(NAMESAKES_LINKED).then(|| Link::new(&id, random)),
    }
}

fn add_namesake(universe: &mut Universe, namesake: Artist, heard: &HeardArtist, random: &mut Random) {
    let at = universe.add_entry(namesake);
    for _ in 0..random.between(2, 6) {
        let title = names::track(random);
        if !has_heard(heard, &title) {
            universe.add_recording(recording(title, vec![at], random));
        }
    }
    if random.percent(SAME_TITLE) && !heard.tracks.is_empty() {
        let track = &heard.tracks[random.below(heard.tracks.len())];
        let title = recorded_as(&track.title).0.to_owned();
        universe.add_recording(recording(title, vec![at], random));
    }
}

/// More than 100 artists, whose names are this one or contain it. In every third crowd, all bear exactly this name.
fn add_crowd(universe: &mut Universe, heard: &HeardArtist, family: usize, random: &mut Random) {
    let all_equal = random.below(3) == 0;
    for _ in 0..random.between(110, 160) {
        let name = if all_equal || random.percent(30) {
            heard.name.clone()
        } else {
            format!("{} {}", heard.name, random.pick(LONGER))
        };
        let artist = other_artist(name, family, random);
        let at = universe.add_entry(artist);
        let title = names::track(random);
        if !has_heard(heard, &title) {
            universe.add_recording(recording(title, vec![at], random));
        }
    }
}

fn has_heard(heard: &HeardArtist, title: &str) -> bool {
    heard.tracks.iter().any(|track| track.title == title)
}

/// A recording of any length.
fn recording(title: String, credit: Vec<usize>, random: &mut Random) -> Recording {
    Recording {
        id: mbid(random),
        release_id: mbid(random),
        title,
        credit,
        length_ms: (!random.percent(WITHOUT_LENGTH)).then(|| usual_length(random)),
    }
}

/// The title of a track as MusicBrainz has it, and the guest: guests are in the credit, and a remastered recording is no other one.
pub(super) fn recorded_as(track: &str) -> (&str, Option<&str>) {
    let track = track.split_once(" - Remastered").map_or(track, |(title, _)| title);
    let split = track.split_once(" (feat. ");
    split.map_or((track, None), |(title, rest)| (title, rest.strip_suffix(')')))
}
