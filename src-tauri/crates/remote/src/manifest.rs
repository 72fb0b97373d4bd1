//! What a remote or an archive holds, in so few bytes that two of them can be compared each time.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use plays::{MachineId, PartId, SourceKey};

use crate::{Digest, Fingerprint, fingerprint::Fields};

/// Registers that are compared together: those of one kind in one of 16 buckets.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BucketId {
    /// [`plays::Register::kind`].
    pub kind: String,
    /// Which, from 0 on.
    pub bucket: u8,
}

/// A machine that has exchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine {
    /// Which.
    pub id: MachineId,
    /// What its owner calls it.
    pub name: String,
    /// How often it has exchanged, counted there.
    pub exchanges: u64,
    /// When it did so last, by its own clock. To be shown, never to be decided by.
    pub last_at: DateTime<Utc>,
}

impl Machine {
    /// Whether this is the same machine, after more exchanges.
    pub(crate) fn is_ahead_of(&self, other: &Self) -> bool {
        self.id == other.id && self.exchanges > other.exchanges
    }
}

/// What is held.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Parts of sources.
    pub parts: BTreeMap<PartId, Fingerprint>,
    /// Registers.
    pub registers: BTreeMap<BucketId, Fingerprint>,
    /// Sources that were undone, for ever.
    pub undone: BTreeSet<SourceKey>,
    /// Machines that have exchanged; none in the manifest of an archive.
    pub machines: Vec<Machine>,
}

impl Manifest {
    /// The same for equal manifests, whatever machines there are.
    pub fn digest(&self) -> Digest {
        let mut fields = Fields::new("manifest");
        let fingerprint = |fields: &mut Fields, of: &Fingerprint| {
            for number in [of.rows, of.low, of.high] {
                fields.bytes(&number.to_le_bytes());
            }
        };
        for (part, of) in &self.parts {
            fields.bytes(&part.source.0);
            fields.bytes(&part.month.unwrap_or(i32::MIN).to_le_bytes());
            fingerprint(&mut fields, of);
        }
        for (bucket, of) in &self.registers {
            fields.text(&bucket.kind);
            fields.bytes(&[bucket.bucket]);
            fingerprint(&mut fields, of);
        }
        fields.digest()
    }

    /// The buckets in which `other` has not the same registers.
    pub fn different_buckets(&self, other: &Self) -> Vec<BucketId> {
        let all: BTreeSet<&BucketId> = self.registers.keys().chain(other.registers.keys()).collect();
        let differs = |bucket: &&BucketId| self.registers.get(*bucket) != other.registers.get(*bucket);
        all.into_iter().filter(differs).cloned().collect()
    }

    /// The parts of which `other` has not the same rows. What was undone counts nowhere.
    pub fn different_parts(&self, other: &Self) -> Vec<PartId> {
        let all: BTreeSet<&PartId> = self.parts.keys().chain(other.parts.keys()).collect();
        let is_undone = |source| self.undone.contains(source) || other.undone.contains(source);
        all.into_iter()
            .filter(|part| !is_undone(&part.source) && self.parts.get(*part) != other.parts.get(*part))
            .copied()
            .collect()
    }
}
