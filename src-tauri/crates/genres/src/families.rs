//! Which family a genre belongs to: "deep house" is house, and house is electronic.
//!
//! The tree is that of beets (see `data/README.md`), with a few additions. A genre that is not in it belongs where its last words do:
//! "atmospheric black metal" is black metal. Case, accents, hyphens, the sign for "and" and a last "music" do not matter.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::fold::fold;

const TREE: &str = include_str!("../data/genre-tree.txt");
const INDENT: usize = 4;

/// Families that beets has below another: metal's listeners would look for it in vain under rock.
const OWN_FAMILIES: &[(&str, &[&str])] = &[("metal", &["heavy metal"])];

/// Genres of MusicBrainz' that beets has under a longer name or not at all, each with the genre it belongs to.
const ADDITIONS: &[(&str, &str)] = &[
    ("afrobeats", "african"),
    ("afropop", "african"),
    ("alternative", "alternative rock"),
    ("amapiano", "house"),
    ("bass music", "electronic"),
    ("big band", "jazz"),
    ("boom bap", "hip hop"),
    ("dance", "electronic"),
    ("darkwave", "dark wave"),
    ("doo-wop", "r&b"),
    ("drill", "hip hop"),
    ("drone", "ambient"),
    ("ebm", "electronic body music"),
    ("edm", "electronic"),
    ("exotica", "easy listening"),
    ("fado", "folk"),
    ("film score", "soundtrack"),
    ("flamenco", "folk"),
    ("future bass", "electronic"),
    ("gospel", "r&b"),
    ("hyperpop", "pop"),
    ("indie", "indie rock"),
    ("klezmer", "folk"),
    ("latin", "caribbean and latin american"),
    ("microhouse", "house"),
    ("minimal wave", "electronic"),
    ("mpb", "caribbean and latin american"),
    ("norteño", "caribbean and latin american"),
    ("phonk", "hip hop"),
    ("plunderphonics", "avant-garde"),
    ("polka", "folk"),
    ("punk", "punk rock"),
    ("queercore", "punk rock"),
    ("rap", "hip hop"),
    ("rhythm and blues", "r&b"),
    ("score", "soundtrack"),
    ("sound collage", "avant-garde"),
    ("synthpop", "synth-pop"),
    ("tango", "caribbean and latin american"),
    ("vaporwave", "electronic"),
];

static FAMILIES: LazyLock<Families> = LazyLock::new(|| Families::read(TREE));

/// The family of a genre, such as "electronic" for "deep house"; `None` if it has none that is known.
pub fn family(genre: &str) -> Option<&'static str> {
    path(genre).first().copied()
}

/// The genres that `genre` belongs to, the family first, and itself last if it is known: "electronic", "house", "deep house".
/// Empty if nothing is known.
pub fn path(genre: &str) -> Vec<&'static str> {
    let families = &*FAMILIES;
    let mut path = Vec::new();
    let mut next = families.find(genre);
    while let Some(place) = next {
        path.push(families.genres[place].name);
        next = families.genres[place].parent;
    }
    path.reverse();
    path
}

/// All families, in alphabetical order.
pub fn all() -> Vec<&'static str> {
    let families = FAMILIES.genres.iter().filter(|genre| genre.parent.is_none());
    let mut names: Vec<_> = families.map(|genre| genre.name).collect();
    names.sort_unstable();
    names
}

/// A forest. A genre's parent comes before it.
struct Families {
    genres: Vec<Genre>,
    /// Key -> place in `genres`.
    places: HashMap<String, usize>,
}

struct Genre {
    name: &'static str,
    parent: Option<usize>,
}

impl Families {
    /// Reads a genre a line, each below the last one that is indented less.
    fn read(tree: &'static str) -> Self {
        let mut families = Self {
            genres: Vec::new(),
            places: HashMap::new(),
        };
        let mut above: Vec<usize> = Vec::new();
        for (family, _) in OWN_FAMILIES {
            families.add(family, None);
        }
        for line in tree.lines().filter(|line| !line.trim().is_empty()) {
            let name = line.trim();
            above.truncate((line.len() - line.trim_start().len()) / INDENT);
            let own_family = OWN_FAMILIES.iter().find(|(_, members)| members.contains(&name));
            let parent = match own_family {
                Some((family, _)) => families.places.get(&key(family)).copied(),
                None => above.last().copied(),
            };
            above.push(families.add(name, parent));
        }
        for (name, parent) in ADDITIONS {
            let parent = families.places.get(&key(parent)).copied();
            families.add(name, parent);
        }
        families
    }

    /// beets has some genres in two places. The first counts, unless the genre is named after the family of the other:
    /// industrial metal is metal.
    fn add(&mut self, name: &'static str, parent: Option<usize>) -> usize {
        let place = self.genres.len();
        self.genres.push(Genre { name, parent });
        let key = key(name);
        let is_named_after_family = ends_with_words(&key, &self::key(self.genres[self.root(place)].name));
        if is_named_after_family || !self.places.contains_key(&key) {
            self.places.insert(key, place);
        }
        place
    }

    fn root(&self, mut place: usize) -> usize {
        while let Some(parent) = self.genres[place].parent {
            place = parent;
        }
        place
    }

    /// The genre itself, or the one that its last words name.
    fn find(&self, genre: &str) -> Option<usize> {
        let key = key(genre);
        let mut rest = key.as_str();
        loop {
            if let Some(place) = self.places.get(rest) {
                return Some(*place);
            }
            rest = rest.split_once(' ')?.1;
        }
    }
}

fn ends_with_words(text: &str, words: &str) -> bool {
    text.strip_suffix(words)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
}

/// What equal genres have in common. beets writes "experimental music" where MusicBrainz writes "experimental".
fn key(genre: &str) -> String {
    let key = fold(&genre.replace('&', " and ").replace(['-', '‐', '–', '/', '_'], " "));
    match key.strip_suffix(" music") {
        Some(genre) => genre.to_owned(),
        None => key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_genre_belongs_to_its_family() {
        for (genre, of) in [
            ("deep house", "electronic"),
            ("black metal", "metal"),
            ("heavy metal", "metal"),
            ("metal", "metal"),
            ("industrial metal", "metal"),
            ("post-metal", "metal"),
            ("shoegaze", "rock"),
            ("punk", "rock"),
            ("neo soul", "r&b"),
            ("bebop", "jazz"),
            ("rap", "hip hop"),
            ("singer-songwriter", "singer-songwriter"),
        ] {
            assert_eq!(family(genre), Some(of), "{genre}");
        }
    }

    #[test]
    fn the_path_leads_from_the_family_to_the_genre() {
        assert_eq!(path("deep house"), ["electronic", "house", "deep house"]);
        assert_eq!(
            path("viking metal"),
            ["metal", "heavy metal", "black metal", "viking metal"]
        );
        assert_eq!(path("rock"), ["rock"]);
    }

    #[test]
    fn a_genre_that_is_not_in_the_tree_belongs_where_its_last_words_do() {
        assert_eq!(path("atmospheric black metal"), ["metal", "heavy metal", "black metal"]);
        assert_eq!(path("microtonal rock"), ["rock"]);
        assert_eq!(path("dungeon house"), ["electronic", "house"]);
        assert_eq!(family("rocksteady opera nonsense"), None);
        assert_eq!(family("frock"), None);
        assert_eq!(family(""), None);
    }

    #[test]
    fn spelling_does_not_matter() {
        for (one, other) in [
            ("Hip-Hop", "hip hop"),
            ("drum & bass", "Drum and Bass"),
            ("R&B", "r & b"),
            ("post punk", "post-punk"),
            ("coupe decale", "coupé-décalé"),
            ("experimental", "Experimental Music"),
            ("new age", "new-age music"),
        ] {
            assert!(!path(one).is_empty(), "{one}");
            assert_eq!(path(one), path(other), "{one}");
        }
    }

    #[test]
    fn there_are_some_twenty_families_and_no_genre_is_lost() {
        let families = all();
        assert_eq!(families.len(), 22, "{families:?}");
        assert!(families.contains(&"metal") && families.contains(&"electronic"));
        for line in TREE.lines().filter(|line| !line.trim().is_empty()) {
            assert!(family(line.trim()).is_some(), "{line}");
        }
        for (_, parent) in ADDITIONS {
            assert!(FAMILIES.places.contains_key(&key(parent)), "{parent}");
        }
    }
}
