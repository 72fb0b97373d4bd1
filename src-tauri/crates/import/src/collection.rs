//! Collects evidence with the items and circumstances that it points to, each of them held once. There is one collection for each
//! file, and all of them are merged; the sorted result does not depend on the order.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};
use plays::{Circumstance, Evidence, Item, ItemUri, Kind, PlayedAt};

use crate::evidence::{Names, RowCircumstance, RowEvidence, RowItem};

/// The memory that an entry takes beside its text, roughly: without it, very many short names would seem to cost nothing.
const ENTRY_BYTES: u64 = 256;

/// Evidence, and what its numbers point to.
#[derive(Debug, Default)]
pub(crate) struct Collection {
    items: Vec<NamedItem>,
    by_uri: HashTable<u32>,
    circumstances: Vec<Circumstance>,
    by_value: HashTable<u32>,
    pub(crate) evidence: Vec<Evidence>,
    hasher: DefaultHashBuilder,
    text_bytes: u64,
}

/// An item, and which row its names come from.
#[derive(Debug)]
struct NamedItem {
    item: Item,
    /// The end of the play in that row.
    named_at_ms: i64,
    /// The most bytes that its names ever had, so that the sum does not depend on the order of rows.
    max_name_bytes: usize,
}

/// The sorted lists.
pub(crate) struct Sorted {
    pub(crate) items: Vec<Item>,
    pub(crate) circumstances: Vec<Circumstance>,
    pub(crate) evidence: Vec<Evidence>,
}

impl Collection {
    /// How much memory the items and circumstances take, roughly, in bytes.
    pub(crate) fn text_bytes(&self) -> u64 {
        self.text_bytes
    }

    pub(crate) fn add(&mut self, row: &RowEvidence<'_>) {
        let item = self.item_number(&row.item, row.ended_at_ms);
        let circumstance = self.circumstance_number(row.circumstance);
        self.evidence.push(Evidence {
            ended_at: PlayedAt::from_millis(row.ended_at_ms),
            item,
            ms_played: row.ms_played,
            circumstance,
            provenance: row.provenance,
        });
    }

    fn item_number(&mut self, row: &RowItem<'_>, named_at_ms: i64) -> u32 {
        let uri_of_names;
        let uri = match row.uri {
            Some(uri) => uri,
            None => {
                uri_of_names = uri_from_names(row);
                uri_of_names.as_str()
            }
        };
        let hash = self.hasher.hash_one(uri);
        let same = |&number: &u32| self.items[number as usize].item.uri.as_str() == uri;
        if let Some(&known) = self.by_uri.find(hash, same) {
            let item = &mut self.items[known as usize];
            let before = item.max_name_bytes;
            item.rename_if_better(Naming::new(row.kind, row.names, named_at_ms));
            self.text_bytes += (item.max_name_bytes - before) as u64;
            return known;
        }
        let uri = row
            .uri
            .and_then(|uri| uri.parse().ok())
            .unwrap_or_else(|| uri_from_names(row));
        let item = NamedItem {
            item: Item {
                uri,
                kind: row.kind,
                name: row.names.name.into(),
                artist: row.names.artist.into(),
                album: row.names.album.into(),
            },
            named_at_ms,
            max_name_bytes: row.names.len(),
        };
        self.insert(hash, item)
    }

    fn insert(&mut self, hash: u64, item: NamedItem) -> u32 {
        let number = self.items.len() as u32;
        self.text_bytes += ENTRY_BYTES + (item.item.uri.as_str().len() + item.max_name_bytes) as u64;
        self.items.push(item);
        self.by_uri.insert_unique(hash, number, |&number| {
            self.hasher.hash_one(self.items[number as usize].item.uri.as_str())
        });
        number
    }

    fn circumstance_number(&mut self, row: RowCircumstance<'_>) -> u32 {
        let hash = self.hasher.hash_one(row);
        let same = |&number: &u32| RowCircumstance::from(&self.circumstances[number as usize]) == row;
        if let Some(&known) = self.by_value.find(hash, same) {
            return known;
        }
        let number = self.circumstances.len() as u32;
        let texts = [row.reason_start, row.reason_end, row.platform, row.country];
        self.text_bytes += ENTRY_BYTES + texts.iter().flatten().map(|text| text.len() as u64).sum::<u64>();
        self.circumstances.push(row.into());
        self.by_value.insert_unique(hash, number, |&number| {
            self.hasher
                .hash_one(RowCircumstance::from(&self.circumstances[number as usize]))
        });
        number
    }

    /// Adds everything of another collection.
    pub(crate) fn merge(&mut self, other: Self) {
        let items: Vec<u32> = other.items.into_iter().map(|item| self.merge_item(item)).collect();
        let circumstances: Vec<u32> = other
            .circumstances
            .iter()
            .map(|circumstance| self.circumstance_number(circumstance.into()))
            .collect();
        self.evidence
            .extend(other.evidence.into_iter().map(|evidence| Evidence {
                item: items[evidence.item as usize],
                circumstance: circumstances[evidence.circumstance as usize],
                ..evidence
            }));
    }

    fn merge_item(&mut self, theirs: NamedItem) -> u32 {
        let uri = theirs.item.uri.as_str();
        let hash = self.hasher.hash_one(uri);
        let Some(&known) = self
            .by_uri
            .find(hash, |&number| self.items[number as usize].item.uri.as_str() == uri)
        else {
            return self.insert(hash, theirs);
        };
        let ours = &mut self.items[known as usize];
        let before = ours.max_name_bytes;
        ours.rename_if_better(theirs.naming());
        ours.max_name_bytes = ours.max_name_bytes.max(theirs.max_name_bytes);
        self.text_bytes += (ours.max_name_bytes - before) as u64;
        known
    }

    /// Everything in its natural order, so that the order of adding makes no difference.
    pub(crate) fn into_sorted(self) -> Sorted {
        let Self {
            items,
            by_uri,
            circumstances,
            by_value,
            mut evidence,
            ..
        } = self;
        drop((by_uri, by_value));
        let (items, item_numbers) = sorted(items.into_iter().map(|item| item.item).collect());
        let (circumstances, circumstance_numbers) = sorted(circumstances);
        for evidence in &mut evidence {
            evidence.item = item_numbers[evidence.item as usize];
            evidence.circumstance = circumstance_numbers[evidence.circumstance as usize];
        }
        // Each file is nearly in order already, which a stable sort makes use of.
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

fn uri_from_names(row: &RowItem<'_>) -> ItemUri {
    let creator = match row.kind {
        Kind::Music => row.names.artist,
        Kind::Podcast | Kind::Audiobook => row.names.album,
    };
    ItemUri::from_names(row.kind, creator, row.names.name)
}

/// How one row names an item. The greatest wins: any name before none, then the later row, then an order that is the same on every
/// machine.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Naming<'a> {
    has_names: bool,
    named_at_ms: i64,
    kind: Kind,
    names: Names<'a>,
}

impl<'a> Naming<'a> {
    fn new(kind: Kind, names: Names<'a>, named_at_ms: i64) -> Self {
        Self {
            has_names: !names.is_empty(),
            named_at_ms,
            kind,
            names,
        }
    }
}

impl NamedItem {
    fn naming(&self) -> Naming<'_> {
        let names = Names {
            name: &self.item.name,
            artist: &self.item.artist,
            album: &self.item.album,
        };
        Naming::new(self.item.kind, names, self.named_at_ms)
    }

    fn rename_if_better(&mut self, theirs: Naming<'_>) {
        let ours = self.naming();
        if theirs <= ours {
            return;
        }
        let (names, kind) = (theirs.names, theirs.kind);
        let renamed = ours.names != names;
        self.named_at_ms = theirs.named_at_ms;
        self.max_name_bytes = self.max_name_bytes.max(names.len());
        self.item.kind = kind;
        if renamed {
            self.item.name = names.name.into();
            self.item.artist = names.artist.into();
            self.item.album = names.album.into();
        }
    }
}
