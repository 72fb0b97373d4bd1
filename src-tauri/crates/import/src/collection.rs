//! Collects evidence with the items and circumstances that it points to, each of them held once. There is one collection for each
//! file, and all of them are merged; the sorted result does not depend on the order.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};
use plays::{Circumstance, Evidence, Item, ItemUri, Kind, PlayedAt};

use crate::{
    RejectReason,
    evidence::{RowCircumstance, RowEvidence, RowItem},
};

/// The memory that an entry takes beside its text, roughly: without it, very many short names would seem to cost nothing.
const ENTRY_BYTES: u64 = 256;

/// Evidence, and what its numbers point to.
#[derive(Debug, Default)]
pub(crate) struct Collection {
    /// Each way of naming each item.
    items: Vec<Item>,
    by_uri: HashTable<u32>,
    circumstances: Vec<Circumstance>,
    by_value: HashTable<u32>,
    pub(crate) evidence: Vec<Evidence>,
    hasher: DefaultHashBuilder,
    text_bytes: u64,
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

    pub(crate) fn is_empty(&self) -> bool {
        self.evidence.is_empty()
    }

    /// Adds a row, which has to tell when it began or ended, and not later than `latest`.
    pub(crate) fn add(&mut self, row: &RowEvidence<'_>, latest: PlayedAt) -> Result<(), RejectReason> {
        let (ended_at, told_ms, times) = row.told.times().ok_or(RejectReason::TimeUnreadable)?;
        if ended_at > latest {
            return Err(RejectReason::TimeImpossible);
        }
        let item = self.item_number(&row.item, row.told.length_ms);
        let circumstance = self.circumstance_number(row.circumstance);
        self.evidence.push(Evidence {
            ended_at,
            item,
            told_ms,
            circumstance,
            number: 0,
            provenance: row.provenance,
            times,
        });
        Ok(())
    }

    fn item_number(&mut self, row: &RowItem<'_>, length_ms: Option<u32>) -> u32 {
        let uri_of_names;
        let uri = match row.uri {
            Some(uri) => uri,
            None => {
                uri_of_names = uri_from_names(row);
                uri_of_names.as_str()
            }
        };
        let hash = self.hasher.hash_one(uri);
        let same = |&number: &u32| {
            let item = &self.items[number as usize];
            item.uri.as_str() == uri
                && item.kind == row.kind
                && *item.name == *row.names.name
                && *item.artist == *row.names.artist
                && *item.album == *row.names.album
                && item.length_ms == length_ms
        };
        if let Some(&known) = self.by_uri.find(hash, same) {
            return known;
        }
        let uri = row
            .uri
            .and_then(|uri| uri.parse().ok())
            .unwrap_or_else(|| uri_from_names(row));
        let item = Item {
            uri,
            kind: row.kind,
            name: row.names.name.into(),
            artist: row.names.artist.into(),
            album: row.names.album.into(),
            length_ms,
            isrc: None,
        };
        self.insert(hash, item)
    }

    fn insert(&mut self, hash: u64, item: Item) -> u32 {
        let number = self.items.len() as u32;
        let texts = [item.uri.as_str(), &item.name, &item.artist, &item.album];
        self.text_bytes += ENTRY_BYTES + texts.iter().map(|text| text.len() as u64).sum::<u64>();
        self.items.push(item);
        self.by_uri.insert_unique(hash, number, |&number| {
            self.hasher.hash_one(self.items[number as usize].uri.as_str())
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

    /// Numbers the rows that are equal, when all of one file are there.
    pub(crate) fn number_equal_rows(&mut self) {
        // Each file is nearly in order already, which a stable sort makes use of.
        self.evidence.sort();
        for equal in self.evidence.chunk_by_mut(|one, next| one == next) {
            for (row, number) in equal.iter_mut().zip(0..) {
                row.number = number;
            }
        }
    }

    /// Adds everything of another collection, which is of another file.
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

    fn merge_item(&mut self, theirs: Item) -> u32 {
        let hash = self.hasher.hash_one(theirs.uri.as_str());
        let same = |&number: &u32| self.items[number as usize] == theirs;
        match self.by_uri.find(hash, same) {
            Some(&known) => known,
            None => self.insert(hash, theirs),
        }
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
        let (items, item_numbers) = sorted(items);
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
