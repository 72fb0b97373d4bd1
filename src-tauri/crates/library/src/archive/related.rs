//! Which tracks must be looked at again when plays of some are recorded: all that may share a play with them, by a name and an artist or
//! by an ISRC, directly or through others.

use std::collections::{HashMap, HashSet};

use plays::Item;
use store::NamingId;

use super::evidence_rows::artists;

/// What two tracks may have in common.
#[derive(PartialEq, Eq, Hash)]
enum Link<'n> {
    Names { title: &'n str, artist: &'n str },
    Isrc(&'n str),
}

/// `tracks`, and all that are linked to them by the ways in which rows name them.
pub(super) fn related(tracks: impl IntoIterator<Item = u32>, namings: &[(NamingId, u32, Item)]) -> HashSet<u32> {
    let mut links: HashMap<Link<'_>, u32> = HashMap::new();
    let mut tracks_of: Vec<Vec<u32>> = Vec::new();
    let mut links_of: HashMap<u32, Vec<u32>> = HashMap::new();
    for (_, track, item) in namings {
        let names = artists(item).map(|artist| Link::Names {
            title: &item.name,
            artist,
        });
        for link in names.chain(item.isrc.as_deref().map(Link::Isrc)) {
            let next = links.len() as u32;
            let number = *links.entry(link).or_insert(next);
            if number == next {
                tracks_of.push(Vec::new());
            }
            tracks_of[number as usize].push(*track);
            links_of.entry(*track).or_default().push(number);
        }
    }
    let mut found: HashSet<u32> = HashSet::new();
    let mut followed = vec![false; tracks_of.len()];
    let mut open: Vec<u32> = tracks.into_iter().collect();
    while let Some(track) = open.pop() {
        if !found.insert(track) {
            continue;
        }
        for link in links_of.get(&track).into_iter().flatten() {
            if !std::mem::replace(&mut followed[*link as usize], true) {
                open.extend(&tracks_of[*link as usize]);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use plays::{ItemUri, Kind};

    use super::*;

    fn naming(track: u32, name: &str, artist: &str, isrc: Option<&str>) -> (NamingId, u32, Item) {
        let item = Item {
            uri: ItemUri::from_names(Kind::Music, artist, name),
            kind: Kind::Music,
            name: name.into(),
            artist: artist.into(),
            album: "".into(),
            length_ms: None,
            isrc: isrc.map(Into::into),
        };
        (track, track, item)
    }

    #[test]
    fn names_artists_and_isrcs_link_tracks_also_through_others() {
        let namings = [
            naming(1, "Glue", "Bicep", None),
            naming(2, "Glue", "A guest\nBicep", Some("GB1")),
            naming(3, "Glue (Remaster)", "Bicep", Some("GB1")),
            naming(4, "Glue", "Somebody else", None),
            naming(5, "Opal", "Bicep", None),
            naming(1, "Opal", "Four Tet", None),
            naming(6, "Opal", "Four Tet", None),
        ];
        assert_eq!(related([1], &namings), HashSet::from([1, 2, 3, 6]));
        assert_eq!(related([3], &namings), HashSet::from([1, 2, 3, 6]));
        assert_eq!(related([4], &namings), HashSet::from([4]));
        assert_eq!(related([5, 9], &namings), HashSet::from([5, 9]));
    }
}
