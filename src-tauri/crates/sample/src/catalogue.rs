//! All that a listener of a given size of life could play: invented, seeded, and as lean as a hundred thousand tracks ask for.
//! An item is a number; the lower the number of an artist, the earlier in life they were found.

mod making;

use std::ops::Range;

use plays::Kind;

/// The form of an item's URI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Track,
    Episode,
    Chapter,
    /// A file of the listener's own: the URI is made of its names.
    Local,
    /// Taken off Spotify: the names are all there is.
    Names,
}

/// A track, an episode or a chapter.
pub(super) struct Item {
    pub(super) form: Form,
    id: [u8; 22],
    pub(super) name: Box<str>,
    /// The collection it came out on.
    pub(super) on: u32,
    pub(super) length_ms: u32,
}

/// An album, a podcast or an audiobook.
pub(super) struct Collection {
    pub(super) kind: Kind,
    pub(super) name: Box<str>,
    /// The album's artist; means nothing for spoken word.
    pub(super) artist: u32,
    pub(super) items: Range<u32>,
    id: [u8; 22],
}

/// Somebody who makes music.
pub(super) struct Artist {
    pub(super) name: Box<str>,
    /// All their tracks, first to last.
    pub(super) tracks: Range<u32>,
}

/// Everything there is to play.
pub(super) struct Catalogue {
    pub(super) artists: Vec<Artist>,
    pub(super) collections: Vec<Collection>,
    pub(super) items: Vec<Item>,
    /// For each item the first one that goes by the same kind, owner and name: all that account data can tell apart.
    pub(super) namesake: Vec<u32>,
    /// Artists with at least one whole album.
    pub(super) prolific: Vec<u32>,
    /// Tracks of 20 to 29 and of 31 to 59 seconds.
    pub(super) brief: [Vec<u32>; 2],
    /// The one that rains all night: 16 minutes.
    pub(super) endless_rain: u32,
    pub(super) locals: Range<u32>,
    pub(super) removed: Range<u32>,
    pub(super) episodes: Range<u32>,
    pub(super) chapters: Range<u32>,
}

impl Catalogue {
    pub(super) fn item(&self, item: u32) -> &Item {
        &self.items[item as usize]
    }

    /// What the item came out on.
    pub(super) fn collection(&self, item: u32) -> &Collection {
        &self.collections[self.item(item).on as usize]
    }

    pub(super) fn kind(&self, item: u32) -> Kind {
        self.collection(item).kind
    }

    /// The album artist of a track; the show or the book of spoken word.
    pub(super) fn owner(&self, item: u32) -> &str {
        let collection = self.collection(item);
        match collection.kind {
            Kind::Music => &self.artists[collection.artist as usize].name,
            Kind::Podcast | Kind::Audiobook => &collection.name,
        }
    }

    /// Appends the URI; false, and nothing, for what has none.
    pub(super) fn write_uri(&self, item: u32, into: &mut String) -> bool {
        let this = self.item(item);
        let kind = match this.form {
            Form::Track => "track",
            Form::Episode => "episode",
            Form::Chapter => "chapter",
            Form::Names => return false,
            Form::Local => {
                into.push_str("spotify:local:");
                for name in [self.owner(item), &self.collection(item).name, &this.name] {
                    into.extend(url::form_urlencoded::byte_serialize(name.as_bytes()));
                    into.push(':');
                }
                into.push_str(&(this.length_ms / 1000).to_string());
                return true;
            }
        };
        write_id(kind, &this.id, into);
        true
    }

    /// Appends the URI of the audiobook that a chapter is from.
    pub(super) fn write_book_uri(&self, chapter: u32, into: &mut String) {
        write_id("show", &self.collection(chapter).id, into);
    }
}

fn write_id(kind: &str, id: &[u8; 22], into: &mut String) {
    into.push_str("spotify:");
    into.push_str(kind);
    into.push(':');
    into.extend(id.iter().map(|byte| char::from(*byte)));
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_uri_is_its_own_and_every_artist_and_show_goes_by_one_name() {
        let catalogue = Catalogue::new(1, 5_000);
        let mut uris = HashSet::new();
        for item in 0..catalogue.items.len() as u32 {
            let mut uri = String::new();
            if catalogue.write_uri(item, &mut uri) {
                assert!(uris.insert(uri.clone()), "{uri}");
            }
        }
        let artists: HashSet<_> = catalogue.artists.iter().map(|artist| &artist.name).collect();
        assert_eq!(artists.len(), catalogue.artists.len());
    }

    #[test]
    fn names_that_break_software_are_there() {
        let catalogue = Catalogue::new(1, 2_000);
        for name in ["Шуфутинский", "久石譲", "Björk", "Þorgerður", "فيروز"] {
            assert!(catalogue.artists.iter().any(|artist| &*artist.name == name), "{name}");
        }
        for part in ["\"", "\\", "🌧", "\t"] {
            assert!(catalogue.items.iter().any(|item| item.name.contains(part)), "{part}");
        }
        assert!(
            catalogue
                .items
                .iter()
                .any(|item| item.name.chars().count() == 80 && !item.name.contains(' '))
        );
    }

    #[test]
    fn some_songs_are_on_several_releases() {
        let catalogue = Catalogue::new(1, 2_000);
        let again = catalogue
            .namesake
            .iter()
            .enumerate()
            .filter(|(item, first)| *item as u32 != **first)
            .count();
        assert!(
            again * 20 > catalogue.items.len(),
            "{again} of {}",
            catalogue.items.len()
        );
    }
}
