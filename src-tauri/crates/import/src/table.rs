//! Evidence with what it points to, each item and circumstance held once. One is filled for each file and taken into the whole;
//! whatever the order of filling and taking in, the sorted end is the same.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};
use plays::{Circumstance, Evidence, Item, ItemUri, Kind, PlayedAt};

use crate::heard::{Heard, How, Names, What};

/// What one entry costs beside its text. Nothing depends on its being exact, only on there being a price.
const ENTRY_BYTES: u64 = 256;

/// Evidence, and what its numbers stand for.
#[derive(Debug, Default)]
pub(crate) struct Table {
    named: Vec<Named>,
    by_uri: HashTable<u32>,
    circumstances: Vec<Circumstance>,
    by_how: HashTable<u32>,
    pub(crate) evidence: Vec<Evidence>,
    hasher: DefaultHashBuilder,
    text_bytes: u64,
}

/// An item, and what its names rest on.
#[derive(Debug)]
struct Named {
    item: Item,
    /// The end of the row that the names are from.
    told_at_ms: i64,
    /// The longest its names ever were, so that the sum does not depend on the order.
    longest: usize,
}

/// What three lists come to in the end.
pub(crate) struct Sorted {
    pub(crate) items: Vec<Item>,
    pub(crate) circumstances: Vec<Circumstance>,
    pub(crate) evidence: Vec<Evidence>,
}

impl Table {
    /// How much memory the items and circumstances take, roughly, in bytes.
    pub(crate) fn text_bytes(&self) -> u64 {
        self.text_bytes
    }

    /// One more row of evidence.
    pub(crate) fn hear(&mut self, heard: &Heard<'_>) {
        let item = self.item(&heard.what, heard.ended_at_ms);
        let circumstance = self.circumstance(heard.how);
        self.evidence.push(Evidence {
            ended_at: PlayedAt::from_millis(heard.ended_at_ms),
            item,
            ms_played: heard.ms_played,
            circumstance,
            provenance: heard.provenance,
        });
    }

    fn item(&mut self, what: &What<'_>, told_at_ms: i64) -> u32 {
        let uri_of_names;
        let uri = match what.uri {
            Some(uri) => uri,
            None => {
                uri_of_names = of_names(what);
                uri_of_names.as_str()
            }
        };
        let hash = self.hasher.hash_one(uri);
        let same = |&number: &u32| self.named[number as usize].item.uri.as_str() == uri;
        if let Some(&known) = self.by_uri.find(hash, same) {
            let named = &mut self.named[known as usize];
            let before = named.longest;
            named.tell(Telling::new(what.kind, what.names, told_at_ms));
            self.text_bytes += (named.longest - before) as u64;
            return known;
        }
        let uri = what
            .uri
            .and_then(|uri| uri.parse().ok())
            .unwrap_or_else(|| of_names(what));
        let named = Named {
            item: Item {
                uri,
                kind: what.kind,
                name: what.names.name.into(),
                artist: what.names.artist.into(),
                album: what.names.album.into(),
            },
            told_at_ms,
            longest: what.names.len(),
        };
        self.insert(hash, named)
    }

    fn insert(&mut self, hash: u64, named: Named) -> u32 {
        let number = self.named.len() as u32;
        self.text_bytes += ENTRY_BYTES + (named.item.uri.as_str().len() + named.longest) as u64;
        self.named.push(named);
        self.by_uri.insert_unique(hash, number, |&number| {
            self.hasher.hash_one(self.named[number as usize].item.uri.as_str())
        });
        number
    }

    fn circumstance(&mut self, how: How<'_>) -> u32 {
        let hash = self.hasher.hash_one(how);
        let same = |&number: &u32| How::from(&self.circumstances[number as usize]) == how;
        if let Some(&known) = self.by_how.find(hash, same) {
            return known;
        }
        let number = self.circumstances.len() as u32;
        let texts = [how.reason_start, how.reason_end, how.platform, how.country];
        self.text_bytes += ENTRY_BYTES + texts.iter().flatten().map(|text| text.len() as u64).sum::<u64>();
        self.circumstances.push(how.into());
        self.by_how.insert_unique(hash, number, |&number| {
            self.hasher.hash_one(How::from(&self.circumstances[number as usize]))
        });
        number
    }

    /// Takes another's evidence in, and what it points to.
    pub(crate) fn absorb(&mut self, other: Self) {
        let items: Vec<u32> = other.named.into_iter().map(|named| self.absorb_named(named)).collect();
        let circumstances: Vec<u32> = other
            .circumstances
            .iter()
            .map(|circumstance| self.circumstance(circumstance.into()))
            .collect();
        self.evidence
            .extend(other.evidence.into_iter().map(|evidence| Evidence {
                item: items[evidence.item as usize],
                circumstance: circumstances[evidence.circumstance as usize],
                ..evidence
            }));
    }

    fn absorb_named(&mut self, theirs: Named) -> u32 {
        let uri = theirs.item.uri.as_str();
        let hash = self.hasher.hash_one(uri);
        let Some(&known) = self
            .by_uri
            .find(hash, |&number| self.named[number as usize].item.uri.as_str() == uri)
        else {
            return self.insert(hash, theirs);
        };
        let ours = &mut self.named[known as usize];
        let before = ours.longest;
        ours.tell(theirs.telling());
        ours.longest = ours.longest.max(theirs.longest);
        self.text_bytes += (ours.longest - before) as u64;
        known
    }

    /// Everything in its natural order, so that nothing shows of the order it came in.
    pub(crate) fn into_sorted(self) -> Sorted {
        let Self {
            named,
            by_uri,
            circumstances,
            by_how,
            mut evidence,
            ..
        } = self;
        drop((by_uri, by_how));
        let (items, item_numbers) = sorted(named.into_iter().map(|named| named.item).collect());
        let (circumstances, circumstance_numbers) = sorted(circumstances);
        for evidence in &mut evidence {
            evidence.item = item_numbers[evidence.item as usize];
            evidence.circumstance = circumstance_numbers[evidence.circumstance as usize];
        }
        // Files are nearly in order within themselves, which a stable sort makes use of.
        evidence.sort();
        Sorted {
            items,
            circumstances,
            evidence,
        }
    }
}

/// The values in order, and the new number of each old one.
fn sorted<T: Ord>(values: Vec<T>) -> (Vec<T>, Vec<u32>) {
    let mut values: Vec<(T, u32)> = values.into_iter().zip(0..).collect();
    values.sort_unstable();
    let mut numbers = vec![0; values.len()];
    for (new, (_, old)) in (0..).zip(&values) {
        numbers[*old as usize] = new;
    }
    (values.into_iter().map(|(value, _)| value).collect(), numbers)
}

fn of_names(what: &What<'_>) -> ItemUri {
    let maker = match what.kind {
        Kind::Music => what.names.artist,
        Kind::Podcast | Kind::Audiobook => what.names.album,
    };
    ItemUri::from_names(what.kind, maker, what.names.name)
}

/// One row's word for what an item is. The greater is believed: any name before none, then the later, then whatever is the same
/// on every machine.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Telling<'a> {
    has_names: bool,
    told_at_ms: i64,
    kind: Kind,
    names: Names<'a>,
}

impl<'a> Telling<'a> {
    fn new(kind: Kind, names: Names<'a>, told_at_ms: i64) -> Self {
        Self {
            has_names: !names.is_empty(),
            told_at_ms,
            kind,
            names,
        }
    }
}

impl Named {
    fn telling(&self) -> Telling<'_> {
        let names = Names {
            name: &self.item.name,
            artist: &self.item.artist,
            album: &self.item.album,
        };
        Telling::new(self.item.kind, names, self.told_at_ms)
    }

    fn tell(&mut self, telling: Telling<'_>) {
        let ours = self.telling();
        if telling <= ours {
            return;
        }
        let (names, kind) = (telling.names, telling.kind);
        let renamed = ours.names != names;
        self.told_at_ms = telling.told_at_ms;
        self.longest = self.longest.max(names.len());
        self.item.kind = kind;
        if renamed {
            self.item.name = names.name.into();
            self.item.artist = names.artist.into();
            self.item.album = names.album.into();
        }
    }
}
