//! All that an invented listener could play. Kept small, because there may be a hundred thousand tracks.
//! Items and artists are numbers; the lower an artist's number, the earlier in life the listener discovers them.

mod builder;

use std::ops::Range;

use plays::Kind;

/// The form of an item's URI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Track,
    Episode,
    Chapter,
    /// A file of the listener's own: its URI is made of its names.
    Local,
    /// Removed from Spotify: only its names are known.
    Names,
}

/// A track, an episode or a chapter.
pub(crate) struct Item {
    pub(crate) form: Form,
    id: [u8; 22],
    pub(crate) name: Box<str>,
    /// The number of its album, podcast or audiobook.
    pub(crate) collection: u32,
    pub(crate) length_ms: u32,
}

/// An album, a podcast or an audiobook.
pub(crate) struct Collection {
    pub(crate) kind: Kind,
    pub(crate) name: Box<str>,
    /// The album's artist; without meaning for spoken word.
    pub(crate) artist: u32,
    pub(crate) items: Range<u32>,
    id: [u8; 22],
}

/// Somebody who makes music.
pub(crate) struct Artist {
    pub(crate) name: Box<str>,
    /// All their tracks, first to last.
    pub(crate) tracks: Range<u32>,
}

/// Everything there is to play.
pub(crate) struct Catalogue {
    pub(crate) artists: Vec<Artist>,
    pub(crate) collections: Vec<Collection>,
    pub(crate) items: Vec<Item>,
    /// For each item the first one with the same kind, owner and name: account data cannot tell them apart.
    pub(crate) same_name: Vec<u32>,
    /// Artists with at least one full album.
    pub(crate) prolific: Vec<u32>,
    /// Tracks of 20 to 29 and of 31 to 59 seconds.
    pub(crate) short_tracks: [Vec<u32>; 2],
    /// A track of 16 minutes of rain, for sleeping.
    pub(crate) rain: u32,
    pub(crate) locals: Range<u32>,
    pub(crate) removed: Range<u32>,
    pub(crate) episodes: Range<u32>,
    pub(crate) chapters: Range<u32>,
}

impl Catalogue {
    pub(crate) fn item(&self, item: u32) -> &Item {
        &self.items[item as usize]
    }

    pub(crate) fn collection(&self, item: u32) -> &Collection {
        &self.collections[self.item(item).collection as usize]
    }

    pub(crate) fn kind(&self, item: u32) -> Kind {
        self.collection(item).kind
    }

    /// The album artist of a track; the show or the book of spoken word.
    pub(crate) fn owner(&self, item: u32) -> &str {
        let collection = self.collection(item);
        match collection.kind {
            Kind::Music => &self.artists[collection.artist as usize].name,
            Kind::Podcast | Kind::Audiobook => &collection.name,
        }
    }

    /// Appends the URI; returns false and appends nothing if the item has none.
    pub(crate) fn write_uri(&self, item: u32, into: &mut String) -> bool {
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

    /// Appends the URI of a chapter's audiobook.
    pub(crate) fn write_book_uri(&self, chapter: u32, into: &mut String) {
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
            .same_name
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
