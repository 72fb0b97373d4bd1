//! The tags of artists. Those of the catalogue's genres are genres of MusicBrainz, which have an id; all others are only tags.

use sample::Random;

use super::{fold::number, id::mbid};
use crate::catalogue::GENRES;

/// What people write into tags that is no genre: nationalities, habits, other spellings of genres.
const NO_GENRES: &[&str] = &[
    "seen live",
    "british",
    "american",
    "german",
    "swedish",
    "japanese",
    "brazilian",
    "female vocalists",
    "favorites",
    "spotify",
    "2020s",
    "to check out",
    "trip-hop",
    "hip-hop",
    "electronica band",
    "under 2000 listeners",
];

/// One tag of an artist.
#[derive(Clone, Copy)]
pub(super) struct Tag {
    pub(super) name: &'static str,
    /// How many people have given it.
    pub(super) count: u32,
    pub(super) is_genre: bool,
}

impl Tag {
    pub(super) fn genre(name: &'static str, count: i64) -> Self {
        Self {
            name,
            count: count as u32,
            is_genre: true,
        }
    }
}

/// The id of a genre, the same for every seed, as MusicBrainz's are for everybody.
pub(super) fn genre_mbid(genre: &str) -> String {
    mbid(&mut Random::new(number(genre), &[]))
}

/// Any family of genres but this one.
pub(super) fn family(random: &mut Random, but: Option<usize>) -> usize {
    match but {
        None => random.below(GENRES.len()),
        Some(but) => (but + 1 + random.below(GENRES.len() - 1)) % GENRES.len(),
    }
}

/// One or more of the genres of this line, at most so many, the first with the highest count.
pub(super) fn genres(random: &mut Random, line: usize, at_most: usize) -> Vec<Tag> {
    let near = &GENRES[line][..at_most.min(GENRES[line].len())];
    let mut most = random.between(5, 40);
    let mut tags = Vec::new();
    for genre in &near[..1 + random.below(near.len())] {
        tags.push(Tag::genre(genre, most));
        most = (most - random.between(1, 8)).max(1);
    }
    tags
}

/// Some tags of an artist of this family of genres; a few have none. There may be more tags that are no genres than genres.
/// No genre is of the family `never`.
pub(super) fn tags(random: &mut Random, family: usize, never: Option<usize>) -> Vec<Tag> {
    // A few of MusicBrainz's artists have no tags.
    if random.percent(6) {
        return Vec::new();
    }
    let mut tags = genres(random, family, usize::MAX);
    let other = random.below(GENRES.len());
    if random.percent(25) && other != family && Some(other) != never {
        tags.push(Tag::genre(random.pick(GENRES[other]), 1));
    }
    if random.percent(60) {
        for _ in 0..random.between(1, 3) {
            let name = random.pick(NO_GENRES);
            if tags.iter().all(|tag| tag.name != name) {
                tags.push(Tag {
                    name,
                    count: random.between(1, 50) as u32,
                    is_genre: false,
                });
            }
        }
    }
    // MusicBrainz sends tags in no order that would help.
    tags.sort_by_key(|tag| tag.name);
    tags
}
